"""Another shape is told in letters where lengths tell the axes apart, with what made it where that is known."""

import pytest

from compare.usercode.shapes import misshapen
from tests.helpers.examined import known

TABLE = ": y became a column, and (n, 1) − (n,) is an n × n table"
SUM = ": did y become a column, or is the sum over the examples missing?"
MEAN = ": is the mean over the examples missing?"
RAVEL = "and .ravel() makes it a vector"
LENGTHS = {"n": 4, "d": 2}


@pytest.mark.parametrize(
    ("name", "got", "expected", "said"),
    [
        ("dJ/dw", (4, 4), (2,), f"dJ/dw is (d,) = (2,); yours is (n, n) = (4, 4){TABLE}"),
        ("dL/dz", (4, 4), (4,), f"dL/dz is (n,) = (4,); yours is (n, n) = (4, 4){TABLE}"),
        ("dJ/dw", (2, 4), (2,), f"dJ/dw is (d,) = (2,); yours is (d, n) = (2, 4){SUM}"),
        ("dJ/dw", (4, 2), (2,), f"dJ/dw is (d,) = (2,); yours is (n, d) = (4, 2){MEAN}"),
        ("dJ/db", (4,), (), f"dJ/db is a single number, (); yours is (n,) = (4,){MEAN}"),
        ("dL/dw", (2, 4), (4, 2), "dL/dw is (n, d) = (4, 2); yours is (d, n) = (2, 4): .T turns it back"),
        ("z", (4, 1), (4,), f"z is (n,) = (4,); yours is (n, 1) = (4, 1): it became a column, {RAVEL}"),
        ("z", (1, 4), (4,), f"z is (n,) = (4,); yours is (1, n) = (1, 4): it became a row, {RAVEL}"),
        ("dJ/db", (1,), (), "dJ/db is a single number, (); yours is (1,): [0] takes the number out"),
        ("dJ/db", (1, 1), (), "dJ/db is a single number, (); yours is (1, 1): [0, 0] takes the number out"),
        ("dJ/dw", (3,), (2,), "dJ/dw is (d,) = (2,); yours is (3,)"),
        ("dJ/dw", (), (2,), "dJ/dw is (d,) = (2,); yours is a single number"),
    ],
)
def test_a_shape_in_letters(name, got, expected, said):
    error = misshapen(name, got, expected, LENGTHS)
    assert (error.kind, str(error), error.telling) == ("shape", said, True)


@pytest.mark.parametrize("lengths", [{"n": 1, "d": 2}, {"n": 2, "d": 1}, {"n": 3, "d": 3}])
def test_lengths_that_do_not_tell_axes_apart_give_no_letters(lengths):
    error = misshapen("dJ/dw", (2, 1), (2,), lengths)
    assert str(error) == "dJ/dw is (2,); yours is (2, 1)" and not error.telling


def column(problem):
    """y made a column: the residual is a table."""
    column = {**problem, "y": problem["y"].reshape(-1, 1)}
    error = (column["x"] @ column["w"] + column["b"]) - column["y"]
    return {"dJ/dw": column["x"].T @ error / len(error)}


def test_the_problem_that_is_shown_tells_n_from_d():
    (one,) = known(column).misbehaviour
    n, d = one.problem["x"].shape
    assert one.problems == 10 and 1 < n != d > 1
    assert one.message == f"dJ/dw is (d,) = ({d},); yours is (d, n) = ({d}, {n}){SUM}"
