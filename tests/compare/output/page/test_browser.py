"""The page in a real browser: everything that moves holds the document's numbers, and nothing leaves the page."""

from itertools import takewhile

import numpy as np
import pytest

from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import load
from compare.output.page import page as page_of
from compare.output.page.charts import charts
from compare.output.page.numbers import number
from compare.output.report import document
from tests.helpers.commands import every_run
from tests.helpers.pages import made, told

HOUSES = ("houses", "--steps", "40")
SENTENCES = ("sentences", "--steps", "40")
CANCER = ("breast-cancer", "--steps", "3")
BOTH = ("--steps", "5")
PAGES = [HOUSES, SENTENCES, CANCER, BOTH]
NUMBERS = """article => [...article.querySelectorAll("[data-link]")].map(element =>
    [element.dataset.link, element.dataset.side, element.dataset.example ?? null, element.textContent])"""


def numbers(page):
    return page.locator("article").first.evaluate(NUMBERS)


def hold(page, report, k, e):
    """Every number that moves is the document's at a recorded step and example."""
    shown = numbers(page)
    assert len(shown) > 100
    for key, side, of, text in shown:
        assert text.strip("()") == told(report, key, side, k, e if of is None else int(of)), (key, side, k, e)


@pytest.mark.parametrize("argv", [HOUSES, SENTENCES, CANCER], ids=" ".join)
def test_by_keyboard_the_slider_moves_every_number_to_the_documents(opened, argv):
    report = made(*argv).report
    last = len(report["history"]) - 1
    with opened(*argv) as page:
        hold(page, report, 0, 0)
        page.get_by_label("step", exact=True).focus()
        for key, k in (("ArrowRight", 1), ("End", last), ("ArrowLeft", last - 1), ("Home", 0)):
            page.keyboard.press(key)
            hold(page, report, k, 0)
            assert page.locator("output").inner_text() == f"{report['history'][k]['step']} of {report['steps']}"


def test_by_mouse_the_slider_moves_the_numbers(opened):
    report = made(*HOUSES).report
    with opened(*HOUSES) as page:
        slider = page.get_by_label("step", exact=True)
        slider.click()
        k = int(slider.input_value())
        assert 0 < k < len(report["history"]) - 1
        hold(page, report, k, 0)


@pytest.mark.parametrize("argv", [HOUSES, SENTENCES, CANCER], ids=" ".join)
def test_each_example_can_be_shown(opened, argv):
    report = made(*argv).report
    with opened(*argv) as page:
        for e in range(len(report["recorded"]["examples"])):
            page.get_by_label("example", exact=True).select_option(index=e)
            hold(page, report, 0, e)


def test_play_goes_on_by_itself_until_paused_or_at_the_end(opened):
    with opened(*HOUSES) as page:
        slider, button = page.get_by_label("step", exact=True), page.get_by_role("button")
        button.click()
        assert button.inner_text() == "pause"
        page.locator("output", has_text="3 of").wait_for()
        button.click()
        assert (button.inner_text(), button.get_attribute("aria-pressed")) == ("play", "false")
        shown = slider.input_value()
        page.wait_for_timeout(600)
        assert slider.input_value() == shown
        slider.press("End")
        slider.press("ArrowLeft")
        button.click()
        page.get_by_role("button", name="play").wait_for()
        assert slider.input_value() == slider.get_attribute("max")


def lit(page):
    """The kinds of elements that are lit, and what they stand for."""
    return page.evaluate("[...document.querySelectorAll('.lit')].map(e => [e.tagName.toLowerCase(), e.dataset.parts])")


def test_pointing_at_an_edge_lights_the_tape_and_the_table(opened):
    with opened(*SENTENCES) as page:
        page.locator(".graph .part[data-parts='dy_hat/dz'] .symbol").first.hover()
        found = lit(page)
        assert ["tr", "dy_hat/dz"] in found
        assert ["g", "y_hat dy_hat/dz dL/dz"] in found
        assert ["mrow", "dy_hat/dz"] in found
        assert ["mn", "dy_hat/dz"] in found
        page.mouse.move(0, 0)
        assert lit(page) == []


def test_pointing_at_a_row_of_the_table_lights_the_graph_and_the_tape(opened):
    with opened(*SENTENCES) as page:
        page.locator("tr[data-parts='dy_hat/dz']").first.hover()
        assert {tag for tag, _ in lit(page)} >= {"tr", "g"}


