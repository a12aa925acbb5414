"""Arrays of exact numbers that NumPy code takes for arrays of floats: a subclass of `ndarray` that holds objects."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

import numpy as np

from compare.arithmetic import choices, elementary, kinds, operations
from compare.deciding.number import Number, number
from compare.deciding.session import leave, session

DEFINING = (choices, elementary, operations)  # the modules that define the words of a rule
FLOATING = "fc"  # kinds of numbers with a fraction
REAL_KINDS = "fbiu"


def method_of(name: str) -> Callable[..., Any]:
    """The method that NumPy's function of that name is, too."""

    def method(self: Any, *arguments: Any, **options: Any) -> Any:
        return getattr(np, name)(self, *arguments, **options)

    return method


class ExactArray(np.ndarray[Any, Any]):
    """`ndarray` in all that only moves numbers; what computes goes through `ufuncs` and `functions`."""

    @classmethod
    def holding(cls, values: Any) -> ExactArray:
        """Numbers, plain or exact, in an array; lists as rows."""
        if isinstance(values, np.ndarray):
            if np.ndarray.dtype.__get__(values).kind != "O":
                return cls.of_floats(values)
            objects = values.view(np.ndarray)
        else:
            objects = np.array(bare(values), dtype=object)
        return np.asarray(_numbers(objects), dtype=object).view(cls)

    @classmethod
    def of_floats(cls, values: np.ndarray[Any, Any]) -> ExactArray:
        """Plain numbers as the real numbers that they are."""
        if values.dtype.kind not in REAL_KINDS:
            raise leave(f"{values.dtype} has no exact counterpart")
        objects = np.empty(values.size, dtype=object)
        objects[:] = [number(value, session().dtype.type) for value in values.ravel()]
        return objects.reshape(values.shape).view(cls)

    @property
    def dtype(self) -> np.dtype[Any]:
        """What the program believes to hold."""
        return session().dtype

    @dtype.setter
    def dtype(self, _: Any) -> NoReturn:
        raise leave("numbers would have been read as others")

    def astype(self, dtype: Any, *_: Any, **__: Any) -> Any:
        """A copy; to a real type the numbers stay as they are, and their shadows are rounded."""
        return converted(self, np.dtype(dtype))

    def view(self, *types: Any, **named: Any) -> Any:
        """As `ndarray`'s, where no number is read as another."""
        given = (*types, *named.values())
        dtypes = [each for each in given if not (isinstance(each, type) and issubclass(each, np.ndarray))]
        if any(np.dtype(each) != self.dtype for each in dtypes):
            raise leave("numbers would have been read as others")
        return super().view(*(each for each in types if each not in dtypes))

    def _leaves(self, *_: Any, **__: Any) -> NoReturn:
        raise leave("numbers would have been stored")

    tobytes = tofile = dump = dumps = byteswap = getfield = _leaves
    __reduce__ = __reduce_ex__ = _leaves

    @property
    def ctypes(self) -> NoReturn:
        """Compiled code would take pointers to objects for numbers."""
        self._leaves()

    def __deepcopy__(self, _: Any) -> ExactArray:
        return self.copy()

    def __setitem__(self, index: Any, value: Any) -> None:
        super().__setitem__(index, filled(value))

    def fill(self, value: Any) -> None:
        """Every number replaced by one."""
        self[...] = value

    def item(self, *index: Any) -> Any:
        """The only number, or the one at an index."""
        return super().item(*index)

    def __float__(self) -> Any:
        return self.item().__float__()

    __index__ = __complex__ = __float__

    def __int__(self) -> int:
        return int(self.item())

    def __bool__(self) -> bool:
        return bool(self.item())

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *operands: Any, **options: Any) -> Any:
        from compare.deciding.ufuncs import applied

        return applied(ufunc, method, operands, options)

    def __array_function__(self, function: Any, types: Any, arguments: Any, options: Any) -> Any:
        from compare.deciding.functions import called

        return called(function, arguments, options)

    def sum(self, *arguments: Any, **options: Any) -> Any:
        """The sum along axes."""
        return np.add.reduce(self, **_axis(arguments, options))

    def prod(self, *arguments: Any, **options: Any) -> Any:
        """The product along axes."""
        return np.multiply.reduce(self, **_axis(arguments, options))

    def max(self, *arguments: Any, **options: Any) -> Any:
        """The largest along axes."""
        return np.maximum.reduce(self, **_axis(arguments, options))

    def min(self, *arguments: Any, **options: Any) -> Any:
        """The smallest along axes."""
        return np.minimum.reduce(self, **_axis(arguments, options))

    def any(self, *arguments: Any, **options: Any) -> Any:
        """Whether some number is not 0."""
        return (self != 0).view(np.ndarray).any(*arguments, **options)

    def all(self, *arguments: Any, **options: Any) -> Any:
        """Whether no number is 0."""
        return (self != 0).view(np.ndarray).all(*arguments, **options)

    def conj(self) -> ExactArray:
        """The numbers are real."""
        return self

    conjugate = conj

    real = property(conj)

    mean, var, std, dot = method_of("mean"), method_of("var"), method_of("std"), method_of("dot")
    clip, cumsum, cumprod = method_of("clip"), method_of("cumsum"), method_of("cumprod")
    round, trace = method_of("round"), method_of("trace")


