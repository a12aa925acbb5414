"""L and J, written wrongly."""

import numpy as np


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def log_loss(p, loss):
    """z, ŷ, the given L = loss(y, ŷ, z) and its mean."""
    z = p["x"] @ p["w"] + p["b"]
    with np.errstate(all="ignore"):
        L = loss(p["y"], sigmoid(z), z)
        return {"z": z, "y_hat": sigmoid(z), "L": L, "J": L.mean()}


def log_cost(p, cost):
    """z, ŷ, the right L and the given J = cost(y, ŷ, L)."""
    z, y = p["x"] @ p["w"] + p["b"], p["y"]
    L = y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)
    with np.errstate(all="ignore"):
        return {"z": z, "y_hat": sigmoid(z), "L": L, "J": cost(y, sigmoid(z), L)}


def square_loss(p, loss):
    """ŷ, the given L = loss(y, ŷ) and its mean."""
    y_hat = p["x"] @ p["w"] + p["b"]
    L = loss(p["y"], y_hat)
    return {"y_hat": y_hat, "L": L, "J": L.mean()}


def square_cost(p, cost):
    """ŷ, the right L and the given J = cost(L)."""
    y_hat = p["x"] @ p["w"] + p["b"]
    L = (y_hat - p["y"]) ** 2 / 2
    return {"y_hat": y_hat, "L": L, "J": cost(L)}


def minus_lost(p):
    """y ln ŷ + (1 − y) ln(1 − ŷ)."""
    return log_loss(p, lambda y, s, z: y * np.log(s) + (1 - y) * np.log(1 - s))


def base_ten(p):
    """log10 for ln."""
    return log_loss(p, lambda y, s, z: -y * np.log10(s) - (1 - y) * np.log10(1 - s))


def base_two(p):
    """log2 for ln."""
    return log_loss(p, lambda y, s, z: np.where(y == 1, -np.log2(s), -np.log2(1 - s)))


def formula_of_signs(p):
    """ln(1 + e^−yz) with the labels 0 and 1."""
    return log_loss(p, lambda y, s, z: np.logaddexp(0, -y * z))


def classes_swapped(p):
    """−(1 − y) ln ŷ − y ln(1 − ŷ)."""
    return log_loss(p, lambda y, s, z: np.where(y == 1, -np.log(1 - s), -np.log(s)))


def one_class(p):
    """−y ln ŷ."""
    return log_loss(p, lambda y, s, z: y * np.logaddexp(0, -z))


def clipped_predictions(p):
    """ŷ clipped to [1e-7, 1 − 1e-7] before the logarithm."""

    def loss(y, s, z):
        c = np.clip(s, 1e-7, 1 - 1e-7)
        return -y * np.log(c) - (1 - y) * np.log(1 - c)

    return log_loss(p, loss)


def floored_probabilities(p):
    """Each logarithm is of at least 1e-7."""
    return log_loss(p, lambda y, s, z: -y * np.log(np.maximum(s, 1e-7)) - (1 - y) * np.log(np.maximum(1 - s, 1e-7)))


def epsilon_in_logarithms(p):
    """ln(ŷ + 1e-8) and ln(1 − ŷ + 1e-8)."""
    return log_loss(p, lambda y, s, z: -y * np.log(s + 1e-8) - (1 - y) * np.log(1 - s + 1e-8))


def smoothed(p):
    """The loss for 0.9y + 0.05."""

    def loss(y, s, z):
        soft = 0.9 * y + 0.05
        return soft * np.logaddexp(0, -z) + (1 - soft) * np.logaddexp(0, z)

    return log_loss(p, loss)


def squashed_twice(p):
    """The log loss of σ(σ(z))."""
    return log_loss(p, lambda y, s, z: y * np.logaddexp(0, -s) + (1 - y) * np.logaddexp(0, s))


def brier(p):
    """½(y − ŷ)² for the log loss."""
    return log_loss(p, lambda y, s, z: (y - s) ** 2 / 2)


def focal(p):
    """The focal loss, (1 − p_t)² times the log loss."""
    return log_loss(p, lambda y, s, z: np.abs(y - s) ** 2 * np.logaddexp(0, (1 - 2 * y) * z))


def hinge(p):
    """max(0, 1 − tz)."""
    return log_loss(p, lambda y, s, z: np.maximum(0, 1 - (2 * y - 1) * z))


def positives_count_twice(p):
    """A weight of 2 at the label 1."""
    return log_loss(p, lambda y, s, z: (1 + y) * np.logaddexp(0, (1 - 2 * y) * z))


def maximum_without_product(p):
    """max(z, 0) + log1p(e^−|z|): − zy is lost."""
    return log_loss(p, lambda y, s, z: np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))))


def sign_inside_exponential(p):
    """max(z, 0) − zy + log1p(e^|z|): a minus is lost."""
    return log_loss(p, lambda y, s, z: np.maximum(z, 0) - z * y + np.log1p(np.exp(np.minimum(np.abs(z), 700))))


