"""The report as Markdown: whole tables under headings, every letter shown as it is."""

import re
from itertools import groupby

import pytest

from compare.output.report.markdown import _escaped, _table
from compare.wording import short
from tests.helpers.commands import PRICES, report

BOTH = ("houses", "sentences", "--steps", "5")


def blocks(markdown):
    """The document's blocks, split at blank lines."""
    return [block.splitlines() for block in markdown.rstrip("\n").split("\n\n")]


@pytest.mark.parametrize("argv", [BOTH, ("houses", "--raw"), (PRICES, "--steps", "100")], ids=" ".join)
def test_every_block_is_one_heading_one_list_one_table_or_one_line(argv):
    for block in blocks(report(*argv).markdown):
        kinds = {("|" if line.startswith("| ") else line.partition(" ")[0][:2]) for line in block}
        assert len(block) == 1 or kinds in ({"|"}, {"-"}), block
        assert all(line == line.strip() and line for line in block)


@pytest.mark.parametrize("argv", [BOTH, ("houses", "--raw"), (PRICES, "--steps", "100")], ids=" ".join)
def test_every_table_has_a_rule_and_rows_as_wide_as_its_head(argv):
    markdown = report(*argv).markdown
    tables = [list(lines) for bar, lines in groupby(markdown.splitlines(), lambda line: line.startswith("|")) if bar]
    told = report(*argv).reports
    assert len(tables) == 2 * len(told) + len({run["dataset"] for run in told})
    for table in tables:
        assert re.fullmatch(r"\|( --- \|)+", table[1])
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table}) == 1


def test_there_is_a_section_for_a_data_set_and_one_for_a_route():
    headings = [block[0] for block in blocks(report(*BOTH).markdown) if block[0].startswith("#")]
    assert headings == [
        "# backproof report",
        "## houses: size, rooms → price",
        "### by hand in textbook form, against autograd through MSELoss",
        "## sentences: aack, beep → mood",
        "### by hand in textbook form, against autograd through BCELoss",
        "### by hand in complement form, against autograd through BCELoss",
        "### by hand in cancelled form, against autograd through BCEWithLogitsLoss",
    ]


def test_every_link_of_every_route_has_its_row():
    for run, table in zip(report(*BOTH).reports, link_tables(report(*BOTH).markdown), strict=True):
        assert len(table) == len(run["links"]) + 2
        for link, row in zip(run["links"], table[2:], strict=True):
            assert row.startswith(f"| {link['symbol']} = ") and row.endswith(f" | {link['verdict']} |")


def link_tables(markdown):
    return [block for block in blocks(markdown) if block[0].startswith("| link | autograd node |")]


def test_every_link_that_is_not_exact_has_its_ulps():
    ulps = [block for block in blocks(report(*BOTH).markdown) if block[0].startswith("| link | by hand: median |")]
    for run, table in zip(report(*BOTH).reports, ulps, strict=True):
        inexact = [link for link in run["truth"]["links"] if max(link["max_ulps"].values()) > 0]
        symbols = {link["name"]: link["symbol"] for link in run["links"]}
        cells = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in table[2:]]
        assert [row[0] for row in cells] == [symbols[link["name"]] for link in inexact]
        for link, row in zip(inexact, cells, strict=True):
            told = [short(link[kind][side]) for side in ("hand", "autograd") for kind in ("median_ulps", "max_ulps")]
            assert row[1:5] == told
            assert row[5:8] == [f"{link['closer'][who]:,}" for who in ("hand", "autograd", "tie")]
            assert sum(link["closer"].values()) == link["arbitrated"]


@pytest.mark.parametrize(
    "text", ["a|b", "<b>", "&lt;", "*a*", "_a_", "`a`", "[a](b)", "# a", "a\\", "~~a~~", "$a$", "{a}"]
)
def test_marks_are_escaped_and_nothing_else_is(text):
    escaped = _escaped(text)
    assert re.sub(r"\\(.)", r"\1", escaped) == text
    assert re.search(r"(?<!\\)(?:\\\\)*[`*_{}\[\]<>|#&~$]", escaped) is None


def test_what_would_break_a_line_is_told_on_it():
    assert _escaped("a\nb\t c") == "a b c"
    assert _escaped("\x1b[31m") == "\\\\x1b\\[31m"
    assert _table(("a", "b"), [("1|2", "x\ny")]) == "| a | b |\n| --- | --- |\n| 1\\|2 | x y |"
