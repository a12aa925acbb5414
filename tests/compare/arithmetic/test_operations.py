"""The rules that only move values: the same on floats, balls and exact numbers, radii moved along, nothing changed."""

import numpy as np

from compare.arithmetic.balls import Ball
from compare.arithmetic.exact import exact
from compare.arithmetic.operations import next_feature, per_example, swapped, total, without_last
from compare.arithmetic.precision import format_of


def everywhere(word, values):
    """The word's result on each kind of number, as floats."""
    radius = np.abs(values) / 8
    ball = word(Ball(format_of(values.dtype), values.copy(), radius))
    exactly = word(exact(values)).value.astype(np.float64)
    results = [word(values.copy()), ball.value, exactly]
    if isinstance(ball.radius, np.ndarray) and word is not sum_of_rows:
        results.append(ball.radius * 8)
    return results


def last_row_cleared(a):
    return without_last(a, axis=-2)


def last_column_cleared(a):
    return without_last(a, axis=-1)


def sum_of_rows(a):
    return total(a, axis=-2)


VALUES = np.array([[[1.0, 2, 4], [8, 16, 32]], [[3, 6, 12], [24, 48, 96]]])
EXPECTED = (
    (per_example, VALUES[:, :, None, :]),
    (next_feature, VALUES[..., [1, 2, 0]]),
    (swapped, VALUES.swapaxes(1, 2)),
    (last_row_cleared, VALUES * [[1], [0]]),
    (last_column_cleared, VALUES * [1, 1, 0]),
    (sum_of_rows, VALUES[:, 0] + VALUES[:, 1]),
)


def test_every_kind_of_number_is_moved_alike():
    for word, expected in EXPECTED:
        for result in everywhere(word, VALUES):
            assert np.array_equal(result, expected), word.__name__


def test_a_move_leaves_its_operand_as_it_was():
    for word, _ in EXPECTED:
        values = VALUES.copy()
        word(values)
        assert np.array_equal(values, VALUES)


def test_an_exact_ball_stays_exact():
    ball = Ball(format_of(np.float64), VALUES)
    assert all(word(ball).exact for word, _ in EXPECTED[:5])
