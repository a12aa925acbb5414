"""The autograd tape in the graph: what autograd recorded at each node, and the product on its way back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from compare.output.page.drawing import BOX, Point, arrow, box, pair, part, symbol, text
from compare.output.page.names import italic, spoken
from compare.output.page.record import Put, Record
from compare.output.page.svg import element
from compare.output.schema.report import Report

WAY = (("L", "y_hat", "dL/dy_hat"), ("y_hat", "z", "dL/dz"))
NODES = ("J", "L", "y_hat", "z")
LEAVES = ("dJ/dw", "dJ/db")


def tape(report: Report, record: Record, at: Mapping[str, Point], put: Put) -> Iterator[Markup]:
    """A box for each node and one for the leaves, centred at their places, and the arrows from each to the next.

    Boxes that stand side by side have their derivatives above and below the arrow, those in a column beside it.
    """
    named = {key: link["node"] for link in report["links"] for key in record.keys(link["name"])}
    wrong = {slip["link"] for slip in report["slips"]}
    back_to = [key for link in ("dL/dw", "dL/db") for key in record.keys(link)]
    ends = [key for link in LEAVES for key in record.keys(link)]
    column = at["J"][0] == at["L"][0]
    yield element("g", *arrow(*_between(at, "J", "L"), "edge back"))
    for start, end, key in WAY:
        a, b = _between(at, start, end)
        x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        over, values = ((x + 44, y - 8), (x + 20, y + 12)) if column else ((x, y - 10), (x - 38, y + BOX[1] / 2 + 20))
        label = f"{spoken(key)}, on the tape from {spoken(start)} back to {spoken(end)}"
        drawn = [*arrow(a, b, "edge back"), symbol(over, key, wrong)]
        yield element("g", *drawn, *pair(values, key, put), **part(key, label))
    a, b = _between(at, "z", "leaves")
    beside = (a[0] + 64, (a[1] + b[1]) / 2 + 6) if column else ((a[0] + b[0]) / 2, a[1] - 10)
    back = text(beside, f"{italic('dL/dw')}, {italic('dL/db')}", "symbol")
    label = "the derivatives of L by w and by b, on the tape from z back to the parameters"
    yield element("g", *arrow(a, b, "edge back"), back, **part(" ".join(back_to), label))
    for name in NODES:
        yield _recorded(name, at[name], named)
    drawn = box(at["leaves"], "w.grad, b.grad", "tape")
    yield element("g", *drawn, **part(" ".join(ends), "w.grad and b.grad, where the tape ends"))


def _between(at: Mapping[str, Point], start: str, end: str) -> tuple[Point, Point]:
    """Where an arrow leaves one box and reaches the next, to the left of it or above it."""
    (a, y), (b, to) = at[start], at[end]
    half, high = BOX[0] / 2, BOX[1] / 2
    return ((a, y - high), (b, to + high)) if a == b else ((a - half, y), (b + half, to))


def _recorded(name: str, at: Point, named: Mapping[str, str]) -> Markup:
    """The box of one node of the graph, which stands for every link that it computes."""
    node = named[name]
    if node == "—":
        none = f"no node: {spoken(name)} is z"
        return element("g", *box(at, none, "tape missing"), **part(name, f"{none}, on the tape"))
    links = " ".join(key for key, of in named.items() if of == node and not key.startswith(LEAVES))
    return element("g", *box(at, node, "tape"), **part(links, f"{node}, on the tape"))
