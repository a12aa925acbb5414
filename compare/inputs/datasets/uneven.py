"""Why a row is longer or shorter than the header: a comment, a comma too many, row names, or a comma inside a cell."""

import re
from collections.abc import Sequence

from compare.errors import BadInput
from compare.inputs.datasets.wording import fault, quoted

Row = tuple[int, list[str]]

_COMMENT_MARKS = ("#", "%", "//")


def begins_a_comment(cells: Sequence[str]) -> bool:
    """Whether the line begins as comments do in other programs; here there are none."""
    return cells[0].strip().startswith(_COMMENT_MARKS)


def uneven(row: Row, header: Sequence[str], where: str, all_rows: Sequence[Sequence[str]] = ()) -> BadInput:
    """The error for the row; `all_rows` where it is the first, so that they may all be longer in the same way."""
    line, cells = row
    if begins_a_comment(cells):
        what = (
            f"{quoted(cells[0].strip())} is a comment, and only rows of {len(header)} cells are read; take the line out"
        )
        return fault(what, where, line)
    what = f"{len(cells)} cells, and the header has {len(header)}"
    if begins_a_comment(header):
        return fault(f"{what}, which begins as a comment does, {quoted(header[0])}; take such a line out", where, line)
    if all_rows and all(len(others) == len(header) + 1 for others in all_rows):
        if not any(others[-1].strip() for others in all_rows):
            return fault(f"{what}, as every row ends with a comma; take it out", where, line)
        if _are_named(all_rows, header):
            what += ", as R writes row names; write the file without them: write.csv(…, row.names = FALSE)"
            return fault(what, where, line)
    if len(cells) == 1 and any(mark in cells[0] for mark in ",;\t|"):
        what += f": {quoted(cells[0])} is one cell; separate the cells by commas, outside of quotes"
    if len(cells) > len(header):
        what += "; a comma inside a cell splits it: quote a text, and write 1000 for 1,000"
    return fault(what, where, line)


def _are_named(rows: Sequence[Sequence[str]], header: Sequence[str]) -> bool:
    """Whether the first cells can be names of rows: 1, 2, 3 …, or all different where no comma splits thousands."""
    names = [cells[0].strip() for cells in rows]
    if len(rows) > 1 and names == [str(i) for i in range(1, len(rows) + 1)]:
        return True
    sentences = "sentence" in (name.casefold() for name in header)
    return not sentences and len(set(names)) == len(names) and not all(map(_has_thousands, rows))


def _has_thousands(cells: Sequence[str]) -> bool:
    return re.search(r"(^|,)\s*[-+]?\d{1,3},\d{3}(,|$)", ",".join(cells)) is not None
