"""The number that a formula makes of the numbers plugged in."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from compare.output.formulas.parse import POWERS, Node
from compare.output.formulas.place import Place

FUNCTIONS: dict[str, Callable[..., np.float64]] = {
    "ln": np.log,
    "log₁₀": np.log10,
    "tanh": np.tanh,
    "exp": np.exp,
    "max": np.maximum,
}


def made(node: Node, place: Place) -> float:
    """The value in float64, operation by operation as it is written. Raises `NotAFormula` for what is no number."""
    if node.kind == "total":
        return float(sum(made(node.parts[0], each) for each in place.terms(node)))
    if place.is_dot(node):
        return float(sum(a * b for a, b in place.pairs(node)))
    if node.kind == "symbol":
        return place.single(node)
    if node.kind == "number":
        return 0.5 if node.text == "½" else float(node.text)
    if node.kind == "length":
        return float(place.lengths[node.text])
    return float(_combined(node, [np.float64(made(part, place)) for part in node.parts]))


def _combined(node: Node, parts: list[np.float64]) -> np.float64:
    first, *others = parts
    match node.kind:
        case "sum":
            for sign, part in zip(node.signs[1:], others, strict=True):
                first = first - part if sign == "−" else first + part
        case "product":
            for sign, part in zip(node.signs[1:], others, strict=True):
                first = first / part if sign == "/" else first * part
        case "negated":
            return -first
        case "power":
            return np.float64(first ** POWERS[node.text])
        case "exponential":
            return np.float64(np.exp(first))
        case "function":
            return np.float64(1 / (1 + np.exp(-first)) if node.text == "σ" else FUNCTIONS[node.text](*parts))
    return first
