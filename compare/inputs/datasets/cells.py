"""One cell as a number, or one line saying how to make it one."""

import math
import re

from compare.inputs.datasets.wording import fault, quoted

_NUMBER = r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?"
_MISSING = r"|na|n/a|null|none|missing|-+|\?"
_REMEDIES = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), remedy)
    for pattern, remedy in (
        (_MISSING, "there is no value here; fill it in or leave the row out"),
        (r"[+-]?(nan|inf|infinity)", "every value must be a finite number; mend it or leave the row out"),
        (_NUMBER, "the number is beyond float64, which goes from about 4.9e-324 to 1.8e308; use another unit"),
        (r"\W?[+-]?\d{1,3}(,\d{3})+(\.\d*)?\W?", "write the number without thousands separators, as 1000"),
        (r"[+-]?\d+,\d+", "write the number with a decimal point, as 1.5"),
        (r"[−–]" + _NUMBER, "write the minus sign as '-', from the keyboard"),
        (r"\W*\d.*", "write the number alone, as 1000; a unit belongs in the column's name"),
        (r"[\s\S]*", "a number is expected here, as 12.5"),
    )
)
_MEANT_AS_NUMBER = re.compile(r"[\W_]*\d|\s*[+-]?(nan|inf|infinity)\s*$", re.IGNORECASE)


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
    """Whether whoever wrote this cell meant a number, well written or not."""
    return _MEANT_AS_NUMBER.match(cell) is not None


def _vanished(cell: str) -> bool:
    return re.search("[1-9]", cell.lower().partition("e")[0]) is not None


def _remedy(cell: str) -> str:
    return next(remedy for pattern, remedy in _REMEDIES if pattern.fullmatch(cell.strip()))
