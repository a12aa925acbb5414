"""Each link with a step's numbers in its place, as MathML whose numbers can be exchanged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from markupsafe import Markup

from compare.output.formulas.mathml import typeset
from compare.output.page.numbers import number
from compare.output.page.record import Put, Record

MEAN_TERMS = 4
PLACE = 90000
"""Numbers from here on stand in a formula for what is put in their place."""
REGRESSION = {
    "y_hat": "{z}",
    "L": "½({y} − {y_hat*})²",
    "dL/dy_hat": "−({y} − {y_hat*})",
    "dy_hat/dz": "1",
}
CLASSIFICATION = {
    "y_hat": "1/(1 + e^−{z*})",
    "L": "−{y}·ln {y_hat} − {1-y}·ln {1-y_hat}",
    "dL/dy_hat": "−({y} − {y_hat})/({y_hat}·{1-y_hat})",
    "dy_hat/dz": "{y_hat}·{1-y_hat}",
}
EITHER = {
    "dL/dz": "{dL/dy_hat*}·{dy_hat/dz*}",
    "dz/dw": "{dz/dw/j}",
    "dz/db": "1",
    "dy_hat/dw": "{dy_hat/dz*}·{dz/dw/j*}",
    "dy_hat/db": "{dy_hat/dz*}·1",
    "dL/dw": "{dL/dy_hat*}·{dy_hat/dw/j*}",
    "dL/db": "{dL/dy_hat*}·{dy_hat/db*}",
    "w+": "{w/j} − {lr}·{dJ/dw/j*}",
    "b+": "{b} − {lr}·{dJ/db*}",
}
MEANS = {"J": "L", "dJ/dw": "dL/dw/j", "dJ/db": "dL/db"}
SLOT = re.compile(r"\{([^}*@]+)(\*?)(?:@(\d))?\}")


def plugged(report: Mapping[str, Any], record: Record, link: str, j: int, put: Put) -> Markup:
    """One link, of feature j (counted from 0) where it has features. A * in a template brackets a negative number."""
    template = _template(report, record, link)
    mathml, slots = _set(template.replace("/j", f"/{j}"))

    def filled(match: re.Match[str]) -> str:
        key, factor, example = slots[int(match[1]) - PLACE]
        if key == "lr":
            return f"<mn>{number(report['lr'])}</mn>"
        at = int(example) if example else None
        return str(put("mn", key, example=at, factor=bool(factor), class_="factor", data_parts=key))

    return Markup(re.sub(r"<mn>(90\d{3})</mn>", filled, mathml))


def _template(report: Mapping[str, Any], record: Record, link: str) -> str:
    if link == "z":
        terms = [f"{{w/{j}*}}·{{dz/dw/{j}*}}" for j in range(record.features)]
        return " + ".join([*terms, *(["…"] if record.features < report["d"] else []), "{b*}"])
    if link in MEANS:
        terms = [f"{{{MEANS[link]}*@{i}}}" for i in range(min(MEAN_TERMS, len(record.examples)))]
        return f"({' + '.join([*terms, *(['…'] if report['n'] > len(terms) else [])])})/{report['n']}"
    return {**EITHER, **(REGRESSION if report["task"] == "regression" else CLASSIFICATION)}[link]


@cache
def _set(template: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The MathML with a number in each slot's place, and what belongs there."""
    slots: list[tuple[str, str, str]] = []

    def place(match: re.Match[str]) -> str:
        slots.append((match[1], match[2], match[3]))
        return str(PLACE + len(slots) - 1)

    return str(typeset(SLOT.sub(place, template))), slots
