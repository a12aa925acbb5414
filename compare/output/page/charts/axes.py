"""The frame of a picture: two axes with their numbers and names, a legend, and text that stays within."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from compare.output.page.scale import Scale
from compare.output.page.svg import element, number

WIDTH, LEFT, RIGHT = 440.0, 14.0, 14.0
LINE, LETTER = 20.0, 6.6
"""Height of a line of text and the mean width of a letter, in units of the picture, whose text is 14 units high."""


def drawn(name: str, title: str, description: str, height: float, *parts: str) -> Markup:
    """The picture of a chart, named and described to a screen reader."""
    return element(
        "svg",
        element("title", title),
        element("desc", description),
        *parts,
        class_="chart",
        viewBox=f"0 0 {number(WIDTH)} {number(height)}",
        width=WIDTH,
        height=height,
        role="img",
        data_chart=name,
    )


def beside(y: Scale) -> float:
    """Where the plot begins, for the upright axis to have room for its numbers."""
    return LEFT + LETTER * max(map(len, y.marks().values()), default=0) + 8


def frame(x: Scale, y: Scale, x_name: str, y_name: str, *parts: str) -> Markup:
    """The axes with their numbers and names, the grid, and the parts drawn on it; the scales are written on it."""
    across, up = _apart(x), y.marks()
    left, right, bottom, top = x.start, x.end, y.start, y.end
    grid = [element("line", class_="grid", x1=left, x2=right, y1=y(value), y2=y(value)) for value in up]
    marks = [element("line", class_="axis", x1=x(value), x2=x(value), y1=bottom, y2=bottom + 4) for value in across]
    return element(
        "g",
        *grid,
        *parts,
        element("polyline", class_="axis", points=f"{number(left)},{number(bottom)} {number(right)},{number(bottom)}"),
        *marks,
        *(words(text, _within(x(value), text), bottom + 18, "middle") for value, text in across.items()),
        *(words(text, left - 6, y(value) + 4.5, "end") for value, text in up.items()),
        words(cut(x_name, right - LEFT), right, bottom + 38, "end"),
        words(cut(y_name, right - LEFT), LEFT, top - 14),
        class_="plot",
        data_x_scale=x.written(),
        data_y_scale=y.written(),
    )


def _apart(x: Scale) -> dict[float, str]:
    """Ticks few enough for their numbers to stand apart."""
    for about in range(5, 1, -1):
        marks = x.marks(about)
        if sum(LETTER * (len(text) + 2) for text in marks.values()) <= x.end - x.start:
            return marks
    return x.marks(1)


def _within(middle: float, text: str) -> float:
    """Where text is centred for it to end within the picture."""
    return min(middle, WIDTH - LETTER * len(text) / 2)


def words(text: str, x: float, y: float, anchor: str | None = None, class_: str = "label") -> Markup:
    """Text that begins, is centred, or ends at x."""
    return element("text", text, class_=class_, x=x, y=y, text_anchor=anchor)


def cut(text: str, width: float) -> str:
    """The text, shortened to what fits a width."""
    most = int(width / LETTER)
    return text if len(text) <= most else text[: most - 1] + "…"


def legend(entries: Sequence[tuple[Markup, str]], top: float) -> tuple[list[Markup], float]:
    """Samples (drawn about 0, 0, 24 wide) each with its words, in as many rows as they need; and where the rows end."""
    parts, x, y = [], LEFT, top
    for sample, text in entries:
        text = cut(text, WIDTH - LEFT - RIGHT - 32)
        width = 32 + LETTER * len(text)
        if x > LEFT and x + width > WIDTH - RIGHT:
            x, y = LEFT, y + LINE
        parts += [
            element("g", sample, transform=f"translate({number(x + 12)} {number(y - 4.5)})"),
            words(text, x + 30, y),
        ]
        x += width + 22
    return parts, y + LINE if entries else top


def line_sample(class_: str) -> Markup:
    """A piece of a line, for the legend."""
    return element("line", class_=class_, x1=-12, x2=12, y1=0, y2=0)
