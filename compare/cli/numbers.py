"""Numbers as they are given on the command line, each within its limits; what is none is refused in one line."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable

LONGEST = 3600.0


def number(text: str) -> float:
    """A finite number."""
    value: float | None
    try:
        value = float(text)
    except ValueError:
        value = None
    if value is None or not text.isascii() or "_" in text:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{text!r} is not a finite number")
    return value


def numbers(text: str) -> tuple[float, ...]:
    """Numbers with commas between."""
    return tuple(number(part) for part in text.split(","))


def rate(text: str) -> float:
    """A learning rate: a finite number ≥ 0."""
    value = number(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text} is negative; the learning rate is a finite number ≥ 0")
    return value


def seconds(text: str) -> float:
    """A time limit."""
    value = number(text)
    if not 0 < value <= LONGEST:
        raise argparse.ArgumentTypeError(f"{text} is not above 0 and at most {LONGEST:g} seconds")
    return value


def natural(text: str) -> int:
    """A whole number ≥ 0."""
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number ≥ 0")
    if len(text) > 18:
        raise argparse.ArgumentTypeError(f"{text[:8]}… is too large; give at most 18 digits")
    return int(text)


def count(text: str) -> int:
    """A whole number ≥ 1."""
    value = natural(text)
    if value == 0:
        raise argparse.ArgumentTypeError("0 is too small; give a whole number ≥ 1")
    return value


def most(limit: int, least: int = 1) -> Callable[[str], int]:
    """A whole number from `least`, 0 or 1, to the limit."""

    def bounded(text: str) -> int:
        value = count(text) if least else natural(text)
        if value > limit:
            raise argparse.ArgumentTypeError(f"{text} is too large; give at most {limit:,}")
        return value

    return bounded
