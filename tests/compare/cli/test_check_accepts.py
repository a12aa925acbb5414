"""What `check` takes of a file as people write it, from the words to the answer, and what it asks where it must."""

import json
import runpy

import pytest

from tests.helpers.commands import PRICES, command
from tests.helpers.schemas import validator

COURSE = """\
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def propagate(w, b, X, Y):
    A = sigmoid(X @ w + b)
    cost = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return {"dw": X.T @ (A - Y) / len(Y), "db": (A - Y).mean(), "m": len(Y)}, cost
"""
LOGITS = """\
import numpy as np


def trace(p):
    z = p["x"] @ p["w"] + p["b"]
    dz = 1 / (1 + np.exp(-z)) - p["y"]
    return {"z": z, "dz": dz, "dw": p["x"].T @ dz, "a": dz}
"""


@pytest.fixture
def written(tmp_path):
    def write(source):
        (tmp_path / "mine.py").write_text(source, encoding="utf-8")
        return str(tmp_path / "mine.py")

    return write


def test_a_course_s_function_is_found_by_what_it_takes_and_its_test_fails_until_it_is_mended(
    written, tmp_path, monkeypatch
):
    wrong = COURSE.replace("X.T @ (A - Y)", "X.T @ (Y - A)")
    options = "--task", "classification", "--problems", "12", "--json", str(tmp_path / "f.json")
    file, test = written(wrong), tmp_path / "test_mine.py"
    done = command("check", file, *options, "--emit-test", str(test))
    document = json.loads((tmp_path / "f.json").read_text())
    assert (done.status, document["name"], document["first_wrong"]) == (1, "propagate", "dJ/dw")
    assert document["told"][-3:] == [
        "of the two values returned, the dict was taken and the second left aside",
        "dw was taken for ∂J/∂w, db for ∂J/∂b",
        "left out, as no link of the chain: m",
    ]
    (run,) = [value for name, value in runpy.run_path(str(test)).items() if name.startswith("test_")]
    with pytest.raises(AssertionError, match=r"∂J/∂w (is|and .* are) wrong"):
        run(monkeypatch)
    written(COURSE)
    run(monkeypatch)


def test_the_chain_from_z_to_the_loss_at_once(written, tmp_path):
    done = command(
        *("check", written(LOGITS), "--task", "classification-logits", "--problems", "12"),
        *("--json", str(tmp_path / "f.json")),
    )
    document = json.loads((tmp_path / "f.json").read_text())
    validator("check").validate(document)
    assert (document["task"], document["chain"]) == ("classification-logits", "fused classification")
    assert (done.status, document["first_wrong"], document["given"]) == (1, "dJ/dw", ["z", "dL/dz", "dJ/dw"])
    assert document["told"][-1] == "left out, as no link of the chain: a"


def test_the_task_is_asked_for_and_each_is_offered(written):
    done = command("check", written(LOGITS))
    assert (done.status, done.out) == (2, "") and len(done.err.splitlines()) == 1
    for offered in ("--task regression", "--task classification (", "--task classification-logits", "define chain and"):
        assert offered in done.err


def test_the_data_of_a_regression_is_none_of_the_loss_from_z(written):
    done = command("check", written(LOGITS), "--task", "classification-logits", "--data", PRICES)
    assert done.status == 2 and "lies outside [0, 1]" in done.err
