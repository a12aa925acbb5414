"""The programs of tests/programs: whatever is right is not called wrong, and whatever is wrong everywhere is."""

from functools import cache

import numpy as np
import pytest

from compare.chains.chain import canonical
from compare.chains.perceptron import CLASSIFICATION, REGRESSION
from compare.chains.validation import validated
from compare.deciding.decide import decide
from compare.deciding.problems import drawn
from compare.errors import BadInput
from tests.helpers.programs import EXPECTED, function, module

F64 = np.dtype(np.float64)
TASKS = {"regression": REGRESSION, "classification": CLASSIFICATION}
PERCEPTRON = [key for key, known in EXPECTED.items() if known["task"] in TASKS and "misbehaves" not in known]
EVERY = 24  # of the programs, one in so many is tried by `make test`


@cache
def decisions(key):
    """What is decided of all links that the program gives, as though they lay outside on generic problems."""
    task = EXPECTED[key]["task"]
    chain = TASKS.get(task) or validated(module(key.partition(":")[0]).chain)
    problems = [problem for kind, problem in drawn(chain, F64) if kind in ("generic", "saturated")][:2]
    given = {canonical(name) for name in function(key)({name: v.copy() for name, v in problems[0].items()})}
    return decide(chain, function(key), {name: problems for name in chain.names if name in given}, F64)


def check(key):
    known = EXPECTED[key]
    made = {name: each.formula for name, each in decisions(key).items()}
    if known["side"] == "right":
        assert set(made.values()) == {"right"}
    elif "where" not in known:
        assert next(name for name, formula in made.items() if formula != "right") == known["first"]


@pytest.mark.parametrize("key", PERCEPTRON[::EVERY])
def test_a_program_of_the_perceptron(key):
    check(key)


@pytest.mark.soak
@pytest.mark.parametrize("key", EXPECTED)
def test_every_program(key):
    if "misbehaves" in EXPECTED[key]:
        pytest.skip("what it does besides decides")
    try:
        check(key)
    except BadInput as refusal:
        pytest.skip(str(refusal))
