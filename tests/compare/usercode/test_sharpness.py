"""The sharpness lost to links not given: none by a complete trace, and more the more of what is needed is missing."""

import numpy as np
import pytest

import manual
from compare.chains.perceptron import CLASSIFICATION, REGRESSION
from compare.inputs.regimes import random_problems
from compare.usercode.sharpness import Widths

SIDES = {REGRESSION: manual.regression.trace, CLASSIFICATION: manual.classification.textbook}


def lost(chain, given, dtype=np.float64):
    problem = random_problems(np.random.default_rng(2), "generic", 30, 4, 2, dtype, labels=chain.labels)
    widths = Widths(chain)
    widths.add(problem, given, SIDES[chain](problem))
    return {one.link: one for one in widths.lost()}


@pytest.mark.parametrize("chain", SIDES, ids=lambda chain: chain.name)
def test_a_complete_trace_loses_nothing(chain, dtype):
    assert lost(chain, chain.names, dtype) == {}


@pytest.mark.parametrize("chain", SIDES, ids=lambda chain: chain.name)
def test_the_links_that_descent_uses_alone_lose_some_and_more_than_with_what_they_are_made_of(chain, dtype):
    alone = lost(chain, ("dJ/dw", "dJ/db"), dtype)
    assert alone["dJ/dw"].since == ("dL/dw",) and alone["dJ/db"].since == ("dL/db",)
    beside = lost(chain, ("dL/dz", "dL/dw", "dJ/dw", "dJ/db"), dtype)
    assert "dJ/dw" not in beside
    assert all(1 < one.times < np.inf for one in alone.values())


def test_a_link_that_is_a_copy_of_one_not_given_is_no_longer_judged_exactly():
    (one,) = lost(REGRESSION, ("y_hat",)).values()
    assert (one.link, one.times, one.since) == ("y_hat", np.inf, ("z",))


def test_a_link_made_of_inputs_alone_loses_nothing():
    assert lost(CLASSIFICATION, ("z", "dz/dw")) == {}
