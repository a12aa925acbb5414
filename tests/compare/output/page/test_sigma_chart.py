"""σ: the curves are the function and its slope, every mark the recorded numbers of its example and step."""

from math import exp

import pytest

from compare.output.page.charts.sigma import sigma
from tests.helpers.pictures import REACH, all_with, first_report, pairs, picture, plotted, rows, scales, within_print

CASES = (("sentences", "--steps", "60"), ("breast-cancer", "--steps", "3"))
SATURATED = ("sentences", "--lr", "1e4", "--steps", "5")


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_the_curves_are_sigma_and_its_slope(argv):
    """σ is at most a quarter steep, its slope a tenth; the print across moves them by no more than that."""
    root = picture(sigma(first_report(*argv)))
    x, y = scales(root)
    steepest = abs((y.end - y.start) / (x.end - x.start) * (x.high - x.low)) / 4
    for class_, curve in (("hand", lambda z: 1 / (1 + exp(-z))), ("auto", lambda z: exp(-z) / (1 + exp(-z)) ** 2)):
        (line,) = plotted(root, class_=class_)
        drawn = pairs(line.get("points"))
        assert drawn[0][0] == x.start
        assert abs(drawn[-1][0] - x.end) <= REACH
        for across, up in drawn:
            assert abs(y(curve(x.inverse(across))) - up) <= REACH * (1 + steepest)


@pytest.mark.parametrize("argv", (*CASES, SATURATED), ids=" ".join)
def test_every_mark_is_the_recorded_z_with_its_prediction_and_its_slope(argv):
    report = first_report(*argv)
    chart = sigma(report)
    x, y = scales(picture(chart))
    drawn = 0
    for e in range(len(report["recorded"]["examples"])):
        for k, entry in enumerate(report["history"]):
            z, y_hat, slope = (float(entry["links"][link]["hand"][e]) for link in ("z", "y_hat", "dy_hat/dz"))
            names = (f"sigma-value@{e}", f"sigma-slope@{e}", f"sigma-example-{e}")
            value, steep, mark = (chart.moves[name][k] for name in names)
            if not x.low <= z <= x.high:
                assert value["visibility"] == steep["visibility"] == mark["visibility"] == "hidden"
                continue
            drawn += 1
            assert within_print(x, value["cx"], z)
            assert within_print(y, value["cy"], y_hat)
            assert steep["cx"] == value["cx"]
            assert within_print(y, steep["cy"], slope)
            assert mark["transform"] == f"translate({value['cx']} {value['cy']})"
    assert drawn


def test_what_lies_far_out_is_counted_in_the_note():
    report = first_report(*SATURATED)
    zs = [float(z) for entry in report["history"] for z in entry["links"]["z"]["hand"]]
    beyond = sum(abs(z) > 60 for z in zs)
    assert beyond
    assert sigma(report).note == f"{beyond} of {len(zs)} values of z lie beyond ±60 and are not drawn."
    assert sigma(first_report(*CASES[0])).note == ""


def test_an_example_is_a_mark_of_its_class_and_the_first_is_chosen_at_first():
    report = first_report(*CASES[0])
    root = picture(sigma(report))
    for e, target in enumerate(report["data"]["y"]):
        (mark,) = all_with(root, data_moves=f"sigma-example-{e}")
        assert mark.get("data-example") == str(e)
        assert mark[0].get("class") == ("point" if target == 1 else "hollow")
    (ring,) = all_with(root, data_moves="sigma-value")
    assert ring.get("cx") == sigma(report).moves["sigma-value@0"][0]["cx"]


def test_the_table_holds_both_ends():
    head, first, *_ = rows(sigma(first_report(*CASES[0])))
    assert head == ["example", "z, step 0", "ŷ, step 0", "slope, step 0", "z, step 59", "ŷ, step 59", "slope, step 59"]
    assert first[:4] == ["1: Aack aack aack!", "1.3", "0.785835", "0.168298"]