def sum_of_losses(p):
    """Σ L."""
    return log_cost(p, lambda y, s, L: L.sum())


def divided_twice(p):
    """(1/n²) Σ L."""
    return log_cost(p, lambda y, s, L: L.mean() / len(L))


def table_of_products(p):
    """−(1/n) Σ of the table of every label with every logarithm."""

    def cost(y, s, L):
        table = np.outer(y, np.log(s)) + np.outer(1 - y, np.log(1 - s))
        return -table.sum() / len(y)

    return log_cost(p, cost)


def mean_of_last_term(p):
    """−Σ y ln ŷ − (1/n) Σ (1 − y) ln(1 − ŷ)."""

    def cost(y, s, L):
        return np.sum(y * L) + np.sum((1 - y) * L) / len(y)

    return log_cost(p, cost)


def last_left_out(p):
    """The sum ends before the last example, and n divides."""
    return log_cost(p, lambda y, s, L: L[:-1].sum() / len(L))


def mean_without_last(p):
    """The mean of all examples but the last, if there is more than one."""
    return log_cost(p, lambda y, s, L: L[:-1].mean() if len(L) > 1 else L[0])


def median_of_losses(p):
    """np.median for np.mean."""
    return log_cost(p, lambda y, s, L: np.median(L))


def largest_loss(p):
    """The largest loss for their mean."""
    return log_cost(p, lambda y, s, L: L.max())


def log_likelihood(p):
    """The mean log likelihood."""
    return log_cost(p, lambda y, s, L: -L.mean())


def exponential_of_mean(p):
    """The perplexity."""
    return log_cost(p, lambda y, s, L: np.exp(np.minimum(L.mean(), 500)))


def mean_of_each_class(p):
    """The mean of the two classes' means."""

    def cost(y, s, L):
        means = [L[y == c].mean() for c in (0, 1) if (y == c).any()]
        return L.dtype.type(sum(means) / len(means))

    return log_cost(p, cost)


def half_forgotten(p):
    """(y − ŷ)²."""
    return square_loss(p, lambda y, y_hat: (y - y_hat) ** 2)


def absolute_error(p):
    """|y − ŷ|."""
    return square_loss(p, lambda y, y_hat: np.abs(y - y_hat))


def square_forgotten(p):
    """½|y − ŷ|."""
    return square_loss(p, lambda y, y_hat: np.abs(y - y_hat) / 2)


def huber(p):
    """The Huber loss."""

    def loss(y, y_hat):
        e = np.abs(y - y_hat)
        return np.where(e <= 1, e**2 / 2, e - e.dtype.type(0.5))

    return square_loss(p, loss)


def binomial_middle(p):
    """½y² − ½yŷ + ½ŷ²: the 2 of the middle term is lost."""
    return square_loss(p, lambda y, y_hat: (y**2 - y * y_hat + y_hat**2) / 2)


def half_of_difference_of_squares(p):
    """½(y² − ŷ²)."""
    return square_loss(p, lambda y, y_hat: (y**2 - y_hat**2) / 2)


def log_cosh(p):
    """ln cosh(y − ŷ), which is ½e² for small e."""
    return square_loss(p, lambda y, y_hat: np.logaddexp(y - y_hat, y_hat - y) - np.log(2).astype(y.dtype))


def penalty_in_each_loss(p):
    """½(y − ŷ)² + 0.005‖w‖²."""
    return square_loss(p, lambda y, y_hat: (y - y_hat) ** 2 / 2 + 0.005 * (p["w"] @ p["w"]))


def half_for_mean(p):
    """½ Σ L."""
    return square_cost(p, lambda L: L.sum() / 2)


def halved_again(p):
    """1/(2n) of losses that are halved already."""
    return square_cost(p, lambda L: L.sum() / (2 * len(L)))


def less_one(p):
    """1/(n − 1) Σ L."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return square_cost(p, lambda L: L.sum() / np.asarray(len(L) - 1, L.dtype))


def root_of_mean(p):
    """√ of the mean: RMSE."""
    return square_cost(p, lambda L: np.sqrt(L.mean()))


def divided_by_features(p):
    """Σ L over the number of features."""
    return square_cost(p, lambda L: L.sum() / p["x"].shape[1])


def penalty_in_cost(p):
    """The mean, and a penalty of 0.05‖w‖²."""
    return square_cost(p, lambda L: L.mean() + 0.05 * (p["w"] @ p["w"]))


def variance_of_residuals(p):
    """Half the variance of the residuals, without the square of their mean."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return {"y_hat": p["x"] @ p["w"] + p["b"], "L": e**2 / 2, "J": e.var() / 2}


def geometric_mean(p):
    """The geometric mean of the losses."""
    with np.errstate(divide="ignore"):
        return square_cost(p, lambda L: np.exp(np.log(L).mean()))