def _axis(arguments: tuple[Any, ...], options: dict[str, Any]) -> dict[str, Any]:
    """The options of a reduction, whose axis may stand first."""
    named = dict(zip(("axis", "dtype", "out", "keepdims"), arguments, strict=False)) | options
    return {"axis": None, **named}


def has_exact(value: Any) -> bool:
    """Whether an exact number is in it."""
    if isinstance(value, np.ndarray) and not isinstance(value, ExactArray):
        return value.dtype.kind == "O" and any(isinstance(each, Number) for each in value.flat)
    return isinstance(value, (Number, ExactArray)) or (isinstance(value, (list, tuple)) and any(map(has_exact, value)))


def bare(values: Any) -> Any:
    """Without our class, in lists, tuples and dicts too: what NumPy's own functions are given."""
    if isinstance(values, ExactArray):
        return np.ndarray.view(values, np.ndarray)
    if isinstance(values, (list, tuple)):
        made = [bare(each) for each in values]
        return made if isinstance(values, list) else tuple(made)
    return values


def objects(values: Any) -> Any:
    """What a loop over objects is given: numbers alone; masks, indices and None as they are."""
    if isinstance(values, (ExactArray, list, tuple)):
        return bare(values)
    if isinstance(values, np.ndarray):
        return bare(ExactArray.of_floats(values)) if values.dtype.kind in FLOATING else values
    return values


def filled(value: Any) -> Any:
    """What is written into an array of exact numbers."""
    made = bare(ExactArray.holding(value))
    return made if made.ndim else made.item()


def _numbers(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Every object an exact number."""
    if all(isinstance(each, Number) for each in values.flat):
        return values
    made = np.empty(values.size, dtype=object)
    made[:] = [each if isinstance(each, Number) else number(_scalar(each)) for each in values.ravel()]
    return made.reshape(values.shape)


def _scalar(value: Any) -> Any:
    return value.item() if isinstance(value, np.ndarray) and value.ndim == 0 else value


def wrapped(result: Any) -> Any:
    """What a loop over objects gives, as ours: masks and indices stay plain."""
    if isinstance(result, (tuple, list)):
        return type(result)(wrapped(each) for each in result) if type(result) in (tuple, list) else result
    if isinstance(result, np.ndarray):
        return ExactArray.holding(result) if result.dtype.kind == "O" else result
    return result


def converted(values: Any, dtype: np.dtype[Any]) -> Any:
    """Numbers as a program has them in another type."""
    if dtype.kind == "O":
        return values.copy()
    if dtype.kind == "b":
        return values != 0
    if dtype.kind in "iu":
        return np.array([int(each) for each in bare(values).flat], dtype).reshape(values.shape)
    if dtype.kind != "f":
        raise leave(f"{dtype} does not hold them")
    made = np.empty(values.size, dtype=object)
    made[:] = [Number(each.ball, _rounded(each.shadow, dtype.type)) for each in bare(values).flat]
    return made.reshape(values.shape).view(ExactArray)


def _rounded(shadow: Any, kind: Callable[..., Any]) -> Any:
    """A float rounded to another type, as the one that it was."""
    with np.errstate(all="ignore"):
        return type(shadow)(kind(shadow))


def _of_scalar(word: Callable[..., Any], scalar: Number, *others: Any, **options: Any) -> Any:
    """An operation of a rule on one number: as on NumPy's scalars, that on an array without axes."""
    return word(ExactArray.holding(scalar), *others, **options)


for _word in kinds.WORDS:
    _word.register(Number, partial(_of_scalar, _word))
