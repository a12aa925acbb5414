"""Two precisions tell rounding, which shrinks, from a wrong formula, whose error stays."""

import numpy as np
import pytest

from compare.chains.perceptron import REGRESSION
from compare.deciding.precision_test import by_precision, moderate
from compare.deciding.problems import unsaturated
from tests.compare.deciding import users

PROBLEMS = unsaturated(REGRESSION)


def decided(side, link="dJ/dw"):
    return by_precision(REGRESSION, side, {link: []}, PROBLEMS)[link]


def scaled(factor):
    def side(p):
        return {"dJ/dw": (users.right(p)["dJ/dw"] * p["x"].dtype.type(factor)).astype(p["x"].dtype)}

    return side


def noisy(size):
    """Wrong by so much of every number, with either sign."""

    def side(p):
        dw = users.right(p)["dJ/dw"]
        return {"dJ/dw": (dw * (1 + size * np.resize([1, -1], dw.shape))).astype(dw.dtype)}

    return side


@pytest.mark.parametrize("side", [users.right, users.lossy, users.complex_step, noisy(1e-15)])
def test_rounding_is_right(side):
    made = decided(side)
    assert (made.formula, made.by, made.problems) == ("right", "precision", len(PROBLEMS))


@pytest.mark.parametrize("side", [scaled(-1), scaled(1.001), scaled(2), users.complex_step_without_half, noisy(1e-3)])
def test_a_wrong_formula_is_wrong_and_never_called_proven(side):
    made = decided(side)
    assert (made.formula, made.by) == ("wrong", "precision")
    assert "proven" not in made.said and made.problem is not None and len(made.index) == 1


@pytest.mark.parametrize("side", [noisy(1e-10), users.raises, users.no_dict, lambda p: {"dJ/dw": "words"}])
def test_what_neither_precision_tells_is_left_open(side):
    assert decided(side) is None


def test_float32_within_a_float64_program_is_not_called_wrong():
    def single(p):
        return {
            "dJ/dw": users.right({name: v.astype(np.float32) for name, v in p.items()})["dJ/dw"].astype(p["x"].dtype)
        }

    assert decided(single) is None


def test_a_saturated_problem_is_not_moderate():
    assert all(moderate(REGRESSION, problem) for problem in PROBLEMS)
    assert not moderate(REGRESSION, PROBLEMS[0] | {"w": PROBLEMS[0]["w"] * 1e9})
