"""Where descent went, as sentences and as predictions beside targets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compare.experiment.recording import shown_examples
from compare.experiment.run import Run
from compare.output.report.arrival import arrival
from compare.output.report.text import NAMED_FEATURES
from compare.wording import short, significant, vector


def results(runs: Sequence[Run]) -> list[str]:
    """Where the first route went: cost, parameters in both units, arrival; of the others those that went elsewhere."""
    first = runs[0]
    setup, descent = first.setup, first.descent
    raw_w, raw_b = setup.scaling.to_raw(descent.w, descent.b)
    learned = _formula(first, raw_w, float(raw_b))
    if setup.standardised:
        seen = f"w = {vector(descent.w)}, b = {significant(float(descent.b))}"
        learned = f"{seen} on standardised features; in raw units {learned}"
    ends = [(_cost(run), arrival(run)) for run in runs]
    return [ends[0][0], f"learned {learned}", ends[0][1]] + [
        f"{run.route.form} form, {run.route.name}: {'; '.join(end)}"
        for run, end in zip(runs, ends, strict=True)
        if end != ends[0]
    ]


def _cost(run: Run) -> str:
    """J before the first step and after the last; whose J, where that is not the mean of the true L."""
    unit = f" {run.setup.data.unit}²" if run.setup.data.unit else ""
    before, after = (significant(float(run.descent.losses[i])) for i in (0, -1))
    clamped = any(link.reference_clamped for link in run.descent.report.links if link.name == "L")
    whose = f" ({run.route.name}'s J, its logarithms clamped at −100)" if clamped else ""
    return f"J from {before}{unit} to {after}{unit}{whose}"


def _formula(run: Run, w: np.ndarray, b: float) -> str:
    """The model in words, where its features are few enough to be named."""
    data = run.setup.data
    if len(w) > NAMED_FEATURES:
        return f"w = {vector(w)}, b = {significant(b)}"
    if data.task != "regression":
        named = ", ".join(f"{name} {significant(v)}" for v, name in zip(w, data.features, strict=True))
        return f"w = ({named}), b = {significant(b)}"
    terms = " + ".join(f"{significant(v)}·{name}" for v, name in zip(w, data.features, strict=True))
    return f"{data.target} = {terms} + {significant(b)}{f' {data.unit}' if data.unit else ''}".replace("+ −", "− ")


def prediction_rows(run: Run) -> list[tuple[str, str, str]]:
    """Example, target, prediction after the last step, for the examples shown."""
    problem, data = run.setup.problem, run.setup.data
    w, b = run.descent.w.astype(np.float64), float(run.descent.b)
    rows = []
    for i in shown_examples(run.descent):
        with np.errstate(over="ignore", invalid="ignore"):
            z = float(problem["x"][i].astype(np.float64) @ w + b)
        rows.append((data.examples[i], *_in_words(run, float(data.y[i]), z)))
    return rows


def _in_words(run: Run, y: float, z: float) -> tuple[str, str]:
    data = run.setup.data
    if data.task == "regression":
        unit = f" {data.unit}" if data.unit else ""
        predicted = f"{significant(z)}{unit}" if np.isfinite(z) else f"none (ŷ = {significant(z)})"
        return f"{significant(y)}{unit}", predicted
    with np.errstate(over="ignore"):
        p = float(1 / (1 + np.exp(-z)))
    words = data.labels or ("0", "1")
    named = words[int(y)] if y in (0.0, 1.0) else significant(y)
    if not np.isfinite(p):
        return named, f"none (p = {significant(p)})"
    likely = f"1 − {short(1 - p)}" if 0.9995 < p < 1 else significant(p, 4)
    return named, f"{words[int(p > 0.5)]} (p = {likely})"
