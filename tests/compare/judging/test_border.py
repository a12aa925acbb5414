"""The border: each problem and trace that would make a comparison lie is refused in one line that names the thing."""

import numpy as np
import pytest
import torch

from compare import CLASSIFICATION, FUSED, REGRESSION, check
from compare.errors import BadInput
from compare.judging.contract import TraceError, check_same_shapes, checked_problem, refuse_flush_to_zero, trace_of
from tests.helpers.routes import ROUTES

_, BY_HAND, AUTOGRAD = ROUTES["regression"]


def problem(dtype=np.float64, **changed):
    arrays = {
        "x": [[1.0, 2.0], [3.0, -4.0], [5.0, 6.5]],
        "y": [1.0, 0.0, 0.5],
        "w": [0.5, -0.25],
        "b": 0.75,
        "lr": 0.125,
    }
    return {name: np.asarray(value, dtype) for name, value in arrays.items()} | changed


def without(name):
    arrays = problem()
    del arrays[name]
    return arrays


BAD_PROBLEMS = {
    "missing": (without("lr"), "a problem needs exactly the arrays x, y, w, b, lr; got x, y, w, b"),
    "extra": (problem(bias=np.array(1.0)), "a problem needs exactly the arrays x, y, w, b, lr; got .*, bias"),
    "extra, not a name": (problem() | {3: np.array(1.0)}, "a problem needs exactly the arrays .*, 3"),
    "none": ({}, "got none"),
    "integers": (problem(x=np.ones((3, 2), int)), "'x' has dtype int64; expected float64 or float32"),
    "python integers": (problem(y=[1, 0, 1]), "'y' has dtype int64"),
    "booleans": (problem(y=np.array([True, False, True])), "'y' has dtype bool"),
    "half": (problem(np.float16), "'x' has dtype float16"),
    "complex": (problem(w=np.ones(2, complex)), "'w' has dtype complex128"),
    "words": (problem(y=np.array(["a", "b", "c"])), "'y' has dtype <U1"),
    "objects": (problem(b=np.array(None)), "'b' has dtype object"),
    "two dtypes": (problem(lr=np.float32(0.1)), "'lr' is float32 but 'x' float64; give all arrays one dtype"),
    "ragged": (problem(x=[[1.0, 2.0], [3.0]]), "'x' cannot become an array"),
    "x of one axis": (problem(x=np.ones(3)), r"'x' has shape \(3,\); expected \(\.\.\., n, d\)"),
    "no examples": (
        problem(x=np.ones((0, 2)), y=np.ones(0)),
        r"'x' has shape \(0, 2\); expected .*n, d\), every length at least 1",
    ),
    "no features": (problem(x=np.ones((3, 0)), w=np.ones(0)), r"'x' has shape \(3, 0\)"),
    "empty batch": ({k: np.ones((0, *v.shape)) for k, v in problem().items()}, r"'x' has shape \(0, 3, 2\)"),
    "too few targets": (problem(y=np.ones(2)), r"'y' has shape \(2,\); expected \(3,\) to fit x \(3, 2\)"),
    "a column of targets": (problem(y=np.ones((3, 1))), r"'y' has shape \(3, 1\)"),
    "one weight for all": (problem(w=np.ones(1)), r"'w' has shape \(1,\)"),
    "b as a row": (problem(b=np.ones(1)), r"'b' has shape \(1,\); expected \(\)"),
    "lr for each feature": (problem(lr=np.ones(2)), r"'lr' has shape \(2,\)"),
    "a batch of x alone": (problem(x=np.ones((4, 3, 2))), r"'y' has shape \(3,\); expected \(4, 3\)"),
    "nan": (problem(x=np.full((3, 2), np.nan)), "'x' holds a nan or an infinity"),
    "infinity": (problem(b=np.array(-np.inf)), "'b' holds a nan or an infinity"),
    "infinite lr": (problem(lr=np.array(np.inf)), "'lr' holds a nan or an infinity"),
    "uphill": (problem(lr=np.array(-0.5)), "the learning rate is -0.5; expected a finite number that is not negative"),
    "label above": (
        problem(y=np.array([0.0, 1.0, 1.5])),
        r"target lies outside \[0, 1\]; code the two classes as 0 and 1",
    ),
    "label below": (problem(y=np.array([-1.0, 1.0, 1.0])), r"target lies outside \[0, 1\]"),
}


def assert_one_line(caught):
    assert "\n" not in str(caught.value) and str(caught.value).strip()


@pytest.mark.parametrize(("arrays", "message"), BAD_PROBLEMS.values(), ids=BAD_PROBLEMS)
def test_a_bad_problem_is_refused(arrays, message):
    with pytest.raises(BadInput, match=message) as caught:
        check(arrays, ROUTES["textbook"][1], ROUTES["textbook"][2], CLASSIFICATION)
    assert_one_line(caught)


def test_regression_takes_any_target():
    assert check(problem(y=np.array([-7.0, 3.0, 90.0])), BY_HAND, AUTOGRAD, REGRESSION).agrees


def test_a_checked_problem_is_a_copy(dtype):
    arrays = problem(dtype)
    copies = checked_problem(arrays, CLASSIFICATION)
    assert all(np.array_equal(copies[k], arrays[k]) and not np.shares_memory(copies[k], arrays[k]) for k in arrays)


def give(**changed):
    def side(inputs):
        return BY_HAND(inputs) | {key.replace("__", "/"): value for key, value in changed.items()}

    return side


def drop(*links):
    def side(inputs):
        return {link: value for link, value in BY_HAND(inputs).items() if link not in links}

    return side


def returning(value):
    def side(inputs):
        return value

    return side


