"""Contour lines of a grid of values, by marching squares (Lorensen and Cline 1987, in the plane)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Edge = tuple[int, int, bool]
Point = tuple[float, float]
Grid = Sequence[Sequence[float]]

BETWEEN: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 0),),
    2: ((0, 1),),
    3: ((3, 1),),
    4: ((1, 2),),
    5: ((3, 2), (1, 0)),
    6: ((0, 2),),
    7: ((3, 2),),
    8: ((2, 3),),
    9: ((2, 0),),
    10: ((0, 3), (2, 1)),
    11: ((2, 1),),
    12: ((1, 3),),
    13: ((1, 0),),
    14: ((0, 3),),
}
"""Which sides of a cell (low, right, high, left) a line joins, by the corners above the level (bits 1, 2, 4, 8)."""


def contour(grid: Grid, level: float) -> list[list[Point]]:
    """The lines on which the values, linear along the sides of the cells, equal the level: as (column, row) points.

    A line that closes ends on its first point.
    """
    after: dict[Edge, list[Edge]] = {}
    for a, b in _segments(grid, level):
        after.setdefault(a, []).append(b)
        after.setdefault(b, []).append(a)
    lines = []
    for start in sorted(after, key=lambda edge: len(after[edge])):
        if after[start]:
            lines.append([_point(grid, level, edge) for edge in _walk(after, start)])
    return lines


def _segments(grid: Grid, level: float) -> Iterator[tuple[Edge, Edge]]:
    for row in range(len(grid) - 1):
        for column in range(len(grid[0]) - 1):
            corners = ((row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column))
            kind = sum(1 << k for k, (i, j) in enumerate(corners) if grid[i][j] > level)
            sides = ((row, column, True), (row, column + 1, False), (row + 1, column, True), (row, column, False))
            for a, b in BETWEEN.get(kind, ()):
                yield sides[a], sides[b]


def _walk(after: dict[Edge, list[Edge]], edge: Edge) -> Iterator[Edge]:
    """From edge to edge as long as there is a segment not yet walked."""
    yield edge
    while after[edge]:
        following = after[edge].pop()
        after[following].remove(edge)
        edge = following
        yield edge


def _point(grid: Grid, level: float, edge: Edge) -> Point:
    """Where the level is crossed on the side from (row, column) to the next column, or to the next row."""
    row, column, along = edge
    here = grid[row][column]
    part = (level - here) / ((grid[row][column + 1] if along else grid[row + 1][column]) - here)
    return (column + part, float(row)) if along else (float(column), row + part)
