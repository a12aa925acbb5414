"""The chain rule, worked: a row a link, with its formula, this step's numbers in it, both sides, and who is nearer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from compare.formulas.place import Place
from compare.formulas.reader import read
from compare.formulas.rewriting import indexed
from compare.formulas.tree import Name, Node
from compare.output.formulas.atoms import name
from compare.output.formulas.mathml import typeset
from compare.output.page.names import split, spoken
from compare.output.page.plugged import CHAINS, FEATURES, keys_of, place_of, plugged
from compare.output.page.record import Put, Record
from compare.output.page.svg import element

NUMBERS = ("hand", "autograd", "apart", "hand-ulps", "autograd-ulps", "nearer")


class Row(NamedTuple):
    """One link of one feature, as the template sets it."""

    key: str
    spoken: str
    symbol: Markup
    formula: Markup
    plugged: Markup
    numbers: list[Markup]


def rows(report: Mapping[str, Any], record: Record, put: Put) -> tuple[list[Row], list[Row]]:
    """The links of one example, then those of all examples together."""
    every = [_row(report, record, put, link, key) for link in report["links"] for key in record.keys(link["name"])]
    one = [row for row in every if record.series[row.key].per != "step"]
    return one, [row for row in every if row not in one]


def _row(report: Mapping[str, Any], record: Record, put: Put, link: Mapping[str, Any], key: str) -> Row:
    place = place_of(report, link["name"], split(key)[1])
    held = link["forms"]["hand"] or link["forms"]["autograd"]
    tree = read(held[0]["formula"] if held else _stated(report, link["name"]))
    return Row(
        key,
        spoken(key),
        typeset(indexed(Name(link["symbol"]), place)),
        _marked(report, tree, place) if held else Markup("—"),
        plugged(report, record, place, tree, put),
        [put("span", key, side) for side in NUMBERS],
    )


def _stated(report: Mapping[str, Any], name: str) -> str:
    """The link's formula where neither side's value follows any."""
    return next(link.forms[0].formula for link in CHAINS[report["task"]].links if link.name == name)


def _marked(report: Mapping[str, Any], tree: Node, place: Place) -> Markup:
    """The formula of one feature, the derivatives in it marked as what they stand for."""
    keys = keys_of(CHAINS[report["task"]])

    def draw(node: Node) -> Markup | None:
        if not isinstance(node, Name) or not node.symbol.startswith("∂"):
            return None
        feature = f"/{place.at[FEATURES]}" if FEATURES in place.axes[node.symbol] else ""
        return element("mrow", name(str(node)), class_="factor", data_parts=keys[node.symbol] + feature)

    return typeset(indexed(tree, place), draw)
