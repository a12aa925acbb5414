"""docs/data.md: its tables, files, numbers and messages are those of the code."""

import re
from fractions import Fraction as Q
from pathlib import Path

import numpy as np
import pytest

from compare.errors import BadInput
from compare.inputs.datasets import NAMES, load, read_csv, standardise
from compare.inputs.datasets.dataset import Array
from compare.inputs.datasets.targets import _PAIRS

TESTS = Path(__file__).parents[2]
PAGE = (TESTS.parent / "docs" / "data.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_files_shown_are_the_files_tested() -> None:
    shown = [(TESTS / "data" / name).read_text(encoding="utf-8") for name in ("prices.csv", "sentences.csv")]
    assert blocks("csv") == shown


def test_the_table_of_data_sets_says_what_they_are() -> None:
    for name in NAMES:
        data = load(name)
        coding = f"{data.labels[0]} = 0, {data.labels[1]} = 1" if data.labels else ""
        n, d = data.x.shape
        target = data.target + (f" in {data.unit}" if data.unit else "")
        standardised = "by default" if data.standardised_by_default else "never"
        cells = (f"`{name}`", data.task, f"{n} × {d}", target, coding, standardised)
        assert "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|" in PAGE


def test_the_notes_tables_are_the_data() -> None:
    houses, sentences = load("houses"), load("sentences")
    for (size, rooms), price in zip(houses.x, houses.y, strict=True):
        assert f"| {size:.0f} | {rooms:.0f} | {price:.0f} |" in PAGE
    assert sentences.labels is not None
    for text, (aack, beep), mood in zip(sentences.examples, sentences.x, sentences.y, strict=True):
        assert f"| {text} | {aack:.0f} | {beep:.0f} | {sentences.labels[int(mood)]} |" in PAGE


def test_the_pairs_of_words_are_listed() -> None:
    assert all("/".join(pair) in PAGE.replace("Sad/Happy", "sad/happy") for pair in _PAIRS)


def test_the_code_runs() -> None:
    (code,) = blocks("python")
    names: dict[str, Array] = {}
    exec(code, names)
    assert names["x"].shape == (3, 2) and names["w_raw"].shape == (2,)
    houses = load("houses")
    assert (houses.x @ np.array([-10, 10_000]) + 10_000).tolist() == houses.y.tolist()


def test_the_message_shown_is_the_message_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.csv").write_text('size,price\n900,1\n"1,000",2\n', encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_csv("mine.csv")
    assert blocks("text") == [f"{caught.value}\n"]


def gram(x: Array) -> list[list[Q]]:
    """x̃ᵀx̃/n in rational numbers, x̃ being x with a column of ones."""
    rows = [[*map(Q, row), Q(1)] for row in x.tolist()]
    return [[sum((r[i] * r[j] for r in rows), Q(0)) / len(rows) for j in range(3)] for i in range(3)]


def determinant(a: list[list[Q]]) -> Q:
    if not a:
        return Q(1)
    minors = ([row[:j] + row[j + 1 :] for row in a[1:]] for j in range(len(a)))
    return sum(((-1) ** j * a[0][j] * determinant(minor) for j, minor in enumerate(minors)), Q(0))


def exceeds_every_eigenvalue(bound: Q, a: list[list[Q]]) -> bool:
    """Sylvester: bound·1 − a is positive definite exactly when its leading minors are positive."""
    shifted = [[bound * (i == j) - a[i][j] for j in range(3)] for i in range(3)]
    return all(determinant([row[:k] for row in shifted[:k]]) > 0 for k in (1, 2, 3))


@pytest.mark.parametrize("standardised", [False, True])
def test_the_largest_stable_rates_of_the_houses_are_right_in_their_last_digit(standardised: bool) -> None:
    houses = load("houses")
    pattern = r"Standardised, 2/λ = (\S+)\.\n" if standardised else r"raw units 2/λ = ([^\s,]+)"
    (printed,) = re.findall(pattern, PAGE)
    x = standardise(houses.x, houses.features).transform(houses.x) if standardised else houses.x
    half = Q(1, 2) * (Q("1e-9") if "e-7" in printed else Q("0.001"))
    assert exceeds_every_eigenvalue(2 / (Q(printed) - half), gram(x))
    assert not exceeds_every_eigenvalue(2 / (Q(printed) + half), gram(x))


def cost_after(steps: int, lr: float) -> float:
    houses = load("houses")
    w, b = np.array([0.4, -0.3]), 0.1
    for _ in range(steps):
        error = houses.x @ w + b - houses.y
        w, b = w - lr * (error @ houses.x) / 3, b - lr * float(error.mean())
    return float(np.square(houses.x @ w + b - houses.y).mean() / 2)


def test_raw_houses_diverge_just_above_that_rate_and_not_just_below() -> None:
    assert cost_after(400, 4.35e-7) > 1000 * cost_after(0, 4.35e-7)
    assert cost_after(400, 4.23e-7) < cost_after(0, 4.23e-7)
