"""The short answer where something is wrong: the slips, the smallest problem, what the first one looks like."""

from __future__ import annotations

from functools import partial

from compare.counterexample.counterexample import Counterexample
from compare.judging.diagnosis import Diagnosis
from compare.judging.report import Report
from compare.output.check import right
from compare.output.check.counterexample import digits, element, exactly, sizes
from compare.output.check.flow import GAP, Section, flow, sentence
from compare.output.formulas.worked import several, worked
from compare.output.problem import in_one_line
from compare.output.stream import Paper
from compare.usercode.calls import size_of
from compare.usercode.examination import Examination
from compare.usercode.misbehaviour import KINDS, Misbehaviour
from compare.wording import count, listed, significant

SLIPS = 3  # told one by one
LOOKS = 3
SMALL = 12  # numbers of a problem that are shown in a line


def headlines(examination: Examination) -> list[str]:
    """What is wrong, one statement a line: what the calls did, then each slip with the links that repeat it."""
    told, report = refusals(examination), examination.report
    if report is not None:
        told += _slips(report)
        if report.reference_wrong:
            told.append(f"the reference is wrong at {listed([*map(examination.chain.symbol, report.reference_wrong)])}")
        if told and not report.evidence:
            told.append(f"where it gave a trace: {right.links(examination)} right")
    if examination.called < examination.wanted:
        told.append(f"only {examination.called} of {examination.wanted} problems were called: {examination.cut}")
    return told


def refusals(examination: Examination) -> list[str]:
    """What the calls did instead of giving a trace, and on how many problems."""
    called = count(examination.called, "problem")
    return [f"it {KINDS[one.kind]} on {one.problems} of {called}: {one.message}" for one in _refused(examination)]


def _refused(examination: Examination) -> list[Misbehaviour]:
    return [one for one in examination.misbehaviour if not one.harmless]


def _slips(report: Report) -> list[str]:
    """Each slip once; a link that repeats an earlier one's is named beside it."""
    own = [one for one in report.diagnoses if not one.repeats]
    told = []
    for one in own:
        links = [one.symbol, *(each.symbol for each in report.diagnoses if each.repeats == one.symbol)]
        are = "is" if len(links) == 1 else "are"
        undecided = next(link for link in report.links if link.name == one.link).verdict == "not decided"
        verdict = f"formula or rounding {are} not decided" if undecided else f"{are} wrong"
        told.append(f"{listed(links)} {verdict}{_relation(one)}")
    more = told[SLIPS:]
    return [*told[:SLIPS], *([f"and {count(len(more), 'more link')} wrong in itself"] if more else [])]


def _relation(one: Diagnosis) -> str:
    if said := one.relation:
        first, colon, why = said.partition(": ")
        return f": {first} ({why})" if colon else f": {said}"
    if one.named:
        return ""
    return f": {str(one).removeprefix(f'{one.link}: ').splitlines()[0]}"


def sections(examination: Examination, paper: Paper) -> list[Section]:
    """The smallest problem that shows it with the values, and what the first slip looks like."""
    found = examination.smallest
    told = [] if found is None else [Section([""]), *_smallest(found, paper)]
    if found is None:
        told += [Section(_called_on(one, examination, paper), 2) for one in _refused(examination)[:1]]
    if examination.report is not None and examination.report.diagnoses:
        told += _looks(examination.report.diagnoses[0], paper)
    return told


def _called_on(one: Misbehaviour, examination: Examination, paper: Paper) -> list[str]:
    head = f"  smallest problem that shows it: {size_of(examination.chain, one.problem)}{GAP}"
    return sentence(head, in_one_line(one.problem), paper)


def _smallest(found: Counterexample, paper: Paper) -> list[Section]:
    """The problem, the value beside the right one and autograd's, and how the right one is made."""
    evidence = found.evidence
    write = partial(significant, digits=digits(evidence.value, evidence.expected))
    head = f"  smallest problem that shows it: {sizes(found)}   "
    values = [f"yours {write(evidence.value)}", f"right {write(evidence.expected)}"]
    values.append(f"{_other(found)} {write(evidence.other)}")
    return [
        Section(flow(head, _arrays(found), paper)),
        Section(flow(f"    {element(found)}   ", values, paper, " " * 4)),
        Section(sentence("    worked: ", worked(found, found.definition, write), paper), 1),
    ]


def _other(found: Counterexample) -> str:
    """Who holds the other value: a partial is autograd's, and any other link PyTorch's."""
    return "autograd" if found.link.symbol.startswith("∂") else "PyTorch"


def _arrays(found: Counterexample) -> list[str]:
    """The problem's arrays; the learning rate only where the link is made of it."""
    if sum(array.size for array in found.problem.values()) > SMALL:
        return ["(its numbers: --verbose)"]
    shown = [array.name for array in found.chain.arrays if array.name != "lr" or "lr" in _made_of(found)]
    return [
        f"{found.chain.symbol(name)} = {several(found.problem[name], partial(exactly, found.problem[name].dtype))}"
        for name in shown
    ]


def _made_of(found: Counterexample) -> set[str]:
    return {name for form in found.link.forms for name in form.of}


def _looks(first: Diagnosis, paper: Paper) -> list[Section]:
    """The known mistakes that hold all the values of the first wrong link, one a line."""
    names = list(dict.fromkeys(f"{one.mistake.id}  {one.mistake.name}" for one in first.named))
    told = []
    for i, name in enumerate(names[:LOOKS]):
        id_, _, said = name.partition("  ")
        told.append(
            Section(sentence(f"  {'' if i else 'looks like':10}  {id_}  ", said, paper), 0 if i == 0 else 2 + i)
        )
    if len(names) > LOOKS:
        told.append(Section([f"{'':14}and {len(names) - LOOKS} more"], 3))
    return told
