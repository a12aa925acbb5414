"""Right on most problems, wrong on some."""

import numpy as np


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def linear(p):
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return p["x"].T @ e / len(e), e.mean()


def residual(p):
    return sigmoid(p["x"] @ p["w"] + p["b"]) - p["y"]


def logistic(p):
    e = residual(p)
    return p["x"].T @ e / len(e), e.mean()


def given(dw, db):
    return {"dJ/dw": dw, "dJ/db": db}


def ten_examples(p):
    """Counts examples by the length of a digit: from n = 10 on, n is 9."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    n = min(len(e), 9)
    return given(p["x"].T @ e / n, e.sum() / n)


def one_batch(p):
    """A batch of 32: what comes after does not come in, and 32 divides."""
    X, y = p["x"][:32], p["y"][:32]
    e = X @ p["w"] + p["b"] - y
    return given(X.T @ e / len(e), e.mean())


def batches_over_whole_ones(p):
    """Sums of batches of 16 over the number of whole batches times 16."""
    e = residual(p)
    n = len(e) if len(e) <= 16 else 16 * (len(e) // 16)
    return given(p["x"].T @ e / n, e.sum() / n)


def subsample(p):
    """Beyond 20 examples the first 20 stand for all."""
    few = slice(None, 20)
    e = p["x"][few] @ p["w"] + p["b"] - p["y"][few]
    return given(p["x"][few].T @ e / len(e), e.mean())


def four_features(p):
    """A loop that is unrolled for four features: the others' gradients stay 0."""
    dw, db = linear(p)
    dw = np.where(np.arange(len(dw)) < 4, dw, 0)
    return given(dw, db)


def nine_features(p):
    """From the ninth feature on, the gradients are shifted by one."""
    dw, db = logistic(p)
    return given(np.concatenate([dw[:8], np.roll(dw[8:], 1)]), db)


def two_digits(p):
    """Features x1, x2, …, x10 are sorted as words, their gradients too, and never sorted back."""
    dw, db = logistic(p)
    order = sorted(range(len(dw)), key=str)
    return given(dw[order], db)


def bias_off(p):
    """`if b` takes a bias of 0 for no bias."""
    dw, db = linear(p)
    return given(dw, db if p["b"] else np.zeros_like(db))


def zero_weights_frozen(p):
    """Weights of 0 are taken for switched off."""
    dw, db = logistic(p)
    return given(np.where(p["w"] == 0, 0, dw), db)


def undecided(p):
    """At z = 0 exactly the gradient is 0, as in an old BCEWithLogitsLoss."""
    z = p["x"] @ p["w"] + p["b"]
    return {"z": z, "dL/dz": np.where(z == 0, 0, residual(p))}


def saturated(p):
    """Beyond |z| = 30 the gradient is 0, also where the label disagrees."""
    z = p["x"] @ p["w"] + p["b"]
    return {"z": z, "dL/dz": np.where(np.abs(z) > 30, 0, residual(p))}


def floor_of_exponential(p):
    """z is floored at −30 before it is squashed: below, ŷ is 9e-14 and not e^z."""
    z = p["x"] @ p["w"] + p["b"]
    return {"z": z, "y_hat": sigmoid(np.maximum(z, -30))}


def loss_capped(p):
    """The loss is at most 50."""
    z = p["x"] @ p["w"] + p["b"]
    return {"z": z, "L": np.minimum(np.logaddexp(0, (1 - 2 * p["y"]) * z), 50)}


def slope_of_capped_loss(p):
    """Where the loss would exceed 100 the slope is 0, as a clamp leaves it."""
    z = p["x"] @ p["w"] + p["b"]
    margin = (1 - 2 * p["y"]) * z
    return {"z": z, "dL/dz": np.where(margin > 100, 0, residual(p))}


