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
    "lr of other digits": (["report", "--lr", "١"], "'١' is not a number"),
    "lr with an underscore": (["report", "--lr", "1_0"], "'1_0' is not a number"),
    "lr with a comma": (["report", "--lr", "0,5"], "'0,5' is not a number"),
    "lr of nothing": (["report", "--lr", ""], "'' is not a number"),
    "lr in hexadecimal": (["report", "--lr", "0x1"], "'0x1' is not a number"),
    "b of other digits": (["report", "houses", "--b", "１"], "'１' is not a number"),
    "a weight of other digits": (["report", "houses", "--w", "1,२"], "'२' is not a number"),
    "a weight with a space": (["report", "houses", "--w", "1 2"], "'1 2' is not a number"),
    "steps beyond a day": (["report", "--steps", "1000001"], "1000001 is too large; give at most 1,000,000"),
    "steps of 10¹⁷": (["report", "--steps", "1" + "0" * 17], "is too large; give at most 1,000,000"),
    "steps with a plus": (["report", "--steps", "+5"], "'+5'"),
    "steps with a space": (["report", "--steps", " 5"], "' 5'"),
    "steps in full-width digits": (["report", "--steps", "５"], "'５'"),
    "steps with an exponent": (["report", "--steps", "1e3"], "'1e3'"),
    "steps with thousands": (["report", "--steps", "1,000"], "'1,000'"),
    "seed of other digits": (["report", "--seed", "١"], "'١'"),
    "seed of text": (["report", "--seed", "abc"], "'abc'"),
    "seed without end": (["report", "--seed", "1" * 19], "too large"),
    "step of 10¹⁷": (["explain", "houses", "--step", "1" + "0" * 17], "is too large; give at most 1,000,000"),
    "step of other digits": (["explain", "houses", "--step", "٣"], "'٣'"),
    "step 1.5": (["explain", "houses", "--step", "1.5"], "'1.5'"),
    "example of text": (["explain", "houses", "--example", "first"], "'first'"),
    "example of 10¹⁷": (["explain", "houses", "--example", "1" + "0" * 17], "houses has 3 examples"),
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
    "check 10⁸ problems": (["check", __file__, "--problems", "100000000"], "too large; give at most 1,000,000"),
    "check -1 problems": (["check", __file__, "--problems", "-1"], "--problems"),
    "check problems of text": (["check", __file__, "--problems", "many"], "'many'"),
    "check 10⁹ features": (["check", __file__, "--features", "1000000000"], "too large; give at most 100,000"),
    "check no features": (["check", __file__, "--features", "0"], "--features: 0"),
    "check 10⁹ examples": (["check", __file__, "--examples", "1000000000"], "too large; give at most 100,000"),
    "check no examples": (["check", __file__, "--examples", "0"], "--examples: 0"),
    "check in float16": (["check", __file__, "--dtype", "float16"], "'float16'"),
    "check seed -1": (["check", __file__, "--seed", "-1"], "--seed"),
    "check in all memory": (["check", __file__, "--memory-limit", "1" + "0" * 17], "too large; give at most 1,000,000"),
    "check in memory of text": (["check", __file__, "--memory-limit", "1GB"], "'1GB'"),
    "check in -1 seconds": (["check", __file__, "--time-limit", "-1"], "-1"),
    "check in seconds of text": (["check", __file__, "--time-limit", "10s"], "'10s' is not a number"),
    "check in inf": (["check", __file__, "--time-limit", "inf"], "'inf'"),
    "check a target without data": (["check", __file__, "--target", "y"], "--target belongs to --data"),
    "check weights without data": (["check", __file__, "--w", "1"], "--w belongs to --data"),
    "check a bias without data": (["check", __file__, "--b", "1"], "--b belongs to --data"),
    "check a rate without data": (["check", __file__, "--lr", "1"], "--lr belongs to --data"),
    "check two files": (["check", __file__, "b.py"], "b.py"),
    "check an unknown option": (["check", __file__, "--atol", "1"], "--atol"),
    "check hint of text": (["check", __file__, "--hint", "all"], "'all'"),
    "truth of data": (["truth", "houses"], "houses"),
    "truth in float16": (["truth", "--dtype", "float16"], "'float16'"),
    "truth into a missing folder": (["truth", "--json", "none/a.json"], "there is no folder"),
    "selftest in float16": (["selftest", "--dtype", "float16"], "'float16'"),
    "selftest seed of text": (["selftest", "--seed", "x"], "'x'"),
    "selftest of data": (["selftest", "houses"], "houses"),
    "selftest into a folder": (["selftest", "--json", "."], "it is a folder"),
    "power of no problems": (["power", "--problems", "0"], "--problems: 0"),
    "power of 10⁸ problems": (["power", "--problems", "100000000"], "too large; give at most 1,000,000"),
    "power in float16": (["power", "--dtype", "float16"], "'float16'"),
    "power into a folder": (["power", "--markdown", "."], "it is a folder"),
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
    "a device that never ends": (["report", "/dev/zero"], "/dev/zero, line 1: a NUL byte"),
    "a file that is no text": (["report", "/dev/urandom"], "/dev/urandom"),
    "nothing as a file": (["report", "/dev/null"], "/dev/null: the file is empty"),
    "a folder with a slash": (["report", "/"], "this is a directory"),
    "below a file": (["report", f"{PRICES}/more.csv"], "cannot be read: Not a directory"),
    "a file name too long": (["report", "x" * 5000 + ".csv"], "File name too long"),
    "explain no such file": (["explain", "none.csv"], "none.csv: no such file"),
    "explain an unknown set": (["explain", "longly"], "Did you mean 'longley'?"),
    "explain an unknown target": (["explain", PRICES, "--target", "rums"], "Did you mean 'rooms'?"),
    "explain with too few weights": (["explain", "houses", "--w", "1"], "--w gives 1 weights"),
    "explain on no such device": (["explain", "houses", "--device", "nosuch"], "'nosuch'"),
    "explain in float16": (["explain", "houses", "--dtype", "float16"], "'float16'"),
    "explain an unknown option": (["explain", "houses", "--steps", "3"], "--steps"),
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
