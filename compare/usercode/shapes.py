"""What a value of another shape says about the program: its axes in letters, and how it may have come to them."""

from __future__ import annotations

from collections.abc import Mapping

from compare.chains.chain import EXAMPLES
from compare.usercode.misbehaviour import Misbehaved

Shape = tuple[int, ...]


def misshapen(name: str, got: Shape, expected: Shape, lengths: Mapping[str, int]) -> Misbehaved:
    """The refusal of a link's value. In letters only where every axis is told apart by its length."""
    group = f"{name} {len(got)}"
    letters = {length: axis for axis, length in lengths.items() if length > 1}
    if len(letters) < len(lengths):
        return Misbehaved("shape", f"{name} has shape {got}; expected {expected}", group=group, telling=False)
    ours, right = (tuple(letters.get(length, str(length)) for length in shape) for shape in (got, expected))
    said = f"{name} has shape {got}: expected {_written(right)}, got {_written(ours)}{_hint(ours, right)}"
    return Misbehaved("shape", said, group=group)


def _hint(got: tuple[str, ...], expected: tuple[str, ...]) -> str:
    if EXAMPLES not in expected and got == (EXAMPLES, *expected):
        return "; is the mean over the examples missing?"
    if got.count(EXAMPLES) > expected.count(EXAMPLES):
        return "; did y become a column? (n, 1) − (n,) makes an n × n table"
    if got == (*expected, "1"):
        return "; did a vector become a column?"
    return ""


def _written(letters: tuple[str, ...]) -> str:
    return f"({letters[0]},)" if len(letters) == 1 else f"({', '.join(letters)})"
