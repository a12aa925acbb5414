"""Stand-ins let exact numbers through a user's module, and are gone afterwards whatever happens."""

import textwrap
from types import ModuleType

import numpy as np
import pytest
from flint import ctx

from compare.deciding.array import ExactArray, bare
from compare.deciding.averages import exactly
from compare.deciding.number import Number, number
from compare.deciding.session import Session, running
from compare.deciding.standins import put_back, standing_in

CODE = """
import functools
import math
import numpy
import numpy as np
from math import exp, fsum
from numpy import zeros, mean

kept, counted = {}, [1]

def scalars(v): return float(v[0]) + math.exp(v[1]) + exp(v[2]) + math.sqrt(v[0] * v[0]) + fsum(v) + math.pow(v[0], 2)
def loops(v):
    total = zeros(2)
    for k in range(3):
        total[k % 2] += float(v[k])
    return total
def made(v): return np.array([v[0], 1.0]) + np.ones(2) + np.full(2, v[1]) + np.asarray([1, 2], float) + np.eye(2)[0]
def types(v): return np.float64(v[0]) + np.float32(v[1]) + np.asarray(v, dtype=np.float64)[2] + float("1")
def lists(v): return mean([v[0], v[1]]) + np.sum([a for a in v]) + np.dot([v[0], v[1]], [1.0, 2.0])
def rows(v): return np.c_[v, np.ones(3)] + np.r_[v[:1], 1.0]
def each(v): return np.vectorize(lambda a: a * a)(v)
def drawn(v): return np.fromiter((a for a in v), float) + numpy.zeros_like(v)
def asked(v):
    return isinstance(float(v[0]), float), isinstance(1.0, float), isinstance(1, float), np.float64 == np.dtype(float)
def whole(v): return np.array([1, 2]).dtype.kind + np.zeros(2, int).dtype.kind + np.zeros(2, bool).dtype.kind
def finite(v): return math.isfinite(v[0]), math.isnan(v[1]), math.isclose(v[0], v[0])
def remembers(v):
    kept["v"] = v
    counted.append(2)
    return v
@functools.cache
def cached(a): return a * a
def caches(v): return cached(v[0])
def fails(v): raise ZeroDivisionError
"""
V = np.array([2.0, 0.0, -0.5])


@pytest.fixture
def module():
    made = ModuleType("user")
    exec(textwrap.dedent(CODE), made.__dict__)
    return made


@pytest.mark.parametrize("name", ["scalars", "loops", "made", "types", "lists", "rows", "each", "drawn"])
def test_the_module_computes_exactly_what_it_computes_in_floats(module, name):
    plain = np.asarray(getattr(module, name)(V))
    with ctx.workprec(256), running(Session(np.dtype(np.float64))), standing_in([vars(module)]):
        made = exactly(getattr(module, name)(ExactArray.holding(V)))
    assert made.shape == plain.shape
    assert np.array([each.shadow for each in bare(made).flat]).tolist() == plain.ravel().tolist()
    assert all(float(each.ball.rad()) < 1e-60 for each in bare(made).flat)


@pytest.mark.parametrize("name", ["asked", "whole", "finite"])
def test_what_is_asked_is_answered_as_before(module, name):
    plain = getattr(module, name)(V)
    with running(Session(np.dtype(np.float64))), standing_in([vars(module)]):
        assert getattr(module, name)(ExactArray.holding(V)) == plain


@pytest.mark.parametrize("name", ["scalars", "remembers", "caches", "fails"])
def test_the_module_is_afterwards_what_it_was(module, name):
    before = {name: value for name, value in vars(module).items()}
    held = dict(module.kept), list(module.counted)
    try:
        with running(Session(np.dtype(np.float64))), put_back([vars(module)]), standing_in([vars(module)]):
            assert module.np is not np and "float" in vars(module)
            module.new = 1
            getattr(module, name)(ExactArray.holding(V))
    except ZeroDivisionError:
        pass
    assert list(vars(module).items()) == list(before.items())
    assert all(vars(module)[key] is value for key, value in before.items())
    assert (dict(module.kept), list(module.counted)) == held
    assert type(module.caches(V)) is np.float64


def test_guided_math_raises_where_the_float_overflows(module):
    for guided in (False, True):
        with running(Session(np.dtype(np.float64), guided=guided)), standing_in([vars(module)]):
            if guided:
                with pytest.raises(OverflowError):
                    module.exp(number(800.0))
            else:
                assert isinstance(module.exp(number(800.0)), Number)
