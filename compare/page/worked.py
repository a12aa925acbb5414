"""The chain rule, worked: a row a link, with its formula, this step's numbers in it, both sides, and who is nearer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from latex2mathml.converter import convert
from markupsafe import Markup

from compare.page.names import latex
from compare.page.plugged import plugged
from compare.page.record import Put, Record

OF_ONE = (
    "z",
    "y_hat",
    "L",
    "dL/dy_hat",
    "dy_hat/dz",
    "dL/dz",
    "dz/dw",
    "dz/db",
    "dy_hat/dw",
    "dy_hat/db",
    "dL/dw",
    "dL/db",
)


class Row(NamedTuple):
    """One link of one feature, as the template sets it."""

    parts: str
    symbol: Markup
    formula: Markup
    plugged: Markup
    hand: Markup
    autograd: Markup
    apart: Markup
    hand_ulps: Markup
    autograd_ulps: Markup
    nearer: Markup


def rows(report: Mapping[str, Any], record: Record, put: Put) -> tuple[list[Row], list[Row]]:
    """The links of one example, then those of all examples together."""
    names = [link["name"] for link in report["links"]]
    one = [name for name in names if name in OF_ONE]
    return [row for name in one for row in _of(report, record, put, name)], [
        row for name in names if name not in OF_ONE for row in _of(report, record, put, name)
    ]


def _of(report: Mapping[str, Any], record: Record, put: Put, link: str) -> list[Row]:
    each = f"{link}/0" in record.series
    return [
        _row(report, record, put, link, j, f"{link}/{j}" if each else link)
        for j in range(record.features if each else 1)
    ]


def _row(report: Mapping[str, Any], record: Record, put: Put, link: str, j: int, key: str) -> Row:
    formula = next(entry for entry in report["links"] if entry["name"] == link)["forms"]["hand"][0]["formula"]
    return Row(
        link,
        Markup(convert(latex(key))),
        Markup("= {}").format(formula),
        plugged(report, record, link, j, put),
        *(put("span", key, side) for side in ("hand", "autograd", "apart", "hand-ulps", "autograd-ulps", "nearer")),
    )
