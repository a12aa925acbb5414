"""Files as people and other programs write them: each is read, or refused for the right reason, beside a near miss."""

from pathlib import Path

import pytest

from compare.errors import BadInput
from compare.inputs.datasets import Dataset, Task, read_csv

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


REFUSED = {
    # The first line.
    "no header": ("0.02,0.03,R\n0.05,0.08,R\n0.01,0.06,M\n", ["line 1", "holds numbers", "'0.02'", "line of names"]),
    "no header, the class first": ("M,0.455,15\nF,0.3,7\n", ["line 1", "holds numbers", "'0.455'"]),
    "no header, whole numbers": ("30,64,positive\n31,2,negative\n", ["line 1", "holds numbers", "'30'"]),
    "no header, a gap in the first row": ("?,0.3,R\n0.5,0.8,M\n", ["line 1", "holds numbers", "'0.3'"]),
    "no header, a gap in the second row": ("0.5,0.3,R\n?,0.8,M\n", ["line 1", "holds numbers", "'0.5'"]),
    "a comment first": ("# made in May\na,b\n1,2\n", ["line 1", "'# made in May'", "comment", "take it out"]),
    "a comment with a comma first": ("# May, 2020\na,b,c\n1,2,3\n", ["line 1", "'# May'", "comment"]),
    "an index of pandas": (",a,b\n0,1,2\n", ["column 1 has no name", "index=False", "row.names = FALSE"]),
    "a number where the next line has a word": ("5,red,1\nlow,2,3\n", ["line 1", "'5'", "line of names"]),
    "a number above words": ("1,2,R\nx,y,M\n", ["line 1", "'1'", "line of names"]),
    "numbers as names": ("0,1,target\n1,2,3\n4,5,6\n", ["line 1", "'0'", "is quoted"]),
    "years as names": ("2019,2020,country\n1,2,3\n", ["line 1", "'2019'", 'is quoted: "2019"']),
    "no header, dollars": ("$20,a,R\n$30,b,M\n", ["line 1", "'$20'", "line of names"]),
    "no header, percents": ("50%,a,R\n60%,b,M\n", ["line 1", "'50%'", "line of names"]),
    "no header, all in quotes": ('"0.02","0.03","R"\n"0.05","0.08","R"\n', ["line 1", "'0.02'", "line of names"]),
    "a note to Excel": ("sep=;\na;b\n1;2\n", ["line 1", "'sep=;'", "Excel", "take the line out", "with commas"]),
    "a note to Excel about commas": ("sep=,\na,b\n1,2\n", ["line 1", "'sep=,'", "Excel", "take the line out"]),
    "a note to Excel in quotes": ('"sep=,"\na,b\n1,2\n', ["line 1", "'sep=,'", "Excel", "take the line out"]),
    "two byte-order marks": ("\ufeff\ufeffa,b\n1,2\n", ["line 1", "second byte-order mark", "take it out"]),
    "a byte-order mark further down": ("a,b\n\ufeff1,2\n", ["line 2", "byte-order mark", "take it out"]),
    "lines in quotes": ('"a,b,c"\n"1,2,3"\n', ["line 1", "in quotes as a whole", "each cell on its own"]),
    "lines in quotes with semicolons": ('"a;b;c"\n"1;2;3"\n', ["line 1", "semicolons", "commas"]),
    "quoted semicolons": ('"a";"b"\n"1";"2"\n', ["line 1", "semicolons", "commas"]),
    "semicolons under commas": ("a,b\n1;2\n", ["line 2", "'1;2' is one cell", "separate the cells by commas"]),
    "spaces for commas": ("a b c\n1 2 3\n", ["line 1", "only one column", "a comma between them"]),
    "a title": ("My prices\n\na,b\n1,2\n", ["line 1", "only one column, 'My prices'", "a title"]),
    "a comma at every end, the first as well": ("a,b,\n1,2,\n", ["column 3 has no name", "ends with a comma"]),
    "the header again": ("a,b\n1,2\na,b\n3,4\n", ["line 3", "header again", "take it out"]),
    "the header again above words": ("a, b\n1,yes\na,b\n3,no\n", ["line 3", "header again", "take it out"]),
    "lines of commas": ("a,b\n1,2\n,\n , \n", ["line 3", "no cell of this line", "take the line out"]),
    "a web page": ("<!DOCTYPE html>\n<html>\n", ["line 1", "web page", "download the file itself"]),
    "a pointer of Git LFS": ("version https://git-lfs.github.com/spec/v1\noid sha256:a\n", ["line 1", "git lfs pull"]),
    "JSON, a list": ('[{"a": 1, "b": 2}]\n', ["line 1", "JSON", "CSV"]),
    "JSON, columns": ('{"a": [1, 2], "b": [3, 4]}\n', ["line 1", "JSON", "CSV"]),
    "ARFF": ("@relation x\n@attribute a numeric\n", ["line 1", "ARFF", "CSV"]),
    "semicolons and quotes": ('"a";"b"\n1;2\n', ["line 1", "semicolons", "commas"]),
    # Rows longer or shorter than the header.
    "row names of R": ('"a","b","c"\n"1",1,2,3\n"2",2,3,5\n', ["line 2", "4 cells", "R writes row names", "FALSE"]),
    "row names in words": ('"a","b"\n"Mazda RX4",21,6\n"Fiat 128",32,4\n', ["R writes row names"]),
    "row names beside three digits": ('"a","b"\n"1",850,2\n"2",120,3\n', ["R writes row names"]),
    "a comma at every end": ("a,b\n1,2,\n3,4,\n", ["line 2", "every row ends with a comma", "take it out"]),
    "a comment among the rows": ("a,b,c\n# first batch\n1,2,3\n", ["line 2", "'# first batch'", "comment", "take"]),
    "a comment at the end": ("a,b,c\n1,2,3\n\n  % the end, of it\n", ["line 4", "'% the end'", "comment"]),
    "a row made a comment": ("a,b,c\n1,2,3\n#1,2,3\n", ["line 3", "'#1'", "comment", "take it out"]),
    # Numbers.
    "parentheses": ("a,b\n1,(300)\n2,500\n", ["line 2", "column 'b'", "'(300)'", "write -300"]),
    "parentheses and dollars": ('a,b\n"$(1,300.50)",1\n', ["write -1300.50"]),
    "dollars in parentheses": ("a,b\n($.5),1\n", ["write -.5"]),
    "a minus behind": ("a,b\n300-,1\n", ["write -300"]),
    "true": ("a,b\n1,2\nTRUE,3\n", ["line 3", "column 'a'", "write true and false as 1 and 0"]),
    "false": ("a,b\nfalse,3\n", ["write true and false as 1 and 0"]),
    "true of R": ("a,b\nT,3\n", ["write T and F as 1 and 0"]),
    "no": ("a,b\nNo,3\n", ["write yes and no as 1 and 0"]),
    "a day": ("day,b\n2024-05-01,3\n", ["line 2", "column 'day'", "a date", "days since the first"]),
    "an American day": ("day,b\n5/1/2024,3\n", ["'5/1/2024'", "a date"]),
    "a German day": ("day,b\n01.05.24,3\n", ["'01.05.24'", "a date"]),
    "a day and a time": ("day,b\n2024-05-01T12:30:00Z,3\n", ["a date", "days since the first"]),
    "a time": ("time,b\n12:30,3\n", ["'12:30'", "a time"]),
    "a day in words": ('day,b\n"May 1, 2024",3\n', ["'May 1, 2024'", "a date"]),
    "a day in other words": ("day,b\n1-May-2024,3\n", ["'1-May-2024'", "a date"]),
    "a fraction": ("a,b\n1/2,3\n", ["'1/2'", "as 0.5"]),
    "an error of Excel": ("a,b\n#DIV/0!,3\n", ["'#DIV/0!'", "error of the spreadsheet"]),
    "a value that Excel lacks": ("a,b\n#N/A,3\n", ["'#N/A'", "error of the spreadsheet"]),
    "a formula": ("a,b\n=A1+1,3\n", ["'=A1+1'", "formula", "its value"]),
    "thousands by spaces": ("a,b\n1 000,3\n", ["'1 000'", "thousands"]),
    "thousands by apostrophes": ("a,b\n1'000,3\n", ["thousands"]),
    "a bound as a feature": ("a,b\n<5,3\n", ["'<5'", "bound"]),
    # Targets.
    "a bound among numbers": ("a,b\n1,5\n2,<5\n3,7\n", ["line 3", "'<5'", "bound"]),
    "a dash among numbers": ("a,b\n1,5\n2,-\n3,7\n", ["line 3", "'-'", "missing"]),
    "a dash among words": ("a,b\n1,yes\n2,-\n3,yes\n", ["line 3", "'-'", "missing"]),
    "dashes alone": ("a,b\n1,-\n2,-\n", ["line 2", "'-'", "missing"]),
    "a question among signs": ("a,b\n1,+\n2,?\n3,-\n", ["line 3", "'?'", "missing"]),
    "three bounds": ("a,b\n1,<5\n2,=5\n3,>5\n", ["3 different words"]),
    "days as targets": ("a,b\n1,2020-01-01\n2,2020-01-02\n3,2020-01-02\n", ["line 2", "'2020-01-01'", "a date"]),
    "two sums of dollars": ("a,b\n1,$20\n2,$30\n3,$20\n", ["line 2", "'$20'", "number alone"]),
    "NA among two words": ("a,b\n1,yes\n2,no\n3,NA\n", ["line 4", "'NA'", "missing"]),
    "NA among numbers": ("a,b\n1,5\n2,NA\n3,6\n", ["line 3", "'NA'", "missing"]),
    "NA alone": ("a,b\n1,NA\n2,NA\n", ["line 2", "'NA'", "missing"]),
    "nothing beside two words": ("a,b\n1,none\n2,\n3,some\n", ["line 3", "''", "missing"]),
    "none among three": ("a,b\n1,none\n2,mild\n3,severe\n4,fatal\n", ["4 different words ('none', 'mild'"]),
    "a word among numbers": ("a,b\n1,5\n2,yes\n3,5\n", ["line 3", "'yes'", "number is expected"]),
    "ordinals of three": ("a,b\n1,1st\n2,2nd\n3,3rd\n", ["line 2", "'1st'", "number alone"]),
    "single quotes": ("a,b\n1,'Happy'\n2,'Sad'\n", ["line 2", "column 'b'", "quotes", "take them out"]),
    "typographic quotes": ("a,b\n1,“Happy”\n2,“Sad”\n", ["line 2", "quotes", "take them out"]),
    "quotes after a tab": ('a,b\n1,\t"Happy"\n2,\t"Sad"\n', ["line 2", "quotes", "take them out"]),
}  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_refused_for_what_it_is(case: str, ending: str, tmp_path: Path) -> None:
    text, named = REFUSED[case]
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
