"""A counterexample in words: the problem as it is, the right line and the wrong one worked to their values."""

import re

import numpy as np
import pytest

from compare import CLASSIFICATION, REGRESSION
from compare.comparison.diagnosis import diagnose
from compare.counterexample import smallest
from compare.inputs.regimes import random_problems
from compare.mistakes.mistake import SQUARE
from compare.output.check.counterexample import exactly, lines, problem_lines, worked_lines
from compare.output.formulas.worked import value_of
from compare.wording import significant
from tests.helpers.planted_mistakes import LOSES_DIGITS, REFERENCES, SAMPLE, known_as, label, planted

NUMBER = re.compile(r"−?\d[\d,]*\.?\d*(?:e[−+]?\d+)?")


def found(chain, key):
    """The smallest problem of a mistake that was named on others: one number names none."""
    side = planted(chain, key)
    d = 4 if known_as(chain, key).slip.needs == SQUARE else 3
    problem = random_problems(np.random.default_rng(3), "generic", 8, 4, d, np.float64, labels=chain.labels)
    overall = diagnose(chain, [problem], [side(problem)])[0]
    return smallest(chain, side, REFERENCES[chain.name], key.split(" ", 1)[1], overall=overall)


def numbers(text):
    return [float(each.replace("−", "-").replace(",", "")) for each in NUMBER.findall(text)]


@pytest.mark.parametrize(("chain", "known"), [one for one in SAMPLE if one[1].mistake.id != LOSES_DIGITS], ids=label)
def test_each_line_ends_in_the_value_of_its_form(chain, known):
    example = found(chain, known.key)
    rows = {row[2:7].strip() or f"more {k}": row[9:] for k, row in enumerate(worked_lines(example)[1:])}
    right = rows["right"]
    assert right.startswith(example.definition.formula)
    assert numbers(rows["held"])[0] in {float(f"{example.evidence.value:.{k}g}") for k in range(3, 18)}
    printed = {significant(example.evidence.expected, digits) for digits in range(3, 18)}
    assert any(text in right for text in printed)
    assert known in example.named
    held = {significant(value_of(example, known.slip.form), digits) for digits in range(3, 18)}
    line = next(row for row in worked_lines(example) if known.mistake.name in row)
    assert known.slip.form.formula in line and any(text in line for text in held)


def test_the_whole_of_one():
    example = found(CLASSIFICATION, "E10 dL/dz")
    assert lines(example)[:11] == [
        "the smallest problem found: 1 example, 1 feature",
        "      x   y",
        "  1   1   0",
        "  w = 2, b = 0, α = 0.5",
        "to paste:",
        "  x = np.array([[1.0]])",
        "  y = np.array([0.0])",
        "  w = np.array([2.0])",
        "  b = np.array(0.0)",
        "  lr = np.array(0.5)",
        "",
    ]
    text = "\n".join(lines(example))
    assert "∂L/∂z, worked by hand:" in text
    assert "right  ∂L/∂ŷ · ∂ŷ/∂z = 8.389·0.105 = 0.8808" in text or "−(y − ŷ) = −(0 − 0.8808) = 0.8808" in text
    assert "wrong  −(y − ŷ)ŷ(1 − ŷ) = " in text
    assert "the candidate is 7.1e+15 ulps off the exact value" in text


def test_the_table_holds_the_problem_exactly():
    example = found(REGRESSION, "E27 dJ/dw")
    shown = [numbers(row) for row in problem_lines(example)[2:-1]]
    for i, row in enumerate(shown):
        assert row == [i + 1, *example.problem["x"][i], example.problem["y"][i]]


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_number_is_written_in_the_shortest_decimals_that_are_it(dtype):
    assert [exactly(np.dtype(dtype), value) for value in (2.0, -0.5, dtype(0.1))] == ["2", "−0.5", "0.1"]
