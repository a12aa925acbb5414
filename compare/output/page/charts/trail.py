"""The way of two weights over the contours of J."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup

from compare.output.page.charts.axes import RIGHT, WIDTH, beside, drawn, frame, legend, line_sample
from compare.output.page.charts.chart import Chart, cell, floats, moving, table, thinned
from compare.output.page.charts.contours import contour
from compare.output.page.charts.plane import Array, State, held, parameters, standardised, updated
from compare.output.page.scale import LARGEST, Scale
from compare.output.page.svg import element, path, points
from compare.output.schema.report import Report

GRID, LEVELS, WEIGHTS, ROOM = 61, 10, 2, 0.65
"""J is computed at this many points each way and drawn at this many levels; half a side is this part of the way."""


def trail(report: Report) -> list[Chart]:
    """The picture, where there are two weights."""
    return [_trail(report)] if report["d"] == WEIGHTS else []


def _trail(report: Report) -> Chart:
    before, way = parameters(report), _way(report)
    key, top = legend(
        [
            (line_sample("contour"), "equal J"),
            (line_sample("curve"), "way of w"),
            (element("circle", class_="hollow", r=5.0), "start"),
            (_end(0, 0), "end"),
            (element("circle", class_="marker", r=5.0), "the step shown"),
        ],
        18,
    )
    x, y = _square(np.array([w for w, _ in way]), top + 22)
    places = moving([{"cx": x(float(w[0])), "cy": y(float(w[1]))} for w, _ in before])
    line = [(x(float(w[0])), y(float(w[1]))) for w, _ in way]
    J = _costs(report, x, y, way[-1][1])
    levels = _levels(J)
    parts = (
        *(element("path", class_="contour", d=_line(J, level, x, y), data_level=repr(level)) for level in levels),
        element("polyline", class_="curve", points=points(line)),
        element("circle", class_="hollow", r=5.0, cx=line[0][0], cy=line[0][1]),
        _end(*line[-1]),
        element("circle", class_="marker", r=5.0, data_moves="trail-step", **places[0]),
    )
    title = "The way of the weights"
    names = [f"{symbol} ({name})" for symbol, name in zip(("w₁", "w₂"), report["data"]["features"], strict=True)]
    description = f"The way of {names[0]} and {names[1]} from the start to the end of descent, over lines of equal J."
    return Chart(
        name="trail",
        title=title,
        svg=drawn("trail", title, description, y.start + 50, *key, frame(x, y, *names, *parts)),
        table=_table(report, names),
        note=_note(report, levels, way),
        moves={"trail-step": places},
    )


def _way(report: Report) -> list[State]:
    """(w, b) before and after each recorded step, as far as they are finite."""
    both = [state for pair in zip(parameters(report), updated(report), strict=True) for state in pair]
    ended = next((i for i, (w, b) in enumerate(both) if not np.isfinite([*w, b]).all()), len(both))
    return both[:ended]


def _square(way: Array, top: float) -> tuple[Scale, Scale]:
    """Scales on which a unit of w₁ is as long as a unit of w₂, so that steps cross the lines of equal J squarely."""
    low, high = way.min(0), way.max(0)
    middle = low / 2 + high / 2
    half = ROOM * 2 * float((high / 2 - low / 2).max()) or max(1.0, float(np.abs(middle).max()) / 2)
    ends = [(max(float(m) - half, -LARGEST), min(float(m) + half, LARGEST)) for m in middle]
    left = beside(Scale(*ends[1], 0.0, 1.0))
    side = WIDTH - RIGHT - left
    return Scale(*ends[0], left, left + side), Scale(*ends[1], top + side, top)


def _costs(report: Report, x: Scale, y: Scale, b: float) -> Array:
    """J on a grid over the plot, rows upward, of the examples that the document lists."""
    target, seen = np.array(floats(report["data"]["y"])), standardised(report, held(report))
    with np.errstate(all="ignore"):
        w1, w2 = (np.linspace(axis.low, axis.high, GRID) for axis in (x, y))
        z = w1[None, :, None] * seen[:, 0] + w2[:, None, None] * seen[:, 1] + b
        L = (z - target) ** 2 / 2 if report["task"] == "regression" else np.logaddexp(0, z) - target * z
        J: Array = L.mean(-1)
    return J


def _levels(J: Array) -> list[float]:
    """Levels whose lines lie about evenly where J is quadratic; none where J is not finite, or flat."""
    low, high = float(J.min()), float(J.max())
    if not np.isfinite([low, high]).all() or low == high:
        return []
    return [low + (high - low) * ((i + 0.5) / LEVELS) ** 2 for i in range(LEVELS)]


def _line(J: Array, level: float, x: Scale, y: Scale) -> str:
    step = (x.end - x.start) / (GRID - 1)
    lines = contour(J.tolist(), level)
    return path(((x.start + step * column, y.start - step * row) for column, row in line) for line in lines)


def _end(x: float, y: float) -> Markup:
    return element("rect", class_="point", x=x - 4.5, y=y - 4.5, width=9.0, height=9.0)


def _table(report: Report, names: list[str]) -> Markup:
    start, history = report["start"], report["history"]
    rows = [("start", *map(cell, start["w"]), cell(start["b"]))]
    for k in thinned(len(history)):
        entry = history[k]
        w, b = entry["links"]["w+"]["autograd"], entry["links"]["b+"]["autograd"]
        rows.append((f"step {entry['step']:,}", *map(cell, w), cell(b)))
    return table("The parameters after a step", ("after", *names, "b"), rows)


def _note(report: Report, levels: list[float], way: list[State]) -> str:
    features = "standardised features" if report["data"]["standardised"] else "features as they are"
    said = [f"The weights are those of {features}."]
    if levels:
        said.append(
            f"The {len(levels)} lines lie at J from {cell(levels[0])} to {cell(levels[-1])}, nearer together "
            f"where J is small, with b held at its last value {cell(way[-1][1])}."
        )
    else:
        said.append("No lines of equal J are drawn: over this range J is flat, or too large for a float64.")
    if len(way) < 2 * len(report["history"]):
        said.append("The way ends where the parameters are last finite.")
    if report["recorded"]["thinned"]:
        said.append("Between recorded steps the way is drawn straight.")
    if len(report["data"]["rows"]) < report["n"]:
        said.append(f"J is that of {len(report['data']['rows'])} of {report['n']:,} examples.")
    return " ".join(said)
