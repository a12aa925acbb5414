"""Each refusal of the border in full: one line that names the thing, where it is, what was expected, and its kind.

The chain is made for it: u (n, m) with a batch in front, v (m), k of no axis; the link s = u·v + k, and its mean.
"""

import numpy as np
import pytest

from compare.arithmetic.operations import affine, mean_over
from compare.chains.chain import Chain, Form, Input, Link
from compare.errors import BadInput
from compare.judging.contract import TraceError, check_same_shapes, checked_problem, trace_of


def mean(s):
    return mean_over(s, axis=-1)


LINKS = (
    Link("s", "s", (Form("notes", "u·v + k", ("u", "v", "k"), affine),)),
    Link("dL/dz", "∂L/∂z", (Form("notes", "(1/n) Σ s", ("s",), mean),)),
)
CHAIN = Chain("made", LINKS, (Input("u", ("n", "m")), Input("v", ("m",)), Input("k")))
RATED = Chain("rated", LINKS, (Input("u", ("n", "m")), Input("v", ("m",)), Input("k"), Input("lr")))
LABELLED = Chain("labelled", LINKS, (Input("u", ("n", "m")), Input("y", ("n",))), labels=True)


def problem(**changed):
    return {"u": np.ones((4, 3, 2)), "v": np.ones((4, 2)), "k": np.ones(4)} | changed


def right(inputs):
    s = np.matvec(inputs["u"], inputs["v"]) + inputs["k"][..., None]
    return {"s": s, "dL/dz": s.mean(axis=-1)}


def called(side, *, complete=False):
    return trace_of(side, checked_problem(problem(), CHAIN), CHAIN, "candidate", complete=complete)


