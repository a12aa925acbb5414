"""Error ÷ allowance of every link at the recorded steps, both sides, with the line at 1."""

from __future__ import annotations

from math import isfinite, isnan

from markupsafe import Markup

from compare.output.page.charts.axes import LEFT, RIGHT, WIDTH, drawn, legend, line_sample, words
from compare.output.page.charts.chart import Chart, cell, moving, table
from compare.output.page.scale import Scale, spanning
from compare.output.page.svg import element, number, points
from compare.output.schema.history import Side
from compare.output.schema.report import Report

COLUMNS, GUTTER, PLOT, TALL = 2, 44.0, 48.0, 96.0
"""Small pictures side by side; the room left of each for its numbers; the height of its plot and of all of it."""
LINEAR_TO, LOG_FROM, FLOOR = 1.25, 4.0, 1e-3
"""The axis ends here, unless a ratio is larger; beyond the second it is a log axis, which begins at the third."""
DASH = 5.0
SIDES: tuple[tuple[Side, str, str], ...] = (("hand", "hand", "by hand"), ("autograd", "auto", "autograd"))


def ratios(report: Report) -> Chart:
    """A small picture of every link whose ratio is not 0 throughout, all on the same axes."""
    named = [(link["name"], link["symbol"]) for link in report["links"]]
    telling = [(name, symbol) for name, symbol in named if any(_of(report, name, side) for side, _, _ in SIDES)]
    key, top = legend(
        [
            (line_sample("hand"), "by hand"),
            (line_sample("auto"), "autograd"),
            (line_sample("limit"), "the allowance"),
            (line_sample("cursor"), "the step shown"),
        ],
        18,
    )
    steps = len(report["history"])
    x = Scale(0.0, max(1.0, steps - 1.0), 0.0, (WIDTH - RIGHT - LEFT) / COLUMNS - GUTTER)
    y = _axis([value for name, _ in telling for side, _, _ in SIDES for value in _of(report, name, side)])
    places = moving([{"x1": x(k), "x2": x(k)} for k in range(steps)])
    panels = [
        element(
            "g",
            *_panel(report, name, symbol, x, y, places[0]),
            class_="plot",
            transform=_place(i, x.end + GUTTER, top),
            data_ratio=name,
            data_x_scale=x.written(),
            data_y_scale=y.written(),
        )
        for i, (name, symbol) in enumerate(telling)
    ]
    if not telling:
        key, panels = [], [words("No link has an error at any recorded step.", LEFT, 18)]
    title = "Error ÷ allowance"
    worst = max((link["max_error_over_allowance"] for link in report["links"]), key=float)
    description = f"How much of what rounding may do each link used; the largest of all steps is {cell(worst)} of it."
    return Chart(
        name="ratios",
        title=title,
        svg=drawn("ratios", title, description, top + 10 + -(-len(telling) // COLUMNS) * TALL, *key, *panels),
        table=_table(report, named),
        note=_note([symbol for pair in named if pair not in telling for symbol in pair[1:]], y),
        moves={"ratios-step": places},
    )


def _place(i: int, wide: float, top: float) -> str:
    row, column = divmod(i, COLUMNS)
    return f"translate({number(LEFT + GUTTER + column * wide)} {number(top + 20 + row * TALL)})"


def _of(report: Report, link: str, side: Side) -> list[float]:
    """The ratios of a side at the recorded steps; none where all are 0."""
    values = [float(entry["ratios"][link][side]) for entry in report["history"]]
    return values if any(values) else []


def _axis(values: list[float]) -> Scale:
    finite = [value for value in values if isfinite(value)]
    if max(finite, default=0.0) <= LOG_FROM:
        return Scale(0.0, max([LINEAR_TO, *finite]), PLOT, 0.0)
    return spanning([FLOOR, *(value for value in finite if value > 1)], PLOT, 0.0, log=True)


def _panel(report: Report, name: str, symbol: str, x: Scale, y: Scale, place: dict[str, str]) -> list[Markup]:
    steps = [entry["step"] for entry in report["history"]]
    lines = []
    for side, class_, _ in SIDES:
        values = [float(entry["ratios"][name][side]) for entry in report["history"]]
        drawn_at = [(x(k), y(min(max(value, y.low), y.high))) for k, value in enumerate(values) if not isnan(value)]
        lines.append(element("polyline", class_=class_, points=points(_seen(drawn_at))))
    ends = [(y.low, "0" if not y.log else f"≤ {FLOOR:g}"), (1.0, "1")]
    if y.high > LOG_FROM:
        ends.append((y.high, y.marks()[y.ticks()[-1]]))
    return [
        words(symbol, 0, -6),
        element("line", class_="axis", x1=0.0, x2=x.end, y1=PLOT, y2=PLOT),
        element("line", class_="limit", x1=0.0, x2=x.end, y1=y(1), y2=y(1)),
        *lines,
        element("line", class_="cursor", y1=0.0, y2=PLOT, data_moves="ratios-step", **place),
        *(words(text, -6, y(value) + 4.5, "end") for value, text in ends),
        words(f"step {steps[0]:,}", 0, PLOT + 16),
        *([words(f"{steps[-1]:,}", x.end, PLOT + 16, "end")] if len(steps) > 1 else []),
    ]


def _seen(line: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The line; a single point as a short one, which a line of one point would not be."""
    return [*line, (line[0][0] + DASH, line[0][1])] if len(line) == 1 else line


def _table(report: Report, named: list[tuple[str, str]]) -> Markup:
    rows = []
    for name, symbol in named:
        cells = [symbol]
        for side, _, _ in SIDES:
            values = [float(entry["ratios"][name][side]) for entry in report["history"]]
            largest = max((value for value in values if not isnan(value)), default=0.0)
            step = f"{report['history'][values.index(largest)]['step']:,}" if largest else "—"
            cells += [cell(largest), step]
        rows.append(cells)
    head = ("link", *(text for _, _, side in SIDES for text in (f"{side}: largest", "at step")))
    return table("Largest error ÷ allowance over the recorded steps, all examples", head, rows)


def _note(nought: list[str], y: Scale) -> str:
    said = ["The steps are evenly spaced as they were recorded; each value is the largest over all examples."]
    if nought:
        said.append(f"0 at every recorded step on both sides: {', '.join(nought)}.")
    if y.log:
        said.append(f"Log scale; what is below {FLOOR:g} lies on its lower end, what is not finite on its upper end.")
    return " ".join(said)
