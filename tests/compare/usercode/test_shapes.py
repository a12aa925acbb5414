"""Another shape is told in letters where lengths tell the axes apart, with what made it where that is known."""

import pytest

from compare.usercode.shapes import misshapen
from tests.helpers.examined import known

TABLE = "; did y become a column? (n, 1) − (n,) makes an n × n table"
LENGTHS = {"n": 4, "d": 2}


@pytest.mark.parametrize(
    ("name", "got", "expected", "said"),
    [
        ("dJ/dw", (2, 4), (2,), f"dJ/dw has shape (2, 4): expected (d,), got (d, n){TABLE}"),
        ("dL/dz", (4, 4), (4,), f"dL/dz has shape (4, 4): expected (n,), got (n, n){TABLE}"),
        (
            "dJ/dw",
            (4, 2),
            (2,),
            "dJ/dw has shape (4, 2): expected (d,), got (n, d); is the mean over the examples missing?",
        ),
        ("dJ/db", (4,), (), "dJ/db has shape (4,): expected (), got (n,); is the mean over the examples missing?"),
        ("z", (4, 1), (4,), "z has shape (4, 1): expected (n,), got (n, 1); did a vector become a column?"),
        ("dJ/dw", (3,), (2,), "dJ/dw has shape (3,): expected (d,), got (3,)"),
    ],
)
def test_a_shape_in_letters(name, got, expected, said):
    error = misshapen(name, got, expected, LENGTHS)
    assert (error.kind, str(error), error.telling) == ("shape", said, True)


@pytest.mark.parametrize("lengths", [{"n": 1, "d": 2}, {"n": 2, "d": 1}, {"n": 3, "d": 3}])
def test_lengths_that_do_not_tell_axes_apart_give_no_letters(lengths):
    error = misshapen("dJ/dw", (2, 1), (2,), lengths)
    assert str(error) == "dJ/dw has shape (2, 1); expected (2,)" and not error.telling


def column(problem):
    """y made a column: the residual is a table."""
    column = {**problem, "y": problem["y"].reshape(-1, 1)}
    error = (column["x"] @ column["w"] + column["b"]) - column["y"]
    return {"dJ/dw": column["x"].T @ error / len(error)}


def test_the_problem_that_is_shown_tells_n_from_d():
    (one,) = known(column).misbehaviour
    n, d = one.problem["x"].shape
    assert one.problems == 40 and 1 < n != d > 1
    assert one.message == f"dJ/dw has shape ({d}, {n}): expected (d,), got (d, n){TABLE}"
