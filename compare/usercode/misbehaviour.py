"""How a trace can misbehave instead of giving right or wrong links, and on how many problems it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Axis, Chain
from compare.chains.evaluation import evaluate
from compare.judging.contract import TraceError

KINDS = {
    "raised": "raised an exception",
    "memory": "needed more memory than it may have",
    "hang": "gave no answer in time",
    "death": "ended the process",
    "garbage": "wrote on a descriptor of backproof's",
    "in place": "changed its inputs",
    "no dict": "returned no dict",
    "names": "gave names that fit no trace",
    "array": "gave what is no array of numbers",
    "dtype": "gave another dtype",
    "shape": "gave another shape",
    "unsteady": "gave different values for the same problem",
    "overflow": "overflowed",
    "not finite": "gave nan or infinity where the reference gives numbers",
}
HARMLESS = ("overflow", "not finite")  # reported: a right formula may overflow where another one does not
OVERFLOWS = ("OverflowError", "ZeroDivisionError", "ValueError")  # what Python's own numbers do for nan and infinity

OF_SHAPES = ("shape", "dimension", "broadcast", "matmul", "not aligned", "size", "index")  # in what is said of arrays
LARGEST_EXPONENT = 709.0  # e to a larger power is no float64


class Misbehaved(TraceError):
    """One call that gave no trace. `group` is the same for calls that went wrong in the same way.

    `telling` ones are shown before others of the group, whose message says less.
    """

    def __init__(self, kind: str, message: str, group: str = "", *, telling: bool = True) -> None:
        super().__init__(message, kind)
        self.group, self.telling = group or message, telling


@dataclass(frozen=True)
class Misbehaviour:
    """One way of misbehaving: on how many problems, and the smallest (`number` from 1; 0 is a further problem)."""

    kind: str
    message: str
    problems: int
    number: int
    problem: Mapping[str, Array]

    @property
    def harmless(self) -> bool:
        """Whether a side may do so and still agree."""
        return self.kind in HARMLESS


class Counted:
    """The misbehaviour seen so far, in the order in which each way was first seen."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Misbehaviour] = {}
        self._rank: dict[tuple[str, str], tuple[bool, int]] = {}

    def add(self, error: TraceError, number: int, problem: Mapping[str, Array]) -> None:
        """Count one problem; keep its number and arrays if they are the most telling, the smallest of their kind."""
        key = error.kind, error.group if isinstance(error, Misbehaved) else str(error)
        before = self._found.get(key)
        rank = not getattr(error, "telling", True), _size(problem)
        if before is None or rank < self._rank[key]:
            self._rank[key] = rank
            count = 0 if before is None else before.problems
            self._found[key] = Misbehaviour(error.kind, str(error), count + 1, number, problem)
        else:
            self._found[key] = replace(before, problems=before.problems + 1)

    @property
    def all(self) -> Sequence[Misbehaviour]:
        """Every way, once."""
        return tuple(self._found.values())


def overflows_there(error: TraceError, chain: Chain, known: Mapping[str, Array]) -> Misbehaved | None:
    """The exception as an excused overflow, where a program that follows the definition may overflow or meet a pole.

    `known` are the problem and what the reference holds. There, some right form gives no number, or e to the power of a
    value is none.
    """
    if not isinstance(error, Misbehaved) or error.kind != "raised" or not error.group.startswith(OVERFLOWS):
        return None
    if _of_shapes(error):
        return None
    forms = [form for link in chain.links for form in link.forms if form.kind == "right"]
    large = any((np.abs(value) > LARGEST_EXPONENT).any() for value in known.values())
    if large or not all(np.isfinite(evaluate(form, known)).all() for form in forms):
        return Misbehaved("overflow", str(error), error.group)
    return None


def with_axes(error: TraceError, chain: Chain, problem: Mapping[str, Array]) -> TraceError:
    """An exception about shapes, with those of what the function was given."""
    if not isinstance(error, Misbehaved) or error.kind != "raised" or not _of_shapes(error):
        return error
    arrays = [(name, _tuple(axes), problem[name].shape) for name, axes in chain.arrays if axes]
    given = ", ".join(f"{name} {axes} = {shape}" for name, axes, shape in arrays)
    lengths = {axis: k for name, axes in chain.arrays for axis, k in zip(axes, problem[name].shape, strict=True)}
    telling = len({*lengths.values(), 1}) > len(lengths)
    return Misbehaved(error.kind, f"{error}; it was given {given}", error.group, telling=telling)


def _of_shapes(error: Misbehaved) -> bool:
    said = str(error).partition(" in line ")[0]
    return any(word in said for word in OF_SHAPES)


def _tuple(axes: Sequence[Axis]) -> str:
    return f"({', '.join(map(str, axes))}{',' * (len(axes) == 1)})"


def _size(problem: Mapping[str, Array]) -> int:
    return sum(array.size for array in problem.values())
