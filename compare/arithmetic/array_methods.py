"""The methods of the arrays in a user's rule that only call one of NumPy's functions."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from compare.arithmetic.numpy_functions import FUNCTIONS


class Methods(NDArrayOperatorsMixin):
    """What an array can do once it has NumPy's functions."""

    __slots__ = ()
    is_condition: bool

    @property
    def T(self) -> Any:
        """All axes in the opposite order."""
        return FUNCTIONS[np.transpose](self)

    @property
    def mT(self) -> Any:
        """The last two axes exchanged."""
        return FUNCTIONS[np.swapaxes](self, -1, -2)

    def argmin(self, axis: Any = None, keepdims: bool = False) -> Any:
        """Where along an axis the smallest stands."""
        return FUNCTIONS[np.argmax](-self, axis, keepdims=keepdims)

    def clip(self, *limits: Any, **named: Any) -> Any:
        """No less than the first limit and no more than the second."""
        return FUNCTIONS[np.clip](self, *limits, **named)

    def ravel(self) -> Any:
        """All elements in one row."""
        return FUNCTIONS[np.ravel](self)

    flatten = ravel

    def squeeze(self, axis: Any = None) -> Any:
        """Without axes of length 1."""
        return FUNCTIONS[np.squeeze](self, axis)

    def var(self, axis: Any = None, keepdims: bool = False) -> Any:
        """The variance along axes."""
        return FUNCTIONS[np.var](self, axis, keepdims=keepdims)

    def std(self, axis: Any = None, keepdims: bool = False) -> Any:
        """The standard deviation along axes."""
        return FUNCTIONS[np.std](self, axis, keepdims=keepdims)

    def dot(self, other: Any) -> Any:
        """The product of matrices or vectors."""
        return FUNCTIONS[np.dot](self, other)

    def copy(self) -> Any:
        """The same numbers."""
        return FUNCTIONS[np.copy](self)

    def prod(self, axis: Any = None, keepdims: bool = False) -> Any:
        """The product along axes."""
        return FUNCTIONS[np.prod](self, axis, keepdims)

    def astype(self, dtype: Any) -> Any:
        """A condition as numbers; any other array is what it is."""
        if np.dtype(dtype).kind != "f" and not self.is_condition:
            raise TypeError(f"the arrays of a form hold floats, so they cannot become {np.dtype(dtype)}")
        return FUNCTIONS[np.copy](self)
