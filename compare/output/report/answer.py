"""The short answer of `report`: a word and a sentence for all data sets, and for each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compare.experiment.run import Run
from compare.judging.evidence import Evidence
from compare.judging.report import Report
from compare.judging.told import losses
from compare.output.paragraph import paragraph
from compare.wording import count, short, significant

Group = Sequence[Run]  # the runs of one data set, one a route
NAMED = 4  # links that are named one by one
STRICTLY = "; digits are lost, or nan or infinity stands for a number, which --strict does not pass"
GRAVEST = ("FAIL", "OPEN", "NONE", "PASS")


def first_word(report: Report) -> str:
    """PASS where every formula is right, FAIL where one is wrong, OPEN where that was not decided, or NONE."""
    if report.verdict == "wrong" or report.reference_wrong:
        return "FAIL"
    if report.verdict == "nothing judged":
        return "NONE"
    return "PASS" if report.agrees else "OPEN"


def gravest(words: Iterable[str]) -> str:
    """The one of several first words that tells of most."""
    return min(words, key=GRAVEST.index)


def word(run: Run) -> str:
    """The first word about one run; FAIL also where the free-running sides came too far apart."""
    return "FAIL" if run.beyond else first_word(run.descent.report)


def word_of(runs: Sequence[Run]) -> str:
    """The gravest word of several runs."""
    return gravest(map(word, runs))


def headline(groups: Sequence[Group], width: int, *, strict: bool = False) -> list[str]:
    """The answer about everything that was run."""
    runs = [run for group in groups for run in group]
    name = groups[0][0].setup.data.name if len(groups) == 1 else count(len(groups), "data set")
    why = STRICTLY if strict and word_of(runs) == "PASS" and _loose(runs) else ""
    return paragraph(f"{word_of(runs)}  {name}   ", said(runs, several=len(groups) > 1) + why, width)


def _loose(runs: Sequence[Run]) -> bool:
    return not all(run.agrees_strictly for run in runs)


def said(runs: Sequence[Run], *, several: bool = False) -> str:
    """The answer about some runs in a sentence; of several data sets it says which one is meant."""
    reports = [run.descent.report for run in runs]
    found = word_of(runs)
    first = next(run for run in runs if word(run) == found)
    where = f" ({first.setup.data.name})" if several else ""
    on = f"{sum(r.values for r in reports):,} values over {count(max(run.descent.steps for run in runs), 'step')}"
    if found != "PASS":
        return f"{_apart(first) if first.beyond else verdict(first.descent.report)}{where}"
    lost = {link.symbol: None for r in reports for link in r.links if "digits lost" in (link.verdict, link.reference)}
    silent = {link.symbol: None for r in reports for link in r.links if link.verdict == "no claim"}
    return (
        f"every link is right: {on}"
        + (f"; digits lost at {_named(list(lost))}" if lost else "")
        + (f"; nothing to be claimed about {_named(list(silent))}" if silent else "")
    )


def verdict(report: Report) -> str:
    """What one comparison found, where its word is not PASS."""
    word, links = first_word(report), report.links
    if word == "NONE":
        return "nothing could be claimed about any of the values"
    if word == "OPEN":
        undecided = [link.symbol for link in links if link.verdict == "not decided"]
        return f"not decided whether the formula of {_named(undecided)} is right"
    wrong = [link.symbol for link in links if link.verdict == "wrong"]
    theirs = [link.symbol for link in links if link.name in report.reference_wrong]
    told = [f"{_named(wrong)} {'is' if len(wrong) == 1 else 'are'} wrong{_relation(report, wrong)}"] if wrong else []
    told += [f"autograd is wrong at {_named(theirs)}"] if theirs else []
    return "; ".join(told)


def _relation(report: Report, wrong: list[str]) -> str:
    """What is true of all values of the one link that is wrong."""
    said = next((one.relation for one in report.diagnoses if [one.symbol] == wrong), "")
    first, colon, why = said.partition(": ")
    return f": {first} ({why})" if colon else said and f": {said}"


def _apart(run: Run) -> str:
    told = [] if first_word(run.descent.report) == "PASS" else [verdict(run.descent.report)]
    return "; ".join([*told, "the free-running sides are further apart than rounding can bring them"])


def _named(symbols: list[str]) -> str:
    rest = len(symbols) - NAMED
    *others, last = [*symbols[:NAMED], f"{rest} more"] if rest > 0 else symbols
    return f"{', '.join(others)} and {last}" if others else last


def evidence(run: Run) -> list[str]:
    """What stands against the first wrong links, what they look like, and where digits are lost."""
    report = run.descent.report
    told = [held(one) for one in report.evidence[:NAMED]]
    told += [line.strip() for one in report.diagnoses[:NAMED] for line in str(one).splitlines()]
    return [*told, *losses(report)]


def held(one: Evidence) -> str:
    """The value that is wrong, beside the right one and the other side's."""
    sides = {"candidate": "by hand", "reference": "autograd"}
    other = next(name for side, name in sides.items() if side != one.side)
    held, right, theirs = (significant(value) for value in (one.value, one.expected, one.other))
    off = f"{short(one.ratio)} times the allowance off"
    return f"{one.symbol} at {one.place}: {sides[one.side]} {held}, right {right}, {other} {theirs}; {off}"
