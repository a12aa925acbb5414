"""Why ŷ(1 − ŷ) is cancelled on paper: what dividing by it and multiplying by it again costs where it is small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from compare.formulas.tree import Node
from compare.output.formulas.atoms import tag
from compare.output.formulas.cancellation import SLOPE, cancellation
from compare.output.formulas.mathml import content, typeset
from compare.output.page.numbers import number
from compare.output.page.tables import Table

HEAD = ("computed", "∂L/∂z", "ulps off the exact value")


class Cancelled(NamedTuple):
    """The struck-through formula, the most saturated row of the run in words, and its ∂L/∂z by every route."""

    formula: Markup
    said: str
    table: Table


def cancelled(routes: Sequence[Mapping[str, Any]]) -> Cancelled | None:
    """What the page says of the cancellation; nothing for a regression, whose ∂ŷ/∂z is 1, or where no z is finite."""
    report = routes[0]
    found = None if report["task"] == "regression" else _most_saturated(report)
    if found is None:
        return None
    k, e = found
    entry, example = report["history"][k], report["recorded"]["examples"][e]
    z, y_hat, slope = (number(entry["links"][name]["hand"][e]) for name in ("z", "y_hat", "dy_hat/dz"))
    said = (
        f"The most saturated row of this page is example {example} at step {entry['step']:,}: z = {z}, ŷ = {y_hat}, "
        f"and ŷ(1 − ŷ) = {slope}. The textbook's product divides by that number and multiplies by it again."
    )
    rows = [row for route in routes for row in _rows(route, entry["step"], example)]
    unique = [row for i, row in enumerate(rows) if row not in rows[:i]]
    table = Table(f"∂L/∂z of example {example} at step {entry['step']:,}", HEAD, unique, (1, 2))
    return Cancelled(typeset(cancellation(), struck), said, table)


def struck(node: Node) -> Markup | None:
    """What cancels, in an element of the class "struck"."""
    return tag("mrow", content(SLOPE), class_="struck") if node == SLOPE else None


def _most_saturated(report: Mapping[str, Any]) -> tuple[int, int] | None:
    """The recorded step and example whose |z| is largest among the finite ones."""
    sizes = {
        (k, e): abs(float(z))
        for k, entry in enumerate(report["history"])
        for e, z in enumerate(entry["links"]["z"]["hand"])
        if abs(float(z)) < float("inf")
    }
    return max(sizes, key=lambda at: sizes[at], default=None)


def _rows(route: Mapping[str, Any], step: int, example: int) -> Iterator[list[str]]:
    entry = next((entry for entry in route["history"] if entry["step"] == step), None)
    if entry is None or example not in route["recorded"]["examples"]:
        return
    e = route["recorded"]["examples"].index(example)
    names = {"hand": f"by hand, {route['form']} form", "autograd": f"by autograd, {route['route']}"}
    for side, name in names.items():
        value, ulps = (entry[of]["dL/dz"][side][e] for of in ("links", "ulps"))
        yield [name, number(value), number(ulps, 2)]
