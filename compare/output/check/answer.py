"""The short answer of `check`: one word, the links in words of the course, and what proves it."""

from __future__ import annotations

from pathlib import PurePath

from compare.output.check import right, wrong
from compare.output.check.flow import Section, sentence, within
from compare.usercode.examination import Examination
from compare.usercode.misbehaviour import KINDS
from compare.wording import count, listed

LINES = 14


def answer(examination: Examination, name: str, width: int = 120, *, flags: bool = True) -> list[str]:
    """The answer about the file `name`, in at most `LINES` lines within the width.

    `flags`: whether it closes with the options of `check` that tell more.
    """
    word = first_word(examination)
    head = f"{word}  {_short(name, width)}   "
    told = [_said(examination, word)] if word in ("PASS", "NONE") else wrong.headlines(examination)
    sections = [Section([line for i, text in enumerate(told) for line in _headed(head, i, text, width)])]
    if word in ("PASS", "NONE"):
        sections += right.sections(examination, width)
    else:
        sections += wrong.sections(examination, width)
    if flags and word != "PASS":
        sections.append(Section(sentence("  ", _more(examination, name, word), width)))
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


def _headed(head: str, i: int, text: str, width: int) -> list[str]:
    return sentence(head if i == 0 else " " * len(head), text, width)


def _short(name: str, width: int) -> str:
    """The file as it was named, or its last part where the whole would take half the line."""
    return name if len(name) <= width // 3 else f"…/{PurePath(name).name}"


def _said(examination: Examination, word: str) -> str:
    if word == "PASS":
        return f"{right.links(examination)}: right on {judged(examination)}"
    if examination.report is None:
        ways = listed(list(dict.fromkeys(KINDS[one.kind] for one in examination.misbehaviour)))
        return f"none of {count(examination.called, 'problem')} gave a trace{ways and f': it {ways}'}"
    return f"nothing could be claimed about any value on {judged(examination)}"


def judged(examination: Examination) -> str:
    """On how many problems the links were judged: 200 problems; 5 of 200 problems."""
    number = sum(len(each.numbers) for each in examination.judged)
    of = f"{number} of " if number < examination.wanted else ""
    return f"{of}{count(examination.wanted, 'problem')}"


def _more(examination: Examination, name: str, word: str) -> str:
    """What gives more, in brackets."""
    told = [judged(examination), "details: --verbose"]
    if examination.smallest is not None:
        told[-1] += f", a test to keep: --emit-test test_{PurePath(name).stem}.py"
    if examination.report is not None and examination.report.diagnoses and word == "FAIL":
        told[-1] += ", hints: --hint 1"
    return f"({'; '.join(told)})"
