"""The known mistakes in the JSON document: what wrong links look like, and what the data would have exposed."""

from __future__ import annotations

from compare.experiment.run import Run
from compare.judging.diagnosis import Diagnosis
from compare.mistakes import MistakeAt
from compare.output.schema import mistakes as schema
from compare.output.values import number


def diagnosis(found: Diagnosis) -> schema.Diagnosis:
    """What one wrong link looks like; `named` is empty where the evidence is one number or fits no known mistake."""
    smallest, largest = found.ratios
    return {
        "link": found.link,
        "symbol": found.symbol,
        "named": [{**known_mistake(known), "hints": list(known.hints)} for known in found.named],
        "telling": found.distinct_values,
        "ratios": {"smallest": number(smallest), "largest": number(largest)},
        "said": str(found),
    }


def power(run: Run) -> schema.Power:
    """How many known mistakes the data exposes at the first or the last step, and those that it hides."""
    exposed, hidden = run.exposure.exposed, run.exposure.hidden
    return {
        "exposed": len(exposed),
        "total": len(exposed) + len(hidden),
        "hidden": [known_mistake(known) for known in hidden],
        "counted_on": run.counted_on,
    }


def known_mistake(known: MistakeAt) -> schema.Mistake:
    """A mistake at one of its links."""
    return {
        "key": known.key,
        "id": known.mistake.id,
        "name": known.mistake.name,
        "link": known.slip.link,
        "symbol": known.symbol,
        "right": known.slip.right,
        "wrong": known.slip.form.formula,
    }
