"""What a function returned is read within its limits, whatever its values do when they are read."""

import sys

import numpy as np
import pytest
import torch

from compare.usercode.caller import Caller
from compare.usercode.limits import STATUS, MemoryLimit
from compare.usercode.loading import Located
from compare.usercode.misbehaviour import Misbehaved
from compare.usercode.reading import read


class Evil:
    """A value that does something when it is read."""

    def __init__(self, act):
        self.act = act

    def __array__(self, *_, **__):
        return self.act()


def called(act):
    """What a caller gives for a function that returns such a value."""
    caller = Caller(lambda _: {"z": Evil(act)}, Located("mine.py", "trace", __file__), MemoryLimit(64))
    return caller({"x": np.ones(2)})


def test_values_become_arrays_of_their_own():
    x = np.arange(3.0)
    found = read({"z": x, "b": 2.0, "w": [1.0, 2.0], "J": torch.tensor(3.0)})
    assert [value.tolist() for value in found.values()] == [[0, 1, 2], 2, [1, 2], 3] and found["z"] is not x
    first, second = read((x, 1.5))
    assert first.tolist() == [0, 1, 2] and second.shape == ()
    links, cost = read(({"dw": [1.0, 2.0]}, 1.5))
    assert links["dw"].tolist() == [1, 2] and cost.shape == ()
    assert read(None) is None and read([1, 2, 3]) == [1, 2, 3]
    assert called(lambda: np.ones(3))["z"].tolist() == [1, 1, 1]


@pytest.mark.parametrize("value", [[[1.0], [1.0, 2.0]], torch.ones(2, requires_grad=True)])
def test_what_is_no_array_says_so_where_it_is_made_one(value):
    with pytest.raises(TypeError, match=r"\w"):
        np.asarray(read({"z": value})["z"])


ACTS = {"memory": lambda: np.ones(2**26), "death": lambda: sys.exit(3), "array": lambda: {}["no such name"]}


@pytest.mark.parametrize("kind", ACTS)
def test_reading_is_within_the_limits(kind):
    if kind == "memory" and not STATUS.exists():
        pytest.skip("memory is limited on Linux only")
    with pytest.raises(Misbehaved) as refused:
        called(ACTS[kind])
    assert refused.value.kind == kind
