"""The short answer of `check`: one word, the links in words of the course, and what proves it."""

from __future__ import annotations

from pathlib import PurePath

from compare.output.check import right, wrong
from compare.output.check.flow import DEEPEST, Section, sentence, within
from compare.output.stream import PIPED, Paper
from compare.usercode.examination import Examination
from compare.usercode.misbehaviour import KINDS
from compare.wording import count, listed

LINES = 12  # two more may say what the code printed, and which test was written


def answer(
    examination: Examination, name: str, width: int = PIPED, *, encoding: str = "utf-8", flags: bool = True
) -> list[str]:
    """The answer about the file `name`, in at most `LINES` lines within the width.

    What the encoding lacks is spelt in ASCII. `flags`: whether it closes with the options of `check` that tell more.
    """
    paper, word = Paper(width, encoding), first_word(examination)
    fine = word in ("PASS", "NONE")
    told = [_said(examination, word)] if fine else wrong.headlines(examination)
    sections = [Section(headed(word, name, told, paper))]
    sections += right.sections(examination, paper) if fine else wrong.sections(examination, paper)
    if flags and word != "PASS":
        sections.append(Section(sentence("  ", _more(examination, name, word), paper)))
    return within(sections, LINES)


def first_word(examination: Examination) -> str:
    """PASS where nothing is wrong; FAIL; OPEN where that was not decided; NONE where nothing could be judged."""
    report = examination.report
    refused = any(not one.harmless for one in examination.misbehaviour)
    if refused or (report is not None and (report.verdict == "wrong" or report.reference_wrong)):
        return "FAIL"
    if report is None or report.verdict == "nothing judged":
        return "NONE"
    return "PASS" if examination.agrees else "OPEN"


def headed(word: str, name: str, told: list[str], paper: Paper) -> list[str]:
    """The word, the file's name and the statements, one under the other."""
    shown = name if len(name) <= paper.width // 3 else f"…/{PurePath(name).name}"
    head = f"{word}  {shown}   "
    under = " " * len(head) if len(head) <= DEEPEST else "  "
    every = [sentence(under if i else head, text, paper) for i, text in enumerate(told)]
    return [line for lines in every for line in lines]


def judged(examination: Examination) -> str:
    """On how many problems the links were judged: 200 problems; 5 of 200 problems."""
    number = sum(len(each.numbers) for each in examination.judged)
    of = f"{number} of " if number < examination.wanted else ""
    return f"{of}{count(examination.wanted, 'problem')}"


def _said(examination: Examination, word: str) -> str:
    if word == "PASS":
        return f"{right.links(examination)}: right on {judged(examination)}"
    if examination.report is None:
        ways = listed(list(dict.fromkeys(KINDS[one.kind] for one in examination.misbehaviour)))
        return f"none of {count(examination.called, 'problem')} gave a trace{ways and f': it {ways}'}"
    return f"nothing could be claimed about any value on {judged(examination)}"


def _more(examination: Examination, name: str, word: str) -> str:
    """What gives more, in brackets."""
    told = ["details: --verbose"]
    if examination.smallest is not None:
        told.append(f"a test to keep: --emit-test test_{PurePath(name.partition('.py')[0]).name}.py")
    if examination.report is not None and examination.report.diagnoses and word == "FAIL":
        told.append("hints: --hint 1")
    return f"({judged(examination)}; {', '.join(told)})"
