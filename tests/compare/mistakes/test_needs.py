"""Mistakes that one problem of any shape cannot show: those that need the step before, and those that need n = d."""

from functools import partial

import numpy as np
import pytest

from compare import CLASSIFICATION, FUSED, REGRESSION, check, descend
from compare.inputs.regimes import random_problems
from compare.mistakes import known_mistakes
from compare.mistakes.mistake import SQUARE, STEPS
from compare.mistakes.planting import StatefulSide, plant
from tests.helpers.routes import ROUTES

CHAINS = (REGRESSION, CLASSIFICATION, FUSED)
REFERENCES = {chain.name: reference for chain, _, reference in ROUTES.values()}
OVER_STEPS = [(chain, known) for chain in CHAINS for known in known_mistakes(chain, STEPS)]
OF_SQUARES = [(chain, known) for chain in CHAINS for known in known_mistakes(chain, SQUARE)]


def label(case):
    return case.key if hasattr(case, "key") else case.name


def start(chain, dtype):
    batch = random_problems(np.random.default_rng(1), "generic", 1, 5, 3, dtype, labels=chain.labels)
    return {name: array[0] for name, array in batch.items()} | {"lr": np.asarray(2.0**-10, dtype)}


def named(report):
    return [[known.key for known in diagnosis.named] for diagnosis in report.diagnoses]


@pytest.mark.parametrize(("chain", "known"), OVER_STEPS, ids=label)
@pytest.mark.parametrize("mode", ["lockstep", "free"])
def test_what_is_kept_from_the_step_before_is_seen_at_the_second_step_and_named(chain, known, mode, dtype):
    side = StatefulSide(chain, {known.slip.link: known.slip.form})
    report = descend(start(chain, dtype), side, REFERENCES[chain.name], chain, 12, mode).report
    assert report.wrong_links == (known.slip.link,) and report.first_disagreement.step == 1
    assert known.key in named(report)[0]
    others = [key for key in named(report)[0] if key != known.key]
    assert not others or known.slip.link.startswith(("b", "dJ/db"))


@pytest.mark.parametrize("chain", CHAINS, ids=label)
def test_it_is_known_across_the_blocks_in_which_steps_are_judged(chain):
    known = known_mistakes(chain, STEPS)[0]
    side = StatefulSide(chain, {known.slip.link: known.slip.form})
    report = descend(start(chain, np.float64), side, REFERENCES[chain.name], chain, 300).report
    assert named(report) == [[known.key]]


@pytest.mark.parametrize(("chain", "known"), OVER_STEPS, ids=label)
def test_one_step_does_not_show_it(chain, known, dtype):
    side = StatefulSide(chain, {known.slip.link: known.slip.form})
    assert check(start(chain, dtype), side, REFERENCES[chain.name], chain).agrees


@pytest.mark.parametrize(("chain", "known"), OF_SQUARES, ids=label)
def test_a_matrix_the_wrong_way_round_is_named_where_its_shape_hides_it(chain, known, dtype):
    side = partial(plant, chain, {known.slip.link: known.slip.form})
    problem = random_problems(np.random.default_rng(2), "generic", 16, 3, 3, dtype, labels=chain.labels)
    report = check(problem, side, REFERENCES[chain.name], chain)
    assert report.wrong_links == (known.slip.link,) and named(report) == [[known.key]]


@pytest.mark.parametrize(("chain", "known"), OF_SQUARES, ids=label)
def test_elsewhere_the_form_is_the_right_one(chain, known):
    side = partial(plant, chain, {known.slip.link: known.slip.form})
    problem = random_problems(np.random.default_rng(2), "generic", 16, 4, 3, np.float64, labels=chain.labels)
    assert check(problem, side, REFERENCES[chain.name], chain).agrees


def test_float32_in_the_middle_is_no_name_for_a_small_error():
    """A slip of 1e-9 is within float32's rounding, but its values are no float32 numbers."""
    problem = random_problems(np.random.default_rng(2), "generic", 16, 4, 3, np.float64, labels=False)
    right = plant(REGRESSION, {}, problem)

    def side(_):
        return plant(REGRESSION, {}, problem) | {"dJ/dw": right["dJ/dw"] * (1 + 1e-9)}

    report = check(problem, side, REFERENCES["regression"], REGRESSION)
    assert "dJ/dw" in report.wrong_links and named(report)[0] == []
