"""The computational graph: inline SVG, a value on each node and, on each edge, the local derivative of both sides."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from markupsafe import Markup

from compare.output.page import tape
from compare.output.page.drawing import Point, line, pair, part, symbol, text
from compare.output.page.names import italic, spoken
from compare.output.page.record import Put, Record
from compare.output.page.svg import element
from compare.output.schema.report import Report

WIDTH = 1120.0
INPUTS, ELBOW, Z, Y_HAT, L, J = 60.0, 250.0, 430.0, 640.0, 850.0, 1050.0
X_TO_W, W_TO_NEXT, TOP = 62.0, 84.0, 40.0
BIG, SMALL = 24.0, 18.0
LABEL = 148.0
"""Where the labels of the edges from the inputs are centred."""


def graph(report: Report, record: Record, put: Put, key: str) -> Markup:
    """The picture, every number written by `put`; `key` begins its id."""
    spots = _inputs(report, record)
    bottom = spots["b"][1]
    middle = max((TOP + bottom) / 2, 180.0)
    spots |= {"z": (Z, middle), "y_hat": (Y_HAT, middle), "L": (L, middle), "J": (J, middle), "y": (L, middle - 130)}
    level = max(bottom, middle + 60) + 150
    wrong = {slip["link"] for slip in report["slips"]}
    title = "The computational graph from the inputs to J, and under it what the autograd tape holds"
    return element(
        "svg",
        element("title", title, id=f"{key}-graph"),
        *(line([spots[f"x/{j}"], _elbow(spots[f"x/{j}"]), spots["z"]], "edge thin") for j in range(record.features)),
        line([spots["y"], spots["L"]], "edge thin"),
        *(_edge(spots, f"w/{j}", "z", f"dz/dw/{j}", wrong, put) for j in range(record.features)),
        _edge(spots, "b", "z", "dz/db", wrong, put),
        _edge(spots, "z", "y_hat", "dy_hat/dz", wrong, put),
        _edge(spots, "y_hat", "L", "dL/dy_hat", wrong, put),
        _mean(spots, report["n"]),
        *(_node(name, at, put) for name, at in spots.items() if name != "…"),
        *_left_out(spots, report["d"] - record.features),
        *tape.tape(report, record, spots, level, put),
        class_="graph",
        viewBox=f"0 0 {WIDTH:g} {level + 76:g}",
        role="group",
        aria_labelledby=f"{key}-graph",
        data_rove="",
    )


def _inputs(report: Report, record: Record) -> dict[str, Point]:
    """Where the inputs stand: x₁ over w₁, x₂ over w₂, …, b; with dots where features are left out."""
    spots, y = {}, TOP
    for j in range(record.features):
        spots[f"x/{j}"] = (INPUTS, y)
        spots[f"w/{j}"] = (INPUTS, y + X_TO_W)
        y += X_TO_W + W_TO_NEXT
    if record.features < report["d"]:
        spots["…"] = (INPUTS, y)
        y += 60
    return {**spots, "b": (INPUTS, y)}


def _elbow(start: Point) -> Point:
    return ELBOW, start[1]


def _edge(spots: Mapping[str, Point], start: str, end: str, key: str, wrong: Collection[str], put: Put) -> Markup:
    """A line with its local derivative: above it the symbol, below it both sides' values."""
    a, b = spots[start], spots[end]
    inner = start in ("z", "y_hat")
    way = [(a[0] + BIG, a[1]), (b[0] - BIG, b[1])] if inner else [(a[0] + SMALL, a[1]), _elbow(a), b]
    x = (a[0] + b[0]) / 2 if inner else LABEL
    return element(
        "g",
        line(way, "edge"),
        symbol((x, a[1] - 10), key, wrong),
        *pair((x - 34, a[1] + 22), key, put),
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


def _left_out(spots: Mapping[str, Point], features: int) -> list[Markup]:
    """How many features stand between the last one drawn and b."""
    if "…" not in spots:
        return []
    x, y = spots["…"]
    return [text((x, y + 6), "⋮", "symbol"), text((x + 26, y + 5), f"and {features} more features", "value start")]


def _node(name: str, at: Point, put: Put) -> Markup:
    x, y = at
    drawn = [
        element("circle", class_="node", cx=x, cy=y, r=BIG if name in ("z", "y_hat", "L", "J") else SMALL),
        text((x, y + 6), italic(name), "symbol"),
    ]
    if name in ("z", "y_hat", "L", "J"):
        drawn += pair((x - (14 if name == "z" else 34), y + BIG + 22), name, put)
    elif name == "y":
        drawn.append(put("text", "y", x=x + 26, y=y + 5, class_="value start"))
    elif name.startswith("x"):
        drawn.append(put("text", f"dz/dw/{name[2:]}", x=x + 26, y=y - 6, class_="value start"))
    else:
        drawn.append(put("text", name, x=x, y=y + SMALL + 18, class_="value"))
    return element(
        "g", *drawn, **part(f"{name} dz/dw/{name[2:]}" if name.startswith("x") else name, f"{spoken(name)}, a node")
    )
