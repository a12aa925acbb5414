"""The long run (make soak): random problems in bulk, every regime, route and dtype, and not one radius violated.

Prints the table of docs/soak.md: for each link the worst error of either side over its allowance. Writes nothing.
"""

import platform
from collections import defaultdict

import numpy as np
import pytest
import torch

from compare import check
from compare.inputs.regimes import REGIMES, random_problems
from tests.helpers.routes import ROUTES

SHAPES = ((1, 1), (3, 2), (13, 5), (40, 3))
BATCH = 1_600
SEED = 20


@pytest.mark.soak
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_no_radius_is_violated_in_bulk(dtype):
    rng = np.random.default_rng(SEED)
    worst, counts = defaultdict(dict), defaultdict(lambda: np.zeros(3, int))
    problems = 0
    for route, (chain, ours, theirs) in ROUTES.items():
        for regime in REGIMES:
            for n, d in SHAPES:
                batch = random_problems(rng, regime, BATCH, n, d, dtype, labels=chain.labels)
                report = check(batch, ours, theirs, chain)
                assert report.agrees, f"{route}, {regime}, n = {n}, d = {d}\n{report}"
                problems += BATCH
                counts[route] += report.values, report.unclaimed, sum(link.reference_clamped for link in report.links)
                for link in report.links:
                    worst[link.name][route] = max(worst[link.name].get(route, 0.0), link.max_error_over_allowance)
    assert problems >= 200_000
    print(f"\n\n{problems:,} problems, {dtype.__name__}, NumPy {np.__version__}, torch {torch.__version__},", end=" ")
    print(f"Python {platform.python_version()}, {platform.machine()}, seed {SEED}\n\n{table(worst, counts)}")


def table(worst, counts):
    rows = [["link", *ROUTES], ["---"] * (1 + len(ROUTES))]
    rows += [[f"`{link}`", *(f"{by[r]:.2f}" if r in by else "" for r in ROUTES)] for link, by in worst.items()]
    for i, name in enumerate(("values", "without claim", "clamped")):
        rows.append([name, *(f"{counts[route][i]:,}" for route in ROUTES)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
