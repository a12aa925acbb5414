"""Small differentiators of one's own: tapes, dual numbers, layers."""

import math

import numpy as np


class Value:
    """A number with a gradient, and a closure that passes it on."""

    def __init__(self, data, parents=(), pass_on=None):
        self.data, self.grad, self.parents, self.pass_on = data, 0.0, parents, pass_on

    def __add__(self, other):
        def pass_on(grad):
            self.grad += grad
            other.grad += grad

        return Value(self.data + other.data, (self, other), pass_on)

    def __mul__(self, other):
        def pass_on(grad):
            self.grad += grad * other.data
            other.grad += grad * self.data

        return Value(self.data * other.data, (self, other), pass_on)

    def softplus(self):
        """ln(1 + e^v), whose slope is σ(v)."""

        def pass_on(grad):
            v = self.data
            sigmoid = 1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v))
            self.grad += grad * sigmoid

        return Value(max(self.data, 0.0) + math.log1p(math.exp(-abs(self.data))), (self,), pass_on)

    def backward(self):
        """From here back to the leaves, every node after all that use it."""
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            if node.pass_on is not None:
                node.pass_on(node.grad)


def weighed(x_i, w, b):
    """x·w + b of one example, in Values."""
    total = b
    for x_ij, w_j in zip(x_i, w, strict=True):
        total = total + Value(float(x_ij)) * w_j
    return total


def gradients_of(p, losses):
    """∂J/∂w and ∂J/∂b by one pass back from the mean of losses(w, b)."""
    w, b = [Value(float(w_j)) for w_j in p["w"]], Value(float(p["b"]))
    terms = losses(w, b)
    J = terms[0]
    for term in terms[1:]:
        J = J + term
    J = J * Value(1 / len(terms))
    J.backward()
    dtype = p["x"].dtype
    return {"dJ/dw": np.array([w_j.grad for w_j in w], dtype), "dJ/db": np.array(b.grad, dtype)}


def tape_of_squared_error(p):
    """A tape of scalars, as small engines for teaching have it: ½e·e."""

    def losses(w, b):
        residuals = [weighed(x_i, w, b) + Value(-float(y_i)) for x_i, y_i in zip(p["x"], p["y"], strict=True)]
        return [Value(0.5) * e * e for e in residuals]

    return gradients_of(p, losses)


def tape_of_log_loss(p):
    """A tape of scalars: softplus of the margin (1 − 2y)z."""

    def losses(w, b):
        pairs = zip(p["x"], p["y"], strict=True)
        return [(Value(1 - 2 * float(y_i)) * weighed(x_i, w, b)).softplus() for x_i, y_i in pairs]

    return gradients_of(p, losses)


class Dual:
    """A number and its derivative by one parameter: a + a′ε with ε² = 0."""

    def __init__(self, value, slope=0.0):
        self.value, self.slope = value, slope

    def __add__(self, other):
        return Dual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.value * other.value, self.value * other.slope + self.slope * other.value)


def dual_numbers(p):
    """Forward mode: one pass for each parameter."""
    d, n, dtype = len(p["w"]), len(p["y"]), p["x"].dtype
    slopes = []
    for k in range(d + 1):
        w = [Dual(float(w_j), float(j == k)) for j, w_j in enumerate(p["w"])]
        b = Dual(float(p["b"]), float(k == d))
        J = Dual(0.0)
        for x_i, y_i in zip(p["x"], p["y"], strict=True):
            e = b + Dual(-float(y_i))
            for x_ij, w_j in zip(x_i, w, strict=True):
                e = e + Dual(float(x_ij)) * w_j
            J = J + Dual(0.5 / n) * e * e
        slopes.append(J.slope)
    return {"dJ/dw": np.array(slopes[:d], dtype), "dJ/db": np.array(slopes[d], dtype)}


class Linear:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        self.x = x
        return x @ self.w + self.b

    def backward(self, grad):
        self.dw, self.db = self.x.T @ grad, grad.sum(axis=0)
        return grad @ self.w.T


class Sigmoid:
    def forward(self, z):
        self.out = np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
        return self.out

    def backward(self, grad):
        return grad * self.out * (1 - self.out)


class BinaryCrossEntropy:
    def forward(self, predicted, target):
        self.predicted, self.target = predicted, target
        with np.errstate(divide="ignore", invalid="ignore"):
            return -(target * np.log(predicted) + (1 - target) * np.log(1 - predicted)).mean()

    def backward(self):
        s, y = self.predicted, self.target
        with np.errstate(divide="ignore", invalid="ignore"):
            return ((1 - y) / (1 - s) - y / s) / len(y)


def layers(p):
    """Three layers with forward and backward, as frameworks for teaching have them."""
    linear, squash, loss = Linear(p["w"][:, None], p["b"]), Sigmoid(), BinaryCrossEntropy()
    loss.forward(squash.forward(linear.forward(p["x"])), p["y"][:, None])
    with np.errstate(invalid="ignore"):
        linear.backward(squash.backward(loss.backward()))
    return {"dJ/dw": linear.dw[:, 0], "dJ/db": linear.db[0]}


class HalfSquare:
    def forward(self, predicted, target):
        self.error = predicted - target
        return (self.error**2).mean() / 2

    def backward(self):
        return self.error / len(self.error)


def two_layers(p):
    """A linear layer and half the mean square, with forward and backward."""
    linear, loss = Linear(p["w"][:, None], p["b"]), HalfSquare()
    J = loss.forward(linear.forward(p["x"]), p["y"][:, None])
    linear.backward(loss.backward())
    return {"J": J, "dJ/dw": linear.dw[:, 0], "dJ/db": linear.db[0]}


def closures(p):
    """Each forward step returns its value and a function that pulls a slope back."""

    def affine(x, w, b):
        return x @ w + b, lambda grad: (x.T @ grad, grad.sum())

    def half_mean_square(v):
        return v @ v / (2 * len(v)), lambda grad: grad * v / len(v)

    z, pull_affine = affine(p["x"], p["w"], p["b"])
    J, pull_cost = half_mean_square(z - p["y"])
    dw, db = pull_affine(pull_cost(1))
    return {"z": z, "J": J, "dJ/dw": dw, "dJ/db": db}


def generator(p):
    """Examples from a generator, one gradient at a time."""

    def slopes():
        for x_i, y_i in zip(p["x"], p["y"], strict=True):
            z = x_i @ p["w"] + p["b"]
            s = 1 / (1 + np.exp(-z)) if z > 0 else np.exp(z) / (1 + np.exp(z))
            yield (s - y_i) * x_i, s - y_i

    dw, db = (sum(parts) / len(p["y"]) for parts in zip(*slopes(), strict=True))
    return {"dJ/dw": dw, "dJ/db": db}


def by_linearity(p):
    """The gradient is affine in θ: one evaluation at θ of a function of θ and the data."""

    def gradient(theta):
        X = np.c_[p["x"], np.ones(len(p["x"]), p["x"].dtype)]
        return X.T @ (X @ theta - p["y"]) / len(X)

    *dw, db = gradient(np.r_[p["w"], p["b"]])
    return {"dJ/dw": np.array(dw), "dJ/db": db}
