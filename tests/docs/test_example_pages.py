"""The pages in docs/ are what the command writes today, and they are linked to."""

import pytest

from tests.docs.example_pages import FOLDER, PAGES, lasting, written


@pytest.mark.parametrize("name", PAGES)
def test_the_page_in_the_docs_is_what_the_command_writes(name, tmp_path):
    assert lasting(FOLDER / f"{name}.html") == lasting(written(name, tmp_path)), "run make pages"


def test_the_docs_link_to_the_pages():
    said = (FOLDER.parent / "page.md").read_text(encoding="utf-8")
    for name in PAGES:
        assert f"(pages/{name}.html)" in said
