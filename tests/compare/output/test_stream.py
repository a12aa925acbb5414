"""How wide a stream is, and how it spells: COLUMNS, a pipe, and letters that its encoding lacks."""

import io

import pytest
from rich.console import Console

from compare.output.stream import Paper, paper_of
from compare.output.tables import Content, show


@pytest.mark.parametrize(("columns", "width"), [(None, 120), ("80", 80), ("20", 60), ("999", 120), ("many", 120)])
def test_a_pipe_has_120_columns_unless_COLUMNS_says_otherwise(columns, width, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    assert paper_of(io.StringIO()).width == width


def test_a_terminal_that_does_not_say_has_80(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    stream = io.StringIO()
    stream.isatty = lambda: True
    assert paper_of(stream).width == 80


def test_what_the_encoding_has_is_left_as_it_is():
    assert Paper(encoding="utf-8").spelt("∂L/∂ŷ −1") == "∂L/∂ŷ −1"
    assert Paper(encoding="ascii").spelt("∂L/∂ŷ −1") == "dL/dy_hat -1"


def test_the_columns_of_a_table_are_aligned_after_spelling():
    raw = io.BytesIO()
    screen = Console(file=io.TextIOWrapper(raw, encoding="ascii"), width=60, highlight=False)
    show(screen, Content("", ("link", "verdict"), [("∂L/∂ŷ", "right"), ("z", "right")], ()))
    screen.file.flush()
    rows = [line for line in raw.getvalue().decode().splitlines() if "right" in line]
    assert len({row.index("right") for row in rows}) == 1 and "dL/dy_hat" in rows[0]
