"""Two classes: marks where the document says, the line where z is 0, the shade where the recorded z is positive."""

import pytest

from compare.output.page.charts.classes import classes, coded
from tests.helpers.commands import SENTENCES
from tests.helpers.pictures import REACH, first_report, pairs, picture, plotted, rows, scales, within_print

CASES = (
    ("sentences", "--steps", "60"),
    (SENTENCES, "--steps", "20"),
    ("sentences", "--dtype", "float32", "--steps", "5"),
)


def drawn(report):
    (chart,) = classes(report)
    return chart, picture(chart)


def place(mark):
    if mark.tag == "circle":
        return float(mark.get("cx")), float(mark.get("cy"))
    return tuple(
        float(mark.get(start)) + float(mark.get(size)) / 2 for start, size in (("x", "width"), ("y", "height"))
    )


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_every_example_is_a_mark_of_its_class(argv):
    report = first_report(*argv)
    _, root = drawn(report)
    x, y = scales(root)
    marks = {int(mark.get("data-example")): mark for mark in root.iter() if mark.get("data-example")}
    assert len(marks) == len(report["recorded"]["examples"]) == len(report["data"]["rows"])
    for e, (values, target) in enumerate(zip(report["data"]["x"], report["data"]["y"], strict=True)):
        assert marks[e].get("class") == ("point" if target == 1 else "hollow")
        across, up = place(marks[e])
        assert within_print(x, across, values[0])
        assert within_print(y, up, values[1])


def z_at(report, axes, w, b, across, up):
    """z at a place of the picture, and how much the print may change it."""
    x, y = axes
    scaled = [weight / deviation for weight, deviation in zip(w, report["data"]["deviation"], strict=True)]
    values = (x.inverse(across), y.inverse(up))
    z = b + sum(s * (value - mean) for s, value, mean in zip(scaled, values, report["data"]["mean"], strict=True))
    per_unit = [abs((axis.high - axis.low) / (axis.end - axis.start)) for axis in axes]
    return z, REACH * sum(abs(s) * unit for s, unit in zip(scaled, per_unit, strict=True))


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_z_is_nought_on_the_line_and_not_negative_in_the_shade(argv):
    report = first_report(*argv)
    chart, root = drawn(report)
    axes = scales(root)
    for k, entry in enumerate(report["history"]):
        w, b = (entry["parameters"][name]["autograd"] for name in ("w", "b"))
        line, shade = chart.moves["classes-line"][k], chart.moves["classes-shade"][k]
        for i in (1, 2):
            z, reach = z_at(report, axes, w, b, float(line[f"x{i}"]), float(line[f"y{i}"]))
            assert abs(z) <= reach
        for corner in pairs(shade["points"]):
            z, reach = z_at(report, axes, w, b, *corner)
            assert z >= -reach


def inside(polygon, point):
    """Whether a point lies in a convex polygon: on the same side of every edge."""
    turns = [
        (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)
        for (ax, ay), (bx, by) in zip(polygon, polygon[1:] + polygon[:1], strict=True)
        if (ax, ay) != (bx, by)
    ]
    return all(turn >= 0 for turn in turns) or all(turn <= 0 for turn in turns)


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_an_example_is_shaded_exactly_where_its_recorded_z_is_positive(argv):
    report = first_report(*argv)
    chart, root = drawn(report)
    marks = {int(mark.get("data-example")): place(mark) for mark in root.iter() if mark.get("data-example")}
    seen = set()
    for k, entry in enumerate(report["history"]):
        for e, z in enumerate(entry["links"]["z"]["autograd"]):
            assert inside(pairs(chart.moves["classes-shade"][k]["points"]), marks[e]) == (z > 0)
            seen.add(z > 0)
    assert seen == {True, False}


def test_parameters_that_are_not_finite_have_neither_line_nor_shade():
    report = first_report(*CASES[0])
    report["history"][3]["parameters"]["w"]["autograd"] = ["NaN", "Infinity"]
    chart, _ = drawn(report)
    for name in ("classes-line", "classes-shade"):
        assert [k for k, place in enumerate(chart.moves[name]) if place["visibility"] == "hidden"] == [3]


def test_a_model_without_weights_shades_all_or_nothing_and_has_no_line():
    report = first_report(*CASES[0])
    for entry, b in zip(report["history"], [1.0, -1.0] * len(report["history"]), strict=False):
        entry["parameters"] = {"w": {"autograd": [0.0, 0.0]}, "b": {"autograd": b}}
    chart, root = drawn(report)
    assert {len(pairs(place["points"])) for place in chart.moves["classes-shade"][::2]} == {4}
    assert {place["points"] for place in chart.moves["classes-shade"][1::2]} == {""}
    assert {place["visibility"] for place in chart.moves["classes-line"]} == {"hidden"}
    assert plotted(root, class_="fit")


def test_labels_are_told_in_the_words_of_the_data_or_by_the_target():
    report = first_report(*CASES[0])
    assert coded(report) == ("Sad", "Happy")
    report["labels"] = None
    assert coded(report) == ("mood below ½", "mood from ½")


def test_other_than_two_features_are_not_drawn():
    report = first_report(*CASES[0])
    report["d"] = 3
    assert classes(report) == []


def test_the_table_holds_the_examples_and_the_note_the_line():
    report = first_report(*CASES[0])
    chart, _ = drawn(report)
    assert rows(chart)[:2] == [["example", "aack", "beep", "mood"], ["1: Aack aack aack!", "3", "0", "Happy"]]
    assert chart.note.startswith("At the end p = ½ where ")
