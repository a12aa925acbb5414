"""The sigmoid, rewritten: every program gives z and ŷ = σ(z)."""

import math

import numpy as np
import torch


def summed(p):
    return p["x"] @ p["w"] + p["b"]


def textbook(p):
    """σ(z) = 1/(1 + e^−z), as every course writes it."""
    z = summed(p)
    with np.errstate(over="ignore"):
        return {"z": z, "y_hat": 1 / (1 + np.exp(-z))}


def by_growing_exponential(p):
    """σ(z) = e^z/(1 + e^z)."""
    z = summed(p)
    grown = np.exp(z)
    return {"z": z, "y_hat": grown / (1 + grown)}


def by_odds(p):
    """The probability that belongs to the odds e^z."""
    z = summed(p)
    odds = np.exp(z)
    return {"z": z, "y_hat": odds / (odds + 1)}


def by_where(p):
    """Either formula, each where its exponential does not grow; both are evaluated."""
    z = summed(p)
    with np.errstate(over="ignore", invalid="ignore"):
        y_hat = np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
    return {"z": z, "y_hat": y_hat}


def by_masks(p):
    """Either formula on its own half, put in place by boolean masks."""
    z = summed(p)
    y_hat = np.empty_like(z)
    positive = z >= 0
    y_hat[positive] = 1 / (1 + np.exp(-z[positive]))
    shrunk = np.exp(z[~positive])
    y_hat[~positive] = shrunk / (1 + shrunk)
    return {"z": z, "y_hat": y_hat}


def by_piecewise(p):
    """np.piecewise over the two halves."""
    z = np.atleast_1d(summed(p))
    y_hat = np.piecewise(z, [z < 0], [lambda t: np.exp(t) / (1 + np.exp(t)), lambda t: 1 / (1 + np.exp(-t))])
    return {"z": z, "y_hat": y_hat}


def by_minimum(p):
    """e^min(z, 0)/(1 + e^−|z|): one expression for both halves."""
    z = summed(p)
    return {"z": z, "y_hat": np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))}


def by_tanh(p):
    """σ(z) = ½(1 + tanh(z/2))."""
    z = summed(p)
    return {"z": z, "y_hat": 0.5 * (1 + np.tanh(z / 2))}


def by_half_and_half_tanh(p):
    """σ(z) = ½ + ½ tanh(½z)."""
    z = summed(p)
    return {"z": z, "y_hat": 0.5 + 0.5 * np.tanh(0.5 * z)}


def by_quarter_tanh(p):
    """σ(z) = (1 + t)²/(2(1 + t²)) with t = tanh(z/4)."""
    z = summed(p)
    t = np.tanh(z / 4)
    return {"z": z, "y_hat": (1 + t) ** 2 / (2 * (1 + t**2))}


def by_logaddexp(p):
    """The exponential of the log sigmoid, −ln(1 + e^−z)."""
    z = summed(p)
    return {"z": z, "y_hat": np.exp(-np.logaddexp(0, -z))}


def by_log1p(p):
    """exp(−log1p(e^−z))."""
    z = summed(p)
    with np.errstate(over="ignore"):
        return {"z": z, "y_hat": np.exp(-np.log1p(np.exp(-z)))}


def by_log_of_odds(p):
    """exp(z − ln(1 + e^z))."""
    z = summed(p)
    return {"z": z, "y_hat": np.exp(z - np.logaddexp(0, z))}


def by_reciprocal(p):
    """np.reciprocal of 1 + e^−z."""
    z = summed(p)
    with np.errstate(over="ignore"):
        return {"z": z, "y_hat": np.reciprocal(1 + np.exp(-z))}


def by_power(p):
    """(1 + e^−z)^−1."""
    z = summed(p)
    with np.errstate(over="ignore"):
        return {"z": z, "y_hat": (1 + np.exp(-z)) ** -1}


def by_expm1(p):
    """1/(2 + expm1(−z))."""
    z = summed(p)
    with np.errstate(over="ignore"):
        return {"z": z, "y_hat": 1 / (2 + np.expm1(-z))}


def by_complement(p):
    """One minus the probability of the other class."""
    z = summed(p)
    with np.errstate(over="ignore"):
        return {"z": z, "y_hat": 1 - 1 / (1 + np.exp(z))}


