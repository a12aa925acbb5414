"""`backproof selftest`: plant every known mistake in the hand-derived side, and require that it is seen and named."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from rich import box
from rich.table import Table

from compare.cli.files import check_writable, write_whole
from compare.mistakes.mistake import SQUARE, STEPS
from compare.output import terminal
from compare.output.schema.values import dumps
from compare.output.studies.selftest_document import document
from compare.studies.planted import STEPS_TAKEN
from compare.studies.selftest import REQUIRED, Row, rows_of

LEGEND = (
    "named: caught at its link, and told from every other known mistake",
    "one of 2: caught at its link; these values fit one more known mistake",
    "seen: caught at its link, where one wrong number is too little to name it",
    "hidden: on these inputs the mistake changes nothing",
)
NEEDING = {  # what is said of the mistakes, here {}, that have a need
    SQUARE: "{}: lines that NumPy refuses unless n = d, as in the problems generated for them; hidden elsewhere",
    STEPS: f"{{}}: something is kept from the step before; planted in {STEPS_TAKEN} steps of descent",
}


def selftest(options: argparse.Namespace) -> int:
    """Print and write the matrix of mistakes and regimes; 0 if every mistake is named on generated problems, else 1."""
    target = None if options.json is None else check_writable(options.json)
    rows = list(rows_of(options.dtype, options.seed))
    if target is not None:
        write_whole(target, dumps(document(rows, options.dtype, options.seed), indent=1))
    screen = terminal.console()
    for name in dict.fromkeys(row.route.chain.name for row in rows):
        screen.print(_table([row for row in rows if row.route.chain.name == name]))
    for line in (*LEGEND, *_needing(rows)):
        screen.print(f"  {terminal.literal(line)}", soft_wrap=True)
    screen.print(f"[bold]{terminal.literal(_closing(rows, options.dtype))}[/bold]", soft_wrap=True)
    return 0 if all(row.passes for row in rows) else 1


def _table(rows: list[Row]) -> Table:
    route = rows[0].route
    title = f"{route.chain.name}: mistakes planted in the {route.form} form, against {route.name}"
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold")
    for name in ("mistake", "at", "wrong", *rows[0].cells):
        table.add_column(name, overflow="fold")
    for row in rows:
        known = row.known
        cells = (known.mistake.id, known.symbol, known.slip.form.formula, *map(str, row.cells.values()))
        table.add_row(*(terminal.literal(cell) for cell in cells), style=None if row.passes else "bold red")
    return table


def _needing(rows: list[Row]) -> Iterator[str]:
    for needs, told in NEEDING.items():
        if ids := {row.known.mistake.id for row in rows if row.known.slip.needs == needs}:
            yield told.format(", ".join(sorted(ids)))


def _closing(rows: list[Row], dtype: str) -> str:
    named = sum(row.cells[REQUIRED].outcome == "named" for row in rows)
    excused = sum(not row.required and row.cells[REQUIRED].outcome != "named" for row in rows)
    missed = [f"{row.known.key} ({row.route.chain.name})" for row in rows if not row.passes]
    verdict = f"MISSED: {', '.join(missed)}" if missed else "none missed"
    faint = f", {excused} too small for {dtype}" if excused else ""
    return f"{len(rows)} mistakes planted: {named} named on generated problems{faint}; {verdict}"
