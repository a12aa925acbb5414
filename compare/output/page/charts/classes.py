"""Two features of two classes: the examples, the line p = ½ as it moves, and the side where p is larger."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup

from compare.output.page.charts.axes import RIGHT, WIDTH, beside, drawn, frame, legend, line_sample, words
from compare.output.page.charts.chart import Chart, cell, floats, hidden, left_out, moving, named, shown, table, thinned
from compare.output.page.charts.plane import Array, border_of, corners, half_plane, held, last, parameters, z
from compare.output.page.scale import Scale, spanning
from compare.output.page.svg import element, points
from compare.output.schema.report import Report

HEIGHT, NUMBERED, FEATURES = 380.0, 12, 2
"""Up to this many examples carry their number in the picture."""


def classes(report: Report) -> list[Chart]:
    """The picture, where there are two features."""
    return [_classes(report)] if report["d"] == FEATURES else []


def _classes(report: Report) -> Chart:
    data, X = report["data"], held(report)
    across, up = (named(*pair) for pair in zip(data["features"], data["feature_units"], strict=True))
    no, yes = coded(report)
    key, top = legend(
        [
            (mark(1, 0, 0), f"{yes} (1)"),
            (mark(0, 0, 0), f"{no} (0)"),
            (element("rect", class_="shade", x=-12.0, y=-7.0, width=24.0, height=14.0), "p ≥ ½"),
            (line_sample("fit"), "p = ½ at the step shown"),
            (line_sample("end"), "p = ½ at the end"),
        ],
        18,
    )
    y = spanning(X[:, 1], HEIGHT - 50, top + 22, margin=0.12)
    ends = spanning(X[:, 0], 0, 1, margin=0.12)
    x = Scale(ends.low, ends.high, beside(y), WIDTH - RIGHT)
    states = [*parameters(report), last(report)]
    halves = [half_plane(x, y, _at_corners(report, x, y, w, b)) for w, b in states]
    lines = moving([border_of(half) for half in halves[:-1]])
    shades = moving([None if half is None else {"points": points(half[0])} for half in halves[:-1]])
    parts = (
        element("polygon", class_="shade", data_moves="classes-shade", **shades[0]),
        element("line", class_="end", **moving([border_of(halves[-1])])[0]),
        element("line", class_="fit", data_moves="classes-line", **lines[0]),
        *_examples(report, x, y),
    )
    title = f"Where the model says {yes}"
    description = f"The examples by {across} and {up}, with the line where p is ½, and the side where it is more."
    head = ("example", across, up, data["target"])
    target = floats(data["y"])
    rows = [
        (f"{data['rows'][i]}: {data['examples'][i]}", *map(cell, data["x"][i]), coded(report)[target[i] >= 0.5])
        for i in thinned(len(X))
    ]
    return Chart(
        name="classes",
        title=title,
        svg=drawn("classes", title, description, HEIGHT, *key, frame(x, y, across, up, *parts)),
        table=table("Examples: features and class", head, rows),
        note=" ".join(_notes(report, lines)),
        moves={"classes-line": lines, "classes-shade": shades},
    )


def coded(report: Report) -> tuple[str, str]:
    """What 0 and 1 mean, in the words of the data."""
    no, yes = report["labels"] or (f"{report['data']['target']} below ½", f"{report['data']['target']} from ½")
    return no, yes


def _at_corners(report: Report, x: Scale, y: Scale, w: Array, b: float) -> list[float]:
    return z(report, w, b, np.array(corners(x, y)))


def mark(target: float, x: float, y: float, example: str | None = None) -> Markup:
    """An example: a disc for 1 and a hollow square for 0."""
    if target >= 0.5:
        return element("circle", class_="point", r=5.5, cx=x, cy=y, data_example=example)
    return element("rect", class_="hollow", x=x - 5, y=y - 5, width=10.0, height=10.0, data_example=example)


def _examples(report: Report, x: Scale, y: Scale) -> list[Markup]:
    parts = []
    for row, values, target in zip(report["data"]["rows"], held(report).tolist(), report["data"]["y"], strict=True):
        u, v = x(values[0]), y(values[1])
        parts.append(mark(float(target), u, v, shown(report, row)))
        if report["n"] <= NUMBERED:
            parts.append(words(str(row), u + 10, v - 7))
    return parts


def _signed(value: float | str) -> str:
    """A term of a sum: its sign, then its size."""
    number = float(value)
    return f"{'−' if number < 0 else '+'} {cell(abs(number))}"


def _notes(report: Report, lines: list[dict[str, str]]) -> list[str]:
    (v, w), b = floats(report["raw"]["w"]), report["raw"]["b"]
    first, second = report["data"]["features"]
    said = (
        f"At the end p = ½ where {cell(v)} · {first} {_signed(w)} · {second} {_signed(b)} = 0, features in raw units."
    )
    return [said, *filter(None, (left_out(report), hidden(lines)))]
