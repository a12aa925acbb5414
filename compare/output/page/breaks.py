"""Break a link: for each known mistake the gradient that it breaks, where it leads, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, takewhile
from math import isfinite
from typing import NamedTuple

from markupsafe import Markup

from compare.output.page.charts.axes import RIGHT, WIDTH, beside, drawn, frame, legend, line_sample
from compare.output.page.charts.chart import floats, named
from compare.output.page.charts.loss import squared
from compare.output.page.numbers import number
from compare.output.page.scale import Scale, spanning
from compare.output.page.series import WHOLE
from compare.output.page.svg import element, points
from compare.output.schema import mistakes as schema
from compare.output.schema.report import Report

HEIGHT = 300.0
TELLING = "dL/dz"
"""The link whose first named mistake is the one shown at first."""
FURTHER = 1000.0
"""How many times the largest right J the picture reaches up to, and the least one down to, before it cuts a curve."""


class Break(NamedTuple):
    """One mistake: its link, how the list calls it, the texts of its row by the column's name, its curve's heights."""

    symbol: str
    called: str
    texts: dict[str, str]
    heights: str


class Broken(NamedTuple):
    """What the page breaks a link with: the texts' names and headings, where curves have their points, the picture."""

    columns: dict[str, str]
    across: str
    breaks: list[Break]
    first: Break
    svg: Markup
    see: str
    note: str

    def by_link(self) -> dict[str, list[Break]]:
        """The mistakes under the symbols of their links."""
        return {symbol: list(found) for symbol, found in groupby(self.breaks, key=lambda b: b.symbol)}


def broken(report: Report) -> Broken | None:
    """Every known mistake with what it does to this run; nothing where the document holds none."""
    order = {link["name"]: i for i, link in enumerate(report["links"])}
    breaks = sorted(report["breaks"] or [], key=lambda found: order[found["link"]])
    if not breaks or not isfinite(float(report["loss_start"])):
        return None
    x, y, log = _scales(report, breaks)
    columns = {
        "mistake": "mistake",
        "line": "the line",
        **_gradient_heads(report),
        "J": "J with the mistake",
        "said": "backproof says",
    }
    found = [Break(b["symbol"], f"{b['id']}: {b['name']}", _texts(b), _curve(b, y)) for b in breaks]
    across = " ".join(rounded(x(step)) for step in breaks[0]["losses"]["step"])
    telling = [at for at, b in enumerate(breaks) if b["link"] == TELLING and b["outcome"] == "named"]
    first = found[telling[0] if telling else 0]
    return Broken(columns, across, found, first, _picture(report, x, y, log), _see(report, breaks), _note(breaks))


def _gradient_heads(report: Report) -> dict[str, str]:
    features = report["d"] if report["d"] <= WHOLE else WHOLE - 1
    names = [f"∂J/∂{name}" for name in _parameters(features)]
    return {f"gradient-{i}": f"{name}, broken (right)" for i, name in enumerate(names)}


def _parameters(features: int) -> list[str]:
    return [*(f"w{'₁₂₃₄'[j]}" for j in range(features)), "b"]


def _texts(found: schema.Break) -> dict[str, str]:
    wrong, right = ((*of["w"][:WHOLE], of["b"]) for of in (found["gradient"], found["right_gradient"]))
    pairs = {f"gradient-{i}": f"{number(a)} ({number(b)})" for i, (a, b) in enumerate(zip(wrong, right, strict=True))}
    J, steps = floats(found["losses"]["J"]), found["losses"]["step"]
    end = f"{number(J[-1])} after {steps[len(J) - 1]:,} steps" if J else "no finite number"
    return {
        "mistake": f"{found['id']}: {found['name']}",
        "line": f"{found['symbol']} = {found['wrong']}, not {found['right']}",
        **pairs,
        "J": f"{end}, then no finite number" if J and found["diverged"] else end,
        "said": found["said"],
    }


def _scales(report: Report, breaks: Sequence[schema.Break]) -> tuple[Scale, Scale, bool]:
    right = [value for value in floats(report["losses"]["J"]) if isfinite(value)]
    astray = [value for found in breaks for value in floats(found["losses"]["J"]) if isfinite(value)]
    log = min(*right, *astray) > 0
    low, high = (min(right) / FURTHER, max(right) * FURTHER) if log else (min(right), max(right) * 2)
    held = [value for value in (*right, *astray) if low <= value <= high]
    y = spanning(held, HEIGHT - 50, 76.0, margin=0.0 if log else 0.05, log=log)
    return spanning([step for found in breaks for step in found["losses"]["step"]], beside(y), WIDTH - RIGHT), y, log


def _curve(found: schema.Break, y: Scale) -> str:
    """Up to where J leaves the picture or is no finite number."""
    J = floats(found["losses"]["J"])
    return " ".join(rounded(y(value)) for value in takewhile(lambda value: y.low <= value <= y.high, J))


def rounded(coordinate: float) -> str:
    """A coordinate to a tenth."""
    return f"{coordinate:.1f}".removesuffix(".0")


def _picture(report: Report, x: Scale, y: Scale, log: bool) -> Markup:
    key, _ = legend([(line_sample("curve"), "as derived"), (line_sample("astray"), "with the mistake in it")], 18)
    steps, J = report["losses"]["step"], floats(report["losses"]["J"])
    held = [(x(k), y(value)) for k, value in zip(steps, J, strict=True) if y.low <= value <= y.high and k <= x.high]
    right = element("polyline", class_="curve", points=points(held))
    wrong = element("polyline", class_="astray", points="", data_break="curve")
    name = named("J", squared(report)) + (", log scale" if log else "")
    description = "J against the step, as derived and with the chosen mistake; the numbers are in the table."
    return drawn("break", "Loss with a mistake", description, HEIGHT, *key, frame(x, y, "step", name, right, wrong))


def _see(report: Report, breaks: Sequence[schema.Break]) -> str:
    """What the picture teaches: that a loss that falls proves nothing."""
    start = float(report["loss_start"])
    falls = sum(not found["diverged"] and floats(found["losses"]["J"])[-1] < start for found in breaks)
    return (
        f"Choose a mistake and watch the dashed curve: with {falls} of these {len(breaks)} mistakes J still falls, "
        "so a loss that falls does not prove a gradient right."
    )


def _note(breaks: Sequence[schema.Break]) -> str:
    steps = breaks[0]["losses"]["step"]
    return (
        f"Each mistake was planted in the hand-derived side and followed from the same start for {steps[-1]:,} steps; "
        f"J is the true one, at {len(steps)} of them. A curve ends where J leaves the picture or is no finite number."
    )
