"""The chain rule, worked: a row a link, with its formula, this step's numbers in it, both sides, and who is nearer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from compare.output.formulas.mathml import typeset
from compare.output.page.names import SUBSCRIPTS, split, spoken
from compare.output.page.plugged import plugged
from compare.output.page.record import Put, Record

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
    symbols = {
        key: _with_feature(link["symbol"], split(key)[1])
        for link in report["links"]
        for key in record.keys(link["name"])
    }
    every = [
        _row(report, record, put, link, key, symbols) for link in report["links"] for key in record.keys(link["name"])
    ]
    one = [row for row in every if record.series[row.key].per != "step"]
    return one, [row for row in every if row not in one]


def _row(
    report: Mapping[str, Any],
    record: Record,
    put: Put,
    link: Mapping[str, Any],
    key: str,
    symbols: Mapping[str, str],
) -> Row:
    j = split(key)[1]
    held = link["forms"]["hand"] or link["forms"]["autograd"]
    formula = _marked(held[0]["formula"], j, {k: s for k, s in symbols.items() if k != key}) if held else Markup("—")
    return Row(
        key,
        spoken(key),
        typeset(symbols[key]),
        formula,
        plugged(report, record, link["name"], j or 0, put),
        [put("span", key, side) for side in NUMBERS],
    )


def _with_feature(formula: str, j: int | None) -> str:
    """w and x with their feature's number."""
    index = "" if j is None else str(j + 1).translate(SUBSCRIPTS)
    return re.sub(r"(?<![a-z])([wx])(?![a-z])", rf"\g<1>{index}", formula)


def _marked(formula: str, j: int | None, symbols: Mapping[str, str]) -> Markup:
    """The formula of one feature, the derivatives in it marked as what they stand for."""
    text = str(typeset(_with_feature(formula, j)))
    for key, symbol in symbols.items():
        if symbol.startswith("∂"):
            drawn = str(typeset(symbol)).removeprefix("<math><mrow>").removesuffix("</mrow></math>")
            text = text.replace(drawn, f'<mrow class="factor" data-parts="{key}">{drawn}</mrow>')
    return Markup(text)
