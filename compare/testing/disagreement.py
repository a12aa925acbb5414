"""The failure of a test, which says what `backproof check` says."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property


class Disagreement(AssertionError):
    """A gradient is not right. Its text is made when it is read: Hypothesis raises hundreds and shows one."""

    __module__ = "backproof"  # where a person finds it, and what a failed test shows

    def __init__(self, told: str | Callable[[], str]) -> None:
        super().__init__()
        self._told = told

    @cached_property
    def _text(self) -> str:
        return self._told if isinstance(self._told, str) else self._told()

    def __str__(self) -> str:
        return self._text

    def __reduce__(self) -> tuple[type[Disagreement], tuple[str]]:
        return Disagreement, (str(self),)
