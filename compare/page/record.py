"""The numbers of the recorded steps and examples as text: the page shows the first, its script the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from markupsafe import Markup

from compare.page.numbers import DIGITS, apart, plain, typeset
from compare.page.svg import element

SIDES = ("hand", "autograd")
NEARER = {"h": "by hand", "a": "autograd", "=": "as near", "?": "undecided"}
WHOLE = 4
"""Up to so many features all are shown; of more, the first three."""


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

    def text(self, key: str, side: str = "hand", step: int = 0, example: int = 0) -> str:
        """The number as the page shows it."""
        text = self.series[key].sides[side][self.index(key, step, example)]
        return NEARER.get(text) or typeset(text)

    def plain(self) -> dict[str, Any]:
        """What the page's script reads: the texts of a series in one string, blanks between."""
        values = {key: {"per": series.per, **_joined(series.sides)} for key, series in self.series.items()}
        return {"steps": self.steps, "examples": len(self.examples), "values": values, "nearer": NEARER, "of": self.of}


def _joined(sides: Mapping[str, list[str]]) -> dict[str, str]:
    """Each side in one string; "" for one whose every text is that of the side by hand."""
    return {side: "" if side != "hand" and texts == sides["hand"] else " ".join(texts) for side, texts in sides.items()}


def record_of(report: Mapping[str, Any]) -> Record:
    """The record of one report of the document."""
    history, examples = report["history"], report["recorded"]["examples"]
    features = report["d"] if report["d"] <= WHOLE else WHOLE - 1
    series = {key: made for key, made in _links(report, features)}
    at = [report["data"]["rows"].index(row) for row in examples]
    y = np.array([report["data"]["y"][i] for i in at], float)
    y_hat = np.array([entry["links"]["y_hat"]["hand"] for entry in history], float)
    series["y"] = Series("example", {"hand": _texts(y)})
    series["1-y"] = Series("example", {"hand": _texts(1 - y)})
    series["1-y_hat"] = Series("both", {"hand": _texts(1 - y_hat)})
    held = [entry["parameters"] for entry in history]
    for j in range(features):
        series[f"w/{j}"] = Series("step", {side: _texts(_array(p["w"][side][j] for p in held)) for side in SIDES})
    series["b"] = Series("step", {side: _texts(_array(p["b"][side] for p in held)) for side in SIDES})
    return Record(report["steps"], [entry["step"] for entry in history], examples, features, series)


def _links(report: Mapping[str, Any], features: int) -> Iterator[tuple[str, Series]]:
    for link in report["links"]:
        name, history = link["name"], report["history"]
        per = "step" if name.endswith("+") or "J" in name else "both"
        values = [_array(entry["links"][name][side] for entry in history) for side in SIDES]
        known = name in history[0]["ulps"]
        ulps = [
            _array(entry["ulps"][name][side] for entry in history) if known else values[0] * np.nan for side in SIDES
        ]
        if values[0].ndim == (1 if per == "step" else 2):
            yield name, _series(per, values, ulps, report["dtype"])
        else:
            for j in range(features):
                columns = ([side[..., j] for side in both] for both in (values, ulps))
                yield f"{name}/{j}", _series(per, next(columns), next(columns), report["dtype"])


def _series(per: str, values: list[np.ndarray], ulps: list[np.ndarray], dtype: str) -> Series:
    texts = {side: _texts(value) for side, value in zip(SIDES, values, strict=True)}
    texts |= {f"{side}-ulps": _texts(value, 2) for side, value in zip(SIDES, ulps, strict=True)}
    texts["apart"] = _texts(apart(values[0], values[1], dtype), 2)
    texts["nearer"] = [_nearer(*pair) for pair in zip(*(value.ravel() for value in ulps), strict=True)]
    return Series(per, texts)


def _nearer(hand: float, autograd: float) -> str:
    if np.isnan(hand) or np.isnan(autograd):
        return "?"
    return "=" if hand == autograd else "h" if hand < autograd else "a"


def _array(values: Any) -> np.ndarray:
    return np.array(list(values), float)


def _texts(values: np.ndarray, digits: int = DIGITS) -> list[str]:
    return [plain(value, digits) for value in values.ravel()]


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
