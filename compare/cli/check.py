"""`backproof check FILE.py[:NAME]`: a user's own trace, in a process of its own, against the reference."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from compare.cli.files import check_writable, write_whole
from compare.cli.targets import STANDARD_OUTPUT, Targets, targets_of
from compare.errors import BadInput
from compare.output.schema.check import AllPrinted, CheckDocument, Examined
from compare.output.schema.values import dumps
from compare.output.stream import paper_of
from compare.usercode.loading import Located, located, source_of
from compare.usercode.noise import Noise
from compare.usercode.process import run
from compare.usercode.watch import Ended
from compare.wording import count, printable

PROBLEMS = 200  # drawn where no data is given


def check(options: argparse.Namespace) -> int:
    """Print and write what was found; 0 if every link given agrees and every call gave a trace, else 1."""
    where = located(options.file)
    targets = targets_of(options, [where.file, *([options.data] if options.data else [])])
    test = _test_of(options, where, targets)
    with _progress() as told:
        ended = _answered(_asked(options, where, test), where, told)
    answer = ended.event["answer"]
    document = _document(answer["document"], ended.noise)
    targets.write({"json": lambda: dumps(document, indent=1)})
    written = _written(options.emit_test, answer["test"], document)
    if test is not None and answer["test"]:
        write_whole(test, answer["test"])
    if options.emit_test == STANDARD_OUTPUT:
        print(answer["test"], end="")
        print(*([] if answer["test"] else written), sep="\n", end="", file=sys.stderr)
    elif not targets.printed:
        for line in [*answer["lines"], *_noise(ended.noise, whole=options.show_output), *written]:
            print(printable(line))
    return 0 if answer["strictly" if options.strict else "agrees"] else 1


def _test_of(options: argparse.Namespace, where: Located, targets: Targets) -> Path | None:
    """The path that --emit-test gives, if it is no other file of this call. Raises `BadInput`."""
    if options.emit_test == STANDARD_OUTPUT and targets.printed:
        raise BadInput("--emit-test and --json both print on the standard output; give one of them a file name")
    if options.emit_test in (None, STANDARD_OUTPUT):
        return None
    test = check_writable(options.emit_test)
    if test in (Path(where.path), *targets.files.values()):
        raise BadInput(f"--emit-test {options.emit_test!r} is your own file, or --json's; give another file name")
    return test


def _asked(options: argparse.Namespace, where: Located, test: Path | None) -> dict[str, Any]:
    """The options in the form that the child reads. Raises `BadInput` where two exclude each other."""
    for option, target in (("--json", options.json), ("--emit-test", options.emit_test)):
        if options.hint and target is not None:
            raise BadInput(f"{option} holds everything that --hint withholds; leave one of them out")
    return {
        **where._asdict(),
        **{name: getattr(options, name) for name in ("task", "seed", "dtype", "hint", "verbose")},
        **paper_of(sys.stdout)._asdict(),
        "problems": _problems(options),
        "largest": (options.examples, options.features),
        "data": _data(options),
        "seconds": options.time_limit,
        "memory": options.memory_limit,
        "emit": None if options.emit_test is None else os.path.relpath(where.path, test.parent if test else Path.cwd()),
        "fatal": None,
        "source": source_of(where).decode("latin-1"),
    }


def _problems(options: argparse.Namespace) -> int:
    """How many are drawn. Raises `BadInput` for none at all."""
    if options.problems is None:
        return 0 if options.data else PROBLEMS
    if options.problems == 0 and not options.data:
        raise BadInput("--problems: 0 leaves nothing to try it on; give --data, or a whole number ≥ 1")
    return int(options.problems)


def _data(options: argparse.Namespace) -> dict[str, Any] | None:
    """The data, and where on it. Raises `BadInput` for a point without data."""
    given = {name: getattr(options, name) for name in ("w", "b", "lr")}
    if options.data is not None:
        return {"path": options.data, "target": options.target, "settings": given}
    for name, value in {"target": options.target, **given}.items():
        if value is not None:
            raise BadInput(f"--{name} belongs to --data; give the data, too")
    return None


def _answered(asked: dict[str, Any], where: Located, told: Callable[[str], None]) -> Ended:
    """The child's answer. Where a call ends the child, a second child runs all but this call and later ones."""
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


def _document(found: Examined, noise: Noise) -> CheckDocument:
    importing, calling = noise.importing, noise.calling
    printed: AllPrinted = {
        "importing": {"lines": importing.lines, "first": importing.first},
        "calling": {"lines": calling.lines, "first": calling.first},
    }
    return {**found, "printed": printed}


def _noise(noise: Noise, *, whole: bool) -> list[str]:
    """That the code printed something; with `whole`, what."""
    parts = [(when, one) for when, one in (("imported", noise.importing), ("called", noise.calling)) if one.lines]
    if not whole:
        told = [f"{count(one.lines, 'line')} while it was {when}" for when, one in parts]
        return [f"  (it printed {' and '.join(told)}: --show-output)"] if told else []
    lines = []
    for when, one in parts:
        more = [f"    … and {count(one.lines - len(one.kept), 'more line')}"] if one.lines > len(one.kept) else []
        lines += [f"  printed while it was {when}:", *(f"    {said}" for said in one.kept), *more]
    return lines


def _written(test: str | None, text: str, document: CheckDocument) -> list[str]:
    if test is None:
        return []
    unsteady = any(one["kind"] == "unsteady" for one in document["misbehaviour"])
    if not text:
        why = "the trace gives different values for the same problem" if unsteady else "no problem shows a wrong link"
        return [f"  {test} was not written: {why}"]
    chance = "; as the trace gives different values for the same problem, it may pass by chance" if unsteady else ""
    return [f"  pytest {test} fails until the first wrong link is right{chance}"]


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """What the child is doing, on a terminal; nothing in a pipe."""
    screen = Console(highlight=False, emoji=False)
    if not screen.is_terminal:
        yield _quiet
        return
    with screen.status("starting") as status:

        def told(doing: str) -> None:
            status.update(escape(printable(doing)))

        yield told


def _quiet(doing: str) -> None:
    """Print nothing in a pipe."""
