"""`backproof report`: run the main job on each data set, show it, write it."""

from __future__ import annotations

import argparse
import time
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from compare.cli.setup import setup_of
from compare.datasets import NAMES, load
from compare.errors import BadInput
from compare.experiment import Run, Setup, run
from compare.files import check_writable, write_whole
from compare.output import document, machine, markdown, terminal, text
from compare.routes import routes


def report(options: argparse.Namespace) -> int:
    """Print and write the report; 0 if every route of every data set agrees, else 1."""
    begun = time.perf_counter()
    targets = _targets(options)
    setups = [setup_of(load(name, options.target, options.task), options) for name in options.data]
    screen = terminal.console()
    groups = _run_all(setups, screen, quiet=options.quiet)
    runs = [run for group in groups for run in group]
    if "json" in targets:
        write_whole(targets["json"], document.dumps(runs))
    if "markdown" in targets:
        write_whole(targets["markdown"], markdown.render(groups))
    if not options.quiet:
        screen.print(machine.in_one_line(), markup=False, soft_wrap=True)
        for group in groups:
            terminal.show(group, screen)
        screen.print(f"  {time.perf_counter() - begun:.1f} s")
    screen.print(f"[bold]{terminal.literal(text.closing(runs))}[/bold]", soft_wrap=True)
    return 0 if all(run.descent.report.agrees for run in runs) else 1


def _targets(options: argparse.Namespace) -> dict[str, Path]:
    """The files to be written, each checked, none of them another's or the data's own."""
    paths = {name: path for name in ("json", "markdown") if (path := getattr(options, name)) is not None}
    targets = {name: check_writable(path) for name, path in paths.items()}
    if len(set(targets.values())) < len(targets):
        raise BadInput(f"--json and --markdown both name {options.json!r}; give two files")
    files = [Path(data).resolve() for data in options.data if data not in NAMES and "\0" not in data]
    for name, target in targets.items():
        if target in files:
            raise BadInput(f"--{name} {paths[name]!r} is the data, which would be overwritten; give another file name")
    return targets


def _run_all(setups: list[Setup], screen: Console, *, quiet: bool) -> list[list[Run]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    groups = []
    with Progress(*columns, console=screen, transient=True, disable=quiet or not screen.is_terminal) as progress:
        for setup in setups:
            group = []
            for route in routes(setup.data.task, setup.settings.device):
                task = progress.add_task(f"{setup.data.name}, {route.name}", total=setup.settings.steps)
                group.append(run(setup, route, partial(_advance, progress, task)))
            groups.append(group)
    return groups


def _advance(progress: Progress, task: TaskID, done: int) -> None:
    progress.update(task, completed=done)
