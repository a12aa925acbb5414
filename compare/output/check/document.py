"""The JSON document of `backproof check`, under the schema in check.schema.json."""

from __future__ import annotations

from collections.abc import Mapping

from compare.arithmetic.precision import Array
from compare.counterexample import Counterexample
from compare.counterexample.separation import Separation
from compare.judging.evidence import Evidence
from compare.judging.link_report import LinkReport
from compare.judging.report import Report
from compare.output import machine
from compare.output.schema import check as schema
from compare.output.schema.values import Nested
from compare.output.values import nested, number, tally, vector, wrong_value
from compare.usercode.evidence import Place
from compare.usercode.examination import Examination
from compare.usercode.misbehaviour import Misbehaviour
from compare.usercode.sharpness import Sharpness


def document(examination: Examination, asked: schema.Asked) -> schema.Examined:
    """Everything found, in JSON's own types; `asked` says what was checked, and how."""
    report, exposure = examination.report, examination.exposure
    slips = zip(report.evidence, examination.places, strict=True) if report else ()
    losses = zip(report.losses, examination.places_of_losses, strict=True) if report else ()
    return {
        "schema_version": 2,
        **asked,
        "chain": examination.chain.name,
        "verdict": examination.verdict,
        "first_wrong": report.first_wrong if report else None,
        "told": list(examination.asked),
        "agrees": examination.agrees,
        "wanted": examination.wanted,
        "called": examination.called,
        "cut": examination.cut,
        "origins": dict(examination.origins),
        "judged": sum(len(each.numbers) for each in examination.judged),
        "given": list(examination.given),
        "not_given": list(examination.not_given),
        "sharpness": [_sharpness(lost) for lost in examination.sharpness],
        "links": [_link(report, link) for link in report.links] if report else [],
        "slips": [_slip(slip, place) for slip, place in slips],
        "losses": [_slip(slip, place) for slip, place in losses],
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


def _sharpness(lost: Sharpness) -> schema.LostSharpness:
    return {"link": lost.link, "times": number(lost.times), "since": list(lost.since)}


def _link(report: Report, link: LinkReport) -> schema.Link:
    candidate, reference = map(sorted, link.forms)
    return {
        "name": link.name,
        "symbol": link.symbol,
        "given": link.given,
        **tally(report, link),
        "forms": {"candidate": candidate, "reference": reference},
    }


def _slip(slip: Evidence, place: Place) -> schema.Slip:
    where: schema.Place = {"number": place.number, "origin": place.origin, "problem": _arrays(place.problem)}
    return {"link": slip.link, "symbol": slip.symbol, "side": slip.side, **wrong_value(slip), "place": where}


def _smallest(found: Counterexample) -> schema.Smallest:
    slip = found.evidence
    return {
        "link": slip.link,
        "index": [i + 1 for i in slip.index],
        "value": number(slip.value),
        "expected": number(slip.expected),
        "other": number(slip.other),
        "problem": _arrays(found.problem),
    }


def _diagnosis(separation: Separation) -> schema.Diagnosis:
    diagnosis = separation.diagnosis
    named: list[schema.NamedMistake] = [
        {
            "id": known.mistake.id,
            "name": known.mistake.name,
            "right": known.slip.right,
            "wrong": known.slip.form.formula,
            "hints": list(known.hints),
        }
        for known in diagnosis.named
    ]
    return {
        "link": diagnosis.link,
        "said": str(diagnosis),
        "named": named,
        "ratios": vector(diagnosis.ratios),
        "further": len(separation.added),
    }


def _misbehaviour(one: Misbehaviour) -> schema.Misbehaviour:
    return {
        "kind": one.kind,
        "message": one.message,
        "problems": one.problems,
        "number": one.number,
        "problem": _arrays(one.problem),
        "harmless": one.harmless,
    }


def _arrays(problem: Mapping[str, Array]) -> dict[str, Nested]:
    return {name: nested(value) for name, value in problem.items()}
