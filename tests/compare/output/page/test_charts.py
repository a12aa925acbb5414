"""All pictures together: whatever the data, they are drawn, named, move with every step, and stay in their frame."""

import copy
import re
from importlib.resources import files
from xml.etree import ElementTree

import pytest

from compare.output.page.charts import charts
from compare.output.page.charts.axes import LETTER, WIDTH
from tests.helpers.pictures import first_report, picture

ONE_EXAMPLE = "size,price\n5,7\n"
EQUAL_TARGETS = "a,b,c\n1,2,5\n2,3,5\n3,1,5\n"
ONE_FEATURE = "x,y\n1,0\n2,1\n3,1\n4,0\n"
HUGE = "x,y\n1e300,1\n-1e300,2\n3e299,5\n"
UNITS = "u,v,y\n1e-5,1e9,1e12\n2e-5,3e9,4e12\n3e-5,1e9,9e12\n"
LONG = f"{'a name without end ' * 5},{'another one ' * 8},{'and a target ' * 8}\n1,2,3\n4,5,6\n7,1,9\n"
HOSTILE = '"<img src=x onerror=alert(1)>","</script><b>","""onload="""\n1,2,"<i>no"\n2,3,"<i>no"\n3,1,"&yes"\n'
TABLES = {
    "one example": ONE_EXAMPLE,
    "equal targets": EQUAL_TARGETS,
    "one feature": ONE_FEATURE,
    "huge": HUGE,
    "units": UNITS,
    "long names": LONG,
    "hostile": HOSTILE,
}
COMMANDS = (
    ("houses", "--steps", "60"),
    ("sentences", "--steps", "60"),
    ("houses", "--raw"),
    ("houses", "--mode", "free", "--lr", "1.5", "--steps", "40"),
    ("sentences", "--lr", "1e4", "--steps", "5"),
    ("sentences", "--dtype", "float32", "--steps", "1"),
    ("diabetes", "--steps", "3"),
    ("breast-cancer", "--steps", "3"),
)
CASES = (*TABLES, *COMMANDS)
NAMES = {
    "regression": {1: ["fit-0"], 2: ["fit-0", "fit-1", "trail"]},
    "classification": {1: ["sigma"], 2: ["classes", "trail", "sigma"]},
}


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case if isinstance(case, str) else " ".join(case))
def report(request, tmp_path_factory):
    if request.param not in TABLES:
        return first_report(*request.param)
    table = tmp_path_factory.mktemp("data") / "table.csv"
    table.write_text(TABLES[request.param], encoding="utf-8")
    return first_report(str(table), "--steps", "30")


@pytest.fixture(scope="module")
def drawn(report):
    return charts(report)


def parts(chart):
    return list(picture(chart).iter())


def test_the_pictures_are_those_that_the_data_allows(report, drawn):
    names = [chart.name for chart in drawn]
    assert names[0] == "loss"
    assert names[-1] == "ratios"
    if report["d"] <= 2:
        assert names[1:-1] == NAMES[report["task"]][report["d"]]


def test_every_picture_is_named_and_described_and_has_its_numbers_under_it(drawn):
    for chart in drawn:
        root = picture(chart)
        assert root.get("role") == "img"
        assert [part.tag for part in root[:2]] == ["title", "desc"]
        assert root[0].text == chart.title
        assert root[1].text
        table = ElementTree.fromstring(str(chart.table))
        widths = {len(list(row)) for row in table.iter("tr")}
        assert len(widths) == 1
        assert 2 <= len(list(table.iter("tr"))) <= 20
        assert table.find("caption").text


def test_what_moves_has_one_entry_a_recorded_step_and_is_drawn_at_the_first(report, drawn):
    for chart in drawn:
        assert {len(places) for places in chart.moves.values()} == {len(report["history"])}
        moved = [part for part in parts(chart) if part.get("data-moves")]
        assert {part.get("data-moves") for part in moved} <= {name.partition("@")[0] for name in chart.moves}
        for part in moved:
            name = part.get("data-moves")
            first = chart.moves.get(name) or chart.moves[f"{name}@0"]
            assert all(part.get(key) == value for key, value in first[0].items())


def test_what_differs_from_example_to_example_moves_for_every_example(report, drawn):
    examples = range(len(report["recorded"]["examples"]))
    for chart in drawn:
        names = {name.partition("@")[0] for name in chart.moves if "@" in name}
        assert {f"{name}@{e}" for name in names for e in examples} == {name for name in chart.moves if "@" in name}


def test_a_step_sets_the_same_attributes_as_any_other(drawn):
    for chart in drawn:
        for places in chart.moves.values():
            assert len({frozenset(place) for place in places}) == 1


def test_no_coordinate_is_lost(drawn):
    for chart in drawn:
        assert not re.search(r"\b(nan|inf|None)\b", re.sub(r"<(text|title|desc)[^>]*>[^<]*</\1>", "", str(chart.svg)))


def placed(root, left=0.0):
    """Every text with the x that it has in the picture."""
    for part in root:
        if part.tag == "text":
            yield part, left + float(part.get("x"))
        else:
            shift = re.match(r"translate\((-?[\d.]+) ", part.get("transform", ""))
            yield from placed(part, left + (float(shift[1]) if shift else 0.0))


def test_text_stays_within_the_picture(drawn):
    for chart in drawn:
        for text, x in placed(picture(chart)):
            wide = LETTER * len(text.text)
            left = x - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor"), 0.0)
            assert left >= 0
            assert left + wide <= WIDTH + 1


def test_the_pictures_are_the_same_every_time_and_leave_the_document_alone(report, drawn):
    before = copy.deepcopy(report)
    assert [chart.svg for chart in charts(report)] == [chart.svg for chart in drawn]
    assert report == before


def test_every_class_drawn_has_a_rule(drawn):
    style = files("compare.output.page").joinpath("charts.css").read_text(encoding="utf-8")
    ruled = set(re.findall(r"\.([a-z]+)", style))
    used = {part.get("class") for chart in drawn for part in parts(chart) if part.get("class")}
    assert used - {"plot", "label"} <= ruled


def test_names_of_the_data_are_text_and_never_markup(tmp_path):
    table = tmp_path / "hostile.csv"
    table.write_text(HOSTILE, encoding="utf-8")
    for chart in charts(first_report(str(table), "--steps", "3")):
        for markup in (chart.svg, chart.table):
            tags = {part.tag for part in ElementTree.fromstring(str(markup)).iter()}
            assert not tags & {"img", "script", "b", "i"}
            assert "<img" not in markup


def test_without_ratios_in_the_document_there_is_no_picture_of_them():
    report = first_report("houses", "--steps", "60")
    for entry in report["history"]:
        del entry["ratios"]
    assert "ratios" not in [chart.name for chart in charts(report)]
