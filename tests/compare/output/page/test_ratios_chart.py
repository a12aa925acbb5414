"""Error ÷ allowance: every point a ratio of the document, the line at 1 named, nothing lost that has no place."""

import pytest

from compare.output.page.charts.ratios import ratios
from tests.helpers.pictures import first_report, pairs, picture, plotted, rows, scale, within_print

CASES = (("houses", "--steps", "60"), ("sentences", "--steps", "30", "--dtype", "float32"))
SIDES = (("hand", "hand"), ("autograd", "auto"))


def panels(root):
    return {group.get("data-ratio"): group for group in root.iter("g") if group.get("data-ratio")}


def axes(panel):
    return scale(panel.get("data-x-scale")), scale(panel.get("data-y-scale"))


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_every_point_is_a_ratio_of_the_document(argv):
    report = first_report(*argv)
    found = panels(picture(ratios(report)))
    assert found
    for name, panel in found.items():
        x, y = axes(panel)
        for side, class_ in SIDES:
            (line,) = [part for part in panel if part.get("class") == class_]
            corners = pairs(line.get("points"))
            values = [entry["ratios"][name][side] for entry in report["history"]]
            assert len(corners) == len(values)
            for k, ((across, up), value) in enumerate(zip(corners, values, strict=True)):
                assert within_print(x, across, k)
                assert within_print(y, up, value)


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_links_without_a_panel_are_named_and_are_0_throughout(argv):
    report = first_report(*argv)
    chart = ratios(report)
    found = panels(picture(chart))
    named = chart.note.partition("both sides: ")[2].removesuffix(".").split(", ")
    for link in report["links"]:
        values = [entry["ratios"][link["name"]][side] for entry in report["history"] for side, _ in SIDES]
        assert (link["name"] in found) == any(values)
        assert (link["symbol"] in named) == (not any(values))


def test_the_allowance_is_drawn_at_1_and_named():
    root = picture(ratios(first_report(*CASES[0])))
    assert "the allowance" in [text.text for text in root.iter("text")]
    for panel in panels(root).values():
        (limit,) = [part for part in panel if part.get("class") == "limit"]
        assert limit.get("y1") == limit.get("y2")
        assert within_print(axes(panel)[1], limit.get("y1"), 1.0)


def test_the_cursor_stands_at_each_recorded_step():
    report = first_report(*CASES[0])
    chart = ratios(report)
    x, _ = axes(next(iter(panels(picture(chart)).values())))
    for k, place in enumerate(chart.moves["ratios-step"]):
        assert place["x1"] == place["x2"]
        assert within_print(x, place["x1"], k)
    assert len(chart.moves["ratios-step"]) == len(report["history"])


def test_a_single_step_is_a_dash():
    report = first_report("sentences", "--dtype", "float32", "--steps", "1")
    for panel in panels(picture(ratios(report))).values():
        for _, class_ in SIDES:
            (line,) = [part for part in panel if part.get("class") == class_]
            (left, up), (right, same) = pairs(line.get("points"))
            assert left < right
            assert up == same


def test_ratios_far_above_1_are_on_a_log_scale_with_nothing_outside():
    report = first_report(*CASES[0])
    report["history"][4]["ratios"]["z"] = {"hand": 1e12, "autograd": "Infinity"}
    report["history"][5]["ratios"]["z"] = {"hand": "NaN", "autograd": 0.5}
    chart = ratios(report)
    panel = panels(picture(chart))["z"]
    _, y = axes(panel)
    assert y.log
    assert y.low < 1 < 1e12 <= y.high
    assert "Log scale" in chart.note
    hand, autograd = (
        pairs(next(part for part in panel if part.get("class") == class_).get("points")) for _, class_ in SIDES
    )
    assert len(hand) == len(report["history"]) - 1
    assert len(autograd) == len(report["history"])
    assert autograd[4][1] == 0
    assert all(0 <= up <= 48 for _, up in hand + autograd)


def test_the_table_tells_the_largest_of_every_link_and_its_step():
    report = first_report(*CASES[0])
    report["history"][4]["ratios"]["b+"] = {"hand": 0.25, "autograd": 0.0}
    head, *body = rows(ratios(report))
    assert head == ["link", "by hand: largest", "at step", "autograd: largest", "at step"]
    assert [row[0] for row in body] == [link["symbol"] for link in report["links"]]
    assert body[-1] == ["b⁺", "0.25", "4", "0", "—"]


def test_agreement_without_any_error_has_no_panel():
    report = first_report(*CASES[0])
    for entry in report["history"]:
        for sides in entry["ratios"].values():
            sides |= {"hand": 0.0, "autograd": 0.0}
    chart = ratios(report)
    assert not plotted(picture(chart), class_="limit")
    assert "No link has an error at any recorded step." in [text.text for text in picture(chart).iter("text")]
    assert "b⁺" in chart.note
