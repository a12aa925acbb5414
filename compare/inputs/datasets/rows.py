"""A CSV file as a header and numbered rows of text, or one line saying why it is not one.

The dialect is RFC 4180's: commas, double quotes, UTF-8 (a byte-order mark is passed over); blank lines do not count.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from os import PathLike
from pathlib import Path

from compare.errors import BadInput
from compare.inputs.datasets.cells import is_number
from compare.inputs.datasets.wording import fault, quoted

Row = tuple[int, list[str]]


def read_rows(path: str | PathLike[str]) -> tuple[tuple[str, ...], Iterator[Row]]:
    """The column names, and an iterator over (line number, cells); the cells are as many as the names."""
    where = str(path)
    rows = _records(_text(where), where)
    line, first = next(rows, (1, []))
    if not first:
        raise fault("the file is empty; the first line must name the columns", where)
    header = tuple(cell.strip() for cell in first)
    _check_header(header, where, line)
    return header, _even(rows, header, where)


def _text(where: str) -> str:
    try:
        raw = Path(where).read_bytes()
    except FileNotFoundError:
        raise fault("no such file", where) from None
    except IsADirectoryError:
        raise fault("this is a directory; give the path of a CSV file", where) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise fault(f"cannot be read: {reason}", where) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise fault(f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as CSV UTF-8", where, line) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise fault("a NUL byte; this is no text, or text in UTF-16: save the file as CSV UTF-8", where, line)
    return text


def _records(text: str, where: str) -> Iterator[Row]:
    """Records that are not blank, each with the line it starts on: a quoted cell may span lines."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            if len(cells) > 1 or any(cell.strip() for cell in cells):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise fault(f"no valid CSV ({error}); look for a stray or missing double quote", where, start) from None


def _check_header(header: tuple[str, ...], where: str, line: int) -> None:
    for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(header) == 1 and mark in header[0]:
            raise fault(f"the columns are separated by {name}; save the file with commas", where, line)
    if len(header) == 1:
        raise fault(f"only one column, {quoted(header[0])}; a target and at least one feature are needed", where, line)
    if all(is_number(name) for name in header):
        raise fault("the first line holds numbers; it must name the columns", where, line)
    if "" in header:
        raise fault(f"column {header.index('') + 1} has no name; name every column", where, line)
    name, times = Counter(header).most_common(1)[0]
    if times > 1:
        raise fault(f"{times} columns are named {quoted(name)}; give each its own name", where, line)


def _even(rows: Iterator[Row], header: tuple[str, ...], where: str) -> Iterator[Row]:
    """The rows after the header, every one as long as it."""
    line = None
    for line, cells in rows:
        if len(cells) != len(header):
            raise _ragged(len(cells), len(header), where, line)
        yield line, cells
    if line is None:
        raise fault("a header and no rows; at least one example is needed", where)


def _ragged(got: int, expected: int, where: str, line: int) -> BadInput:
    what = f"{got} cells, and the header has {expected}"
    if got > expected:
        what += "; a comma inside a cell splits it: quote a text, and write 1000 for 1,000"
    return fault(what, where, line)
