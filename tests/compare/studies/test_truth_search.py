"""The search for a turning point finds the very float, in both dtypes, or says that there is none."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.studies.log_loss.search import from_where

DTYPES = (np.dtype("float64"), np.dtype("float32"))


@pytest.mark.parametrize("dtype", DTYPES)
@given(data=st.data())
def test_it_is_the_first_float_of_all(dtype, data):
    turn = data.draw(st.floats(1, 800, width=dtype.itemsize * 8))
    assert from_where(lambda z: z >= turn, 1.0, 800.0, dtype) == turn


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_ends_of_the_range(dtype):
    assert from_where(lambda z: z > 0, 1.0, 800.0, dtype) == 1
    assert from_where(lambda z: z >= 800, 1.0, 800.0, dtype) == 800
    assert math.isnan(from_where(lambda z: z < 700, 1.0, 800.0, dtype))


def test_from_there_on_it_holds_so_an_island_before_does_not_count():
    assert from_where(lambda z: (z >= 500) | ((z > 2) & (z < 300)), 1.0, 800.0, DTYPES[0]) == 500


def test_every_question_is_of_the_dtype_and_of_one_length():
    lengths = set()

    def asked(z):
        lengths.add((z.dtype, z.size))
        return z >= 3

    from_where(asked, 1.0, 800.0, DTYPES[1])
    assert lengths == {(DTYPES[1], 256)}
