"""The truth table and its findings for people: on a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table as Grid

from compare.output import machine, terminal
from compare.output.tables import put
from compare.studies.log_loss.evidence import Finding, ulps_text
from compare.studies.log_loss.formulas import Column
from compare.studies.log_loss.measure import GRADIENT, LOSS
from compare.studies.log_loss.table import Table
from compare.wording import minus, significant

SYMBOLS = {GRADIENT: "∂L/∂z", LOSS: "L"}
WRONG = "✗"
LEGEND = (
    f"each cell: the value, and in brackets its ulps from the exact value; {WRONG} is wrong in the leading digits, "
    "that is off by more than 1/1024 of the exact value and by more than 8 ulps"
)


def formulas(columns: Mapping[str, Column]) -> list[str]:
    """What each column computes."""
    return [
        f"{column.name}: ∂L/∂z {column.gradient}" + (f"; L = {column.loss}" if column.loss else "")
        for column in columns.values()
    ]


def head(table: Table, link: str) -> tuple[str, ...]:
    """The names of a link's columns, those that do not give it left out."""
    return ("y", "z", "exact", *_given(table, link))


def rows(table: Table, link: str) -> Iterator[tuple[str, ...]]:
    """One row for each y and z."""
    columns = [table.column(link, name) for name in _given(table, link)]
    for i, (y, z) in enumerate(zip(table.y.tolist(), table.z.tolist(), strict=True)):
        cells = (_cell(found.values[i], found.ulps[i], wrong=found.wrong[i]) for found in columns)
        yield (f"{y:.0f}", significant(z), minus(table.exact[link][i]), *cells)


def _given(table: Table, link: str) -> list[str]:
    return [name for name in table.columns if table.column(link, name).given]


def _cell(value: float, ulps: float, *, wrong: bool) -> str:
    return f"{significant(value, 4)} ({ulps_text(ulps)})" + (f" {WRONG}" if wrong else "")


def title(table: Table, link: str) -> str:
    """What one table shows."""
    return f"{SYMBOLS[link]}, {table.dtype.name}"


def show(screen: Console, columns: Mapping[str, Column], tables: Sequence[Table], findings: Sequence[Finding]) -> None:
    """Print the formulas, every table and the findings."""
    screen.print(terminal.literal(machine.in_one_line()), soft_wrap=True)
    for line in (*formulas(columns), LEGEND):
        screen.print(f"  {terminal.literal(line)}", soft_wrap=True)
    for table in tables:
        for link in SYMBOLS:
            screen.print()
            put(screen, _grid(table, link))
    screen.print("[bold]findings, each computed by this run[/bold]")
    for finding in findings:
        screen.print(f"  {terminal.literal(finding.sentence)}", soft_wrap=True)


def _grid(table: Table, link: str) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, title=title(table, link), title_justify="left", title_style="bold")
    for name in head(table, link):
        grid.add_column(name, justify="right", overflow="fold")
    for row in rows(table, link):
        grid.add_row(*(f"[red]{cell}[/red]" if cell.endswith(WRONG) else cell for cell in row))
    return grid


def markdown(columns: Mapping[str, Column], tables: Sequence[Table], findings: Sequence[Finding]) -> str:
    """The same as a Markdown page, with what is wrong in bold as well."""
    parts = ["# backproof truth", f"`{machine.in_one_line()}`", _list([*formulas(columns), LEGEND])]
    for table in tables:
        for link in SYMBOLS:
            parts += [f"## {title(table, link)}", _markdown_table(table, link)]
    parts += ["## Findings, each computed by this run", _list([finding.sentence for finding in findings])]
    return "\n\n".join(parts) + "\n"


def _list(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _markdown_table(table: Table, link: str) -> str:
    names = head(table, link)
    lines: list[Sequence[str]] = [names, ["--:"] * len(names)]
    lines += [[f"**{cell}**" if cell.endswith(WRONG) else cell for cell in row] for row in rows(table, link)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
