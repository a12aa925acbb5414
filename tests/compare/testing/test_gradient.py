"""`examine` and `assert_gradient`: the same verdicts as check's, on functions of this process, and what is refused."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backproof import FUSED, BadInput, Disagreement, assert_gradient, examine
from tests.helpers.examined import partial, right, slope_forgotten
from tests.helpers.two_layers import CHAIN


def gradient(X, y, w, b):
    error = X @ w + b - y
    return X.T @ error / X.dtype.type(len(y)), error.mean()


def raising(p):
    raise KeyError("no such key")


def interrupted(p):
    raise KeyboardInterrupt


def test_a_right_function_passes_and_the_result_says_so():
    found = assert_gradient(partial, task="classification", problems=8)
    assert found.agrees and found.verdict == "right" and found.report.agrees and "known mistakes" in found.power
    assert str(found).startswith("PASS  partial") and repr(found) == str(found)
    assert found._repr_html_().startswith("<pre>PASS")


@pytest.mark.parametrize("dtype", ["float64", np.float32])
def test_a_pair_of_gradients_is_taken_as_a_course_writes_it(dtype):
    assert examine(gradient, task="regression", problems=8, dtype=dtype).agrees


def test_a_wrong_one_fails_with_the_text_of_the_result():
    with pytest.raises(Disagreement) as failed:
        assert_gradient(slope_forgotten, task="classification", problems=8)
    said = str(failed.value)
    assert isinstance(failed.value, AssertionError) and said.startswith("FAIL  slope_forgotten") and "E09" in said
    assert said == str(examine(slope_forgotten, task="classification", problems=8))
    assert str(pickle.loads(pickle.dumps(failed.value))) == said


def test_lost_digits_are_refused_only_where_that_is_asked():
    assert_gradient(right, task="classification", problems=8)
    with pytest.raises(AssertionError):
        assert_gradient(right, task="classification", problems=8, strict=True)


def test_what_it_raises_is_told_and_an_interrupt_passes():
    with pytest.raises(AssertionError, match=r"KeyError: 'no such\s+key' in line \d+"):
        assert_gradient(raising, task="classification", problems=3)
    with pytest.raises(KeyboardInterrupt):
        examine(interrupted, task="classification", problems=3)


@settings(max_examples=1)
@given(st.just("classification"))
def test_a_hypothesis_test_may_call_it(task):
    with pytest.raises(AssertionError, match="E09"):
        assert_gradient(slope_forgotten, task=task, problems=8)


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({}, "give task= "),
        ({"task": "sorting"}, "there is no such task"),
        ({"task": "regression", "chain": FUSED}, "contradict"),
        ({"task": "regression", "forward": gradient}, "has its reference"),
        ({"forward": gradient}, "needs the chain="),
        ({"chain": CHAIN}, "needs a forward"),
        ({"task": "regression", "dtype": "float16"}, "float64 or float32"),
        ({"task": "regression", "dtype": "number"}, "float64 or float32"),
        ({"task": "regression", "problems": 0}, "problems=0"),
        ({"task": "regression", "seed": -1}, "seed=-1"),
    ],
)
def test_what_cannot_be_examined_is_refused_in_one_line(given_, said):
    with pytest.raises(BadInput, match=said) as refused:
        assert_gradient(gradient, **given_)
    assert len(str(refused.value).splitlines()) == 1


def test_what_is_no_function_is_refused():
    with pytest.raises(BadInput, match="cannot be called"):
        examine({"dJ/dw": 1}, task="regression")
