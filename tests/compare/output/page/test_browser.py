"""The page in a real browser: everything that moves holds the document's numbers, and nothing leaves the page."""

import pytest

from compare.output.page.charts import charts
from tests.helpers.pages import made, told

HOUSES = ("houses", "--steps", "40")
SENTENCES = ("sentences", "--steps", "40")
CANCER = ("breast-cancer", "--steps", "3")
BOTH = ("--steps", "5")
NUMBERS = """article => [...article.querySelectorAll("[data-link]")].map(element =>
    [element.dataset.link, element.dataset.side, element.dataset.example ?? null, element.textContent])"""


def numbers(page):
    return page.locator("article").first.evaluate(NUMBERS)


def hold(page, report, k, e):
    """Every number that moves is the document's at a recorded step and example."""
    shown = numbers(page)
    assert len(shown) > 100
    for key, side, of, text in {tuple(found) for found in shown}:
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


@pytest.mark.parametrize("argv", [SENTENCES, CANCER], ids=" ".join)
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


def test_two_data_sets_on_one_page_move_apart_from_each_other(opened):
    first, second = made(*BOTH).document["reports"][:2]
    with opened(*BOTH) as page:
        assert page.get_by_role("navigation").get_by_role("link").count() == 2
        page.locator("article").nth(1).get_by_label("step", exact=True).press("End")
        hold(page, first, 0, 0)
        shown = page.locator("article").nth(1).evaluate(NUMBERS)
        for key, side, of, text in {tuple(found) for found in shown}:
            assert text.strip("()") == told(second, key, side, 4, 0 if of is None else int(of))


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
