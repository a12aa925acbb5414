"""The target column: its values, its task, and the words of 0 and 1."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from compare.inputs.datasets.cells import is_missing, is_number, number
from compare.inputs.datasets.dataset import Task
from compare.inputs.datasets.wording import fault, listed, quoted

# The words of 0 and 1 that people agree on; any other two words take alphabetical order.
_PAIRS = (
    ("sad", "happy"),
    ("no", "yes"),
    ("n", "y"),
    ("false", "true"),
    ("negative", "positive"),
    ("fail", "pass"),
    ("-", "+"),
)
_QUOTED = re.compile(r"""(["'`´]).*\1|“.*”|„.*[“”]|‘.*’|«.*»""", re.DOTALL)


class Column(NamedTuple):
    """The cells of one column, with the file, the lines they stand on and the column's name."""

    path: str
    name: str
    lines: Sequence[int]
    cells: Sequence[str]


class Target(NamedTuple):
    """Values of the target, the task, the words of 0 and 1, and why this task."""

    y: list[float]
    task: Task
    labels: tuple[str, str] | None
    reason: str


def read_target(column: Column, task: Task | None) -> Target:
    """Numbers are a regression unless every one is 0 or 1; two words are a classification. A given task wins."""
    signs = _are_signs(column.cells)
    for line, cell in zip(column.lines, column.cells, strict=True):
        if is_missing(cell) and not (signs and "-" in cell):
            raise fault(
                f"{quoted(cell)}: the target is missing; fill it in or leave the row out",
                column.path,
                line,
                column.name,
            )
    if task == "regression" or any(is_number(cell) for cell in column.cells):
        return _numbers(column, task)
    return _words(column, task)


def unit_interval(value: float, path: str, line: int, column: str, coding: str = "") -> float:
    """The value itself, if it can be a label; `coding` says how the labels are to be written where that is known."""
    if not 0 <= value <= 1:
        write = coding or "write labels as 0 and 1"
        raise fault(f"{value:g} lies outside [0, 1]; {write}, or choose the task regression", path, line, column)
    return value


def _are_signs(cells: Sequence[str]) -> bool:
    """Whether the column holds signs only, so that '-' is one of them: beside + it is, beside words or numbers not."""
    others = {cell.strip() for cell in cells if not is_missing(cell)}
    return bool(others) and not any(letter.isalnum() for other in others for letter in other)


def _numbers(column: Column, task: Task | None) -> Target:
    path, name, lines, cells = column
    y = [number(cell, path, line, name) for line, cell in zip(lines, cells, strict=True)]
    coding = _coding(y, cells)
    if task == "classification":
        y = [unit_interval(value, path, line, name, coding) for line, value in zip(lines, y, strict=True)]
        return Target(y, task, ("0", "1"), "given")
    if task == "regression":
        return Target(y, task, None, "given")
    if set(y) <= {0.0, 1.0}:
        return Target(y, "classification", ("0", "1"), "inferred: every target is 0 or 1")
    hint = f"; labels are coded 0 and 1, so if these are labels, {coding}" if coding else ""
    return Target(y, "regression", None, f"inferred: the targets are numbers other than 0 and 1{hint}")


def _coding(y: Sequence[float], cells: Sequence[str]) -> str:
    """How to write the labels, where the numbers can be labels: two of them, and one more than once."""
    written = {value: cell.strip() for value, cell in zip(y, cells, strict=True)}
    if len(written) != 2 or len(y) == 2:
        return ""
    low, high = sorted(written)
    return f"write {written[low]} as 0 and {written[high]} as 1"


def _words(column: Column, task: Task | None) -> Target:
    spelled: dict[str, str] = {}
    for line, cell in zip(column.lines, column.cells, strict=True):
        if _QUOTED.fullmatch(cell.strip()):
            what = f"{quoted(cell.strip())}: the quotes are part of this word; take them out"
            raise fault(what, column.path, line, column.name)
        spelled.setdefault(_folded(cell), cell.strip())
    agreed = next((pair for pair in _PAIRS if spelled.keys() <= set(pair)), None)
    if agreed is None and len(spelled) != 2:
        raise fault(
            f"{len(spelled)} different words ({listed(spelled.values())}); a classification has two",
            column.path,
            column=column.name,
        )
    zero, one = agreed or sorted(spelled)
    labels = (spelled.get(zero, zero), spelled.get(one, one))
    order = "" if agreed else " in alphabetical order"
    coding = f"two words{order}, {labels[0]} = 0 and {labels[1]} = 1"
    y = [float(_folded(cell) == one) for cell in column.cells]
    return Target(y, "classification", labels, f"given: {coding}" if task else f"inferred: {coding}")


def _folded(cell: str) -> str:
    """The word in lower case, with the keyboard's minus."""
    return re.sub("[−–]", "-", cell.strip().casefold())
