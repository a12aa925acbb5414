"""The smallest errors seen, for people: on a terminal, and as Markdown."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.console import Console

from compare.output import machine, terminal
from compare.output import tables as columns
from compare.output.tables import Content
from compare.studies.detection.measure import PARTS, Figure, Table
from compare.studies.detection.rules import RULES
from compare.wording import count, minus

HEAD = ("link", *(rule.name for rule in RULES))
DROPS = ((8, 7), (6, 5), (4, 3))
"""Of `HEAD`: a rule's two columns at a time; backproof and gradcheck stay."""
LEGEND = (
    f"each cell: the smallest relative error of the link that is seen in {100 * PARTS[0]:g} % of the problems, and in "
    "brackets in half of them; every later link is right given what it then takes",
    "> 1: not even an error as large as the value; rejects 12 %: of the problems where nothing is wrong",
    "gradcheck: torch.autograd.gradcheck of J by w and b; allclose: np.allclose; assert_close: "
    "torch.testing.assert_close; 1e-7: a relative error of at most 1e-7; all with their defaults",
    "link: at the values of that link, gradient: at ∂J/∂w and ∂J/∂b; by hand against autograd",
)


def title(table: Table) -> str:
    """What one table shows."""
    region, route = table.region, table.region.route
    return (
        f"{table.dtype}, {region.name}{_where(table)}: {route.form} form against {route.name}, "
        f"{count(table.problems, 'problem')}"
    )


def _where(table: Table) -> str:
    if not table.region.sizes:
        return ""
    low, high = table.region.sizes[table.dtype]
    return f", {low:g} < |z| < {high:g}"


def rows(table: Table) -> list[tuple[str, ...]]:
    """One row a link."""
    cells: dict[str, list[str]] = {link.name: [link.symbol] for link in table.region.route.chain.links}
    for figure in table.figures:
        cells[figure.link].append(_cell(figure))
    return [tuple(row) for row in cells.values()]


def _cell(figure: Figure) -> str:
    if math.isnan(figure.nearly_all):
        return f"rejects {100 * figure.rejects_right:.0f} %"
    return f"{size(figure.nearly_all)} ({size(figure.half)})"


def size(error: float) -> str:
    """A relative error as the tables write it."""
    return "> 1" if math.isinf(error) else minus(f"{error:.1e}")


def show_head(screen: Console) -> None:
    """Print what the numbers depend on, and how to read them."""
    screen.print(terminal.literal(machine.in_one_line()), soft_wrap=True)
    for line in LEGEND:
        screen.print(f"  {terminal.literal(line)}", soft_wrap=True)
    screen.print()


def show(screen: Console, table: Table) -> None:
    """Print one table."""
    columns.show(screen, Content(terminal.literal(title(table)), HEAD, rows(table), range(1, len(HEAD)), DROPS))


def markdown(tables: Sequence[Table]) -> str:
    """A page of all tables."""
    parts = ["# backproof power", f"`{machine.in_one_line()}`", "\n".join(f"- {line}" for line in LEGEND)]
    for table in tables:
        parts += [f"## {title(table)}", markdown_table(table)]
    return "\n\n".join(parts) + "\n"


def markdown_table(table: Table) -> str:
    """One table; a cell's two numbers stay on one line."""
    lines: list[Sequence[str]] = [HEAD, ["---", *["--:"] * (len(HEAD) - 1)], *rows(table)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
