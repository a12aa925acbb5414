"""A chart: its picture, the numbers under it as a table, and what moves with the step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite

from markupsafe import Markup

from compare.output.page.numbers import typeset
from compare.output.page.svg import element, number
from compare.output.schema.report import Report
from compare.wording import significant

ROWS = 12
"""A table shows at most this many."""

Moves = dict[str, list[dict[str, str]]]


@dataclass(frozen=True)
class Chart:
    """One picture of the page.

    `table` holds its numbers; `moves[NAME]` the attributes of the parts with data-moves="NAME", one entry a recorded
    step (`moves["NAME@e"]` where they differ from example to example); `note` says the units and what was left out.
    The mark of an example carries data-example, counted from 0; class picked makes it stand out. `title` and `note` are
    text, not markup.
    """

    name: str
    title: str
    svg: Markup
    table: Markup
    note: str
    moves: Moves = field(default_factory=dict)


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """A table whose first column names its rows."""
    body = [
        element("tr", element("th", row[0], scope="row"), *(element("td", cell) for cell in row[1:])) for row in rows
    ]
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *(element("th", cell, scope="col") for cell in head))),
        element("tbody", *body),
    )


def thinned(count: int, most: int = ROWS) -> list[int]:
    """Indices 0 … count − 1, at most `most` of them, the first and the last among them."""
    if count <= most:
        return list(range(count))
    return sorted({round(i * (count - 1) / (most - 1)) for i in range(most)})


def moving(places: Sequence[dict[str, float | str] | None]) -> list[dict[str, str]]:
    """The attributes of a moving part at each step, the same ones at all; where it has no place it is hidden.

    None is no place, and so is a number that is not finite.
    """
    written = [_attributes(place) for place in places]
    known = [place for place in written if place is not None]
    if len(known) == len(written):
        return known
    anywhere = known[0] if known else {}
    return [{**(place or anywhere), "visibility": "hidden" if place is None else "visible"} for place in written]


def _attributes(place: dict[str, float | str] | None) -> dict[str, str] | None:
    if place is None or not all(isinstance(value, str) or isfinite(value) for value in place.values()):
        return None
    return {key: value if isinstance(value, str) else number(value) for key, value in place.items()}


def shown(report: Report, row: int) -> str | None:
    """Which of the recorded examples a row of the data is, counted from 0; None where it is none of them."""
    examples = report["recorded"]["examples"]
    return str(examples.index(row)) if row in examples else None


def left_out(report: Report) -> str:
    """That examples are left out, where they are."""
    listed = len(report["data"]["rows"])
    return f"Drawn are {listed} of {report['n']:,} examples." if listed < report["n"] else ""


def hidden(places: Sequence[dict[str, str]]) -> str:
    """At how many steps a moving part has no place, where there are any."""
    lost = sum(place.get("visibility") == "hidden" for place in places)
    where = f"{lost} of the {len(places)} recorded steps"
    return f"At {where} the line lies outside of the picture or is not finite, and is not drawn." if lost else ""


def floats(values: Sequence[float | str]) -> list[float]:
    """Numbers of the document, those that are not finite among them."""
    return [float(value) for value in values]


def named(name: str, unit: str) -> str:
    """size (ft²); the name alone where there is no unit."""
    return f"{name} ({unit})" if unit else name


def cell(value: float | str) -> str:
    """A number of the document as tables show it: to six significant digits."""
    return typeset(significant(float(value)))
