"""The arbiter: every link's exact value, and how many ulps each side is from it.

*Global* ulps are taken from the exact value at the problem's inputs, *local* ones from the link's definition at the
side's own operands. Precision starts at 128 bits and is raised while some distance stays undecided; where every link is
rational, fractions have the last word (an enclosure of a sum that is exactly 0 never says so).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from flint import ctx

from compare.arithmetic.exact import Exact, Kind, Numbers, enclosed, exact, rational
from compare.arithmetic.precision import Array
from compare.arithmetic.ulps import TOO_WIDE, distances
from compare.chains.chain import EXAMPLES, Chain, Form, Link
from compare.judging.evidence import SIDES, Evidence
from compare.judging.report import Report

PRECISIONS = (128, 512, 2048, 8192)
"""Bits. σ(z) for z = 745 needs over a thousand before the binade of 1 − σ(z) is certain from ŷ alone."""

LARGEST = 100_000  # in an array with more numbers a wrong J, partial or step is not arbitrated: it takes seconds

Trace = Mapping[str, Array]


class Distances(NamedTuple):
    """One link: ulps of every side's values, the sides on the first axis; nan where undecided, with the reason."""

    ulps: Array
    reasons: Numbers


def form_for_truth(link: Link) -> Form:
    """The form whose enclosure stays narrow: the complement where there is one, or else the first."""
    return next((form for form in link.forms if form.label == "complement"), link.forms[0])


def truth(chain: Chain, problem: Mapping[str, Array], kind: Kind = enclosed) -> dict[str, Exact]:
    """The exact value of every link at the problem's inputs, at flint's current precision."""
    known = {name: exact(problem[name], kind) for name in chain.inputs}
    for link in chain.links:
        known[link.name] = _defined(link, known)
    return {name: known[name] for name in chain.names}


def arbitrate(chain: Chain, problem: Mapping[str, Array], traces: Sequence[Trace]) -> dict[str, Distances]:
    """Global ulps of every link, for each side that gives it. Arrays may lead with batch axes, as in `judge`."""
    return _decided(chain, problem, traces, {}, _known)


def arbitrate_locally(chain: Chain, problem: Mapping[str, Array], trace: Trace) -> dict[str, Distances]:
    """Ulps of one complete side's links, each from its definition at the side's own operands."""
    return _decided(chain, problem, [trace], trace, _defined)


def _decided(
    chain: Chain,
    problem: Mapping[str, Array],
    traces: Sequence[Trace],
    own: Trace,
    value: Callable[[Link, Mapping[str, Exact]], Exact],
) -> dict[str, Distances]:
    """The distances at the lowest precision that decides each of them, or at the highest there is."""
    found: dict[str, Distances] = {}
    dtype = next(iter(problem.values())).dtype
    exactly = ((rational, PRECISIONS[0]),) if chain.rational and _all_finite(problem, own) else ()
    for kind, precision in (*((enclosed, bits) for bits in PRECISIONS), *exactly):
        with ctx.workprec(precision):
            known = {name: exact(problem[name], kind) for name in chain.inputs}
            known |= {name: exact(values, kind) for name, values in own.items()} or truth(chain, problem, kind)
            for link in chain.links:
                if link.name not in found or _undecided(found[link.name]):
                    sides = [trace.get(link.name) for trace in traces]
                    if all(side is None for side in sides):
                        continue
                    found[link.name] = _distances(sides, value(link, known), dtype)
        if not any(_undecided(one) for one in found.values()):
            break
    return found


def _known(link: Link, known: Mapping[str, Exact]) -> Exact:
    return known[link.name]


def _defined(link: Link, known: Mapping[str, Exact]) -> Exact:
    form = form_for_truth(link)
    value: Exact = form.rule(*(known[name] for name in form.of))
    return value


def _all_finite(problem: Mapping[str, Array], own: Trace) -> bool:
    return all(np.isfinite(values).all() for values in (*problem.values(), *own.values()))


def _distances(values: Sequence[Array | None], link: Exact, dtype: np.dtype[np.floating]) -> Distances:
    """The sides' distances stacked; a side that does not give the link is nan throughout, with no reason."""
    like = next(value for value in values if value is not None)
    pairs = [
        distances(value, link.value, dtype)
        if value is not None
        else (np.full(like.shape, np.nan), np.full(like.shape, "", dtype=object))
        for value in values
    ]
    return Distances(np.stack([ulps for ulps, _ in pairs]), np.stack([reasons for _, reasons in pairs]))


def _undecided(found: Distances) -> bool:
    """Whether more precision could still decide a distance."""
    return bool((found.reasons == TOO_WIDE).any())


def with_ulps(
    report: Report, chain: Chain, problems: Sequence[Mapping[str, Array]], traces: Sequence[Trace], first: int = 0
) -> Report:
    """The report whose evidence says how far each side is from the truth. `first`: the block's first step."""

    return arbitrated(report, lambda one: with_ulps_of(one, chain, problems, traces, first))


def arbitrated(report: Report, ulps_of: Callable[[Evidence], Evidence]) -> Report:
    """The report with each of its values arbitrated."""
    return replace(
        report,
        evidence=tuple(map(ulps_of, report.evidence)),
        worst=tuple(map(ulps_of, report.worst)),
        losses=tuple(map(ulps_of, report.losses)),
    )


def with_ulps_of(
    evidence: Evidence, chain: Chain, problems: Sequence[Mapping[str, Array]], traces: Sequence[Trace], first: int = 0
) -> Evidence:
    """The value with how far each side's is from the truth."""
    index = evidence.index if evidence.step is None else (evidence.step - first, *evidence.index)
    lead = chain.batch_axes(problems[0])
    batch, place = index[:lead], index[lead:]
    alone = [{name: value[batch] for name, value in problem.items()} for problem in problems]
    given = [{name: value[batch] for name, value in trace.items()} for trace in traces]
    if chain.link(evidence.link).per_example and chain.separable:
        chain = chain.per_example
        row, place = slice(place[0], place[0] + 1), (0, *place[1:])
        by_row = {array.name for array in chain.arrays if array.axes[:1] == (EXAMPLES,)}
        alone = [{name: value[row] if name in by_row else value for name, value in each.items()} for each in alone]
        given = [{name: trace[name][row] for name in chain.names if name in trace} for trace in given]
    elif max(value.size for value in alone[0].values()) > LARGEST:
        return evidence
    sides = zip(alone, given, strict=True)
    ulps = [_ulps(chain, problem, trace, evidence.link, place) for problem, trace in sides]
    mine = SIDES.index(evidence.side)
    return replace(evidence, ulps=ulps[mine], other_ulps=ulps[1 - mine])


def _ulps(chain: Chain, problem: Mapping[str, Array], trace: Trace, link: str, place: tuple[int, ...]) -> float:
    """How far one value of a trace is from the truth; nan where that is undecided, or the link is not given."""
    if link not in trace:
        return float("nan")
    return float(arbitrate(chain, problem, [{link: trace[link]}])[link].ulps[(0, *place)])
