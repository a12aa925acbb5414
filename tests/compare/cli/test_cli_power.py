"""`backproof power`: what it prints and writes, and its exit status."""

import json

import pytest

from compare.cli import power as command_file
from compare.studies.detection.regions import regions
from compare.studies.detection.rules import RULES
from tests.helpers.commands import command
from tests.helpers.schemas import validator

REGIONS = regions()


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("power")
    files = folder / "power.json", folder / "power.md"
    asked = ("--table", "--problems", "2", "--dtype", "float32", "--json", str(files[0]), "--markdown", str(files[1]))
    done = command("power", *asked)
    assert done.status == 0 and done.err == ""
    return done.out, json.loads(files[0].read_text(encoding="utf-8")), files[1].read_text(encoding="utf-8")


def test_the_terminal_shows_a_table_for_every_region_with_a_row_for_every_link(written):
    printed, _, _ = written
    assert "seen in 99 % of the problems" in printed and "float64" not in printed
    for region in REGIONS:
        assert f"float32, {region.name}" in printed
    lines = [line.split() for line in printed.splitlines()]
    for symbol in ("∂L/∂z", "∂J/∂w", "w⁺"):
        assert sum(bool(line) and line[0] == symbol for line in lines) == len(REGIONS)


def test_the_document_has_every_figure_under_stable_keys(written):
    _, document, _ = written
    validator("power").validate(document)
    assert document["schema_version"] == 1 and document["parts"] == [0.99, 0.5]
    assert [table["region"] for table in document["tables"]] == [region.name for region in REGIONS]
    for table, region in zip(document["tables"], REGIONS, strict=True):
        assert table["dtype"] == "float32" and table["problems"] == 2 and table["route"] == region.route.name
        assert len(table["figures"]) == len(RULES) * len(region.route.chain.links)
        for figure in table["figures"]:
            assert list(figure) == ["link", "rule", "nearly_all", "half", "rejects_right"]
            assert (figure["half"] == "NaN") == (figure["rejects_right"] > 0.01)


def test_the_markdown_has_the_same_cells_as_the_terminal(written):
    printed, _, page = written
    assert page.startswith("# backproof power\n") and page.count("\n## float32, ") == len(REGIONS)
    for line in (line for line in page.splitlines() if line.startswith(("| ∂", "| w"))):
        assert " ".join(line.replace("|", " ").split()) in {" ".join(row.split()) for row in printed.splitlines()}


def test_by_default_the_answer_comes_first_and_a_row_for_each_rule(monkeypatch):
    """Of the two regions of this test; what the numbers are is tested with the tables."""
    monkeypatch.setattr(command_file, "regions", lambda: REGIONS[:2])
    monkeypatch.setenv("COLUMNS", "80")
    lines = command("power", "--problems", "2", "--dtype", "float32").out.splitlines()
    assert lines[0].startswith("in float32 backproof sees a relative error of ") and len(lines) < 21
    assert " ".join(lines[:3]).split("(")[1].startswith("2 problems in each of 2 regions)")
    for rule in RULES:
        assert sum(line.startswith(f"  {rule.name}  ") for line in lines) == 1
    assert max(map(len, lines)) <= 80


def test_a_document_on_the_standard_output_stands_alone():
    done = command("power", "--problems", "1", "--dtype", "float32", "--json", "-")
    assert done.status == 0 and len(json.loads(done.out)["tables"]) == len(REGIONS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--dtype", "float16"],
        ["--problems", "0"],
        ["--problems", "many"],
        ["--json", "missing/folder/power.json"],
        ["--json", "power", "--markdown", "power"],
        ["houses"],
    ],
)
def test_bad_usage_is_told_in_one_line_and_writes_nothing(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = command("power", *arguments)
    assert done.status == 2 and done.out == ""
    assert done.err.startswith("backproof: ") and done.err.count("\n") == 1
    assert not list(tmp_path.iterdir())
