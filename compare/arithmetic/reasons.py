"""Why a rule claims nothing although its operands are known: at a kink, or of too many terms.

The rule is run once more, on operands whose format leaves no such place out: what is claimed then was left out for that
reason. So no rule need carry reasons along, and no comparison pays for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from compare.arithmetic.balls import Ball
from compare.arithmetic.precision import Format, Mask

KINK = "at a kink: the definition has two one-sided values"
TOO_MANY = "too many terms for {}"
LEFT_OUT: tuple[tuple[str, dict[str, Any]], ...] = ((KINK, {"kinks": False}), (TOO_MANY, {"most": np.inf}))


def everywhere(fmt: Format) -> Format:
    """The format that leaves no such place out."""
    return fmt._replace(kinks=False, most=np.inf)


def reasons(rule: Callable[..., Ball], operands: Sequence[Ball]) -> Iterator[tuple[str, Mask]]:
    """Each reason that applies, and where the rule's result has no claim for it."""
    claimed = _claimed(rule, operands)
    for reason, none in LEFT_OUT:
        fmt = operands[0].fmt
        otherwise = _claimed(rule, [Ball(fmt._replace(**none), ball.value, ball.radius) for ball in operands])
        if (otherwise & ~claimed).any():
            yield reason.format(fmt.name), otherwise & ~claimed


def _claimed(rule: Callable[..., Ball], operands: Sequence[Ball]) -> Mask:
    with np.errstate(all="ignore"):
        ball = rule(*operands)
    claimed: Mask = np.isfinite(np.broadcast_to(ball.radius, ball.value.shape))
    return claimed
