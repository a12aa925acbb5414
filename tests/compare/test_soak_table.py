"""docs/soak.md has a row for every link and a column for every route, and no ratio above 1."""

import re
from pathlib import Path

import pytest

from tests.routes import ROUTES

PAGE = (Path(__file__).parents[2] / "docs" / "soak.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_page_has_every_link_of_every_route(dtype):
    section = re.search(rf"^## {dtype}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE).group(1)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    header, _, *body = rows
    assert header == ["link", *ROUTES]
    table = {name.strip("`"): dict(zip(ROUTES, cells, strict=True)) for name, *cells in body}
    for route, (chain, _, _) in ROUTES.items():
        given = [name for name, cells in table.items() if re.fullmatch(r"[01]\.\d\d", cells[route])]
        assert sorted(given) == sorted(chain.names)
        assert all(float(table[name][route]) <= 1 for name in given)
        assert int(table["values"][route].replace(",", "")) > 0
