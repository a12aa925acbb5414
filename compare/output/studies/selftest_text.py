"""What became of every planted mistake, for people: the answer, and how much each kind of problem shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from compare.mistakes.mistake import SQUARE, STEPS
from compare.output import tables, terminal
from compare.output.paragraph import paragraph, put, width_of
from compare.output.tables import Content
from compare.studies.planted import STEPS_TAKEN
from compare.studies.selftest import REQUIRED, Row
from compare.wording import count

OUTCOMES = ("named", "seen", "hidden")
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


def show(screen: Console, rows: Sequence[Row], dtype: str) -> None:
    """Print the answer, and how many mistakes each kind of problem names, shows and hides."""
    width = width_of(screen)
    put(screen, paragraph(f"{_word(rows)}  ", answer(rows, dtype), width))
    tables.show(screen, Content("", ("planted on", *OUTCOMES), list(_counts(rows)), right=(1, 2, 3)))
    put(screen, paragraph("  ", "named: caught at its link and recognised; seen: caught at its link", width))
    put(screen, paragraph("  ", "(each mistake: --table; all of it: --json selftest.json)", width))


def show_tables(screen: Console, rows: Sequence[Row], dtype: str) -> None:
    """Print the answer, and a row for each mistake of each chain."""
    put(screen, paragraph(f"{_word(rows)}  ", answer(rows, dtype), width_of(screen)))
    for name in dict.fromkeys(row.route.chain.name for row in rows):
        screen.print(_table([row for row in rows if row.route.chain.name == name]))
    for line in (*LEGEND, *_needing(rows)):
        screen.print(f"  {terminal.literal(line)}", soft_wrap=True)


def _word(rows: Sequence[Row]) -> str:
    return "PASS" if all(row.passes for row in rows) else "FAIL"


def answer(rows: Sequence[Row], dtype: str) -> str:
    """How many mistakes were planted and named, and which were missed."""
    named = sum(row.cells[REQUIRED].outcome == "named" for row in rows)
    excused = sum(not row.required and row.cells[REQUIRED].outcome != "named" for row in rows)
    missed = [f"{row.known.key} ({row.route.chain.name})" for row in rows if not row.passes]
    verdict = f"MISSED: {', '.join(missed)}" if missed else "none missed"
    faint = f", {excused} too small for {dtype}" if excused else ""
    return f"{count(len(rows), 'mistake')} planted: {named} named on generated problems{faint}; {verdict}"


def _counts(rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    """For each kind of problem, over all chains, how often each outcome came about."""
    for name in dict.fromkeys(name for row in rows for name in row.cells):
        found = Counter(row.cells[name].outcome for row in rows if name in row.cells)
        yield (name, *(f"{found[outcome]:,}" for outcome in OUTCOMES))


def _table(rows: Sequence[Row]) -> Table:
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


def _needing(rows: Sequence[Row]) -> Iterator[str]:
    for needs, told in NEEDING.items():
        if ids := {row.known.mistake.id for row in rows if row.known.slip.needs == needs}:
            yield told.format(", ".join(sorted(ids)))