def test_by_keyboard_every_part_of_the_graph_is_reached_and_lights_the_same(opened):
    with opened(*SENTENCES) as page:
        parts = page.locator(".graph").first.locator("[tabindex]")
        parts.first.focus()
        for i in range(parts.count()):
            assert parts.nth(i).evaluate("part => part === document.activeElement")
            assert parts.nth(i).get_attribute("data-parts") in [part for _, part in lit(page)]
            page.keyboard.press("ArrowRight")
        assert parts.first.evaluate("part => part === document.activeElement")


@pytest.mark.parametrize("argv", [CANCER, BOTH], ids=" ".join)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_light_and_in_dark(opened, argv, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing")
    with opened(*argv, color_scheme=scheme, bypass_csp=True) as page:
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
        found = axe.Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("argv", PAGES, ids=" ".join)
@pytest.mark.parametrize("width", [390, 768, 1280, 1920])
def test_the_page_never_scrolls_sideways(opened, argv, width):
    with opened(*argv, viewport={"width": width, "height": 800}) as page:
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("argv", PAGES, ids=" ".join)
def test_without_javascript_the_first_and_the_last_step_are_there(opened, argv):
    report = made(*argv).report
    with opened(*argv, java_script_enabled=False) as page:
        assert not page.locator(".controls").first.is_visible()
        assert page.locator("article").first.locator("table.worked").count() == 2
        words = page.locator("article").first.text_content()
        for k in (0, -1):
            for key, side in (("z", "hand"), ("dL/dz", "autograd"), ("J", "hand"), ("b+", "autograd")):
                assert told(report, key, side, k, 0) in words


@pytest.mark.parametrize("argv", PAGES, ids=" ".join)
def test_printed_both_steps_are_there_and_the_controls_are_not(opened, argv):
    with opened(*argv, viewport={"width": 718, "height": 1000}) as page:
        page.emulate_media(media="print")
        assert not page.locator(".controls").first.is_visible()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.evaluate("document.documentElement.scrollWidth") == 718
        assert all(table.is_visible() for table in page.locator("table").all())
        assert page.pdf().startswith(b"%PDF")


def test_two_data_sets_on_one_page_move_apart_from_each_other(opened):
    first, second = made(*BOTH).document["reports"][:2]
    with opened(*BOTH) as page:
        assert page.get_by_role("navigation").get_by_role("link").count() == 2
        page.locator("article").nth(1).get_by_label("step", exact=True).press("End")
        hold(page, first, 0, 0)
        shown = page.locator("article").nth(1).evaluate(NUMBERS)
        assert all(
            text.strip("()") == told(second, key, side, 4, 0 if of is None else int(of))
            for key, side, of, text in shown
        )


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "{{ 7*7 }}",
    "</style><b>&amp;",
    "'\"--><svg/onload=alert(3)>",
)


def test_a_hostile_header_is_text(opened, tmp_path):
    file = tmp_path / "<img src=y onerror=alert(4)>.csv"
    quoted = ",".join('"' + name.replace('"', '""') + '"' for name in HOSTILE)
    file.write_text(quoted + "\n1,2,3,4,5\n2,1,5,3,1\n4,4,1,2,2\n", encoding="utf-8")
    spoken = []
    with opened(str(file), "--steps", "3") as page:
        page.on("dialog", lambda dialog: spoken.append(dialog.message))
        page.get_by_label("step", exact=True).press("End")
        assert page.locator("article img, article b, article svg[onload]").count() == 0
        words = page.locator("article").inner_text()
        for name in (*HOSTILE[:3], HOSTILE[4], file.name):
            assert name in words
    assert spoken == []


@pytest.fixture(scope="module")
def broken():
    """A document made for a page."""
    setup = prepare(load("sentences"), Settings(steps=40))
    return document.build(every_run(setup), page=True)


def test_each_mistake_breaks_its_link_as_the_document_says(opened, broken):
    breaks, curves = broken["reports"][0]["breaks"], set()
    with opened(html=page_of(broken)) as page:
        choice = page.get_by_label("mistake", exact=True)
        assert choice.locator("option").count() == len(breaks)
        for i, found in enumerate(breaks):
            choice.select_option(index=i)
            shown = dict(page.locator("dd[data-break]").evaluate_all(BROKEN))
            assert shown["line"] == f"{found['symbol']} = {found['wrong']}, not {found['right']}"
            assert shown["gradient-2"] == f"{number(found['gradient']['b'])} ({number(found['right_gradient']['b'])})"
            assert shown["said"] == found["said"]
            assert shown["J"].startswith(number(found["losses"]["J"][-1]))
            curves.add(page.locator("[data-break='curve']").get_attribute("points"))
    assert len(curves) > len(breaks) / 2


