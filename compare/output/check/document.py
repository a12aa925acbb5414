"""The JSON document of `backproof check`, under the schema in check.schema.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compare.arithmetic.precision import Array
from compare.counterexample import Counterexample
from compare.counterexample.separation import Separation
from compare.judging.report import Evidence, LinkReport
from compare.output import machine
from compare.output.report.document import plain
from compare.usercode.evidence import Place
from compare.usercode.examination import Examination
from compare.usercode.misbehaviour import Misbehaviour

SCHEMA_VERSION = 1


def document(examination: Examination, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Everything found, in JSON's own types; `asked` says what was checked, and how."""
    report, exposure = examination.report, examination.exposure
    slips = zip(report.evidence, examination.places, strict=True) if report else ()
    found: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        **asked,
        "chain": examination.chain.name,
        "told": examination.asked,
        "agrees": examination.agrees,
        "wanted": examination.wanted,
        "called": examination.called,
        "cut": examination.cut,
        "origins": examination.origins,
        "judged": sum(len(each.numbers) for each in examination.judged),
        "given": examination.given,
        "not_given": examination.not_given,
        "sharpness": [lost.__dict__ for lost in examination.sharpness],
        "links": [_link(link) for link in report.links] if report else [],
        "slips": [_slip(slip, place) for slip, place in slips],
        "diagnoses": [_diagnosis(one) for one in examination.separations],
        "smallest": None if examination.smallest is None else _smallest(examination.smallest),
        "misbehaviour": [_misbehaviour(one) for one in examination.misbehaviour],
        "power": {
            "exposed": len(exposure.exposed),
            "beyond": len(exposure.beyond),
            "hidden": [{"id": known.mistake.id, "link": known.slip.link} for known in exposure.hidden],
        },
        "versions": machine.versions(),
    }
    converted: dict[str, Any] = plain(found)
    return converted


def _link(link: LinkReport) -> dict[str, Any]:
    forms = {side: sorted(held) for side, held in zip(("candidate", "reference"), link.forms, strict=True)}
    return {**link.__dict__, "verdict": link.verdict, "claimed": link.claimed, "forms": forms}


def _slip(slip: Evidence, place: Place) -> dict[str, Any]:
    told = {name: value for name, value in slip.__dict__.items() if name != "step"}
    where = {"number": place.number, "origin": place.origin, "problem": _arrays(place.problem)}
    return {**told, "index": [i + 1 for i in slip.index], "ratio": slip.ratio, "place": where}


def _smallest(found: Counterexample) -> dict[str, Any]:
    slip = found.evidence
    return {
        "link": slip.link,
        "index": [i + 1 for i in slip.index],
        "value": slip.value,
        "expected": slip.expected,
        "other": slip.other,
        "problem": _arrays(found.problem),
    }


def _diagnosis(separation: Separation) -> dict[str, Any]:
    diagnosis = separation.diagnosis
    named = [
        {
            "id": known.mistake.id,
            "name": known.mistake.name,
            "right": known.slip.right,
            "wrong": known.slip.form.formula,
            "hints": known.hints,
        }
        for known in diagnosis.named
    ]
    return {
        "link": diagnosis.link,
        "said": str(diagnosis),
        "named": named,
        "ratios": diagnosis.ratios,
        "further": len(separation.added),
    }


def _misbehaviour(one: Misbehaviour) -> dict[str, Any]:
    return {**one.__dict__, "problem": _arrays(one.problem), "harmless": one.harmless}


def _arrays(problem: Mapping[str, Array]) -> dict[str, Any]:
    return {name: value.tolist() for name, value in problem.items()}
