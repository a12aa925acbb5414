"""Reports: what an evidence and a link say of themselves, and that a report of several loses nothing of any."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.judging.decision import Decision
from compare.judging.evidence import Evidence
from compare.judging.link_report import SUMMED, LinkReport
from compare.judging.report import Report, merge

EVIDENCE = Evidence("dL/dw", "∂L/∂w", "candidate", None, (0, 2), 3.0, 1.0, 1.0, 0.5, "∂L/∂z · x")
LINK = LinkReport("z", "z", True, 4, {}, *(0,) * 7, 0.0, 0.0, (frozenset(), frozenset()))
NAMES = ("z", "L", "J")


class Seen(NamedTuple):
    """What merging asks of a diagnosis: its link, and that two of them can be joined."""

    link: str
    problems: tuple

    def joined(self, other):
        return Seen(self.link, self.problems + other.problems)


def decision(formula):
    return Decision("dL/dw", formula, "exact", "equal to 70 digits")


counts = st.integers(0, 9)
sizes = st.floats(0, 9)


@st.composite
def links(draw, name):
    return LinkReport(
        name=name,
        symbol=name,
        given=True,
        **{field: draw(counts) for field in SUMMED},
        no_claim=draw(st.dictionaries(st.sampled_from(("overflow", "ln 0", "pole")), st.integers(1, 9))),
        max_difference=draw(sizes | st.just(np.nan)),
        max_error_over_allowance=draw(sizes),
        forms=tuple(frozenset(draw(st.sets(st.sampled_from(("notes", "fused", "clamp"))))) for _ in range(2)),
    )


@st.composite
def reports(draw):
    slips = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(("candidate", "reference"))), unique=True))
    slips.sort(key=lambda slip: NAMES.index(slip[0]))
    return Report(
        "chain",
        "float64",
        tuple(draw(links(name)) for name in NAMES),
        tuple(replace(EVIDENCE, link=name, side=side, value=draw(sizes)) for name, side in slips),
        tuple(Seen(name, (draw(counts),)) for name in draw(st.permutations(NAMES))[: draw(st.integers(0, 3))]),
    )


several = st.lists(reports(), min_size=1, max_size=3)


@settings(max_examples=20)
@given(several)
def test_a_merged_link_counts_what_all_count(each):
    for merged, column in zip(merge(each).links, zip(*(report.links for report in each), strict=True), strict=True):
        assert (merged.name, merged.symbol, merged.given) == (column[0].name, column[0].symbol, column[0].given)
        for field in SUMMED:
            assert getattr(merged, field) == sum(getattr(link, field) for link in column)
        reasons = {reason for link in column for reason in link.no_claim}
        assert merged.no_claim == {reason: sum(link.no_claim.get(reason, 0) for link in column) for reason in reasons}
        assert merged.max_error_over_allowance == max(link.max_error_over_allowance for link in column)
        known = [link.max_difference for link in column if not np.isnan(link.max_difference)]
        assert merged.max_difference == max(known) if known else np.isnan(merged.max_difference)
        assert merged.forms == tuple(frozenset().union(*(link.forms[side] for link in column)) for side in range(2))


@settings(max_examples=20)
@given(several)
def test_a_merged_report_has_the_first_evidence_of_each_link_and_side_in_the_chains_order(each):
    merged = merge(each)
    assert (merged.chain, merged.dtype) == ("chain", "float64")
    first = {}
    for slip in (slip for report in each for slip in report.evidence):
        first.setdefault((slip.link, slip.side), slip)
    assert {(slip.link, slip.side): slip for slip in merged.evidence} == first and len(merged.evidence) == len(first)
    places = [NAMES.index(slip.link) for slip in merged.evidence]
    assert places == sorted(places)


@settings(max_examples=20)
@given(several)
def test_a_merged_report_joins_the_diagnoses_of_a_link(each):
    diagnoses = [diagnosis for report in each for diagnosis in report.diagnoses]
    merged = merge(each).diagnoses
    assert [diagnosis.link for diagnosis in merged] == [name for name in NAMES if name in {d.link for d in diagnoses}]
    for diagnosis in merged:
        assert diagnosis.problems == sum((one.problems for one in diagnoses if one.link == diagnosis.link), ())


def test_reports_of_different_chains_are_not_merged():
    one = Report("chain", "float64", (LINK,), ())
    with pytest.raises(ValueError, match="shorter"):
        merge([one, replace(one, links=())])


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({}, "right"),
        ({"reference_clamped": 1, "reference_outside": 1}, "right"),
        ({"inherited": 1}, "inherited"),
        ({"clamped": 1, "inherited": 1}, "clamped"),
        ({"inherited": 1, "no_claim": {"overflow": 3, "ln 0": 1}}, "no claim"),
        ({"no_claim": {"overflow": 3}}, "right"),
        ({"outside": 1, "clamped": 1, "inherited": 1}, "wrong"),
        ({"outside": 1, "decision": decision("wrong")}, "wrong"),
        ({"outside": 1, "decision": decision("right"), "clamped": 1}, "digits lost"),
        ({"outside": 1, "decision": decision("not decided")}, "not decided"),
        ({"given": False, "outside": 1}, "not given"),
    ],
)
def test_the_gravest_thing_is_the_verdict(changed, verdict):
    assert replace(LINK, **changed).verdict == verdict


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({"outside": 1, "clamped": 1}, "right"),
        ({"reference_clamped": 1}, "clamped"),
        ({"no_claim": {"overflow": 4}}, "no claim"),
        ({"reference_outside": 1}, "wrong"),
        ({"reference_outside": 1, "reference_decision": decision("right"), "reference_clamped": 1}, "digits lost"),
        ({"reference_outside": 1, "reference_decision": decision("not decided")}, "no claim"),
    ],
)
def test_the_reference_has_a_verdict_of_its_own(changed, verdict):
    assert replace(LINK, **changed).reference == verdict


def test_a_link_says_what_decided_it_where_a_value_lies_outside():
    assert replace(LINK, decision=decision("right")).decided_by is None
    assert replace(LINK, outside=1, decision=decision("right")).decided_by == "exact"
    assert replace(LINK, outside=1).decided_by is None


WRONG, LOST, OPEN, CLAMPED, SILENT = (
    replace(LINK, outside=1),
    replace(LINK, outside=1, decision=decision("right")),
    replace(LINK, outside=1, decision=decision("not decided")),
    replace(LINK, clamped=1),
    replace(LINK, no_claim={"overflow": 4}),
)


@pytest.mark.parametrize(
    ("of", "verdict", "agrees", "strictly"),
    [
        ((LINK, SILENT), "right", True, True),
        ((CLAMPED, LINK), "clamped", True, True),
        ((CLAMPED, LOST, LINK), "digits lost", True, False),
        ((LINK, replace(LINK, overflowed=1)), "right", True, False),
        ((LOST, OPEN, LINK), "not decided", False, False),
        ((OPEN, WRONG, LOST), "wrong", False, False),
        ((SILENT, replace(LINK, given=False)), "nothing judged", False, False),
        ((replace(LINK, reference_outside=1),), "right", False, False),
        ((replace(LINK, reference_outside=1, reference_decision=decision("right")),), "right", True, True),
    ],
)
def test_the_first_verdict_that_applies_is_the_reports(of, verdict, agrees, strictly):
    report = Report("chain", "float64", of, ())
    assert (report.verdict, report.agrees, report.agrees_strictly) == (verdict, agrees, strictly)


def test_what_is_decided_right_is_no_evidence_any_more_but_a_loss():
    worst = replace(EVIDENCE, value=9.0)
    theirs = replace(EVIDENCE, side="reference")
    report = Report("chain", "float64", (replace(WRONG, name="dL/dw"),), (EVIDENCE, theirs), worst=(worst, theirs))
    after = report.decided({"dL/dw": decision("right")}, {})
    assert after.evidence == (theirs,) and after.losses == (worst,) and after.agrees
    assert "loses up to" in str(after) and "equal to 70 digits" in str(after)
    still = report.decided({"dL/dw": decision("wrong")}, {"dL/dw": decision("right")})
    assert still.evidence == (EVIDENCE,) and still.losses == (theirs,) and still.first_wrong == "dL/dw"


def test_what_is_claimed_is_what_no_reason_excepts():
    link = replace(LINK, no_claim={"overflow": 2, "ln 0": 1})
    assert link.claimed == 1
    report = Report("chain", "float64", (link, LINK), ())
    assert (report.values, report.unclaimed) == (8, 3)
    again = replace(LINK, no_claim={"ln 0": 4, "pole": 3})
    assert Report("chain", "float64", (link, LINK, again), ()).reasons == {"overflow": 2, "ln 0": 5, "pole": 3}


def test_a_report_agrees_where_nothing_is_wrong_and_something_is_claimed():
    nothing = replace(LINK, no_claim={"overflow": 4})
    assert Report("chain", "float64", (nothing, LINK), ()).agrees
    assert not Report("chain", "float64", (nothing, nothing), ()).agrees
    assert not Report("chain", "float64", (LINK, WRONG), (EVIDENCE,)).agrees


def test_the_first_evidence_is_the_headline_and_wrong_links_are_the_candidates():
    theirs, later = replace(EVIDENCE, link="z", side="reference"), replace(EVIDENCE, link="J")
    report = Report("chain", "float64", (LINK,), (theirs, EVIDENCE, later))
    assert report.first_disagreement is theirs and report.wrong_links == ("dL/dw", "J")
    assert Report("chain", "float64", (LINK,), ()).first_disagreement is None


@pytest.mark.parametrize(
    ("index", "step", "place"),
    [((0, 2), None, "[1, 3]"), ((4,), 0, "[5] of step 0"), ((), None, "its only value"),
     ((), 7, "its only value of step 7")],
)  # fmt: skip
def test_places_are_counted_from_1_and_steps_from_0(index, step, place):
    assert replace(EVIDENCE, index=index, step=step).place == place


@pytest.mark.parametrize(
    ("value", "allowance", "ratio"),
    [
        (3.0, 0.5, 4.0),
        (-1.0, 0.5, 4.0),
        (3.0, 0.0, np.inf),
        (np.inf, 0.5, np.inf),
        (3.0, -0.0, np.inf),
        (3.0, 4.0, 0.5),
    ],
)
def test_the_ratio_is_the_error_over_what_is_allowed(value, allowance, ratio):
    assert replace(EVIDENCE, value=value, allowance=allowance).ratio == ratio


def test_a_value_that_is_nan_is_infinitely_far_off():
    assert replace(EVIDENCE, value=np.nan).ratio == np.inf


def test_who_is_right_is_told_where_both_distances_are_known():
    known = replace(EVIDENCE, ulps=1234.5, other_ulps=0.25)
    assert known.truth == "the candidate is 1.23e+03 ulps off the exact value, the reference 0.25"
    theirs = replace(known, side="reference")
    assert theirs.truth == "the reference is 1.23e+03 ulps off the exact value, the candidate 0.25"
    for unknown in ({"ulps": np.nan}, {"other_ulps": np.nan}, {"ulps": np.nan, "other_ulps": np.nan}):
        assert replace(known, **unknown).truth == "" == EVIDENCE.truth


def test_an_evidence_is_one_sentence():
    said = (
        "dL/dw at [1, 3]: the candidate holds 3, its own operands give 1 (∂L/∂w = ∂L/∂z · x), 4 times the allowance "
        "0.5 away; the other side holds 1"
    )
    assert str(EVIDENCE) == said
    assert str(replace(EVIDENCE, hint="look here")) == f"{said}; look here"
    known = replace(EVIDENCE, ulps=2.0, other_ulps=0.5)
    assert str(known) == f"{said}; {known.truth}"
    assert str(replace(known, hint="look here")) == f"{said}; {known.truth}; look here"


AGREED = replace(LINK, compared=1200, max_difference=1.5e-17, max_error_over_allowance=0.25)
OTHERS = (
    replace(LINK, name="dL/dz", given=False, compared=0),
    replace(LINK, name="J", compared=3, no_claim={"overflow": 2}, blind=1, max_difference=np.nan),
)
ROWS = """\
link   compared  claimed  max difference  error/allowance  blind  verdict
z      1200      1200     1.5e-17         0.25             0      right
dL/dz                                                             not given
J      3         1        -               0                1      right"""


def test_the_text_of_what_agrees():
    report = Report("made", "float32", (AGREED, *OTHERS), ())
    assert str(report) == f"1,203 link values: all agree; 2 without claim\nmade chain, float32\n{ROWS}"


def test_the_text_where_nothing_is_claimed():
    report = Report("made", "float32", (replace(LINK, compared=1000, no_claim={"overflow": 1000}),), ())
    first = str(report).partition("\n")[0]
    assert first == "1,000 link values: NOTHING COULD BE CLAIMED; 1,000 without claim"


def test_the_text_of_what_is_wrong():
    first = replace(EVIDENCE, value=1 / 3, other=0.1, expected=0.1, allowance=2.0**-40, ulps=12.34, other_ulps=0.5)
    second = replace(EVIDENCE, link="w+", side="reference")
    report = Report("made", "float32", (AGREED, *OTHERS), (replace(first, hint="a hint"), second, first), ("it is −1",))
    assert str(report) == (
        "first wrong link: dL/dw, at [1, 3]\n"
        "  the candidate holds      0.33333333333333331\n"
        "  its own operands give    0.10000000000000001    (∂L/∂w = ∂L/∂z · x)\n"
        "  the other side holds     0.10000000000000001\n"
        "  off by 2.57e+11 times the allowance 9.09e-13\n"
        "  the candidate is 12.3 ulps off the exact value, the reference 0.5\n"
        "  a hint\n"
        "also wrong in themselves: w+ (reference), dL/dw (candidate)\n"
        f"it is −1\nmade chain, float32\n{ROWS}"
    )
    alone = str(Report("made", "float32", (AGREED,), (EVIDENCE,)))
    assert "also wrong" not in alone and "ulps" not in alone
