"""The pytest plugin: a fixture `backproof` that judges a gradient, and a line in the summary on what its problems show.

    @pytest.mark.backproof(task="classification")
    def test_my_gradient(backproof):
        backproof(my_gradient)

Nothing but pytest is loaded until the fixture is called.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from backproof import Result

NAME = "backproof"
MARKER = (
    "backproof(task=None, chain=None, forward=None, problems=200, seed=0, dtype='float64', strict=False): "
    "what the fixture `backproof` judges a gradient by"
)
OPTIONS = ("task", "chain", "forward", "problems", "seed", "dtype", "strict")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The command line wins over what tests say of themselves."""
    group = parser.getgroup(NAME, "gradients, judged by backproof")
    group.addoption("--backproof-problems", type=int, metavar="N", help="problems for each test (200)")
    group.addoption("--backproof-seed", type=int, metavar="S", help="the seed that they are drawn from (0)")
    group.addoption(
        "--backproof-summary",
        choices=("all", "fail", "off"),
        default="all",
        help="for which tests the summary says how many known mistakes their problems expose (all)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Say what the marker is."""
    config.addinivalue_line("markers", MARKER)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail a test that is marked and takes no fixture: it would pass, and judge nothing."""
    if any(mark.name == NAME for mark in item.own_markers) and NAME not in getattr(item, "fixturenames", ()):
        pytest.fail("it is marked backproof, but does not take the fixture `backproof`, which judges", pytrace=False)


@pytest.fixture
def backproof(request: pytest.FixtureRequest) -> Callable[..., Result]:
    """Call it with a trace(problem) or gradient(X, y, w, b): the test fails with what `backproof check` says."""

    def judge(function: Callable[..., Any], **given: Any) -> Result:
        __tracebackhide__ = True
        asked = {**_marked(request.node), **given, **_on_command_line(request.config)}
        unknown = [name for name in asked if name not in OPTIONS]
        if unknown:
            pytest.fail(f"backproof has no {', '.join(unknown)}; it has {', '.join(OPTIONS)}", pytrace=False)
        from backproof import BadInput, Disagreement, examine

        strict = asked.pop("strict", False)
        refused = ""
        try:
            found = examine(function, **asked)
        except BadInput as error:
            refused = str(error)
        if refused:
            pytest.fail(refused, pytrace=False)
        request.node.user_properties.append((NAME, found.power))
        if not (found.agrees_strictly if strict else found.agrees):
            raise Disagreement(str(found))
        return found

    return judge


def _marked(item: pytest.Item) -> dict[str, Any]:
    """What the markers say, the nearest one last; positional arguments are refused."""
    asked: dict[str, Any] = {}
    for mark in reversed(list(item.iter_markers(NAME))):
        if mark.args:
            pytest.fail(f"the marker backproof takes no {mark.args[0]!r} without a name: task=…", pytrace=False)
        asked |= mark.kwargs
    return asked


def _on_command_line(config: pytest.Config) -> dict[str, int]:
    named = {name: config.getoption(f"backproof_{name}") for name in ("problems", "seed")}
    return {name: value for name, value in named.items() if value is not None}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Show a disagreement as its text alone: the frames around it say nothing more."""
    report = yield
    if report.failed and call.excinfo is not None and type(call.excinfo.value).__name__ == "Disagreement":
        report.longrepr = call.excinfo.getrepr(style="value")
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """One line a test that judged something."""
    shown = config.getoption("backproof_summary")
    if shown == "off":
        return
    reports = [report for each in terminalreporter.stats.values() for report in each if _judged(report)]
    lines = [
        f"{report.nodeid}: {value}"
        for report in reports
        if shown == "all" or report.failed
        for name, value in report.user_properties
        if name == NAME
    ]
    if lines:
        terminalreporter.section(NAME)
        for line in lines:
            terminalreporter.write_line(line)


def _judged(report: Any) -> bool:
    return getattr(report, "when", "") == "call" and any(name == NAME for name, _ in report.user_properties)
