"""A value outside that the program no longer holds when it is called again is not decided to be of a right formula."""

from itertools import count

import numpy as np
import pytest

from compare import CLASSIFICATION, check
from tests.helpers.routes import ROUTES

_, _, AUTOGRAD = ROUTES["complement"]
BY_HAND = ROUTES["complement"][1]


def problem(z):
    return {
        "x": np.array([[1.0], [2.0]]),
        "y": np.zeros(2),
        "w": np.array([z / 2]),
        "b": np.array(0.0),
        "lr": np.array(1.0),
    }


def slipping(link, times):
    """One value is wrong in the first so many calls."""
    calls = count()

    def side(p):
        trace = BY_HAND(p)
        if next(calls) < times:
            trace[link] = trace[link] + 3.0 * (np.arange(trace[link].size) == 0)
        return trace

    return side


@pytest.mark.parametrize("z", [1.0, 8.0, 40.0])
@pytest.mark.parametrize("link", ["y_hat", "dy_hat/dz", "dL/dz"])
def test_a_slip_is_caught_whether_it_is_made_once_or_always(z, link):
    """Where ŷ is near 1, ŷ(1 − ŷ) and σ(z)σ(−z) differ by more than one of them allows."""
    once = check(problem(z), slipping(link, 1), AUTOGRAD, CLASSIFICATION)
    assert (once.verdict, once.first_disagreement.link) == ("not decided", link)
    assert "called again with the same problem, it gives another value" in str(once)
    always = check(problem(z), slipping(link, 10**6), AUTOGRAD, CLASSIFICATION)
    assert (always.verdict, always.first_wrong) == ("wrong", link)
