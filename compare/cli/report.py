"""`backproof report`: run the main job on each data set, show it, write it."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import cache, partial

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from compare.cli.setup import setup_of
from compare.cli.targets import targets_of
from compare.experiment.routes import routes
from compare.experiment.run import Run, run
from compare.experiment.setup import Setup
from compare.inputs.datasets import load
from compare.output import terminal
from compare.output.paragraph import put, width_of
from compare.output.report import document, markdown
from compare.output.report.answer import headline
from compare.output.report.screen import show, show_full
from compare.output.schema.report import ReportDocument
from compare.output.schema.values import dumps


def report(options: argparse.Namespace) -> int:
    """Print and write the report; 0 if every route of every data set agrees, else 1."""
    begun = time.perf_counter()
    targets = targets_of(options, options.data)
    setups = [setup_of(load(name, options.target, options.task), options) for name in options.data]
    screen = terminal.console(whole=options.full)
    groups = _run_all(setups, screen, quiet=options.quiet or bool(targets.printed))
    runs = [run for group in groups for run in group]
    built = cache(partial(document.build, runs, page="html" in (*targets.files, targets.printed)))
    targets.write(
        {
            "json": lambda: dumps(built()),
            "markdown": partial(markdown.render, groups),
            "html": partial(_page, built),
        }
    )
    if not targets.printed:
        _show(screen, groups, begun, options)
    return 0 if all(run.agrees_strictly if options.strict else run.agrees for run in runs) else 1


def _page(built: Callable[[], ReportDocument]) -> str:
    """The page; what only it needs is loaded here."""
    from compare.output.page import page

    return page(built())


def _show(screen: Console, groups: list[list[Run]], begun: float, options: argparse.Namespace) -> None:
    if options.quiet:
        put(screen, headline(groups, width_of(screen), strict=options.strict))
    elif options.full:
        show_full(screen, groups, time.perf_counter() - begun, strict=options.strict)
    else:
        show(screen, groups, strict=options.strict)


def _run_all(setups: list[Setup], screen: Console, *, quiet: bool) -> list[list[Run]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    groups = []
    with Progress(*columns, console=screen, transient=True, disable=quiet or not screen.is_terminal) as progress:
        for setup in setups:
            group = []
            for route in routes(setup.data.task, setup.settings.device):
                task = progress.add_task(
                    f"{setup.data.name}, {route.form} form, {route.name}", total=setup.settings.steps
                )
                group.append(run(setup, route, partial(_advance, progress, task)))
            groups.append(group)
    return groups


def _advance(progress: Progress, task: TaskID, done: int) -> None:
    progress.update(task, completed=done)
