"""On a terminal of any usual width every symbol, verdict and number is whole; in a pipe no line ends in blanks."""

import io
import re

import pytest

from compare.cli.explain import explain
from compare.cli.options import parse
from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import NAMES, load
from compare.output import terminal
from compare.output.report import text
from tests.helpers.commands import command, every_run, report

WIDTHS = (80, 100, 120, 160)
SETTINGS = {
    "houses": Settings(steps=30),
    "sentences": Settings(steps=30),
    "breast-cancer": Settings(steps=3, raw=True),
}


def screen_of(width):
    return terminal.Screen(file=io.StringIO(), width=width, force_terminal=True, color_system=None, emoji=False)


@pytest.fixture(scope="module", params=SETTINGS)
def runs(request):
    return every_run(prepare(load(request.param), SETTINGS[request.param]))


def blocks_of(shown):
    """The lines of each table, its heading first, cells split at two blanks."""
    return [
        [re.split(r"\s{2,}", line.strip()) for line in block.splitlines()]
        for block in re.split(r"\n\s*\n", shown)
        if "───" in block
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_symbol_and_verdict_of_every_route_is_whole(runs, width):
    screen = screen_of(width)
    for run in runs:
        screen.file.truncate(0)
        terminal.columns.show(screen, terminal.links(run))
        shown = screen.file.getvalue().lstrip("\0")
        head, _, body = shown.partition("───")
        assert "…" not in head and {"link", "verdict"} <= set(head.split())
        rows = [line.strip() for line in body.splitlines()[1:]]
        for cells in text.link_rows(run):
            assert any(row.startswith(cells[0]) and row.endswith(cells[-1]) for row in rows), (cells, width)
        assert all(len(line.rstrip()) <= width for line in shown.split("left out")[0].splitlines())


@pytest.mark.parametrize("width", WIDTHS)
def test_every_table_fits_and_nothing_in_it_is_cut(runs, width):
    screen = screen_of(width)
    terminal.show(runs, screen)
    shown = screen.file.getvalue()
    for block in blocks_of(shown):
        assert not any(cell.endswith("…") for row in block for cell in row)
    for word in ("by", "hand:", "median", "largest", "error", "allowance", "prediction"):
        assert word in shown.split()
    missing = re.findall(r"left out, this screen being (\d+) columns wide: (.*)", shown)
    assert {int(told) for told, _ in missing} == ({width} if missing else set()) and (missing or width > 80)


def test_the_order_in_which_columns_go():
    run = every_run(prepare(load("sentences"), Settings(steps=2)))[0]
    gone = []
    for width in range(200, 40, -3):
        screen = screen_of(width)
        terminal.columns.show(screen, terminal.links(run))
        said = screen.file.getvalue().partition("columns wide: ")[2].strip()
        if said and said not in gone:
            gone.append(said)
    counts = [len(names.split(", ")) for names in gone]
    assert gone[0] == "blind" and counts == sorted(set(counts)) and gone[-1].count(", ") == 6


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_worked_example_breaks_no_number_and_no_symbol(name, width, monkeypatch):
    wide = command("explain", name, "--full").out
    screen = screen_of(width)
    monkeypatch.setattr(terminal, "console", lambda whole: screen)
    assert explain(parse(["explain", name, "--full"])) == 0
    shown = screen.file.getvalue()
    table = wide.partition("───")[2].partition("\n\n")[0]
    last = None if "autograd node" in shown else -1
    tokens = {word for line in table.splitlines()[1:] for word in line.split()[:last]}
    assert len(tokens) > 20 and tokens <= set(shown.split()), tokens - set(shown.split())
    assert ("AddmmBackward0" in shown.split()) == ("autograd node" in shown)
    body = re.split(r"\n\s*\n", shown.partition("───")[2])[0]
    assert max(len(line.rstrip()) for line in body.splitlines()[1:]) <= width


def test_in_a_pipe_no_line_ends_in_blanks():
    told = report("houses", "sentences", "--steps", "5")
    tables = command("explain", "houses", "--full").out, command("truth", "--dtype", "float32", "--table").out
    for out in (told.out, command("report", "houses").out, command("explain", "houses").out, *tables):
        assert not re.search(r"[ \t]+$", out, flags=re.MULTILINE)
