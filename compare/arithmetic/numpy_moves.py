"""NumPy's functions that move elements, join arrays or fill them, as a user's rule calls them: nothing is rounded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from compare.arithmetic import operations


def transpose(a: Any, axes: Any = ()) -> Any:
    """The axes in the order given, or reversed."""
    return a.transpose(*axes or ())


def swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    """Two axes exchanged."""
    return a.swapaxes(axis1, axis2)


def matrix_transpose(a: Any) -> Any:
    """The last two axes exchanged."""
    return a.swapaxes(-1, -2)


def expand_dims(a: Any, axis: int) -> Any:
    """The array with one more axis, of length 1."""
    return a[(slice(None),) * (axis % (a.ndim + 1)) + (None,)]


def reshape(a: Any, shape: Any) -> Any:
    """The same elements in the same order, in another shape."""
    return a.reshape(shape)


def ravel(a: Any) -> Any:
    """All elements in one row."""
    return a.reshape(-1)


def squeeze(a: Any, axis: Any = None) -> Any:
    """Without axes of length 1."""
    gone = {each % a.ndim for each in np.atleast_1d(axis)} if axis is not None else range(a.ndim)
    return a.reshape([length for each, length in enumerate(a.shape) if length > 1 or each not in gone])


def broadcast_to(a: Any, shape: Any) -> Any:
    """The array repeated to a shape."""
    return a + np.zeros(shape)


def concatenate(arrays: Any, axis: int = 0) -> Any:
    """One after the other along an axis."""
    first = next(array for array in arrays if hasattr(array, "joined"))
    return first.joined(arrays, axis)


def stack(arrays: Any, axis: int = 0) -> Any:
    """Arrays of one shape along a new axis."""
    return concatenate([np.expand_dims(array, axis) for array in arrays], axis)


def hstack(arrays: Any) -> Any:
    """Side by side."""
    return concatenate(arrays, axis=min(1, max(np.ndim(array) for array in arrays) - 1))


def vstack(arrays: Any) -> Any:
    """One below the other; a vector is a row."""
    return concatenate([array if np.ndim(array) > 1 else array[None] for array in arrays])


def column_stack(arrays: Any) -> Any:
    """Side by side; a vector is a column."""
    return concatenate([array if np.ndim(array) > 1 else array[:, None] for array in arrays], axis=1)


def zeros_like(a: Any) -> Any:
    """0 for every element."""
    return full_like(a, 0.0)


def full_like(a: Any, value: float) -> Any:
    """The same number for every element."""
    return operations.constant_like(a, np.full(a.shape, value, np.float64))


def flip(a: Any, axis: Any = None) -> Any:
    """In the opposite order along axes."""
    axes = range(a.ndim) if axis is None else [each % a.ndim for each in np.atleast_1d(axis)]
    return a[tuple(slice(None, None, -1 if each in axes else 1) for each in range(a.ndim))]


def roll(a: Any, shift: int, axis: int) -> Any:
    """Each element moved on along an axis, the last ones to the front."""
    return a[_at(a, axis, np.roll(np.arange(a.shape[axis]), shift))]


def repeat(a: Any, repeats: int, axis: int) -> Any:
    """Each element so many times along an axis."""
    return a[_at(a, axis, np.repeat(np.arange(a.shape[axis]), repeats))]


def moveaxis(a: Any, source: int, destination: int) -> Any:
    """One axis moved, the others in their order."""
    order = [axis for axis in range(a.ndim) if axis != source % a.ndim]
    order.insert(destination % a.ndim, source % a.ndim)
    return a.transpose(*order)


def append(a: Any, values: Any, axis: int) -> Any:
    """One after the other along an axis."""
    return concatenate([a, values], axis)


def _at(a: Any, axis: int, places: Any) -> Any:
    return (*(slice(None),) * (axis % a.ndim), places)


MOVES: dict[Any, Callable[..., Any]] = {
    np.transpose: transpose,
    np.swapaxes: swapaxes,
    np.matrix_transpose: matrix_transpose,
    np.expand_dims: expand_dims,
    np.ones_like: operations.ones_like,
    np.zeros_like: zeros_like,
    np.full_like: full_like,
    np.reshape: reshape,
    np.ravel: ravel,
    np.squeeze: squeeze,
    np.broadcast_to: broadcast_to,
    np.concatenate: concatenate,
    np.stack: stack,
    np.hstack: hstack,
    np.vstack: vstack,
    np.column_stack: column_stack,
    np.flip: flip,
    np.roll: roll,
    np.repeat: repeat,
    np.moveaxis: moveaxis,
    np.append: append,
}
