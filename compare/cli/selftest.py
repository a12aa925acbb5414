"""`backproof selftest`: plant every known mistake in the hand-derived side, and require that it is seen and named."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

import numpy as np
from rich import box
from rich.table import Table

from compare.border import call
from compare.catalogue import Known, known_mistakes
from compare.catalogue.planting import plant
from compare.comparison import check
from compare.datasets import load
from compare.experiment import Settings, prepare
from compare.files import check_writable, write_whole
from compare.formats import Array
from compare.matrix import Cell, cell_of
from compare.output import terminal
from compare.regimes import random_problems
from compare.routes import Route, routes

NOTES = {"regression": "houses", "classification": "sentences"}
REQUIRED = "generated"
GENERATED = {REQUIRED: "generic", "saturated": "saturated"}
PROBLEMS, EXAMPLES, FEATURES = 64, 5, 3
LEGEND = (
    "named: caught at its link, and told from every other known mistake",
    "one of 2: caught at its link; these values fit one more known mistake",
    "seen: caught at its link, where one wrong number is too little to name it",
    "hidden: on these inputs the mistake changes nothing",
)


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
    for line in LEGEND:
        screen.print(f"  {line}")
    screen.print(f"[bold]{terminal.literal(_closing(rows, options.dtype))}[/bold]", soft_wrap=True)
    return 0 if all(row.passes for row in rows) else 1


def _rows(dtype: str, seed: int) -> Iterator[Row]:
    for task in NOTES:
        chains = {route.chain: route for route in reversed(routes(task))}
        for chain, route in reversed(chains.items()):
            problems = _problems(task, dtype, seed)
            right = {
                name: call(route.candidate, problem, chain, "candidate", complete=True)
                for name, problem in problems.items()
            }
            for known in known_mistakes(chain):
                cells = {name: _cell(route, known, problem, right[name]) for name, problem in problems.items()}
                yield Row(route, known, cells, dtype in known.mistake.shown_in)


def _problems(task: str, dtype: str, seed: int) -> dict[str, dict[str, Array]]:
    """The lecture notes' data at two starts, and problems drawn at random, by regime."""
    found = {}
    for start in ("zero", "generic"):
        settings = Settings(dtype=dtype, start=start)
        found[f"{NOTES[task]}, {start} start"] = prepare(load(NOTES[task], None, None), settings).problem
    for name, regime in GENERATED.items():
        rng, kind = np.random.default_rng(seed), np.dtype(dtype).type
        found[name] = random_problems(rng, regime, PROBLEMS, EXAMPLES, FEATURES, kind, labels=task == "classification")
    return found


def _cell(route: Route, known: Known, problem: Mapping[str, Array], right: Mapping[str, Array]) -> Cell:
    side = partial(plant, route.chain, {known.slip.link: known.slip.form}, right=right)
    report = check(problem, side, route.reference, route.chain)
    return cell_of(report, known)


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
