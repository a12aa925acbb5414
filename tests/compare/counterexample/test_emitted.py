"""The test that is written of a counterexample: run by pytest it fails, and once the derivation is mended it passes."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from compare import CLASSIFICATION, REGRESSION
from compare.counterexample import emitted_test, smallest
from compare.counterexample.pytest_file import WIDTH
from compare.mistakes.planting import plant
from tests.helpers.planted_mistakes import LOSES_DIGITS, REFERENCES, SAMPLE, label, planted

ROOT = Path(__file__).parents[3]
MINE = """import manual

from {factor} import FACTOR


def trace(problem):
    links = manual.classification.textbook(problem)
    links["dJ/dw"] = FACTOR * links["dJ/dw"]
    return links
"""


def found(chain, side, link, dtype=np.float64, failing=None):
    return smallest(chain, side, REFERENCES[chain.name], link, dtype, failing=failing)


def doubled(chain, link):
    def side(problem):
        trace = plant(chain, {}, problem)
        return trace | {link: 2 * trace[link]}

    return side


def test_it_fails_with_the_report_until_the_derivation_is_mended(tmp_path):
    example = found(CLASSIFICATION, doubled(CLASSIFICATION, "dJ/dw"), "dJ/dw")
    for folder, factor in (("wrong", 2), ("mended", 1)):
        tests = tmp_path / folder / "tests"
        tests.mkdir(parents=True)
        (tests.parent / f"{folder}_factor.py").write_text(f"FACTOR = {factor}\n")
        (tests.parent / "mine.py").write_text(MINE.format(factor=f"{folder}_factor"))
        (tests / "test_mine.py").write_text(emitted_test(example, "../mine.py", "trace"), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    argv = [sys.executable, "-m", "pytest", "-q", "--import-mode=importlib", "-p", "no:cacheprovider", "-rA"]
    run = subprocess.run(argv, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1 and "1 failed, 1 passed" in run.stdout, run.stdout
    assert "FAILED wrong/tests/test_mine.py::test_dJ_dw" in run.stdout
    assert "PASSED mended/tests/test_mine.py::test_dJ_dw" in run.stdout
    assert "backproof.Disagreement: FAIL  " in run.stdout


def problem_in(text):
    """The problem that the test holds, read back."""
    start, end = text.index("PROBLEM = {"), text.index("\n}\n") + 2
    names = {"np": np}
    exec(text[start:end], names)
    return names["PROBLEM"]


@pytest.mark.parametrize(("chain", "known"), SAMPLE[::3], ids=label)
def test_its_problem_is_the_very_one(chain, known, dtype):
    if dtype.__name__ not in known.mistake.shown_in or known.mistake.id == LOSES_DIGITS:
        return
    example = found(chain, planted(chain, known.key), known.slip.link, dtype)
    text = emitted_test(example, "mine.py", "trace")
    compile(text, "test_mine.py", "exec")
    for name, value in problem_in(text).items():
        assert value.dtype == dtype and np.array_equal(value, example.problem[name])


def test_a_problem_with_many_numbers_is_broken_into_short_lines():
    def wrong_from_twelve_on(problem):
        trace = plant(REGRESSION, {}, problem)
        return trace | {"J": trace["J"] * 2} if problem["x"].shape >= (12, 9) else trace

    rng = np.random.default_rng(1)
    failing = {"x": rng.normal(size=(14, 9)), "y": rng.normal(size=14), "w": rng.normal(size=9)}
    example = found(REGRESSION, wrong_from_twelve_on, "J", failing={**failing, "b": np.array(0.3), "lr": np.array(0.1)})
    text = emitted_test(example, "mine.py", "trace")
    assert example.problem["x"].shape == (12, 9) and max(map(len, text.splitlines())) <= WIDTH
    assert np.array_equal(problem_in(text)["x"], example.problem["x"])


def test_a_file_name_is_quoted():
    text = emitted_test(found(REGRESSION, doubled(REGRESSION, "L"), "L"), '../a "b"\\c.py', "trace")
    assert 'Path(__file__).parent / "../a \\"b\\"\\\\c.py"' in text
    compile(text, "test_mine.py", "exec")
