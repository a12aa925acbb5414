"""The JSON document: everything a page needs, under the schema in report.schema.json."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compare.arithmetic.precision import Array
from compare.comparison.trajectory import Trajectory
from compare.experiment.recording import shown_examples
from compare.experiment.run import Run
from compare.judging.evidence import Evidence
from compare.judging.link_report import LinkReport
from compare.output import machine
from compare.output.report import mistakes, text
from compare.output.report.arrival import arrival
from compare.output.report.consequences import broken
from compare.output.report.history import both, history, recorded
from compare.output.schema import report as schema
from compare.output.values import number, tally, vector, wrong_value

CURVE_POINTS = 300
DATA_ROWS = 300


def build(runs: Sequence[Run], *, page: bool = False) -> schema.ReportDocument:
    """The document in JSON's own types; for a page, the first route of each data set with what mistakes would do."""
    first = [i == 0 or runs[i - 1].setup is not run.setup for i, run in enumerate(runs)]
    reports = [_report(run, page=page and leads) for run, leads in zip(runs, first, strict=True)]
    return {"schema_version": 2, "reports": reports}


def _report(run: Run, *, page: bool) -> schema.Report:
    setup, settings, descent, data = run.setup, run.setup.settings, run.descent, run.setup.data
    raw_w, raw_b = setup.scaling.to_raw(descent.w, descent.b)
    first, trajectory = descent.report.first_disagreement, descent.trajectory
    breaks, exposure = broken(run) if page else (None, None)
    return {
        "dataset": data.name,
        "task": data.task,
        "task_reason": data.task_reason,
        "warnings": setup.warnings,
        "route": run.route.name,
        "form": run.route.form,
        "loss": run.route.loss,
        "labels": None if data.labels is None else list(data.labels),
        "reduction": "mean",
        "logarithm": "natural",
        "dtype": settings.dtype,
        "mode": descent.mode,
        "device": settings.device,
        "n": len(data.y),
        "d": len(data.features),
        "lr": number(float(setup.problem["lr"])),
        "lr_reason": setup.lr_reason,
        "start": {
            "name": settings.start_name,
            "w": vector(setup.problem["w"]),
            "b": number(float(setup.problem["b"])),
        },
        "seed": settings.seed,
        "steps": descent.steps,
        "stopped": descent.stopped,
        "agrees": run.agrees,
        "verdict": descent.report.verdict,
        "first_wrong": descent.report.first_wrong,
        "links": [_link(run, link) for link in descent.report.links],
        "first_disagreement": None if first is None else _slip(first),
        "slips": [_slip(slip) for slip in descent.report.evidence],
        "losses_of_digits": [_slip(slip) for slip in descent.report.losses],
        "diagnoses": [mistakes.diagnosis(found) for found in descent.report.diagnoses],
        "power": mistakes.power(run),
        "trajectory": None if trajectory is None else _trajectory(trajectory),
        "loss_start": number(float(descent.losses[0])),
        "loss_end": number(float(descent.losses[-1])),
        "w": vector(descent.w),
        "b": number(float(descent.b)),
        "raw": {"w": vector(raw_w), "b": number(float(raw_b))},
        "arrival": arrival(run),
        "losses": _curve(descent.losses),
        "data": _data(run),
        "recorded": recorded(run),
        "history": history(run),
        "truth": _truth(run),
        "versions": machine.versions(),
        "seconds": run.seconds,
        "breaks": breaks,
        "exposure": exposure,
    }


def _link(run: Run, link: LinkReport) -> schema.Link:
    defined = run.route.chain.link(link.name)
    told: list[list[schema.Form]] = [
        [{"label": form.label, "formula": form.formula} for form in defined.forms if form.label in held]
        for held in link.forms
    ]
    return {
        "name": link.name,
        "symbol": link.symbol,
        "role": defined.role or "value",
        "node": text.node(run.route.chain, run.tape, link.name),
        **tally(run.descent.report, link),
        "forms": both(told),
    }


def _truth(run: Run) -> schema.Truth:
    """Both sides' ulps from the exact values at the problem's inputs, and who was closer how often."""
    return {
        "steps": run.accuracy.steps,
        "examples": run.accuracy.examples,
        "links": [
            {
                "name": link.name,
                "arbitrated": link.arbitrated,
                "undecided": link.undecided,
                "median_ulps": both(vector(link.median)),
                "max_ulps": both(vector(link.maximum)),
                "closer": {**both(link.closer), "tie": link.ties},
            }
            for link in run.accuracy.links
        ],
    }


def _slip(slip: Evidence) -> schema.Slip:
    return {"link": slip.link, "symbol": slip.symbol, "side": slip.side, "step": slip.step, **wrong_value(slip)}


def _trajectory(found: Trajectory) -> schema.Trajectory:
    distance, bound = number(found.distance), number(found.bound)
    return {"distance": distance, "bound": bound, "within": found.within, "reason": found.reason}


def _curve(losses: Array) -> schema.Curve:
    """J before each step and after the last, thinned to at most 300 points."""
    chosen = np.unique(np.linspace(0, len(losses) - 1, min(len(losses), CURVE_POINTS)).astype(int))
    return {"step": chosen.tolist(), "J": vector(losses[chosen]), "thinned": len(chosen) < len(losses)}


def _data(run: Run) -> schema.Data:
    """The features and targets in raw units: the first rows, and those of the examples shown."""
    data, scaling = run.setup.data, run.setup.scaling
    rows = sorted({*range(min(len(data.y), DATA_ROWS)), *shown_examples(run.descent)})
    return {
        "features": list(data.features),
        "feature_units": list(data.feature_units),
        "target": data.target,
        "unit": data.unit,
        "standardised": run.setup.standardised,
        "mean": vector(scaling.mean),
        "deviation": vector(scaling.deviation),
        "rows": [i + 1 for i in rows],
        "x": [vector(row) for row in data.x[rows]],
        "y": vector(data.y[rows]),
        "examples": [data.examples[i] for i in rows],
    }
