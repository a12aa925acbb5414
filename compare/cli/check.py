"""`backproof check FILE.py[:NAME]`: a person's own trace, in a process of its own, against the reference."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from rich.console import Console

from compare.cli.targets import targets_of
from compare.errors import BadInput, printable
from compare.foreign.loading import Located, located
from compare.foreign.noise import Printed
from compare.foreign.process import run
from compare.foreign.watching import Ended
from compare.output.numbers import count

WHEN = {"importing": "it was imported", "calling": "it was called"}


def check(options: argparse.Namespace) -> int:
    """Print and write what was found; 0 if every link given agrees and every call gave a trace, else 1."""
    where = located(options.file)
    targets = targets_of(options, [where.file])
    if options.hint and options.json is not None:
        raise BadInput("--json holds everything that --hint withholds; leave one of them out")
    if options.task is None:
        raise BadInput("--task is needed: regression (½(y − ŷ)²) or classification (σ and the log loss)")
    asked = {
        "file": where.file,
        "name": where.name,
        **{name: getattr(options, name) for name in ("task", "problems", "seed", "dtype", "hint")},
        "seconds": options.time_limit,
        "memory": options.memory_limit,
        "fatal": None,
    }
    with _progress() as told:
        ended = _answered(asked, where, told)
    answer = ended.event["answer"]
    printed = {"importing": ended.noise.importing, "calling": ended.noise.calling}
    document = {**answer["document"], "printed": {doing: asdict(one) for doing, one in printed.items()}}
    targets.write({"json": lambda: json.dumps(document, ensure_ascii=False, indent=1) + "\n"})
    if not targets.printed:
        for line in [f"{where}: {answer['lines'][0]}", *answer["lines"][1:], *_noise(printed)]:
            print(printable(line))
    return 0 if answer["agrees"] else 1


def _answered(asked: dict[str, Any], where: Located, told: Callable[[str], None]) -> Ended:
    """The child's answer; where a call ended the child, that of a second one that stops short of this call."""
    ended = run(asked, told)
    if not ended.event and ended.call is not None:
        first, ended = ended, run({**asked, "fatal": [ended.call, ended.kind, ended.message]}, told)
        ended.noise = first.noise
    if "defect" in ended.event:
        raise RuntimeError(f"a defect of backproof itself:\n{ended.event['defect']}")
    if "bad_input" in ended.event:
        raise BadInput(ended.event["bad_input"])
    if "answer" not in ended.event:
        raise BadInput(f"{where.file}: {ended.message} while {ended.doing}")
    return ended


def _noise(printed: dict[str, Printed]) -> list[str]:
    return [
        f"it printed {count(one.lines, 'line')} while {WHEN[doing]}; the first: {one.first}"
        for doing, one in printed.items()
        if one.lines
    ]


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """What the child is doing, on a terminal; nothing in a pipe."""
    screen = Console(highlight=False, emoji=False)
    if not screen.is_terminal:
        yield lambda doing: None
        return
    with screen.status("starting") as status:
        yield lambda doing: status.update(printable(doing))
