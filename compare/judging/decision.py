"""What was decided about the formula of one link, where its values lie outside their allowance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from compare.arithmetic.precision import Array

Formula = Literal["right", "wrong", "not decided"]
By = Literal["exact", "precision"]


@dataclass(frozen=True)
class Decision:
    """Whether a link's formula is right, a question about real numbers, and how that was found out.

    `by` is "exact" where the program was run on exact numbers, "precision" where it was called in float32 and in
    float64, None where neither says anything. `said` is the answer in one sentence. `problems` counts the problems that
    it rests on; `digits` says to how many digits the right formula was equal on all of them. `problem`, without batch
    axes, and `index` are where a wrong one was proven to be so.
    """

    link: str
    formula: Formula
    by: By | None
    said: str
    problems: int = 0
    digits: int = 0
    problem: Mapping[str, Array] | None = field(default=None, compare=False)
    index: tuple[int, ...] = ()
