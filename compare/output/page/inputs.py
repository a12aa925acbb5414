"""The left side of the graph: the inputs one under the other, and their edges to z."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from compare.output.page.drawing import SMALL, Point, line, pair, part, symbol, text
from compare.output.page.names import spoken
from compare.output.page.record import Put, Record
from compare.output.page.svg import element
from compare.output.schema.report import Report

X_TO_W, W_TO_NEXT, TOP = 58.0, 76.0, 30.0


class Left(NamedTuple):
    """Across: where the inputs stand, where the labels of their edges are centred, where an edge turns to z."""

    x: float
    label: float
    elbow: float


def stand(report: Report, record: Record, left: Left) -> dict[str, Point]:
    """Where the inputs stand: x₁ over w₁, x₂ over w₂, …, b; with dots where features are left out."""
    spots, y = {}, TOP
    for j in range(record.features):
        spots[f"x/{j}"] = (left.x, y)
        spots[f"w/{j}"] = (left.x, y + X_TO_W)
        y += X_TO_W + W_TO_NEXT
    if record.features < report["d"]:
        spots["…"] = (left.x, y)
        y += 60
    return {**spots, "b": (left.x, y)}


def edges(report: Report, spots: Mapping[str, Point], left: Left, wrong: Collection[str], put: Put) -> Iterator[Markup]:
    """Their lines to z, with the local derivatives of w and b, and how many features are not drawn."""
    features = [name[2:] for name in spots if name.startswith("x/")]
    for j in features:
        start = spots[f"x/{j}"]
        yield line([start, (left.elbow, start[1]), spots["z"]], "edge thin")
    for name, key in (*((f"w/{j}", f"dz/dw/{j}") for j in features), ("b", "dz/db")):
        x, y = spots[name]
        yield element(
            "g",
            line([(x + SMALL, y), (left.elbow, y), spots["z"]], "edge"),
            symbol((left.label, y - 10), key, wrong),
            *pair((left.label - 34, y + 22), key, put),
            **part(key, f"{spoken(key)}, on the edge from {spoken(name)} to z"),
        )
    if "…" in spots:
        x, y = spots["…"]
        more = f"{report['d'] - len(features)} more features"
        yield from (text((x, y + 6), "⋮", "symbol"), text((x + 26, y + 5), more, "value start"))
