"""w⁺ and b⁺, stepped wrongly."""

import numpy as np


def linear(p):
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return p["x"].T @ e / len(e), e.mean()


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def logistic(p):
    e = sigmoid(p["x"] @ p["w"] + p["b"]) - p["y"]
    return p["x"].T @ e / len(e), e.mean()


def stepped(p, step):
    """The right gradients of the squared error, and w⁺, b⁺ = step(v, α, ∂J/∂v)."""
    dw, db = linear(p)
    return {"dJ/dw": dw, "dJ/db": db, "w+": step(p["w"], p["lr"], dw), "b+": step(p["b"], p["lr"], db)}


def uphill(p):
    """w + α ∂J/∂w."""
    return stepped(p, lambda v, a, g: v + a * g)


def parameter_for_gradient(p):
    """w − αw."""
    return stepped(p, lambda v, a, g: v - a * v)


def step_alone(p):
    """The step without the parameter that it starts from."""
    return stepped(p, lambda v, a, g: -a * g)


def rate_twice(p):
    """w − α² ∂J/∂w."""
    return stepped(p, lambda v, a, g: v - a * a * g)


def rate_left_out(p):
    """w − ∂J/∂w."""
    return stepped(p, lambda v, a, g: v - g)


def rate_divides(p):
    """w − ∂J/∂w / α."""
    return stepped(p, lambda v, a, g: v - g / a)


def weight_decay(p):
    """w − α(∂J/∂w + 0.01 w)."""
    return stepped(p, lambda v, a, g: v - a * (g + v.dtype.type(0.01) * v))


def decoupled_decay(p):
    """0.99 w − α ∂J/∂w."""
    return stepped(p, lambda v, a, g: v * v.dtype.type(0.99) - a * g)


def not_updated(p):
    """w⁺ = w."""
    return stepped(p, lambda v, a, g: v.copy())


def twice(p):
    """Two steps with the same gradient."""
    return stepped(p, lambda v, a, g: v - a * g - a * g)


def half(p):
    """Half of the step."""
    return stepped(p, lambda v, a, g: v - a * g / 2)


def rate_taken_away(p):
    """w − α − ∂J/∂w."""
    return stepped(p, lambda v, a, g: v - a - g)


def bracket_too_wide(p):
    """w − α(w + ∂J/∂w)."""
    return stepped(p, lambda v, a, g: v - a * (v + g))


def sign_of_gradient(p):
    """w − α sign(∂J/∂w)."""
    return stepped(p, lambda v, a, g: v - a * np.sign(g))


def normalised_by_size(p):
    """Adam's first step: w − α g/(|g| + 1e-8)."""
    return stepped(p, lambda v, a, g: v - a * g / (np.abs(g) + 1e-8).astype(v.dtype))


def momentum_begun(p):
    """A running mean of the gradient that begins at 0: a tenth of it."""
    return stepped(p, lambda v, a, g: v - a * (v.dtype.type(0.1) * g))


def rate_decayed(p):
    """The rate is decayed before the first step: 0.9 α."""
    return stepped(p, lambda v, a, g: v - v.dtype.type(0.9) * a * g)


def step_clipped(p):
    """No component moves more than 0.5."""
    return stepped(p, lambda v, a, g: v - np.clip(a * g, -0.5, 0.5))


def kept_positive(p):
    """max(0, w − α ∂J/∂w)."""
    return stepped(p, lambda v, a, g: np.maximum(v - a * g, 0))


def rate_times_sum(p):
    """w − α Σ e x."""
    dw, db = linear(p)
    n = len(p["y"])
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] - p["lr"] * dw * n, "b+": p["b"] - p["lr"] * db * n}


def bias_after_weights(p):
    """b is updated with a gradient taken at the new w."""
    dw, db = linear(p)
    w = p["w"] - p["lr"] * dw
    late = (p["x"] @ w + p["b"] - p["y"]).mean()
    return {"dJ/dw": dw, "dJ/db": db, "w+": w, "b+": p["b"] - p["lr"] * late}


def bias_after_weights_logistic(p):
    """b is updated with a prediction made with the new w."""
    dw, db = logistic(p)
    w = p["w"] - p["lr"] * dw
    late = (sigmoid(p["x"] @ w + p["b"]) - p["y"]).mean()
    return {"dJ/dw": dw, "dJ/db": db, "w+": w, "b+": p["b"] - p["lr"] * late}


