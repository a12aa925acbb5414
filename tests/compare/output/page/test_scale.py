"""Scales: there and back again, ends on ends, round ticks that lie within and tell each other apart."""

from math import inf, log10, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.output.page.scale import Scale, spanning

ANY = st.floats(-1e308, 1e308)
POSITIVE = st.floats(1e-300, 1e300)


@given(st.lists(ANY, min_size=1), st.sampled_from([0.0, 0.05]))
def test_a_scale_holds_its_values(values, margin):
    scale = spanning(values, 10.0, 100.0, margin)
    for value in values:
        assert scale.low <= value <= scale.high
        assert 10.0 <= scale(value) <= 100.0


@given(st.lists(POSITIVE, min_size=1))
def test_a_log_scale_holds_its_values_between_whole_powers_of_ten(values):
    scale = spanning(values, 100.0, 10.0, log=True)
    assert scale.low <= min(values) <= max(values) <= scale.high
    assert scale(scale.low) == 100.0
    assert scale(scale.high) == 10.0


@given(st.lists(ANY, min_size=2), st.floats(0, 1))
def test_the_inverse_of_a_coordinate_lands_on_it(values, part):
    """The value is rounded thrice, each by half an ulp of the largest end; so is the way back; 90 units a span."""
    scale = spanning(values, 10.0, 100.0, 0.05)
    coordinate = 10.0 + 90.0 * part
    size = max(abs(scale.low), abs(scale.high))
    rounding = 8 * 2.0**-53 * (90.0 * (size / 2) / (scale.high / 2 - scale.low / 2) + 100.0)
    assert abs(scale(scale.inverse(coordinate)) - coordinate) <= rounding


@given(st.lists(ANY, min_size=1))
def test_ticks_lie_within_evenly_and_are_told_apart(values):
    marks = spanning(values, 10.0, 100.0, 0.05).marks()
    scale = spanning(values, 10.0, 100.0, 0.05)
    assert 1 <= len(marks) <= 11
    assert all(scale.low <= tick <= scale.high for tick in marks)
    assert len(set(marks.values())) == len(marks)


@given(st.lists(POSITIVE, min_size=1))
def test_log_ticks_are_powers_of_ten(values):
    scale = spanning(values, 10.0, 100.0, log=True)
    ticks = scale.ticks()
    assert 1 <= len(ticks) <= 7
    assert ticks == [10.0 ** round(log10(tick)) for tick in ticks]
    assert len(set(scale.marks().values())) == len(ticks)


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (0.0, 200.0, ["0", "50", "100", "150", "200"]),
        (-0.3, 0.3, ["−0.3", "−0.2", "−0.1", "0.0", "0.1", "0.2", "0.3"]),
        (0.0, 50_000.0, ["0", "10,000", "20,000", "30,000", "40,000", "50,000"]),
        (0.0, 2.5e9, ["0", "0.5 × 10⁹", "1.0 × 10⁹", "1.5 × 10⁹", "2.0 × 10⁹", "2.5 × 10⁹"]),
    ],
)
def test_ticks_are_written_alike(low, high, texts):
    assert list(Scale(low, high, 0.0, 1.0).marks().values()) == texts


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_what_is_counted_has_whole_ticks(low, span):
    marks = Scale(float(low), float(low + span), 0.0, 1.0, apart=1.0).marks()
    assert marks
    assert all(tick == int(tick) for tick in marks)
    assert not any("." in text for text in marks.values() if "×" not in text)


def test_log_ticks_are_written_as_powers():
    assert list(Scale(1e-6, 1e9, 0.0, 1.0, log=True).marks().values()) == ["10⁻⁶", "0.001", "1", "1,000", "10⁶", "10⁹"]


def test_values_that_are_not_finite_take_no_room():
    assert spanning([nan, 1.0, inf, 2.0, -inf], 0.0, 1.0) == Scale(1.0, 2.0, 0.0, 1.0)


@pytest.mark.parametrize("values", [[], [nan], [0.0], [5.0, 5.0], [-1e-310], [1e308]])
def test_one_value_or_none_still_has_an_axis(values):
    scale = spanning(values, 0.0, 1.0)
    assert scale.low < scale.high
    assert scale.ticks()
