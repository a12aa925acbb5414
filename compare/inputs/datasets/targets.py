"""The target column, taken cell by cell: its values, its task, and the words of 0 and 1."""

import re
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from compare.errors import BadInput
from compare.inputs.datasets.cells import (
    is_date,
    is_missing,
    is_not_finite,
    is_number,
    is_plain_number,
    not_a_number,
    number,
    reads_as_number,
)
from compare.inputs.datasets.dataset import Task
from compare.inputs.datasets.merged import Merged
from compare.inputs.datasets.wording import fault, listed, plain, quoted

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
_NO_VALUE = ("", "?")


class Target(NamedTuple):
    """Values of the target, the task, the words of 0 and 1, and why this task."""

    y: Sequence[float]
    task: Task
    labels: tuple[str, str] | None
    reason: str


class _Word(NamedTuple):
    """A cell that is no plain number: its place among the words, where it came first, and how it was written."""

    place: int
    line: int
    text: str


class TargetColumn:
    """Numbers are a regression unless every one is 0 or 1; two words in all are a classification. A given task wins.

    One pass: each cell is kept as its number, or as the place of its word; what they are is decided by all together.
    """

    def __init__(self, path: str, name: str, task: Task | None, merged: Merged) -> None:
        self._path, self._name, self._task, self._merged = path, name, task, merged
        self._values = array("d")
        self._lines = array("q")
        self._words: dict[str, _Word] = {}
        self._written: dict[float, str] = {}  # the first three different numbers

    def add(self, line: int, cell: str) -> None:
        """Take one more cell. Raises `BadInput` for one that can be nothing."""
        if is_plain_number(cell):
            value = number(cell, self._path, line, self._name)
            self._merged.look(self._name, cell, value)
            if len(self._written) < 3:
                self._written.setdefault(value, cell.strip())
        elif cell.strip() in _NO_VALUE:
            raise self._missing(line, cell)
        else:
            folded = _folded(cell)
            if _QUOTED.fullmatch(cell.strip()):
                what = f"{quoted(cell.strip())}: the quotes are part of this word; take them out"
                raise fault(what, self._path, line, self._name)
            if folded not in self._words:
                self._words[folded] = _Word(len(self._words), line, cell.strip())
            value = self._words[folded].place
        self._lines.append(line)
        self._values.append(value)

    def read(self) -> Target:
        """What the cells are together. Raises `BadInput`, for the first cell that does not go with the others."""
        if self._words and (self._task == "regression" or not self._are_labels()):
            raise self._odd()
        return self._labelled() if self._words else self._numbers()

    def _are_labels(self) -> bool:
        """Whether the cells are the words of 0 and 1: two in all, whatever they begin with, or one that has a pair."""
        texts = [word.text for word in self._words.values()]
        dashes = any(not text.strip("-") for text in texts)
        signs = not any(letter.isalnum() for text in texts for letter in text)
        if self._written or (dashes and not (signs and len(texts) == 2)):
            return False
        if all(map(reads_as_number, texts)) or any(is_date(text) or is_not_finite(text) for text in texts):
            return False
        return len(texts) == 2 or self._pair() is not None

    def _odd(self) -> BadInput:
        """The error for the first cell that stands in the way of a target."""
        texts = [word.text for word in self._words.values()]
        unbounded = next((word for word in self._words.values() if is_not_finite(word.text)), None)
        if unbounded:
            return not_a_number(unbounded.text, self._path, unbounded.line, self._name)
        numbers = bool(self._written) or self._task == "regression" or any(map(is_number, texts))
        absent = [word for word in self._words.values() if is_missing(word.text)]
        if absent and (numbers or len(texts) - len(absent) <= 2):
            return self._missing(absent[0].line, absent[0].text)
        if numbers:
            first = next(iter(self._words.values()))
            return not_a_number(first.text, self._path, first.line, self._name)
        what = f"{len(texts)} different words ({listed(texts)}); a classification has two"
        return fault(what, self._path, column=self._name)

    def _missing(self, line: int, cell: str) -> BadInput:
        what = f"{quoted(cell)}: the target is missing; fill it in or leave the row out"
        return fault(what, self._path, line, self._name)

    def _labelled(self) -> Target:
        zero, one = self._pair() or sorted(self._words)
        labels = tuple(self._words[word].text if word in self._words else word for word in (zero, one))
        order = " in alphabetical order" if self._pair() is None else ""
        coding = f"two words{order}, {plain(labels[0])} = 0 and {plain(labels[1])} = 1"
        places = {float(word.place): float(folded == one) for folded, word in self._words.items()}
        y = [places[value] for value in self._values]
        reason = f"given: {coding}" if self._task else f"inferred: {coding}"
        return Target(y, "classification", (labels[0], labels[1]), reason)

    def _pair(self) -> tuple[str, str] | None:
        return next((pair for pair in _PAIRS if self._words.keys() <= set(pair)), None)

    def _numbers(self) -> Target:
        y, coding = self._values, self._coding()
        if self._task == "classification":
            for line, value in zip(self._lines, y, strict=True):
                unit_interval(value, self._path, line, self._name, coding)
            return Target(y, self._task, ("0", "1"), "given")
        if self._task == "regression":
            return Target(y, self._task, None, "given")
        if self._written.keys() <= {0.0, 1.0}:
            return Target(y, "classification", ("0", "1"), "inferred: every target is 0 or 1")
        hint = f"; labels are coded 0 and 1, so if these are labels, {coding}" if coding else ""
        return Target(y, "regression", None, f"inferred: the targets are numbers other than 0 and 1{hint}")

    def _coding(self) -> str:
        """How to write the labels, where the numbers can be labels: two of them, and one more than once."""
        if len(self._written) != 2 or len(self._values) == 2:
            return ""
        low, high = sorted(self._written)
        return f"write {self._written[low]} as 0 and {self._written[high]} as 1"


def unit_interval(value: float, path: str, line: int, column: str, coding: str = "") -> float:
    """The value itself, if it can be a label; `coding` says how the labels are to be written where that is known."""
    if not 0 <= value <= 1:
        write = coding or "write labels as 0 and 1"
        raise fault(f"{value:g} lies outside [0, 1]; {write}, or choose the task regression", path, line, column)
    return value


def _folded(cell: str) -> str:
    """The word in lower case, with the keyboard's minus."""
    return re.sub("[−–]", "-", cell.strip().casefold())
