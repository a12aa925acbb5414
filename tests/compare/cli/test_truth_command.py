"""`backproof truth`: what it prints and writes, and its exit status."""

import json

import pytest

from compare.cli import main
from compare.studies.log_loss.findings import EITHER_DTYPE, FLOAT64
from compare.studies.log_loss.formulas import columns
from compare.studies.log_loss.table import MAGNITUDES
from tests.helpers.schemas import validator

POINTS = 2 * (2 * len(MAGNITUDES) + 1)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("truth")
    files = folder / "truth.json", folder / "truth.md"
    assert main(["truth", "--json", str(files[0]), "--markdown", str(files[1])]) == 0
    return [file.read_text(encoding="utf-8") for file in files]


def test_the_terminal_shows_the_table_of_one_dtype_and_its_findings(capsys):
    assert main(["truth", "--dtype", "float32", "--table"]) == 0
    printed = capsys.readouterr().out
    assert "∂L/∂z, float32" in printed and "L, float32" in printed and "float64" not in printed
    lines = printed.splitlines()
    assert sum(line.startswith("  float32: ") for line in lines) == len(EITHER_DTYPE)
    assert sum(line.startswith(("  0 ", "  1 ")) for line in lines) == 2 * POINTS
    row = next(line for line in lines if line.split()[:2] == ["1", "−28"])
    assert "−0.6914 (5.2e+06) ✗" in row and "−1.0000000" in row
    assert all(f"  {name}: ∂L/∂z" in printed for name in columns())


def test_by_default_the_answer_comes_first_and_then_the_findings(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["truth", "--dtype", "float32"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert " ".join(lines[:2]).startswith(
        "3 of 7 ways to write the log loss are right from z = −800 to 800 in float32: complement, F.softplus, "
    )
    assert sum(line.startswith("  - ") for line in lines) == len(EITHER_DTYPE)
    assert lines[-1] == "  (every value of every formula: --table)" and max(map(len, lines)) <= 80


def test_the_document_has_every_row_and_finding_under_stable_keys(written):
    document = json.loads(written[0])
    validator("truth").validate(document)
    assert list(document) == ["schema_version", "versions", "columns", "rows", "findings"]
    assert document["schema_version"] == 1 and document["versions"]["torch"]
    assert len(document["rows"]) == 2 * 2 * POINTS
    assert len(document["findings"]) == 2 * len(EITHER_DTYPE) + len(FLOAT64)
    for row in document["rows"]:
        assert list(row) == ["dtype", "link", "y", "z", "exact", "values"]
        assert [*row["values"]] == [name for name in columns() if row["link"] == "dL/dz" or columns()[name].loss]
        assert all([*cell] == ["value", "ulps", "wrong"] for cell in row["values"].values())
    for finding in document["findings"]:
        assert list(finding) == ["name", "dtype", "holds", "sentence", "numbers"] and finding["numbers"]


def test_the_document_holds_what_is_below_every_float_and_what_is_no_number(written):
    rows = {(row["dtype"], row["link"], row["y"], row["z"]): row for row in json.loads(written[0])["rows"]}
    row = rows["float64", "dL/dz", 0.0, -800.0]
    assert row["exact"] == "3.6678746e-348"
    assert row["values"]["textbook chain"] == {"value": "NaN", "ulps": "Infinity", "wrong": True}
    assert row["values"]["complement"]["value"] == 0 and not row["values"]["complement"]["wrong"]


def test_the_markdown_marks_what_is_wrong_by_a_sign_too(written):
    page = written[1]
    assert page.count("\n## ") == 5 and "**−0.6914 (2.8e+15) ✗**" in page
    assert all(line.count("✗") == line.count("✗**") for line in page.splitlines() if line.startswith("|"))
    lengths = {line.count("|") for line in page.splitlines() if line.startswith("|")}
    assert lengths == {len(columns()) + 4, len(columns()) + 3}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--dtype", "float16"],
        ["--json", ""],
        ["--json", "missing/folder/truth.json"],
        ["--json", "truth", "--markdown", "truth"],
        ["--markdown"],
        ["houses"],
        ["--steps", "3"],
    ],
)
def test_bad_usage_is_told_in_one_line_and_writes_nothing(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["truth", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.startswith("backproof: ") and printed.err.count("\n") == 1
    assert not list(tmp_path.iterdir())
