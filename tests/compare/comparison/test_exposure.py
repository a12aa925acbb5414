"""The power of a comparison: what it says would be seen is seen, what it says is hidden is not."""

import numpy as np
import pytest

from compare import CLASSIFICATION, FUSED, REGRESSION
from compare.comparison.check import judged
from compare.comparison.exposure import SHOWN, exposure
from compare.experiment import run as experiment
from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import load
from compare.inputs.regimes import random_problems
from compare.mistakes import MISTAKES, known_mistakes
from compare.mistakes.planting import plant
from compare.output.report import text
from tests.helpers.commands import PRICES, every_run, report

CHAINS = (REGRESSION, CLASSIFICATION, FUSED)


def drawn(chain, regime, dtype=np.float64, n=3, d=2, count=1):
    return random_problems(np.random.default_rng(5), regime, count, n, d, dtype, labels=chain.labels)


def keys(some):
    return {known.key for known in some}


def seen(chain, problem):
    """The mistakes of which a comparison finds values outside at their link; what those are is decided afterwards."""
    right, found = plant(chain, {}, problem), set()
    for known in known_mistakes(chain):
        made = plant(chain, {known.slip.link: known.slip.form}, problem)
        report = judged(problem, made, right, chain)
        if next(link for link in report.links if link.name == known.slip.link).outside:
            found.add(known.key)
    return found


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.name)
@pytest.mark.parametrize("regime", ["generic", "zero start", "degenerate", "saturated"])
def test_a_mistake_is_exposed_exactly_where_a_check_finds_it(chain, regime, dtype):
    problem = drawn(chain, regime, dtype)
    found = exposure(chain, [problem])
    assert keys(found.exposed) == seen(chain, problem)
    assert keys(found.exposed) | keys(found.hidden) == keys(known_mistakes(chain))


HIDING = {
    "n = 1": {"n": 1},
    "n = 2": {"n": 2},
    "d = 1": {"d": 1},
    "n = d": {"n": 2, "d": 2},
    "b = 0": {"b": 0.0},
    "α = 1": {"lr": 1.0},
    "|z| < 16.1": {"w": 0.0, "b": 0.5},
    "|y − ŷ| < 1": {"w": 0.0, "b": 0.5, "y": 0.0},
    "both classes have n/2 examples": {"n": 2, "y": [0.0, 1.0]},
}


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.name)
@pytest.mark.parametrize("condition", HIDING)
def test_a_mistake_is_hidden_where_its_entry_says_so(chain, condition):
    change = HIDING[condition]
    sizes = {name: size for name, size in change.items() if name in ("n", "d")}
    problem = drawn(chain, "generic", count=20, **sizes)
    problem |= {name: np.full_like(problem[name], value) for name, value in change.items() if name not in sizes}
    said = {known.key for known in known_mistakes(chain) if known.mistake.hidden == condition}
    assert said <= keys(exposure(chain, [problem]).hidden)
    assert not said & keys(exposure(chain, [drawn(chain, "generic", n=3, count=200)]).hidden)


def test_every_hiding_place_that_an_entry_names_is_tried():
    assert {mistake.hidden for mistake in MISTAKES} - {""} == set(HIDING)


def test_several_problems_expose_what_one_of_them_does():
    problems = [drawn(REGRESSION, "zero start"), drawn(REGRESSION, "generic", n=1)]
    alone = [keys(exposure(REGRESSION, [problem]).exposed) for problem in problems]
    assert keys(exposure(REGRESSION, problems).exposed) == alone[0] | alone[1] and alone[0] != alone[1]


def test_the_zero_start_of_the_sentences_hides_families_of_mistakes():
    found = {
        start: exposure(CLASSIFICATION, [prepare(load("sentences", None, None), Settings(start=start)).problem])
        for start in ("zero", "generic")
    }
    assert keys(found["generic"].hidden) == {"E46 L", "E64 dL/dz", "E67 dL/dz"}
    assert {"E27 dJ/db", "E29 dJ/db", "E35 b+", "E44 b+", "E45 z", "E08 L"} <= keys(found["zero"].hidden)
    assert str(found["generic"]).startswith("these inputs expose 84 of 87 known mistakes; hidden: E46 at L (")


def test_it_says_above_which_sizes_nothing_was_tried_and_what_a_hidden_mistake_takes():
    problem = drawn(REGRESSION, "generic", n=1)
    said = str(exposure(REGRESSION, [problem], largest={"n": 1, "d": 2}))
    assert said.endswith("; nothing was tried above n = 1, d = 2 (--examples, --features)")
    assert "E27 at ∂J/∂b (the sum stands where the mean is meant; it takes n ≥ 2)" in said
    assert "nothing was tried" not in str(exposure(REGRESSION, [problem]))
    assert {*SHOWN} == {mistake.hidden for mistake in MISTAKES} - {""}


def test_standardised_features_cannot_show_a_bias_updated_from_the_new_weights():
    """Each feature's mean is 0, and so is that of what the new weights change in z."""
    said = report("houses", "--steps", "3").out
    assert "these inputs expose 61 of 62 known mistakes; hidden: E36 at b⁺" in said


def test_the_line_stands_in_the_markdown_and_after_a_descent_that_diverges():
    assert "known mistakes; hidden: " in report("houses", "--steps", "3").markdown
    assert "known mistakes" in report("houses", "--steps", "2000", "--lr", "1e300").out


def test_large_data_is_counted_on_its_first_examples(monkeypatch):
    monkeypatch.setattr(experiment, "EXPOSURE_NUMBERS", 4)
    run = every_run(prepare(load(PRICES, None, None), Settings(steps=2)))[0]
    rows = 4 // run.setup.problem["x"].shape[1]
    assert text.exposure(run).endswith(f"(counted on the first {rows} examples)")
