"""The sigmoid's derivative, rewritten: every program gives z, ŷ and ∂ŷ/∂z."""

import numpy as np
import torch


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def traced(p, slope):
    """z, ŷ = σ(z) and ∂ŷ/∂z = slope(ŷ, z)."""
    z = p["x"] @ p["w"] + p["b"]
    y_hat = sigmoid(z)
    with np.errstate(all="ignore"):
        return {"z": z, "y_hat": y_hat, "dy_hat/dz": slope(y_hat, z)}


def product(p):
    """ŷ(1 − ŷ)."""
    return traced(p, lambda s, z: s * (1 - s))


def product_stacked(p):
    """The product down a stack of ŷ and 1 − ŷ."""
    return traced(p, lambda s, z: np.prod(np.stack([s, 1 - s]), axis=0))


def less_its_square(p):
    """ŷ − ŷ²."""
    return traced(p, lambda s, z: s - s**2)


def jacobian_diagonal(p):
    """The diagonal of diag(ŷ) − diag(ŷŷᵀ), as for a softmax."""
    return traced(p, lambda s, z: np.diag(np.diag(s) - np.diag(np.diag(np.outer(s, s)))))


def with_complement(p):
    """σ(z)σ(−z)."""
    return traced(p, lambda s, z: s * sigmoid(-z))


def smaller_one(p):
    """m(1 − m) with m = σ(−|z|), the smaller of ŷ and 1 − ŷ."""

    def slope(s, z):
        m = sigmoid(-np.abs(z))
        return m * (1 - m)

    return traced(p, slope)


def quotient(p):
    """e^−z/(1 + e^−z)², as the quotient rule leaves it."""
    return traced(p, lambda s, z: np.exp(-z) / (1 + np.exp(-z)) ** 2)


def growing_quotient(p):
    """e^z/(1 + e^z)²."""
    return traced(p, lambda s, z: np.exp(z) / (1 + np.exp(z)) ** 2)


def quotient_of_absolute(p):
    """e^−|z|/(1 + e^−|z|)²: the slope is even in z."""
    return traced(p, lambda s, z: np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))) ** 2)


def one_over_three_terms(p):
    """1/(e^z + 2 + e^−z)."""
    return traced(p, lambda s, z: 1 / (np.exp(z) + 2 + np.exp(-z)))


def hyperbolic_secant(p):
    """¼ sech²(z/2)."""
    return traced(p, lambda s, z: 0.25 / np.cosh(z / 2) ** 2)


def by_cosh_of_whole(p):
    """1/(2 + 2 cosh z)."""
    return traced(p, lambda s, z: 1 / (2 + 2 * np.cosh(z)))


def by_tanh(p):
    """¼(1 − tanh²(z/2))."""
    return traced(p, lambda s, z: (1 - np.tanh(z / 2) ** 2) / 4)


def by_two_tanh_factors(p):
    """½(1 + t) · ½(1 − t) with t = tanh(z/2)."""

    def slope(s, z):
        t = np.tanh(z / 2)
        return 0.5 * (1 + t) * 0.5 * (1 - t)

    return traced(p, slope)


def square_times_exponential(p):
    """ŷ² e^−z."""
    return traced(p, lambda s, z: s**2 * np.exp(-z))


def over_one_plus_exponential(p):
    """ŷ/(1 + e^z)."""
    return traced(p, lambda s, z: s / (1 + np.exp(z)))


def by_logarithms(p):
    """exp(ln ŷ + ln(1 − ŷ))."""
    return traced(p, lambda s, z: np.exp(np.log(s) + np.log(1 - s)))


def by_log_sigmoids(p):
    """exp(ln σ(z) + ln σ(−z))."""
    return traced(p, lambda s, z: np.exp(-np.logaddexp(0, -z) - np.logaddexp(0, z)))


def quarter_less_square(p):
    """¼ − (ŷ − ½)²: the parabola about its top."""
    return traced(p, lambda s, z: 0.25 - (s - 0.5) ** 2)


def quarter_less_square_of_difference(p):
    """¼(1 − (ŷ − (1 − ŷ))²)."""
    return traced(p, lambda s, z: (1 - (s - (1 - s)) ** 2) / 4)


def half_of_what_is_left(p):
    """½(1 − ŷ² − (1 − ŷ)²): the Gini impurity, halved."""
    return traced(p, lambda s, z: (1 - s**2 - (1 - s) ** 2) / 2)


def by_softmax_pair(p):
    """The product of the two probabilities that a softmax over (0, z) gives."""

    def slope(s, z):
        logits = np.stack([np.zeros_like(z), z])
        grown = np.exp(logits - logits.max(axis=0))
        return np.prod(grown / grown.sum(axis=0), axis=0)

    return traced(p, slope)


def by_autograd(p):
    """torch.sigmoid, differentiated by autograd."""
    z = torch.tensor(p["x"] @ p["w"] + p["b"], requires_grad=True)
    y_hat = torch.sigmoid(z)
    y_hat.sum().backward()
    return {"z": z.detach().numpy(), "y_hat": y_hat.detach().numpy(), "dy_hat/dz": z.grad.numpy()}


def by_complex_step(p):
    """The imaginary part of σ(z + ih)/h: its own error is h², far below any digit."""

    def slope(s, z):
        h = 1e-30
        return (np.imag(1 / (1 + np.exp(-(z + 1j * h)))) / h).astype(z.dtype)

    return traced(p, slope)
