"""One value outside its allowance: where it is, what it is, and what its definition allows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

CANDIDATE, REFERENCE = 0, 1
SIDES = ("candidate", "reference")
UNKNOWN = float("nan")


@dataclass(frozen=True)
class Evidence:
    """One wrong value: where it is, what it is, what its definition allows at the side's own operands."""

    link: str
    symbol: str
    side: str
    step: int | None
    index: tuple[int, ...]
    value: float
    other: float
    expected: float
    allowance: float
    formula: str
    ulps: float = UNKNOWN
    other_ulps: float = UNKNOWN
    hint: str = ""

    @property
    def truth(self) -> str:
        """Who is right: how far both sides are from the exact value at the problem's inputs; "" where undecided."""
        if np.isnan(self.ulps) or np.isnan(self.other_ulps):
            return ""
        other = SIDES[1 - SIDES.index(self.side)]
        return f"the {self.side} is {self.ulps:.3g} ulps off the exact value, the {other} {self.other_ulps:.3g}"

    @property
    def relative(self) -> float:
        """The error over the size of what the operands give."""
        error, size = abs(self.value - self.expected), abs(self.expected)
        return error / size if size > 0 and np.isfinite(error) else float("inf")

    @property
    def ratio(self) -> float:
        """How many times its allowance the error is; inf where no error is allowed or the value is not finite."""
        error = abs(self.value - self.expected)
        return error / self.allowance if self.allowance > 0 and np.isfinite(error) else float("inf")

    @property
    def place(self) -> str:
        """Where the value is, counted from 1; the step, counted from 0."""
        where = f"[{', '.join(str(i + 1) for i in self.index)}]" if self.index else "its only value"
        return where if self.step is None else f"{where} of step {self.step}"

    def __str__(self) -> str:
        return (
            f"{self.link} at {self.place}: the {self.side} holds {self.value:.17g}, its own operands give "
            f"{self.expected:.17g} ({self.symbol} = {self.formula}), {self.ratio:.3g} times the allowance "
            f"{self.allowance:.3g} away; the other side holds {self.other:.17g}"
            f"{self.truth and '; ' + self.truth}{self.hint and '; ' + self.hint}"
        )
