"""Bad input: exit 2, one printable line that names the culprit, nothing on the output, no file made or touched."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.bad_calls import BY_KIND, CALLS
from tests.helpers.bad_files import NO_TABLES, UNFIT
from tests.helpers.commands import PRICES, command

FILES: dict[str, tuple[str | bytes, list[str], str]] = {
    "empty": ("", [], "is empty"),
    "header only": ("a,b\n", [], "a header and no rows"),
    "ragged": ("a,b,c\n1,2,3\n4,5\n", [], "line 3"),
    "not a number": ("a,b\n1,2\nred,3\n", [], "line 3, column 'a'"),
    "nan": ("a,b\n1,2\nnan,3\n", [], "'nan'"),
    "nothing in a cell": ("a,b\n1,2\n,3\n", [], "line 3, column 'a'"),
    "two columns of one name": ("a,a,b\n1,2,3\n", [], "2 columns are named 'a'"),
    "one column": ("a\n1\n", [], "only one column"),
    "labels outside [0, 1]": ("a,b\n1,0\n2,3\n", ["--task", "classification"], "3 lies outside [0, 1]"),
    "words for a regression": ("a,b\n1,yes\n2,no\n", ["--task", "regression"], "'yes'"),
    "beyond float64": ("a,b\n1e400,2\n", [], "'1e400'"),
    "too large to be standardised": ("a,b\n1.7e308,2\n-1.7e308,3\n", [], "column 'a' is too large"),
    "beyond float32": ("a,b\n1,1e39\n2,3\n", ["--dtype", "float32"], "y holds a number too large for float32"),
    "not text": (b"\x89PNG\r\n\x1a\n", [], "not UTF-8"),
    "a header that steers a terminal": ("a\x1b[31m,b\nred,2\n", [], r"column 'a\x1b[31m'"),
}  # fmt: skip


def assert_refused(done: Any, named: str) -> None:
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("backproof: ") and named in done.err and "Traceback" not in done.err
    assert done.err.endswith("\n") and done.err[:-1].isprintable()


def assert_untouched(folder: Path) -> None:
    assert (folder / "old.json").read_text() == "old"
    assert sorted(path.name for path in folder.iterdir() if path.suffix != ".csv") == ["old.json"]


def test_there_are_hundreds_and_some_of_every_kind():
    kinds = [*BY_KIND.values(), FILES, TARGETS, NO_TABLES, UNFIT]
    assert min(map(len, kinds)) >= 8 and sum(map(len, kinds)) >= 300


@pytest.mark.parametrize("case", CALLS)
def test_bad_options(case, tmp_path):
    argv, named = CALLS[case]
    (tmp_path / "old.json").write_text("old")
    targets = ["--json", str(tmp_path / "old.json"), "--markdown", str(tmp_path / "new.md")]
    assert_refused(command(*argv, *(targets if argv[:1] == ["report"] and argv[-1] != "--steps" else [])), named)
    assert_untouched(tmp_path)


@pytest.mark.parametrize("case", FILES)
def test_bad_files(case, tmp_path):
    content, options, named = FILES[case]
    (tmp_path / "old.json").write_text("old")
    path = tmp_path / "mine.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    targets = ["--json", str(tmp_path / "old.json"), "--markdown", str(tmp_path / "new.md")]
    assert_refused(command("report", str(path), *options, *targets), named)
    assert_refused(command("explain", str(path), *options), named)
    assert_untouched(tmp_path)


TARGETS: dict[str, tuple[str, str]] = {
    "into a missing folder": ("none/a.json", "there is no folder"),
    "a folder": (".", "it is a folder"),
    "below a file": ("old.json/a.json", "Not a directory"),
    "a pipe": ("pipe.csv", "it is not a regular file"),
    "a loop of links": ("loop", "cannot write"),
    "a name too long": ("x" * 300, "File name too long"),
    "a path too long": ("x/" * 3000, "File name too long"),
    "a NUL": ("a\0b", "embedded null"),
    "the other file": ("same", "--json and --markdown both name"),
}


@pytest.mark.parametrize("option", ["--json", "--markdown"])
@pytest.mark.parametrize("case", TARGETS)
def test_bad_targets(case, option, tmp_path):
    name, named = TARGETS[case]
    (tmp_path / "old.json").write_text("old")
    os.mkfifo(tmp_path / "pipe.csv")
    if name == "loop":
        (tmp_path / "loop").symlink_to("loop")
    other = {"--json": "--markdown", "--markdown": "--json"}[option]
    beside = "same" if name == "same" else "good"
    argv = [option, f"{tmp_path}/{name}", other, f"{tmp_path}/{beside}"]
    assert_refused(command("report", "houses", "--steps", "1", *argv), named)
    (tmp_path / "loop").unlink(missing_ok=True)
    assert_untouched(tmp_path)


@pytest.mark.parametrize("path", ["", "/proc/a.json", "/dev/null"])
def test_targets_outside(path):
    assert_refused(command("report", "houses", "--steps", "1", "--json", path), f"cannot write {path!r}")


def test_the_data_is_not_overwritten(tmp_path):
    data = tmp_path / "prices.csv"
    data.write_text(Path(PRICES).read_text())
    done = command("report", str(data), "--markdown", f"{tmp_path}/../{tmp_path.name}/prices.csv")
    assert_refused(done, "is the data, which would be overwritten")
    assert data.read_text() == Path(PRICES).read_text()
