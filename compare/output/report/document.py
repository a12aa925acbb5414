"""The JSON document: everything a page needs, under the schema in report.schema.json."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from compare.experiment.recording import shown_examples
from compare.experiment.run import Run
from compare.judging.report import Evidence, LinkReport
from compare.output import machine
from compare.output.report import mistakes, text
from compare.output.report.arrival import arrival
from compare.output.report.consequences import broken
from compare.output.report.history import SIDES, history, recorded

SCHEMA_VERSION = 1
CURVE_POINTS = 300
DATA_ROWS = 300
NOT_BROKEN = {"breaks": None, "exposure": None}


def dumps(document: dict[str, Any]) -> str:
    """The document as text; non-finite numbers are in it as the strings "NaN", "Infinity", "-Infinity"."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def build(runs: Sequence[Run], *, page: bool = False) -> dict[str, Any]:
    """The document in JSON's own types; for a page, the first route of each data set with what mistakes would do."""
    reports = [
        {**_report(run), **(broken(run) if page and (i == 0 or runs[i - 1].setup is not run.setup) else NOT_BROKEN)}
        for i, run in enumerate(runs)
    ]
    document: dict[str, Any] = plain({"schema_version": SCHEMA_VERSION, "reports": reports})
    return document


def plain(value: Any) -> Any:
    """The value in JSON's own types."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float) and not np.isfinite(value):
        return "NaN" if np.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def _report(run: Run) -> dict[str, Any]:
    setup, settings, descent, data = run.setup, run.setup.settings, run.descent, run.setup.data
    raw_w, raw_b = setup.scaling.to_raw(descent.w, descent.b)
    first, trajectory = descent.report.first_disagreement, descent.trajectory
    return {
        "dataset": data.name,
        "task": data.task,
        "task_reason": data.task_reason,
        "route": run.route.name,
        "form": run.route.form,
        "loss": run.route.loss,
        "labels": data.labels,
        "reduction": "mean",
        "logarithm": "natural",
        "dtype": settings.dtype,
        "mode": descent.mode,
        "device": settings.device,
        "n": len(data.y),
        "d": len(data.features),
        "lr": float(setup.problem["lr"]),
        "lr_reason": setup.lr_reason,
        "start": {"name": settings.start_name, "w": setup.problem["w"], "b": float(setup.problem["b"])},
        "seed": settings.seed,
        "steps": descent.steps,
        "stopped": descent.stopped,
        "agrees": run.agrees,
        "links": [_link(run, link) for link in descent.report.links],
        "first_disagreement": None if first is None else _evidence(first),
        "slips": [_evidence(slip) for slip in descent.report.evidence],
        "diagnoses": [mistakes.diagnosis(found) for found in descent.report.diagnoses],
        "power": mistakes.power(run),
        "trajectory": None if trajectory is None else trajectory.__dict__,
        "loss_start": float(descent.losses[0]),
        "loss_end": float(descent.losses[-1]),
        "w": descent.w,
        "b": float(descent.b),
        "raw": {"w": raw_w, "b": float(raw_b)},
        "arrival": arrival(run),
        "losses": _curve(descent.losses),
        "data": _data(run),
        "recorded": recorded(run),
        "history": history(run),
        "truth": _truth(run),
        "versions": machine.versions(),
        "seconds": run.seconds,
    }


def _link(run: Run, link: LinkReport) -> dict[str, Any]:
    forms = {entry.name: entry.forms for entry in run.route.chain.links}[link.name]
    return {
        "name": link.name,
        "symbol": link.symbol,
        "node": text.node(run.route.chain, run.tape, link.name),
        "verdict": link.verdict,
        "compared": link.compared,
        "claimed": link.claimed,
        "no_claim": link.no_claim,
        "disagreements": link.disagreements,
        "reference_wrong": link.reference_wrong,
        "clamped": link.clamped,
        "blind": link.blind,
        "inherited": link.inherited,
        "max_difference": link.max_difference,
        "max_error_over_allowance": link.max_error_over_allowance,
        "forms": {
            side: [{"label": form.label, "formula": form.formula} for form in forms if form.label in held]
            for side, held in zip(SIDES, link.forms, strict=True)
        },
    }


def _truth(run: Run) -> dict[str, Any]:
    """Both sides' ulps from the exact values at the problem's inputs, and who was closer how often."""
    return {
        "steps": run.accuracy.steps,
        "examples": run.accuracy.examples,
        "links": [
            {
                "name": link.name,
                "arbitrated": link.arbitrated,
                "undecided": link.undecided,
                "median_ulps": dict(zip(SIDES, link.median, strict=True)),
                "max_ulps": dict(zip(SIDES, link.maximum, strict=True)),
                "closer": {**dict(zip(SIDES, link.closer, strict=True)), "tie": link.ties},
            }
            for link in run.accuracy.links
        ],
    }


def _evidence(slip: Evidence) -> dict[str, Any]:
    return {**slip.__dict__, "index": [i + 1 for i in slip.index], "ratio": slip.ratio}


def _curve(losses: np.ndarray) -> dict[str, Any]:
    """J before each step and after the last, thinned to at most 300 points."""
    chosen = np.unique(np.linspace(0, len(losses) - 1, min(len(losses), CURVE_POINTS)).astype(int))
    return {"step": chosen, "J": losses[chosen].astype(np.float64), "thinned": len(chosen) < len(losses)}


def _data(run: Run) -> dict[str, Any]:
    """The features and targets in raw units: the first rows, and those of the examples shown."""
    data, scaling = run.setup.data, run.setup.scaling
    rows = sorted({*range(min(len(data.y), DATA_ROWS)), *shown_examples(run.descent)})
    return {
        "features": data.features,
        "feature_units": data.feature_units,
        "target": data.target,
        "unit": data.unit,
        "standardised": run.setup.standardised,
        "mean": scaling.mean,
        "deviation": scaling.deviation,
        "rows": [i + 1 for i in rows],
        "x": data.x[rows],
        "y": data.y[rows],
        "examples": [data.examples[i] for i in rows],
    }
