"""docs/mistakes.md is the catalogue."""

from compare.mistakes import MISTAKES
from tests.docs.mistakes_page import PAGE, TABLES, renewed
from tests.docs.numerics_page import TABLE

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_page_is_as_the_catalogue_has_it():
    assert renewed() == TEXT
    assert [match[2] for match in TABLE.finditer(TEXT)] == list(TABLES)


def test_every_mistake_is_on_the_page():
    for mistake in MISTAKES:
        assert f"| {mistake.id} | {mistake.name} |" in TEXT and mistake.source in TEXT
