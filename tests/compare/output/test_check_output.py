"""What `backproof check` prints and writes of an examination; a hint gives away no more than it may."""

import json
import re

import numpy as np
import pytest

from compare.chains.perceptron import CLASSIFICATION
from compare.mistakes import known_mistakes
from compare.mistakes.planting import plant
from compare.output.check import document as check_document
from compare.output.check import hint as check_hint
from compare.output.check import text as check_text
from compare.output.problem import in_one_line
from compare.usercode.calls import Fatal
from tests.helpers.examined import examined, known, partial, right, slope_forgotten
from tests.helpers.schemas import validator

ASKED = {"file": "mine.py", "name": "trace", "task": "classification", "dtype": "float64", "seed": 0}
PRINTED = {"importing": {"lines": 0, "first": ""}, "calling": {"lines": 0, "first": ""}}
VALIDATOR = validator("check")


def fails(problem):
    raise ValueError("no trace")


def two_slips(problem):
    forms = {one.slip.link: one.slip.form for one in known_mistakes(CLASSIFICATION) if one.key in ("E05 L", "E35 b+")}
    return plant(CLASSIFICATION, forms, problem)


def document(found):
    return {**check_document.document(found, ASKED), "printed": PRINTED}


def every_case():
    yield from (known(side) for side in (right, partial, slope_forgotten, two_slips, fails))
    yield examined(right, fatal=Fatal(0, "hang", "no answer within 1 s"))[0]


def test_the_schema_refuses_what_is_missing_or_more():
    whole = document(known(slope_forgotten))
    for harm in (lambda d: d.pop("links"), lambda d: d.update(more=1), lambda d: d["slips"][0].pop("place")):
        harmed = json.loads(json.dumps(whole))
        harm(harmed)
        assert VALIDATOR.is_valid(whole) and not VALIDATOR.is_valid(harmed)


def test_every_document_fits_the_schema_and_is_json():
    for found in every_case():
        VALIDATOR.validate(json.loads(json.dumps(document(found), allow_nan=False)))


def test_the_document_holds_the_problem_bit_for_bit():
    (slip,) = document(known(slope_forgotten))["slips"]
    place = known(slope_forgotten).places[0]
    for name, value in place.problem.items():
        assert np.array_equal(np.array(slip["place"]["problem"][name]), value)
    assert slip["index"] == [i + 1 for i in known(slope_forgotten).report.evidence[0].index]


def test_the_verdict_comes_first_and_the_power_last():
    for found in every_case():
        told = check_text.lines(found)
        assert all(line.isprintable() for line in told)
        assert told[0] == check_text.verdict(found)
        assert found.report is None or told[-1].startswith("these inputs expose ")


@pytest.mark.parametrize(
    ("side", "said"),
    [
        (right, ": all agree; "),
        (slope_forgotten, ": WRONG at dL/dz; "),
        (two_slips, ": WRONG at L, b+; "),
        (fails, "NOTHING WAS JUDGED: of 40 problems called, none gave a trace"),
    ],
)
def test_the_verdict_says_what_was_found(side, said):
    assert said in check_text.verdict(known(side))


def test_the_loss_its_conventions_and_the_problems_are_stated():
    head = "\n".join(check_text.head(known(right)))
    for said in ("BCELoss", "−y ln ŷ − (1 − y) ln(1 − ŷ)", "labels 0 and 1", "ln natural", "1/n sits in J", "seed 0"):
        assert said in head
    assert "sentences, generic start (1), z from −410 to 410 (2), small numbers (4), generic (13), larger (3)" in head


def test_what_is_not_given_is_listed_with_the_sharpness_lost():
    told = check_text.lines(known(partial))
    (listed,) = [line for line in told if line.startswith("not given")]
    assert listed.endswith("z, y_hat, L, J, dL/dy_hat, dy_hat/dz, dL/dz, dz/dw, dz/db, dy_hat/dw, dy_hat/db, "
                           "dL/dw, dL/db, w+, b+")  # fmt: skip
    lost = [
        line
        for line in told
        if re.fullmatch(r"dJ/d[wb]: judged [\d.]+ times less sharply, since .* is not given", line)
    ]
    assert len(lost) == 2 and not [line for line in check_text.lines(known(right)) if "sharply" in line]


@pytest.mark.parametrize("side", [slope_forgotten, two_slips])
@pytest.mark.parametrize("strength", [1, 2, 3])
def test_a_hint_tells_its_own_strength_and_nothing_beyond(side, strength):
    found = known(side)
    told = "\n".join(check_hint.lines(found, strength))
    first = found.report.diagnoses[0]
    for number, hint in enumerate(first.named[0].hints, 1):
        assert (hint in told) == (number <= strength)
    assert first.named[0].mistake.id not in told and first.named[0].mistake.name not in told
    for slip in found.report.evidence:
        assert f"{slip.value:.6g}"[:6] not in told and f"{slip.expected:.6g}"[:6] not in told
    for link in found.report.links[found.report.links.index(link_of(found, first.link)) + 1 :]:
        assert f"\n{link.name} " not in told, "the table ends at the first wrong link"


def link_of(found, name):
    return next(link for link in found.report.links if link.name == name)


def test_a_hint_where_no_mistake_fits_is_the_definition():
    def odd(problem):
        return {**right(problem), "L": right(problem)["L"] * problem["x"][:, 0]}

    told = check_hint.lines(known(odd), 3)
    assert "hint 2: this looks like no known mistake" in told
    assert any(line.startswith("hint 3: L = ") for line in told)


def test_without_a_wrong_link_a_hint_changes_nothing():
    for side in (right, partial, fails):
        assert check_hint.lines(known(side), 1) == check_text.lines(known(side))


def test_a_problem_in_one_line():
    problem = {"x": np.array([[3.0, 0], [-0.5, 2]]), "y": np.array([1.0]), "b": np.array(0.1)}
    assert in_one_line(problem) == "x = ((3, 0), (−0.5, 2)), y = (1), b = 0.1"
