"""Loss against step: every point of the picture is a number of the document, and the marker moves along them."""

from math import inf, isfinite, nan

import pytest

from compare.output.page.charts.loss import loss, worth_a_log
from tests.helpers.pictures import all_with, first_report, pairs, picture, plotted, scales, shows

CASES = (("houses", "--steps", "60"), ("sentences", "--steps", "310"), ("houses", "--raw"))


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_the_curve_is_the_finite_losses_of_the_document(argv):
    report = first_report(*argv)
    root = picture(loss(report))
    x, y = scales(root)
    (curve,) = plotted(root, class_="curve")
    held = [
        (k, float(J))
        for k, J in zip(report["losses"]["step"], report["losses"]["J"], strict=True)
        if isfinite(float(J))
    ]
    drawn = pairs(curve.get("points"))
    assert len(drawn) == len(held) <= 300
    for (left, top), (step, J) in zip(drawn, held, strict=True):
        assert shows(x, left, step)
        assert shows(y, top, J)


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_the_marker_stands_at_each_recorded_step_and_is_drawn_at_the_first(argv):
    report = first_report(*argv)
    chart = loss(report)
    root = picture(chart)
    x, y = scales(root)
    places = chart.moves["loss-step"]
    assert len(places) == len(report["history"])
    for place, entry in zip(places, report["history"], strict=True):
        J = float(entry["links"]["J"]["autograd"])
        if isfinite(J):
            assert shows(x, place["cx"], entry["step"])
            assert shows(y, place["cy"], J)
        else:
            assert place["visibility"] == "hidden"
    (marker,) = all_with(root, data_moves="loss-step")
    assert all(marker.get(key) == value for key, value in places[0].items())


def test_a_coordinate_that_is_off_by_one_hundredth_does_not_pass_for_the_value():
    root = picture(loss(first_report(*CASES[0])))
    x, _ = scales(root)
    assert shows(x, f"{x(30):.2f}", 30)
    assert not shows(x, f"{x(30) + 0.011:.2f}", 30)


def test_a_run_that_diverged_says_where_its_curve_ends():
    report = first_report(*CASES[0])
    report["losses"]["J"][-2:] = ["Infinity", "NaN"]
    assert f"finite at {len(report['losses']['J']) - 2} of these" in loss(report).note
    assert "finite" not in loss(first_report(*CASES[0])).note


def test_losses_that_are_all_not_finite_draw_an_empty_frame():
    report = first_report(*CASES[0])
    report["losses"]["J"] = ["Infinity"] * len(report["losses"]["J"])
    for entry in report["history"]:
        entry["links"]["J"]["autograd"] = "NaN"
    chart = loss(report)
    assert set(map(str, chart.moves["loss-step"])) == {"{'visibility': 'hidden'}"}


@pytest.mark.parametrize(
    ("values", "log"),
    [([1.0, 100.0], True), ([1.0, 99.0], False), ([0.0, 100.0], False), ([-1.0, 100.0], False), ([], False)],
)
def test_a_log_scale_is_for_positive_values_two_powers_of_ten_apart(values, log):
    assert worth_a_log(values) is log


@pytest.mark.parametrize("J", [5e-324, 1e-300, 1.0, 1e300, 1.7e308])
def test_no_size_of_the_loss_is_too_much_to_draw(J):
    report = first_report(*CASES[0])
    report["losses"]["J"] = [J, J / 2, 0.0, nan, inf][: len(report["losses"]["step"])]
    report["losses"]["step"] = [0, 1, 2, 3, 4]
    assert picture(loss(report)) is not None
