"""A formula with its numbers plugged in, as people write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from compare.output.formula import Node
from compare.output.place import Place

SHOWN_TERMS = 4
Write = Callable[[float], str]


def plugged(tree: Node, place: Place, write: Write) -> str:
    """The formula's text with numbers for its symbols, which `write` writes.

    Raises `NotAFormula` where a symbol stands for several numbers.
    """
    text = _text(tree, place, write)
    whole = tree.kind in ("symbol", "total") or place.is_dot(tree)
    return text[1:-1] if whole and text.startswith("(") else text


def _text(node: Node, place: Place, write: Write) -> str:
    if node.kind == "total":
        return _added([_text(node.parts[0], each, write) for each in place.terms(node)])
    if place.is_dot(node):
        return _added([f"{_factor(a, write)}·{_factor(b, write)}" for a, b in place.pairs(node)])
    if node.kind == "symbol":
        return _factor(place.single(node), write)
    if node.kind == "number":
        return node.text
    if node.kind == "length":
        return str(place.lengths[node.text])
    return _combined(node, [_text(part, place, write) for part in node.parts])


def _combined(node: Node, parts: Sequence[str]) -> str:
    match node.kind:
        case "sum":
            return "".join(f" {sign} {text}" if sign else text for sign, text in zip(node.signs, parts, strict=True))
        case "product":
            return "".join(sign + text for sign, text in zip(node.signs, parts, strict=True))
        case "negated":
            return f"−{parts[0]}"
        case "power":
            return parts[0] + node.text
        case "exponential":
            return f"e^({parts[0]})"
        case "function":
            bare = node.text in ("ln", "log₁₀") and node.parts[0].kind in ("symbol", "function")
            return f"{node.text} {parts[0]}" if bare else f"{node.text}({', '.join(parts)})"
    return f"({parts[0]})"


def _factor(number: float, write: Write) -> str:
    text = write(number)
    return f"({text})" if text.startswith("−") else text


def _added(terms: Sequence[str]) -> str:
    shown = [*terms[:SHOWN_TERMS], *(["…"] if len(terms) > SHOWN_TERMS else [])]
    return f"({' + '.join(shown)})" if len(terms) != 1 else terms[0]
