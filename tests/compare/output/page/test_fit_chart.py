"""The target against a feature: every dot an example of the document, every line the plane of its step."""

from math import fsum

import pytest

from compare.output.page.charts.fit import fits
from compare.output.page.numbers import typeset
from compare.wording import significant
from tests.helpers.pictures import REACH, all_with, first_report, pairs, picture, plotted, rows, scales, within_print

HOUSES = ("houses", "--steps", "60")
RAW = ("houses", "--raw", "--lr", "1e-7", "--steps", "3")
DIABETES = ("diabetes", "--steps", "3")
CASES = (HOUSES, RAW, DIABETES)


def number_of(chart):
    return int(chart.name.removeprefix("fit-"))


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_every_example_listed_has_its_dot(argv):
    report = first_report(*argv)
    data, recorded = report["data"], report["recorded"]["examples"]
    for chart in fits(report):
        root, j = picture(chart), number_of(chart)
        x, y = scales(root)
        alone = plotted(root, class_="point")
        assert [int(dot.get("data-example")) for dot in alone] == list(range(len(recorded)))
        together = [pair for path in plotted(root, class_="dots") for pair in pairs(path.get("d"))]
        places = [(float(dot.get("cx")), float(dot.get("cy"))) for dot in alone] + together
        order = sorted(range(len(data["rows"])), key=lambda i: (data["rows"][i] not in recorded, i))
        assert len(places) == len(order)
        for (across, up), i in zip(places, order, strict=True):
            assert within_print(x, across, data["x"][i][j])
            assert within_print(y, up, data["y"][i])


def fitted(report, j, w, b, at):
    """The plane at a value of feature j, the others at their mean."""
    data = report["data"]
    means = data["mean"] if data["standardised"] else [fsum(c) / len(c) for c in zip(*data["x"], strict=True)]
    raw = [at if i == j else mean for i, mean in enumerate(means)]
    terms = zip(w, raw, data["mean"], data["deviation"], strict=True)
    return fsum([b, *(weight * (value - mean) / deviation for weight, value, mean, deviation in terms)])


def on_the_plane(report, j, axes, place, w, b):
    """Whether both ends lie on it: off by the print up and down, and by the print across times the line's steepness."""
    x, y = axes
    steep = abs((y(fitted(report, j, w, b, x.high)) - y(fitted(report, j, w, b, x.low))) / (x.end - x.start))
    ends = [(float(place[f"x{i}"]), float(place[f"y{i}"])) for i in (1, 2)]
    return all(abs(y(fitted(report, j, w, b, x.inverse(across))) - up) <= REACH * (1 + steep) for across, up in ends)


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_the_line_is_the_plane_of_each_step_and_of_no_other(argv):
    report = first_report(*argv)
    starts = [
        (entry["parameters"]["w"]["autograd"], entry["parameters"]["b"]["autograd"]) for entry in report["history"]
    ]
    for chart in fits(report):
        axes, j = scales(picture(chart)), number_of(chart)
        places = chart.moves[chart.name]
        assert len(places) == len(starts)
        drawn = [k for k, place in enumerate(places) if place.get("visibility") != "hidden"]
        assert drawn
        assert all(on_the_plane(report, j, axes, places[k], *starts[k]) for k in drawn)
        assert not on_the_plane(report, j, axes, places[drawn[0]], *starts[drawn[0] + 1])


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_the_end_is_drawn_and_its_slope_told(argv):
    report = first_report(*argv)
    for chart in fits(report):
        root, j = picture(chart), number_of(chart)
        (end,) = plotted(root, class_="end")
        assert on_the_plane(report, j, scales(root), end.attrib, report["w"], report["b"])
        assert f"slope is {typeset(significant(report['raw']['w'][j]))}" in chart.note


def test_a_line_outside_the_plot_is_hidden_until_it_comes_in():
    report = first_report(*HOUSES)
    report["history"][5]["parameters"]["b"]["autograd"] = 1e9
    report["history"][6]["parameters"]["b"]["autograd"] = "Infinity"
    for chart in fits(report):
        places = chart.moves[chart.name]
        assert places[5]["visibility"] == places[6]["visibility"] == "hidden"
        assert all(place["visibility"] == "visible" for place in places[7:])
        lost = sum(place["visibility"] == "hidden" for place in places)
        assert f"At {lost} of the {len(places)} recorded steps the line lies outside" in chart.note


def test_a_fit_that_stays_in_the_picture_is_not_said_to_leave_it():
    report = first_report(*HOUSES)
    for entry in report["history"]:
        entry["parameters"] = report["history"][20]["parameters"]
    assert all("outside" not in chart.note for chart in fits(report))


def test_of_many_features_those_that_weigh_most_are_drawn_and_the_note_says_so():
    report = first_report(*DIABETES)
    weights = [abs(w) for w in report["w"]]
    drawn = [number_of(chart) for chart in fits(report)]
    assert len(drawn) == 4
    assert drawn == sorted(drawn)
    assert min(weights[j] for j in drawn) >= max(w for j, w in enumerate(weights) if j not in drawn)
    assert all("4 of 10 features" in chart.note for chart in fits(report))
    assert all("features with" not in chart.note for chart in fits(first_report(*HOUSES)))


def test_the_table_holds_the_examples():
    report = first_report(*HOUSES)
    head, *body = rows(fits(report)[0])
    assert head == ["example", "size (ft²)", "price ($)"]
    assert body[0] == ["1000 ft², 2 rooms", "1,000", "20,000"]
    assert body[2] == ["3000 ft², 7 rooms", "3,000", "50,000"]
    assert len(body) == 3


def test_the_fit_is_named_where_it_starts():
    for chart in fits(first_report(*HOUSES)):
        (line,) = all_with(picture(chart), data_moves=chart.name)
        assert line.get("class") == "fit"
        assert all(line.get(key) == value for key, value in chart.moves[chart.name][0].items())
