"""Elements of the page's inline SVG: markup built from text that is escaped here."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

Attribute = str | float | None
DECIMALS = 2
"""Coordinates are written to a hundredth of a unit, about a hundredth of a pixel."""


def element(name: str, *children: str, **attributes: Attribute) -> Markup:
    """<name …>children</name>, everything escaped that is not markup already.

    `class_` is written class and `data_step` data-step; numbers as coordinates; an attribute that is None is left out.
    """
    written = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value if isinstance(value, str) else number(value))
        for key, value in attributes.items()
        if value is not None
    )
    return Markup("<{0}{1}>{2}</{0}>").format(name, written, Markup("").join(map(escape, children)))


def number(value: float) -> str:
    """A coordinate: at most two decimals, no needless zeros."""
    text = f"{value:.{DECIMALS}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def points(pairs: Iterable[tuple[float, float]]) -> str:
    """The `points` of a polyline or polygon."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in pairs)


def path(lines: Iterable[Iterable[tuple[float, float]]]) -> str:
    """The `d` of a path of polylines, each a moveto and linetos."""
    return "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in line) for line in lines)
