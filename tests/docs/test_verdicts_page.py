"""docs/verdicts.md explains every verdict with an example, and its table of exit statuses is what the report says."""

import re
from typing import get_args

import pytest

from compare.judging.link_report import Verdict
from compare.judging.report import FINE, GRAVEST
from compare.output.schema.judged import VERDICTS
from tests.docs.blocks import BLOCK, ROOT

TEXT = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
PRINTED = "".join(body for kind, body in BLOCK.findall(TEXT) if kind == "text output")
ROWS = re.findall(r"^\| `(.+?)` \| (\d) \| (.+?) \|$", TEXT, re.MULTILINE)


@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_every_verdict_is_explained_and_seen_in_an_example(verdict):
    assert f"**{verdict}**" in TEXT and f": {verdict};" in PRINTED


def test_the_words_of_the_document_are_those_of_the_report():
    assert {*VERDICTS, "nothing judged"} == set(get_args(Verdict))


@pytest.mark.parametrize("reference", ["right", "digits lost", "clamped", "wrong", "no claim"])
def test_every_verdict_on_a_reference_is_seen_in_an_example(reference):
    assert f"the reference: {reference}\n" in PRINTED


def test_the_table_has_the_verdicts_on_a_trace_from_the_gravest_down_and_their_exit_status():
    assert [verdict for verdict, *_ in ROWS] == [*GRAVEST, "right", "nothing judged"]
    assert {verdict for verdict, status, _ in ROWS if status == "0"} == set(FINE)
    strictly = {verdict: status for verdict, _, status in ROWS}
    assert strictly["digits lost"] == "1" and strictly["clamped"].startswith("0; 1 where")
