"""A chain run on plain numbers: what a form makes of its operands, and from that the axes of every value, by name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import EXAMPLES, Chain, Form, Input, Role, fed_by, partial_of, shape_of

APART = (3, 5, 11, 23, 47, 95)  # lengths of which none is a sum, a product or a neighbour of others


def evaluate(form: Form, known: Mapping[str, Array]) -> Array:
    """What a program that follows the form holds, given what it holds of the operands."""
    with np.errstate(all="ignore"):
        value: Array = form.rule(*(known[name] for name in form.of))
    return value


def lengths_of(chain: Chain, problem: Mapping[str, Array]) -> dict[str, int]:
    """The lengths of a problem's axes, by name; those that are always the same are no news."""
    arrays = ((axes, problem[name].shape) for name, axes in chain.arrays)
    every = {axis: length for axes, shape in arrays for axis, length in zip(axes, shape, strict=True)}
    return {axis: every[axis] for axis in chain.axes}


def lengths_apart(arrays: Sequence[Input]) -> dict[str, int]:
    """A length for every axis that has a name, from which the name can be read."""
    every = dict.fromkeys(axis for array in arrays for axis in array.axes)
    free = (length for length in APART if length not in every)
    return dict(zip((axis for axis in every if isinstance(axis, str)), free, strict=False))


def names_of(arrays: Sequence[Input], shape: Sequence[int]) -> tuple[str, ...]:
    """The names of axes with these lengths; one that has no name is called by its length."""
    names = {length: axis for axis, length in lengths_apart(arrays).items()}
    return tuple(names.get(length, str(length)) for length in shape)


@cache
def axes_of(chain: Chain) -> dict[str, tuple[str, ...]]:
    """For each input and link the names of its axes; an axis that no input has is called by its length."""
    lengths = lengths_apart(chain.arrays)
    known = {array.name: np.full(shape_of(array.axes, lengths), 0.5) for array in chain.arrays}
    found = {array.name: tuple(map(str, array.axes)) for array in chain.arrays}
    for link in chain.links:
        known[link.name] = evaluate(next(form for form in link.forms if form.kind == "right"), known)
        found[link.name] = names_of(chain.arrays, known[link.name].shape)
    return found


def described(chain: Chain) -> Chain:
    """The chain whose links say what they are: their axes, and from them their roles, where these are not given."""
    axes = axes_of(chain)
    inputs = {array.name for array in chain.arrays}
    links = (
        link._replace(axes=link.axes or axes[link.name], role=link.role or role_of(link.name, axes[link.name], inputs))
        for link in chain.links
    )
    return chain._replace(links=tuple(links))


def role_of(name: str, axes: Sequence[str], inputs: Collection[str]) -> Role:
    """What a link with these axes is: after the step what feeds an input, a mean what has no value for each example."""
    if fed_by(name) in inputs:
        return "after"
    if EXAMPLES not in axes:
        return "mean"
    return "partial" if partial_of(name) else "value"
