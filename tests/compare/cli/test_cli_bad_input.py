"""Bad input: exit 2, one printable line that names the culprit, nothing on the output, no file made or touched."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.commands import PRICES, command

OPTIONS: dict[str, tuple[list[str], str]] = {
    "no command": ([], "{report,explain,check,new,truth,selftest,power}"),
    "unknown command": (["prove"], "'prove'"),
    "unknown option": (["report", "--tolerance", "1e-6"], "--tolerance"),
    "an option with a line break": (["report", "--x\ny\x1b[31m"], r"--x\ny\x1b[31m"),
    "unknown data set": (["report", "housse"], "'housse'"),
    "one of several": (["report", "houses", "housse"], "Did you mean 'houses'?"),
    "no name": (["report", ""], "no data set ''"),
    "steps 0": (["report", "--steps", "0"], "--steps: 0"),
    "steps -1": (["report", "--steps", "-1"], "--steps"),
    "steps 1.5": (["report", "--steps", "1.5"], "'1.5'"),
    "steps abc": (["report", "--steps", "abc"], "'abc'"),
    "steps of nothing": (["report", "--steps", ""], "--steps: ''"),
    "steps of other digits": (["report", "--steps", "١٢"], "'١٢'"),
    "steps without end": (["report", "--steps", "9" * 5000], "--steps: 99999999… is too large"),
    "steps not given": (["report", "--steps"], "--steps"),
    "lr -1": (["report", "--lr", "-1"], "-1 is negative"),
    "lr nan": (["report", "--lr", "nan"], "'nan' is not a finite number"),
    "lr inf": (["report", "--lr", "inf"], "'inf' is not a finite number"),
    "lr -inf": (["report", "--lr", "-inf"], "'-inf' is not a finite number"),
    "lr abc": (["report", "--lr", "abc"], "'abc' is not a number"),
    "lr beyond float64": (["report", "--lr", "1e400"], "'1e400'"),
    "float16": (["report", "--dtype", "float16"], "'float16'"),
    "mode": (["report", "--mode", "x"], "--mode"),
    "start": (["report", "--start", "x"], "--start"),
    "task": (["report", "--task", "ranking"], "'ranking'"),
    "task with unfit labels": (["report", "houses", "--task", "classification"], "price goes from 20000 to 50000"),
    "too few weights": (["report", "houses", "--w", "1"], "--w gives 1 weights; the data has 2 features"),
    "too many weights": (["report", "sentences", "--w", "1,2,3"], "--w gives 3 weights"),
    "a weight of text": (["report", "houses", "--w", "1,two"], "'two'"),
    "a weight of nan": (["report", "houses", "--w", "1,nan"], "'nan'"),
    "a weight missing": (["report", "houses", "--w", "1,"], "--w: ''"),
    "no weights": (["report", "houses", "--w", ""], "--w: ''"),
    "b text": (["report", "houses", "--b", "text"], "'text'"),
    "b -inf": (["report", "houses", "--b", "-inf"], "'-inf'"),
    "seed -1": (["report", "--seed", "-1"], "--seed"),
    "seed 1.0": (["report", "--seed", "1.0"], "'1.0'"),
    "example 0": (["explain", "houses", "--example", "0"], "--example: 0"),
    "example 99": (["explain", "houses", "--example", "99"], "--example 99: houses has 3 examples; give 1 to 3"),
    "example -1": (["explain", "houses", "--example", "-1"], "--example"),
    "step -1": (["explain", "houses", "--step", "-1"], "--step"),
    "step abc": (["explain", "houses", "--step", "abc"], "'abc'"),
    "step after the divergence": (["explain", "houses", "--raw", "--step", "99"], "has diverged after step 48"),
    "explain without data": (["explain"], "DATASET"),
    "explain two data sets": (["explain", "houses", "sentences"], "sentences"),
    "check without a file": (["check"], "FILE.py[:NAME]"),
    "check no such file": (["check", "none.py", "--task", "regression"], "'none.py': no such file"),
    "check no such file with a name": (["check", "none.py:mine", "--task", "regression"], "'none.py': no such file"),
    "check a folder": (["check", ".", "--task", "regression"], "'.': this is not a file"),
    "check what is no name": (["check", f"{__file__}:a b", "--task", "regression"], "'a b' is no name"),
    "check without a task": (["check", __file__], "--task is needed"),
    "check another task": (["check", __file__, "--task", "ranking"], "'ranking'"),
    "check no problems": (["check", __file__, "--problems", "0"], "--problems: 0"),
    "check hint 4": (["check", __file__, "--hint", "4"], "--hint"),
    "check in no time": (["check", __file__, "--time-limit", "0"], "0 is not above 0"),
    "check in any time": (["check", __file__, "--time-limit", "1e9"], "at most 3600 seconds"),
    "check in nan": (["check", __file__, "--time-limit", "nan"], "'nan'"),
    "check in no memory": (["check", __file__, "--memory-limit", "0"], "--memory-limit: 0"),
    "check hints and all": (["check", __file__, "--hint", "1", "--json", "-"], "leave one of them out"),
    "check hints and a test": (["check", __file__, "--hint", "1", "--emit-test", "a.py"], "--emit-test holds"),
    "check with itself as test": (["check", __file__, "--emit-test", __file__], "is your own file"),
    "check over its own file": (["check", __file__, "--json", __file__], "would be overwritten"),
    "no such device": (["report", "--device", "nosuch"], "'nosuch'"),
    "a device without data": (["report", "--device", "meta"], "'meta'"),
    "a device of nothing": (["report", "--device", ""], "--device ''"),
    "unknown target": (["report", PRICES, "--target", "prize"], "Did you mean 'price'?"),
    "another target of a built-in set": (["report", "houses", "--target", "size"], "'size'"),
    "no such file": (["report", "none.csv"], "none.csv: no such file"),
    "a folder as file": (["report", str(Path(PRICES).parent)], "this is a directory"),
    "a file with a NUL in its name": (["report", "a\0.csv"], r"a\x00.csv"),
    "w beyond float32": (["report", "houses", "--w", "1e39,1", "--dtype", "float32"], "w holds a number too large"),
    "two documents, one output": (["truth", "--json", "-", "--markdown", "-"], "--json and --markdown both name '-'"),
    "lr beyond float32": (["report", "houses", "--lr", "1e39", "--dtype", "float32"], "lr holds a number too large"),
}  # fmt: skip

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


def test_there_are_at_least_forty_cases():
    assert len(OPTIONS) + len(FILES) >= 60


@pytest.mark.parametrize("case", OPTIONS)
def test_bad_options(case, tmp_path):
    argv, named = OPTIONS[case]
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
