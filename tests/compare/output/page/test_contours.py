"""Contour lines: they cross each side whose ends lie on both sides of the level, once, where the side has the level."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from compare.output.page.charts.contours import contour

ROWS, COLUMNS = 5, 6
GRIDS = st.lists(st.lists(st.integers(-9, 9), min_size=COLUMNS, max_size=COLUMNS), min_size=ROWS, max_size=ROWS)
LEVEL = 0.5


def crossed(grid):
    """The sides that change from at most the level to above it."""
    across = {((i, j), (i, j + 1)) for i in range(ROWS) for j in range(COLUMNS - 1)}
    up = {((i, j), (i + 1, j)) for i in range(ROWS - 1) for j in range(COLUMNS)}
    return {(a, b) for a, b in across | up if (grid[a[0]][a[1]] > LEVEL) != (grid[b[0]][b[1]] > LEVEL)}


def side_of(point):
    column, row = point
    low = (int(row), int(column))
    return (low, (low[0], low[1] + 1)) if row == int(row) else (low, (low[0] + 1, low[1]))


def points_of(lines):
    """Every point once: a line that closes ends on its first."""
    return [point for line in lines for point in (line[:-1] if line[0] == line[-1] else line)]


@given(GRIDS)
def test_every_side_that_changes_is_crossed_once_and_no_other(grid):
    found = [side_of(point) for point in points_of(contour(grid, LEVEL))]
    assert len(found) == len(set(found))
    assert set(found) == crossed(grid)


@given(GRIDS)
def test_a_point_has_the_level_along_its_side(grid):
    """A quotient and a product, each rounded, of numbers up to 18."""
    for column, row in points_of(contour(grid, LEVEL)):
        (i, j), (k, m) = side_of((column, row))
        part = (column - j) + (row - i)
        assert abs(grid[i][j] + part * (grid[k][m] - grid[i][j]) - LEVEL) <= 64 * 2.0**-52 * 18


@given(GRIDS)
def test_a_line_ends_on_the_border_or_closes(grid):
    for line in contour(grid, LEVEL):
        on_border = [column in (0, COLUMNS - 1) or row in (0, ROWS - 1) for column, row in line]
        assert line[0] == line[-1] or (on_border[0] and on_border[-1])


@given(GRIDS)
def test_a_line_goes_from_side_to_side_of_one_cell(grid):
    for line in contour(grid, LEVEL):
        for (a, b), (c, d) in pairwise(line):
            assert abs(a - c) <= 1
            assert abs(b - d) <= 1


def test_a_hill_has_one_closed_line():
    hill = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
    (line,) = contour(hill, 0.25)
    assert line[0] == line[-1]
    assert set(line) == {(0.25, 1.0), (1.75, 1.0), (1.0, 0.25), (1.0, 1.75)}


def test_a_plane_has_one_straight_line():
    assert contour([[0, 1, 2]] * 3, 0.5) in (
        [[(0.5, 0.0), (0.5, 1.0), (0.5, 2.0)]],
        [[(0.5, 2.0), (0.5, 1.0), (0.5, 0.0)]],
    )


def test_a_level_beyond_the_values_has_no_line():
    assert contour([[0, 1], [2, 3]], 5.0) == []
