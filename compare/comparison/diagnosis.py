"""Diagnosis: which known mistakes the wrong links of a side look like.

A mistake is named where its wrong form, at the side's own operands, holds every value of the link within its radius, on
all problems given; never from one number. Where several fit, all are listed: this evidence does not tell them apart. A
mistake at a link that is not given is looked for in the links that follow from it. Where none fits, the ratio to the
right value is reported, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial, reduce

import numpy as np

from compare.arithmetic.balls import SAFETY, Ball
from compare.arithmetic.precision import Array, Mask, format_of
from compare.chains.chain import Chain
from compare.comparison.propagation import propagated
from compare.comparison.relations.search import relation
from compare.comparison.relations.seen import Seen
from compare.judging.diagnosis import Diagnosis
from compare.judging.judge import inputs, judge
from compare.judging.judgement import Judgement
from compare.judging.ratios import ratios
from compare.judging.report import Report
from compare.mistakes import MistakeAt, known_mistakes
from compare.mistakes.mistake import PREVIOUS, SQUARE, STEPS
from compare.mistakes.planting import plant

Judged = tuple[Mapping[str, Judgement], Mapping[str, Ball]]

NEEDS = ("", SQUARE, STEPS)


def diagnosed(
    report: Report,
    chain: Chain,
    problem: Mapping[str, Array],
    trace: Mapping[str, Array],
    before: Mapping[str, Array] | None = None,
) -> Report:
    """The report with wrong links diagnosed; `before` has the values of the step before, "previous …", nan if none."""
    if not report.wrong_links:
        return report
    found = diagnose(chain, [{**problem, **(before or {})}], [trace])
    return replace(report, diagnoses=tuple(one for one in found if one.link in report.wrong_links))


@np.errstate(all="ignore")  # a form may overflow where a program that follows it does
def diagnose(
    chain: Chain, problems: Sequence[Mapping[str, Array]], traces: Sequence[Mapping[str, Array]]
) -> tuple[Diagnosis, ...]:
    """One diagnosis for each link of a side that is wrong in itself on some of the problems, in the chain's order.

    `traces[k]` is what the side holds on `problems[k]`, whose arrays may lead with batch axes. Mistakes that need the
    step before are looked for where the problems hold it (see `diagnosed`).
    """
    judged = [_judged(chain, problem, trace) for problem, trace in zip(problems, traces, strict=True)]
    wrong = [name for name in chain.names if any(_wrong(judgements[name]).any() for judgements, _ in judged)]
    found: list[Diagnosis] = []
    for name in wrong:
        given = [Seen(chain, name, *each) for each in judged if each[0][name].given[0]]
        alone = replace(_over_all(chain, name, judged), relating=cache(partial(relation, given)))
        found.append(replace(alone, repeating=cache(partial(_repeated, alone, tuple(found)))))
    return tuple(found)


def _repeated(this: Diagnosis, earlier: Sequence[Diagnosis]) -> str:
    """The symbol of the first link of which the same is true, so that it need not be said twice."""
    ids = {known.mistake.id for known in this.named}
    for other in earlier:
        if {known.mistake.id for known in other.named} == ids:
            alone = len(ids) == 1 or (this.relation and this.relation == other.relation)
            if alone and not other.repeats:
                return other.symbol
    return ""


def _over_all(chain: Chain, link: str, judged: Sequence[Judged], *, lossy: bool = False) -> Diagnosis:
    """One link over all problems. What fits on the first of them need only be tried on the next.

    Where no mistake fits, its program may be `lossy`: off by what rounding may do to the right value.
    """
    upto = chain.names[: chain.names.index(link) + 1]
    fits = [known for needs in NEEDS for known in known_mistakes(chain, needs) if known.slip.link in upto]
    found = []
    for judgements, operands in judged:
        found.append(_diagnosis(chain, judgements, link, fits, operands, lossy=lossy))
        fits = [known for known in fits if known in found[-1].fits]
    over_all = reduce(Diagnosis.joined, found)
    return over_all if over_all.fits or lossy else _over_all(chain, link, judged, lossy=True)


def _judged(chain: Chain, problem: Mapping[str, Array], trace: Mapping[str, Array]) -> Judged:
    """The judgement of every link, and every operand. A right side stands beside for missing links."""
    known, judgements = inputs(chain, problem) | _of_the_step_before(problem), {}
    for judgement in judge(chain, problem, [trace, plant(chain, {}, problem)]):
        judgements[judgement.link.name] = judgement
        known[judgement.link.name] = judgement.operand
    return judgements, known


def _of_the_step_before(problem: Mapping[str, Array]) -> dict[str, Ball]:
    """The values of the step before as operands; nothing is claimed about them where there is none."""
    fmt = format_of(next(iter(problem.values())).dtype)
    return {
        name: Ball(fmt, value.astype(np.float64), np.where(np.isfinite(value), 0.0, np.inf))
        for name, value in problem.items()
        if name.startswith(PREVIOUS)
    }


def _wrong(judgement: Judgement) -> Mask:
    wrong: Mask = judgement.outside[0] & judgement.given[0]
    return wrong


def _diagnosis(
    chain: Chain,
    judgements: Mapping[str, Judgement],
    link: str,
    every: Sequence[MistakeAt],
    operands: Mapping[str, Ball],
    *,
    lossy: bool,
) -> Diagnosis:
    """One link on one problem, or batch of them. A mistake at a given link shows there, and not in what follows."""
    judgement = judgements[link]
    wrong, value, right = _wrong(judgement), judgement.value[0], judgement.centre[0]
    fits = tuple(every)
    if judgement.given[0]:
        given = {name for name, each in judgements.items() if each.given[0]}
        well = {name for name in given if not _wrong(judgements[name]).any()}
        here = [known for known in every if known.slip.link == link or known.slip.link not in given]
        with np.errstate(all="ignore"):
            made = [(known, propagated(chain, known, link, operands, given, well)) for known in here]
            fits = tuple(known for known, ball in made if _holds(ball, judgement, lossy=lossy))
            fits = tuple(known for known in fits if not _denied(chain, known, link, judgements, operands))
    with np.errstate(all="ignore"):
        ratio = (value / right)[wrong]
    ratio = ratio[np.isfinite(ratio)]
    extremes = float(np.min(ratio, initial=np.inf)), float(np.max(ratio, initial=-np.inf))
    varies = ratios(chain, judgement, operands)
    distinct_values = max(len(np.unique(side[wrong])) for side in (value, right))
    return Diagnosis(link, judgement.link.symbol, fits, distinct_values, extremes, varies)


def _denied(
    chain: Chain, known: MistakeAt, link: str, judgements: Mapping[str, Judgement], operands: Mapping[str, Ball]
) -> bool:
    """Whether a link beside this one is right that the mistake, at a link not given, would have made wrong."""
    given = {name for name, each in judgements.items() if each.given[0]}
    if known.slip.link in given:
        return False
    for name in given - {link}:
        if chain.names.index(name) < chain.names.index(known.slip.link) or _wrong(judgements[name]).any():
            continue
        ball = propagated(chain, known, name, operands, given)
        if ball is not None and not _same(ball, judgements[name]):
            return True
    return False


def _same(ball: Ball, judgement: Judgement) -> bool:
    """Whether a ball reaches every value that is held."""
    value = judgement.value
    centre, radius = (np.broadcast_to(part, value.shape)[0] for part in (ball.value, ball.radius * SAFETY))
    outside = np.isfinite(radius) & (np.abs(value[0] - centre) > radius + judgement.radius[0])
    return not outside.any()


def _holds(ball: Ball | None, judgement: Judgement, *, lossy: bool = False) -> bool:
    """Whether a mistake's ball holds every value that it makes a claim about, and tells the wrong ones from right.

    A radius that reaches from the wrong value to the right one tells nothing, unless the form is in float32: then its
    values are float32 numbers, and the right one is not.
    """
    if ball is None:
        return False
    value = judgement.value
    centre, radius = (np.broadcast_to(part, value.shape)[0] for part in (ball.value, ball.radius * SAFETY))
    claimed = np.isfinite(radius)
    if lossy:
        allowed = judgement.radius[0] * SAFETY
        radius, claimed = np.maximum(radius, allowed), claimed & np.isfinite(allowed)
    holds = np.abs(value[0] - centre) <= radius
    tells = claimed & (radius < np.abs(value[0] - judgement.centre[0]))
    if ball.fmt.unit > judgement.operand.fmt.unit:
        holds &= _single(value[0])
        tells |= claimed & ~_single(judgement.centre[0])
    wrong = _wrong(judgement)
    return bool((holds | ~claimed).all() and (tells[wrong].any() or not wrong.any()))


def _single(value: Array) -> Mask:
    """Which values are float32 numbers."""
    single: Mask = value.astype(np.float32) == value
    return single
