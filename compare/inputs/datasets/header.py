"""What the first line must be, and what else it is where it is not: names of columns, none of them a number."""

import re
from collections import Counter
from collections.abc import Sequence

from compare.errors import BadInput
from compare.inputs.datasets.cells import is_missing, is_plain_number, reads_as_number
from compare.inputs.datasets.uneven import begins_a_comment
from compare.inputs.datasets.wording import fault, listed, quoted

OTHER_SEPARATORS = ((";", "semicolons"), ("\t", "tabs"), ("|", "bars"))
_NO_TABLES = (
    (r"<(!doctype|html|\?xml).*", "this is a web page and not the data that it shows; download the file itself"),
    (r"version https://git-lfs.*", "this is a pointer of Git LFS and not the file; fetch it with: git lfs pull"),
    (r"@relation\b.*", "this is an ARFF file; save it as CSV with a line of names"),
    (r"[\[{]\s*([\[{\"].*)?", "this is JSON; save it as CSV with a line of names"),
)


def check_header(header: Sequence[str], text: str, where: str, line: int) -> None:
    """Raise `BadInput` where the first line, `header` in cells and `text` as it stands, does not name the columns."""
    check_kind(text, where, line, alone=len(header) == 1)
    _check_separators(header, where, line)
    unquoted = [cell for cell in map(str.strip, bare(text)) if reads_as_number(cell)]
    if unquoted and begins_a_comment(header):
        raise _comment(header, where, line)
    if unquoted:
        raise _holds_numbers(unquoted[0], where, line)
    check_names(header, where, line)


def check_names(header: Sequence[str], where: str, line: int | None = None) -> None:
    """Raise `BadInput` where a column has no name, or the name of another, or there is only one."""
    if len(header) < 2:
        what = f"only one column, {listed(header)}; a target and at least one feature are needed"
        raise fault(what, where, line)
    if header[-1] == "" and "" not in header[:-1]:
        what = f"column {len(header)} has no name, as the line ends with a comma; name it, or take such commas out"
        raise fault(what, where, line)
    if "" in header:
        what = f"column {header.index('') + 1} has no name; name every column"
        if header[0] == "":
            what += ", or leave row names out: index=False in pandas, row.names = FALSE in R"
        raise fault(what, where, line)
    name, times = Counter(header).most_common(1)[0]
    if times > 1:
        raise fault(f"{times} columns are named {quoted(name)}; give each its own name", where, line)


def check_below(header: Sequence[str], below: Sequence[str], text: str, where: str, line: int) -> None:
    """Raise where the first line is a row in quotes: numbers where the next line has them, in quotes as well."""
    pairs = list(zip(header, below, strict=False))
    alike = all(is_plain_number(a) == is_plain_number(b) or is_missing(a) or is_missing(b) for a, b in pairs)
    numbers, quoted_too = any(map(is_plain_number, header)), not any(map(str.strip, bare(text)))
    if alike and numbers and quoted_too and len(header) == len(below):
        raise _holds_numbers(next(filter(is_plain_number, header)), where, line)


def bare(text: str) -> list[str]:
    """The cells of a record that are not in quotes, and nothing for each that is."""
    return re.sub(r'"(?:[^"]|"")*"', "", text).strip("\r\n").split(",")


def _holds_numbers(cell: str, where: str, line: int) -> BadInput:
    """The error for a first line that is a row."""
    what = f"the first line holds numbers, as {quoted(cell)}, and must name the columns; add a line of names above it"
    return fault(f'{what} (a name that is a number is quoted: "2019")', where, line)


def _comment(header: Sequence[str], where: str, line: int) -> BadInput:
    what = f"{quoted(header[0])} is a comment, and the first line must name the columns; take it out"
    return fault(what, where, line)


def check_kind(text: str, where: str, line: int, *, alone: bool) -> None:
    """Raise where the first line shows another kind of file, or a note to one program; `alone`: it is one cell."""
    if text.startswith("\ufeff"):
        raise fault("a second byte-order mark (U+FEFF); take it out, or save the file as CSV UTF-8 anew", where, line)
    note = re.match(r'"?sep=(.?)', text, re.IGNORECASE)
    if note and (alone or text.strip().casefold() == "sep=,"):
        also = "" if note[1] == "," else ", and save the file with commas"
        what = f"{quoted('sep=' + note[1])} is a note to Excel and no names; take the line out{also}"
        raise fault(what, where, line)
    for pattern, what in _NO_TABLES:
        if re.fullmatch(pattern, text.strip(), re.IGNORECASE | re.DOTALL):
            raise fault(what, where, line)


def _check_separators(header: Sequence[str], where: str, line: int) -> None:
    if len(header) > 1:
        return
    for mark, name in OTHER_SEPARATORS:
        if mark in header[0]:
            raise fault(f"the columns are separated by {name}; save the file with commas", where, line)
    if begins_a_comment(header):
        raise _comment(header, where, line)
    if "," in header[0]:
        what = f"the line is in quotes as a whole, {quoted(header[0])}; save the file with each cell on its own"
        raise fault(what, where, line)
    if reads_as_number(header[0]):
        raise _holds_numbers(header[0], where, line)
    what = f"only one column, {quoted(header[0])}; a target and at least one feature are needed"
    if " " in header[0]:
        what += ", with a comma between them: a title or a line of words is no line of names"
    raise fault(what, where, line)
