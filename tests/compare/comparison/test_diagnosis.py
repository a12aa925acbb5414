"""Diagnosis: a planted mistake is named, and nothing is named that is not there."""

from functools import partial
from itertools import combinations

import numpy as np
import pytest

from compare import CLASSIFICATION, FUSED, REGRESSION, check, descend
from compare.arithmetic.balls import Ball
from compare.comparison.diagnosis import _holds, diagnose
from compare.inputs.regimes import random_problems
from compare.judging.judge import judge
from compare.mistakes import known_mistakes
from compare.mistakes.planting import plant
from tests.helpers.planted_mistakes import LOSES_DIGITS
from tests.helpers.routes import ROUTES

CHAINS = (REGRESSION, CLASSIFICATION, FUSED)
"""Its formula is right, and digits are lost: nothing is named, since nothing is wrong."""
KNOWN = [(chain, known) for chain in CHAINS for known in known_mistakes(chain)]
REFERENCES = {chain.name: reference for chain, _, reference in ROUTES.values()}


def label(case):
    return case.key if hasattr(case, "key") else getattr(case, "name", str(case))


def known_as(chain, key):
    return next(known for known in known_mistakes(chain) if known.key == key)


def generic(chain, dtype=np.float64, seed=3, count=32, n=5):
    return random_problems(np.random.default_rng(seed), "generic", count, n, 3, dtype, labels=chain.labels)


def alone(problem):
    """The first problem of a batch."""
    return {name: array[0] for name, array in problem.items()}


def planted(chain, *keys):
    forms = {known_as(chain, key).slip.link: known_as(chain, key).slip.form for key in keys}
    return partial(plant, chain, forms)


def named(report):
    return [[known.key for known in diagnosis.named] for diagnosis in report.diagnoses]


@pytest.mark.parametrize(("chain", "known"), KNOWN, ids=label)
def test_every_mistake_is_named_and_no_other(chain, known, dtype):
    if dtype.__name__ not in known.mistake.shown_in:
        return
    report = check(generic(chain, dtype), planted(chain, known.key), REFERENCES[chain.name], chain)
    if known.mistake.id == LOSES_DIGITS:
        assert report.verdict == "digits lost" and [one.link for one in report.losses] == [known.slip.link]
        assert named(report) == []
        return
    assert report.first_wrong == known.slip.link and named(report) == [[known.key]]
    assert f"{known.slip.link}: this looks like {known}" in str(report)


UNDONE = {
    *(("E01 dL/dy_hat", "E01 dL/dz"), ("E12 dy_hat/dz", "E01 dL/dz"), ("E20 dy_hat/dw", "E20 dL/dw")),
    ("E54 dL/db", "E27 dJ/db"),
}
"""The second is what follows rightly from a link that is wrong by the first."""


@pytest.mark.parametrize("chain", CHAINS, ids=label)
def test_two_slips_at_once_are_two_diagnoses(chain):
    problem = generic(chain)
    wrong = [known for known in known_mistakes(chain) if known.mistake.id != LOSES_DIGITS]
    keys = {known.slip.link: known.key for known in reversed(wrong)}
    for first, second in combinations([keys[name] for name in chain.names if name in keys], 2):
        report = check(problem, planted(chain, first, second), REFERENCES[chain.name], chain)
        assert named(report) == ([[first]] if (first, second) in UNDONE else [[first], [second]])


@pytest.mark.parametrize("chain", CHAINS, ids=label)
def test_a_wrong_value_that_no_formula_gives_is_like_no_mistake(chain, dtype):
    problem, rng = generic(chain, dtype), np.random.default_rng(7)
    right = plant(chain, {}, problem)
    for link in chain.names:
        trace = right | {link: right[link] + rng.normal(size=right[link].shape).astype(dtype) * 2 + 1}
        diagnosis = next(each for each in diagnose(chain, [problem], [trace]) if each.link == link)
        assert diagnosis.fits == () and f"{link}: like no known mistake; from " in str(diagnosis)


@pytest.mark.parametrize("chain", CHAINS, ids=label)
def test_a_constant_factor_of_no_mistake_is_told_as_the_ratio(chain):
    problem = generic(chain)
    right = plant(chain, {}, problem)
    diagnosis = diagnose(chain, [problem], [right | {"dJ/db": right["dJ/db"] * 0.7}])[0]
    assert diagnosis.fits == () and str(diagnosis) == "dJ/db: 0.7 × the right value"


