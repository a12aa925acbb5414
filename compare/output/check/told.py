"""What `check` prints of an examination: the short answer, a hint, or everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compare.output.check import hint, text
from compare.output.check.answer import answer
from compare.output.stream import Paper
from compare.usercode.examination import Examination

DEFAULT = "trace"  # the function that needs no name


def told(examination: Examination, file: str, name: str, asked: Mapping[str, Any]) -> list[str]:
    """The lines about the function `name` of a file, as --hint, --verbose and the stream ask for."""
    paper = Paper(asked["width"], asked["encoding"])
    shown = file if name == DEFAULT else f"{file}:{name}"
    if asked["verbose"]:
        every = hint.lines(examination, asked["hint"]) if asked["hint"] else text.lines(examination)
        return [f"{file}:{name}: {every[0]}", *every[1:]]
    if asked["hint"] and hint.withholds(examination):
        return hint.short(examination, shown, asked["hint"], paper)
    return answer(examination, shown, paper.width, encoding=paper.encoding)
