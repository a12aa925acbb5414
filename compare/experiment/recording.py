"""The steps and examples of a descent that are shown, and how right each of their values is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.comparison.descent import BLOCK_VALUES, Descent, Record
from compare.experiment.accuracy import BUDGET, arbitrate_both, values_per_example
from compare.judging.judge import judge

SHOWN_EXAMPLES = 8
RECORDED_STEPS = 60


def recorded_steps(steps: int) -> frozenset[int]:
    """The first 20 steps, then geometrically spaced ones, and the last: at most 60."""
    spread = np.geomspace(20, max(20, steps - 1), RECORDED_STEPS - 21).astype(int)
    return frozenset({*range(min(20, steps)), *(int(step) for step in spread if step < steps), steps - 1})


def shown_examples(descent: Descent) -> list[int]:
    """At most 8 examples to show: all of them, or else the first ones, the last, the worst and the most saturated."""
    trace = descent.records[max(descent.records)].traces[1]
    n = len(trace["z"])
    if n <= SHOWN_EXAMPLES:
        return list(range(n))
    chosen = {*(int(np.argmax(np.nan_to_num(np.abs(trace[name]), nan=np.inf))) for name in ("L", "z")), n - 1}
    others = [i for i in range(SHOWN_EXAMPLES) if i not in chosen]
    return sorted([*chosen, *others[: SHOWN_EXAMPLES - len(chosen)]])


def errors_over_allowances(chain: Chain, records: Sequence[Record]) -> dict[str, Array]:
    """The largest error ÷ allowance of each link, (2, records): the candidate's and the reference's at each record.

    Over all examples; 0 where nothing is claimed. The sides must be complete.
    """
    size = max(1, BLOCK_VALUES // records[0].problems[0]["x"].size)
    blocks = [_largest(chain, records[i : i + size]) for i in range(0, len(records), size)]
    return {name: np.concatenate([block[name] for block in blocks], axis=1) for name in chain.names}


def _largest(chain: Chain, records: Sequence[Record]) -> dict[str, Array]:
    sides = [[record.problems[side] for record in records] for side in (0, 1)]
    problem = {name: np.array([[p[name] for p in side] for side in sides]) for name in sides[0][0]}
    traces = [
        {name: np.stack([record.traces[side][name] for record in records]) for name in chain.names} for side in (0, 1)
    ]
    found = {}
    for judgement in judge(chain, problem, traces, own_problems=True):
        ratio = np.where(judgement.right | judgement.outside, judgement.ratio, 0.0)
        found[judgement.link.name] = ratio.max(axis=tuple(range(2, ratio.ndim)))
    return found


def ulps_of_examples(chain: Chain, records: Sequence[Record], examples: Sequence[int]) -> dict[str, Array]:
    """Ulps of each link from the exact value at the problem's inputs, (2, records, …); nan where undecided.

    … is the shape of the link over the `examples`, counted from 0. Links that are no example's are left out where
    arbitrating all examples would take more than half a second.
    """
    n, d = records[0].problems[0]["x"].shape
    rows = list(range(n)) if len(records) * n * values_per_example(chain, d) <= BUDGET else list(examples)
    part = chain if len(rows) == n else chain.per_example
    problems = [_stacked([_rows(record.problems[side], ("x", "y"), rows) for record in records]) for side in (0, 1)]
    if all(record.problems[0] is record.problems[1] for record in records):
        problems = [problems[0]] * 2
    each = part.per_example.names
    traces = [
        _stacked([_rows({k: record.traces[side][k] for k in part.names}, each, rows) for record in records])
        for side in (0, 1)
    ]
    at = [rows.index(example) for example in examples]
    return {
        name: found.ulps[:, :, at] if name in each else found.ulps
        for name, found in arbitrate_both(part, problems, traces).items()
    }


def _rows(arrays: dict[str, Array], names: Sequence[str], rows: list[int]) -> dict[str, Array]:
    return {name: array[rows] if name in names else array for name, array in arrays.items()}


def _stacked(parts: Sequence[dict[str, Array]]) -> dict[str, Array]:
    return {name: np.stack([part[name] for part in parts]) for name in parts[0]}
