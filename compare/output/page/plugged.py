"""Each link's formula with a step's numbers in it, as MathML whose numbers can be exchanged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from compare.chains.chain import Chain
from compare.chains.evaluation import axes_of
from compare.chains.perceptron import CLASSIFICATION, REGRESSION
from compare.formulas import substitution
from compare.formulas.place import EXAMPLES, Place
from compare.formulas.tree import Node, Value
from compare.output.formulas.atoms import tag
from compare.output.formulas.element import place_in
from compare.output.formulas.mathml import typeset
from compare.output.page.numbers import number
from compare.output.page.record import Put, Record

MEAN_TERMS = 4
CHAINS = {"regression": REGRESSION, "classification": CLASSIFICATION}
FEATURES = "d"


def plugged(report: Mapping[str, Any], record: Record, place: Place, tree: Node, put: Put) -> Markup:
    """The formula at a place, each number in it written by `put` under its key."""
    shown = {FEATURES: record.features, EXAMPLES: min(MEAN_TERMS, len(record.examples))}
    keys = keys_of(CHAINS[report["task"]])

    def draw(node: Node) -> Markup | None:
        if not isinstance(node, Value):
            return None
        if node.symbol == "α":
            return tag("mn", number(report["lr"]))
        index = dict(zip(place.axes[node.symbol], node.at, strict=True))
        key = f"{'1-' if node.from_one else ''}{keys[node.symbol]}" + (
            f"/{index[FEATURES]}" if FEATURES in index else ""
        )
        return put("mn", key, example=index.get(EXAMPLES), factor=node.factor, class_="factor", data_parts=key)

    return typeset(substitution.plugged(tree, place, shown, folded=True), draw)


def place_of(report: Mapping[str, Any], link: str, j: int | None) -> Place:
    """A link of the shown example, and of feature j (counted from 0) where it has features."""
    chain = CHAINS[report["task"]]
    at = {axis: j if axis == FEATURES else None for axis in axes_of(chain)[link]}
    return place_in(chain, {EXAMPLES: report["n"], FEATURES: report["d"]}, at)


def keys_of(chain: Chain) -> dict[str, str]:
    """The record's key of each symbol; x is held as ∂z/∂w."""
    return {chain.symbol(name): "dz/dw" if name == "x" else name for name in axes_of(chain)}
