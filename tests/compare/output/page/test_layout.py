"""How the page is laid out: what is seen first, what is closed, on a phone, on paper, by keyboard, for axe."""

import re

import pytest

from tests.helpers.pages import made, told

HOUSES = ("houses", "--steps", "40")
SENTENCES = ("sentences", "--steps", "40")
CANCER = ("breast-cancer", "--steps", "3")
BOTH = ("--steps", "5")
PAGES = [CANCER, BOTH]
PHONE = {"width": 390, "height": 844}
OPEN = "document.querySelectorAll('details').forEach(details => { details.open = true; })"
SHORT = (
    "document.querySelectorAll('.heat tr:nth-child(n + 5), .mistakes tr:nth-child(n + 5)').forEach(tr => tr.remove())"
)
BOXES = "found => found.map(e => e.getBoundingClientRect()).map(({ x, y, right, bottom }) => [x, y, right, bottom])"
CLASHES = """svg => {
    const texts = [...svg.querySelectorAll("text")].map(e => [e.textContent, e.getBoundingClientRect()]);
    const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.x, b.x) > 2;
    const over = (a, b) => across(a, b) && Math.min(a.bottom, b.bottom) - Math.max(a.y, b.y) > 5;
    return texts.flatMap(([a, at], i) => texts.slice(i + 1).filter(([, b]) => over(at, b)).map(([b]) => [a, b]));
}"""
UNDER = """article => [...article.querySelectorAll("h2")].filter(h2 => h2.checkVisibility()).map(h2 => {
    h2.scrollIntoView();
    return h2.getBoundingClientRect().y - article.querySelector(".controls").getBoundingClientRect().bottom;
})"""


def shown(page, selector):
    """The boxes of what is visible, as left, top, right, bottom."""
    return page.locator(f"{selector} >> visible=true").evaluate_all(BOXES)


@pytest.mark.parametrize("argv", [HOUSES, SENTENCES, CANCER], ids=" ".join)
def test_slider_and_graph_are_on_the_first_screen(opened, argv):
    with opened(*argv, viewport={"width": 1280, "height": 800}) as page:
        (slider,), (graph,) = shown(page, "input[type=range]"), shown(page, ".graph")
        assert slider[3] < graph[1] < graph[3] <= 800
        for key in ("Home", "End"):
            page.get_by_label("step", exact=True).press(key)
            assert page.locator(".graph").first.evaluate(CLASHES) == []


def test_breaking_a_link_follows_the_chain_and_what_few_need_is_closed(opened):
    with opened(*SENTENCES) as page:
        heads = page.locator("article h2").all_inner_texts()
        assert heads[:3] == ["The computational graph", "The chain rule, worked", "Break a link"]
        assert page.locator("details[open]").count() == 0
        assert not shown(page, ".heat, .mistakes, .facts:not([aria-live])")
        page.get_by_text("The settings, and how sure this is").click()
        assert len(shown(page, ".facts:not([aria-live])")) == 2


def test_by_keyboard_ulps_are_asked_for_and_put_away(opened):
    ulps = ".worked td:nth-child(n + 6)"
    with opened(*HOUSES) as page:
        assert shown(page, ".worked td:nth-child(5)") and not shown(page, ulps)
        page.get_by_label(re.compile("in ulps")).press("Space")
        assert shown(page, ulps)
        page.get_by_label(re.compile("in ulps")).press("Space")
        assert not shown(page, ulps)


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, PHONE], ids=["desk", "phone"])
def test_no_heading_that_is_gone_to_lies_under_the_bar(opened, viewport):
    with opened(*SENTENCES, viewport=viewport) as page:
        assert min(page.locator("article").evaluate(UNDER)) >= 0


