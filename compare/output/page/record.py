"""The numbers of a run as the page holds them: texts, the first shown by Python, the others by its script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from compare.output.page.numbers import typeset
from compare.output.page.svg import element

NEARER = {"h": "by hand", "a": "autograd", "=": "as near", "?": "undecided"}
LIKE = {"autograd": "hand", "autograd-ulps": "hand-ulps"}
"""Which side's texts another side mostly has."""

Put = Callable[..., Markup]


@dataclass(frozen=True)
class Series:
    """One number through the run. `per` says what it changes with: "both" step and example, "step", or "example"."""

    per: str
    sides: dict[str, list[str]]


@dataclass(frozen=True)
class Record:
    """All series by key: a link's name, with /j (counted from 0) where it has one entry a feature."""

    of: int
    steps: list[int]
    examples: list[int]
    features: int
    series: dict[str, Series]

    def index(self, key: str, step: int, example: int) -> int:
        """Where the number of a recorded step and example stands in its series."""
        per = self.series[key].per
        return {"both": step * len(self.examples) + example, "step": step, "example": example}[per]

    def keys(self, link: str) -> list[str]:
        """The keys of a link: itself, or one a feature."""
        return [link] if link in self.series else [f"{link}/{j}" for j in range(self.features)]

    def text(self, key: str, side: str = "hand", step: int = 0, example: int = 0) -> str:
        """The number as the page shows it."""
        text = self.series[key].sides[side][self.index(key, step, example)]
        return NEARER.get(text) or typeset(text)

    def plain(self) -> dict[str, Any]:
        """What the page's script reads: each different run of texts once, and which of them a side of a series is."""
        texts: dict[str, int] = {}
        values: dict[str, dict[str, str | int]] = {}
        for key, series in self.series.items():
            values[key] = {"per": series.per}
            for side in series.sides:
                values[key][side] = texts.setdefault(_joined(series, side), len(texts))
        shown = {"steps": self.steps, "of": self.of, "examples": len(self.examples)}
        return {**shown, "texts": list(texts), "values": values, "like": LIKE, "nearer": NEARER}


def _joined(series: Series, side: str) -> str:
    """One side in one string: nothing where a text is that of the side it is like; codes without blanks between."""
    texts = series.sides[side]
    if side == "nearer":
        return "".join(texts)
    if side not in LIKE:
        return " ".join(texts)
    return " ".join("" if a == b else a for a, b in zip(texts, series.sides[LIKE[side]], strict=True))


def put(record: Record, step: int | None = None, shown: int = 0) -> Put:
    """What writes a number: of step 0 and the first example, for the script to exchange, or of a step for good."""

    def written(
        tag: str, key: str, side: str = "hand", example: int | None = None, *, factor: bool = False, **attributes: Any
    ) -> Markup:
        text = record.text(key, side, step or 0, shown if example is None else example)
        if step is None:
            attributes |= {"data_link": key, "data_side": side, "data_factor": "" if factor else None}
            attributes["data_example"] = None if example is None else str(example)
        return element(tag, f"({text})" if factor and text.startswith("−") else text, **attributes)

    return written
