"""Where a command's documents go: to files, each checked before any work is done, or to the standard output."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from compare.cli.files import check_writable, harmless, resolved, write_whole
from compare.errors import BadInput
from compare.inputs.datasets import NAMES

STANDARD_OUTPUT = "-"
SAME = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")  # what a file system calls it
KINDS = ("json", "markdown", "html")


@dataclass(frozen=True)
class Targets:
    """The files by the document's kind, one of `KINDS`; `printed` is the kind that replaces the printed text."""

    files: dict[str, Path]
    printed: str

    def write(self, documents: Mapping[str, Callable[[], str]]) -> None:
        """Render and write what was asked for; on the standard output in UTF-8, as in a file."""
        for kind, path in self.files.items():
            write_whole(path, documents[kind]())
        if self.printed:
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
            sys.stdout.write(harmless(documents[self.printed]()))
            sys.stdout.flush()


def targets_of(options: argparse.Namespace, data: Sequence[str] = ()) -> Targets:
    """The targets of --json, --markdown and --html. Raises `BadInput` for one named twice or the data's own file."""
    given = {kind: name for kind in KINDS if (name := getattr(options, kind, None)) is not None}
    named = {kind: STANDARD_OUTPUT if name in SAME else name for kind, name in given.items()}
    files = {kind: check_writable(name) for kind, name in named.items() if name != STANDARD_OUTPUT}
    printed = [kind for kind, name in named.items() if name == STANDARD_OUTPUT]
    for one, other in combinations(named, 2):
        if named[one] == named[other] == STANDARD_OUTPUT or files.get(one, one) == files.get(other, other):
            raise BadInput(f"--{one} and --{other} both name {named[one]!r}; give two files")
    own = [resolved(name) for name in data if name not in NAMES]
    for kind, path in files.items():
        if path in own:
            raise BadInput(f"--{kind} {named[kind]!r} is the data, which would be overwritten; give another file name")
    return Targets(files, "".join(printed))
