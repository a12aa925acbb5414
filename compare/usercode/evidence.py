"""What was judged of one batch, and on which problem a wrong value was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compare.arithmetic.precision import Array
from compare.judging.report import Report
from compare.usercode.calls import Trace


@dataclass(frozen=True)
class Place:
    """The problem on which a wrong value was found; its number is counted from 1."""

    number: int
    origin: str
    problem: Mapping[str, Array]


@dataclass(frozen=True)
class Judged:
    """The problems of one batch that gave a trace."""

    origin: str
    numbers: tuple[int, ...]
    problems: Mapping[str, Array]
    trace: Trace
    reference: Trace
    report: Report