def by_powers_of_two(p):
    """e^−z written as 2^(−z log₂ e)."""
    z = summed(p)
    with np.errstate(over="ignore"):
        return {"z": z, "y_hat": 1 / (1 + np.exp2(-z * math.log2(math.e)))}


def by_power_of_e(p):
    """e ** −z with the constant math.e."""
    z = summed(p)
    with np.errstate(over="ignore"):
        return {"z": z, "y_hat": 1 / (1 + math.e**-z)}


def by_two_logits(p):
    """Softmax of the logits (0, z), shifted by their maximum."""
    z = summed(p)
    logits = np.stack([np.zeros_like(z), z], axis=1)
    grown = np.exp(logits - logits.max(axis=1, keepdims=True))
    return {"z": z, "y_hat": grown[:, 1] / grown.sum(axis=1)}


def by_half_logits(p):
    """Softmax of the logits (−z/2, z/2), without a shift."""
    z = summed(p)
    up, down = np.exp(z / 2), np.exp(-z / 2)
    return {"z": z, "y_hat": up / (up + down)}


def by_cosh(p):
    """σ(z) = e^(z/2)/(2 cosh(z/2))."""
    z = summed(p)
    return {"z": z, "y_hat": np.exp(z / 2) / (2 * np.cosh(z / 2))}


def by_math_exp(p):
    """A list of 1/(1 + math.exp(−z))."""
    z = summed(p)
    y_hat = [1 / (1 + math.exp(-t)) for t in z]
    return {"z": z, "y_hat": np.array(y_hat, dtype=z.dtype)}


def by_branch_in_loop(p):
    """A loop that takes the branch whose exponential does not grow."""
    z = summed(p)
    y_hat = np.zeros_like(z)
    for i in range(len(z)):
        if z[i] >= 0:
            y_hat[i] = 1 / (1 + math.exp(-z[i]))
        else:
            y_hat[i] = math.exp(z[i]) / (1 + math.exp(z[i]))
    return {"z": z, "y_hat": y_hat}


def by_vectorize(p):
    """A scalar function made to take arrays."""
    z = summed(p)
    sigmoid = np.vectorize(lambda t: 1 / (1 + math.exp(-t)), otypes=[z.dtype])
    return {"z": z, "y_hat": sigmoid(z)}


def by_steps_in_place(p):
    """The textbook formula by ufuncs that write into one array."""
    z = summed(p)
    y_hat = np.negative(z)
    with np.errstate(over="ignore"):
        np.exp(y_hat, out=y_hat)
    np.add(y_hat, 1, out=y_hat)
    np.divide(1, y_hat, out=y_hat)
    return {"z": z, "y_hat": y_hat}


def by_torch(p):
    """torch.sigmoid on the same numbers."""
    z = summed(p)
    return {"z": z, "y_hat": torch.sigmoid(torch.tensor(z)).numpy()}


def by_torch_softmax(p):
    """The second column of torch.softmax over (0, z)."""
    z = torch.tensor(summed(p))
    logits = torch.stack([torch.zeros_like(z), z], dim=1)
    return {"z": z.numpy(), "y_hat": torch.softmax(logits, dim=1)[:, 1].numpy()}


def by_long_double(p):
    """The textbook formula in long double, rounded once at the end."""
    z = summed(p)
    y_hat = 1 / (1 + np.exp(-z.astype(np.longdouble)))
    return {"z": z, "y_hat": y_hat.astype(z.dtype)}


def by_split_exponential(p):
    """e^−z as the square of e^(−z/2)."""
    z = summed(p)
    half = np.exp(-z / 2)
    with np.errstate(over="ignore"):
        return {"z": z, "y_hat": 1 / (1 + half * half)}


def by_ratio_of_tanh(p):
    """σ(z) = 1/(1 + (1 − t)/(1 + t)) with t = tanh(z/2), since e^−z = (1 − t)/(1 + t)."""
    z = summed(p)
    t = np.tanh(z / 2)
    with np.errstate(divide="ignore"):
        return {"z": z, "y_hat": 1 / (1 + (1 - t) / (1 + t))}
