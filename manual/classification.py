"""The perceptron for classification: ŷ = σ(x·w + b) under the log loss, in three forms, and one fast step.

Source: the notes, ④ to ⑦. `textbook` is link for link the notes. `complement` computes everything from z and carries
q = σ(−z) where the notes have 1 − ŷ: accurate for every z, so it is the default, `trace`. `cancelled` goes from z to L
and ∂L/∂z past ŷ, where the sigmoid's derivative has cancelled.
"""

from manual import descent, log_loss, sigmoid, summation
from manual.notation import Array, Problem, Trace


def predict(x: Array, w: Array, b: Array) -> Array:
    """Predict the probability of the label 1: ŷ = σ(x·w + b).

    x (…, n, d), w (…, d), b (…,) -> y_hat (…, n).
    """
    return sigmoid.sigmoid(summation.summation(x, w, b))


def textbook(problem: Problem) -> Trace:
    """Evaluate every link as the notes write it, from ŷ = 1/(1 + e^{−z}) and 1 − ŷ.

    Warns, and loses digits or gives nan, where ŷ is near or at 0 or 1. Shapes as in `manual`.
    """
    x, y, w, b, lr = (problem[name] for name in ("x", "y", "w", "b", "lr"))
    z = summation.summation(x, w, b)
    y_hat = sigmoid.textbook_sigmoid(z)
    L = log_loss.textbook_log_loss(y, y_hat)
    dL_dy_hat, dy_hat_dz = log_loss.textbook_dL_dy_hat(y, y_hat), sigmoid.textbook_dy_hat_dz(y_hat)
    dz_dw, dz_db = summation.dz_dw(x), summation.dz_db(x)
    dy_hat_dw, dy_hat_db = dy_hat_dz[..., None] * dz_dw, dy_hat_dz * dz_db
    return {
        "z": z,
        "y_hat": y_hat,
        "L": L,
        "J": descent.mean(L),
        "dL/dy_hat": dL_dy_hat,
        "dy_hat/dz": dy_hat_dz,
        "dL/dz": log_loss.dL_dz_product(dL_dy_hat, dy_hat_dz),
        "dz/dw": dz_dw,
        "dz/db": dz_db,
        "dy_hat/dw": dy_hat_dw,
        "dy_hat/db": dy_hat_db,
        **descent.last_links(w, b, lr, dL_dw=dL_dy_hat[..., None] * dy_hat_dw, dL_db=dL_dy_hat * dy_hat_db),
    }


def complement(problem: Problem) -> Trace:
    """Evaluate every link from z, with p = σ(z) and q = σ(−z); no warning for any finite z. Shapes as in `manual`."""
    x, y, w, b, lr = (problem[name] for name in ("x", "y", "w", "b", "lr"))
    z = summation.summation(x, w, b)
    p, q = sigmoid.both(z)
    L = log_loss.log_loss(y, z)
    dy_hat_dz, dL_dz = sigmoid.dy_hat_dz(z), log_loss.dL_dz(y, p, q)
    dz_dw, dz_db = summation.dz_dw(x), summation.dz_db(x)
    return {
        "z": z,
        "y_hat": p,
        "L": L,
        "J": descent.mean(L),
        "dL/dy_hat": log_loss.dL_dy_hat(y, p, q),
        "dy_hat/dz": dy_hat_dz,
        "dL/dz": dL_dz,
        "dz/dw": dz_dw,
        "dz/db": dz_db,
        "dy_hat/dw": dy_hat_dz[..., None] * dz_dw,
        "dy_hat/db": dy_hat_dz * dz_db,
        **descent.last_links(w, b, lr, dL_dw=dL_dz[..., None] * dz_dw, dL_db=dL_dz * dz_db),
    }


trace = complement


def cancelled(problem: Problem) -> Trace:
    """Evaluate the links of the fused chain, which has no ŷ: accurate as `complement` is. Shapes as in `manual`."""
    x, y, w, b, lr = (problem[name] for name in ("x", "y", "w", "b", "lr"))
    z = summation.summation(x, w, b)
    L = log_loss.log_loss(y, z)
    dL_dz = log_loss.dL_dz(y, *sigmoid.both(z))
    dz_dw, dz_db = summation.dz_dw(x), summation.dz_db(x)
    return {
        "z": z,
        "L": L,
        "J": descent.mean(L),
        "dL/dz": dL_dz,
        "dz/dw": dz_dw,
        "dz/db": dz_db,
        **descent.last_links(w, b, lr, dL_dw=dL_dz[..., None] * dz_dw, dL_db=dL_dz * dz_db),
    }


def step(x: Array, y: Array, w: Array, b: Array, lr: Array) -> tuple[Array, Array]:
    """Take one step of descent, computing only what it needs: ∂L/∂z = (1 − y)σ(z) − yσ(−z), accurate for every z.

    x (…, n, d), y (…, n), w (…, d), b (…,), lr (…,) -> w+ (…, d), b+ (…,).
    """
    z = summation.summation(x, w, b)
    return descent.step(x, w, b, lr, log_loss.dL_dz(y, *sigmoid.both(z)))
