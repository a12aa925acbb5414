"""The table of ratios that `make bench` ends with: medians of one run, side by side."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch
from threadpoolctl import threadpool_limits

Row = tuple[str, str, str]
"""What is measured, on what, and whose: "ours" or "theirs"."""
TIMES = pytest.StashKey[dict[Row, float]]()
"""Median seconds."""
EXPECTED = {
    ("check of one problem | gradcheck", "(3, 2)"): 2,
    ("check of one problem | gradcheck", "(1000, 100)"): 30,
    ("check of 4,096 problems, each | gradcheck", "(3, 2)"): 300,
    ("manual step | PyTorch step", "(3, 2)"): 15,
}


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TIMES] = {}


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """One thread for NumPy's BLAS and one for torch: threads that wait for a busy core would be measured instead."""
    torch.set_num_threads(1)
    with threadpool_limits(1):
        yield


@pytest.fixture
def timed(benchmark: Any, request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Measure `function(*arguments)` in `rounds` rounds and file its median, a problem, under its rows of the table."""

    def run(rows: list[Row], function: Callable[..., Any], *arguments: Any, rounds: int, each: int = 1) -> Any:
        result = benchmark.pedantic(function, arguments, rounds=rounds, warmup_rounds=min(rounds, 5))
        if benchmark.stats is not None:
            request.config.stash[TIMES].update(dict.fromkeys(rows, benchmark.stats.stats.median / each))
        return result

    return run


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    times = config.stash[TIMES]
    rows = [(what, where) for what, where, whose in times if whose == "ours" and (what, where, "theirs") in times]
    if not rows:
        return
    terminalreporter.section("ratios of medians")
    terminalreporter.line(
        f"Python {platform.python_version()}, NumPy {np.__version__}, torch {torch.__version__}, one thread each"
    )
    head = f"{'ours | theirs':46}{'(n, d) and task':38}{'ours':>9}{'theirs':>9}{'ratio':>9}"
    terminalreporter.line(f"{head}  expected")
    for what, where in rows:
        ours, theirs = times[what, where, "ours"], times[what, where, "theirs"]
        least = EXPECTED.get((what, where[: where.index(")") + 1]))
        wanted = f"at least {least}" if least else ""
        row = f"{what:46}{where:38}{_readable(ours):>9}{_readable(theirs):>9}{theirs / ours:>9,.1f}"
        terminalreporter.line(f"{row}  {wanted}".rstrip())


def _readable(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"
