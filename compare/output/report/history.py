"""The recorded steps in the JSON document: the parameters, both sides' link values, error ÷ allowance, ulps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar, cast

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Link
from compare.comparison.descent import Record
from compare.experiment.recording import errors_over_allowances, shown_examples, ulps_of_examples
from compare.experiment.run import Run
from compare.output.schema.history import AnyShape, Links, Parameters, Recorded, Sides, Step
from compare.output.values import nested, number, vector

T = TypeVar("T")
ULPS_DIGITS = 4


def recorded(run: Run) -> Recorded:
    """Which examples the history holds, counted from 1, and whether it leaves out steps or examples."""
    examples = shown_examples(run.descent)
    thinned = len(run.descent.records) < run.descent.steps or len(examples) < len(run.setup.data.y)
    return {"examples": [i + 1 for i in examples], "thinned": thinned}


def history(run: Run) -> list[Step]:
    """One entry a recorded step, for the examples shown; J, w+ and the like once a step."""
    chain, examples, records = run.route.chain, shown_examples(run.descent), sorted(run.descent.records.items())
    kept = [record for _, record in records]
    ratios = errors_over_allowances(chain, kept)
    ulps = ulps_of_examples(chain, kept, examples)
    return [
        {
            "step": step,
            "parameters": _parameters(record),
            "links": cast(Links, {link.name: _values(link, record, examples) for link in chain.links}),
            "ratios": {name: both([number(ratio) for ratio in values[:, k]]) for name, values in ratios.items()},
            "ulps": {name: both([_shaped(_rounded(side)) for side in values[:, k]]) for name, values in ulps.items()},
        }
        for k, (step, record) in enumerate(records)
    ]


def both(sides: Sequence[T]) -> Sides[T]:
    """What is by hand, and by autograd."""
    hand, autograd = sides
    return {"hand": hand, "autograd": autograd}


def _parameters(record: Record) -> Parameters:
    return {
        "w": both([vector(problem["w"]) for problem in record.problems]),
        "b": both([number(float(problem["b"])) for problem in record.problems]),
    }


def _values(link: Link, record: Record, examples: list[int]) -> Sides[AnyShape]:
    held = [trace[link.name] for trace in record.traces]
    return both([_shaped(value[examples] if link.per_example else value) for value in held])


def _shaped(array: Array) -> AnyShape:
    return cast(AnyShape, nested(array))


def _rounded(ulps: Array) -> Array:
    """To four significant digits: more would say nothing, and take half of the document."""
    return np.array([float(f"{value:.{ULPS_DIGITS}g}") for value in ulps.ravel()]).reshape(ulps.shape)
