"""A formula with its numbers plugged in, as people write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from compare.output.formulas.parse import Node
from compare.output.formulas.place import Place

SHOWN_TERMS = 4
Write = Callable[[float], str]


def plugged(tree: Node, place: Place, write: Write) -> str:
    """The formula's text with numbers for its symbols, which `write` writes.

    Raises `NotAFormula` where a symbol stands for several numbers.
    """
    if tree.kind == "symbol":
        return write(place.single(tree))
    return _open(tree, place, write)


def _open(node: Node, place: Place, write: Write) -> str:
    """The text where nothing stands beside it, so that what is added up needs no brackets of its own."""
    return " + ".join(_terms(node, place, write)) or _text(node, place, write)


def _terms(node: Node, place: Place, write: Write) -> list[str]:
    """What a Σ or a product of two vectors adds up, the first terms of many; of anything else nothing."""
    if node.kind == "total":
        return _first([_text(node.parts[0], each, write) for each in place.terms(node)])
    if place.is_dot(node):
        return _first([f"{_factor(a, write)}·{_factor(b, write)}" for a, b in place.pairs(node)])
    return []


def _first(terms: Sequence[str]) -> list[str]:
    if not terms:
        return ["0"]
    return [*terms[:SHOWN_TERMS], *(["…"] if len(terms) > SHOWN_TERMS else [])]


def _text(node: Node, place: Place, write: Write) -> str:
    if terms := _terms(node, place, write):
        alone = len(terms) == 1 and (node.kind == "product" or node.parts[0].kind in ("symbol", "group", "function"))
        return terms[0] if alone else f"({' + '.join(terms)})"
    if node.kind == "symbol":
        return _factor(place.single(node), write)
    if node.kind == "number":
        return node.text
    if node.kind == "length":
        return str(place.lengths[node.text])
    write_part = _open if node.kind in ("group", "function", "exponential") else _text
    return _combined(node, [write_part(part, place, write) for part in node.parts])


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
