"""The report as Markdown: the same lines and rows as on the terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.experiment.run import Run
from compare.output import machine
from compare.output.report import accuracy, notes, results, text
from compare.wording import printable


def render(groups: Sequence[Sequence[Run]]) -> str:
    """One section a data set, one table a route, the closing line at the end."""
    parts = ["# backproof report", _escaped(machine.in_one_line()), *(_section(group) for group in groups)]
    parts.append(f"**{_escaped(text.closing([run for group in groups for run in group]))}**")
    return "\n\n".join(parts) + "\n"


def _section(runs: Sequence[Run]) -> str:
    first = runs[0]
    parts = [f"## {_escaped(text.title(first))}", _list(text.head(first))]
    for run in runs:
        parts += [f"### {_escaped(text.route_name(run))}", _table(text.LINK_HEAD, text.link_rows(run))]
        if lines := notes.notes(run):
            parts.append(_list(lines))
        if run.accuracy.links:
            parts += [
                f"{_escaped(accuracy.caption(run))}:",
                _table(accuracy.ACCURACY_HEAD, accuracy.rows(run)),
                _list([*accuracy.notes(run), accuracy.summary(run)]),
            ]
    parts += [_list(results.results(runs)), _table(("example", "target", "prediction"), results.prediction_rows(first))]
    parts.append(_escaped(text.exposure(first)))
    return "\n\n".join(parts)


def _list(lines: Sequence[str]) -> str:
    return "\n".join(f"- {_escaped(line)}" for line in lines)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell if cell == "---" else _escaped(cell) for cell in line) + " |" for line in lines
    )


def _escaped(text: str) -> str:
    """The text as Markdown shows it literally, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>|#&~$])", r"\\\1", printable(" ".join(text.split())))