@pytest.mark.parametrize("chain", CHAINS, ids=label)
def test_one_number_names_nothing(chain):
    problem = alone(generic(chain))
    side = planted(chain, "E27 dJ/db")
    report = check(problem, side, REFERENCES[chain.name], chain)
    assert report.wrong_links == ("dJ/db",) and named(report) == [[]]
    assert "dJ/db: one wrong number names no mistake (5 of the right value)" in str(report)
    problems = [{name: array[k] for name, array in generic(chain).items()} for k in (0, 1)]
    (diagnosis,) = diagnose(chain, problems, [side(each) for each in problems])
    assert [known.key for known in diagnosis.named] == ["E27 dJ/db"]


def test_mistakes_that_the_problems_do_not_tell_apart_are_all_listed_and_another_problem_tells_them():
    """For n = 2, 1/(n − 1) is 1."""
    problem = generic(REGRESSION, n=2)
    side = planted(REGRESSION, "E27 dJ/dw")
    report = check(problem, side, REFERENCES["regression"], REGRESSION)
    assert named(report) == [["E27 dJ/dw", "E49 dJ/dw"]] and "E27: the sum stands where" in str(report)
    more = generic(REGRESSION, n=3)
    (diagnosis,) = diagnose(REGRESSION, [problem, more], [side(problem), side(more)])
    assert [known.key for known in diagnosis.named] == ["E27 dJ/dw"]


def test_a_form_must_hold_where_the_link_is_right_too():
    """The second problem is right, so a sum for the mean is not what went wrong in the first."""
    problems = [generic(REGRESSION, seed=seed) for seed in (1, 2)]
    traces = [planted(REGRESSION, "E27 dJ/dw")(problems[0]), plant(REGRESSION, {}, problems[1])]
    (diagnosis,) = diagnose(REGRESSION, problems, traces)
    assert diagnosis.fits == () and diagnosis.distinct_values > 1


@pytest.mark.parametrize("chain", CHAINS, ids=label)
def test_a_trace_of_some_links_is_diagnosed_by_what_it_gives(chain):
    def partial_side(problem):
        trace = planted(chain, "E35 w+")(problem)
        return {name: trace[name] for name in ("dJ/dw", "dJ/db", "w+")}

    report = check(generic(chain), partial_side, REFERENCES[chain.name], chain)
    assert report.wrong_links == ("w+",) and named(report) == [["E35 w+"]]


@pytest.mark.parametrize("mode", ["lockstep", "free"])
def test_descent_names_it_over_its_steps(mode):
    problem = {"x": [[3.0, 0], [0, 2], [1, 3], [2, 1]], "y": [1.0, 0, 0, 1], "w": [0.4, -0.3], "b": 0.1, "lr": 0.5}
    arrays = {name: np.array(value) for name, value in problem.items()}
    side = planted(CLASSIFICATION, "E27 dJ/db")
    descent = descend(arrays, side, REFERENCES["classification"], CLASSIFICATION, 300, mode)
    assert named(descent.report) == [["E27 dJ/db"]] and descent.report.diagnoses[0].distinct_values > 256


@pytest.mark.parametrize("chain", CHAINS, ids=label)
def test_where_all_agrees_there_is_no_diagnosis(chain):
    assert check(generic(chain), partial(plant, chain, {}), REFERENCES[chain.name], chain).diagnoses == ()


def test_a_wrong_value_that_is_not_finite_has_no_ratio():
    problem = generic(REGRESSION)
    right = plant(REGRESSION, {}, problem)
    found = diagnose(REGRESSION, [problem], [right | {"L": np.full_like(right["L"], np.nan)}])
    assert found[0].link == "L" and found[0].fits == () and "no ratio to the right value" in str(found[0])


def test_a_radius_that_reaches_from_wrong_to_right_tells_nothing():
    problem = generic(REGRESSION)
    right = plant(REGRESSION, {}, problem)
    wrong = right["L"] * 1.25
    judgement = next(
        each for each in judge(REGRESSION, problem, [right | {"L": wrong}, right]) if each.link.name == "L"
    )
    fmt, apart = judgement.operand.fmt, wrong - right["L"]
    assert apart.all()
    assert _holds(Ball(fmt, wrong, apart * 0.5), judgement)
    assert not _holds(Ball(fmt, wrong, apart * 2.0), judgement)
    assert not _holds(Ball(fmt, right["L"], apart * 0.5), judgement)
