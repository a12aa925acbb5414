"""Text for reading: how wide a line may be, and sentences broken between their words to that width."""

from __future__ import annotations

import textwrap

from rich.console import Console

from compare.wording import printable

WIDEST, NARROWEST = 120, 40  # wider is not read, narrower breaks every line
DEEPEST = 24  # a longer head is no measure for how far the next lines are set in


def width_of(screen: Console) -> int:
    """The columns that text may take."""
    return min(max(screen.width, NARROWEST), WIDEST)


def paragraph(head: str, text: str, width: int) -> list[str]:
    """The words behind the head, and the next lines set in as far."""
    head, text = printable(head), printable(text)
    under = len(head) if len(head) <= DEEPEST else len(head) - len(head.lstrip()) + 2
    return textwrap.wrap(
        text,
        width,
        initial_indent=head,
        subsequent_indent=" " * under,
        break_long_words=False,
        break_on_hyphens=False,
    )


def put(screen: Console, lines: list[str]) -> None:
    """Print lines as they are; an answer, which begins with its word, in bold."""
    for line in lines:
        style = "bold" if line.startswith(("PASS", "FAIL", "OPEN", "NONE")) else None
        screen.print(line, style=style, markup=False, soft_wrap=True)
