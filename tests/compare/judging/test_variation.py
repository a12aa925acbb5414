"""How a ratio that no mistake explains varies: told where it was measured, and nothing else."""

from functools import partial

import numpy as np
import pytest

from compare import CLASSIFICATION, REGRESSION, check
from compare.comparison.diagnosis import diagnose
from compare.inputs.regimes import random_problems
from compare.judging.ratios import Ratios
from compare.judging.report import merge
from compare.mistakes.planting import plant
from tests.helpers.planted_mistakes import REFERENCES


def said(chain, link, factor, shapes=((3, 2), (5, 2), (6, 4))):
    """What is told of a link that is `factor(problem, trace)` times the right one, over some shapes."""
    problems = [
        random_problems(np.random.default_rng(k), "generic", 16, *shape, np.float64, labels=chain.labels)
        for k, shape in enumerate(shapes)
    ]
    traces = []
    for problem in problems:
        right = plant(chain, {}, problem)
        traces.append({link: right[link] * factor(problem, right)})
    (found,) = diagnose(chain, problems, traces)
    assert found.named == ()
    return str(found)


def test_a_constant_is_told_as_the_ratio_alone():
    assert said(REGRESSION, "dJ/dw", lambda p, t: 0.7) == "dJ/dw: 0.7 × the right value"


def test_a_ratio_that_goes_with_n_is_listed_by_n():
    text = said(REGRESSION, "dJ/dw", lambda p, t: 1 + p["y"].shape[-1] ** 2)
    assert text.endswith("it is 10 where n = 3, 26 where n = 5, 37 where n = 6")


def test_a_ratio_that_is_a_number_beside_is_told_as_that_number():
    text = said(CLASSIFICATION, "dL/dz", lambda p, t: 1 / (1 + np.exp(-t["z"])) ** 2 * (1 + np.exp(-t["z"])))
    assert text == "dL/dz: it is ŷ·the right value"


def test_a_ratio_that_rises_with_a_number_is_told_with_its_correlation():
    text = said(CLASSIFICATION, "dL/dz", lambda p, t: 2 + np.tanh(t["z"]))
    assert "it rises with " in text and "rank correlation 1.00 over 224 values" in text


def test_noise_is_not_explained():
    rng = np.random.default_rng(5)
    text = said(REGRESSION, "dL/dz", lambda p, t: rng.uniform(2, 3, p["y"].shape))
    assert "it follows none of " in text and text.endswith(" alone")


@pytest.mark.parametrize("count", [0, 1, 11])
def test_too_few_values_say_nothing(count):
    rng = np.random.default_rng(2)
    assert str(Ratios(rng.normal(size=count), {"x": rng.normal(size=count)})) == ""


def test_what_stands_beside_in_one_only_is_dropped():
    one, other = Ratios(np.ones(2), {"x": np.ones(2), "n": np.ones(2)}), Ratios(np.ones(1), {"n": np.zeros(1)})
    joined = one.joined(other)
    assert list(joined.beside) == ["n"] and len(joined.ratio) == len(joined.beside["n"]) == 3


def test_merged_reports_join_what_was_measured():
    """The words come from all problems: two shapes of which each alone has a constant ratio."""
    reports = []
    for n in (3, 6):
        problem = random_problems(np.random.default_rng(n), "generic", 8, n, 2, np.float64, labels=False)
        right = plant(REGRESSION, {}, problem)
        trace = {"dJ/db": right["dJ/db"] * (1 + n * n)}
        reports.append(check(problem, partial(_given, trace), REFERENCES["regression"], REGRESSION))
    assert str(merge(reports).diagnoses[0]).endswith("it is 10 where n = 3, 37 where n = 6")


def _given(trace, problem):
    return trace
