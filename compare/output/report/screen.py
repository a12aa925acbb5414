"""`report` on a terminal: the answer and one table; or everything, between the answer and the answer again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console

from compare.experiment.run import Run
from compare.output import machine, tables, terminal
from compare.output.paragraph import paragraph, put, width_of
from compare.output.report import notes, results, text
from compare.output.report.answer import Group, evidence, headline, said, word, word_of
from compare.output.tables import Content
from compare.wording import count, significant, vector

HEAD = ("link", "values", "verdict")
LINK, VALUES = 0, 2  # of `text.LINK_HEAD`; the verdict comes last


def show(screen: Console, groups: Sequence[Group], *, strict: bool) -> None:
    """The answer, one table with what is needed to read it, and the options that tell more; the answer closes it."""
    width = width_of(screen)
    put(screen, headline(groups, width, strict=strict))
    screen.print()
    if len(groups) == 1:
        _show_one(screen, groups[0], width)
    else:
        _show_several(screen, groups, width)
    put(screen, paragraph("  ", _more(groups), width))
    put(screen, headline(groups, width, strict=strict))


def show_full(screen: Console, groups: Sequence[Group], seconds: float, *, strict: bool) -> None:
    """Every table of every route of every data set."""
    width = width_of(screen)
    put(screen, headline(groups, width, strict=strict))
    screen.print(machine.in_one_line(), markup=False, soft_wrap=True)
    for group in groups:
        terminal.show(group, screen)
    screen.print(f"  {seconds:.1f} s\n  {text.closing([run for group in groups for run in group])}", soft_wrap=True)
    put(screen, headline(groups, width, strict=strict))


def _show_one(screen: Console, group: Group, width: int) -> None:
    shown = _worth_a_table(group)
    for line in _set_up(shown):
        put(screen, paragraph("  ", line, width))
    put(screen, paragraph("  ", text.route_name(shown), width))
    tables.show(screen, _links(shown))
    for line in (*_below(shown), *results.results(group)[::2]):
        put(screen, paragraph("  ", line, width))


def _worth_a_table(group: Group) -> Run:
    """The first route that does not agree, or else the first."""
    return next((run for run in group if word(run) != "PASS"), group[0])


def _set_up(run: Run) -> Iterator[str]:
    """What was run, and what the data set warns of."""
    data, problem = run.setup.data, run.setup.problem
    why = "" if data.task_reason == "given" else f" ({data.task_reason})"
    scaled = ", features standardised" if run.setup.standardised else ""
    start = f"w = {vector(problem['w'])}, b = {significant(float(problem['b']))}"
    yield (
        f"{text.columns(run)}: {data.task}{why}, {count(len(data.y), 'example')}{scaled}; "
        f"start {start}, α = {problem['lr']:g}, {problem['x'].dtype}"
    )
    yield from run.setup.warnings


def _below(run: Run) -> list[str]:
    """What the table does not say: no claims and clamps, how far the sides ran apart, and what is wrong."""
    return [*notes.limits(run), *notes.distance(run), *evidence(run)]


def _links(run: Run) -> Content:
    """One row a link: its formula, how many values, and the verdict."""
    rows = [(terminal.literal(row[LINK]), row[VALUES], terminal.coloured(row[-1])) for row in text.link_rows(run)]
    return Content("", HEAD, rows, right=(1,))


def _show_several(screen: Console, groups: Sequence[Group], width: int) -> None:
    longest = max(len(group[0].setup.data.name) for group in groups)
    for group in groups:
        name = group[0].setup.data.name.ljust(longest)
        put(screen, paragraph(f"  {word_of(group)}  {name}   ", said(group), width))
    tables.show(screen, _side_by_side(groups))
    for group in groups:
        shown = _worth_a_table(group)
        for line in (*shown.setup.warnings, *_below(shown)):
            put(screen, paragraph(f"  {shown.setup.data.name}: ", line, width))


def _side_by_side(groups: Sequence[Group]) -> Content:
    """One row a link, one column a data set: the verdict on each."""
    shown = [_worth_a_table(group) for group in groups]
    symbols = {link.name: link.symbol for run in shown for link in run.route.chain.links}
    verdicts = [{link.name: link.verdict for link in run.descent.report.links} for run in shown]
    rows = [[symbol, *(terminal.coloured(of.get(name, "—")) for of in verdicts)] for name, symbol in symbols.items()]
    head = ["link", *(terminal.literal(run.setup.data.name) for run in shown)]
    return Content("", head, rows, right=(), drop=[(i,) for i in range(len(shown), 1, -1)])


def _more(groups: Sequence[Group]) -> str:
    """Which options tell more, in brackets."""
    one = "" if len(groups) == 1 else f"the table of one: backproof report {groups[0][0].setup.data.name}; "
    return f"({one}ulps, every route and number: --full; the page: --html report.html)"
