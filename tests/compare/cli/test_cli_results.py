"""Where descent went: nothing is predicted, and no rate is compared, where the numbers are beyond float64."""

from pathlib import Path

import pytest

from tests.helpers.commands import report_now

OVERFLOW = "x1,y\n1e308,1\n-1e308,0\n1e308,0\n2,1\n"
START = ("--raw", "--w", "10", "--b", "0", "--steps", "1", "--lr", "0.1")


def told(folder: Path, text: str, *options: str) -> str:
    path = folder / "mine.csv"
    path.write_text(text)
    return report_now(str(path), *options).out


def test_nothing_is_predicted_where_p_is_nan(tmp_path: Path) -> None:
    out = told(tmp_path, OVERFLOW, *START)
    assert out.count("none (p = nan)") == 4 and "0 (p = nan)" not in out


def test_a_certain_prediction_is_still_one(tmp_path: Path) -> None:
    out = told(tmp_path, "x1,y\n1000,1\n-1000,0\n", *START)
    assert "1 (p = 1" in out and "0 (p = " in out and "none" not in out


@pytest.mark.parametrize("w", ["1e200", "-1e200"])
def test_nothing_is_predicted_where_a_regression_overflows(w: str, tmp_path: Path) -> None:
    text = "x,y\n1e200,5\n2e200,7\n3e200,8\n"
    out = told(tmp_path, text, "--raw", "--w", w, "--b", "0", "--steps", "1", "--lr", "0")
    assert out.count("none (ŷ = ") == 3


def test_no_rate_is_said_to_exceed_a_limit_that_overflowed(tmp_path: Path) -> None:
    out = told(tmp_path, OVERFLOW, *START)
    assert "λ_max = 0" not in out and "from nan to nan" not in out.partition("diverging")[2]
    assert out.count("too large for 2/λ_max in float64: use a larger unit") == 2
    assert "J is nan before the first step" in out


def test_a_rate_above_a_limit_that_is_known_is_told_with_it(tmp_path: Path) -> None:
    out = told(tmp_path, "x,y\n100,5\n-100,7\n70,8\n", "--raw", "--steps", "3", "--lr", "1")
    assert "diverging: J grew from " in out and "; α = 1 exceeds 2/λ_max = 0.000" in out
    assert "before the first step" not in out and "too large for 2/λ_max" not in out
