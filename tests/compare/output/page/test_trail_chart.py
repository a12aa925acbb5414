"""The way of two weights: every point the parameters of its step; the lines lie where J is what they say."""

from math import exp, fsum, log1p

import pytest

from compare.output.page.charts.trail import trail
from tests.helpers.pictures import first_report, pairs, picture, plotted, rows, scales, within_print

CASES = (("houses", "--steps", "60"), ("sentences", "--steps", "60"))


def drawn(report):
    (chart,) = trail(report)
    root = picture(chart)
    return chart, root, scales(root)


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_the_way_is_the_parameters_before_and_after_each_recorded_step(argv):
    report = first_report(*argv)
    _, root, (x, y) = drawn(report)
    (line,) = plotted(root, class_="curve")
    both = [(entry["parameters"]["w"], entry["links"]["w+"]) for entry in report["history"]]
    states = [w["autograd"] for pair in both for w in pair]
    corners = pairs(line.get("points"))
    assert len(corners) == len(states)
    for (across, up), (w1, w2) in zip(corners, states, strict=True):
        assert within_print(x, across, w1)
        assert within_print(y, up, w2)


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_the_marker_is_where_each_step_starts(argv):
    report = first_report(*argv)
    chart, _, (x, y) = drawn(report)
    places = chart.moves["trail-step"]
    assert len(places) == len(report["history"])
    for place, entry in zip(places, report["history"], strict=True):
        w1, w2 = entry["parameters"]["w"]["autograd"]
        assert within_print(x, place["cx"], w1)
        assert within_print(y, place["cy"], w2)


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_a_unit_of_one_weight_is_as_long_as_of_the_other(argv):
    """A handful of roundings of numbers below 1,000 and of the weights, relative to their span."""
    _, _, (x, y) = drawn(first_report(*argv))
    across, up = ((axis.end - axis.start) / (axis.high - axis.low) for axis in (x, y))
    assert abs(across + up) <= 1e-12 * abs(across)


def cost(report, w, b):
    """J over the examples listed."""
    data, losses = report["data"], []
    for values, target in zip(data["x"], data["y"], strict=True):
        scaled = ((v - m) / s for v, m, s in zip(values, data["mean"], data["deviation"], strict=True))
        z = fsum([b, *(a * c for a, c in zip(w, scaled, strict=True))])
        softplus = max(z, 0.0) + log1p(exp(-abs(z)))
        losses.append((z - target) ** 2 / 2 if report["task"] == "regression" else softplus - target * z)
    return fsum(losses) / len(losses)


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_a_line_lies_between_the_levels_of_its_neighbours(argv):
    """J is convex, so along a cell's side it is at most its chord, which is the level: the line lies where J is less,
    and by less than a level where the grid is fine enough to be told from the next line."""
    report = first_report(*argv)
    _, root, (x, y) = drawn(report)
    lines = sorted((float(line.get("data-level")), line.get("d")) for line in plotted(root, class_="contour"))
    assert len(lines) == 10
    levels = [level for level, _ in lines]
    for below, (level, d), above in zip([-1.0, *levels], lines, [*levels[1:], float("inf")], strict=False):
        for across, up in pairs(d):
            J = cost(report, (x.inverse(across), y.inverse(up)), float(report["b"]))
            assert below < J < above
            assert level * (1 + 1e-3) >= J


def test_the_ends_of_the_way_are_marked():
    report = first_report(*CASES[1])
    _, root, (x, y) = drawn(report)
    (start,) = plotted(root, class_="hollow")
    (end,) = plotted(root, class_="point")
    assert within_print(x, start.get("cx"), report["start"]["w"][0])
    assert within_print(y, start.get("cy"), report["start"]["w"][1])
    assert within_print(x, float(end.get("x")) + 4.5, report["w"][0])
    assert within_print(y, float(end.get("y")) + 4.5, report["w"][1])


def test_a_way_that_leaves_the_finite_numbers_ends_and_says_so():
    report = first_report(*CASES[0])
    report["history"][10]["links"]["w+"]["autograd"] = ["Infinity", "NaN"]
    chart, root, _ = drawn(report)
    (line,) = plotted(root, class_="curve")
    assert len(pairs(line.get("points"))) == 21
    assert "ends where the parameters are last finite" in chart.note


def test_a_flat_or_endless_cost_has_no_lines_and_says_so():
    report = first_report(*CASES[0])
    report["data"]["x"] = [report["data"]["mean"]] * 3
    chart, root, _ = drawn(report)
    assert not plotted(root, class_="contour")
    assert "No lines of equal J" in chart.note


def test_a_way_that_does_not_move_has_a_place():
    report = first_report("sentences", "--lr", "0", "--steps", "4")
    chart, _, (x, y) = drawn(report)
    assert len({str(place) for place in chart.moves["trail-step"]}) == 1
    assert x.low < report["w"][0] < x.high
    assert y.low < report["w"][1] < y.high


def test_other_than_two_weights_have_no_picture():
    report = first_report(*CASES[0])
    report["d"] = 1
    assert trail(report) == []


def test_the_table_tells_the_parameters_after_a_step():
    head, start, *steps = rows(drawn(first_report(*CASES[1]))[0])
    assert head == ["after", "w₁ (aack)", "w₂ (beep)", "b"]
    assert start == ["start", "0.4", "−0.3", "0.1"]
    assert steps[0] == ["step 0", "0.566227", "−0.580818", "0.0631897"]
    assert steps[-1][0] == "step 59"
    assert len(steps) == 12
