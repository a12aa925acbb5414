"""What stands below a table of links, as plain strings: no claims, clamps, what is blind, and what is wrong."""

from __future__ import annotations

from compare.experiment.run import Run
from compare.judging.told import losses
from compare.wording import short


def notes(run: Run) -> list[str]:
    """What the table does not say: reasons for no claim, clamps, what is blind, and what was found beside."""
    blind = [f"{link.symbol} ({link.blind:,})" for link in run.descent.report.links if link.blind]
    told = (
        "blind, that is claimed but smaller than its own allowance (terms cancelled, or digits underflowed): "
        + ", ".join(blind)
    )
    return [*limits(run), *([told] if blind else []), *found(run)]


def limits(run: Run) -> list[str]:
    """About which values nothing is claimed and why, and which ones autograd clamps."""
    report = run.descent.report
    lines = [f"no claim about {number:,} values: {reason}" for reason, number in report.reasons.items()]
    clamped = sum(link.reference_clamped for link in report.links)
    if clamped:
        lines.append(
            f"{clamped:,} values of autograd are {run.route.name}'s documented clamp, not the derivative "
            "(ŷ(1 − ŷ) ≥ 1e-12, logarithms ≥ −100): expected, counted, not a disagreement"
        )
    return lines


def found(run: Run) -> list[str]:
    """The free-running distance, the first disagreement and what it looks like, and where digits are lost."""
    report = run.descent.report
    lines = distance(run)
    if report.first_disagreement is not None:
        lines.append(f"first disagreement: {report.first_disagreement}")
        lines += [f"also wrong in itself: {slip}" for slip in report.evidence[1:]]
        lines += map(str, report.diagnoses)
    return lines + losses(report)


def distance(run: Run) -> list[str]:
    """How far the two sides ran apart, where each ran from its own parameters."""
    trajectory = run.descent.trajectory
    if trajectory is None:
        return []
    told = f"free-running distance of the two (w, b): {short(trajectory.distance)}"
    if trajectory.reason:
        return [f"{told}; {trajectory.reason}"]
    relation = "within" if trajectory.within else "BEYOND"
    return [f"{told}, {relation} the {short(trajectory.bound)} that rounding can reach"]
