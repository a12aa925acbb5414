"""One cell as a number, or one line saying how to make it one."""

import math
import re

from compare.errors import BadInput
from compare.inputs.datasets.wording import fault, quoted

_NUMBER = r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?"
_MISSING = r"|na|n/a|null|none|missing|-+|\?"
_BOUNDS = "<>=≤≥≠"
_DIGITS = r"(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d*\.?\d+)"
_MINUS = re.compile(rf"[^\w(+-]*\([^\w.,]*{_DIGITS}\W*\)|{_DIGITS}-", re.ASCII)
_MONTH = (
    r"(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?"
    r"|dec(ember)?)"
)
_UNBOUNDED = r"[+-]?(nan|inf|infinity)"
_DATE = (
    r"(\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3(\d{4}|\d{2}))([ t].*)?|\d{1,2}:\d{2}.*"
    rf"|\d{{1,4}}\W*{_MONTH}\b.*|{_MONTH}\W+\d{{1,4}}\b.*"
)
_THOUSANDS = r"\W?[+-]?\d{1,3}([, \u00a0\u202f']\d{3})+(\.\d*)?\W?"
_REMEDIES = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), remedy)
    for pattern, remedy in (
        (_MISSING, "there is no value here; fill it in or leave the row out"),
        (_UNBOUNDED, "every value must be a finite number; mend it or leave the row out"),
        (_NUMBER, "the number is beyond float64, which goes from about 4.9e-324 to 1.8e308; use another unit"),
        (_DATE, "this is a date or a time; write it as a number, as the days since the first one, or leave it out"),
        (_THOUSANDS, "write the number without thousands separators, as 1000"),
        (r"[+-]?\d+,\d+", "write the number with a decimal point, as 1.5"),
        (r"[−–]" + _NUMBER, "write the minus sign as '-', from the keyboard"),
        (r"\d+/\d+", "write the fraction as a decimal number, as 0.5"),
        (r"#(div/0!|n/a|ref!|value!|name\?|num!|null!)", "this is an error of the spreadsheet; mend it there"),
        (r"=.*[-+*/(].*", "this is a formula; save the file with its value"),
        (r"\ufeff.*", "a byte-order mark (U+FEFF) inside the file; take it out"),
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
_PLAIN = re.compile(_NUMBER, re.IGNORECASE | re.ASCII)
_OTHERWISE = re.compile(
    r"[-+−–]?[($€£¥%\s]*[-+−–]?[.,]?\d[\d.,'\s_]*(e[-+]?\d+)?[-)$€£¥%\s]*|" + _UNBOUNDED, re.IGNORECASE
)
_MEANT_AS_NUMBER = re.compile(rf"([^\w{_BOUNDS}]|_)*\d|\s*{_UNBOUNDED}\s*$", re.IGNORECASE)


def number(cell: str, path: str, line: int, column: str) -> float:
    """The cell in float64, to nearest; stricter than `float`: only 0-9, no underscores, overflow or underflow to 0."""
    text = cell.strip()
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or "_" in text or not text.isascii() or (value == 0 and _vanished(text)):
        raise not_a_number(cell, path, line, column)
    return value


def not_a_number(cell: str, path: str, line: int, column: str) -> BadInput:
    """The error for a cell that is no number, with how to make it one."""
    return fault(f"{quoted(cell)}: {_remedy(cell)}", path, line, column)


def is_missing(cell: str) -> bool:
    """Whether the cell is empty or holds one of the usual marks of a missing value."""
    return _REMEDIES[0][0].fullmatch(cell.strip()) is not None


def is_number(cell: str) -> bool:
    """Whether whoever wrote this cell meant a number, well written or not; "<=50" is a class and "$50" a number."""
    return _MEANT_AS_NUMBER.match(cell) is not None


def is_plain_number(cell: str) -> bool:
    """Whether the cell is a number and nothing else."""
    return _PLAIN.fullmatch(cell.strip()) is not None


def reads_as_number(cell: str) -> bool:
    """Whether the cell is a number, or would be one in another writing: "$20", "1,5" and "(300)", not "1st"."""
    return is_plain_number(cell) or _OTHERWISE.fullmatch(cell.strip()) is not None


def is_not_finite(cell: str) -> bool:
    """Whether the cell is nan or an infinity, as programs write what is no number."""
    return re.fullmatch(_UNBOUNDED, cell.strip(), re.IGNORECASE) is not None


def is_date(cell: str) -> bool:
    """Whether the cell is a date or a time of day."""
    return re.fullmatch(_DATE, cell.strip(), re.IGNORECASE | re.ASCII) is not None


def _vanished(cell: str) -> bool:
    return re.search("[1-9]", cell.lower().partition("e")[0]) is not None


def _remedy(cell: str) -> str:
    negative = _MINUS.fullmatch(cell.strip())
    if negative:
        return f"a negative number has its minus in front; write -{(negative[1] or negative[2]).replace(',', '')}"
    return next(remedy for pattern, remedy in _REMEDIES if pattern.fullmatch(cell.strip()))
