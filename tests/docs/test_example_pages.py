"""The pages in docs/ are what the command writes today, and they are linked to."""

import re

import pytest

from tests.docs.example_pages import FOLDER, PAGES, lasting, written


@pytest.mark.parametrize("name", PAGES)
def test_the_page_in_the_docs_is_what_the_command_writes(name, tmp_path):
    assert lasting(FOLDER / f"{name}.html") == lasting(written(name, tmp_path)), "run make pages"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"all agree", "one disagrees"),
        (r'(<tr data-heights="\d+)\.5', r"\g<1>.6"),
        (r"(\d+)(?=</td><td[^>]*>\d+</td><td[^>]*>0</td><td[^>]*>0</td><td[^>]*>0</td><td>right)", r"1\1"),
        (r"right(?=</td></tr>)", "wrong"),
        (r"0\.0065064(?= after 200 steps)", "0.0065065"),
        (r"0\.24101(?= 0\.47408)", "0.24102"),
        (r'points="(\d+)', 'points="1'),
    ],
)
def test_a_changed_word_number_or_curve_of_a_page_is_noticed(old, new, tmp_path):
    page = FOLDER / "sentences.html"
    changed = tmp_path / page.name
    html, exchanged = re.subn(old, new, page.read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
    changed.write_text(html, encoding="utf-8")
    assert exchanged and lasting(changed) != lasting(page)


def test_of_the_broken_descents_one_swings():
    assert [len(re.findall(r"^\[\d", lasting(FOLDER / f"{name}.html")[0], re.MULTILINE)) for name in PAGES] == [0, 1]


def test_the_docs_link_to_the_pages():
    said = (FOLDER.parent / "page.md").read_text(encoding="utf-8")
    for name in PAGES:
        assert f"(pages/{name}.html)" in said
