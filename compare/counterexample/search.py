"""The smallest problem on which a link is wrong in itself, found by Hypothesis among small problems."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping

import numpy as np
from hypothesis import Phase, Verbosity, find, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import NoSuchExample

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.counterexample.counterexample import Counterexample, counterexample
from compare.counterexample.probe import Wrong, first_wrong
from compare.counterexample.reduce import reduced
from compare.inputs.small import Problem, small_problems
from compare.judging.contract import Side
from compare.judging.diagnosis import Diagnosis

TRIED = 200  # problems drawn before it is said that no small one shows it
CALLS = 1000  # calls of the side, shrinking included
NUMBERS = 2_000_000  # numbers of all the problems that it is called on: a large one takes as long as many small ones


class Seen:
    """Judges one link of a side on problems, each once (it may not be deterministic), until calls or numbers run out.

    Nothing ends by the clock: on a busy machine the same problem is found.
    """

    def __init__(self, chain: Chain, side: Side, link: str) -> None:
        self.chain, self.side, self.link = chain, side, link
        self.calls, self.numbers = CALLS, NUMBERS
        self.seen: dict[tuple[tuple[tuple[int, ...], bytes], ...], Wrong | None] = {}

    def wrong(self, problem: Problem) -> Wrong | None:
        """The first wrong value; None where there is none, or where nothing is left to be spent."""
        key = tuple((value.shape, value.tobytes()) for value in problem.values())
        if key not in self.seen:
            if self.calls <= 0 or self.numbers <= 0:
                return None
            self.calls -= 1
            self.numbers -= sum(value.size for value in problem.values())
            self.seen[key] = first_wrong(self.chain, self.side, problem, self.link)
        return self.seen[key]

    def shows(self, problem: Problem) -> bool:
        """Whether the link is wrong."""
        return self.wrong(problem) is not None

    def shows_plainly(self, problem: Problem) -> bool:
        """Whether the link is wrong by a ratio that says something."""
        found = self.wrong(problem)
        return found is not None and found.plain


def smallest(
    chain: Chain,
    candidate: Side,
    reference: Side,
    link: str,
    dtype: type[np.floating] = np.float64,
    *,
    overall: Diagnosis | None = None,
    failing: Mapping[str, Array] | None = None,
) -> Counterexample | None:
    """The smallest problem found on which the candidate's link is wrong in itself, or None.

    `overall` is the link's diagnosis over all the problems compared. Where no small problem shows it, `failing`, a
    problem without batch axes on which it was seen, is made smaller. The same side gives the same problem again.
    Raises `TraceError` if the reference gives no whole trace.
    """
    seen = Seen(chain, candidate, link)
    problem = _small(chain, dtype, seen.shows_plainly)
    if problem is None and any(seen.seen.values()):
        problem = _small(chain, dtype, seen.shows)
    if problem is None and failing is not None:
        problem = reduced(failing, chain, seen.shows_plainly) or reduced(failing, chain, seen.shows)
    return None if problem is None else counterexample(chain, problem, candidate, reference, link, overall)


def _small(chain: Chain, dtype: type[np.floating], shows: Callable[[Problem], bool]) -> Problem | None:
    quiet = settings(
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=TRIED,
        phases=(Phase.generate, Phase.shrink),
        verbosity=Verbosity.quiet,
    )
    with tempfile.TemporaryDirectory() as folder:
        set_hypothesis_home_dir(folder)  # it keeps notes on the modules that are loaded, where it was started
        try:
            return find(small_problems(chain, dtype), shows, settings=quiet)
        except NoSuchExample:
            return None
        finally:
            set_hypothesis_home_dir(None)
