"""What a comparison found: its links with their verdicts, evidence for the wrong ones, and one report of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from compare.judging.decision import Decision
from compare.judging.diagnosis import Diagnosis
from compare.judging.evidence import CANDIDATE, SIDES, Evidence
from compare.judging.link_report import LinkReport, Verdict, merged
from compare.judging.told import table

GRAVEST: tuple[Verdict, ...] = ("wrong", "not decided", "digits lost", "clamped")
FINE = ("right", "clamped", "digits lost")


@dataclass(frozen=True)
class Report:
    """What `check` and `descend` return. `str(report)` is the link table with the answer as its headline.

    `evidence` has the first value of each link that is wrong or not decided, `losses` the worst of each link whose
    formula is right and that loses digits. `worst` are the values farthest outside of each link, beside the right one
    and in themselves. `diagnoses` has one entry for each of `wrong_links`: what the candidate's values look like.
    """

    chain: str
    dtype: str
    links: tuple[LinkReport, ...]
    evidence: tuple[Evidence, ...]
    diagnoses: tuple[Diagnosis, ...] = ()
    worst: tuple[Evidence, ...] = ()
    losses: tuple[Evidence, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The candidate in a word or two: the gravest verdict on its links, or "nothing judged"."""
        found = {link.verdict for link in self.links}
        if not found - {"not given", "no claim"}:
            return "nothing judged"
        return next((verdict for verdict in GRAVEST if verdict in found), "right")

    @property
    def reference_wrong(self) -> tuple[str, ...]:
        """The links at which the reference's formula is wrong."""
        return tuple(link.name for link in self.links if link.reference == "wrong")

    @property
    def agrees(self) -> bool:
        """Whether the exit status would be 0: nothing wrong or undecided on either side, and something was judged."""
        return self.verdict in FINE and not self.reference_wrong

    @property
    def agrees_strictly(self) -> bool:
        """As `agrees`, and the candidate neither loses digits nor holds nan or infinity for a number (`--strict`)."""
        exact = self.verdict != "digits lost" and not any(link.overflowed for link in self.links)
        return self.agrees and exact and not any(link.verdict == "digits lost" for link in self.links)

    @property
    def first_disagreement(self) -> Evidence | None:
        """The headline: the evidence for the first wrong link in the chain's order, at its first wrong step."""
        return self.evidence[0] if self.evidence else None

    @property
    def first_wrong(self) -> str | None:
        """The first link of the candidate that is wrong."""
        return next((link.name for link in self.links if link.verdict == "wrong"), None)

    @property
    def wrong_links(self) -> tuple[str, ...]:
        """The candidate's links that are wrong in themselves or not decided; inherited differences are not."""
        return tuple(one.link for one in self.evidence if one.side == "candidate")

    @property
    def values(self) -> int:
        """How many link values were compared."""
        return sum(link.compared for link in self.links)

    @property
    def unclaimed(self) -> int:
        """How many of them no claim was made about."""
        return sum(link.compared - link.claimed for link in self.links)

    @property
    def reasons(self) -> dict[str, int]:
        """About how many values no claim was made, by the reason."""
        told: dict[str, int] = {}
        for link in self.links:
            for reason, number in link.no_claim.items():
                told[reason] = told.get(reason, 0) + number
        return told

    def decided(self, candidate: Mapping[str, Decision], reference: Mapping[str, Decision]) -> Report:
        """The report once it is known which formulas are right: their evidence becomes losses."""
        links = tuple(
            replace(
                link,
                decision=candidate.get(link.name, link.decision),
                reference_decision=reference.get(link.name, link.reference_decision),
            )
            for link in self.links
        )
        right = {(one.link, side) for side, of in zip(SIDES, (candidate, reference), strict=True) for one in _right(of)}
        return replace(
            self,
            links=links,
            evidence=tuple(one for one in self.evidence if (one.link, one.side) not in right),
            losses=_one_each(
                [link.name for link in links],
                _worst_first([*self.losses, *(one for one in self.worst if (one.link, one.side) in right)]),
            ),
            diagnoses=tuple(one for one in self.diagnoses if (one.link, SIDES[CANDIDATE]) not in right),
        )

    def __str__(self) -> str:
        return table(self)


def _right(decisions: Mapping[str, Decision]) -> list[Decision]:
    return [one for one in decisions.values() if one.formula == "right"]


def merge(reports: Sequence[Report]) -> Report:
    """One report of several over the same chain and dtype, in order of time."""
    links = tuple(merged(column) for column in zip(*(report.links for report in reports), strict=True))
    order = [link.name for link in links]
    return replace(
        reports[0],
        links=links,
        evidence=_one_each(order, [one for report in reports for one in report.evidence]),
        worst=_one_each(order, _worst_first([one for report in reports for one in report.worst])),
        losses=_one_each(order, _worst_first([one for report in reports for one in report.losses])),
        diagnoses=_merge_diagnoses(reports, order),
    )


def _one_each(order: Sequence[str], every: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The first of every link and side, in the chain's order."""
    first: dict[tuple[str, str], Evidence] = {}
    for one in every:
        first.setdefault((one.link, one.side), one)
    return tuple(sorted(first.values(), key=lambda one: order.index(one.link)))


def _worst_first(every: Sequence[Evidence]) -> list[Evidence]:
    return sorted(every, key=lambda one: -one.relative)


def _merge_diagnoses(reports: Sequence[Report], order: Sequence[str]) -> tuple[Diagnosis, ...]:
    merged: dict[str, Diagnosis] = {}
    for diagnosis in (diagnosis for report in reports for diagnosis in report.diagnoses):
        before = merged.get(diagnosis.link)
        merged[diagnosis.link] = before.joined(diagnosis) if before else diagnosis
    return tuple(sorted(merged.values(), key=lambda diagnosis: order.index(diagnosis.link)))
