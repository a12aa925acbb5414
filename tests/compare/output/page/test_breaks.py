"""Break a link, in a browser: what is shown of each mistake is the document's, and mistakes stand under their link."""

from itertools import takewhile

import numpy as np
import pytest

from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import load
from compare.output.page import page as page_of
from compare.output.page.numbers import number
from compare.output.report import document
from tests.helpers.commands import every_run

CHOSEN = """select => [...select.options].map((option, i) => {
    select.selectedIndex = i;
    select.dispatchEvent(new Event("change"));
    const texts = [...document.querySelectorAll("dd[data-break]")].map(dd => [dd.dataset.break, dd.textContent]);
    const curve = document.querySelector("[data-break='curve']").getAttribute("points");
    return { group: option.parentNode.label, called: option.textContent, texts: Object.fromEntries(texts), curve };
})"""
CELLS = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"


@pytest.fixture(scope="module")
def report():
    """A route of a document made for a page, its mistakes in the order of the chain."""
    built = document.build(every_run(prepare(load("sentences"), Settings(steps=40))), page=True)
    order = [link["name"] for link in built["reports"][0]["links"]]
    built["reports"][0]["breaks"].sort(key=lambda found: order.index(found["link"]))
    return built


def test_each_mistake_breaks_its_link_as_the_document_says(opened, report):
    breaks = report["reports"][0]["breaks"]
    with opened(html=page_of(report)) as page:
        chosen = page.get_by_label("mistake", exact=True).evaluate(CHOSEN)
        plot = page.locator("[data-chart='break'] .plot").get_attribute("data-y-scale").split()
        mapped = page.locator(".heat tbody tr").evaluate_all(CELLS)
    assert len(chosen) == len(breaks)
    for found, shown in zip(breaks, chosen, strict=True):
        assert shown["group"] == found["symbol"]
        assert shown["called"] == f"{found['id']}: {found['name']}"
        assert shown["texts"]["line"] == f"{found['symbol']} = {found['wrong']}, not {found['right']}"
        pair = f"{number(found['gradient']['b'])} ({number(found['right_gradient']['b'])})"
        assert shown["texts"]["gradient-2"] == pair
        assert shown["texts"]["said"] == found["said"]
        assert shown["texts"]["J"].startswith(number(found["losses"]["J"][-1]))
        _follows(plot, shown["curve"].split(), found["losses"]["J"])
    assert len({shown["curve"] for shown in chosen}) > len(breaks) / 2
    rows = report["reports"][0]["exposure"]["rows"]
    assert mapped == [[f"{row['id']} at {row['symbol']}: {row['name']}", *row["cells"]] for row in rows]


def _follows(plot, points, J):
    """The curve is at the height of each J up to where J leaves the picture."""
    low, high, bottom, top = map(float, plot[1:])
    inside = list(takewhile(lambda value: low <= value <= high, map(float, J)))
    for point, value in zip(points, inside, strict=True):
        part = np.log10(value / low) / np.log10(high / low) if plot[0] == "log" else (value - low) / (high - low)
        assert abs(float(point.split(",")[1]) - (bottom + part * (top - bottom))) < 0.0501


def test_one_sentence_says_with_how_many_mistakes_the_loss_still_falls(report):
    first = report["reports"][0]
    falls = [float(b["losses"]["J"][-1]) < first["loss_start"] for b in first["breaks"] if not b["diverged"]]
    assert f"with {sum(falls)} of these {len(first['breaks'])} mistakes J still falls" in page_of(report)
