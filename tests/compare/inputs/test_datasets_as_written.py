"""Files as people and other programs write them: each is read, or refused for the right reason, beside a near miss."""

from pathlib import Path

import pytest

from compare.errors import BadInput
from compare.inputs.datasets import Dataset, Task, read_csv
from tests.helpers.bad_files import UNFIT

ENDINGS = ("\n", "\r\n")


def read(folder: Path, text: str, ending: str = "\n", task: Task | None = None) -> Dataset:
    path = folder / "mine.csv"
    path.write_bytes(text.replace("\n", ending).encode())
    return read_csv(path, task=task)


CLASSES = {
    "bounds": (" <=50K\n >50K\n <=50K", ("<=50K", ">50K"), [0, 1, 0]),
    "bounds of digits": (">5\n<=5\n>5", ("<=5", ">5"), [1, 0, 1]),
    "bounds with a space": ("< 0.5\n>= 0.5\n>= 0.5", ("< 0.5", ">= 0.5"), [0, 1, 1]),
    "one sign of ≤": ("≤50\n>50\n>50", (">50", "≤50"), [1, 0, 0]),
    "signs": ("+\n-\n+", ("-", "+"), [1, 0, 1]),
    "signs with spaces": (" -\n + \n-", ("-", "+"), [0, 1, 0]),
    "signs in quotes": ('"+"\n"-"\n"+"', ("-", "+"), [1, 0, 1]),
    "a typographic minus": ("+\n−\n+", ("−", "+"), [1, 0, 1]),
    "quotes after a space": (' "Happy"\n "Sad"\n  "Sad"', ("Sad", "Happy"), [1, 0, 0]),
    "ordinals": ("1st\n2nd\n1st", ("1st", "2nd"), [0, 1, 0]),
    "ages": ("18-25\n50+\n18-25", ("18-25", "50+"), [0, 1, 0]),
    "lenses": ("2x\n4x\n4x", ("2x", "4x"), [0, 1, 1]),
    "above and below": ("5-\n5+\n5-", ("5+", "5-"), [1, 0, 1]),
    "no months": ("2 decks\n1 mark\n1 mark", ("1 mark", "2 decks"), [1, 0, 0]),
    "a sum and a word": ("$20\nfree\nfree", ("$20", "free"), [0, 1, 1]),
    "grades": ("A+\nB-\nA+", ("A+", "B-"), [0, 1, 0]),
    "signs before words": ("=yes\n-no\n-no", ("-no", "=yes"), [1, 0, 0]),
    "NA, a class": ("NA\nEU\nNA", ("EU", "NA"), [1, 0, 1]),
    "none, a class": ("severe\nnone\nsevere", ("none", "severe"), [1, 0, 1]),
    "null, a class": ("null\nalternative\nNULL", ("alternative", "null"), [1, 0, 1]),
    "yes and n/a": ("yes\nn/a\nyes", ("n/a", "yes"), [1, 0, 1]),
    "a comma in quotes after a space": (' "a, b"\n c\n c', ("a, b", "c"), [0, 1, 1]),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("case", CLASSES)
def test_two_words_are_two_classes_whatever_they_begin_with(case: str, ending: str, tmp_path: Path) -> None:
    cells, labels, y = CLASSES[case]
    rows = "".join(f"{i}, {i * i},{cell}\n" for i, cell in enumerate(cells.split("\n")))
    data = read(tmp_path, f"a, b, class\n{rows}", ending)
    assert (data.task, data.labels, data.y.tolist()) == ("classification", labels, y)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("case", UNFIT)
def test_what_is_refused_is_refused_for_what_it_is(case: str, ending: str, tmp_path: Path) -> None:
    text, named = UNFIT[case]
    with pytest.raises(BadInput) as caught:
        read(tmp_path, text, ending)
    told = str(caught.value)
    assert told.isprintable() and [part for part in named if part not in told] == []


NOT_SO = {
    "names that begin with digits": ("1stFlrSF,2nd,price\n1,2,3\n4,5,6\n", ("1stFlrSF", "2nd")),
    "quoted numbers as names": ('"0","1",target\n1,2,3\n4,5,6\n', ("0", "1")),
    "quoted years as names": ('"2019","2020"\n1,2\n3,4\n', ("2019",)),
    "a quoted year and all else in quotes": ('"2019","country"\n"1","2"\n', ("2019",)),
    "quoted years above years": ('"2019","2020"\n2019,2020\n', ("2019",)),
    "names that begin as a comment": ("# size,rooms,price\n1,2,3\n", ("# size", "rooms")),
}


@pytest.mark.parametrize("case", NOT_SO)
def test_a_word_above_numbers_is_a_name(case: str, tmp_path: Path) -> None:
    text, features = NOT_SO[case]
    data = read(tmp_path, text)
    assert data.features == features and data.examples[0] == "line 2"


def test_a_sentence_may_begin_as_a_comment_does(tmp_path: Path) -> None:
    assert read(tmp_path, "sentence,mood\n# aack,Happy\n").x.tolist() == [[1, 0]]


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,000,2\n",
        "a,b\n1,234,5\n3,100,6\n",
        "a,b\n7,2,3\n7,3,4\n",
        "a,b\n1,2\n2,1,3\n",
        "sentence,mood\nAack, aack!,Happy\nBeep, beep!,Sad\n",
    ],
)
def test_a_comma_inside_a_cell_is_not_taken_for_row_names(text: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="a comma inside a cell") as caught:
        read(tmp_path, text)
    assert "row names" not in str(caught.value)
