"""docs/power.md: the tables, as printed and as measured here on fewer problems, hold to what the page says of them."""

import re

import pytest

from compare.output.studies.detection_text import markdown_table
from compare.studies.detection.regions import regions
from compare.studies.detection.rules import RULES
from tests.docs.numerics_page import TABLE
from tests.docs.power_page import NAMES, PAGE, PROBLEMS, measured

TEXT = PAGE.read_text(encoding="utf-8")
PRINTED = {match[2]: match[3] for match in TABLE.finditer(TEXT)}
COLUMNS = ["link", *(rule.name for rule in RULES)]
EPS = {"float64": 2.0**-52, "float32": 2.0**-23}
STEPS = ("w⁺", "b⁺")


def cells(table):
    """The rows of a Markdown table as dicts, by link."""
    lines = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("|")]
    assert lines[0] == COLUMNS
    return {line[0]: dict(zip(COLUMNS[1:], line[1:], strict=True)) for line in lines[2:]}


def numbers(cell):
    """The two errors of a cell; none where the rule rejects what is right."""
    sizes = re.fullmatch(r"(> 1|[\d.e−]+) \((> 1|[\d.e−]+)\)", cell)
    return [float(size.replace("> 1", "inf").replace("−", "-")) for size in sizes.groups()] if sizes else []


@pytest.fixture(scope="module", params=["printed", "measured"])
def tables(request):
    if request.param == "printed":
        return {name: cells(table) for name, table in PRINTED.items()}
    return {name: cells(markdown_table(measured(name, problems=4))) for name in NAMES}


def test_every_table_is_on_the_page_with_a_row_for_every_link():
    assert list(PRINTED) == NAMES
    for name, table in PRINTED.items():
        chain = next(region.route.chain for region in regions() if region.name == name.partition(", ")[2])
        assert f"{PROBLEMS} problems*" in table
        assert list(cells(table)) == [link.symbol for link in chain.links]


def test_backproof_never_rejects_what_is_right_and_sees_what_the_page_says(tables):
    assert "64 ε" in TEXT and "1024 ε" in TEXT
    for name, table in tables.items():
        eps = EPS[name.partition(",")[0]]
        for link, row in table.items():
            nearly_all, half = numbers(row["backproof"])
            assert half <= 64 * eps and (nearly_all <= 1024 * eps or link == "∂J/∂b")


def test_gradcheck_accepts_nine_ten_thousandths_and_every_wrong_step(tables):
    """The slope of σ at a ŷ that is off is off by more: gradcheck sees that."""
    assert "gradcheck accepts 9e-4" in TEXT
    for table in (table for name, table in tables.items() if name.startswith("float64")):
        for link, row in table.items():
            _, half = numbers(row["gradcheck"])
            assert half > 9e-4 or link == "ŷ"
            assert link not in STEPS or half == float("inf")


def test_gradcheck_rejects_what_is_right_in_float32(tables):
    for table in (table for name, table in tables.items() if name.startswith("float32")):
        assert all(re.fullmatch(r"rejects \d+ %", row["gradcheck"]) for row in table.values())


@pytest.mark.parametrize("dtype", EPS)
def test_who_compares_with_a_clamped_loss_rejects_what_is_right(tables, dtype):
    for row in tables[f"{dtype}, saturated"].values():
        assert all(int(row[f"{rule}, gradient"].split()[1]) > 50 for rule in ("allclose", "assert_close", "1e-7"))
