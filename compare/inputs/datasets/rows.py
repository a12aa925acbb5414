"""A CSV file as a header and numbered rows of text, or one line saying why it is not one.

The dialect is RFC 4180's: commas, double quotes, UTF-8 (a byte-order mark is passed over); blank lines do not count,
nor do spaces after a comma, so a quote that follows them is a quote.
"""

import csv
from collections.abc import Iterable, Iterator
from os import PathLike

from compare.inputs.datasets.cells import is_plain_number
from compare.inputs.datasets.header import OTHER_SEPARATORS, check_below, check_header, check_kind
from compare.inputs.datasets.source import read_text
from compare.inputs.datasets.uneven import Row, uneven
from compare.inputs.datasets.wording import fault


class _Lines:
    """The lines of a text; `record` are those since it was last emptied."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self.record: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.record.append(line)
            yield line

    @property
    def text(self) -> str:
        """The record as it stands in the file."""
        return "".join(self.record)


def read_rows(path: str | PathLike[str]) -> tuple[tuple[str, ...], Iterator[Row]]:
    """The column names, and an iterator over (line number, cells); the cells are as many as the names."""
    where = str(path)
    lines = _Lines(read_text(where))
    rows = _records(lines, where)
    line, first = next(rows, (1, []))
    if not first:
        raise fault("the file is empty; the first line must name the columns", where)
    header = tuple(cell.strip() for cell in first)
    check_header(header, lines.text, where, line)
    second = next(rows, None)
    if second is None:
        raise fault("a header and no rows; at least one example is needed", where)
    check_below(header, second[1], lines.text, where, line)
    return header, _even(second, rows, header, where)


def _records(lines: _Lines, where: str) -> Iterator[Row]:
    """Records that are not blank, each with the line it starts on: a quoted cell may span lines."""
    reader = csv.reader(iter(lines), strict=True, skipinitialspace=True)
    start = 1
    try:
        for cells in reader:
            if len(cells) > 1 or any(cell.strip() for cell in cells):
                yield start, cells
            lines.record.clear()
            start = reader.line_num + 1
    except csv.Error as error:
        line = lines.record[0]
        if start == 1:
            check_kind(line, where, start, alone=True)
        for mark, name in OTHER_SEPARATORS:
            if f'"{mark}' in line and "," not in line:
                raise fault(f"the columns are separated by {name}; save the file with commas", where, start) from None
        what = f"no valid CSV ({error}); look for a stray or missing double quote, or a space after one"
        raise fault(what, where, start) from None


def _even(first: Row, rest: Iterator[Row], header: tuple[str, ...], where: str) -> Iterator[Row]:
    """The rows after the header, every one as long as it, and none the header again or without a value."""
    if len(first[1]) != len(header):
        raise uneven(first, header, where, all_rows=[first[1], *(cells for _, cells in rest)])
    words = not all(map(is_plain_number, header))
    yield _told(first, header, where, words)
    for row in rest:
        if len(row[1]) != len(header):
            raise uneven(row, header, where)
        yield _told(row, header, where, words)


def _told(row: Row, header: tuple[str, ...], where: str, words: bool) -> Row:
    line, cells = row
    if words and cells[0].strip() == header[0] and [cell.strip() for cell in cells] == list(header):
        raise fault("this line is the header again; take it out", where, line)
    if not (cells[0].strip() or any(map(str.strip, cells))):
        raise fault("no cell of this line holds a value; take the line out", where, line)
    return row