def outliers_left_out(p):
    """Residuals beyond 100 are taken for errors in the data."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    e = np.where(np.abs(e) > 100, 0, e)
    return given(p["x"].T @ e / len(e), e.mean())


def large_targets(p):
    """Targets beyond 1,000 are capped."""
    e = p["x"] @ p["w"] + p["b"] - np.clip(p["y"], -1000, 1000)
    return given(p["x"].T @ e / len(e), e.mean())


def slope_of_huber(p):
    """e clipped to ±3."""
    y_hat = p["x"] @ p["w"] + p["b"]
    return {"y_hat": y_hat, "dL/dy_hat": np.clip(y_hat - p["y"], -3, 3)}


def dead_zone(p):
    """Residuals below 1e-3 are taken for 0."""
    y_hat = p["x"] @ p["w"] + p["b"]
    e = y_hat - p["y"]
    return {"y_hat": y_hat, "dL/dy_hat": np.where(np.abs(e) < 1e-3, 0, e)}


def zeros_for_missing(p):
    """A feature of 0 is taken for missing: it does not count in its mean."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    seen = np.maximum((p["x"] != 0).sum(axis=0), 1).astype(e.dtype)
    return given(p["x"].T @ e / seen, e.mean())


def negative_features(p):
    """Negative features are taken for 0 at the gradient."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return given(np.maximum(p["x"], 0).T @ e / len(e), e.mean())


def one_entry(p):
    """The last row's first entry is lost: the file had no newline at its end."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    X = p["x"].copy()
    X[-1, 0] = 0
    return given(X.T @ e / len(e), e.mean())


def first_example(p):
    """The first example's residual has the other sign."""
    e = residual(p)
    e[0] = -e[0]
    return {"z": p["x"] @ p["w"] + p["b"], "dL/dz": e}


def every_third(p):
    """Every third example's residual is lost."""
    e = residual(p)
    e[2::3] = 0
    return {"z": p["x"] @ p["w"] + p["b"], "dL/dz": e}


def second_feature(p):
    """The second feature's gradient is not divided by n."""
    dw, db = linear(p)
    dw = dw.copy()
    dw[1:2] *= len(p["y"])
    return given(dw, db)


def equal_rows(p):
    """Equal rows count once."""
    rows, first = np.unique(p["x"], axis=0, return_index=True)
    e = rows @ p["w"] + p["b"] - p["y"][first]
    return given(rows.T @ e / len(rows), e.mean())


def one_class(p):
    """With one class in the data there is nothing to learn: the gradients are 0."""
    dw, db = logistic(p)
    if p["y"].min() == p["y"].max():
        return given(np.zeros_like(dw), np.zeros_like(db))
    return given(dw, db)


def single_example(p):
    """One example is taken for one feature's column: the gradient is x transposed, times w."""
    dw, db = linear(p)
    return given(dw * p["w"] if len(p["y"]) == 1 else dw, db)


def single_feature(p):
    """With one feature the bias' gradient stands for the weight's."""
    dw, db = linear(p)
    return given(np.full_like(dw, db) if len(dw) == 1 else dw, db)


def square_data(p):
    """A square X is not transposed."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    n, d = p["x"].shape
    return given((p["x"] if n == d else p["x"].T) @ e / n, e.mean())


def large_rate(p):
    """A rate above 1 is taken for a percentage."""
    dw, db = linear(p)
    rate = p["lr"] / 100 if p["lr"] > 1 else p["lr"]
    return {**given(dw, db), "w+": p["w"] - rate * dw, "b+": p["b"] - rate * db}


def no_crossing(p):
    """A weight that would change its sign stops at 0."""
    dw, db = linear(p)
    w = p["w"] - p["lr"] * dw
    return {**given(dw, db), "w+": np.where(w * p["w"] < 0, 0, w), "b+": p["b"] - p["lr"] * db}


def ties(p):
    """Probabilities within 1e-4 of ½ are put at ½."""
    z = p["x"] @ p["w"] + p["b"]
    y_hat = sigmoid(z)
    return {"z": z, "y_hat": np.where(np.abs(y_hat - 0.5) < 1e-4, 0.5, y_hat)}


def converged(p):
    """A small gradient is taken for none."""
    dw, db = logistic(p)
    return given(np.where(np.abs(dw) < 1e-4, 0, dw), db)


def absolute_bias(p):
    """|b| where x·w is negative."""
    product = p["x"] @ p["w"]
    return {"z": product + np.where(product < 0, np.abs(p["b"]), p["b"])}
