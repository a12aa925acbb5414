"""The README is short, begins with what the tool does, and leads to every page of the docs."""

import re

from compare.cli.options import parse
from tests.docs.blocks import BLOCK, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = sorted(path.name for path in (ROOT / "docs").glob("*.md"))


def test_it_is_under_150_lines():
    assert README.count("\n") < 150


def test_it_opens_with_an_example_then_a_check_that_fails_and_one_that_passes():
    shown = [match.group(2) for match in BLOCK.finditer(README) if match.group(1) == "console"]
    assert [block.split()[2] for block in shown] == ["explain", "check", "check"]
    assert "\nFAIL  " in shown[1] and "\nPASS  " in shown[2] and README.index(shown[0]) < 400
    assert max(map(len, shown[0].splitlines())) <= 80


def test_it_leads_to_every_page_and_to_no_page_that_is_not_there():
    linked = re.findall(r"\]\((?:docs/)?([\w.-]+\.md)", README)
    assert set(DOCS) <= set(linked)
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_command_that_it_names_is_one():
    for command in re.findall(r"`backproof ([^`]+)`", README):
        parse(command.split())
