"""The long run of running error analysis: every value against the arbiter, and the worst error ÷ bound of each link."""

import numpy as np
import pytest

from tests.helpers.against_truth import SIDES, tally_regimes

COUNT, SEED = 1_000, 21


@pytest.mark.soak
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_no_running_bound_is_violated(dtype):
    tallies = {}
    for form, (chain, side) in SIDES.items():
        tallies[form] = tally_regimes(chain, side, dtype, COUNT, np.random.default_rng(SEED))
        assert not +tallies[form].violated and not +tallies[form].undecided
    rows = [["link", *SIDES], ["---"] * (1 + len(SIDES))]
    for link in tallies["complement"].held:
        rows.append([f"`{link}`", *(f"{t.worst[link]:.2f}" if link in t.held else "" for t in tallies.values())])
    rows.append(["values", *(f"{t.values:,}" for t in tallies.values())])
    rows.append(["without claim", *(f"{t.unclaimed.total():,}" for t in tallies.values())])
    print(f"\n\n{dtype.__name__}, NumPy {np.__version__}, seed {SEED}: worst error ÷ running bound\n")
    print("\n".join(f"| {' | '.join(row)} |" for row in rows))
