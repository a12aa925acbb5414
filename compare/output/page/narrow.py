"""The same graph for a phone: the chain from top to bottom, and beside it the autograd tape from the bottom up."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from markupsafe import Markup

from compare.output.page.drawing import BIG, INNER, SMALL, Point, line, node, pair, part, symbol, text
from compare.output.page.graph import TITLE
from compare.output.page.inputs import Left, edges, stand
from compare.output.page.names import italic, spoken
from compare.output.page.record import Put, Record
from compare.output.page.svg import element
from compare.output.page.tape import NODES, tape
from compare.output.schema.report import Report

WIDTH = 400.0
LEFT = Left(x=34.0, label=118.0, elbow=190.0)
TAPE, Y, CHAIN = 76.0, 186.0, 256.0
STEP = 118.0
VALUES = dict.fromkeys(INNER, (BIG + 14, -4.0))


def narrow(report: Report, record: Record, put: Put, key: str) -> Markup:
    """The picture, every number written by `put`; `key` begins its id."""
    spots = stand(report, record, LEFT)
    bottom = spots["b"][1]
    top = bottom + 104
    levels = dict(zip(reversed(NODES), (top + 80 + STEP * i for i in range(len(NODES))), strict=True))
    boxes = {"leaves": (TAPE, top), **{name: (TAPE, y) for name, y in levels.items()}}
    spots |= {name: (CHAIN, y) for name, y in levels.items()} | {"z": (CHAIN, bottom / 2), "y": (Y, levels["L"])}
    wrong = {slip["link"] for slip in report["slips"]}
    (_, y), (_, under) = spots["L"], spots["J"]
    return element(
        "svg",
        element("title", TITLE, id=f"{key}-narrow"),
        line([(Y + SMALL, y), (CHAIN - BIG, y)], "edge thin"),
        *edges(report, spots, LEFT, wrong, put),
        _edge(spots, "z", "y_hat", "dy_hat/dz", wrong, put),
        _edge(spots, "y_hat", "L", "dL/dy_hat", wrong, put),
        line([(CHAIN, y + BIG), (CHAIN, under - BIG)], "edge"),
        text((CHAIN + 14, (y + under) / 2 + 5), f"{italic('dJ/dL')} = 1/{report['n']:,}", "value start"),
        *(node(name, at, put, VALUES.get(name)) for name, at in spots.items() if name != "…"),
        text((TAPE - 73, top - 34), "the autograd tape, upwards", "label start"),
        *tape(report, record, boxes, put),
        class_="graph narrow",
        viewBox=f"0 0 {WIDTH:g} {under + 36:g}",
        role="group",
        aria_labelledby=f"{key}-narrow",
        data_rove="",
    )


def _edge(spots: Mapping[str, Point], start: str, end: str, key: str, wrong: Collection[str], put: Put) -> Markup:
    """A line downwards with its local derivative beside its lower end: the symbol, and both sides' values."""
    (x, top), (_, bottom) = spots[start], spots[end]
    y = bottom - STEP / 2
    return element(
        "g",
        line([(x, top + BIG), (x, bottom - BIG)], "edge"),
        symbol((x + 42, y - 12), key, wrong),
        *pair((x + 18, y + 8), key, put),
        **part(key, f"{spoken(key)}, on the edge from {spoken(start)} to {spoken(end)}"),
    )
