"""How numbers and what was judged become values of a document: a number that is not finite becomes a word."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite, isnan
from typing import Any

import numpy as np

from compare.arithmetic.precision import Array
from compare.judging.evidence import CANDIDATE, SIDES, Evidence
from compare.judging.link_report import LinkReport
from compare.judging.report import Report
from compare.output.schema.judged import Tally, WrongValue
from compare.output.schema.values import Nested, Number, Vector


def number(value: float) -> Number:
    """The number, or the word for it."""
    if isfinite(value):
        return value
    return "NaN" if isnan(value) else "Infinity" if value > 0 else "-Infinity"


def vector(values: Array | Iterable[float]) -> Vector:
    """Numbers in a row."""
    return [number(value) for value in (values.tolist() if isinstance(values, np.ndarray) else values)]


def nested(array: Array) -> Nested:
    """An array of any shape, row by row."""
    return _nested(array.tolist())


def _nested(values: Any) -> Nested:
    return [_nested(item) for item in values] if isinstance(values, list) else number(values)


def tally(report: Report, link: LinkReport) -> Tally:
    """The verdict on one link, and its numbers."""
    worst = next((one for one in report.worst if one.link == link.name and one.side == SIDES[CANDIDATE]), None)
    found = next((one for one in report.diagnoses if one.link == link.name), None)
    return {
        "verdict": link.verdict,
        "reference": link.reference,
        "decided_by": link.decided_by,
        "decision": link.decision.said if link.decision else "",
        "ulps": number(worst.ulps) if worst else None,
        "mistakes": [known.mistake.id for known in found.named] if found else [],
        "relation": (found.relation or None) if found else None,
        "compared": link.compared,
        "claimed": link.claimed,
        "no_claim": link.no_claim,
        "outside": link.outside,
        "reference_outside": link.reference_outside,
        "clamped": link.clamped,
        "reference_clamped": link.reference_clamped,
        "overflowed": link.overflowed,
        "blind": link.blind,
        "inherited": link.inherited,
        "max_difference": number(link.max_difference),
        "max_error_over_allowance": number(link.max_error_over_allowance),
    }


def wrong_value(slip: Evidence) -> WrongValue:
    """The numbers of one slip."""
    return {
        "index": [i + 1 for i in slip.index],
        "value": number(slip.value),
        "other": number(slip.other),
        "expected": number(slip.expected),
        "allowance": number(slip.allowance),
        "formula": slip.formula,
        "ulps": number(slip.ulps),
        "other_ulps": number(slip.other_ulps),
        "hint": slip.hint,
        "ratio": number(slip.ratio),
    }
