"""Counterexamples: the smallest problem that shows a wrong link, in numbers that a person can work with on paper."""

from __future__ import annotations

from compare.counterexample.counterexample import Counterexample
from compare.counterexample.pytest_file import emitted_test
from compare.counterexample.search import smallest
from compare.inputs.small import small_problems

__all__ = ["Counterexample", "emitted_test", "small_problems", "smallest"]
