"""Loss against step."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from compare.output.page.charts.axes import RIGHT, WIDTH, beside, drawn, frame, legend, line_sample
from compare.output.page.charts.chart import Chart, cell, floats, moving, named, table, thinned
from compare.output.page.scale import Scale, spanning
from compare.output.page.svg import element, points
from compare.output.schema.report import Report

HEIGHT, LOG_FROM = 290.0, 100
"""J is drawn on a log scale where it is positive and its largest value is this many times its least."""


def loss(report: Report) -> Chart:
    """J before each step and after the last, as far as it is finite."""
    step, J = report["losses"]["step"], floats(report["losses"]["J"])
    recorded = [(entry["step"], float(entry["links"]["J"]["autograd"])) for entry in report["history"]]
    curve = [(k, value) for k, value in zip(step, J, strict=True) if isfinite(value)]
    held = [value for _, value in (*curve, *recorded) if isfinite(value)]
    log = worth_a_log(held)
    key, top = legend([(line_sample("curve"), "J"), (element("circle", class_="marker", r=5.0), "the step shown")], 18)
    y = spanning(held, HEIGHT - 50, top + 20, margin=0.05, log=log)
    x = Scale(float(step[0]), float(step[-1]), beside(y), WIDTH - RIGHT, apart=1.0)
    places = moving([{"cx": x(k), "cy": y(value)} for k, value in recorded])
    line = element("polyline", class_="curve", points=points((x(k), y(value)) for k, value in curve))
    dot = element("circle", class_="marker", r=5.0, data_moves="loss-step", **places[0])
    name = named("J", squared(report))
    axes = frame(x, y, "step", name + (", log scale" if log else ""), line, dot)
    title = "Loss against step"
    description = f"J is {cell(J[0])} before the first step and {cell(J[-1])} after the last."
    rows = [(f"{step[i]:,}", cell(J[i])) for i in thinned(len(step))]
    return Chart(
        name="loss",
        title=title,
        svg=drawn("loss", title, description, HEIGHT, *key, axes),
        table=table("J before a step; in the last row after the last step", ("step", name), rows),
        note=_note(report, J),
        moves={"loss-step": places},
    )


def worth_a_log(values: Sequence[float]) -> bool:
    """Whether the values are positive and spread over two powers of ten."""
    return bool(values) and min(values) > 0 and max(values) / LOG_FROM >= min(values)


def squared(report: Report) -> str:
    """The unit of J: the target's, squared; none for a log loss."""
    unit = report["data"]["unit"]
    return f"{unit}²" if report["task"] == "regression" and unit else ""


def _note(report: Report, J: Sequence[float]) -> str:
    lost = sum(not isfinite(value) for value in J)
    said = [f"{len(J)} of {report['steps'] + 1:,} values of J are drawn." if report["losses"]["thinned"] else ""]
    if lost:
        said.append(f"J is finite at {len(J) - lost} of these {len(J)} steps, and drawn there.")
    return " ".join(part for part in said if part)
