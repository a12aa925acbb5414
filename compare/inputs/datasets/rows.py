"""A CSV file as a header and numbered rows of text, or one line saying why it is not one.

The dialect is RFC 4180's: commas, double quotes, UTF-8 (a byte-order mark is passed over); blank lines do not count,
nor do spaces after a comma, so a quote that follows them is a quote.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from os import PathLike
from pathlib import Path

from compare.errors import BadInput
from compare.inputs.datasets.cells import is_missing, is_number, is_plain_number
from compare.inputs.datasets.uneven import Row, begins_a_comment, uneven
from compare.inputs.datasets.wording import fault, quoted

_OTHER_SEPARATORS = ((";", "semicolons"), ("\t", "tabs"), ("|", "bars"))


def read_rows(path: str | PathLike[str]) -> tuple[tuple[str, ...], Iterator[Row]]:
    """The column names, and an iterator over (line number, cells); the cells are as many as the names."""
    where = str(path)
    rows = _records(_text(where), where)
    line, first = next(rows, (1, []))
    if not first:
        raise fault("the file is empty; the first line must name the columns", where)
    header = tuple(cell.strip() for cell in first)
    _check_header(header, where, line)
    second = next(rows, None)
    if second is None:
        raise fault("a header and no rows; at least one example is needed", where)
    if _is_a_row(header, second[1]):
        raise _no_names(header, where, line)
    return header, _even(second, rows, header, where)


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
    reader = csv.reader(StringIO(text, newline=""), strict=True, skipinitialspace=True)
    start = 1
    try:
        for cells in reader:
            if len(cells) > 1 or any(cell.strip() for cell in cells):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        line = next(islice(StringIO(text, newline=""), start - 1, None), "")
        for mark, name in _OTHER_SEPARATORS:
            if f'"{mark}' in line and "," not in line:
                raise fault(f"the columns are separated by {name}; save the file with commas", where, start) from None
        what = f"no valid CSV ({error}); look for a stray or missing double quote, or a space after one"
        raise fault(what, where, start) from None


def _check_header(header: tuple[str, ...], where: str, line: int) -> None:
    for mark, name in _OTHER_SEPARATORS:
        if len(header) == 1 and mark in header[0]:
            raise fault(f"the columns are separated by {name}; save the file with commas", where, line)
    if len(header) == 1 and begins_a_comment(header):
        raise fault(
            f"{quoted(header[0])} is a comment, and the first line must name the columns; take it out", where, line
        )
    if len(header) == 1:
        raise fault(f"only one column, {quoted(header[0])}; a target and at least one feature are needed", where, line)
    if all(is_number(name) for name in header):
        raise _no_names(header, where, line)
    if "" in header:
        what = f"column {header.index('') + 1} has no name; name every column"
        if header[0] == "":
            what += ", or leave row names out: index=False in pandas, row.names = FALSE in R"
        raise fault(what, where, line)
    name, times = Counter(header).most_common(1)[0]
    if times > 1:
        raise fault(f"{times} columns are named {quoted(name)}; give each its own name", where, line)


def _is_a_row(header: tuple[str, ...], below: list[str]) -> bool:
    """Whether the first line holds numbers just where the next one does; a word above a number is a name."""
    pairs = list(zip(header, below, strict=False))
    alike = all(is_plain_number(a) == is_plain_number(b) or is_missing(a) or is_missing(b) for a, b in pairs)
    return alike and len(header) == len(below) and any(map(is_plain_number, header))


def _no_names(header: tuple[str, ...], where: str, line: int) -> BadInput:
    number = next(name for name in header if is_number(name))
    what = f"the first line holds numbers, as {quoted(number)}, and must name the columns; add a line of names above it"
    return fault(f"{what} (a name that is a number needs a letter: x1 for 1)", where, line)


def _even(first: Row, rest: Iterator[Row], header: tuple[str, ...], where: str) -> Iterator[Row]:
    """The rows after the header, every one as long as it."""
    if len(first[1]) != len(header):
        raise uneven(first, header, where, all_rows=[first[1], *(cells for _, cells in rest)])
    yield first
    for row in rest:
        if len(row[1]) != len(header):
            raise uneven(row, header, where)
        yield row
