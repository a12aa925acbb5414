"""The autograd tape under the graph: under each node what autograd recorded there, and the product on its way back."""

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


def tape(report: Report, record: Record, spots: Mapping[str, Point], y: float, put: Put) -> Iterator[Markup]:
    """The boxes at height y, from the loss back to the parameters, and the arrows between them."""
    half = BOX[0] / 2
    named = {key: link["node"] for link in report["links"] for key in record.keys(link["name"])}
    wrong = {slip["link"] for slip in report["slips"]}
    back_to = [key for link in ("dL/dw", "dL/db") for key in record.keys(link)]
    ends = [key for link in LEAVES for key in record.keys(link)]
    leaves = spots["b"][0] + half - 40
    yield text((leaves - half, y - 44), "the autograd tape, from right to left", "label start")
    yield element("g", *arrow((spots["J"][0] - half, y), (spots["L"][0] + half, y), "edge back"))
    for start, end, key in WAY:
        a, b = spots[start][0] - half, spots[end][0] + half
        label = f"{spoken(key)}, on the tape from {spoken(start)} back to {spoken(end)}"
        drawn = [*arrow((a, y), (b, y), "edge back"), symbol(((a + b) / 2, y - 10), key, wrong)]
        yield element("g", *drawn, *pair(((a + b) / 2 - 38, y + BOX[1] / 2 + 20), key, put), **part(key, label))
    a, b = spots["z"][0] - half, leaves + half
    back = text(((a + b) / 2, y - 10), f"{italic('dL/dw')}, {italic('dL/db')}", "symbol")
    label = "the derivatives of L by w and by b, on the tape from z back to the parameters"
    yield element("g", *arrow((a, y), (b, y), "edge back"), back, **part(" ".join(back_to), label))
    for name in NODES:
        yield _recorded(name, (spots[name][0], y), named)
    drawn = box((leaves, y), "w.grad, b.grad", "tape")
    yield element("g", *drawn, **part(" ".join(ends), "w.grad and b.grad, where the tape ends"))


def _recorded(name: str, at: Point, named: Mapping[str, str]) -> Markup:
    """The box of one node of the graph, which stands for every link that it computes."""
    node = named[name]
    if node == "—":
        none = f"no node: {spoken(name)} is z"
        return element("g", *box(at, none, "tape missing"), **part(name, f"{none}, on the tape"))
    links = " ".join(key for key, of in named.items() if of == node and not key.startswith(LEAVES))
    return element("g", *box(at, node, "tape"), **part(links, f"{node}, on the tape"))
