"""Formulas computed in exact arithmetic, at every element of a link."""

from functools import cache

import numpy as np
from flint import arb

from compare import CLASSIFICATION, FUSED
from compare.arithmetic.exact import exact
from compare.chains.evaluation import axes_of
from compare.formulas.evaluation import Kind, evaluate
from compare.judging.arbiter import truth
from compare.output.formulas.element import place_in

N, D = 3, 2
EXACT = Kind(
    lambda digits: arb(float(digits)),
    {
        "ln": arb.log,
        "log₁₀": lambda a: a.log() / arb(10).log(),
        "tanh": arb.tanh,
        "exp": arb.exp,
        "max": arb.max,
    },
)


@cache
def numbers(chain):
    """Every input and link of a chain as exact numbers; of the fused chain those that it passes over, too."""
    rng = np.random.default_rng(3)
    y = np.array([0.25, 1, 0]) if chain.labels else rng.normal(size=N)
    problem = {"x": rng.normal(size=(N, D)), "y": y, "w": np.array([0.75, -0.5]), "b": np.array(0.375)}
    problem["lr"] = np.array(0.125)
    return {name: exact(array) for name, array in problem.items()} | truth(whole(chain), problem)


def whole(chain):
    return CLASSIFICATION if chain is FUSED else chain


def values(chain):
    return {chain.symbol(name): found.value for name, found in numbers(whole(chain)).items()}


def said(tree, chain, link):
    """What a formula says at every element of a link."""
    chain = whole(chain)
    axes, lengths = axes_of(chain)[link], {"n": N, "d": D}
    found = np.empty([lengths[axis] for axis in axes], object)
    for index in np.ndindex(found.shape):
        place = place_in(chain, lengths, dict(zip(axes, index, strict=True)))
        found[index] = evaluate(tree, place, values(chain), EXACT)
    return found


def assert_same(one, other):
    """Both enclosures hold one number, and little else."""
    for a, b in np.broadcast(one, other):
        assert abs(arb(a) - arb(b)) < 2.0**-60
