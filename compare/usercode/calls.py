"""Calls the user's function on each problem of a batch once, and counts what is no trace.

Where a call ended an earlier process, it is counted for what it did, and neither it nor a later one is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from time import monotonic
from typing import Any, NamedTuple

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.judging.contract import TraceError, trace_of
from compare.usercode.batches import Batch
from compare.usercode.misbehaviour import Counted, Misbehaved, overflows_there, with_axes
from compare.usercode.shapes import misshapen
from compare.usercode.subject import Subject

Trace = dict[str, Array]
Announce = Callable[[str, int | None], None]  # what begins; for a call of the user's code, how many were made before


class Fatal(NamedTuple):
    """The call that ended an earlier process, by how many were made before it."""

    call: int
    kind: str
    message: str


class Calls:
    """The calls made so far: `made` counts them, `called` the problems; `given` are the links of the first trace.

    `cut` says why problems were left out, if any were: no call is begun once all together have taken `seconds`, or
    once `stopped` says why.
    """

    def __init__(self, subject: Subject, announce: Announce, seconds: float, fatal: Fatal | None) -> None:
        self.subject, self.announce, self.seconds, self.fatal = subject, announce, seconds, fatal
        self.counted, self.made, self.called = Counted(), 0, 0
        self.cut, self.stopped, self._spent = "", "", 0.0
        self.given: tuple[str, ...] = ()
        self._first: list[tuple[int, Mapping[str, Array], Trace]] = []

    def batch(self, batch: Batch, before: int, reference: Trace) -> dict[int, Trace]:
        """The traces by their place in the batch; `before` problems came earlier."""
        traces: dict[int, Trace] = {}
        for k in range(batch.size):
            self.cut = self.over()
            if self.cut:
                break
            problem = one_of(batch.problems, k)
            self.called += 1
            try:
                trace = self._traced(problem, f"on problem {before + k + 1}")
                self._check_shapes(trace, reference, problem)
                self._check_links(trace)
            except TraceError as error:
                known = one_of(reference, k)
                excused = overflows_there(error, self.subject.chain, {**problem, **known})
                self.counted.add(excused or with_axes(error, self.subject.chain, problem), before + k + 1, problem)
            else:
                self._note_not_finite(trace, one_of(reference, k), before + k + 1, problem)
                if not traces:
                    self._first.append((before + k, problem, trace))
                traces[k] = trace
        return traces

    def again(self) -> None:
        """Call the first problem of every batch once more: a trace is a function of the problem."""
        for index, problem, trace in self._first:
            if self.over():
                return
            try:
                other = self._traced(problem, f"again on problem {index + 1}")
                unlike = [name for name in trace if not _same(trace[name], other.get(name))]
                if unlike:
                    raise Misbehaved("unsteady", f"in {', '.join(unlike)}", group="unsteady")
            except TraceError as error:
                self.counted.add(_of_a_second_call(error), index + 1, problem)

    def further(self, problem: Trace) -> Mapping[str, Any]:
        """The candidate on one more problem. Raises `TraceError` once no more calls may be made."""
        if why := self.over():
            raise TraceError(why)
        if self.fatal is not None and self.made == self.fatal.call:
            self.counted.add(Misbehaved(self.fatal.kind, self.fatal.message), 0, problem)
        return self._called(problem, "on a further problem")

    def exactly(self, problem: Trace) -> Mapping[str, Any]:
        """The candidate on a problem of any kind of number: whatever it does there is no misbehaviour."""
        if why := self.over():
            raise TraceError(why)
        if self.fatal is not None and self.made == self.fatal.call:
            self.made += 1
            raise TraceError(f"on exact numbers, {self.fatal.message}")
        return self._called(problem, "once more, to tell formula from rounding")

    def anew(self) -> Calls:
        """None of these, which are made and took their time all the same."""
        fresh = Calls(self.subject, self.announce, self.seconds, self.fatal)
        fresh.made, fresh._spent = self.made, self._spent
        return fresh

    def over(self) -> str:
        """Why no more calls are made; "" as long as they are."""
        if self.fatal is not None and self.made > self.fatal.call:
            return "the process ended in the last of them"
        return f"they took {self._spent:.3g} s, and no more is begun" if self._spent > self.seconds else self.stopped

    def _traced(self, problem: Mapping[str, Array], where: str) -> Trace:
        try:
            return trace_of(partial(self._called, where=where), problem, self.subject.chain, "trace", complete=False)
        except TraceError:
            raise
        except Exception as error:
            told = f"reading what it returned raised {type(error).__name__}"
            raise Misbehaved("array", told) from None

    def _called(self, problem: Trace, where: str) -> Mapping[str, Any]:
        made, self.made = self.made, self.made + 1
        if self.fatal is not None and made == self.fatal.call:
            raise Misbehaved(self.fatal.kind, self.fatal.message)
        self.announce(f"{where} ({size_of(self.subject.chain, problem)})", made)
        begun = monotonic()
        try:
            return self.subject.candidate(problem)
        finally:
            self._spent += monotonic() - begun
            self.announce("judging", None)

    def _check_shapes(self, trace: Trace, reference: Trace, problem: Trace) -> None:
        for name, value in trace.items():
            expected = reference[name].shape[1:]
            if value.shape != expected:
                raise misshapen(name, value.shape, expected, lengths(self.subject.chain, problem))

    def _check_links(self, trace: Trace) -> None:
        self.given = self.given or tuple(trace)
        odd = [name for name in self.subject.chain.names if (name in trace) != (name in self.given)]
        if odd:
            raise Misbehaved("names", f"it gives {', '.join(odd)} on some problems and not on others", group="some")

    def _note_not_finite(self, trace: Trace, right: Trace, number: int, problem: Mapping[str, Array]) -> None:
        names = [name for name, value in trace.items() if (np.isfinite(right[name]) & ~np.isfinite(value)).any()]
        if names:
            self.counted.add(Misbehaved("not finite", f"in {', '.join(names)}", group="not finite"), number, problem)


def _of_a_second_call(error: TraceError) -> TraceError:
    """A second call that gives no trace where the first did: unsteady, unless it hung or ended the process."""
    if error.kind in ("unsteady", "hang", "death", "garbage"):
        return error
    return Misbehaved("unsteady", f"a second call gave no trace: {error}", group=error.kind)


def one_of(arrays: Mapping[str, Array], k: int) -> Trace:
    """One problem or trace of a batch, as arrays of their own, the 0-d ones included."""
    return {name: np.array(value[k]) for name, value in arrays.items()}


def stacked(traces: Sequence[Trace]) -> Trace:
    """One trace of several."""
    return {name: np.stack([trace[name] for trace in traces]) for name in traces[0]}


def size_of(chain: Chain, problem: Mapping[str, Array]) -> str:
    """n = 3, d = 2: the length of every axis of the chain's arrays."""
    return ", ".join(f"{axis} = {length}" for axis, length in lengths(chain, problem).items())


def lengths(chain: Chain, problem: Mapping[str, Array]) -> dict[str, int]:
    """The length of every axis in one problem, in the order of the chain's arrays."""
    found: dict[str, int] = {}
    for name, axes in chain.arrays:
        found |= {axis: k for axis, k in zip(axes, problem[name].shape, strict=True) if isinstance(axis, str)}
    return found


def _same(a: Array, b: Array | None) -> bool:
    return b is not None and np.array_equal(a, b, equal_nan=True)
