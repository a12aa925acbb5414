"""What one wrong link looks like: the known mistakes that fit it, and how far it is from the right value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from compare.judging.ratios import Ratios
from compare.mistakes.mistake import MistakeAt

ENOUGH = 2  # distinct values, wrong or right, before a mistake is named: many formulas give one number


def nothing() -> str:
    """What is told where nothing is known."""
    return ""


@dataclass(frozen=True)
class Diagnosis:
    """What one wrong link looks like.

    `fits` are the mistakes whose forms hold all its values; `distinct_values` counts the different values, wrong or
    right, of which there must be more than one. `ratios` are the smallest and the largest of wrong over right,
    `variation` some of them with what stood beside. `relating` and `repeating`
    look for what is true of all values when they are asked.
    """

    link: str
    symbol: str
    fits: tuple[MistakeAt, ...]
    distinct_values: int
    ratios: tuple[float, float]
    variation: Ratios = field(compare=False)
    relating: Callable[[], str] = field(default=nothing, compare=False, repr=False)
    repeating: Callable[[], str] = field(default=nothing, compare=False, repr=False)

    @property
    def relation(self) -> str:
        """A sentence that is true of all values beside the right ones; "" where none is known."""
        return self.relating()

    @property
    def repeats(self) -> str:
        """The symbol of the earlier link whose slip this one makes again; "" if it makes one of its own."""
        return self.repeating()

    @property
    def named(self) -> tuple[MistakeAt, ...]:
        """The mistakes that may be named: none where the evidence is one number."""
        return self.fits if self.distinct_values >= ENOUGH else ()

    def joined(self, other: Diagnosis) -> Diagnosis:
        """This link on more problems: only what fits on all of them fits."""
        low, high = min(self.ratios[0], other.ratios[0]), max(self.ratios[1], other.ratios[1])
        fits = tuple(known for known in self.fits if known in other.fits)
        return Diagnosis(
            self.link,
            self.symbol,
            fits,
            self.distinct_values + other.distinct_values,
            (low, high),
            self.variation.joined(other.variation),
            partial(_common, self.relating, other.relating),
            partial(_common, self.repeating, other.repeating),
        )

    def __str__(self) -> str:
        """What fits alone; else what is true of all values, and then what may have made them so, one a line."""
        if self.repeats:
            return f"{self.link}: the same slip as at {self.repeats}"
        if self.distinct_values < ENOUGH:
            return f"{self.link}: one wrong number names no mistake ({self._ratio}); more problems may tell"
        here = [known for known in self.named if known.slip.link == self.link] or list(self.named)
        if len(here) == 1 or (here and not self.relation):
            return self._alternatives(here)
        if self.relation:
            return "\n".join((f"{self.link}: {self.relation}", *(f"  perhaps {self._told(known)}" for known in here)))
        varies = str(self.variation)
        return f"{self.link}: like no known mistake; {self._ratio}{varies and '; ' + varies}"

    def _alternatives(self, every: Sequence[MistakeAt]) -> str:
        if len(every) > 1:
            several = f"{self.link}: this looks like one of {len(every)} that these values do not tell apart:"
            return "\n".join((several, *(f"  {self._told(known)}" for known in every)))
        likewise = self._likewise() if every[0].slip.link == self.link else ""
        return f"{self.link}: this looks like {self._told(every[0])}{likewise}"

    def _told(self, known: MistakeAt) -> str:
        return str(known) if known.slip.link == self.link else f"{known}, at {known.symbol}, which is not given"

    def _likewise(self) -> str:
        """Mistakes at links that are not given, where one at the link itself says as much."""
        others = [f"{known.mistake.id} at {known.symbol}" for known in self.named if known.slip.link != self.link]
        if not others:
            return ""
        are = "is" if len(others) == 1 else "are"
        return f"; so would {', '.join(others)}, which {are} not given"

    @property
    def _ratio(self) -> str:
        low, high = self.ratios
        if not low <= high:
            return "no ratio to the right value"
        if f"{low:.4g}" == f"{high:.4g}":
            return f"{_told_ratio(low)} of the right value"
        return f"from {_told_ratio(low)} to {_told_ratio(high)} of the right value"


def _common(one: Callable[[], str], other: Callable[[], str]) -> str:
    """What is told of both."""
    told = one()
    return told if told and told == other() else ""


def _told_ratio(ratio: float) -> str:
    """To four digits; near 1, what it is above or below."""
    rest = ratio - 1
    if abs(rest) >= 1e-3 or rest == 0:
        return f"{ratio:.4g}"
    digits = f"{abs(rest):.1e}".replace("e-0", "e-").replace(".0e", "e")
    return f"1 {'+' if rest > 0 else '−'} {digits}"
