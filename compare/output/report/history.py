"""The recorded steps in the JSON document: the parameters, both sides' link values, error ÷ allowance, ulps."""

from __future__ import annotations

from typing import Any

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Link
from compare.comparison.descent import Record
from compare.experiment.recording import errors_over_allowances, shown_examples, ulps_of_examples
from compare.experiment.run import Run

SIDES = ("hand", "autograd")
ULPS_DIGITS = 4


def recorded(run: Run) -> dict[str, Any]:
    """Which examples the history holds, counted from 1, and whether it leaves out steps or examples."""
    examples = shown_examples(run.descent)
    thinned = len(run.descent.records) < run.descent.steps or len(examples) < len(run.setup.data.y)
    return {"examples": [i + 1 for i in examples], "thinned": thinned}


def history(run: Run) -> list[dict[str, Any]]:
    """One entry a recorded step, for the examples shown; J, w+ and the like once a step."""
    chain, examples, records = run.route.chain, shown_examples(run.descent), sorted(run.descent.records.items())
    kept = [record for _, record in records]
    ratios = errors_over_allowances(chain, kept)
    ulps = ulps_of_examples(chain, kept, examples)
    return [
        {
            "step": step,
            "parameters": {name: _sides([problem[name] for problem in record.problems]) for name in ("w", "b")},
            "links": {link.name: _values(link, record, examples) for link in chain.links},
            "ratios": {name: _sides(values[:, k]) for name, values in ratios.items()},
            "ulps": {name: _sides(_rounded(values[:, k])) for name, values in ulps.items()},
        }
        for k, (step, record) in enumerate(records)
    ]


def _values(link: Link, record: Record, examples: list[int]) -> dict[str, Any]:
    held = [trace[link.name] for trace in record.traces]
    return _sides([value[examples] if link.per_example else value for value in held])


def _sides(values: Any) -> dict[str, Any]:
    return {side: np.asarray(value, np.float64) for side, value in zip(SIDES, values, strict=True)}


def _rounded(ulps: Array) -> Array:
    """To four significant digits: more would say nothing, and take half of the document."""
    return np.array([float(f"{value:.{ULPS_DIGITS}g}") for value in ulps.ravel()]).reshape(ulps.shape)
