"""One run on exact numbers: how comparisons are decided, what happened on the way, and what ends it.

It ends by count, never by clock, so that the same program gets the same answer everywhere.
"""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

MOST_STEPS = 200_000  # operations on numbers in one run; the largest problem that is tried takes some tens of thousands
OWN = str(Path(__file__).parents[1])
PACKAGES = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")})


class Stopped(BaseException):
    """The run cannot go on. No user's `except Exception` may hold it up."""


class Left(Stopped):
    """A number would have become a float, or met what has no exact counterpart."""


class Undecided(Stopped):
    """A comparison that the enclosures do not decide at this precision."""


@dataclass
class Session:
    """One run. `guided`: comparisons are decided as the float program decides them, by the shadows.

    `unit` is the coarsest rounding of a constant that met the numbers, `divergences` the lines where the float program
    would have taken another path, `stopped` what ended the run, also where the program swallowed it.
    """

    dtype: np.dtype[np.floating]
    guided: bool = False
    unit: float = 2.0**-53
    steps: int = 0
    divergences: dict[str, None] = field(default_factory=dict)
    stopped: Stopped | None = None

    def step(self, cost: int = 1) -> None:
        """Count one operation."""
        self.steps += cost
        if self.steps > MOST_STEPS:
            raise self.stop(Left(f"does not end in {MOST_STEPS:,} operations on exact numbers"))

    def stop(self, why: Stopped) -> Stopped:
        """Note what ends the run; the caller raises it."""
        self.stopped = self.stopped or why
        return why

    def met(self, unit: float) -> None:
        """A constant that was rounded to this unit met the exact numbers."""
        self.unit = max(self.unit, unit)

    def chosen(self, exact: bool | None, shadow: bool) -> bool:
        """A comparison's outcome, where the enclosures say `exact` (None: undecided) and the floats `shadow`."""
        if self.guided:
            return shadow
        if exact is None:
            raise self.stop(Undecided(f"a comparison is not decided{user_line()}"))
        if exact != shadow:
            self.divergences[user_line().removeprefix(" at ") or "a line that is not known"] = None
        return exact


_SESSIONS: list[Session] = [Session(np.dtype(np.float64))]


def session() -> Session:
    """The run that is going on."""
    return _SESSIONS[-1]


@contextmanager
def running(one: Session) -> Iterator[Session]:
    """Numbers made and compared here belong to this run."""
    _SESSIONS.append(one)
    try:
        yield one
    finally:
        _SESSIONS.pop()


def leave(what: str) -> Stopped:
    """To be raised where an exact number would become something else."""
    return session().stop(Left(f"left the exact numbers{user_line()}: {what}"))


def user_line() -> str:
    """ " at line N of FILE", the innermost line that is neither ours nor a library's; "" where there is none."""
    frame = sys._getframe(1)
    while frame is not None:
        file = _users(frame.f_code.co_filename)
        if file:
            return f" at line {frame.f_lineno} of {file}"
        frame = frame.f_back  # type: ignore[assignment]
    return ""


@cache
def _users(file: str) -> str:
    """The name of a user's file; "" for ours and for a library's."""
    return "" if file.startswith((OWN, *PACKAGES, "<")) else Path(file).name