@pytest.mark.parametrize("argv", [HOUSES, SENTENCES, CANCER], ids=" ".join)
def test_on_a_phone_the_graph_is_whole_and_both_values_stand_under_each_formula(opened, argv):
    with opened(*argv, viewport=PHONE) as page:
        page.get_by_label("step", exact=True).press("End")
        (slider,), (graph,) = shown(page, "input[type=range]"), shown(page, ".graph")
        assert slider[3] < PHONE["height"] and graph[0] >= 0 and graph[2] <= PHONE["width"]
        for left, top, right, bottom in shown(page, ".narrow text"):
            assert left >= 0 and right <= PHONE["width"] and top >= graph[1] - 1 and bottom <= graph[3] + 1
        assert page.locator(".narrow").first.evaluate(CLASHES) == []
        columns = [shown(page, f".worked .part > :nth-child({i})") for i in (2, 3, 4, 5)]
        for formula, plugged, hand, autograd in zip(*columns, strict=True):
            assert formula[3] <= plugged[1] + 1 and plugged[3] <= hand[1] + 1 and hand[3] <= autograd[1] + 1
            assert max(hand[2], autograd[2]) <= PHONE["width"]


@pytest.mark.parametrize("argv", PAGES, ids=" ".join)
def test_the_page_never_scrolls_sideways(opened, argv):
    with opened(*argv) as page:
        page.evaluate(OPEN)
        for width in (320, 390, 768, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("argv", PAGES, ids=" ".join)
def test_without_javascript_the_first_and_the_last_step_are_there(opened, argv):
    report = made(*argv).report
    with opened(*argv, java_script_enabled=False) as page:
        assert not shown(page, ".controls")
        assert page.locator("article").first.locator("table.worked").count() == 2
        words = page.locator("article").first.text_content()
        for k in (0, -1):
            for key, side in (("z", "hand"), ("dL/dz", "autograd"), ("J", "hand"), ("b+", "autograd")):
                assert told(report, key, side, k, 0) in words


@pytest.mark.parametrize("argv", [HOUSES, SENTENCES, CANCER], ids=" ".join)
def test_on_paper_closed_parts_stay_closed_and_a_data_set_takes_under_five_pages(opened, argv):
    with opened(*argv, viewport={"width": 718, "height": 1000}) as page:
        page.emulate_media(media="print")
        assert not shown(page, ".controls, .heat, details table")
        assert shown(page, ".broad") and not shown(page, ".narrow")
        assert page.evaluate("document.documentElement.scrollWidth") == 718
        assert 1 < len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) < 5
        page.evaluate("document.querySelector('details:has(.worked)').open = true")
        assert len(shown(page, ".worked")) == 2


def test_on_paper_no_table_is_split_after_one_row(opened):
    with opened(*SENTENCES) as page:
        page.emulate_media(media="print")
        kept = page.locator("article tr:first-child, article tr:nth-last-child(2)").evaluate_all(
            "rows => rows.map(row => [getComputedStyle(row).breakAfter, getComputedStyle(row).breakInside])"
        )
        assert kept and set(map(tuple, kept)) == {("avoid", "avoid")}


def test_axe_finds_nothing_in_light_and_the_contrast_holds_in_dark(opened):
    """Long tables are cut to a few rows, which are all alike."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing")
    for scheme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
        with opened(*BOTH, color_scheme=scheme, bypass_csp=True) as page:
            page.evaluate(SHORT)
            page.evaluate(OPEN)
            found = axe.Axe().run(page, options=options)
            assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_on_a_phone(opened):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing")
    with opened(*HOUSES, viewport=PHONE, bypass_csp=True) as page:
        found = axe.Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_the_glossary_has_the_four_words_and_the_docs_that_say_more(opened):
    with opened(*SENTENCES) as page:
        assert page.locator("#words dt").all_inner_texts() == ["allowance", "ulp", "clamped", "blind"]
        assert "docs/verdicts.md" in page.locator("#words").inner_text()
        page.get_by_role("link", name="ulps").click()
        assert page.locator("#words").evaluate("part => part.getBoundingClientRect().y < innerHeight")
