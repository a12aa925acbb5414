"""Counterexamples: the smallest problem that shows a wrong link.

Its numbers are few and short, to be worked with on paper. Read in this order: `counterexample`, `search` with `probe`
and `reduce`, `separation` (a problem that tells two mistakes apart), `pytest_file` (the test that is written of it).
"""

from __future__ import annotations

from compare.counterexample.counterexample import Counterexample
from compare.counterexample.pytest_file import emitted_test
from compare.counterexample.search import smallest
from compare.inputs.small import small_problems

__all__ = ["Counterexample", "emitted_test", "small_problems", "smallest"]
