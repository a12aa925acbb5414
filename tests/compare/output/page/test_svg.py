"""Elements: what is given comes back from an XML parser, whatever it holds; nothing given can become markup."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.output.page.svg import element, number, path, points

TEXT = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs",)).filter(lambda c: c.isprintable()))


@given(TEXT, TEXT)
def test_text_and_attributes_come_back_as_they_were_given(text, value):
    root = ElementTree.fromstring(element("text", text, data_name=value))
    assert (root.text or "", root.get("data-name")) == (text, value)
    assert len(root) == 0


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "\"/><image onerror='x'/>", "]]>&amp;"])
def test_hostile_text_stays_text(hostile):
    root = ElementTree.fromstring(element("g", element("text", hostile, id=hostile), hostile))
    assert [part.tag for part in root.iter()] == ["g", "text"]


def test_names_are_spelled_as_svg_spells_them():
    written = element("rect", class_="plot", data_step=3, viewBox="0 0 1 1", x=None)
    assert written == '<rect class="plot" data-step="3" viewBox="0 0 1 1"></rect>'


@given(st.floats(-1e6, 1e6))
def test_a_coordinate_is_within_half_a_hundredth_of_its_number(value):
    """Half of the last decimal, and the rounding of the decimal that is read back."""
    assert abs(float(number(value)) - value) <= 0.005 + 2.0**-53 * 1e6


def test_a_coordinate_has_no_needless_digits():
    assert [number(value) for value in (-0.0, -0.001, 10, 1.5, 100.0, 0.126)] == ["0", "0", "10", "1.5", "100", "0.13"]


def test_lines_are_written_in_order():
    assert points([(1, 2), (3.5, 4)]) == "1,2 3.5,4"
    assert path([[(1, 2), (3, 4)], [(5, 6)]]) == "M1 2L3 4M5 6"
