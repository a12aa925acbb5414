"""A right regression with more rows than float32 can count: its sums have no claim, all else is judged. Takes 8 GB."""

import numpy as np
import pytest

import manual
from compare import REGRESSION, check
from compare.arithmetic.reasons import TOO_MANY

ROWS = 2**24 + 2**20


@pytest.mark.soak
def test_sums_of_too_many_terms_have_no_claim_by_that_reason():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(ROWS, 1)).astype(np.float32)
    problem = {"x": x, "y": 2 * x[:, 0] + 1, "w": np.ones(1), "b": np.ones(()), "lr": np.array(0.5)}
    side = manual.regression.trace
    report = check({name: array.astype(np.float32) for name, array in problem.items()}, side, side, REGRESSION)
    assert report.agrees and report.reasons == {TOO_MANY.format("float32"): 3}
