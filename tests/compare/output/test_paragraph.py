"""Text for reading: within its width, word for word, and nothing in it steers the terminal."""

import pytest

from compare.output.paragraph import paragraph

TEXT = "every link of every step is right: 45,800 values over 200 steps; ∂L/∂z = −(y − ŷ)"


@pytest.mark.parametrize("head", ["  ", "PASS  houses   ", f"FAIL  {'a' * 30}   "])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_longer_than_the_width_and_no_word_is_lost(head, width):
    lines = paragraph(head, TEXT, width)
    assert lines[0].startswith(head.rstrip()) and max(map(len, lines)) <= max(width, len(head) + 5)
    assert " ".join(" ".join(lines).split()) == " ".join(f"{head}{TEXT}".split())


def test_the_lines_below_stand_under_the_first_unless_its_head_is_long():
    assert paragraph("PASS  houses   ", TEXT, 40)[1].startswith(" " * 15 + "is right: ")
    assert paragraph(f"  {'a' * 30}: ", TEXT, 80)[1].startswith("    ")


def test_what_would_break_a_line_is_escaped():
    assert paragraph("  ", "a\nb\x1b[2J", 80) == ["  a\\nb\\x1b[2J"]
