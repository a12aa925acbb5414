"""`backproof check` of a file that defines its own chain and forward: verdict, proof, and how it is refused."""

import json

import pytest

from tests.compare.cli.test_check_command import VALIDATOR, outcome_of
from tests.helpers.commands import command
from tests.helpers.two_layers import FILE

FEW = ("--problems", "12")
TEXT = FILE.read_text(encoding="utf-8")


@pytest.fixture
def written(tmp_path):
    """The example, with one part exchanged for another, as a file."""

    def write(old="", new=""):
        assert old in TEXT
        path = tmp_path / "mine.py"
        path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
        return path

    return write


def test_the_right_trace_of_the_example_agrees():
    done = command("check", str(FILE), *FEW, "--verbose")
    lines = done.out.splitlines()
    assert done.status == 0 and " on 12 problems: all agree; 0 without claim" in lines[0]
    assert lines[1] == "the chain 'two-layer tanh' against autograd through forward, float64, seed 0"
    assert (
        lines[-1].startswith("these inputs expose ")
        and " known mistakes; nothing was tried above n = 70, " in lines[-1]
    )


def test_a_slip_is_named_shrunk_worked_by_hand_and_made_a_test(written, tmp_path, monkeypatch):
    path = written("da_dz1 = 1 - a**2", "da_dz1 = 1 - z1**2")
    test, document = tmp_path / "test_mine.py", tmp_path / "mine.json"
    done = command("check", str(path), *FEW, "--emit-test", str(test), "--json", str(document), "--verbose")
    assert done.status == 1
    for said in (
        "WRONG at da/dz1",
        "da/dz1: this looks like G08 z1 for a: z1 in place of a (∂a/∂z1 = 1 − a², not 1 − z1²)",
        "the smallest problem found: 1 example, 1 feature, h = 1",
        "  wrong  1 − z1² = 1 − 4² = −15  (G08 z1 for a: z1 in place of a)",
    ):
        assert said in done.out
    found = json.loads(document.read_text(encoding="utf-8"))
    VALIDATOR.validate(found)
    assert found["task"] is None and found["chain"] == "two-layer tanh"
    assert outcome_of(test, monkeypatch).startswith("FAIL  trace   ∂a/∂z1 is wrong")
    written()
    assert outcome_of(test, monkeypatch) == ""


REFUSED = {
    "it defines chain but no function forward(each, parameters, inputs)": ("def forward(", "def backward("),
    "neither an input nor a link": ('("z1",), np.tanh', '("z9",), np.tanh'),
    "forward raised AttributeError: module 'torch' has no attribute 'tangent' in line": ("torch.tanh", "torch.tangent"),
    "forward raised SystemExit: 3": ("a = torch.tanh(z1)", "raise SystemExit(3)"),
    "autograd gives no a, dL/da, da/dz1": ('{"z1": z1, "a": a,', '{"z1": z1,'),
    "the chain and forward contradict each other at a: tanh(z1) makes": ("torch.tanh(z1)", "torch.sin(z1)"),
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_cannot_be_checked_is_one_line(message, written):
    done = command("check", str(written(*REFUSED[message])), *FEW)
    assert (done.status, done.out) == (2, "") and message in done.err and done.err.count("\n") == 1


def test_a_forward_that_hangs_is_ended(written):
    path = written("a = torch.tanh(z1)", "import time; time.sleep(60)")
    done = command("check", str(path), *FEW, "--time-limit", "0.5")
    assert done.status == 2 and "no answer within 0.5 s (--time-limit) while calling forward" in done.err


def test_what_is_called_chain_and_is_none_leaves_a_task_in_force(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text("import manual\nchain = ['z', 'L']\ntrace = manual.regression.trace\n", encoding="utf-8")
    assert command("check", str(path), *FEW, "--task", "regression").status == 0
    done = command("check", str(path), *FEW)
    assert done.status == 2 and "it defines chain but no function forward" in done.err


def test_a_task_beside_a_chain_is_a_contradiction(written):
    done = command("check", str(written()), *FEW, "--task", "regression")
    assert done.status == 2 and "defines its own chain, which --task regression contradicts" in done.err
