"""Axes: numbers onto coordinates and back, straight or logarithmic, and the round numbers to mark on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, isfinite, log10

from compare.wording import minus

ROUND_STEPS, NEAR_ENOUGH = (1, 2, 5, 10), 0.75
"""A step between ticks is the first of these, times a power of ten, that is not below this part of what was asked."""
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
PLAIN_FROM, GROUPED_FROM, PLAIN_BELOW = 1e-4, 1e4, 1e6
"""Between the outer two, axis numbers are written out, with thousands grouped from the second; beyond, with a power."""
NARROW, TINY, LARGEST = 1e-9, 1e-300, 1e308


@dataclass(frozen=True)
class Scale:
    """The values low … high on the coordinates start … end; `log` spaces them by their logarithm.

    No two ticks are nearer than `apart`: 1 for what is counted.
    """

    low: float
    high: float
    start: float
    end: float
    log: bool = False
    apart: float = 0.0

    def __call__(self, value: float) -> float:
        """The coordinate of a value; values beyond the ends go beyond the coordinates."""
        return self.start + self.part(value) * (self.end - self.start)

    def part(self, value: float) -> float:
        """How far along the value lies: 0 at low, 1 at high. Halves keep the difference of large numbers finite."""
        if self.log:
            return (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return (value / 2 - self.low / 2) / (self.high / 2 - self.low / 2)

    def inverse(self, coordinate: float) -> float:
        """The value at a coordinate."""
        part = (coordinate - self.start) / (self.end - self.start)
        if self.log:
            return float(10 ** (log10(self.low) + part * (log10(self.high) - log10(self.low))))
        return self.low * (1 - part) + self.high * part

    def ticks(self, about: int = 5) -> list[float]:
        """Round numbers within the scale: multiples of 1, 2 or 5 times a power of ten, or powers of ten."""
        if not self.log:
            return _multiples(self.low, self.high, _round_step(max(self.apart, self.high / about - self.low / about)))
        first, last = ceil(log10(self.low)), floor(log10(self.high))
        every = max(1, ceil((last - first) / about))
        return [10.0**power for power in range(first, last + 1, every)]

    def marks(self, about: int = 5) -> dict[float, str]:
        """The ticks, each with the text to write at it."""
        ticks = self.ticks(about)
        texts = [_power(round(log10(tick))) for tick in ticks] if self.log else _texts(ticks)
        return dict(zip(ticks, texts, strict=True))

    def written(self) -> str:
        """What a reader, or a program, needs to turn coordinates back into values."""
        ends = f"{self.low!r} {self.high!r} {self.start!r} {self.end!r}"
        return f"{'log' if self.log else 'linear'} {ends}"


def spanning(values: Iterable[float], start: float, end: float, margin: float = 0.0, log: bool = False) -> Scale:
    """A scale that holds every finite value, with a margin on both sides (a part of the span) or, on a log scale,
    whole powers of ten; values too near each other to be told apart get room of their own size."""
    held = [float(value) for value in values if isfinite(value)] or [0.0]
    low, high = min(held), max(held)
    if log:
        bottom, top = floor(log10(low)), ceil(log10(high))
        return Scale(10.0 ** max(bottom, -323), 10.0 ** min(max(top, bottom + 1), 308), start, end, log=True)
    size, half = max(abs(low), abs(high)), high / 2 - low / 2
    alone = half <= max(NARROW * size, TINY)
    room = margin * half * 2 if not alone else size / 2 if size > TINY else 1.0
    return Scale(max(low - room, -LARGEST), min(high + room, LARGEST), start, end)


def _texts(ticks: list[float]) -> list[str]:
    """Ticks in words of one kind: written out with the decimals that their step needs, or with one power of ten."""
    largest = max(map(abs, ticks), default=0.0)
    step = min((b - a for a, b in pairwise(ticks)), default=largest)
    if largest == 0 or step == 0:
        return ["0" for _ in ticks]
    places = -floor(log10(step) + 1e-9)
    if PLAIN_FROM <= largest < PLAIN_BELOW:
        group = "," if largest >= GROUPED_FROM else ""
        return [minus(f"{tick:{group}.{max(0, places)}f}") for tick in ticks]
    power = floor(log10(largest))
    shown = [f"{tick / 10.0**power:.{max(0, power + places)}f}" for tick in ticks]
    return ["0" if tick == 0 else f"{minus(text)} × {_power(power)}" for tick, text in zip(ticks, shown, strict=True)]


def _power(exponent: int) -> str:
    if -3 <= exponent <= 3:
        return f"{10.0**exponent:,.{max(0, -exponent)}f}"
    return "10" + str(exponent).translate(SUPERSCRIPT)


def _round_step(asked: float) -> float:
    power = 10.0 ** floor(log10(asked))
    return next(step * power for step in ROUND_STEPS if step * power >= NEAR_ENOUGH * asked)


def _multiples(low: float, high: float, step: float) -> list[float]:
    near = (float(f"{k * step:.12g}") for k in range(floor(low / step), ceil(high / step) + 1))
    return [tick for tick in near if low <= tick <= high]
