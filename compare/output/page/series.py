"""The record of one report: its numbers as texts, series by series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import numpy as np

from compare.output.page.numbers import DIGITS, apart, plain
from compare.output.page.record import Record, Series
from compare.output.schema.history import SIDES, AnyShape, Sides, Step
from compare.output.schema.report import Report

WHOLE = 4
"""Up to so many features all are shown; of more, the first three."""


def record_of(report: Report) -> Record:
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


def _links(report: Report, features: int) -> Iterator[tuple[str, Series]]:
    for link in report["links"]:
        name, history = link["name"], report["history"]
        per = "both" if link["role"] in ("value", "partial") else "step"
        values = [_array(_held(entry, name)[side] for entry in history) for side in SIDES]
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


def _held(entry: Step, link: str) -> Sides[AnyShape]:
    return cast(Mapping[str, Sides[AnyShape]], entry["links"])[link]


def _series(per: str, values: list[np.ndarray], ulps: list[np.ndarray], dtype: str) -> Series:
    texts: dict[str, list[str]] = {side: _texts(value) for side, value in zip(SIDES, values, strict=True)}
    texts |= {f"{side}-ulps": _texts(value, 2) for side, value in zip(SIDES, ulps, strict=True)}
    texts["apart"] = _texts(apart(values[0], values[1], dtype), 2)
    texts["nearer"] = [_nearer(*pair) for pair in zip(*(value.ravel() for value in ulps), strict=True)]
    changes = per == "both" and any((value != value[0]).any() for value in (*values, *ulps))
    if per == "step" or changes:
        return Series(per, texts)
    return Series("example", {side: found[: values[0].shape[1]] for side, found in texts.items()})


def _nearer(hand: float, autograd: float) -> str:
    if np.isnan(hand) or np.isnan(autograd):
        return "?"
    return "=" if hand == autograd else "h" if hand < autograd else "a"


def _array(values: Any) -> np.ndarray:
    return np.array(list(values), float)


def _texts(values: np.ndarray, digits: int = DIGITS) -> list[str]:
    return [plain(value, digits) for value in values.ravel()]