def test_a_curve_with_a_mistake_is_the_documents(opened, broken):
    report = broken["reports"][0]
    with opened(html=page_of(broken)) as page:
        plot = page.locator("[data-chart='break'] .plot")
        y = plot.get_attribute("data-y-scale").split()
        low, high, bottom, top = map(float, y[1:])
        for i, found in enumerate(report["breaks"]):
            page.get_by_label("mistake", exact=True).select_option(index=i)
            points = page.locator("[data-break='curve']").get_attribute("points").split()
            inside = list(takewhile(lambda J: low <= J <= high, map(float, found["losses"]["J"])))
            assert len(points) == len(inside)
            for point, J in zip(points, inside, strict=True):
                part = np.log10(J / low) / np.log10(high / low) if y[0] == "log" else (J - low) / (high - low)
                assert abs(float(point.split(",")[1]) - (bottom + part * (top - bottom))) < 0.0501


def test_the_map_of_mistakes_is_the_documents(opened, broken):
    exposure = broken["reports"][0]["exposure"]
    with opened(html=page_of(broken)) as page:
        rows = page.locator(".heat tbody tr").evaluate_all(
            "rows => rows.map(row => [...row.cells].map(c => c.textContent))"
        )
    assert rows == [[f"{row['id']} at {row['symbol']}: {row['name']}", *row["cells"]] for row in exposure["rows"]]


ODD = {
    "one example": "a,b\n1,2\n",
    "one feature": "a,t\n1,2\n2,3\n3,5\n",
    "four features": "a,b,c,d,t\n1,2,3,4,2\n2,3,1,2,3\n3,5,3,9,1\n",
    "five features, labels": "a,b,c,d,e,t\n1,2,3,4,7,0\n2,3,1,2,3,1\n3,5,3,9,1,1\n",
    "a target that is always the same": "a,b,t\n1,2,5\n2,1,5\n4,4,5\n",
    "long names": f"{'x' * 200},{'y' * 200},t\n1,2,5\n2,1,4\n4,4,3\n",
    "saturated": "a,t\n1e200,1\n-1e200,0\n3e199,1\n",
}


@pytest.mark.parametrize("table", ODD)
def test_odd_tables_make_pages_that_work(opened, tmp_path, table):
    file = tmp_path / "table.csv"
    file.write_text(ODD[table], encoding="utf-8")
    with opened(str(file), "--raw", "--lr", "0.1", "--steps", "30", viewport={"width": 390, "height": 800}) as page:
        report = made(str(file), "--raw", "--lr", "0.1", "--steps", "30").report
        page.get_by_label("step", exact=True).press("End")
        hold(page, report, len(report["history"]) - 1, 0)
        assert page.evaluate("document.documentElement.scrollWidth") == 390


CELLS = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
BROKEN = "dds => dds.map(dd => [dd.dataset.break, dd.textContent])"
MOVED = """article => [...article.querySelectorAll("[data-moves]")].map(element =>
    [element.dataset.moves, Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]))])"""


@pytest.mark.parametrize("argv", [HOUSES, SENTENCES, CANCER], ids=" ".join)
def test_the_pictures_move_with_the_step_and_the_example(opened, argv):
    report = made(*argv).report
    moves = {name: steps for chart in charts(report) for name, steps in chart.moves.items()}
    last, examples = len(report["history"]) - 1, len(report["recorded"]["examples"])
    with opened(*argv) as page:
        for key, k in (("Home", 0), ("ArrowRight", 1), ("End", last)):
            page.get_by_label("step", exact=True).press(key)
            for e in (0, examples - 1):
                page.get_by_label("example", exact=True).select_option(index=e)
                shown = page.locator("article").evaluate(MOVED)
                assert {name for name, _ in shown} == {name.partition("@")[0] for name in moves}
                for name, attributes in shown:
                    assert moves.get(f"{name}@{e}", moves.get(name))[k].items() <= attributes.items()


def test_who_wants_less_motion_gets_less(opened):
    with opened(*HOUSES, reduced_motion="reduce") as page:
        page.get_by_role("button").click()
        page.wait_for_timeout(900)
        assert page.get_by_label("step", exact=True).input_value() == "0"
        page.locator("output", has_text="1 of").wait_for()
