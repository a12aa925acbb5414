"""The computational graph: inline SVG, a value on each node and, on each edge, the local derivative of both sides."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from markupsafe import Markup

from compare.output.page.drawing import BIG, INNER, Point, line, node, pair, part, symbol, text
from compare.output.page.inputs import TOP, Left, edges, stand
from compare.output.page.names import italic, spoken
from compare.output.page.record import Put, Record
from compare.output.page.svg import element
from compare.output.page.tape import NODES, tape
from compare.output.schema.report import Report

WIDTH = 1120.0
LEFT = Left(x=60.0, label=148.0, elbow=250.0)
Z, Y_HAT, L, J = 430.0, 640.0, 850.0, 1035.0
VALUES = {**dict.fromkeys(INNER, (-34.0, BIG + 36)), "y": (26.0, 5.0)}
TITLE = "The computational graph from the inputs to J, and the autograd tape beside it"


def graph(report: Report, record: Record, put: Put, key: str) -> Markup:
    """The picture, every number written by `put`; `key` begins its id."""
    spots = stand(report, record, LEFT)
    bottom = spots["b"][1]
    middle = max((TOP + bottom) / 2, 160.0)
    spots |= {"z": (Z, middle), "y_hat": (Y_HAT, middle), "L": (L, middle), "J": (J, middle), "y": (L, middle - 110)}
    level = max(bottom, middle + 60) + 104
    boxes = {"leaves": (LEFT.x + 31, level), **{name: (spots[name][0], level) for name in NODES}}
    wrong = {slip["link"] for slip in report["slips"]}
    return element(
        "svg",
        element("title", TITLE, id=f"{key}-graph"),
        line([spots["y"], spots["L"]], "edge thin"),
        *edges(report, spots, LEFT, wrong, put),
        _edge(spots, "z", "y_hat", "dy_hat/dz", wrong, put),
        _edge(spots, "y_hat", "L", "dL/dy_hat", wrong, put),
        _mean(spots, report["n"]),
        *(node(name, at, put, VALUES.get(name)) for name, at in spots.items() if name != "…"),
        text((LEFT.x - 42, level - 40), "the autograd tape, from right to left", "label start"),
        *tape(report, record, boxes, put),
        class_="graph broad",
        viewBox=f"0 0 {WIDTH:g} {level + 66:g}",
        role="group",
        aria_labelledby=f"{key}-graph",
        data_rove="",
    )


def _edge(spots: Mapping[str, Point], start: str, end: str, key: str, wrong: Collection[str], put: Put) -> Markup:
    """A line with its local derivative: above it the symbol, below it both sides' values."""
    (a, y), (b, _) = spots[start], spots[end]
    x = (a + b) / 2
    return element(
        "g",
        line([(a + BIG, y), (b - BIG, y)], "edge"),
        symbol((x, y - 10), key, wrong),
        *pair((x - 34, y + 22), key, put),
        **part(key, f"{spoken(key)}, on the edge from {spoken(start)} to {spoken(end)}"),
    )


def _mean(spots: Mapping[str, Point], n: int) -> Markup:
    (a, y), (b, _) = spots["L"], spots["J"]
    x = (a + b) / 2
    return element(
        "g",
        line([spots["L"], spots["J"]], "edge"),
        text((x, y - 10), italic("dJ/dL"), "symbol"),
        text((x, y + 22), f"1/{n:,}", "value"),
    )
