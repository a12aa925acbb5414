"""Many steps of gradient descent, every link of every step compared.

Lockstep: both sides start each step from the reference's w+, b+, so each step is judged afresh. Free-running: each side
starts from its own. The links are judged at each side's own operands either way; what free-running adds is the distance
of the two trajectories, against the bound that rounding alone can reach.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import PERCEPTRON, Chain
from compare.comparison.deciding import Cases, cases_of, decided, joined
from compare.comparison.diagnosis import diagnosed
from compare.comparison.trajectory import Trajectory, compared, rounding_of_steps
from compare.errors import BadInput
from compare.judging.arbiter import with_ulps
from compare.judging.contract import Side, check_same_shapes, checked_problem, trace_of
from compare.judging.judge import judge
from compare.judging.report import Report, merge
from compare.judging.summary import tally
from compare.mistakes.mistake import PREVIOUS

Mode = Literal["lockstep", "free"]
Traces = tuple[dict[str, Array], dict[str, Array]]


class Record(NamedTuple):
    """One step that is kept: the problem as each side saw it, one and the same in lockstep, and what each held."""

    problems: tuple[dict[str, Array], dict[str, Array]]
    traces: Traces


Observer = Callable[[int, Sequence[Mapping[str, Array]], Sequence[Mapping[str, Array]]], None]

BLOCK_VALUES = 1_000_000  # steps are judged in blocks of about so many numbers of x: many small steps cost one call


@dataclass(frozen=True)
class Descent:
    """What `descend` returns: the report over all steps, and where descent went (the reference's parameters).

    `losses[k]` is J before step k and after the last step; `stopped` says why fewer steps were taken than asked for;
    `records` maps a step to what is kept of it.
    """

    report: Report
    mode: Mode
    steps: int
    losses: Array
    w: Array
    b: Array
    stopped: str
    trajectory: Trajectory | None
    records: dict[int, Record]


def descend(
    problem: Mapping[str, Any],
    candidate: Side,
    reference: Side,
    chain: Chain,
    steps: int,
    mode: Mode = "lockstep",
    record: Callable[[int], bool] = lambda step: False,
    progress: Callable[[int], None] = lambda done: None,
    observe: Observer = lambda first, problems, traces: None,
) -> Descent:
    """Take `steps` steps from the problem's w, b and judge every link of both sides at each of them.

    The problem is a single one: x (n, d). `record(step)` chooses the steps whose traces are kept, counted from 0;
    `progress(done)` is told of every step, `observe(first, problems, traces)` of every block of steps: the first one's
    number, and each side's problems and traces stacked. Stops early, and says so, where the parameters leave the range
    of the dtype. A user's own chain is given as `validated` returns it. Raises what `check` raises, and `BadInput`
    for fewer than one step or a batch of problems.
    """
    if not isinstance(steps, int | np.integer) or steps < 1:
        raise BadInput(f"the number of steps is {steps!r}; expected a whole number of at least 1")
    if mode not in get_args(Mode):
        raise BadInput(f"the mode is {mode!r}; expected {' or '.join(map(repr, get_args(Mode)))}")
    if chain.arrays != PERCEPTRON:
        raise BadInput(f"descent takes the perceptron's arrays; {chain.name} has others: compare its steps with check")
    arrays = checked_problem(problem, chain)
    if arrays["x"].ndim != 2:
        raise BadInput(f"descent takes one problem, x (n, d); got x {arrays['x'].shape}")
    fixed = {name: arrays[name] for name in ("x", "y", "lr")}
    ours = theirs = {name: arrays[name] for name in ("w", "b")}
    blocks = _Blocks(chain, fixed, mode, observe)
    losses, records, stopped = [], {}, ""
    for step in range(steps):
        problem_of_theirs = {**fixed, **theirs}
        problems = ({**fixed, **ours} if mode == "free" else problem_of_theirs, problem_of_theirs)
        traces = (
            trace_of(candidate, problems[0], chain, "candidate", complete=mode == "free"),
            trace_of(reference, problems[1], chain, "reference", complete=True),
        )
        check_same_shapes(*traces)
        blocks.add(ours, theirs, traces)
        losses.append(traces[1]["J"])
        if record(step):
            records[step] = Record(problems, traces)
        theirs = {"w": traces[1]["w+"], "b": traces[1]["b+"]}
        ours = {"w": traces[0]["w+"], "b": traces[0]["b+"]} if mode == "free" else theirs
        progress(step + 1)
        if not all(np.isfinite(v).all() for v in (*ours.values(), *theirs.values())):
            stopped = f"diverged after step {step} of {steps}: the parameters are no longer finite numbers"
            break
    blocks.judge()
    end = trace_of(reference, {**fixed, **theirs}, chain, "reference", complete=True)["J"] if not stopped else np.inf
    report = decided(merge(blocks.reports), chain, (candidate, reference), joined(blocks.cases))
    trajectory = _trajectory(chain, fixed, blocks, report, (ours, theirs)) if mode == "free" else None
    return Descent(
        report, mode, step + 1, np.array([*losses, end]), theirs["w"], theirs["b"], stopped, trajectory, records
    )


class _Blocks:
    """Steps waiting to be judged together, and the reports of those that were."""

    def __init__(self, chain: Chain, fixed: Mapping[str, Array], mode: Mode, observe: Observer) -> None:
        self.chain, self.fixed, self.mode, self.observe = chain, fixed, mode, observe
        self.size = int(min(256, max(1, BLOCK_VALUES // fixed["x"].size)))
        self.reports: list[Report] = []
        self.cases: list[tuple[Cases, Cases]] = []
        self.ours: list[dict[str, Array]] = []
        self.theirs: list[dict[str, Array]] = []
        self.traces: list[Traces] = []
        self.last: dict[str, Array] = {}
        self.judged = 0
        self.rounding = 0.0

    def add(self, ours: dict[str, Array], theirs: dict[str, Array], traces: Traces) -> None:
        self.ours.append(ours)
        self.theirs.append(theirs)
        self.traces.append(traces)
        if len(self.traces) == self.size:
            self.judge()

    def judge(self) -> None:
        if not self.traces:
            return
        free = self.mode == "free"
        theirs = self._problem(self.theirs)
        shared = [self._problem(self.ours) if free else theirs, theirs]
        stacked = [
            {name: np.stack([pair[side][name] for pair in self.traces]) for name in self.traces[0][side]}
            for side in (0, 1)
        ]
        problem = {k: np.array([v, theirs[k]]) for k, v in shared[0].items()} if free else theirs
        judgements = judge(self.chain, problem, stacked, own_problems=free)
        report = tally(judgements, self.chain.name, self.fixed["x"].dtype.name, self.judged)
        report = with_ulps(report, self.chain, shared, stacked, self.judged)
        self.cases.append(cases_of(report, self.chain, shared, self.judged))
        before = _step_before({**shared[0], **stacked[0]}, self.last)
        self.reports.append(diagnosed(report, self.chain, shared[0], stacked[0], before))
        self.observe(self.judged, shared, stacked)
        if free:
            self.rounding += sum(rounding_of_steps(self.chain, side) for side in shared)
        self.last = {**self.ours[-1], **self.traces[-1][0]}
        self.judged += len(self.traces)
        self.ours, self.theirs, self.traces = [], [], []

    def _problem(self, parameters: list[dict[str, Array]]) -> dict[str, Array]:
        batch = len(parameters)
        fixed = {name: np.broadcast_to(array, (batch, *array.shape)) for name, array in self.fixed.items()}
        return fixed | {name: np.stack([p[name] for p in parameters]) for name in ("w", "b")}


def _step_before(values: Mapping[str, Array], last: Mapping[str, Array]) -> dict[str, Array]:
    """Every value one step earlier: the block before gives the first one; nan if there was none."""
    return {
        f"{PREVIOUS}{name}": np.concatenate([last.get(name, np.full_like(array[0], np.nan))[None], array[:-1]])
        for name, array in values.items()
    }


def _trajectory(
    chain: Chain, fixed: Mapping[str, Array], blocks: _Blocks, report: Report, ends: tuple[dict[str, Array], ...]
) -> Trajectory:
    ours, theirs = (np.concatenate([np.ravel(end[v]).astype(np.float64) for v in ("w", "b")]) for end in ends)
    with np.errstate(over="ignore", invalid="ignore"):
        gap = ours - theirs
    clamped = any(link.clamped or link.reference_clamped for link in report.links)
    return compared(chain, fixed, gap, blocks.rounding, clamped=clamped)
