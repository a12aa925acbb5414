"""What a formula is made of: one small frozen class for each kind of part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace


class NotAFormula(ValueError):
    """A text that is no formula, or a formula without a value: why, and at which sign of the text."""

    def __init__(self, reason: str, at: int = 0) -> None:
        super().__init__(reason)
        self.at = at


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written: 2, 0.05, 1e-7, 20,000, ½, or e."""

    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """What stands for numbers: x, ŷ, ∂L/∂w, w⁺, or an axis' length, n; `below` is its index, as ₁ or ⱼ."""

    symbol: str
    below: str = ""

    def __str__(self) -> str:
        """As it is written: w₁⁺."""
        symbol = self.symbol.removesuffix("⁺")
        return symbol + self.below + self.symbol[len(symbol) :]


@dataclass(frozen=True, slots=True)
class Value:
    """A number in the place of a name: which of its array; in brackets where a negative `factor`; or 1 minus it."""

    symbol: str
    at: tuple[int | None, ...] = ()
    factor: bool = False
    from_one: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in words. It is shown and has no value."""

    text: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts with a sign before each: + or −, and before the first nothing or −."""

    parts: tuple[Node, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Parts with a joint between each two: "·", " · ", or, side by side, "" or " "."""

    parts: tuple[Node, ...]
    joints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """One part over another. A stroke without blanks makes a fraction of the two parts that touch it."""

    over: Node
    under: Node
    stroke: str = "/"


@dataclass(frozen=True, slots=True)
class Power:
    """A base and its exponent, written as small letters if `raised`, or else after ^."""

    base: Node
    exponent: Node
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A function of its arguments."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over the examples or, where the part has none, over its axis. Σ_{i<n} leaves out the last."""

    sign: str
    of: Node


@dataclass(frozen=True, slots=True)
class Group:
    """A part in brackets."""

    inside: Node


@dataclass(frozen=True, slots=True)
class Relation:
    """Sides with a sign between each two: = or ≥."""

    sides: tuple[Node, ...]
    signs: tuple[str, ...]


Node = Number | Name | Value | Words | Sum | Product | Quotient | Power | Call | Total | Group | Relation

SINGLE = Number | Name | Value | Call  # these need no bracket, whatever stands beside them
DOTS = Words("…")  # where terms are left out


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a part, from left to right."""
    found: list[Node] = []
    for field in fields(node):
        held = getattr(node, field.name)
        found += [each for each in (held if isinstance(held, tuple) else (held,)) if isinstance(each, Node)]
    return tuple(found)


def walk(node: Node) -> Iterator[Node]:
    """A part and all parts in it."""
    yield node
    for child in children(node):
        yield from walk(child)


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """The part with each of its own parts changed."""

    def changed(held: object) -> object:
        if isinstance(held, tuple):
            return tuple(changed(each) for each in held)
        return change(held) if isinstance(held, Node) else held

    return replace(node, **{field.name: changed(getattr(node, field.name)) for field in fields(node)})  # type: ignore[arg-type]


def added(terms: Sequence[Node]) -> Node:
    """The sum of some terms; one alone as it is, and of none 0."""
    if len(terms) < 2:
        return terms[0] if terms else Number("0")
    return Sum(tuple(terms), ("", *["+"] * (len(terms) - 1)))


def flat(node: Node) -> Node:
    """A sum that begins with a sum, as one."""
    match node:
        case Sum((Sum(first, before), *others), ("", *signs)):
            return Sum((*first, *others), (*before, *signs))
    return node
