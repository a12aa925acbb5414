"""Programs that remember, change or draw what they should not."""

import functools

import numpy as np


def linear(p):
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return p["x"].T @ e / len(e), e.mean()


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def logistic(p):
    e = sigmoid(p["x"] @ p["w"] + p["b"]) - p["y"]
    return p["x"].T @ e / len(e), e.mean()


_kept = {}
_calls = []


def not_cleared(p):
    """The gradients of all calls add up."""
    dw, db = linear(p)
    before = _kept.get(("sum", len(dw)), (np.zeros_like(dw), np.zeros_like(db)))
    _kept["sum", len(dw)] = dw + before[0], db + before[1]
    dw, db = _kept["sum", len(dw)]
    return {"dJ/dw": dw, "dJ/db": db}


def momentum(p):
    """The last step comes in again, times 0.9."""
    dw, db = linear(p)
    last = _kept.get(("step", len(dw)), (np.zeros_like(dw), np.zeros_like(db)))
    step_w, step_b = (0.9 * old - p["lr"] * g for old, g in zip(last, (dw, db), strict=True))
    _kept["step", len(dw)] = step_w, step_b
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] + step_w, "b+": p["b"] + step_b}


def prediction_kept(p):
    """The prediction is that of the last call with as many examples."""
    z = p["x"] @ p["w"] + p["b"]
    y_hat = _kept.get(("prediction", len(z)), z)
    _kept["prediction", len(z)] = z.copy()
    return {"z": z, "y_hat": y_hat.astype(z.dtype)}


def weights_of_first_call(p):
    """The weights are cached at the first call with as many features."""
    w = _kept.setdefault(("weights", len(p["w"])), p["w"].copy()).astype(p["w"].dtype)
    dw, db = logistic({**p, "w": w})
    return {"dJ/dw": dw, "dJ/db": db}


def cached_by_shape(p):
    """The gradients are cached by the shape of X."""
    key = "gradients", p["x"].shape
    if key not in _kept:
        _kept[key] = logistic(p)
    return {"dJ/dw": _kept[key][0].astype(p["x"].dtype), "dJ/db": _kept[key][1].astype(p["x"].dtype)}


def default_list(p, seen=[]):  # noqa: B006
    """A default list that grows: n counts the examples of all calls."""
    seen.extend(p["y"])
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return {"dJ/dw": p["x"].T @ e / len(seen), "dJ/db": e.sum() / len(seen)}


def every_second_call(p):
    """The sign turns at every call."""
    _calls.append(1)
    dw, db = linear(p)
    sign = 1 if len(_calls) % 2 else -1
    return {"dJ/dw": sign * dw, "dJ/db": sign * db}


def warm_up(p):
    """The first five calls are right; later ones are scaled by 0.99 a call."""
    _kept["calls"] = _kept.get("calls", 0) + 1
    dw, db = logistic(p)
    scale = 0.99 ** max(_kept["calls"] - 5, 0)
    return {"dJ/dw": dw * scale, "dJ/db": db * scale}


@functools.lru_cache
def mean_of_labels(n):
    """The mean label of the first call with n examples, 0 before any is noted."""
    return _kept.get("mean", 0.0)


def stale_mean(p):
    """The mean of the targets is cached by their number."""
    _kept["mean"] = p["y"].mean()
    dw, _ = linear(p)
    db = (p["x"] @ p["w"] + p["b"]).mean() - mean_of_labels(len(p["y"]))
    return {"dJ/dw": dw, "dJ/db": db}


def dropout(p):
    """A dropout of 0.2 on the features is left on."""
    keep = np.random.random(p["x"].shape) > 0.2
    X = p["x"] * keep
    e = sigmoid(X @ p["w"] + p["b"]) - p["y"]
    return {"dJ/dw": X.T @ e / len(e), "dJ/db": e.mean()}


def stochastic_example(p):
    """One example, drawn at random, for the mean."""
    i = np.random.randint(len(p["y"]))
    e = p["x"][i] @ p["w"] + p["b"] - p["y"][i]
    return {"dJ/dw": e * p["x"][i], "dJ/db": e}


def noisy(p):
    """Gaussian noise of 1e-6 on the gradient."""
    dw, db = linear(p)
    return {"dJ/dw": dw + 1e-6 * np.random.normal(size=dw.shape).astype(dw.dtype), "dJ/db": db}


def residual_into_targets(p):
    """y is overwritten by the residual: right once, and the input is changed."""
    y = p["y"]
    y -= p["x"] @ p["w"] + p["b"]
    return {"dJ/dw": -p["x"].T @ y / len(y), "dJ/db": -y.mean()}


def weights_in_place(p):
    """w −= α ∂J/∂w on the problem's own array."""
    dw, db = linear(p)
    w, b = p["w"], p["b"]
    w -= p["lr"] * dw
    return {"w+": w, "b+": b - p["lr"] * db}


def features_scaled_in_place(p):
    """The features are standardised in place before anything is computed."""
    X = p["x"]
    X -= X.mean(axis=0)
    dw, db = logistic(p)
    return {"dJ/dw": dw, "dJ/db": db}


def product_in_place(p):
    """x is multiplied by w in place to make z: ∂J/∂w is then of x·w."""
    X = p["x"]
    X *= p["w"]
    z = X.sum(axis=1) + p["b"]
    e = sigmoid(z) - p["y"]
    return {"z": z, "dJ/dw": X.T @ e / len(e), "dJ/db": e.mean()}


def sorted_in_place(p):
    """y.sort() sorts the problem's own targets."""
    p["y"].sort()
    dw, db = linear(p)
    return {"dJ/dw": dw, "dJ/db": db}


def labels_in_place(p):
    """The labels are turned into −1 and 1 in the problem's own array; the gradient is right."""
    y = p["y"]
    y *= 2
    y -= 1
    g = -y * sigmoid(-y * (p["x"] @ p["w"] + p["b"]))
    return {"dJ/dw": p["x"].T @ g / len(g), "dJ/db": g.mean()}


def bias_through_a_view(p):
    """b is updated through a view of the problem's array."""
    dw, db = linear(p)
    b = p["b"][...]
    np.subtract(b, p["lr"] * db, out=b)
    return {"w+": p["w"] - p["lr"] * dw, "b+": b}
