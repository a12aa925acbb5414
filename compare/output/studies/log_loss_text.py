"""The truth table and its findings for people: on a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table as Grid

from compare.output import machine, terminal
from compare.output.paragraph import paragraph, put, width_of
from compare.output.tables import put as put_table
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


def show(screen: Console, tables: Sequence[Table], findings: Sequence[Finding]) -> None:
    """Print which formulas are right, and what was found in the first dtype."""
    width, first = width_of(screen), tables[0].dtype.name
    put(screen, paragraph("", answer(tables[0]), width))
    screen.print()
    for finding in findings:
        if finding.dtype == first:
            put(screen, paragraph("  - ", finding.sentence.removeprefix(f"{first}: "), width))
    others = [table.dtype.name for table in tables[1:]]
    more = "".join(f"; the same in {name}: --dtype {name}" for name in others)
    put(screen, paragraph("  ", f"(every value of every formula: --table{more})", width))


def answer(table: Table) -> str:
    """Which columns are right in every row, and which are not."""
    right = [name for name in table.columns if not any(table.column(link, name).wrong.any() for link in SYMBOLS)]
    wrong = [name for name in table.columns if name not in right]
    return (
        f"{len(right)} of {len(table.columns)} ways to write the log loss are right from z = −800 to 800 in "
        f"{table.dtype.name}: {', '.join(right) or 'none'}; wrong somewhere: {', '.join(wrong) or 'none'}"
    )


def show_tables(
    screen: Console, columns: Mapping[str, Column], tables: Sequence[Table], findings: Sequence[Finding]
) -> None:
    """Print all findings, the formulas and every table."""
    put(screen, paragraph("", answer(tables[0]), width_of(screen)))
    screen.print(terminal.literal(machine.in_one_line()), soft_wrap=True)
    screen.print("[bold]findings, each computed by this run[/bold]")
    for line in (*(finding.sentence for finding in findings), *formulas(columns), LEGEND):
        screen.print(f"  {terminal.literal(line)}", soft_wrap=True)
    for table in tables:
        for link in SYMBOLS:
            screen.print()
            put_table(screen, _grid(table, link))


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
