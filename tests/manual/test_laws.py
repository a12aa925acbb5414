"""Laws of the traces and the steps, on problems that Hypothesis draws: shapes, dtypes, batches, inputs, steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from manual import classification, regression

FUSED = ("z", "L", "J", "dL/dz", "dz/dw", "dz/db", "dL/dw", "dL/db", "dJ/dw", "dJ/db", "w+", "b+")
CHAIN = ("z", "y_hat", "L", "J", "dL/dy_hat", "dy_hat/dz", "dL/dz", "dz/dw", "dz/db",
         "dy_hat/dw", "dy_hat/db", "dL/dw", "dL/db", "dJ/dw", "dJ/db", "w+", "b+")  # fmt: skip
SIDES = {
    "regression": (regression.trace, CHAIN),
    "textbook": (classification.textbook, CHAIN),
    "complement": (classification.complement, CHAIN),
    "cancelled": (classification.cancelled, FUSED),
}
TASKS = {"regression": regression, "classification": classification}
sides = pytest.mark.parametrize(("side", "links"), SIDES.values(), ids=SIDES)


@st.composite
def problems(draw, batches=((), (2,), (2, 3)), elements=None, dtypes=(np.float64, np.float32)):
    batch, n, d = draw(st.sampled_from(batches)), draw(st.integers(1, 5)), draw(st.integers(1, 4))
    dtype = draw(st.sampled_from(dtypes))
    width = np.finfo(dtype).bits
    # At most 4 · 1.5² + 1.5 = 10.5, so that 1 − ŷ is not 0 in float32 and the textbook form does not warn.
    values = st.floats(-1.5, 1.5, width=width) if elements is None else elements
    shapes = {"x": (n, d), "y": (n,), "w": (d,), "b": (), "lr": ()}
    drawn = {"y": st.floats(0, 1, width=width), "lr": st.floats(0, 1, width=width)}
    return {
        name: draw(arrays(dtype, (*batch, *shape), elements=drawn.get(name, values), fill=st.nothing()))
        for name, shape in shapes.items()
    }


def expected_shape(link, problem):
    *batch, n, d = problem["x"].shape
    if link in ("J", "dJ/db", "b+"):
        return tuple(batch)
    if link in ("dJ/dw", "w+"):
        return (*batch, d)
    return (*batch, n, d) if link.endswith("/dw") else (*batch, n)


@sides
@given(problem=problems())
def test_a_trace_has_its_links_in_order_in_their_shapes_and_in_the_problem_s_dtype(side, links, problem):
    trace = side(problem)
    assert tuple(trace) == links
    for link, value in trace.items():
        assert type(value) is np.ndarray
        assert value.shape == expected_shape(link, problem), link
        assert value.dtype == problem["x"].dtype, link


@given(problem=problems())
def test_a_derivative_of_the_cost_has_the_shape_of_what_it_is_derived_by(problem):
    for side, _ in SIDES.values():
        trace = side(problem)
        for name in ("w", "b"):
            assert trace[f"dJ/d{name}"].shape == trace[f"{name}+"].shape == problem[name].shape


@sides
@given(problem=problems())
def test_inputs_stay_intact_and_no_two_values_share_memory(side, links, problem):
    before = {name: value.copy() for name, value in problem.items()}
    trace = side(problem)
    held = [*problem.values(), *trace.values()]
    assert all(np.array_equal(problem[name], before[name]) for name in before)
    assert not any(np.may_share_memory(one, other) for i, one in enumerate(held) for other in held[:i])


# Few bits, so that every sum of products in z is exact in any order and each z is the same in a batch and alone.
@sides
@given(problem=problems(batches=((2,), (2, 3)), elements=st.sampled_from((-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5))))
def test_a_batch_is_a_loop_of_singles(side, links, problem):
    together = side(problem)
    u, eta = np.finfo(problem["x"].dtype).eps / 2, np.finfo(problem["x"].dtype).smallest_subnormal
    for index in np.ndindex(problem["b"].shape):
        alone = side({name: np.asarray(value[index]) for name, value in problem.items()})
        n = problem["x"].shape[-2]
        for link in ("J", "dJ/dw", "dJ/db"):
            terms = np.abs(alone[link.replace("J", "L", 1)])
            # A mean of n terms in any order errs by γ_n of the mean of their sizes, here on both sides (Higham, §4.2).
            size = np.sum(terms, axis=-2 if link == "dJ/dw" else -1) / n
            allowance = 2 * (n + 1) * u * size + 2 * eta
            assert np.all(np.abs(together[link][index] - alone[link]) <= allowance), link
        for link in set(links) - {"J", "dJ/dw", "dJ/db", "w+", "b+"}:
            assert np.array_equal(together[link][index], alone[link]), link


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
@given(problem=problems())
def test_a_step_ends_where_the_trace_does(task, problem):
    whole = task.trace(problem)
    n = problem["x"].shape[-2]
    u, eta = np.finfo(problem["x"].dtype).eps / 2, np.finfo(problem["x"].dtype).smallest_subnormal
    for name, value in zip(("w", "b"), task.step(**problem), strict=True):
        lr = problem["lr"][..., None] if name == "w" else problem["lr"]
        size = np.sum(np.abs(whole[f"dL/d{name}"]), axis=-2 if name == "w" else -1) / n
        # Both sides take the mean of n products in some order: γ_{n+1} of the mean of their sizes each, and an
        # underflow per product. The update then rounds α · gradient and the difference, on both sides. The step divides
        # α by n, not the sum: a rounding as well, but what underflows there is multiplied by a sum of at most n sizes.
        of_the_gradient = 2 * ((n + 2) * u * size + (n + 1) * eta)
        of_the_update = 2 * (u * (lr * size + np.abs(whole[f"{name}+"])) + eta) + eta * n * size
        # One part in 8 covers products of errors and the rounding of this bound, as (n + 4)u < 1/8.
        assert value.dtype == problem["x"].dtype
        assert np.all(np.abs(value - whole[f"{name}+"]) <= 1.125 * (lr * of_the_gradient + of_the_update)), name


@given(problem=problems())
def test_a_step_leaves_its_inputs_intact_and_predict_is_the_trace_s_prediction(problem):
    before = {name: value.copy() for name, value in problem.items()}
    for task in TASKS.values():
        task.step(**problem)
        predicted = task.predict(problem["x"], problem["w"], problem["b"])
        assert np.array_equal(predicted, task.trace(problem)["y_hat"])
    assert all(np.array_equal(problem[name], before[name]) for name in before)


@given(z=st.floats(allow_nan=False, allow_infinity=False), y=st.floats(0, 1))
def test_the_accurate_forms_neither_warn_nor_give_nan_for_any_finite_z(z, y):
    problem = {"x": [[0.0]], "y": [y], "w": [0.0], "b": z, "lr": 0.0}
    problem = {name: np.asarray(value) for name, value in problem.items()}
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        for side in (classification.complement, classification.cancelled):
            assert not any(np.isnan(value).any() for link, value in side(problem).items())
        classification.step(**problem)


@given(problem=problems())
def test_the_forms_of_classification_start_from_the_same_summation(problem):
    textbook, complement, cancelled = (SIDES[name][0](problem) for name in ("textbook", "complement", "cancelled"))
    assert np.array_equal(textbook["z"], complement["z"])
    for link in FUSED:
        assert np.array_equal(complement[link], cancelled[link]), link
