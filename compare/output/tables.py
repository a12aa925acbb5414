"""Tables as a screen of any width holds them: with broken headings, then without columns, in a fixed order."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from rich import box
from rich.console import Console
from rich.table import Table

from compare.output.stream import Paper

ENDLESS = 100_000


@dataclass(frozen=True)
class Content:
    """A table's words as markup. `right` are the columns of numbers, `drop` what a narrow screen leaves out first."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Collection[int]
    drop: Sequence[tuple[int, ...]] = ()
    wrapped: Collection[int] = (0,)

    def spelt(self, paper: Paper) -> Content:
        """The same with the letters that the paper holds, so that columns are as wide as what will be seen."""
        rows = [[*map(paper.spelt, row)] for row in self.rows]
        return replace(self, title=paper.spelt(self.title), head=[*map(paper.spelt, self.head)], rows=rows)

    def table(self, shown: Sequence[int], *, broken: bool = False) -> Table:
        """The columns `shown`; only those in `wrapped` may be broken at blanks, and headings where `broken` says so."""
        table = Table(box=box.SIMPLE_HEAD, title=self.title or None, title_justify="left", title_style="bold")
        for index in shown:
            name = _narrow(self.head[index]) if broken else self.head[index]
            table.add_column(
                name,
                justify="right" if index in self.right else "left",
                no_wrap=index not in self.wrapped,
                overflow="fold" if index in self.wrapped else "ellipsis",
            )
        for row in self.rows:
            table.add_row(*(row[index] for index in shown))
        return table


def _narrow(heading: str) -> str:
    """The heading on lines as short as its longest word allows."""
    return textwrap.fill(heading, max(map(len, heading.split())), break_on_hyphens=False)


def show(screen: Console, content: Content) -> None:
    """Print the table as it fits, and say which columns it does not hold."""
    content = content.spelt(Paper(encoding=screen.encoding))
    shown = every = list(range(len(content.head)))
    table = content.table(shown)
    for gone in ((), *content.drop):
        if fits(screen, table):
            break
        shown = [index for index in shown if index not in gone]
        table = content.table(shown, broken=True)
    put(screen, table)
    if len(shown) < len(every):
        names = ", ".join(content.head[index] for index in every if index not in shown)
        screen.print(f"  left out, this screen being {screen.width} columns wide: {names}", soft_wrap=True)


def fits(screen: Console, table: Table) -> bool:
    """Whether the screen holds the table with no cell broken."""
    return screen.measure(table, options=screen.options.update(width=ENDLESS)).maximum <= screen.width


def put(screen: Console, table: Table) -> None:
    """Print a table; in a pipe or a file, without the blanks that fill its lines."""
    if screen.is_terminal:
        screen.print(table)
        return
    with screen.capture() as filled:
        screen.print(table)
    screen.out("\n".join(line.rstrip() for line in filled.get().splitlines()), highlight=False)
