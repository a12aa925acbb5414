"""The hand-derived sides with their running error bounds, held against the arbiter's exact values."""

from collections import Counter

import numpy as np
from flint import arb, ctx

import manual
from compare import CLASSIFICATION, FUSED, REGRESSION
from compare.inputs.regimes import REGIMES, random_problems
from compare.judging.arbiter import PRECISIONS, truth
from tests.helpers.running import trace_with_bounds

SIDES = {
    "regression": (REGRESSION, manual.regression.trace),
    "textbook": (CLASSIFICATION, manual.classification.textbook),
    "complement": (CLASSIFICATION, manual.classification.complement),
    "cancelled": (FUSED, manual.classification.cancelled),
}


class Tally:
    """Values counted by link: `held` by their bound, `violated`, `unclaimed`, `undecided`; the worst error ÷ bound."""

    def __init__(self):
        self.held, self.violated, self.unclaimed, self.undecided, self.worst = (Counter() for _ in range(5))

    @property
    def values(self):
        return sum(sum(counts.values()) for counts in (self.held, self.violated, self.unclaimed, self.undecided))


def tally_bounds(chain, problem, bounds, tally):
    """Count every link of `bounds` at the lowest precision of the arbiter that decides whether its bound holds."""
    open_at = {link: _claimed(link, bounded, tally) for link, bounded in bounds.items()}
    for precision in PRECISIONS:
        with ctx.workprec(precision):
            exact = truth(chain, problem)
            for link, indices in open_at.items():
                open_at[link] = [i for i in indices if _undecided(link, bounds[link], i, exact[link].value, tally)]
        if not any(open_at.values()):
            break
    tally.undecided.update({link: len(indices) for link, indices in open_at.items()})


def _claimed(link, bounded, tally):
    claims = np.isfinite(bounded.error).ravel()
    tally.unclaimed[link] += int((~claims).sum())
    return np.flatnonzero(claims).tolist()


def _undecided(link, bounded, index, exact, tally):
    bound = float(bounded.error.flat[index])
    error = abs(arb(float(bounded.value.flat[index])) - exact.flat[index])
    if error <= bound:
        tally.held[link] += 1
        tally.worst[link] = max(tally.worst[link], float(error / bound) if bound else 0.0)
    elif error > bound:
        tally.violated[link] += 1
    else:
        return True
    return False


def tally_regimes(chain, side, dtype, count, rng, shapes=((1, 1), (5, 3), (11, 2)), regimes=REGIMES):
    """Random problems of every regime; the values carried must be those of the plain side, bit for bit."""
    tally = Tally()
    for regime in regimes:
        for n, d in shapes:
            problem = random_problems(rng, regime, count, n, d, dtype, labels=chain.labels)
            with np.errstate(all="ignore"):
                plain, bounds = side(problem), trace_with_bounds(side, problem)
            assert tuple(plain) == tuple(bounds)
            for link, bounded in bounds.items():
                assert bounded.value.dtype == dtype and bounded.error.dtype == np.float64
                assert bounded.value.shape == bounded.error.shape == plain[link].shape
                assert bounded.value.tobytes() == plain[link].tobytes(), link
            tally_bounds(chain, problem, bounds, tally)
    return tally
