"""The command run in this process, a report with every file it writes, and its runs; equal reports are run once."""

import contextlib
import io
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from compare.cli import main
from compare.experiment.routes import routes
from compare.experiment.run import Run, run
from compare.experiment.setup import Setup

PRICES = str(Path(__file__).parents[1] / "data" / "prices.csv")
SENTENCES = str(Path(__file__).parents[1] / "data" / "sentences.csv")


class Outcome(NamedTuple):
    status: int
    out: str
    err: str


class Reported(NamedTuple):
    status: int
    out: str
    err: str
    json: str
    markdown: str

    @property
    def reports(self) -> list[dict[str, Any]]:
        reports: list[dict[str, Any]] = json.loads(self.json)["reports"]
        return reports


def command(*argv: str) -> Outcome:
    """Exit status and both streams of one call."""
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        try:
            status = main(argv)
        except SystemExit as stopped:
            status = int(stopped.code or 0)
    return Outcome(status, out.getvalue(), err.getvalue())


def report_now(*argv: str) -> Reported:
    """`backproof report --full` with both of its files."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("report.json", "report.md")]
        done = command("report", *argv, "--full", "--json", str(files[0]), "--markdown", str(files[1]))
        return Reported(*done, *(file.read_text(encoding="utf-8") for file in files))


report = cache(report_now)


def every_run(setup: Setup) -> list[Run]:
    """The runs that a report of this set-up is made of."""
    return [run(setup, route) for route in routes(setup.data.task)]
