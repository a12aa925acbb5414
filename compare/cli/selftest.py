"""`backproof selftest`: plant every known mistake in the hand-derived side, and require that it is seen and named."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from rich import box
from rich.table import Table

from compare.border import call
from compare.catalogue import Known, known_mistakes
from compare.catalogue.mistake import SQUARE, STEPS
from compare.datasets import load
from compare.experiment import Settings, prepare
from compare.files import check_writable, write_whole
from compare.formats import Array
from compare.matrix import STEPS_TAKEN, Cell, cell_of, reports, reports_over_steps
from compare.output import terminal
from compare.regimes import random_problems
from compare.routes import Route, routes

NOTES = {"regression": "houses", "classification": "sentences"}
REQUIRED = "generated"
GENERATED = {REQUIRED: "generic", "saturated": "saturated"}
PROBLEMS, EXAMPLES, FEATURES = 64, 5, 3
DESCENTS, RATE = 4, 2.0**-10
"""How many of the problems mistakes that need the step before descend from, and the α at which they stay near them."""
NEEDS = ("", SQUARE, STEPS)
LEGEND = (
    "named: caught at its link, and told from every other known mistake",
    "one of 2: caught at its link; these values fit one more known mistake",
    "seen: caught at its link, where one wrong number is too little to name it",
    "hidden: on these inputs the mistake changes nothing",
)
NEEDING = {
    SQUARE: "{}: lines that NumPy refuses unless n = d, as in the problems generated for them; hidden elsewhere",
    STEPS: f"{{}}: something is kept from the step before; planted in {STEPS_TAKEN} steps of descent",
}
"""What is said of the mistakes, here {}, that have a need."""


class Row(NamedTuple):
    """One mistake, planted in every regime."""

    route: Route
    known: Known
    cells: dict[str, Cell]
    required: bool

    @property
    def passes(self) -> bool:
        """Whether it is named where it must be: on generated problems, alone or among others that fit them as well."""
        return not self.required or self.cells[REQUIRED].outcome == "named"


def selftest(options: argparse.Namespace) -> int:
    """Print and write the matrix of mistakes and regimes; 0 if every mistake is named on generated problems, else 1."""
    target = None if options.json is None else check_writable(options.json)
    rows = list(_rows(options.dtype, options.seed))
    if target is not None:
        write_whole(target, json.dumps(_document(rows, options), ensure_ascii=False, indent=1) + "\n")
    screen = terminal.console()
    for name in dict.fromkeys(row.route.chain.name for row in rows):
        screen.print(_table([row for row in rows if row.route.chain.name == name]))
    for line in (*LEGEND, *_needing(rows)):
        screen.print(f"  {terminal.literal(line)}", soft_wrap=True)
    screen.print(f"[bold]{terminal.literal(_closing(rows, options.dtype))}[/bold]", soft_wrap=True)
    return 0 if all(row.passes for row in rows) else 1


def _rows(dtype: str, seed: int) -> Iterator[Row]:
    for task in NOTES:
        chains = {route.chain: route for route in reversed(routes(task))}
        for chain, route in reversed(chains.items()):
            for needs in NEEDS:
                mistakes = known_mistakes(chain, needs)
                inputs = _problems(task, dtype, seed, square=needs == SQUARE)
                columns = {name: _column(route, mistakes, needs, problem) for name, problem in inputs.items()}
                for i, known in enumerate(mistakes):
                    cells = {name: column[i] for name, column in columns.items()}
                    yield Row(route, known, cells, dtype in known.mistake.shown_in)


def _problems(task: str, dtype: str, seed: int, *, square: bool) -> dict[str, dict[str, Array]]:
    """The lecture notes' data at two starts, and problems drawn at random, by regime; `square`: these with n = d."""
    found = {}
    for start in ("zero", "generic"):
        settings = Settings(dtype=dtype, start=start)
        found[f"{NOTES[task]}, {start} start"] = prepare(load(NOTES[task], None, None), settings).problem
    n = FEATURES if square else EXAMPLES
    for name, regime in GENERATED.items():
        rng, kind = np.random.default_rng(seed), np.dtype(dtype).type
        found[name] = random_problems(rng, regime, PROBLEMS, n, FEATURES, kind, labels=task == "classification")
    return found


def _column(route: Route, mistakes: Sequence[Known], needs: str, problem: dict[str, Array]) -> list[Cell]:
    """What becomes of each of the mistakes on one problem, or batch of them."""
    if needs == STEPS:
        found = reports_over_steps(route.chain, mistakes, _starts(problem), route.reference)
    else:
        right = call(route.candidate, problem, route.chain, "candidate", complete=True)
        theirs = call(route.reference, problem, route.chain, "reference", complete=True)
        found = reports(route.chain, mistakes, problem, right, theirs)
    return [cell_of(report, known) for report, known in zip(found, mistakes, strict=True)]


def _starts(problem: dict[str, Array]) -> list[dict[str, Array]]:
    """The problem, or the first few of a batch with a small α."""
    if problem["x"].ndim == 2:
        return [problem]
    slow = problem | {"lr": np.full_like(problem["lr"], RATE)}
    return [{name: array[i] for name, array in slow.items()} for i in range(DESCENTS)]


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


def _document(rows: list[Row], options: argparse.Namespace) -> dict[str, object]:
    mistakes = [
        {
            "chain": row.route.chain.name,
            "id": row.known.mistake.id,
            "name": row.known.mistake.name,
            "link": row.known.slip.link,
            "needs": row.known.slip.needs,
            "right": row.known.slip.right,
            "wrong": row.known.slip.form.formula,
            "fingerprint": row.known.mistake.fingerprint,
            "source": row.known.mistake.source,
            "hints": row.known.hints,
            "required": row.required,
            "passes": row.passes,
            "regimes": {name: cell._asdict() for name, cell in row.cells.items()},
        }
        for row in rows
    ]
    return {"schema_version": 1, "dtype": options.dtype, "seed": options.seed, "mistakes": mistakes}