def weights_after_bias(p):
    """w is updated with a gradient taken at the new b."""
    dw, db = linear(p)
    b = p["b"] - p["lr"] * db
    late = p["x"].T @ (p["x"] @ p["w"] + b - p["y"]) / len(p["y"])
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] - p["lr"] * late, "b+": b}


def weights_one_after_the_other(p):
    """Each weight is updated before the next one's gradient is taken."""
    dw, db = linear(p)
    w = p["w"].copy()
    for j in range(len(w)):
        w[j] -= p["lr"] * (p["x"][:, j] @ (p["x"] @ w + p["b"] - p["y"])) / len(p["y"])
    return {"dJ/dw": dw, "dJ/db": db, "w+": w, "b+": p["b"] - p["lr"] * db}


def stochastic(p):
    """Every example moves the parameters that the next one uses: an epoch of stochastic descent."""
    dw, db = logistic(p)
    w, b, n = p["w"].copy(), p["b"].copy(), len(p["y"])
    for x_i, y_i in zip(p["x"], p["y"], strict=True):
        e = sigmoid(x_i @ w + b) - y_i
        w, b = w - p["lr"] / n * e * x_i, b - p["lr"] / n * e
    return {"dJ/dw": dw, "dJ/db": db, "w+": w, "b+": b}


def bias_for_every_feature(p):
    """The bias is stepped inside the loop over the features: d times."""
    dw, db = logistic(p)
    w, b = p["w"].copy(), p["b"].copy()
    for j in range(len(w)):
        w[j] -= p["lr"] * dw[j]
        b = b - p["lr"] * db
    return {"dJ/dw": dw, "dJ/db": db, "w+": w, "b+": b}


def weights_get_both(p):
    """w moves by α(∂J/∂w + ∂J/∂b)."""
    dw, db = logistic(p)
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] - p["lr"] * (dw + db), "b+": p["b"] - p["lr"] * db}


def bias_uphill(p):
    """w goes down, b goes up."""
    dw, db = linear(p)
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] - p["lr"] * dw, "b+": p["b"] + p["lr"] * db}


def bias_not_updated(p):
    """b stays."""
    dw, db = linear(p)
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] - p["lr"] * dw, "b+": p["b"].copy()}


def bias_from_weights(p):
    """b moves by the first weight's gradient."""
    dw, db = linear(p)
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] - p["lr"] * dw, "b+": p["b"] - p["lr"] * dw[0]}


def two_iterations(p):
    """Two steps where one is meant."""
    dw, db = linear(p)
    w, b = p["w"], p["b"]
    for _ in range(2):
        slopes = linear({**p, "w": w, "b": b})
        w, b = w - p["lr"] * slopes[0], b - p["lr"] * slopes[1]
    return {"dJ/dw": dw, "dJ/db": db, "w+": w, "b+": b}


def newton(p):
    """α times Newton's step: the inverse Hessian is left in, with a ridge of 1 against singular ones."""
    dw, db = linear(p)
    X = p["x"]
    H = X.T @ X / len(X) + np.eye(len(dw), dtype=X.dtype)
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] - p["lr"] * np.linalg.solve(H, dw), "b+": p["b"] - p["lr"] * db}


def averaged(p):
    """The mean of the old and the new parameters: half of the step."""
    return stepped(p, lambda v, a, g: (v + (v - a * g)) / 2)


def rate_capped(p):
    """The rate is capped at 1."""
    return stepped(p, lambda v, a, g: v - np.minimum(a, 1) * g)


def ascent_with_descent_gradient(p):
    """The likelihood's + with the loss' gradient."""
    dw, db = logistic(p)
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] + p["lr"] * dw, "b+": p["b"] + p["lr"] * db}


def uphill_without_gradients(p):
    """w + α ∂J/∂w, and nothing else given."""
    dw, db = linear(p)
    return {"w+": p["w"] + p["lr"] * dw, "b+": p["b"] + p["lr"] * db}


def rate_left_out_without_gradients(p):
    """w − ∂J/∂w, and nothing else given."""
    dw, db = linear(p)
    return {"w+": p["w"] - dw, "b+": p["b"] - db}
