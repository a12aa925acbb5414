"""σ and its slope: where the examples shown stand on the curve, and the chosen one on both."""

from __future__ import annotations

from math import exp, isfinite
from typing import Literal

from markupsafe import Markup

from compare.output.page.charts.axes import RIGHT, WIDTH, beside, drawn, frame, legend, line_sample
from compare.output.page.charts.chart import Chart, Moves, cell, moving, table
from compare.output.page.charts.classes import coded, mark
from compare.output.page.scale import Scale
from compare.output.page.svg import element, number, points
from compare.output.schema.report import Report

HEIGHT, LEAST, MOST, ROOM, BEND = 320.0, 8.0, 60.0, 1.1, 60
"""z is drawn over at least ±8 and at most ±60, a tenth further than it goes; the curves have 2 × 60 points in ±8."""
LINKS: tuple[Literal["z", "y_hat", "dy_hat/dz"], ...] = ("z", "y_hat", "dy_hat/dz")


def sigma(report: Report) -> Chart:
    """Both curves; the chosen example of the step shown is ringed on σ and dotted on the slope."""
    no, yes = coded(report)
    key, top = legend(
        [
            (line_sample("hand"), "ŷ = σ(z)"),
            (line_sample("auto"), "slope ŷ(1 − ŷ)"),
            (mark(1, 0, 0), f"{yes} (1)"),
            (mark(0, 0, 0), f"{no} (0)"),
            (element("circle", class_="ring", r=8.0), "example shown"),
            (element("circle", class_="marker", r=5.0), "its slope"),
        ],
        18,
    )
    low, high = _range(report)
    y = Scale(0.0, 1.0, HEIGHT - 50, top + 22)
    x = Scale(low, high, beside(y), WIDTH - RIGHT)
    moves = _moves(report, x, y)
    parts = (
        *_curves(x, y),
        *_marks(report, moves),
        element("circle", class_="ring", r=8.0, data_moves="sigma-value", **moves["sigma-value@0"][0]),
        element("circle", class_="marker", r=5.0, data_moves="sigma-slope", **moves["sigma-slope@0"][0]),
    )
    title = "The sigmoid and its slope"
    description = (
        f"ŷ, the probability of {yes}, rises from 0 to 1 with z; its slope is ¼ at z = 0 and vanishes far off."
    )
    return Chart(
        name="sigma",
        title=title,
        svg=drawn("sigma", title, description, HEIGHT, *key, frame(x, y, "z", "ŷ, and its slope by z", *parts)),
        table=_table(report),
        note=_note(report, x),
        moves=moves,
    )


def sigmoid(z: float) -> float:
    """σ(z) for the curve, by the branch that never overflows."""
    small = exp(-abs(z))
    return (1 if z >= 0 else small) / (1 + small)


def _zs(report: Report) -> list[float]:
    """Every recorded z of the examples shown, by hand."""
    return [float(z) for entry in report["history"] for z in entry["links"]["z"]["hand"]]


def _range(report: Report) -> tuple[float, float]:
    """From where to where z is drawn."""
    zs = [min(max(ROOM * z, -MOST), MOST) for z in _zs(report) if isfinite(z)]
    return min([-LEAST, *zs]), max([LEAST, *zs])


def _curves(x: Scale, y: Scale) -> list[Markup]:
    """Closer together where they bend."""
    bend = [LEAST * i / BEND for i in range(-BEND, BEND + 1)]
    zs = [x.low, *(z for z in bend if x.low < z < x.high), x.high]
    return [
        element("polyline", class_="hand", points=points((x(z), y(sigmoid(z))) for z in zs)),
        element("polyline", class_="auto", points=points((x(z), y(sigmoid(z) * sigmoid(-z))) for z in zs)),
    ]


def _moves(report: Report, x: Scale, y: Scale) -> Moves:
    """On σ the value of every example and, for each that may be chosen, its ring and its slope; by hand."""
    moves: Moves = {}
    for e in range(len(report["recorded"]["examples"])):
        recorded = [[float(entry["links"][link]["hand"][e]) for link in LINKS] for entry in report["history"]]
        values = [(x(z), y(y_hat)) if x.low <= z <= x.high else None for z, y_hat, _ in recorded]
        slopes = [(x(z), y(slope)) if x.low <= z <= x.high else None for z, _, slope in recorded]
        moves[f"sigma-example-{e}"] = moving([None if at is None else _moved(*at) for at in values])
        moves[f"sigma-value@{e}"] = moving([None if at is None else {"cx": at[0], "cy": at[1]} for at in values])
        moves[f"sigma-slope@{e}"] = moving([None if at is None else {"cx": at[0], "cy": at[1]} for at in slopes])
    return moves


def _moved(x: float, y: float) -> dict[str, float | str]:
    return {"transform": f"translate({number(x)} {number(y)})"}


def _marks(report: Report, moves: Moves) -> list[Markup]:
    target = dict(zip(report["data"]["rows"], report["data"]["y"], strict=True))
    return [
        element(
            "g",
            mark(float(target[row]), 0, 0),
            data_moves=f"sigma-example-{e}",
            data_example=str(e),
            **moves[f"sigma-example-{e}"][0],
        )
        for e, row in enumerate(report["recorded"]["examples"])
    ]


def _table(report: Report) -> Markup:
    first, last = report["history"][0], report["history"][-1]
    text = dict(zip(report["data"]["rows"], report["data"]["examples"], strict=True))
    rows = [
        (
            f"{row}: {text[row]}",
            *(cell(entry["links"][link]["hand"][e]) for entry in (first, last) for link in LINKS),
        )
        for e, row in enumerate(report["recorded"]["examples"])
    ]
    head = (
        "example",
        *(f"{symbol}, step {entry['step']:,}" for entry in (first, last) for symbol in ("z", "ŷ", "slope")),
    )
    return table("z, ŷ and the slope at the first and the last recorded step, by hand", head, rows)


def _note(report: Report, x: Scale) -> str:
    zs = _zs(report)
    beyond = sum(not x.low <= z <= x.high for z in zs)
    return f"{beyond} of {len(zs)} values of z lie beyond ±{MOST:g} and are not drawn." if beyond else ""
