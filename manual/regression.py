"""The perceptron for regression: ŷ = x·w + b under ½(y − ŷ)², every link of it and one fast step.

Source: the notes, ① to ③.
"""

from manual import descent, squared_error, summation
from manual.notation import Array, Problem, Trace


def predict(x: Array, w: Array, b: Array) -> Array:
    """Predict: ŷ = x·w + b.

    x (…, n, d), w (…, d), b (…,) -> y_hat (…, n).
    """
    return summation.summation(x, w, b)


def trace(problem: Problem) -> Trace:
    """Evaluate every link, each from the ones before it as the notes derive them.

    The problem's shapes are those of `manual.notation.Problem`, the links' those of the table in `manual`.
    """
    x, y, w, b, lr = (problem[name] for name in ("x", "y", "w", "b", "lr"))
    z = summation.summation(x, w, b)
    y_hat = summation.identity(z)
    L = squared_error.squared_error(y, y_hat)
    dL_dy_hat, dy_hat_dz = squared_error.dL_dy_hat(y, y_hat), summation.identity_dy_hat_dz(z)
    dz_dw, dz_db = summation.dz_dw(x), summation.dz_db(x)
    dy_hat_dw, dy_hat_db = dy_hat_dz[..., None] * dz_dw, dy_hat_dz * dz_db
    return {
        "z": z,
        "y_hat": y_hat,
        "L": L,
        "J": descent.mean(L),
        "dL/dy_hat": dL_dy_hat,
        "dy_hat/dz": dy_hat_dz,
        "dL/dz": dL_dy_hat * dy_hat_dz,
        "dz/dw": dz_dw,
        "dz/db": dz_db,
        "dy_hat/dw": dy_hat_dw,
        "dy_hat/db": dy_hat_db,
        **descent.last_links(w, b, lr, dL_dw=dL_dy_hat[..., None] * dy_hat_dw, dL_db=dL_dy_hat * dy_hat_db),
    }


def step(x: Array, y: Array, w: Array, b: Array, lr: Array) -> tuple[Array, Array]:
    """Take one step of descent, computing only what it needs: ∂L/∂z = ∂L/∂ŷ = ŷ − y.

    x (…, n, d), y (…, n), w (…, d), b (…,), lr (…,) -> w+ (…, d), b+ (…,).
    """
    return descent.step(x, w, b, lr, squared_error.dL_dy_hat(y, predict(x, w, b)))
