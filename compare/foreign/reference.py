"""The reference of a person's own chain: their forward, limited as their trace is, whose failures are bad input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from compare.chain import Chain
from compare.errors import BadInput
from compare.foreign.limits import MemoryLimit
from compare.foreign.loading import FORWARD, Located, described
from compare.formats import Array
from compare.routes import by_autograd


class Reference:
    """A side made of the forward. `announce` is told when their code runs, and when it no longer does.

    Raises `BadInput` for whatever the forward raises, and where it does not give the chain's links.
    """

    def __init__(
        self,
        chain: Chain,
        forward: Callable[..., Any],
        where: Located,
        memory: MemoryLimit,
        announce: Callable[[bool], None],
    ) -> None:
        self.side, self.where, self.memory, self.announce = by_autograd(chain, forward), where, memory, announce

    def __call__(self, problem: dict[str, Array]) -> dict[str, Array]:
        """The trace."""
        self.announce(True)
        try:
            with self.memory:
                return dict(self.side(problem))
        except BaseException as error:
            said = described(error, self.where)
            raise BadInput(f"{self.where.file}: the reference made of {FORWARD} raised {said}") from None
        finally:
            self.announce(False)
