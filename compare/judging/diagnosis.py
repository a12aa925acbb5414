"""What one wrong link looks like: the known mistakes that fit it, and how far it is from the right value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from compare.judging.ratios import Ratios
from compare.mistakes.mistake import MistakeAt

ENOUGH = 2  # distinct values, wrong or right, before a mistake is named: many formulas give one number


@dataclass(frozen=True)
class Diagnosis:
    """What one wrong link looks like.

    `fits` are the mistakes whose forms hold all its values; `distinct_values` counts the different values, wrong or
    right, of which there must be more than one. `ratios` are the smallest and the largest of wrong over right,
    `variation` some of them with what stood beside.
    """

    link: str
    symbol: str
    fits: tuple[MistakeAt, ...]
    distinct_values: int
    ratios: tuple[float, float]
    variation: Ratios = field(compare=False)

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
        )

    def __str__(self) -> str:
        if self.named:
            here = [known for known in self.named if known.slip.link == self.link]
            told = self._alternatives(here or self.named)
            return f"{told}{self._likewise()}" if here else told
        if self.distinct_values < ENOUGH:
            return f"{self.link}: one wrong number names no mistake ({self._ratio}); more problems may tell"
        varies = str(self.variation)
        return f"{self.link}: like no known mistake; {self._ratio}{varies and '; ' + varies}"

    def _alternatives(self, every: Sequence[MistakeAt]) -> str:
        listed = "; ".join(map(self._told, every))
        several = f"one of {len(every)} that these values do not tell apart: " if len(every) > 1 else ""
        return f"{self.link}: this looks like {several}{listed}"

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
        same = f"{low:.4g}" == f"{high:.4g}"
        return f"{low:.4g} of the right value" if same else f"from {low:.4g} to {high:.4g} of the right value"
