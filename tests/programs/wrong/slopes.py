"""∂ŷ/∂z, ∂L/∂ŷ and ∂L/∂z of the log loss, derived wrongly."""

import math

import numpy as np


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def forward(p):
    z = p["x"] @ p["w"] + p["b"]
    return z, sigmoid(z)


def with_slope(p, slope):
    """z, ŷ, the right ∂L/∂ŷ, the given ∂ŷ/∂z = slope(ŷ, z) and their product."""
    y, (z, s) = p["y"], forward(p)
    with np.errstate(all="ignore"):
        dL_ds, ds_dz = -(y - s) / (s * (1 - s)), slope(s, z)
        return {"z": z, "y_hat": s, "dL/dy_hat": dL_ds, "dy_hat/dz": ds_dz, "dL/dz": dL_ds * ds_dz}


def with_loss_slope(p, slope):
    """z, ŷ, the given ∂L/∂ŷ = slope(y, ŷ), the right ∂ŷ/∂z and their product."""
    y, (z, s) = p["y"], forward(p)
    with np.errstate(all="ignore"):
        dL_ds = slope(y, s)
        return {"z": z, "y_hat": s, "dL/dy_hat": dL_ds, "dy_hat/dz": s * (1 - s), "dL/dz": dL_ds * (s * (1 - s))}


def with_residual(p, residual):
    """z, ŷ, the given ∂L/∂z = residual(y, ŷ, z) and the gradients that follow."""
    y, (z, s) = p["y"], forward(p)
    with np.errstate(all="ignore"):
        g = residual(y, s, z)
        return {"z": z, "y_hat": s, "dL/dz": g, "dJ/dw": p["x"].T @ g / len(g), "dJ/db": g.mean()}


def sign_of_slope(p):
    """σ′ = ŷ(ŷ − 1)."""
    return with_slope(p, lambda s, z: s * (s - 1))


def difference_for_product(p):
    """σ′ = ŷ − (1 − ŷ)."""
    return with_slope(p, lambda s, z: s - (1 - s))


def slope_at_sum(p):
    """σ′ = z(1 − z)."""
    return with_slope(p, lambda s, z: z * (1 - z))


def slope_at_output(p):
    """σ′ = σ(ŷ)(1 − σ(ŷ)): the slope is taken at the output."""
    return with_slope(p, lambda s, z: sigmoid(s) * (1 - sigmoid(s)))


def slope_at_input(p):
    """σ′ at the first feature."""
    first = sigmoid(p["x"][:, 0])
    return with_slope(p, lambda s, z: first * (1 - first))


def half_of_slope(p):
    """σ′ = 1 − ŷ."""
    return with_slope(p, lambda s, z: 1 - s)


def square_of_output(p):
    """σ′ = 1 − ŷ², which is tanh′."""
    return with_slope(p, lambda s, z: 1 - s**2)


def slope_plus(p):
    """σ′ = ŷ + ŷ²: one term's sign."""
    return with_slope(p, lambda s, z: s + s**2)


def exponential_over_once(p):
    """e^−z/(1 + e^−z): the square in the denominator is lost."""
    return with_slope(p, lambda s, z: sigmoid(-z))


def inner_sign_of_quotient(p):
    """−e^−z/(1 + e^−z)²: the inner derivative −1 is lost."""
    return with_slope(p, lambda s, z: -s * sigmoid(-z))


def quotient_without_exponential(p):
    """1/(1 + e^−z)²: e^−z is lost."""
    return with_slope(p, lambda s, z: s * s)


def tanh_without_quarter(p):
    """1 − tanh²(z/2): the ¼ is lost."""
    return with_slope(p, lambda s, z: 1 / np.cosh(z / 2) ** 2)


def tanh_with_half(p):
    """½(1 − tanh²(z/2)): one half for two."""
    return with_slope(p, lambda s, z: 0.5 / np.cosh(z / 2) ** 2)


def slope_of_line(p):
    """∂ŷ/∂z = 1, as for regression."""
    return with_slope(p, lambda s, z: np.ones_like(z))


def slope_squared(p):
    """(ŷ(1 − ŷ))²."""
    return with_slope(p, lambda s, z: (s * (1 - s)) ** 2)


