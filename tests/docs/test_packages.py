"""The drawing of the packages is today's: every package is a box, every import an arrow, and none runs up."""

import textwrap
import tomllib
from xml.etree import ElementTree

import pytest

from tests.docs.blocks import ROOT
from tests.docs.packages import PAGE, WRAP, arrows, charter, drawing, packages

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
BOXES = packages(CONTRACTS)


def test_the_drawing_is_that_of_the_code():
    assert PAGE.read_text(encoding="utf-8") == drawing(), "run make docs"


def test_every_package_is_drawn_once_and_no_arrow_runs_up():
    inside = {f"compare.{path.parent.name}" for path in (ROOT / "compare").glob("*/__init__.py")}
    assert sorted(box.module for box in BOXES if box.module not in ("compare.errors", "compare.wording")) == sorted(
        inside | set(CONTRACTS["root_packages"]) - {"compare"}
    )
    order = {box: k for k, box in enumerate(BOXES)}
    pairs = arrows(BOXES, CONTRACTS["root_packages"])
    assert pairs and all(order[importer] < order[package] for importer, package in pairs)
    assert not ElementTree.fromstring(drawing()).findall(".//*[@class='line up']")


@pytest.mark.parametrize("box", BOXES, ids=lambda box: box.name)
def test_a_charter_is_a_sentence_that_fits_its_box(box):
    assert len(textwrap.wrap(charter(box.module), WRAP)) <= 2
