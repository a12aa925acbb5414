"""`backproof check FILE.py` from end to end: the verdict, the exit status, the document, and nothing left behind."""

import json
import os
import re
import runpy
from pathlib import Path

import pytest

from tests.helpers.commands import command
from tests.helpers.schemas import validator

VALIDATOR = validator("check")

MINE = """\
import os
import time
import manual

print("loading")


def trace(problem):
    print("called")
    return manual.classification.textbook(problem)


def wrong(problem):
    trace = manual.regression.trace(problem)
    return {"L": 2 * trace["L"], "dJ/db": trace["dJ/db"]}


def hangs(problem):
    while len(problem["y"]) == 2:
        time.sleep(1)
    return {"z": problem["x"] @ problem["w"] + problem["b"]}


def ends(problem):
    os._exit(0)
"""


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(MINE, encoding="utf-8")
    return str(path)


def children():
    """The processes that this one has started and that are still there."""
    found = Path(f"/proc/self/task/{os.getpid()}/children")
    return found.read_text().split() if found.exists() else []


def checked(*argv):
    """What the command printed, and its document; everything it started is gone."""
    before = children()
    done = command("check", *argv)
    assert children() == before and done.err == ""
    return done


def test_a_right_trace_passes_and_its_printing_is_counted(mine):
    done = checked(mine, "--task", "classification", "--problems", "12")
    lines = done.out.splitlines()
    assert done.status == 0
    assert lines[0] == "PASS  …/mine.py   all 17 links: right on 12 problems"
    assert re.fullmatch(
        r"  \(it printed 1 line while it was imported and \d+ lines while it was called: --show-output\)", lines[-1]
    )


def test_what_the_code_printed_is_shown_when_asked_for_and_all_that_was_found(mine):
    argv = ("--task", "classification", "--problems", "1", "--verbose", "--show-output")
    lines = checked(mine, *argv).out.splitlines()
    assert lines[0].startswith(f"{mine}:trace: ") and " link values on 1 problem: all agree; " in lines[0]
    shown = lines[lines.index("  printed while it was imported:") :]
    assert shown[1:4] == ["    loading", "  printed while it was called:", "    called"]


def outcome_of(path, monkeypatch):
    """Run the test that was written, in this process; the first line of its failure."""
    (run,) = [value for name, value in runpy.run_path(str(path)).items() if name.startswith("test_")]
    try:
        run(monkeypatch)
    except AssertionError as failure:
        return str(failure).splitlines()[0]
    return ""


def test_a_wrong_one_fails_and_the_document_and_the_test_say_so(mine, tmp_path, monkeypatch):
    target, test = tmp_path / "found.json", tmp_path / "tests" / "test_mine.py"
    test.parent.mkdir()
    argv = ("--task", "regression", "--dtype", "float32", "--problems", "20", "--seed", "3", "--json", str(target))
    done = checked(f"{mine}:wrong", *argv, "--emit-test", str(test))
    document = json.loads(target.read_text(encoding="utf-8"))
    VALIDATOR.validate(document)
    assert done.status == 1 and done.out.startswith(
        f"FAIL  …/{Path(mine).name}:wrong   L is wrong: 2 × the right value"
    )
    assert not document["agrees"] and [slip["link"] for slip in document["slips"]] == ["L"]
    assert [known["id"] for known in document["diagnoses"][0]["named"]] == ["E02"]
    assert document["given"] == ["L", "dJ/db"] and document["printed"]["importing"] == {"lines": 1, "first": "loading"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["found.json", "mine.py", "tests"]
    assert done.out.splitlines()[-1] == f"  pytest {test} fails until the first wrong link is right"
    assert outcome_of(test, monkeypatch) == "FAIL  wrong   L is wrong: 2 × the right value"
    Path(mine).write_text(MINE.replace("2 * trace", "trace"), encoding="utf-8")
    assert outcome_of(test, monkeypatch) == ""


def test_a_hang_is_told_with_its_problem_and_what_came_before_is_judged(mine):
    done = checked(f"{mine}:hangs", "--task", "regression", "--time-limit", "0.5", "--verbose")
    assert done.status == 1 and "all agree, but it GAVE NO ANSWER IN TIME" in done.out
    assert "it gave no answer in time on 1 of 5 problems: no answer within 0.5 s (--time-limit); problem 5" in done.out
    assert "only 5 of 200 problems were called: the process ended in the last of them" in done.out


def test_the_test_is_printed_where_it_should_not_be_written(mine):
    done = checked(f"{mine}:wrong", "--task", "regression", "--problems", "4", "--emit-test", "-")
    assert done.status == 1 and done.out.startswith('"""L of wrong in ') and compile(done.out, "test", "exec")
    assert command("check", mine, "--emit-test", "-", "--json", "/dev/stdout").status == 2


def test_an_unsteady_trace_is_said_to_make_an_unsteady_test(tmp_path):
    path = tmp_path / "odd.py"
    path.write_text("import itertools\ncount = itertools.count()\n\ndef trace(p):\n    return {'J': next(count) / 3}\n")
    done = command("check", str(path), "--task", "regression", "--problems", "2", "--emit-test", str(tmp_path / "t.py"))
    assert done.status == 1 and "the trace gives different values for the same problem" in done.out.splitlines()[-1]


EVIL = """\
class Evil:
    def __array__(self, *_, **__):
        while True:
            pass


def trace(problem):
    return {"z": Evil()}
"""
CHANGES = """\
import os
from pathlib import Path

Path(__file__).write_text("changed")
os.unlink(__file__)


def trace(problem):
    if len(problem["y"]) == 2:
        os._exit(7)
    raise KeyError("gone")
"""


def test_a_value_that_hangs_when_it_is_read_is_a_hang_too(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(EVIL)
    done = checked(str(path), "--task", "regression", "--time-limit", "0.5")
    assert done.status == 1 and "no answer within 0.5 s (--time-limit)" in " ".join(done.out.split())


def test_a_file_that_changes_and_deletes_itself_is_judged_as_it_was_read(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(CHANGES)
    done = checked(str(path), "--task", "regression", "--problems", "8")
    assert done.status == 1 and "KeyError: 'gone' in line 11 (raise KeyError(\"gone\"))" in " ".join(done.out.split())
    assert "the process ended with exit status 7" in " ".join(done.out.split()) and not path.exists()


IMPORTS = {
    "no python": ("def trace(:\n", "line 1: this is not Python"),
    "raises": ("import os\nraise RuntimeError('no data')\n", "RuntimeError: no data in line 2"),
    "ends": ("import os\nos._exit(5)\n", "the process ended with exit status 5 while importing"),
}


@pytest.mark.parametrize("case", IMPORTS)
def test_a_file_that_cannot_be_used_is_bad_input(case, tmp_path):
    source, named = IMPORTS[case]
    path = tmp_path / "mine.py"
    path.write_text(source)
    done = command("check", str(path), "--task", "regression")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"backproof: {path}: ") and named in done.err and len(done.err.splitlines()) == 1
