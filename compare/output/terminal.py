"""The report on a terminal: tables by rich, colour only beside words, plain when piped."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from compare.errors import printable
from compare.experiment import Run
from compare.output import results, standings, text

STYLES = {"agrees": "green", "DISAGREES": "bold red", "REFERENCE WRONG": "bold red"}
PIPED_WIDTH = 240


class Screen(Console):
    """A console that leaves a closed pipe to the command, whose exit status 1 means something else."""

    def on_broken_pipe(self) -> None:
        """Called by rich while it handles the error."""
        raise BrokenPipeError


def console() -> Console:
    """Standard output, wide enough in a pipe that no row wraps."""
    screen = Screen(highlight=False, emoji=False)
    return screen if screen.is_terminal else Screen(highlight=False, emoji=False, width=PIPED_WIDTH)


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
            screen.print(link_table(run))
        _lines(screen, text.notes(run))
        _show_standing(screen, run)
    screen.print()
    _lines(screen, results.results(runs))
    screen.print(predictions(first))


def _show_standing(screen: Console, run: Run) -> None:
    """The table of ulps; one line where the route has no table of links either."""
    if not run.standing.links:
        return
    if run.route.form != "complement":
        screen.print()
        screen.print(_table(standings.caption(run), standings.STANDING_HEAD, standings.rows(run), right=range(1, 8)))
        _lines(screen, standings.notes(run))
    _lines(screen, [standings.summary(run)])


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], right: range) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title=literal(title) or None, title_justify="left", title_style="bold")
    for index, name in enumerate(head):
        table.add_column(literal(name), justify="right" if index in right else "left", no_wrap=index > 0)
    for row in rows:
        table.add_row(*(literal(cell) for cell in row))
    return table


def _lines(screen: Console, lines: Sequence[str]) -> None:
    for line in lines:
        screen.print(f"  {literal(line)}", soft_wrap=True)


def link_table(run: Run) -> Table:
    """One row a link."""
    table = Table(box=box.SIMPLE_HEAD, title=literal(text.route_name(run)), title_justify="left", title_style="bold")
    for index, name in enumerate(text.LINK_HEAD):
        table.add_column(name, justify="right" if 2 <= index <= 7 else "left", no_wrap=index > 0)
    for row in text.link_rows(run):
        style = STYLES.get(row[-1], "yellow")
        table.add_row(*(literal(cell) for cell in row[:-1]), f"[{style}]{literal(row[-1])}[/{style}]")
    return table


def predictions(run: Run) -> Table:
    """Targets beside predictions."""
    head = ("example", f"target: {run.setup.data.target}", "prediction")
    return _table("", head, results.prediction_rows(run), right=range(1, 3))
