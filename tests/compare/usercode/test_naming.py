"""People's own names: what each was taken for is told, and what is no link stops nothing else from being judged."""

import numpy as np

from compare.chains.perceptron import CLASSIFICATION
from compare.usercode.naming import Named
from tests.helpers.examined import known


def course(problem):
    """As courses write it, with two entries more."""
    a = 1 / (1 + np.exp(-(problem["x"] @ problem["w"] + problem["b"])))
    dz = a - problem["y"]
    n = len(dz)
    return {"m": n, "A": a, "dZ": dz, "dL_dw": problem["x"].T @ dz / n, "db": dz.mean(), "y_hta": "words"}


def sign_lost(problem):
    given = course(problem)
    return {**given, "db": -given["db"]}


TOLD = (
    "A was taken for ŷ, dZ for ∂L/∂z, dL_dw for ∂J/∂w, db for ∂J/∂b",
    "left out, as no link of the chain: m, y_hta (did you mean y_hat?)",
)


def test_a_right_one_agrees_and_what_its_names_were_taken_for_is_told():
    found = known(course)
    assert found.agrees and found.given == ("y_hat", "dL/dz", "dJ/dw", "dJ/db")
    assert found.asked[-2:] == TOLD and not found.misbehaviour


def test_a_wrong_one_is_caught_at_its_link():
    found = known(sign_lost)
    assert found.report.wrong_links == ("dJ/db",) and found.asked[-2:] == TOLD


def test_nothing_is_told_of_names_that_are_the_chain_s_own():
    named = Named(lambda problem: {"y_hat": 1, "dJ/db": 2}, CLASSIFICATION)
    assert named({}) == {"y_hat": 1, "dJ/db": 2} and named.told == ()


def told_of(returned):
    named = Named(lambda problem: returned, CLASSIFICATION)
    return named({}), named.told


def test_what_is_no_trace_or_has_no_link_is_left_to_whoever_refuses_it():
    for returned in ((1, 2), None, {}, {"m": 1}):
        assert told_of(returned) == (returned, ())


def test_a_divided_link_and_many_others_are_told_in_one_line():
    given, told = told_of({"dJ/dz": 1, "z": 2, **{f"q{k}": k for k in range(8)}})
    assert given == {"z": 2}
    assert told == ("left out, as no link of the chain: dJ/dz (n times it is dL/dz), q0, q1, q2, q3, q4 and 3 more",)
