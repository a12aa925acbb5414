"""The data sets by name: the notes' tables pinned, and what every data set promises."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from compare.errors import BadInput
from compare.inputs.datasets import NAMES, Dataset, load
from compare.inputs.datasets.notes import MOODS, SENTENCES, VOCABULARY
from compare.inputs.datasets.tokenise import count, words

DATA = Path(__file__).parents[2] / "data"


def test_houses_are_the_notes_table() -> None:
    houses = load("houses")
    assert houses.task == "regression" and houses.task_reason == "given"
    assert houses.x.tolist() == [[1000, 2], [2000, 4], [3000, 7]]
    assert houses.y.tolist() == [20_000, 30_000, 50_000]
    assert (houses.features, houses.target, houses.unit, houses.feature_units) == (
        ("size", "rooms"),
        "price",
        "$",
        ("ft²", ""),
    )
    assert houses.examples == ("1000 ft², 2 rooms", "2000 ft², 4 rooms", "3000 ft², 7 rooms")
    assert houses.labels is None and houses.standardised_by_default


def test_sentences_are_counted_to_the_notes_table() -> None:
    table = {
        "Aack aack aack!": (3, 0, "Happy"),
        "Beep beep!": (0, 2, "Sad"),
        "Aack beep beep beep!": (1, 3, "Sad"),
        "Aack beep aack!": (2, 1, "Happy"),
    }
    assert dict(zip(SENTENCES, MOODS, strict=True)) == {text: row[2] for text, row in table.items()}
    data = load("sentences")
    assert data.examples == tuple(table)
    assert data.x.tolist() == [[aack, beep] for aack, beep, _ in table.values()]
    assert data.labels is not None
    assert [data.labels[int(value)] for value in data.y] == [mood for *_, mood in table.values()]
    assert data.y.tolist() == [1, 0, 0, 1]
    assert data.task == "classification" and not data.standardised_by_default


def test_the_notes_error_table_comes_from_the_houses_targets() -> None:
    errors = load("houses").y - np.array([15_000, 30_000, 45_000])
    assert errors.tolist() == [5_000, 0, 5_000]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Aack beep aack!", ["aack", "beep", "aack"]),
        ("", []),
        ("12 + 3 = 15 … !", []),
        ("beep-beep", ["beep", "beep"]),
        ("aack's", ["aack", "s"]),
        ("AACK\tBeep\nbeep", ["aack", "beep", "beep"]),
        ("beep2beep_beep", ["beep", "beep", "beep"]),
        ("beeped aackbeep", ["beeped", "aackbeep"]),
        ("Straße ÉTÉ", ["strasse", "été"]),
        ("¡Aack! «beep»", ["aack", "beep"]),
    ],
)
def test_a_word_is_a_maximal_run_of_letters_and_case_folds(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert count(text, VOCABULARY) == (found.count("aack"), found.count("beep"))


def test_the_vocabulary_folds_too() -> None:
    assert count("aack Aack beep", ("AACK", "Beep", "other")) == (2, 1, 0)


@pytest.mark.parametrize("name", NAMES)
def test_every_named_data_set_keeps_its_promises(name: str) -> None:
    data = load(name)
    n, d = data.x.shape
    assert data.name == name and data.task_reason == "given"
    assert data.x.dtype == data.y.dtype == np.float64
    assert data.y.shape == (n,) and len(data.examples) == n
    assert len(data.features) == len(data.feature_units) == d
    assert data.target not in data.features
    assert np.isfinite(data.x).all() and np.isfinite(data.y).all()
    assert (data.labels is not None) == (data.task == "classification")
    assert not data.x.flags.writeable and not data.y.flags.writeable
    assert all(type(text) is str for text in (*data.features, *data.examples, data.target))
    again = load(name, target=data.target, task=data.task)
    assert np.array_equal(again.x, data.x) and np.array_equal(again.y, data.y)


def test_scikit_learns_sets_are_raw_and_their_codings_stated() -> None:
    diabetes, cancer = load("diabetes"), load("breast-cancer")
    assert diabetes.x.shape == (442, 10) and diabetes.x[0, 0] == 59  # an age in years, not scikit-learn's scaled column
    assert cancer.x.shape == (569, 30) and cancer.labels == ("malignant", "benign")
    assert int(cancer.y.sum()) == 357  # benign tumours, as scikit-learn's own description counts them
    assert diabetes.standardised_by_default and cancer.standardised_by_default


def test_without_scikit_learn_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    for name in ("diabetes", "breast-cancer"):
        with pytest.raises(BadInput) as caught:
            load(name)
        assert str(caught.value) == (f'{name}: needs scikit-learn; install it with: pip install "backproof[sklearn]"')


def test_importing_the_data_sets_imports_no_model_and_nothing_heavy() -> None:
    code = (
        "import sys, compare.inputs.datasets as data; data.load('houses'); data.load('longley');"
        "print(sorted({'torch', 'sklearn', 'hypothesis', 'manual', 'torch_impl'} & sys.modules.keys()))"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_data_set_holds_read_only_copies() -> None:
    x, y = np.ones((2, 1)), np.zeros(2)
    data = Dataset("mine", "regression", x, y, ("a",), "t", ("1", "2"))
    x[0, 0] = y[0] = 7
    assert data.x[0, 0] == 1 and data.y[0] == 0
    with pytest.raises(ValueError, match="read-only"):
        data.x[0, 0] = 3


def test_the_task_of_a_named_set_can_be_overridden_where_its_targets_allow() -> None:
    data = load("sentences", task="regression")
    assert (data.task, data.labels, data.task_reason) == ("regression", None, "given")
    assert data.y.tolist() == [1, 0, 0, 1]
    with pytest.raises(BadInput, match=r"^houses: targets of a classification lie in \[0, 1\]"):
        load("houses", task="classification")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"x": np.ones((3, 3))}, "x of shape (3, 2)"),
        ({"x": np.ones((0, 2)), "y": np.ones(0), "examples": ()}, "no examples"),
        ({"y": np.ones(2)}, "y of shape (3,)"),
        ({"x": np.full((3, 2), np.nan)}, "not finite"),
        ({"y": np.array([1, 2, np.inf])}, "not finite"),
        ({"feature_units": ("ft²",)}, "feature units"),
        ({"task": "ranking"}, "'ranking'"),
        ({"task": "classification"}, "[0, 1]"),
    ],
)
def test_a_data_set_that_contradicts_itself_is_refused(change: dict[str, Any], named: str) -> None:
    with pytest.raises(BadInput) as caught:
        replace(load("houses"), **change)
    assert named in str(caught.value) and str(caught.value).startswith("houses: ")
    assert str(caught.value).isprintable()


def test_a_path_is_read_as_csv_whatever_type_it_has() -> None:
    by_text, by_path = load(str(DATA / "prices.csv")), load(DATA / "prices.csv")
    assert by_text.name == by_path.name == "prices.csv"
    assert np.array_equal(by_text.x, by_path.x)


def test_a_file_without_a_dot_in_its_name_is_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "table").write_text("a,b\n1,2\n")
    monkeypatch.chdir(tmp_path)
    assert load("table").y.tolist() == [2]


@pytest.mark.parametrize(
    ("name", "target", "named"),
    [
        ("house", None, "Did you mean 'houses'?"),
        ("Sentences", None, "Did you mean 'sentences'?"),
        ("breast cancer", None, "Did you mean 'breast-cancer'?"),
        ("xyzzy", None, "houses, sentences, diabetes, breast-cancer, longley"),
        ("", None, "no data set ''"),
        ("x" * 5000, None, "no data set 'xxx"),
        ("a\nb\x1b[31m", None, r"'a\nb\x1b[31m'"),
        ("houses", "size", "the target is 'price'"),
        ("longley", "totemp", "the target is 'TOTEMP'"),
    ],
)
def test_an_unknown_name_or_target_is_told_in_one_line(name: str, target: str | None, named: str) -> None:
    with pytest.raises(BadInput) as caught:
        load(name, target)
    assert named in str(caught.value)
    assert str(caught.value).isprintable()
