"""Whether a Hypothesis test is running, asked without loading Hypothesis, and what is done then."""

from __future__ import annotations

import contextvars
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def running() -> bool:
    """Whether the caller is inside a Hypothesis test."""
    hypothesis = sys.modules.get("hypothesis")
    return hypothesis is not None and bool(hypothesis.currently_in_test_context())


def reject_if_running() -> None:
    """Inside a Hypothesis test, have this problem not count: a test in which none does is failed by Hypothesis."""
    if running():
        from hypothesis import reject

        reject()


def outside(work: Callable[[], T]) -> T:
    """The work's result, done in a thread of its own.

    There Hypothesis sees neither a test of its own, in which it refuses a search of ours, nor an exception that is just
    being shown, which it would show once more in each of its own.
    """
    context = contextvars.copy_context()
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(context.run, work).result()
