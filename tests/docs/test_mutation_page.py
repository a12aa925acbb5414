"""The page of mutants: what its rows name exists, its numbers add up and meet the targets, and how they are counted."""

import pkgutil

import pytest

from tests.docs.mutation_page import PAGE, TARGETS, Mutant, changed, counts, listed, parts, readable, renewed

TEXT = PAGE.read_text(encoding="utf-8")
ROWS = [[cell.strip(" `") for cell in row.strip("| ").split(" | ")] for row in parts(TEXT)["counts"].splitlines()[2:]]


@pytest.mark.parametrize("where", sorted({where for where, _ in listed(TEXT)}))
def test_a_function_with_an_equivalent_mutant_exists(where):
    assert callable(pkgutil.resolve_name(where)) or isinstance(pkgutil.resolve_name(where), property)


def test_every_row_of_the_list_of_equivalents_is_read_and_has_a_reason():
    assert len(listed(TEXT)) == len(parts(TEXT)["equivalent"].splitlines()) - 2
    assert all(len(why) > 5 for why in listed(TEXT).values())


def test_the_numbers_of_the_page_add_up_and_meet_the_targets():
    rows = {name: [*map(int, numbers)] for name, *numbers, _ in ROWS}
    for total, seen, equivalent, left in rows.values():
        assert total == seen + equivalent + left
    for package, target in TARGETS.items():
        files = [row for name, row in rows.items() if name.startswith(f"{package}/")]
        assert [sum(column) for column in zip(*files, strict=True)] == rows[package]
        assert rows[package][1] >= target * (rows[package][0] - rows[package][2])
    assert sum(row[2] for name, row in rows.items() if name in TARGETS) >= len(listed(TEXT))


@pytest.mark.parametrize(
    ("key", "where"),
    [
        ("compare.judging.summary.x__counted__mutmut_12", "compare.judging.summary._counted"),
        ("manual.sigmoid.x_sigmoid__mutmut_1", "manual.sigmoid.sigmoid"),
        ("compare.arithmetic.balls.xǁBallǁ__add____mutmut_3", "compare.arithmetic.balls.Ball.__add__"),
    ],
)
def test_a_mutant_is_told_by_its_function(key, where):
    assert readable(key) == where


def test_a_mutant_is_told_by_the_lines_it_adds():
    assert changed("--- a\n+++ b\n context\n-    old\n+    new |\n+    lines\n") == "new | lines"


def test_what_is_neither_seen_nor_equivalent_is_left():
    mutants = [
        Mutant("manual/a.py", "manual.a.f", "", "killed"),
        Mutant("manual/a.py", "manual.a.f", "", "timeout"),
        Mutant("manual/a.py", "manual.a.f", "x | y", "survived"),
        Mutant("manual/b.py", "manual.b.g", "x | y", "survived"),
        Mutant("manual/b.py", "manual.b.g", "z", "no tests"),
    ]
    text = "".join(f"<!-- table: {name} -->\n<!-- end -->\n" for name in ("counts", "left"))
    text += (
        "<!-- table: equivalent -->\n| function | mutant | why |\n| `manual.a.f` | `x \\| y` | the same |\n<!-- end -->"
    )
    assert listed(text) == {("manual.a.f", "x | y"): "the same"}
    assert counts(mutants, listed(text)) == {
        "manual": (5, 2, 1, 2, 0.5),
        "manual/a.py": (3, 2, 1, 0, 1.0),
        "manual/b.py": (2, 0, 0, 2, 0.0),
    }
    page = parts(renewed(text, mutants, listed(text)))
    assert page["left"].splitlines()[2:] == [
        "| `manual.b.g` | `x \\| y` | survived |",
        "| `manual.b.g` | `z` | no tests |",
    ]
    assert page["counts"].splitlines()[2] == "| `manual` | 5 | 2 | 1 | 2 | 50.0% |"
    assert parts(renewed(text, mutants[:3], listed(text)))["left"] == "None.\n"
    assert page["equivalent"] == parts(text)["equivalent"]
