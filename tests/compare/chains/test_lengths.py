"""An axis given as a number has that length in every problem; axes are told apart whatever a rule makes of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare import BadInput, Chain, Form, Input, Link, by_autograd, check, validated
from compare.chains.evaluation import axes_of, lengths_of
from compare.counterexample.reduce import reduced
from compare.inputs.regimes import chain_problems
from compare.inputs.small import small_problems
from compare.inputs.varied import varied_problems


def link(name, rule, *of):
    return Link(name, name, (Form("by hand", name, of, rule),))


def in_pairs(x, w):
    return x.reshape(-1, 2, 3) @ w


def squares(z):
    return (z**2).sum(axis=1) / 2


def mean(v):
    return v.mean(axis=0)


def gradient(z, x):
    return (z[:, :, None] * x.reshape((len(x), 2, 3))).sum(axis=1).mean(axis=0)


CHAIN = Chain(
    "pairs",
    (
        link("z", in_pairs, "x", "w"),
        link("L", squares, "z"),
        link("J", mean, "L"),
        link("dJ/dw", gradient, "z", "x"),
    ),
    (Input("x", ("n", 6)), Input("w", (3,))),
)


def forward(each, parameters, inputs):
    z = each(products, parameters, inputs["x"])
    return {"z": z, "L": 0.5 * (z**2).sum(-1)}


def products(parameters, x):
    return x.unflatten(-1, (2, 3)) @ parameters["w"]


def trace(p):
    x = p["x"].reshape(*p["x"].shape[:-1], 2, 3)
    z = np.matvec(x, p["w"][..., None, :])
    L = (z**2).sum(axis=-1) / 2
    dw = (z[..., None] * x).sum(axis=-2).mean(axis=-2)
    return {"z": z, "L": L, "J": L.mean(axis=-1), "dJ/dw": dw}


def one_problem(count=()):
    rng = np.random.default_rng(0)
    return {"x": rng.normal(size=(*count, 4, 6)), "w": rng.normal(size=(*count, 3))}


def test_a_chain_with_fixed_lengths_is_judged_as_any_other():
    reference = by_autograd(CHAIN, forward)
    for count in ((), (2,)):
        assert check(one_problem(count), trace, reference, CHAIN).agrees
        slip = check(one_problem(count), lambda p: trace(p) | {"dJ/dw": 2 * trace(p)["dJ/dw"]}, reference, CHAIN)
        assert slip.wrong_links == ("dJ/dw",)


def test_only_axes_with_names_have_lengths_to_tell():
    chain = validated(CHAIN)
    assert chain.axes == ("n",) and lengths_of(chain, one_problem()) == {"n": 4}
    assert axes_of(chain)["z"] == ("n", "2") and axes_of(chain)["x"] == ("n", "6")


@given(data=st.data())
def test_every_problem_that_is_drawn_has_the_fixed_lengths(data):
    chain = validated(CHAIN)
    drawn = data.draw(small_problems(chain)), next(varied_problems(chain, np.float64, data.draw(st.integers(0, 99))))
    for problem in drawn:
        assert problem["x"].shape[1:] == (6,) and problem["w"].shape == (3,)
    many = chain_problems(np.random.default_rng(0), chain, "generic", {"n": 2}, 5, np.dtype(np.float64))
    assert many["x"].shape == (5, 2, 6)


def test_a_smaller_problem_is_shorter_where_it_may_be():
    found = reduced(one_problem(), validated(CHAIN), lambda problem: problem["x"].shape[1] == 6)
    assert found is not None and found["x"].shape == (1, 6)


def test_a_problem_of_another_length_is_refused():
    problem = one_problem() | {"w": np.ones(4)}
    with pytest.raises(BadInput, match=r"'w' has shape \(4,\); expected \(3,\)"):
        check(problem, trace, trace, CHAIN)
    with pytest.raises(BadInput, match=r"'x' has shape \(6,\); expected \(\.\.\., n, 6\)"):
        check(one_problem() | {"x": np.ones(6)}, trace, trace, CHAIN)


@pytest.mark.parametrize("axis", [0, -2, 1.5, None])
def test_what_is_no_axis_is_refused(axis):
    with pytest.raises(BadInput, match=r"the input 'x' has the axes .* an axis is a name, or its length"):
        validated(CHAIN._replace(arrays=(Input("x", ("n", axis)), Input("w", (3,)))))


def test_more_axes_than_can_be_told_apart_are_refused():
    arrays = [Input(name, ("n", name)) for name in "abcdefg"]
    with pytest.raises(BadInput, match="its inputs have 8 axes of different names, which is too many"):
        validated(Chain("wide", (link("u", np.tanh, "a"),), arrays))


def side_by_side(x, a):
    return np.concatenate([x, a, np.ones((len(x), 1))], axis=1)


def with_a_bias(x):
    return np.hstack([x, np.ones((x.shape[0], 1))])


def test_a_length_that_a_rule_makes_is_not_taken_for_another_axis():
    arrays = [Input("x", ("n", "d")), Input("a", ("n", "k")), Input("m", ("h", "c"))]
    links = (link("u", side_by_side, "x", "a"), link("v", with_a_bias, "x"))
    axes = axes_of(validated(Chain("joined", links, arrays)))
    assert {axes["u"][1], axes["v"][1]}.isdisjoint("ndkhc")


def test_parameters_are_what_a_link_is_a_partial_in_or_feeds():
    assert validated(CHAIN).parameters == ("w",)
    fed = CHAIN._replace(links=(*CHAIN.links[:3], link("w+", np.negative, "w")))
    assert validated(fed).parameters == ("w",) and CHAIN._replace(links=CHAIN.links[:3]).parameters == ()
    of_each = CHAIN._replace(links=(*CHAIN.links[:2], link("dL/dx", np.multiply, "x", "x")))
    assert of_each.parameters == ()
