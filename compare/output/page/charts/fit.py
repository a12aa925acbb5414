"""The target against one feature, with the fit as it moves: the plane cut where the other features have their mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from compare.output.page.charts.axes import RIGHT, WIDTH, beside, drawn, frame, legend, line_sample
from compare.output.page.charts.chart import Chart, cell, floats, hidden, left_out, moving, named, shown, table, thinned
from compare.output.page.charts.plane import (
    Array,
    border_of,
    corners,
    half_plane,
    held,
    last,
    parameters,
    standardised,
    z,
)
from compare.output.page.scale import Scale, spanning
from compare.output.page.svg import element, number
from compare.output.schema.report import Report

HEIGHT, MOST = 300.0, 4
"""Pictures are drawn of at most this many features."""


def fits(report: Report) -> list[Chart]:
    """One picture a feature; of many features, those whose weights tell most about the target."""
    return [_fit(report, j) for j in _telling(report)]


def _telling(report: Report) -> list[int]:
    """The features with the largest |w| times their spread, in the data's order."""
    spread = standardised(report, held(report)).std(0)
    weight = np.nan_to_num(np.abs(last(report)[0] * spread), posinf=0.0)
    return sorted(np.argsort(-weight, kind="stable")[:MOST].tolist())


def _fit(report: Report, j: int) -> Chart:
    data, X, y_values = report["data"], held(report), floats(report["data"]["y"])
    name, feature = f"fit-{j}", named(data["features"][j], data["feature_units"][j])
    target = named(data["target"], data["unit"])
    key, top = legend(
        [
            (element("circle", class_="point", r=4.5), "examples"),
            (line_sample("fit"), "fit at the step shown"),
            (line_sample("end"), "at the end"),
        ],
        18,
    )
    ends = spanning(X[:, j], 0, 1, margin=0.06)
    y = spanning(_in_view(report, j, ends, y_values), HEIGHT - 50, top + 22, margin=0.06)
    x = Scale(ends.low, ends.high, beside(y), WIDTH - RIGHT)
    dots = _dots(report, x, y, j)
    places = moving([_line(report, j, x, y, w, b) for w, b in parameters(report)])
    final = moving([_line(report, j, x, y, *last(report))])[0]
    lines = (element("line", class_="end", **final), element("line", class_="fit", data_moves=name, **places[0]))
    title = f"{data['target']} against {data['features'][j]}"
    slope = f"{cell(report['raw']['w'][j])} {data['unit']}".strip()
    description = f"The examples and the fit; after the last step its slope is {slope} per unit of {feature}."
    picture = drawn(name, title, description, HEIGHT, *key, frame(x, y, feature, target, *dots, *lines))
    rows = [(data["examples"][i], cell(data["x"][i][j]), cell(data["y"][i])) for i in thinned(len(y_values))]
    return Chart(
        name=name,
        title=title,
        svg=picture,
        table=table(f"Examples: {title}", ("example", feature, target), rows),
        note=" ".join(_notes(report, slope, j, places)),
        moves={name: places},
    )


def _at(report: Report, j: int, values: Sequence[float]) -> Array:
    """Raw features whose jth takes the values, the others their mean."""
    mean = np.array(floats(report["data"]["mean"])) if report["data"]["standardised"] else held(report).mean(0)
    x = np.tile(mean, (len(values), 1))
    x[:, j] = values
    return x


def _in_view(report: Report, j: int, ends: Scale, targets: list[float]) -> list[float]:
    """The targets, and the ends of the first and the last fit as far as they are no further off than the targets."""
    low, high = min(targets), max(targets)
    fitted = [
        value
        for w, b in (parameters(report)[0], last(report))
        for value in z(report, w, b, _at(report, j, (ends.low, ends.high)))
    ]
    reach = max(high - low, abs(low), abs(high))
    return [*targets, *(value for value in fitted if low - reach <= value <= high + reach)]


def _line(report: Report, j: int, x: Scale, y: Scale, w: Array, b: float) -> dict[str, float | str] | None:
    """The ends of the fit within the plot; none where it passes outside."""
    around = corners(x, y)
    fitted = z(report, w, b, _at(report, j, [u for u, _ in around]))
    return border_of(half_plane(x, y, [v / 2 - value / 2 for (_, v), value in zip(around, fitted, strict=True)]))


def _dots(report: Report, x: Scale, y: Scale, j: int) -> list[Markup]:
    """The examples: those recorded each as a dot of its own, the others as one path of dots."""
    data = report["data"]
    placed = [(x(float(u[j])), y(float(v))) for u, v in zip(data["x"], data["y"], strict=True)]
    which = [shown(report, row) for row in data["rows"]]
    rest = "".join(f"M{number(u)} {number(v)}h0" for (u, v), e in zip(placed, which, strict=True) if e is None)
    return [
        *([element("path", class_="dots", d=rest)] if rest else []),
        *(
            element("circle", class_="point", r=4.5, cx=u, cy=v, data_example=e)
            for (u, v), e in zip(placed, which, strict=True)
            if e is not None
        ),
    ]


def _notes(report: Report, slope: str, j: int, places: list[dict[str, str]]) -> list[str]:
    feature, unit = report["data"]["features"][j], report["data"]["feature_units"][j]
    said = [f"After the last step the slope is {slope} per {unit or f'unit of {feature}'}."]
    if report["d"] > 1:
        said.append("The other features are held at their mean.")
    if report["d"] > MOST:
        said.append(f"Drawn are the {MOST} of {report['d']} features with the largest weight times spread.")
    if len(report["recorded"]["examples"]) < len(report["data"]["rows"]):
        said.append("Large dots are the examples whose numbers are recorded.")
    return [*said, *filter(None, (left_out(report), hidden(places)))]
