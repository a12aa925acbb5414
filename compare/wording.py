"""How numbers and text are written for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor, isfinite, log10


def significant(value: float, digits: int = 6) -> str:
    """The value to `digits` significant digits: thousands grouped, a true minus sign, nan and ±∞ as such."""
    if not isfinite(value):
        return {"nan": "nan", "inf": "∞", "-inf": "−∞"}[str(float(value))]
    if value == 0:
        return "0"
    if not 1e-4 <= abs(value) < 1e15:
        return minus(f"{value:.{min(digits, 4) - 1}e}")
    rounded = float(f"{value:.{digits}g}")
    decimals = max(0, digits - 1 - floor(log10(abs(rounded))))
    text = f"{rounded:,.{decimals}f}"
    return minus(text.rstrip("0").rstrip(".") if "." in text else text)


def short(value: float) -> str:
    """Two significant digits: for differences and ratios."""
    return significant(value, 2)


def vector(values: Iterable[float], digits: int = 6, limit: int = 6) -> str:
    """(a, b, …), cut after `limit` entries."""
    numbers = list(values)
    shown = [significant(v, digits) for v in numbers[:limit]]
    return f"({', '.join(shown)}{f', … {len(numbers) - limit} more' if len(numbers) > limit else ''})"


def minus(text: str) -> str:
    """The text with a true minus sign."""
    return text.replace("-", "−")


def count(number: int, noun: str) -> str:
    """1 step, 2 steps."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def printable(text: str) -> str:
    """The text on one line, with escapes for whatever would break the line or steer the terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
