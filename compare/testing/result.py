"""What an examination from Python gives back: its verdict, and the text that `backproof check` prints."""

from __future__ import annotations

import html
import shutil
from dataclasses import dataclass

from compare.judging.link_report import Verdict
from compare.judging.report import Report
from compare.output.check.answer import answer
from compare.usercode.examination import Examination

WIDTH = 120  # the widest that the text is, and its width where there is no terminal


@dataclass(frozen=True, repr=False)
class Result:
    """What was found about the function `name`; `examination` holds all of it.

    `str()` is what `backproof check` prints, and what a notebook shows.
    """

    examination: Examination
    name: str

    @property
    def agrees(self) -> bool:
        """Nothing is wrong or undecided, and every call gave a trace or has an excuse."""
        return self.examination.agrees

    @property
    def agrees_strictly(self) -> bool:
        """As `agrees`, and no digits are lost and nothing overflows."""
        return self.examination.agrees_strictly

    @property
    def verdict(self) -> Verdict:
        """The gravest verdict on the links."""
        return self.examination.verdict

    @property
    def report(self) -> Report | None:
        """The report of all problems together; None where none gave a trace."""
        return self.examination.report

    @property
    def power(self) -> str:
        """How many of the known mistakes these problems expose, in a line."""
        return str(self.examination.exposure) if self.report else "nothing was judged"

    def text(self, width: int) -> str:
        """The answer within a width."""
        return "\n".join(answer(self.examination, self.name, width, flags=False))

    def __str__(self) -> str:
        return self.text(min(WIDTH, shutil.get_terminal_size((WIDTH, 0)).columns))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.text(WIDTH))}</pre>"
