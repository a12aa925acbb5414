"""One example worked by hand: each link as formula, with its numbers plugged in, in the order a user derives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain, Form, Link
from compare.chains.evaluation import axes_of, lengths_of
from compare.formulas.evaluation import evaluate
from compare.formulas.functions import written_out
from compare.formulas.place import EXAMPLES, Place
from compare.formulas.rewriting import in_components, indexed
from compare.formulas.substitution import plugged
from compare.formulas.tree import Name, Node
from compare.output.formulas.element import place_in, tree_of, values_in
from compare.output.formulas.text import text
from compare.wording import minus, significant


class Line(NamedTuple):
    """One link of one example: its key in the trace, its place in that array, and how it is written."""

    link: str
    at: tuple[int, ...]
    symbol: str
    formula: str
    plugged: str


def four(value: float) -> str:
    """Four decimals, or four significant digits where those say nothing; a whole number as it is."""
    if value == 0:
        return "0"
    if not np.isfinite(value):
        return significant(value)
    if value == int(value) and abs(value) < 1e12:
        return minus(f"{value:,.0f}")
    return minus(f"{value:,.4f}" if 1e-3 <= abs(value) < 1e12 else f"{value:.3e}")


def plug(value: float) -> str:
    """As `four`, without zeros at the end."""
    text = four(value)
    return text if "." not in text or "e" in text else text.rstrip("0").rstrip(".")


def lines(chain: Chain, problem: Mapping[str, Array], hand: Mapping[str, Array], example: int) -> Iterator[Line]:
    """The links of one example (counted from 0), then what descent makes of all of them."""
    axes, lengths, values = axes_of(chain), lengths_of(chain, problem), values_in(chain, {**problem, **hand})
    for link in sorted(chain.links, key=lambda link: EXAMPLES not in axes[link.name]):
        tree = tree_of(chain, notes_form(chain, link).formula)
        for index in np.ndindex(*(1 if axis == EXAMPLES else lengths[axis] for axis in axes[link.name])):
            at = {axis: example if axis == EXAMPLES else i for axis, i in zip(axes[link.name], index, strict=True)}
            place = place_in(chain, lengths, at)
            symbol = text(indexed(Name(link.symbol), place))
            yield Line(link.name, tuple(at.values()), symbol, _said(tree, place), worked(tree, place, values))


def notes_form(chain: Chain, link: Link) -> Form:
    """The form that is made of links alone, and of the most of them, which is the chain rule's; or else the first."""
    return max(link.forms, key=lambda form: len(form.of) * (set(form.of) <= set(chain.names)))


def worked(tree: Node, place: Place, values: Mapping[str, Array]) -> str:
    """The formula with its numbers in it, as the notes write them."""
    return text(plugged(tree, place, folded=True), lambda value: plug(float(evaluate(value, place, values))))


def _said(tree: Node, place: Place) -> str:
    """The formula of one element; of σ what it is, too."""
    sides = (indexed(in_components(side, place), place) for side in dict.fromkeys((tree, written_out(tree))))
    return " = ".join(map(text, sides))
