"""What a chain says of its problems: which axes have a length of their own choice, and which inputs are parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.chains.chain import EXAMPLES, Chain, partial_of


def free_axes(chain: Chain) -> tuple[str, ...]:
    """The axes that may be of any length, in the order of the chain's arrays; a number among the axes is a length."""
    return tuple(dict.fromkeys(axis for array in chain.arrays for axis in array.axes if not isinstance(axis, int)))


def shape_of(axes: Sequence[str | int], lengths: Mapping[str, int]) -> tuple[int, ...]:
    """The shape of an array with these axes."""
    return tuple(axis if isinstance(axis, int) else lengths[axis] for axis in axes)


def parameters_of(chain: Chain) -> tuple[str, ...]:
    """The inputs that are learnt: fed by a link `v+`, or without the examples' axis and with a partial in them."""
    learnt = {partial[1] for partial in map(partial_of, chain.names) if partial is not None}
    return tuple(
        array.name
        for array in chain.arrays
        if array.name in chain.parameters
        or (array.name in learnt and array.name != "lr" and EXAMPLES not in array.axes)
    )
