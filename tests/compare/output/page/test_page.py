"""The page as text: whole, safe, small, quickly made, and its tables are the document's."""

import base64
import hashlib
import json
import re
from collections import Counter
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from compare.experiment.routes import routes
from compare.experiment.run import run
from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import load
from compare.mistakes import known_mistakes
from compare.mistakes.planting import plant
from compare.output.page import page
from compare.output.page.numbers import number
from compare.output.report import document
from tests.helpers.commands import PRICES, SENTENCES
from tests.helpers.pages import made, told

CASES = [
    ("houses", "--steps", "40"),
    ("sentences", "--steps", "40"),
    ("breast-cancer", "--steps", "3"),
    ("breast-cancer", "--raw", "--steps", "3"),
    ("houses", "--raw"),
    ("houses", "--steps", "1"),
    ("houses", "sentences", "--dtype", "float32", "--mode", "free", "--steps", "30"),
    ("diabetes", "longley", "--steps", "3"),
    (PRICES, "--steps", "30"),
    (SENTENCES, "--start", "zero", "--steps", "3"),
]
VOID = {"meta", "link", "input"}


class Read(HTMLParser):
    """Tags and attributes as written, the rows of every table, and whether every tag is closed in its turn."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.tables, self.cell = [], [], [], None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.cell = ""

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag in ("td", "th"):
            self.tables[-1][-1].append(self.cell)
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data


@pytest.fixture(params=CASES, ids=" ".join)
def case(request):
    return made(*request.param)


def test_every_tag_is_closed_and_every_id_is_one_elements(case):
    read = Read(case.html)
    assert read.open == []
    ids = Counter(attributes["id"] for _, attributes in read.tags if "id" in attributes)
    assert set(ids.values()) == {1}
    for _, attributes in read.tags:
        for name in ("for", "aria-labelledby", "href"):
            for target in attributes.get(name, "").split():
                assert target.startswith("data:") or target.removeprefix("#") in ids


def test_the_policy_allows_the_pages_own_script_and_style_and_nothing_else(case):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', case.html)[1].replace("&#39;", "'")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for name, pattern in (("style-src", r"<style>(.*?)</style>"), ("script-src", r"<script>(.*?)</script>")):
        (text,) = re.findall(pattern, case.html, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"
    attributes = [name for _, found in Read(case.html).tags for name in found]
    assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_nothing_on_the_page_is_elsewhere(case):
    assert not re.findall(r"(?:https?:)?//\w", re.sub(r"(?:base64,|sha256-)[\w+/=]+", "", case.html))


def test_every_formula_is_xml_without_a_backslash(case):
    formulas = re.findall(r"<math.*?</math>", case.html, flags=re.DOTALL)
    assert len(formulas) > 80
    for formula in formulas:
        ElementTree.fromstring(formula)
        assert "\\" not in formula


def rows_of(case, head):
    """The rows, without their heads, of the tables whose first heading and second are these."""
    return [table[1:] for table in Read(case.html).tables if table[0][: len(head)] == list(head)]


def test_the_tables_of_links_are_the_documents(case):
    tables = rows_of(case, ("link", "formula", "autograd node"))
    assert len(tables) == len(case.document["reports"])
    for report, rows in zip(case.document["reports"], tables, strict=True):
        for link, row in zip(report["links"], rows, strict=True):
            largest = [number(link[name], 2) for name in ("max_difference", "max_error_over_allowance")]
            counts = [f"{link[name]:,}" for name in ("compared", "claimed", "blind")]
            verdict = link["verdict"] + (f" ({link['clamped']:,})" if link["clamped"] else "")
            assert [row[0], *row[2:]] == [link["symbol"], link["node"], *counts[:2], *largest, counts[2], verdict]


def test_the_last_step_stands_in_a_table_of_its_own(case):
    report, worked = case.report, rows_of(case, ("link", "formula", "with its numbers"))
    first, last = (table for table in worked[:2])
    assert [row[:2] for row in first] == [row[:2] for row in last]
    names = [link["name"] for link in report["links"] if link["name"] in ("z", "y_hat", "L", "dL/dy_hat", "dL/dz")]
    for k, table in ((0, first), (-1, last)):
        rows = [row for row in table if len(row) > 1]
        for name, row in zip(names, [rows[0], rows[1], rows[2], rows[3], rows[5]], strict=True):
            shown = [told(report, name, side, k, 0) for side in ("hand", "autograd", "apart", "hand-ulps")]
            assert row[3:7] == shown


def test_the_record_holds_no_end_of_its_script(case):
    records = re.findall(r'<script type="application/json">(.*?)</script>', case.html, flags=re.DOTALL)
    assert len(records) == case.html.count("<article")
    for record in records:
        assert "<" not in record
        json.loads(record)


def test_a_mistake_is_told_on_the_page():
    setup = prepare(load("sentences", None, None), Settings(steps=5))
    route = routes("classification")[0]
    known = next(known for known in known_mistakes(route.chain) if known.key == "E09 dL/dz")
    wrong = {known.slip.link: known.slip.form}
    found = run(setup, route._replace(candidate=lambda problem: plant(route.chain, wrong, problem)))
    html = page(document.build([found], page=True))
    assert "They disagree" in html
    assert "∂L/∂z is wrong first, at step 0; the hand-derived side is wrong there." in html
    assert "this looks like E09" in html
    assert "All agree" not in html
    marked = re.findall(r'<text class="symbol wrong"[^>]*>([^<]*)</text>', html)
    assert marked and set(marked) == {"∂𝐿/∂𝑧 ≠"}


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("houses", 1000),
        pytest.param("sentences", 1000, marks=pytest.mark.soak),
        pytest.param("breast-cancer", 1000, marks=pytest.mark.soak),
    ],
)
def test_a_page_that_holds_as_many_steps_as_one_may_is_under_500_kb(name, steps):
    assert len(made(name, "--steps", str(steps)).html.encode()) < 500_000


def test_the_json_written_beside_a_page_holds_all_that_the_page_shows():
    held = made("houses", "--steps", "5")
    assert held.report["breaks"] and held.report["exposure"] and page(held.document) == held.html
