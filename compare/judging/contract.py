"""The contract between the harness and a side: copies going in, strict checks of what comes out.

The models' own functions check nothing. Everything that could make a comparison lie is caught here: an array shared
with the caller, an input changed in place, a missing or unknown link, a shape that would broadcast, another dtype.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain, canonical, shape_of
from compare.chains.names import links_meant, no_link
from compare.errors import BadInput

Problem = Mapping[str, Array]
Side = Callable[[dict[str, Array]], Mapping[str, Any]]

SMALLEST = (np.array([5e-324]), np.array([1e-45], np.float32))  # smallest positive numbers of both dtypes


class TraceError(ValueError):
    """A side returned something that is not a trace of the chain, or changed its inputs; says which.

    `kind` is the same in a word or two: "no dict", "names", "array", "dtype", "shape", "in place".
    """

    def __init__(self, message: str, kind: str = "array") -> None:
        super().__init__(message)
        self.kind = kind


def checked_problem(problem: Mapping[str, Any], chain: Chain) -> dict[str, Array]:
    """Copies of a problem's arrays, in the chain's order, once they are fit to be compared.

    Raises `BadInput` for a missing or unknown array, a dtype other than float64 or float32 or a mixture of them, shapes
    that do not fit the axes of the chain's arrays, an axis of length 0, a value that is not finite, a learning rate
    below 0, targets outside [0, 1] where the chain takes labels, or flush-to-zero arithmetic.
    """
    refuse_flush_to_zero()
    names = [array.name for array in chain.arrays]
    if set(problem) != set(names):
        got = ", ".join(map(str, problem)) or "none"
        raise BadInput(f"a problem needs exactly the arrays {', '.join(names)}; got {got}")
    arrays = {name: _array(problem[name], BadInput, f"problem array {name!r}") for name in names}
    first, dtype = names[0], arrays[names[0]].dtype
    for name, array in arrays.items():
        if array.dtype.name not in ("float64", "float32"):
            raise BadInput(f"problem array {name!r} has dtype {array.dtype}; expected float64 or float32")
        if array.dtype != dtype:
            raise BadInput(f"problem array {name!r} is {array.dtype} but {first!r} {dtype}; give all arrays one dtype")
    _check_shapes(arrays, chain)
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise BadInput(f"problem array {name!r} holds a nan or an infinity; expected finite numbers")
    if "lr" in arrays and (arrays["lr"] < 0).any():
        raise BadInput(f"the learning rate is {arrays['lr'].min()}; expected a finite number that is not negative")
    if chain.labels and not ((arrays["y"] >= 0) & (arrays["y"] <= 1)).all():
        raise BadInput("a classification target lies outside [0, 1]; code the two classes as 0 and 1")
    return arrays


def _check_shapes(arrays: dict[str, Array], chain: Chain) -> None:
    """The first array's batch axes are everyone's; an axis has the length that the first array with it gives it."""
    first = chain.arrays[0]
    shape = arrays[first.name].shape
    batch = shape[: len(shape) - len(first.axes)]
    lengths: dict[str, int] = {}
    for name, axes in chain.arrays:
        shape = arrays[name].shape
        lead = len(shape) - len(axes)
        if lead < 0 or 0 in shape:
            expected = ", ".join(("...", *map(str, axes)))
            raise BadInput(f"problem array {name!r} has shape {shape}; expected ({expected}), every length at least 1")
        for axis, length in zip(axes, shape[lead:], strict=True):
            if isinstance(axis, str):
                lengths.setdefault(axis, length)
        fitting = (*batch, *shape_of(axes, lengths))
        if shape != fitting:
            fit = f"{first.name} {arrays[first.name].shape}"
            raise BadInput(f"problem array {name!r} has shape {shape}; expected {fitting} to fit {fit}")


def trace_of(side: Side, problem: Problem, chain: Chain, name: str, *, complete: bool) -> dict[str, Array]:
    """The side's trace: copies, in the chain's order, under the chain's spelling.

    `name` ("candidate" or "reference") is for messages; a `complete` side must give every link. Raises `TraceError`.
    """
    inputs = {key: array.copy() for key, array in problem.items()}
    with np.errstate(all="ignore"):
        returned = side(dict(inputs))
    for key, array in problem.items():
        if not np.array_equal(inputs[key], array):
            raise TraceError(f"the {name} changed its input {key!r} in place; work on a copy", "in place")
    if not isinstance(returned, Mapping):
        raise TraceError(
            f"the {name} returned {type(returned).__name__}; expected a dict from link name to array", "no dict"
        )
    names = chain.names
    trace: dict[str, Any] = {}
    spelled: dict[str, str] = {}
    for spelling, key in links_meant(returned, chain, chain.batch_axes(problem)).items():
        if not key:
            given = canonical(str(spelling))
            raise TraceError(f"the {name} gives {no_link(given, chain)}", "names")
        if key in trace:
            raise TraceError(
                f"the {name} gives {key!r} twice, as {spelled[key]!r} and as {spelling!r}; leave one out", "names"
            )
        trace[key], spelled[key] = returned[spelling], str(spelling)
    missing = [key for key in names if key not in trace]
    if missing and (complete or len(missing) == len(names)):
        raise TraceError(f"the {name} does not give {', '.join(missing)}", "names")
    return {key: _checked(trace[key], key, problem, name) for key in names if key in trace}


def _checked(value: Any, key: str, problem: Problem, name: str) -> Array:
    array = _array(value, TraceError, f"the {name}'s {key}")
    expected = next(iter(problem.values())).dtype
    if array.dtype != expected:
        why = ", which cannot hold a fraction" if array.dtype.kind in "biu" else ""
        raise TraceError(
            f"the {name}'s {key} has dtype {array.dtype}{why}; expected {expected}, the problem's", "dtype"
        )
    return array


def _array(value: Any, error: type[ValueError], what: str) -> Array:
    """A copy in the machine's byte order.

    NumPy refuses rows of unequal lengths, and torch a tensor that still records its gradient.
    """
    if isinstance(value, np.ma.MaskedArray):
        raise error(f"{what} is a masked array, and what it masks would be compared; give plain numbers")
    try:
        array = np.asarray(value)
        return array.astype(array.dtype.newbyteorder("="))
    except (TypeError, ValueError, RuntimeError) as refusal:
        raise error(f"{what} cannot become an array: {str(refusal).splitlines()[0]}") from None


def check_same_shapes(candidate: Mapping[str, Array], reference: Mapping[str, Array]) -> None:
    """A link has one shape on both sides: nothing broadcasts. Raises `TraceError`."""
    for key, array in candidate.items():
        if array.shape != reference[key].shape:
            raise TraceError(
                f"the candidate's {key} has shape {array.shape}; expected {reference[key].shape}, the reference's",
                "shape",
            )


def refuse_flush_to_zero() -> None:
    """Raise `BadInput` where the processor flushes subnormal numbers to 0: every bound on underflow would be void."""
    if not all((number * 1).all() for number in SMALLEST):
        raise BadInput("this process flushes subnormal numbers to 0; call torch.set_flush_denormal(False) first")