BAD_TRACES = {
    "None": (returning(None), "the candidate returned NoneType; expected a dict from link name to array"),
    "list": (returning([1.0]), "the candidate returned list"),
    "array": (returning(np.ones(3)), "the candidate returned ndarray"),
    "nothing": (returning({}), "the candidate does not give z, y_hat, L, J"),
    "misspelt": (give(dL__dyhut=np.ones(3)), "a link 'dL/dyhut' that the regression chain does not have; did you mean"),
    "unknown": (give(loss_gradient=np.ones(3)), "'loss_gradient' .* the links are z, y_hat, L"),
    "divided": (give(dJ__dz=np.ones(3)), "'dJ/dz', which is 'dL/dz' divided by n: the chain compares"),
    "twice": (give(yhat=np.ones(3)), "the candidate gives 'y_hat' twice, as 'y_hat' and as 'yhat'; leave one out"),
    "masked": (give(z=np.ma.ones(3)), "the candidate's z is a masked array"),
    "ragged": (give(z=[[1.0], [1.0, 2.0]]), "the candidate's z cannot become an array"),
    "on the tape": (give(z=torch.ones(3, requires_grad=True)), "the candidate's z cannot become an array: .*detach"),
    "integers": (
        give(dz__db=np.ones(3, int)),
        "the candidate's dz/db has dtype int64, which cannot hold a fraction; expected float64",
    ),
    "another dtype": (give(dL__dz=np.ones(3, np.float32)), "the candidate's dL/dz has dtype float32; expected float64"),
    "a column": (give(z=np.ones((3, 1))), r"the candidate's z has shape \(3, 1\); expected \(3,\)"),
    "would broadcast": (give(dJ__dw=np.ones(1)), r"the candidate's dJ/dw has shape \(1,\); expected \(2,\)"),
    "a number for all": (give(L=np.float64(1.0)), r"the candidate's L has shape \(\); expected \(3,\)"),
    "one axis more": (give(J=np.ones(1)), r"the candidate's J has shape \(1,\); expected \(\)"),
    "transposed": (give(dL__dw=np.ones((2, 3))), r"the candidate's dL/dw has shape \(2, 3\); expected \(3, 2\)"),
}


@pytest.mark.parametrize(("side", "message"), BAD_TRACES.values(), ids=BAD_TRACES)
def test_a_bad_trace_is_refused(side, message):
    with pytest.raises(TraceError, match=message) as caught:
        check(problem(), side, AUTOGRAD, REGRESSION)
    assert_one_line(caught)


def test_the_fused_chain_has_no_prediction():
    with pytest.raises(TraceError, match="the candidate gives a link 'y_hat' that the fused classification chain"):
        check(problem(), ROUTES["textbook"][1], ROUTES["cancelled"][2], FUSED)


def test_a_reference_gives_every_link():
    with pytest.raises(TraceError, match=r"^the reference does not give L, w\+$"):
        check(problem(), BY_HAND, drop("L", "w+"), REGRESSION)
    assert check(problem(), drop("L", "w+"), AUTOGRAD, REGRESSION).agrees


@pytest.mark.parametrize("name", problem())
@pytest.mark.parametrize("who", ["candidate", "reference"])
def test_an_input_changed_in_place_is_seen(name, who):
    def meddling(inputs):
        trace = BY_HAND(inputs)
        inputs[name] += 1
        return trace

    arrays = problem()
    sides = (meddling, AUTOGRAD) if who == "candidate" else (BY_HAND, meddling)
    with pytest.raises(TraceError, match=f"^the {who} changed its input '{name}' in place; work on a copy$"):
        check(arrays, *sides, REGRESSION)
    assert all(np.array_equal(arrays[key], value) for key, value in problem().items())


def test_a_side_may_do_what_it_likes_with_its_dict():
    def untidy(inputs):
        trace = BY_HAND(inputs)
        inputs.clear()
        return trace

    assert check(problem(), untidy, AUTOGRAD, REGRESSION).agrees


def test_a_trace_that_shares_memory_is_copied():
    kept = {}

    def sharing(inputs):
        kept.update(BY_HAND(inputs))
        return kept

    trace = trace_of(sharing, checked_problem(problem(), REGRESSION), REGRESSION, "candidate", complete=True)
    assert not any(np.shares_memory(trace[link], kept[link]) for link in trace)


@pytest.mark.parametrize("spelling", ["yhat", "ŷ"])
def test_other_spellings_and_any_order_are_accepted(spelling):
    def spelt(inputs):
        trace = reversed(BY_HAND(inputs).items())
        return {key.replace("y_hat", spelling).replace("d", "∂"): value for key, value in trace}

    arrays = checked_problem(problem(), REGRESSION)
    assert tuple(trace_of(spelt, arrays, REGRESSION, "candidate", complete=True)) == REGRESSION.names
    assert check(problem(), spelt, AUTOGRAD, REGRESSION).agrees


def test_a_link_has_one_shape_on_both_sides():
    check_same_shapes({"z": np.ones(3)}, {"z": np.ones(3), "J": np.ones(())})
    with pytest.raises(TraceError, match=r"^the candidate's z has shape \(1,\); expected \(3,\), the reference's$"):
        check_same_shapes({"z": np.ones(1)}, {"z": np.ones(3)})


def test_flush_to_zero_is_refused():
    refuse_flush_to_zero()
    if not torch.set_flush_denormal(True):
        pytest.skip("this processor cannot flush subnormal numbers")
    try:
        with pytest.raises(BadInput) as caught:
            refuse_flush_to_zero()
    finally:
        torch.set_flush_denormal(False)
    said = "this process flushes subnormal numbers to 0; call torch.set_flush_denormal(False) first"
    assert str(caught.value) == said
