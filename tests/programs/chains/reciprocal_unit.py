"""A unit a = 1/(1 + z²), a bell, under half the squared error."""

from linkwork import ONE_OUTPUT, affine, half_square, last_links, last_values, mean, product, residual, right, summed

from backproof import Chain


def activation(z):
    return (1 + z**2) ** -1


def slope(z):
    return -2 * z * (1 + z**2) ** -2


def backward(p, slope):
    """Every link, with the activation's slope as given."""
    z = p["x"] @ p["w"] + p["b"]
    a = activation(z)
    L = (a - p["y"]) ** 2 / 2
    e, s = a - p["y"], slope(z).astype(z.dtype)
    return {"z": z, "a": a, "L": L, "J": L.mean(), "dL/da": e, "da/dz": s, "dL/dz": e * s, **last_values(p, e * s)}


def trace(p):
    """Forward, then back, every link."""
    return backward(p, slope)


def last_gradients(p):
    """∂J/∂w and ∂J/∂b alone."""
    links = backward(p, slope)
    return {"dJ/dw": links["dJ/dw"], "dJ/db": links["dJ/db"]}


def sign_lost(p):
    """2z(1 + z²)⁻²: the power rule's −1 is lost."""
    return backward(p, lambda z: 2 * z * (1 + z**2) ** -2)


def power_kept(p):
    """−2z(1 + z²)⁻¹: the power is not lowered."""
    return backward(p, lambda z: -2 * z * (1 + z**2) ** -1)


def inner_two_lost(p):
    """−z(1 + z²)⁻²: the 2 of z² is lost."""
    return backward(p, lambda z: -z * (1 + z**2) ** -2)


def inner_derivative_lost(p):
    """−(1 + z²)⁻²: the inner derivative 2z is lost."""
    return backward(p, lambda z: -((1 + z**2) ** -2))


chain = Chain(
    "reciprocal",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("a", "a", "(1 + z²)⁻¹", ("z",), activation),
        right("L", "L", "½(y − a)²", ("y", "a"), half_square),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/da", "∂L/∂a", "−(y − a)", ("y", "a"), residual),
        right("da/dz", "∂a/∂z", "−2z(1 + z²)⁻²", ("z",), slope),
        right("dL/dz", "∂L/∂z", "∂L/∂a · ∂a/∂z", ("dL/da", "da/dz"), product),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    a = (1 + z**2) ** -1
    return {"z": z, "a": a, "L": 0.5 * (inputs["y"] - a) ** 2}
