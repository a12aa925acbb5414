"""A counterexample in words: the problem as a small table, and the wrong link worked by hand with its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.evaluation import axes_of
from compare.counterexample.counterexample import Counterexample
from compare.formulas.rewriting import subscript
from compare.output.check.literals import pasted
from compare.output.formulas.worked import several, worked
from compare.wording import count, minus, significant

DIGITS = range(4, 18)
COUNTED = {"n": "example", "d": "feature"}


def lines(found: Counterexample) -> list[str]:
    """The problem; the right formula, the mistakes that it looks like, and what is held; and who is right."""
    as_code = ["to paste:", *(f"  {line}" for line in pasted(found.problem))]
    return [*problem_lines(found), *as_code, "", *worked_lines(found)]


def worked_lines(found: Counterexample) -> list[str]:
    """The wrong link worked by hand."""
    evidence = found.evidence
    write = partial(significant, digits=digits(evidence.value, evidence.expected))
    rows = [("right", worked(found, found.definition, write))]
    for known in found.named:
        said = f"{known.mistake.id}: {known.mistake.name}"
        if known.slip.link == evidence.link:
            rows.append(("wrong", f"{worked(found, known.slip.form, write)}  ({said})"))
        else:
            rows.append(("", f"as if {known.symbol} were {known.slip.form.formula}, not {known.slip.right}  ({said})"))
    times = f", {write(found.ratio)} times the right value" if np.isfinite(found.ratio) else ""
    rows.append(("held", f"{write(evidence.value)}{times}; the reference holds {write(evidence.other)}"))
    rows.append(("", minus(f"off by {evidence.ratio:.2g} times the allowance {evidence.allowance:.2g}")))
    if carried := [found.chain.symbol(name) for name in found.definition.of if name in found.carried]:
        rows.append(("", f"not given, so worked out from what is given: {', '.join(carried)}"))
    rows += [("", evidence.truth)] if evidence.truth else []
    return [f"{element(found)}, worked by hand:", *(f"  {head:5}  {text}" for head, text in rows)]


def digits(held: float, right: float) -> int:
    """How many significant digits tell the two values apart."""
    return next((n for n in DIGITS if significant(held, n) != significant(right, n)), DIGITS[-1])


def element(found: Counterexample) -> str:
    """The link, and which element of it where it has several: ∂L/∂w of example 1, feature 2."""
    axes = axes_of(found.chain)[found.link.name]
    at = [(axis, i) for axis, i in zip(axes, found.evidence.index, strict=True) if found.lengths.get(axis) != 1]
    places = [f"{COUNTED.get(axis, axis)} {i + 1}" for axis, i in at]
    return " of ".join([found.link.symbol, *([", ".join(places)] if places else [])])


def sizes(lengths: Mapping[str, int]) -> str:
    """1 example, 2 features."""
    return ", ".join(count(k, COUNTED[axis]) if axis in COUNTED else f"{axis} = {k}" for axis, k in lengths.items())


def problem_lines(found: Counterexample) -> list[str]:
    """The examples as a table, one a row, and the other arrays below. Every number is exact."""
    columns: list[list[str]] = []
    others = []
    for name, axes in found.chain.arrays:
        array, head = found.problem[name], found.chain.symbol(name)
        if axes[:1] == ("n",):
            columns = columns or [["", *(str(i + 1) for i in range(len(array)))]]
            columns += _columns(head, array.reshape(len(array), -1))
        else:
            others.append(f"{head} = {several(array, partial(exactly, array.dtype))}")
    widths = [max(map(len, column)) for column in columns]
    rows = zip(*columns, strict=True)
    table = ["  " + "   ".join(cell.rjust(w) for cell, w in zip(row, widths, strict=True)) for row in rows]
    return [f"the smallest problem found: {sizes(found.lengths)}", *table, f"  {', '.join(others)}"]


def _columns(head: str, array: Array) -> Iterator[list[str]]:
    write = partial(exactly, array.dtype)
    for j, column in enumerate(array.T.tolist()):
        yield [head + (subscript(j) if array.shape[1] > 1 else ""), *map(write, column)]


def exactly(dtype: np.dtype[np.floating], value: float) -> str:
    """The shortest decimals that are this number in its dtype: 2, −0.5, 0.1."""
    return minus(str(dtype.type(value)).removesuffix(".0"))
