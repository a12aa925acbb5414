"""What a person's chain must not be misread by: a package's rule beside it, a spelling, another chain's axes."""

import numpy as np
import pytest

from compare import BadInput, Chain, Form, Input, Link, check, validated
from compare.chains import definitions
from compare.inputs.regimes import chain_problems
from compare.mistakes.planting import plant
from tests.helpers.exactly import as_ball, outside


def link(name, rule, *of):
    return Link(name, name, (Form("by hand", name, of, rule),))


def half_square(x, w, y):
    return (y - x @ w) ** 2 / 2


def mean(v):
    return v.mean(axis=0)


def gradient(x, w, y):
    return (x @ w - y) @ x / len(y)


DESCENT = Chain(
    "own descent",
    (
        link("L", half_square, "x", "w", "y"),
        link("J", mean, "L"),
        link("dJ/dw", gradient, "x", "w", "y"),
        link("w+", definitions.descend_scalar, "w", "lr", "dJ/dw"),
    ),
    (Input("x", ("n", "d")), Input("y", ("n",)), Input("w", ("d",)), Input("lr")),
)


@pytest.mark.parametrize("count", [2, 3, 5])
def test_this_packages_rules_are_aligned_in_a_persons_chain_as_in_one_problem(count):
    """b − α ∂J/∂b for vectors: a batch of as many problems as there are features must not be multiplied across."""
    chain = validated(DESCENT)
    problem = chain_problems(np.random.default_rng(1), chain, "generic", {"n": 4, "d": 3}, count, np.dtype(np.float64))

    def side(p):
        x, y, w, lr = (p[name] for name in ("x", "y", "w", "lr"))
        z = np.matvec(x, w)
        g = np.vecmat(z - y, x) / 4
        L = (y - z) ** 2 / 2
        return {"L": L, "J": L.mean(axis=-1), "dJ/dw": g, "w+": w - lr[:, None] * g}

    assert check(problem, side, side, DESCENT).agrees


def test_a_packages_rule_that_looks_at_a_shape_does_so_in_a_persons_chain():
    def outer(x, w, y):
        return (x @ w - y)[:, None] * x

    by_sum = link("w+", definitions.descend_vector_by_sum, "w", "lr", "dL/dw")
    links = (link("L", half_square, "x", "w", "y"), link("dL/dw", outer, "x", "w", "y"), by_sum)
    chain = validated(DESCENT._replace(links=links))
    problem = chain_problems(np.random.default_rng(2), chain, "generic", {"n": 4, "d": 3}, 3, np.dtype(np.float32))
    known = problem | plant(chain, {}, problem)
    held = chain.links[-1].forms[0].rule(*(as_ball(known[name]) for name in ("w", "lr", "dL/dw")))
    assert held.value.shape == (3, 3)
    assert outside(held, problem["w"] - problem["lr"][:, None] * known["dL/dw"].mean(axis=-2)) == 0


@pytest.mark.parametrize(("name", "spelling"), [("yhat", "y_hat"), ("∂L/∂w", "dL/dw")])
def test_a_name_that_a_trace_cannot_give_is_refused(name, spelling):
    chain = DESCENT._replace(links=(link(name, half_square, "x", "w", "y"),))
    with pytest.raises(BadInput, match=f"'{name}' is read as '{spelling}'"):
        validated(chain)


def spread(x, V, y):
    return x @ V.T - y[:, None]


def squares(e):
    return (e**2 / 2).sum(axis=1)


def itself(e):
    return e + 0


def test_no_other_axis_is_taken_for_that_of_the_examples():
    """Halved where there are two outputs and four examples: it is no division by n."""
    chain = Chain(
        "two outputs",
        (link("z", spread, "x", "V", "y"), link("L", squares, "z"), link("dL/dz", itself, "z")),
        (Input("x", ("n", "d")), Input("V", ("k", "d")), Input("y", ("n",))),
    )
    lengths = {"n": 4, "d": 3, "k": 2}
    problem = chain_problems(np.random.default_rng(3), validated(chain), "generic", lengths, 6, np.dtype(np.float64))

    def side(p):
        return plant(validated(chain), {}, p)

    def halved(p):
        return side(p) | {"dL/dz": side(p)["dL/dz"] / 2}

    found = check(problem, halved, side, chain).first_disagreement
    assert found.link == "dL/dz" and found.hint == ""
