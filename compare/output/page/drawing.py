"""The strokes of the graph: lines, words, boxes, and both sides' values of a link, each behind its mark."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from markupsafe import Markup

from compare.output.page.names import italic, split, spoken
from compare.output.page.record import Put
from compare.output.page.svg import element, points

Point = tuple[float, float]
BOX = (146.0, 46.0)
BIG, SMALL = 24.0, 18.0
INNER = ("z", "y_hat", "L", "J")


def line(through: Sequence[Point], kind: str) -> Markup:
    """A line through the points."""
    return element("polyline", class_=kind, points=points(through))


def text(at: Point, words: str, kind: str) -> Markup:
    """Words at a point."""
    return element("text", words, class_=kind, x=at[0], y=at[1])


def symbol(at: Point, key: str, wrong: Collection[str]) -> Markup:
    """A link's symbol; behind that of a wrong link, ≠."""
    is_wrong = split(key)[0] in wrong
    return text(at, italic(key) + (" ≠" if is_wrong else ""), "symbol wrong" if is_wrong else "symbol")


def pair(at: Point, key: str, put: Put) -> list[Markup]:
    """Both sides' values of one link, one under the other: behind a disc by hand, behind a square by autograd."""
    x, y = at
    return [
        element("circle", class_="hand", cx=x, cy=y - 5, r=4.0),
        put("text", key, "hand", x=x + 10, y=y, class_="value start"),
        element("rect", class_="auto", x=x - 4, y=y + 9, width=8.0, height=8.0),
        put("text", key, "autograd", x=x + 10, y=y + 18, class_="value start"),
    ]


def node(name: str, at: Point, put: Put, values: Point | None = None) -> Markup:
    """A node and what it holds; `values` is the way to the values where they are not under it."""
    x, y = at
    drawn = [
        element("circle", class_="node", cx=x, cy=y, r=BIG if name in INNER else SMALL),
        text((x, y + 6), italic(name), "symbol"),
    ]
    parts = name
    if values and name in INNER:
        drawn += pair((x + values[0], y + values[1]), name, put)
    elif values:
        drawn.append(put("text", name, x=x + values[0], y=y + values[1], class_="value start"))
    elif name.startswith("x"):
        parts = f"{name} dz/dw/{name[2:]}"
        drawn.append(put("text", f"dz/dw/{name[2:]}", x=x + 26, y=y - 6, class_="value start"))
    else:
        drawn.append(put("text", name, x=x, y=y + SMALL + 18, class_="value"))
    return element("g", *drawn, **part(parts, f"{spoken(name)}, a node"))


def box(at: Point, name: str, kind: str) -> list[Markup]:
    """A node of the tape: its name in a box, broken before Backward."""
    (x, y), (width, height) = at, BOX
    first, backward, last = name.partition("Backward")
    lines = [first, backward + last] if backward else [name]
    top = y + 5 - 8 * (len(lines) - 1)
    return [
        element("rect", class_=kind, x=x - width / 2, y=y - height / 2, width=width, height=height),
        *(text((x, top + 16 * i), words, "label") for i, words in enumerate(lines)),
    ]


def arrow(start: Point, end: Point, kind: str) -> list[Markup]:
    """A line that ends in a head, to the left or upwards."""
    x, y = end
    head = [(x - 5, y + 9), end, (x + 5, y + 9)] if start[0] == x else [(x + 9, y - 5), end, (x + 9, y + 5)]
    return [line([start, end], kind), line(head, f"{kind} head")]


def part(parts: str, label: str) -> dict[str, str]:
    """What makes a group light up with all others that share a part: keys of links, blanks between."""
    return {"class_": "part", "data_parts": parts, "tabindex": "-1", "role": "img", "aria_label": label}
