"""The tables that stand under everything: each route's links, the ulps from the exact values, where descent went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.output.page.numbers import number
from compare.output.schema.history import SIDES
from compare.output.schema.report import Link, LinkTruth, Report
from compare.output.schema.values import Number

LINKS = (
    "link",
    "formula",
    "autograd node",
    "compared",
    "claimed",
    "largest difference",
    "error ÷ allowance",
    "blind",
    "verdict",
)
ULPS = (
    "link",
    "by hand: median",
    "largest",
    "autograd: median",
    "largest",
    "closer: by hand",
    "autograd",
    "as near",
    "undecided",
)


class Table(NamedTuple):
    """A table whose first column names its rows; the columns in `right` are of numbers."""

    caption: str
    head: Sequence[str]
    rows: list[list[str]]
    right: Sequence[int]


def links(route: Report) -> Table:
    """What was found at each link over all steps."""
    caption = f"by hand in {route['form']} form, against autograd through {route['route']}"
    return Table(caption, LINKS, [_link(link) for link in route["links"]], range(3, 8))


def _link(link: Link) -> list[str]:
    held = link["forms"]["hand"]
    clamped = f" ({link['clamped']:,})" if link["clamped"] else ""
    return [
        link["symbol"],
        held[0]["formula"] if held else "none of the right ones",
        link["node"],
        f"{link['compared']:,}",
        f"{link['claimed']:,}",
        number(link["max_difference"], 2),
        number(link["max_error_over_allowance"], 2),
        f"{link['blind']:,}",
        link["verdict"] + clamped,
    ]


def ulps(route: Report) -> Table:
    """Both sides' distance from the exact values, and who was closer how often."""
    truth, symbols = route["truth"], {link["name"]: link["symbol"] for link in route["links"]}
    steps = "every step" if truth["steps"] == route["steps"] else f"{truth['steps']:,} of {route['steps']:,} steps"
    examples = "" if truth["examples"] == route["n"] else f", {truth['examples']:,} of {route['n']:,} examples"
    caption = f"ulps from the exact value, {route['form']} form and {route['route']} ({steps}{examples})"
    return Table(caption, ULPS, [_standing(link, symbols[link["name"]]) for link in truth["links"]], range(1, 9))


def _standing(link: LinkTruth, symbol: str) -> list[str]:
    distances = [number(of[side], 2) for side in SIDES for of in (link["median_ulps"], link["max_ulps"])]
    closer = link["closer"]
    counts = [f"{times:,}" for times in (closer["hand"], closer["autograd"], closer["tie"])]
    undecided = "; ".join(f"{times:,} ({reason})" for reason, times in link["undecided"].items()) or "0"
    return [symbol, *distances, *counts, undecided]


def predictions(report: Report) -> Table:
    """Target and prediction of the examples shown, at the first and at the last step."""
    data, history = report["data"], report["history"]
    unit = f" ({data['unit']})" if data["unit"] else ""
    head = ("example", f"target: {data['target']}{unit}", *(f"ŷ at step {history[k]['step']:,}{unit}" for k in (0, -1)))
    rows = []
    for e, row in enumerate(report["recorded"]["examples"]):
        at = data["rows"].index(row)
        y_hat = [number(history[k]["links"]["y_hat"]["hand"][e]) for k in (0, -1)]
        rows.append([f"{row}: {data['examples'][at]}", _target(report, data["y"][at]), *y_hat])
    return Table("predictions, by hand", head, rows, range(1, 4))


def _target(report: Report, y: Number) -> str:
    labels = report["labels"]
    return f"{number(y)}, {labels[int(y)]}" if labels and y in (0, 1) else number(y)


def parameters(report: Report) -> Table:
    """Where descent started and where it went, also in raw units."""
    data, start, raw = report["data"], report["start"], report["raw"]
    names = [
        f"w of {name}{f' ({unit})' if unit else ''}"
        for name, unit in zip(data["features"], data["feature_units"], strict=True)
    ]
    values = zip((*start["w"], start["b"]), (*report["w"], report["b"]), (*raw["w"], raw["b"]), strict=True)
    rows = [[name, *map(number, row)] for name, row in zip((*names, "b"), values, strict=True)]
    return Table("parameters", ("parameter", "at the start", "learned", "learned, in raw units"), rows, range(1, 4))
