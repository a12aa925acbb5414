"""The reference of a user's own chain: their `forward`, limited as their trace is. Its failures are `BadInput`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.errors import BadInput
from compare.experiment.routes import by_autograd
from compare.judging.contract import TraceError, trace_of
from compare.judging.judge import judge
from compare.usercode.loading import FORWARD, Located, described

MOST = 0.5  # from this share of wrong values on, the definition is at fault, not rounding


class Reference:
    """A side made of the forward; what it raises or leaves out is `BadInput`. `announce` is told its start and end."""

    def __init__(
        self,
        chain: Chain,
        forward: Callable[..., Any],
        where: Located,
        memory: AbstractContextManager[None],
        announce: Callable[[bool], None],
    ) -> None:
        self.chain, self.side = chain, by_autograd(chain, forward)
        self.where, self.memory, self.announce = where, memory, announce

    def __call__(self, problem: dict[str, Array]) -> dict[str, Array]:
        """The trace."""
        self.announce(True)
        try:
            with self.memory:
                return dict(self.side(problem))
        except BadInput as missing:
            raise BadInput(f"{self.where.file}: {missing}") from None
        except BaseException as error:
            said = described(error, self.where)
            raise BadInput(f"{self.where.file}: {FORWARD} raised {said}") from None
        finally:
            self.announce(False)

    def check_definitions(self, problem: dict[str, Array]) -> None:
        """Raise `BadInput` where, on most of a batch, the chain's forms give other values than autograd holds.

        One of the two is wrong then, and no trace can be right by both. Where only a few values differ, PyTorch may be
        inaccurate, which is judged like everything else.
        """
        try:
            judgements = list(judge(self.chain, problem, [trace_of(self, problem, self.chain, FORWARD, complete=True)]))
        except TraceError as error:
            raise BadInput(f"{self.where.file}: {error}") from None
        for judgement in judgements:
            wrong = judgement.outside[0]
            if wrong.mean() > MOST:
                held, made = (values[0][wrong][0] for values in (judgement.value, judgement.centre))
                form = judgement.link.forms[0]
                raise BadInput(
                    f"{self.where.file}: the chain and {FORWARD} contradict each other at {judgement.link.name}: "
                    f"{form.formula} makes {made:.6g} of autograd's own operands, and autograd holds {held:.6g}; "
                    f"mend the form {form.label!r}, or {FORWARD}"
                )
