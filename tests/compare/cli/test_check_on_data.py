"""`backproof check FILE.py --data`: at a person's own point, on their data, and what does not fit is one line."""

import json
import runpy
import shutil

import pytest

from tests.helpers.commands import PRICES, command
from tests.helpers.schemas import validator

MINE = """\
def trace(p):
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def wrong(p):
    return {**trace(p), "dJ/db": trace(p)["dJ/db"] * 2}


def compute_gradient(X, y, w, b):
    e = X @ w + b - y
    return e.sum() / len(y), X.T @ e
"""
POINT = ("--data", PRICES, "--w", "20,1,-3", "--b", "5", "--lr", "0.25")


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(MINE, encoding="utf-8")
    return str(path)


def test_the_data_is_the_only_problem_unless_more_are_asked_for(mine):
    alone = command("check", mine, *POINT, "--target", "price", "--verbose")
    assert alone.status == 0 and "4 link values on 1 problem: all agree" in alone.out
    assert "problems: prices.csv (1); n = 6, d = 3\n" in alone.out
    assert "w = (20, 1, −3), b = 5, α = 0.25" in alone.out and "nothing was tried above n = 6, d = 3" in alone.out
    more = command("check", mine, *POINT, "--problems", "3", "--verbose")
    assert (
        "problems: prices.csv (1), houses, generic start (1), z from −410 to 410 (2); n from 3 to 62, d from 1 to 3"
        in more.out
    )


def test_a_wrong_one_is_caught_there_and_the_document_has_the_numbers_of_the_file(mine, tmp_path):
    target = tmp_path / "found.json"
    done = command("check", f"{mine}:wrong", *POINT, "--json", str(target), "--verbose")
    document = json.loads(target.read_text(encoding="utf-8"))
    validator("check").validate(document)
    assert done.status == 1 and "on problem 1 (prices.csv): x = ((850, 2, 31), " in done.out
    place = document["slips"][0]["place"]
    assert document["slips"][0]["link"] == "dJ/db" and document["task"] == "regression"
    assert place["problem"]["w"] == [20, 1, -3] and place["problem"]["x"][0] == [850, 2, 31]


def test_a_gradient_function_is_named_and_its_emitted_test_fails_until_it_is_mended(mine, tmp_path, monkeypatch):
    file, test = tmp_path / "course.py", tmp_path / "test_course.py"
    file.write_text(MINE.partition("\n\n\ndef compute")[2].join(("def compute", "")), encoding="utf-8")
    done = command("check", str(file), *POINT, "--emit-test", str(test))
    assert done.status == 1 and done.out.startswith("FAIL  …/course.py:compute_gradient   ∂J/∂w")
    (run,) = [value for name, value in runpy.run_path(str(test)).items() if name.startswith("test_")]
    with pytest.raises(AssertionError, match=r"∂J/∂w (is|and .* are) wrong"):
        run(monkeypatch)
    file.write_text(file.read_text().replace("X.T @ e", "X.T @ e / len(y)"), encoding="utf-8")
    run(monkeypatch)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--task", "regression", "--w", "1"], "--w belongs to --data; give the data, too"),
        (["--task", "regression", "--target", "y"], "--target belongs to --data"),
        (["--task", "regression", "--problems", "0"], "--problems: 0 leaves nothing to try it on"),
        (["--data", PRICES, "--w", "1,2"], "--w gives 2 weights; the data has 3 features"),
        (["--data", PRICES, "--target", "prize"], "Did you mean 'price'?"),
        (["--data", "none.csv"], "none.csv: no such file"),
        (["--data", PRICES, "--task", "classification"], "18500 lies outside [0, 1]"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_one_line_of_bad_input(mine, options, said):
    done = command("check", mine, *options)
    assert (done.status, done.out) == (2, "") and said in done.err and len(done.err.splitlines()) == 1


def test_the_data_is_never_overwritten(mine, tmp_path):
    data = shutil.copy(PRICES, tmp_path / "prices.csv")
    done = command("check", mine, "--data", str(data), "--json", str(data))
    assert done.status == 2 and "is the data, which would be overwritten" in done.err


def test_the_largest_problem_is_as_large_as_asked_for(mine):
    argv = ("--examples", "90", "--features", "25", "--problems", "60", "--verbose")
    done = command("check", mine, "--task", "regression", *argv)
    assert "n from 1 to 90, d from 1 to 25" in done.out and "nothing was tried above n = 90, d = 25" in done.out
