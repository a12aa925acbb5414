"""The short answer where something is wrong: the slips, the smallest problem, what the first one looks like."""

from __future__ import annotations

from functools import partial

from compare.chains.chain import Form
from compare.counterexample.counterexample import Counterexample
from compare.judging.diagnosis import ENOUGH, Diagnosis
from compare.judging.report import Report
from compare.output.check import right
from compare.output.check.counterexample import digits, element, sizes
from compare.output.check.flow import GAP, Section, flow, sentence, solid
from compare.output.check.literals import arrays
from compare.output.check.unfolded import unfolded
from compare.output.formulas.worked import Write, worked
from compare.output.stream import Paper
from compare.usercode.calls import lengths
from compare.usercode.examination import Examination
from compare.usercode.misbehaviour import KINDS, Misbehaviour
from compare.wording import count, listed, significant

SLIPS = 3  # told one by one
LOOKS = 3
SMALL = 20  # numbers of a problem that are shown in a line


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
    told = []
    for one in [one for one in report.diagnoses if not one.repeats]:
        links = [one.symbol, *(each.symbol for each in report.diagnoses if each.repeats == one.symbol)]
        are = "is" if len(links) == 1 else "are"
        verdict = next(link.verdict for link in report.links if link.name == one.link)
        word = "wrong" if verdict == "wrong" else "not decided: formula or rounding"
        told.append(f"{listed(links)} {are} {_related(word, one)}")
    more = told[SLIPS:]
    return [*told[:SLIPS], *([f"and {count(len(more), 'more link')} wrong, by other slips"] if more else [])]


def _related(word: str, one: Diagnosis) -> str:
    """The verdict, and what is true of all the values."""
    if said := one.relation:
        first, colon, why = said.partition(": ")
        told = f"{first} ({why})" if colon else said
        return told if told.startswith(word) else f"{word}: {told}"
    if one.named or one.distinct_values < ENOUGH:
        return word
    return f"{word}: {str(one).removeprefix(f'{one.link}: ')}"


def sections(examination: Examination, paper: Paper) -> list[Section]:
    """The smallest problem that shows it with the values, and what the first slip looks like."""
    found, told = examination.smallest, [Section([""], 1)]
    if found is not None:
        told += _smallest(found, paper)
    else:
        told += [Section(_called_on(one, examination, paper), 2) for one in _refused(examination)[:1]]
    if examination.report is not None and examination.report.diagnoses:
        told += _looks(examination.report.diagnoses[0], paper)
    return told if len(told) > 1 else []


def _called_on(one: Misbehaviour, examination: Examination, paper: Paper) -> list[str]:
    return _problem(
        sizes(lengths(examination.chain, one.problem)), arrays(examination.chain, one.problem, SMALL), paper
    )


def _problem(size: str, shown: list[str], paper: Paper) -> list[str]:
    return flow("  ", [f"smallest problem that shows it: {size}", *shown], paper, further=2)


def _smallest(found: Counterexample, paper: Paper) -> list[Section]:
    """The problem, the value beside the right one and autograd's, and how the right one is made."""
    evidence = found.evidence
    write = partial(significant, digits=digits(evidence.value, evidence.expected))
    values = [f"yours {write(evidence.value)}", f"right {write(evidence.expected)}"]
    values.append(f"{_other(found)} {write(evidence.other)}")
    problem = {name: value for name, value in found.problem.items() if name != "lr" or "lr" in _made_of(found)}
    told = [
        Section(_problem(sizes(found.lengths), arrays(found.chain, problem, SMALL), paper)),
        Section(flow(f"    {element(found)}{GAP}", values, paper, " " * 4)),
        Section(_by_hand("worked: ", unfolded(found), found, write, paper), 1),
    ]
    here = [one for one in found.named if one.slip.link == evidence.link]
    if len(here) == 1:
        told.append(Section(_by_hand("yours:  ", here[0].slip.form, found, write, paper), 2))
    return told


def _by_hand(head: str, form: Form, found: Counterexample, write: Write, paper: Paper) -> list[str]:
    """A form, its numbers and its value; a line ends before an equals sign where it can."""
    steps = worked(found, form, write).split(" = ")
    return flow(f"    {head}", [solid(f"= {step}" if i else step) for i, step in enumerate(steps)], paper, " ")


def _other(found: Counterexample) -> str:
    """Who holds the other value: a partial is autograd's, and any other link PyTorch's."""
    return "autograd" if found.link.symbol.startswith("∂") else "PyTorch"


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
