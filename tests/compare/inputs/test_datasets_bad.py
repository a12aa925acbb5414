"""Files that cannot be read: each is one printable line that names the file, the place and the way out."""

from pathlib import Path
from typing import Any

import pytest

from compare.errors import BadInput
from compare.inputs.datasets import load, read_csv, source
from tests.helpers.bad_files import NO_TABLES


@pytest.mark.parametrize("case", NO_TABLES)
def test_a_bad_file_is_one_line_that_names_the_file_the_place_and_the_fault(case: str, tmp_path: Path) -> None:
    content, options, named = NO_TABLES[case]
    path = tmp_path / "mine.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(BadInput) as caught:
        read_csv(path, **options)
    told = str(caught.value)
    assert told.isprintable() and len(told) < 300 + len(str(path))
    assert [part for part in named if part not in told] == []
    assert told.startswith(f"{path}") or "task" in options


def _missing(folder: Path) -> Path:
    return folder / "none.csv"


def _directory(folder: Path) -> Path:
    return folder


def _through_a_file(folder: Path) -> Path:
    (folder / "file.csv").write_text("a,b\n1,2\n")
    return folder / "file.csv" / "more.csv"


def _loop(folder: Path) -> Path:
    (folder / "loop.csv").symlink_to(folder / "loop.csv")
    return folder / "loop.csv"


def _too_long(folder: Path) -> Path:
    return folder / ("x" * 5000 + ".csv")


def _with_a_nul(folder: Path) -> Path:
    return folder / "a\0.csv"


def _with_a_break(folder: Path) -> Path:
    return folder / "a\nb.csv"


@pytest.mark.parametrize(
    ("place", "named"),
    [
        (_missing, "none.csv: no such file"),
        (_directory, "this is a directory; give the path of a CSV file"),
        (_through_a_file, "cannot be read: Not a directory"),
        (_loop, "cannot be read: "),
        (_too_long, "cannot be read: File name too long"),
        (_with_a_nul, "cannot be read: "),
        (_with_a_break, r"a\nb.csv': no such file"),
    ],
)
def test_a_path_that_cannot_be_read_is_told_in_one_line(place: Any, named: str, tmp_path: Path) -> None:
    path = place(tmp_path)
    for open_it in (read_csv, load):
        with pytest.raises(BadInput) as caught:
            open_it(path)
        assert named in str(caught.value) and str(caught.value).isprintable()


@pytest.mark.parametrize(("name", "hint"), [("C7", " Did you mean 'c7'?"), ("c7x", "")])
def test_among_a_hundred_thousand_columns_only_another_case_is_looked_for(name: str, hint: str, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{i}" for i in range(100_000)) + "\n1\n")
    with pytest.raises(BadInput) as caught:
        read_csv(path, target=name)
    assert str(caught.value).endswith(f" and 99992 more.{hint}")


def test_a_file_is_read_up_to_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a,b\n1,2\n")
    monkeypatch.setattr(source, "MOST_BYTES", 8)
    assert read_csv(path).y.tolist() == [2]
    monkeypatch.setattr(source, "MOST_BYTES", 7)
    with pytest.raises(BadInput, match="more than 7 bytes, which is the most that is read; give fewer rows"):
        read_csv(path)


def test_a_device_that_never_ends_is_left_at_its_first_nul() -> None:
    with pytest.raises(BadInput, match="/dev/zero, line 1: a NUL byte"):
        read_csv("/dev/zero")
