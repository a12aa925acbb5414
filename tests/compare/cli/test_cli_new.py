"""`backproof new` writes a file that runs, for every task, and overwrites nothing."""

import sys

import numpy as np
import pytest

from compare.chains.names import links_meant
from compare.cli import main
from compare.cli.new import starting_file
from compare.cli.options import TASKS
from compare.usercode.batches import CHAINS
from tests.helpers.examined import examined


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("task", TASKS)
def test_what_it_writes_is_right_as_far_as_it_goes(folder, monkeypatch, task, capsys):
    assert main(["new", "mine.py", "--task", task]) == 0
    assert capsys.readouterr().out == f"mine.py is written, and runs: backproof check mine.py --task {task}\n"
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "mine", raising=False)
    from mine import trace

    found, _ = examined(trace, task, count=20)
    assert found.agrees and "L" in found.given and "dJ/dw" in found.not_given
    assert not any("left out" in line for line in found.asked)


@pytest.mark.parametrize("task", TASKS)
def test_the_lines_to_be_written_are_links_by_their_names(task):
    text = starting_file("mine.py", task)
    finished = text.replace("# dw = ...", "dw = w").replace("# db = ...", "db = b").replace('# "d', '"d')
    made = {}
    exec(finished, made)  # the file as it is once it is finished
    given = made["trace"]({"x": np.ones((3, 2)), "y": np.ones(3), "w": np.ones(2), "b": np.ones(())})
    assert {"dJ/dw", "dJ/db", "L"} < set(links_meant(given, CHAINS[task]).values())


def test_classification_is_the_default(folder):
    assert main(["new", "mine.py"]) == 0
    assert (folder / "mine.py").read_text() == starting_file("mine.py", "classification")


def test_a_name_that_is_no_word_stays_out_of_the_text():
    for name in ('a"""b.py', "a b.py", "a\\n.py", "a\nb.py"):
        assert "check FILE.py --task regression" in starting_file(name, "regression")
    assert "check héros-2.py --task" in starting_file("héros-2.py", "regression")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("there.py", "'there.py': there is such a file already, which is left as it is; give another name"),
        ("dangling.py", "'dangling.py': there is such a file already, which is left as it is; give another name"),
        ("folder.py", "'folder.py': there is such a file already, which is left as it is; give another name"),
        ("mine", "'mine': this is no name of a Python file; give one that ends in .py"),
        ("", "'': this is no name of a Python file; give one that ends in .py"),
        (".py", "'.py': this is no name of a Python file; give one that ends in .py"),
        ("none/mine.py", "cannot write 'none/mine.py': there is no folder"),
        ("a\0.py", "cannot write 'a\\x00.py'"),
    ],
)
def test_what_is_there_is_left_as_it_is_and_what_is_no_place_is_refused(folder, capsys, name, said):
    (folder / "there.py").write_text("mine")
    (folder / "dangling.py").symlink_to(folder / "nowhere")
    (folder / "folder.py").mkdir()
    before = sorted(folder.iterdir())
    assert main(["new", name]) == 2
    out, error = capsys.readouterr()
    assert not out and error.startswith(f"backproof: {said}") and error.count("\n") == 1
    assert sorted(folder.iterdir()) == before and (folder / "there.py").read_text() == "mine"