PROBLEMS = [
    ({}, "a problem needs exactly the arrays u, v, k; got none"),
    (problem(w=1), "a problem needs exactly the arrays u, v, k; got u, v, k, w"),
    (problem(v=np.ones((4, 2), int)), "problem array 'v' has dtype int64; expected float64 or float32"),
    (problem(u=np.ones((4, 3, 2), int)), "problem array 'u' has dtype int64; expected float64 or float32"),
    (problem(k=np.ones(4, np.float32)), "problem array 'k' is float32 but 'u' float64; give all arrays one dtype"),
    (problem(u=np.ones(3)), "problem array 'u' has shape (3,); expected (..., n, m), every length at least 1"),
    (problem(u=np.ones((0, 2))), "problem array 'u' has shape (0, 2); expected (..., n, m), every length at least 1"),
    (problem(v=np.ones(())), "problem array 'v' has shape (); expected (..., m), every length at least 1"),
    (problem(v=np.ones((4, 3))), "problem array 'v' has shape (4, 3); expected (4, 2) to fit u (4, 3, 2)"),
    (problem(v=np.ones(2)), "problem array 'v' has shape (2,); expected (4, 2) to fit u (4, 3, 2)"),
    (problem(k=np.ones((4, 1))), "problem array 'k' has shape (4, 1); expected (4,) to fit u (4, 3, 2)"),
    (problem(v=np.full((4, 2), np.nan)), "problem array 'v' holds a nan or an infinity; expected finite numbers"),
    (problem(v=[[1.0], [1.0, 2.0]]), None),
    (
        problem(k=np.ma.ones(4)),
        "problem array 'k' is a masked array, and what it masks would be compared; give plain numbers",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("arrays", "message"), PROBLEMS)
def test_a_problem_is_refused_in_one_line(arrays, message):
    with pytest.raises(BadInput) as caught:
        checked_problem(arrays, CHAIN)
    said = str(caught.value)
    assert said == message if message else said.startswith("problem array 'v' cannot become an array: setting an ")
    assert "\n" not in said


def test_a_rate_below_0_is_refused_and_0_is_not():
    with pytest.raises(BadInput) as caught:
        checked_problem(problem(lr=np.array([1.0, -0.25, -0.5, 0.0])), RATED)
    assert str(caught.value) == "the learning rate is -0.5; expected a finite number that is not negative"
    assert checked_problem(problem(lr=np.zeros(4)), RATED)["lr"].tolist() == [0] * 4


def test_labels_lie_in_0_to_1_ends_included():
    u = np.ones((3, 2))
    assert checked_problem({"u": u, "y": np.array([0.0, 1.0, 0.5])}, LABELLED)["y"].tolist() == [0, 1, 0.5]
    for out in (np.nextafter(1.0, 2), -5e-324):
        with pytest.raises(BadInput) as caught:
            checked_problem({"u": u, "y": np.array([0.0, out, 0.5])}, LABELLED)
        assert str(caught.value) == "a classification target lies outside [0, 1]; code the two classes as 0 and 1"


def test_a_problem_comes_in_the_chains_order_with_all_its_batch_axes():
    arrays = {name: np.stack([value, value]) for name, value in reversed(problem().items())}
    assert tuple(checked_problem(arrays, CHAIN)) == ("u", "v", "k")
    assert [value.shape for value in checked_problem(arrays, CHAIN).values()] == [(2, 4, 3, 2), (2, 4, 2), (2, 4)]


def test_without_a_rate_or_labels_nothing_is_asked_of_them():
    assert checked_problem(problem(k=np.full(4, -7.0)), CHAIN)["k"].tolist() == [-7] * 4


def meddling(inputs):
    inputs["v"] += 1
    return right(inputs)


def given(**links):
    return lambda inputs: {name.replace("_per_", "/"): value for name, value in links.items()}


SIDES = [
    (meddling, "in place", "the candidate changed its input 'v' in place; work on a copy"),
    (lambda inputs: [1.0], "no dict", "the candidate returned list; expected a dict from link name to array"),
    (given(dL_per_dx=1.0), "names",
     "the candidate gives a link 'dL/dx' that the made chain does not have; did you mean 'dL/dz'?"),
    (given(qq=1.0), "names",
     "the candidate gives a link 'qq' that the made chain does not have; the links are s, dL/dz"),
    (given(dJ_per_dz=1.0), "names",
     "the candidate gives 'dJ/dz', which is 'dL/dz' divided by n: the chain compares the links of one example, so "
     "leave it out, or give n times it as 'dL/dz'"),
    (lambda inputs: {"dL/dz": 1.0, "∂L/∂z": 1.0}, "names",
     "the candidate gives 'dL/dz' twice, as 'dL/dz' and as '∂L/∂z'; leave one out"),
    (given(), "names", "the candidate does not give s, dL/dz"),
    (given(s=np.ones((4, 3), np.float32)), "dtype",
     "the candidate's s has dtype float32; expected float64, the problem's"),
    (given(s=np.ones((4, 3), bool)), "dtype",
     "the candidate's s has dtype bool, which cannot hold a fraction; expected float64, the problem's"),
    (given(s=np.ones((4, 3), np.uint8)), "dtype",
     "the candidate's s has dtype uint8, which cannot hold a fraction; expected float64, the problem's"),
    (given(s=np.ones((4, 3), complex)), "dtype",
     "the candidate's s has dtype complex128; expected float64, the problem's"),
    (given(s=np.ma.ones(3)), "array",
     "the candidate's s is a masked array, and what it masks would be compared; give plain numbers"),
]  # fmt: skip


@pytest.mark.parametrize(("side", "kind", "message"), SIDES)
def test_a_trace_is_refused_in_one_line_and_by_kind(side, kind, message):
    with pytest.raises(TraceError) as caught:
        called(side)
    assert (str(caught.value), caught.value.kind) == (message, kind)


def test_a_side_that_must_be_complete_is_told_what_it_lacks():
    with pytest.raises(TraceError) as caught:
        called(given(s=np.ones((4, 3))), complete=True)
    assert (str(caught.value), caught.value.kind) == ("the candidate does not give dL/dz", "names")
    assert list(called(given(s=np.ones((4, 3))))) == ["s"]


class Refusing:
    """What an array library does that will not give its numbers."""

    def __init__(self, error):
        self.error = error

    def __array__(self, dtype=None, copy=None):
        raise self.error


@pytest.mark.parametrize("error", [TypeError, ValueError, RuntimeError])
def test_what_cannot_become_an_array_is_told_in_the_first_line_of_its_own_words(error):
    with pytest.raises(TraceError) as caught:
        called(given(s=Refusing(error("call detach first\nand more"))))
    assert str(caught.value) == "the candidate's s cannot become an array: call detach first"
    assert caught.value.kind == "array" and caught.value.__cause__ is None


def test_a_shape_is_refused_by_kind():
    with pytest.raises(TraceError) as caught:
        check_same_shapes({"s": np.ones((3, 1))}, {"s": np.ones(3)})
    assert (str(caught.value), caught.value.kind) == (
        "the candidate's s has shape (3, 1); expected (3,), the reference's", "shape",
    )  # fmt: skip


def test_a_side_may_overflow_and_divide_by_0_without_a_warning():
    def loud(inputs):
        assert np.isinf(np.float64(1e300) * np.float64(1e300)) and np.isnan(np.zeros(1) / np.zeros(1)).all()
        return right(inputs)

    assert np.array_equal(called(loud)["s"], right(problem())["s"])


@pytest.mark.parametrize("value", [1.5, np.float64(1.5), np.ones(3), [1.0, 2.0]])
def test_what_is_taken_from_a_side_is_a_copy_as_an_array(value):
    taken = called(lambda inputs: {"s": value})["s"]
    assert type(taken) is np.ndarray and taken.dtype == np.float64 and taken.tolist() == np.asarray(value).tolist()
    assert not np.may_share_memory(taken, np.asarray(value))


def test_another_byte_order_is_the_same_number_on_either_side():
    turned = {name: value.astype(value.dtype.newbyteorder("S")) for name, value in problem().items()}
    inputs = checked_problem(turned, CHAIN)
    assert all(array.dtype.isnative and np.array_equal(array, turned[name]) for name, array in inputs.items())
    trace = called(lambda p: {name: value.astype(">f8") for name, value in right(p).items()})
    assert all(array.dtype.isnative and np.array_equal(array, right(inputs)[name]) for name, array in trace.items())


def test_a_number_of_another_size_is_another_number_in_any_byte_order():
    with pytest.raises(TraceError, match="has dtype float32; expected float64"):
        called(lambda p: {name: value.astype(">f4") for name, value in right(p).items()})
