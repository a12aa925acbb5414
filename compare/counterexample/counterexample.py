"""One problem on which one link is wrong in itself, with everything known about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain, Form, Link
from compare.chains.evaluation import lengths_of
from compare.comparison.check import check
from compare.counterexample.probe import held
from compare.judging.contract import Side, trace_of
from compare.judging.diagnosis import Diagnosis
from compare.judging.evidence import CANDIDATE, SIDES, Evidence
from compare.judging.report import Report
from compare.mistakes import MistakeAt


@dataclass(frozen=True)
class Counterexample:
    """A problem without batch axes, and the first value of the link that the candidate holds wrongly on it.

    `held` are the candidate's values of all links (those `carried` it does not give: they are computed, rightly, from
    what it holds), `reference` the other side's. `report` is the comparison on this problem, `overall` the link's
    diagnosis over all the problems compared before.
    """

    chain: Chain
    problem: dict[str, Array]
    held: dict[str, Array]
    carried: tuple[str, ...]
    reference: dict[str, Array]
    report: Report
    evidence: Evidence
    overall: Diagnosis | None = None

    @property
    def named(self) -> tuple[MistakeAt, ...]:
        """The mistakes that the link looks like over all the problems, or on this one where there are no others."""
        return (self.overall or self.diagnosis).named

    @property
    def link(self) -> Link:
        """The link that is wrong."""
        return self.chain.link(self.evidence.link)

    @property
    def definition(self) -> Form:
        """The right form that the value was held against."""
        return next(form for form in self.link.forms if form.formula == self.evidence.formula)

    @property
    def diagnosis(self) -> Diagnosis:
        """What the link looks like on this problem alone."""
        return next(each for each in self.report.diagnoses if each.link == self.evidence.link)

    @property
    def ratio(self) -> float:
        """The value held over the right one; nan where that is 0."""
        return self.evidence.value / self.evidence.expected if self.evidence.expected else float("nan")

    @property
    def lengths(self) -> dict[str, int]:
        """The lengths of the problem's axes, by name."""
        return lengths_of(self.chain, self.problem)

    @property
    def known(self) -> dict[str, Array]:
        """Every operand of the chain as the candidate has it: the problem's arrays and its links."""
        return self.problem | self.held


def counterexample(
    chain: Chain,
    problem: Mapping[str, Array],
    candidate: Side,
    reference: Side,
    link: str,
    overall: Diagnosis | None = None,
) -> Counterexample | None:
    """Compare both sides on a problem that shows the link wrong; None if it no longer does. Raises `TraceError`."""
    arrays = dict(problem)
    report = check(arrays, candidate, reference, chain)
    ours = held(chain, candidate, arrays)
    theirs = trace_of(reference, arrays, chain, "reference", complete=True)
    evidence = next((one for one in report.evidence if one.link == link and one.side == SIDES[CANDIDATE]), None)
    if evidence is None:
        return None
    carried = tuple(name for name in chain.names if name not in ours.given)
    return Counterexample(chain, arrays, ours.whole, carried, theirs, report, evidence, overall)