def slope_floored(p):
    """ŷ(1 − ŷ), but at least 0.1, against vanishing gradients."""
    return with_slope(p, lambda s, z: np.maximum(s * (1 - s), 0.1))


def sign_of_loss_slope(p):
    """(y − ŷ)/(ŷ(1 − ŷ))."""
    return with_loss_slope(p, lambda y, s: (y - s) / (s * (1 - s)))


def sign_of_second_term(p):
    """−y/ŷ − (1 − y)/(1 − ŷ)."""
    return with_loss_slope(p, lambda y, s: -y / s - (1 - y) / (1 - s))


def sign_of_first_term(p):
    """y/ŷ + (1 − y)/(1 − ŷ)."""
    return with_loss_slope(p, lambda y, s: y / s + (1 - y) / (1 - s))


def cancelled_too_early(p):
    """ŷ − y at ∂L/∂ŷ, where σ′ has not come in."""
    return with_loss_slope(p, lambda y, s: s - y)


def first_term_alone(p):
    """−y/ŷ."""
    return with_loss_slope(p, lambda y, s: -y / s)


def logarithms_kept(p):
    """−(y ln ŷ + (1 − y) ln(1 − ŷ)): the loss for its slope."""
    return with_loss_slope(p, lambda y, s: -(y * np.log(s) + (1 - y) * np.log(1 - s)))


def squares_in_denominators(p):
    """−y/ŷ² + (1 − y)/(1 − ŷ)²: differentiated twice."""
    return with_loss_slope(p, lambda y, s: -y / s**2 + (1 - y) / (1 - s) ** 2)


def denominators_swapped(p):
    """−y/(1 − ŷ) + (1 − y)/ŷ."""
    return with_loss_slope(p, lambda y, s: -y / (1 - s) + (1 - y) / s)


def labels_swapped(p):
    """−(1 − y)/ŷ + y/(1 − ŷ): the two classes are coded the other way round."""
    return with_loss_slope(p, lambda y, s: -(1 - y) / s + y / (1 - s))


def epsilon_in_denominators(p):
    """−y/(ŷ + 1e-7) + (1 − y)/(1 − ŷ + 1e-7)."""
    return with_loss_slope(p, lambda y, s: -y / (s + 1e-7) + (1 - y) / (1 - s + 1e-7))


def slope_of_clipped(p):
    """The slope at ŷ clipped to [0.01, 0.99]."""

    def slope(y, s):
        c = np.clip(s, 0.01, 0.99)
        return (c - y) / (c * (1 - c))

    return with_loss_slope(p, slope)


def bits(p):
    """The slope of the loss in bits: over ln 2."""
    return with_loss_slope(p, lambda y, s: (s - y) / (s * (1 - s) * math.log(2)))


def squared_error_slope_doubled(p):
    """2(ŷ − y), the slope of another loss."""
    return with_loss_slope(p, lambda y, s: 2 * (s - y))


def focal_slope(p):
    """The log loss' slope weighed by (1 − p_t)², of focal loss, whose own derivative is left out."""
    return with_loss_slope(p, lambda y, s: (s - y) / (s * (1 - s)) * (y * (1 - s) + (1 - y) * s) ** 2)


def slope_left_out(p):
    """∂L/∂ŷ is used for ∂L/∂z."""
    return with_residual(p, lambda y, s, z: (s - y) / (s * (1 - s)))


def slope_applied_again(p):
    """(ŷ − y)ŷ(1 − ŷ): also the gradient of ½(y − σ(z))²."""
    return with_residual(p, lambda y, s, z: (s - y) * s * (1 - s))


def sign_of_residual(p):
    """y − ŷ."""
    return with_residual(p, lambda y, s, z: y - s)


def sigmoid_left_out(p):
    """z − y: the margin is taken for the probability."""
    return with_residual(p, lambda y, s, z: z - y)


def formula_of_signs(p):
    """−yσ(−yz) with the labels 0 and 1."""
    return with_residual(p, lambda y, s, z: -y * sigmoid(-y * z))


def signs_for_labels(p):
    """σ(z) − t with t = 2y − 1."""
    return with_residual(p, lambda y, s, z: s - (2 * y - 1))


