"""Each link with a step's numbers in its place, as MathML whose numbers can be exchanged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from latex2mathml.converter import convert
from markupsafe import Markup

from compare.page.numbers import number
from compare.page.record import Put, Record

MEAN_TERMS = 4
PLACE = 90000
REGRESSION = {
    "y_hat": "{z}",
    "L": r"\frac{1}{2}\left({y}-{y_hat*}\right)^2",
    "dL/dy_hat": r"-\left({y}-{y_hat*}\right)",
    "dy_hat/dz": "1",
}
CLASSIFICATION = {
    "y_hat": r"\frac{1}{1+e^{-{z*}}}",
    "L": r"-{y}\cdot\ln {y_hat}-{1-y}\cdot\ln {1-y_hat}",
    "dL/dy_hat": r"-\frac{{y}-{y_hat}}{{y_hat}\cdot{1-y_hat}}",
    "dy_hat/dz": r"{y_hat}\cdot{1-y_hat}",
}
EITHER = {
    "dL/dz": r"{dL/dy_hat*}\cdot{dy_hat/dz*}",
    "dz/dw": "{dz/dw/j}",
    "dz/db": "1",
    "dy_hat/dw": r"{dy_hat/dz*}\cdot{dz/dw/j*}",
    "dy_hat/db": r"{dy_hat/dz*}\cdot 1",
    "dL/dw": r"{dL/dy_hat*}\cdot{dy_hat/dw/j*}",
    "dL/db": r"{dL/dy_hat*}\cdot{dy_hat/db*}",
    "w+": r"{w/j}-{lr}\cdot{dJ/dw/j*}",
    "b+": r"{b}-{lr}\cdot{dJ/db*}",
}
SLOT = re.compile(r"\{((?:d[a-zJLy]\w*/d\w+|1-y_hat|1-y|y_hat|lr|[zyLbw])(?:/\w)?)(\*?)(?:@(\d))?\}")


def plugged(report: Mapping[str, Any], record: Record, link: str, j: int, put: Put) -> Markup:
    """One link, of feature j (counted from 0) where it has features. A * in a template brackets a negative factor."""
    template = _template(report, record, link)
    mathml, slots = _converted(template.replace("/j", f"/{j}"))

    def filled(match: re.Match[str]) -> str:
        key, factor, example = slots[int(match[1]) - PLACE]
        if key == "lr":
            return f"<mn>{number(report['lr'])}</mn>"
        return str(put("mn", key, factor=bool(factor), example=int(example) if example else None))

    return Markup(re.sub(rf"<mn>({str(PLACE)[:2]}\d{{3}})</mn>", filled, mathml))


def _template(report: Mapping[str, Any], record: Record, link: str) -> str:
    if link == "z":
        terms = [rf"{{w/{j}*}}\cdot{{dz/dw/{j}*}}" for j in range(record.features)]
        return "+".join([*terms, *([r"\cdots"] if record.features < report["d"] else []), "{b*}"])
    if link in ("J", "dJ/dw", "dJ/db"):
        of = {"J": "L", "dJ/dw": "dL/dw/j", "dJ/db": "dL/db"}[link]
        terms = [f"{{{of}*@{i}}}" for i in range(min(MEAN_TERMS, len(record.examples)))]
        more = [r"\cdots"] if report["n"] > len(terms) else []
        return rf"\frac{{1}}{{{report['n']}}}\left({'+'.join([*terms, *more])}\right)"
    return {**EITHER, **(REGRESSION if report["task"] == "regression" else CLASSIFICATION)}[link]


@cache
def _converted(template: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The MathML with a number in each slot's place, and what belongs there."""
    slots: list[tuple[str, str, str]] = []

    def place(match: re.Match[str]) -> str:
        slots.append((match[1], match[2], match[3]))
        return f"{{{PLACE + len(slots) - 1}}}"

    return convert(SLOT.sub(place, template)), slots
