"""A trace of the last gradients alone still shows a slip of 1e-12, where neither ŷ nor 1 − ŷ is small."""

import numpy as np
import pytest

from compare import CLASSIFICATION, REGRESSION
from compare.judging.judge import judge
from compare.mistakes.planting import plant
from compare.studies.detection.regions import regions

CHAINS = {"regression": REGRESSION, "unsaturated": CLASSIFICATION}
COUNT = 400


@pytest.mark.parametrize("name", CHAINS)
@pytest.mark.parametrize(("slip", "least", "most"), [(0.0, 0.0, 0.0), (1e-12, 0.99, 1.0)])
def test_a_slip_in_the_last_gradients_is_seen(name, slip, least, most):
    problem = next(region for region in regions() if region.name == name).problems(COUNT, np.float64)
    right = plant(CHAINS[name], {}, problem)
    trace = {key: right[key] * (1 + slip) for key in ("dJ/dw", "dJ/db")}
    seen = np.zeros(COUNT, bool)
    for judgement in judge(CHAINS[name], problem, [trace, right]):
        if judgement.given[0]:
            seen |= judgement.outside[0].reshape(COUNT, -1).any(axis=1)
    assert least <= seen.mean() <= most
