"""One cell as a number, or one line saying how to make it one."""

import math
import re

from compare.inputs.datasets.wording import fault, quoted

_NUMBER = r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?"
_MISSING = r"|na|n/a|null|none|missing|-+|\?"
_BOUNDS = "<>=≤≥≠"
_DIGITS = r"(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d*\.?\d+)"
_MINUS = re.compile(rf"[^\w(+-]*\([^\w.,]*{_DIGITS}\W*\)|{_DIGITS}-", re.ASCII)
_REMEDIES = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), remedy)
    for pattern, remedy in (
        (_MISSING, "there is no value here; fill it in or leave the row out"),
        (r"[+-]?(nan|inf|infinity)", "every value must be a finite number; mend it or leave the row out"),
        (_NUMBER, "the number is beyond float64, which goes from about 4.9e-324 to 1.8e308; use another unit"),
        (r"\W?[+-]?\d{1,3}(,\d{3})+(\.\d*)?\W?", "write the number without thousands separators, as 1000"),
        (r"[+-]?\d+,\d+", "write the number with a decimal point, as 1.5"),
        (r"[−–]" + _NUMBER, "write the minus sign as '-', from the keyboard"),
        (r"#.*", "'#' begins no number; if this line is a comment, take it out"),
        (rf"[{_BOUNDS}]+\s*\W?\d.*", "this is a bound and no number; write the value itself or leave the row out"),
        (r"true|false", "a number is expected here; write true and false as 1 and 0"),
        (r"t|f", "a number is expected here; write T and F as 1 and 0"),
        (r"yes|no", "a number is expected here; write yes and no as 1 and 0"),
        (r"y|n", "a number is expected here; write y and n as 1 and 0"),
        (r"\W*\d.*", "write the number alone, as 1000; a unit belongs in the column's name"),
        (r"[\s\S]*", "a number is expected here, as 12.5"),
    )
)
_MEANT_AS_NUMBER = re.compile(rf"([^\w{_BOUNDS}]|_)*\d|\s*[+-]?(nan|inf|infinity)\s*$", re.IGNORECASE)


def number(cell: str, path: str, line: int, column: str) -> float:
    """The cell in float64, to nearest; stricter than `float`: only 0-9, no underscores, overflow or underflow to 0."""
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or "_" in cell or not cell.isascii() or (value == 0 and _vanished(cell)):
        raise fault(f"{quoted(cell)}: {_remedy(cell)}", path, line, column)
    return value


def is_missing(cell: str) -> bool:
    """Whether the cell is empty or holds one of the usual marks of a missing value."""
    return _REMEDIES[0][0].fullmatch(cell.strip()) is not None


def is_number(cell: str) -> bool:
    """Whether whoever wrote this cell meant a number, well written or not; "<=50" is a class and "$50" a number."""
    return _MEANT_AS_NUMBER.match(cell) is not None


def is_plain_number(cell: str) -> bool:
    """Whether the cell is a number and nothing else."""
    return re.fullmatch(_NUMBER, cell.strip(), re.IGNORECASE | re.ASCII) is not None


def _vanished(cell: str) -> bool:
    return re.search("[1-9]", cell.lower().partition("e")[0]) is not None


def _remedy(cell: str) -> str:
    negative = _MINUS.fullmatch(cell.strip())
    if negative:
        return f"a negative number has its minus in front; write -{(negative[1] or negative[2]).replace(',', '')}"
    return next(remedy for pattern, remedy in _REMEDIES if pattern.fullmatch(cell.strip()))
