"""docs/soak.md has a row for every link and a column for every route, no ratio above 1, and no false alarm."""

import re
from pathlib import Path

import pytest

from tests.helpers.right_forms import right_forms
from tests.helpers.routes import ROUTES

PAGE = (Path(__file__).parents[2] / "docs" / "soak.md").read_text(encoding="utf-8")


def table_of(level, title, first):
    """The table under a heading, by row and route; `first` is the head of its first column."""
    section = re.search(rf"^{level} {title}\n(.*?)(?=^##|\Z)", PAGE, re.DOTALL | re.MULTILINE).group(1)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    header, _, *body = rows
    assert header == [first, *ROUTES]
    return {name.strip("`"): dict(zip(ROUTES, cells, strict=True)) for name, *cells in body}


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_page_has_every_link_of_every_route(dtype):
    table = table_of("##", dtype, "link")
    for route, (chain, _, _) in ROUTES.items():
        given = [name for name, cells in table.items() if re.fullmatch(r"[01]\.\d\d", cells[route])]
        assert sorted(given) == sorted(chain.names)
        assert all(float(table[name][route]) <= 1 for name in given)
        assert int(table["values"][route].replace(",", "")) > 0


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_page_counts_every_right_form_and_no_false_alarm(dtype):
    table = table_of("###", dtype, "")
    assert list(table) == ["forms", "problems", "values", "without claim", "disagreements", "named"]
    for route, (chain, _, _) in ROUTES.items():
        assert int(table["forms"][route]) == len(right_forms(chain))
        assert table["disagreements"][route] == table["named"][route] == "0"
    assert sum(int(cell.replace(",", "")) for cell in table["problems"].values()) >= 100_000
