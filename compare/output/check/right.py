"""What the short answer adds where nothing is wrong: digits lost, clamps, nan in the extreme; a line for each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from compare.judging.evidence import CANDIDATE, SIDES
from compare.judging.report import Report
from compare.output.check.flow import Section, sentence, solid
from compare.output.stream import Paper
from compare.usercode.examination import Examination
from compare.usercode.misbehaviour import Misbehaviour
from compare.wording import count, listed, short

MANY = 6  # links that are named one by one


def links(examination: Examination) -> str:
    """The links that are right: by their symbols, or how many they are."""
    report = examination.report
    assert report is not None
    symbols = [link.symbol for link in report.links if link.given and link.verdict != "no claim"]
    if len(symbols) <= MANY:
        return ", ".join(symbols)
    return f"all {len(symbols)} links" if len(symbols) == len(report.links) else f"{len(symbols)} links"


def sections(examination: Examination, paper: Paper) -> list[Section]:
    """A section for each thing that is not wrong, and still worth a line."""
    return [Section(sentence("  ", said, paper), 1) for said in _notes(examination)]


def _notes(examination: Examination) -> Iterator[str]:
    if report := examination.report:
        if lost := _lost(report):
            yield lost
        if clamped := [link.symbol for link in report.links if link.clamped]:
            yield f"clamped as PyTorch documents it, which is not the mathematics: {listed(clamped)}"
        if silent := [link.symbol for link in report.links if link.given and link.verdict == "no claim"]:
            yield f"nothing could be claimed about {listed(silent)}: {', '.join(report.reasons)}"
    yield from (_excused(one, examination) for one in examination.misbehaviour if one.harmless)


def _lost(report: Report) -> str:
    """Where digits are lost, how many at the most, and the formula that keeps them."""
    every = [one for one in report.losses if one.side == SIDES[CANDIDATE]]
    if not every:
        return ""
    worst = max(every, key=lambda one: one.ulps if np.isfinite(one.ulps) else one.ratio)
    much = f"{short(worst.ulps)} ulps" if np.isfinite(worst.ulps) else f"{short(worst.ratio)} times the allowance"
    beyond = next(link.beyond for link in report.links if link.name == worst.link)
    where = f" where |z| ≥ {short(beyond)}" if 0 < beyond < np.inf else ""
    at = f"at {worst.symbol} " if len(every) > 1 else ""
    keeps = solid(f"{worst.symbol} = {worst.formula}")
    return f"digits lost at {listed([one.symbol for one in every])}: {at}up to {much}{where}; {keeps} keeps them"


def _excused(one: Misbehaviour, examination: Examination) -> str:
    many = f"{one.problems} of {count(examination.called, 'problem')}"
    if one.kind == "not finite":
        names = one.message.removeprefix("in ").split(", ")
        symbols = ", ".join(map(examination.chain.symbol, names))
        return f"nan or infinity in {symbols} on {many}, where the reference gives numbers"
    return f"it overflows on {many}: {one.message}"
