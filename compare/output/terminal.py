"""The report on a terminal: tables by rich, colour only beside words, plain when piped."""

from __future__ import annotations

import os
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from compare.experiment.run import Run
from compare.output import tables as columns
from compare.output.paragraph import NARROWEST
from compare.output.report import accuracy, notes, results, text
from compare.output.tables import Content
from compare.wording import printable

STYLES = {"right": "green", "wrong": "bold red", "not decided": "bold red"}
PIPED, PIPED_WHOLE = 120, 240  # columns of a pipe; where tables are shown whole, no row wraps
LINK_DROPS = ((7,), (1,), (2,), (4,), (5,), (3,), (6,))
"""Of `text.LINK_HEAD`, from the least to what is judged; the link and its verdict stay."""
ULPS_DROPS = ((8,), (7,), (5, 6))
"""Of `accuracy.ACCURACY_HEAD`; the link and both sides' ulps stay."""


class Screen(Console):
    """A console that leaves a closed pipe to the command, whose exit status 1 means something else."""

    def on_broken_pipe(self) -> None:
        """Called by rich while it handles the error."""
        raise BrokenPipeError


def console(*, whole: bool = True) -> Console:
    """Standard output; a pipe has the columns that COLUMNS says, and is wide enough for `whole` tables."""
    screen = Screen(highlight=False, emoji=False)
    if screen.is_terminal:
        return screen
    told = os.environ.get("COLUMNS", "")
    piped = max(int(told), NARROWEST) if told.isascii() and told.isdigit() and len(told) < 6 else PIPED
    return Screen(highlight=False, emoji=False, width=PIPED_WHOLE if whole else piped)


def literal(text: str) -> str:
    """The text as rich shows it unchanged: no markup, no control characters."""
    return escape(printable(text))


def show(runs: Sequence[Run], screen: Console) -> None:
    """Print the runs of one data set: the head, the table of every route that needs one, where descent went."""
    first = runs[0]
    screen.print(f"\n[bold]{literal(text.title(first))}[/bold]")
    _lines(screen, text.head(first))
    for run in runs:
        screen.print()
        if run.route.form == "complement" and run.agrees:
            _lines(screen, [f"{text.route_name(run)}: {text.closing([run])}"])
        else:
            columns.show(screen, links(run))
        _lines(screen, notes.notes(run))
        _show_standing(screen, run)
    screen.print()
    _lines(screen, results.results(runs))
    columns.show(screen, predictions(first))
    _lines(screen, [text.exposure(first)])


def _show_standing(screen: Console, run: Run) -> None:
    """The table of ulps; one line where the route has no table of links either."""
    if not run.accuracy.links:
        return
    if run.route.form != "complement":
        screen.print()
        columns.show(screen, ulps(run))
        _lines(screen, accuracy.notes(run))
    _lines(screen, [accuracy.summary(run)])


def _lines(screen: Console, lines: Sequence[str]) -> None:
    for line in lines:
        screen.print(f"  {literal(line)}", soft_wrap=True)


def coloured(verdict: str) -> str:
    """A verdict as markup, in its colour."""
    style = STYLES.get(verdict, "yellow")
    return f"[{style}]{literal(verdict)}[/{style}]"


def links(run: Run) -> Content:
    """One row a link."""
    rows = []
    for row in text.link_rows(run):
        rows.append((*map(literal, row[:-1]), coloured(row[-1])))
    return Content(literal(text.route_name(run)), text.LINK_HEAD, rows, range(2, 8), LINK_DROPS)


def ulps(run: Run) -> Content:
    """One row a link that is not exact."""
    rows = _literal(accuracy.rows(run))
    return Content(literal(accuracy.caption(run)), accuracy.ACCURACY_HEAD, rows, range(1, 8), ULPS_DROPS)


def predictions(run: Run) -> Content:
    """Targets beside predictions."""
    head = ("example", literal(f"target: {run.setup.data.target}"), "prediction")
    return Content("", head, _literal(results.prediction_rows(run)), (1, 2), wrapped=range(3))


def _literal(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[literal(cell) for cell in row] for row in rows]