def smoothed_labels(p):
    """σ(z) − (0.9y + 0.05)."""
    return with_residual(p, lambda y, s, z: s - (0.9 * y + 0.05))


def smoothed_more(p):
    """σ(z) − (0.8y + 0.1)."""
    return with_residual(p, lambda y, s, z: s - (0.8 * y + 0.1))


def smoothed_on_one_side(p):
    """σ(z) − 0.9y."""
    return with_residual(p, lambda y, s, z: s - 0.9 * y)


def divided_already(p):
    """(ŷ − y)/n at the example's own partial, and the mean of that."""
    return with_residual(p, lambda y, s, z: (s - y) / len(y))


def squashed_twice(p):
    """(σ(σ(z)) − y)σ(z)σ(−z): the loss applies σ itself."""
    return with_residual(p, lambda y, s, z: (sigmoid(s) - y) * s * (1 - s))


def squashed_twice_and_cancelled(p):
    """σ(σ(z)) − y."""
    return with_residual(p, lambda y, s, z: sigmoid(s) - y)


def half_residual(p):
    """½(ŷ − y)."""
    return with_residual(p, lambda y, s, z: (s - y) / 2)


def double_residual(p):
    """2(ŷ − y)."""
    return with_residual(p, lambda y, s, z: 2 * (s - y))


def perceptron_rule(p):
    """The perceptron's own rule: the predicted class less the label."""
    return with_residual(p, lambda y, s, z: (z > 0) - y)


def hinge(p):
    """−t where tz < 1, of the hinge loss."""
    return with_residual(p, lambda y, s, z: (1 - 2 * y) * ((2 * y - 1) * z < 1))


def exponential_loss(p):
    """−t e^−tz, of AdaBoost's loss."""
    return with_residual(p, lambda y, s, z: (1 - 2 * y) * np.exp(-np.clip((2 * y - 1) * z, -500, 500)))


def absolute_residual(p):
    """|ŷ − y|."""
    return with_residual(p, lambda y, s, z: np.abs(s - y))


def residual_squared(p):
    """(ŷ − y)²."""
    return with_residual(p, lambda y, s, z: (s - y) ** 2)


def loss_for_residual(p):
    """The loss in the place of its slope."""
    return with_residual(p, lambda y, s, z: np.logaddexp(0, (1 - 2 * y) * z))


def square_where_zero(p):
    """ŷ − 1 where y = 1, and ŷ² where y = 0."""
    return with_residual(p, lambda y, s, z: np.where(y == 1, s - 1, s * s))


def other_class(p):
    """ŷ − (1 − y)."""
    return with_residual(p, lambda y, s, z: s - (1 - y))


def residual_of_clipped(p):
    """ŷ clipped to [1e-7, 1 − 1e-7], less y."""
    return with_residual(p, lambda y, s, z: np.clip(s, 1e-7, 1 - 1e-7) - y)


def residual_clipped(p):
    """The residual clipped to ±0.5."""
    return with_residual(p, lambda y, s, z: np.clip(s - y, -0.5, 0.5))


def positives_count_twice(p):
    """A class weight of 2 for the label 1."""
    return with_residual(p, lambda y, s, z: np.where(y == 1, 2 * (s - y), s - y))


def balanced_classes(p):
    """Balanced class weights n/(2 n_c), as class_weight="balanced" has them."""

    def residual(y, s, z):
        n, happy = len(y), y.sum()
        count = np.where(y == 1, happy, n - happy)
        return n / (2 * count) * (s - y)

    return with_residual(p, residual)


def entropy_rewarded(p):
    """ŷ − y less a tenth of the entropy's slope −zŷ(1 − ŷ), of a confidence penalty."""
    return with_residual(p, lambda y, s, z: s - y + 0.1 * z * s * (1 - s))


def margin_reached(p):
    """The residual, but 0 once the margin is above 1."""
    return with_residual(p, lambda y, s, z: np.where((2 * y - 1) * z > 1, 0, s - y))


def temperature(p):
    """σ(z/2) − y: a temperature of 2 is left on."""
    return with_residual(p, lambda y, s, z: sigmoid(z / 2) - y)
