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
        return Misbehaved("shape", f"{name} is {expected}; yours is {got}", group=group, telling=False)
    ours, right = (tuple(letters.get(length, str(length)) for length in shape) for shape in (got, expected))
    said = f"{name} is {_told(right, expected)}; yours is {_told(ours, got).removesuffix(', ()')}"
    return Misbehaved("shape", f"{said}{_hint(ours, right)}", group=group)


def _hint(got: tuple[str, ...], expected: tuple[str, ...]) -> str:
    if EXAMPLES not in expected and got == (EXAMPLES, *expected):
        return ": is the mean over the examples missing?"
    if got.count(EXAMPLES) > max(1, expected.count(EXAMPLES)):
        return ": y became a column, and (n, 1) − (n,) is an n × n table"
    if got == (*expected, EXAMPLES):
        return ": did y become a column, or is the sum over the examples missing?"
    if len(expected) == 2 and got == expected[::-1]:
        return ": .T turns it back"
    if tuple(axis for axis in got if axis != "1") == expected and expected:
        return f": it became a {'column' if got[-1] == '1' else 'row'}, and .ravel() makes it a vector"
    if got and set(got) == {"1"}:
        return f": [{', '.join('0' * len(got))}] takes the number out"
    return ""


def _told(letters: tuple[str, ...], shape: Shape) -> str:
    if not shape:
        return "a single number, ()"
    return f"{shape}" if letters == tuple(map(str, shape)) else f"{_written(letters)} = {shape}"


def _written(letters: tuple[str, ...]) -> str:
    return f"({letters[0]},)" if len(letters) == 1 else f"({', '.join(letters)})"
