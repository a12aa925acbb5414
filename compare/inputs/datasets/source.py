"""The bytes of a file from outside, read up to a bound: a pipe or a device may never end."""

from io import BytesIO, TextIOWrapper
from pathlib import Path

from compare.errors import BadInput
from compare.inputs.datasets.wording import fault

MOST_BYTES = 2**30
_PIECE = 2**20
_KINDS = (
    (b"PK\x03\x04", "an Excel workbook or another zip file; save the sheet as CSV UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook; save the sheet as CSV UTF-8"),
    (b"\x1f\x8b", "packed with gzip; unpack it first"),
    (b"PAR1", "a Parquet file; give it a name that ends in .parquet"),
    (b"\xff\xfe", "text in UTF-16 and not UTF-8; save the file as CSV UTF-8"),
    (b"\xfe\xff", "text in UTF-16 and not UTF-8; save the file as CSV UTF-8"),
)


def read_text(where: str) -> TextIOWrapper:
    """The file's lines as they stand in UTF-8, without a byte-order mark; raises `BadInput` for what is no text."""
    raw = _read(where)
    for mark, kind in _KINDS:
        if raw.startswith(mark):
            raise fault(f"this is {kind}", where, 1)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as CSV UTF-8"
        raise fault(what, where, _line(raw, error.start)) from None
    return TextIOWrapper(BytesIO(raw), encoding="utf-8-sig", newline="")


def _read(where: str) -> bytes:
    """All of it, piece by piece: the first NUL ends it, and so does the bound."""
    pieces = bytearray()
    try:
        with Path(where).open("rb") as stream:
            while piece := stream.read(_PIECE):
                pieces += piece
                if b"\0" in piece and not pieces.startswith(tuple(mark for mark, _ in _KINDS)):
                    raise _nul(pieces, where)
                if len(pieces) > MOST_BYTES:
                    what = f"more than {MOST_BYTES:,} bytes, which is the most that is read; give fewer rows"
                    raise fault(what, where)
    except BadInput:
        raise
    except FileNotFoundError:
        raise fault("no such file", where) from None
    except IsADirectoryError:
        raise fault("this is a directory; give the path of a CSV file", where) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise fault(f"cannot be read: {reason}", where) from None
    return bytes(pieces)


def _nul(raw: bytearray, where: str) -> BadInput:
    what = "a NUL byte; this is no text, or text in UTF-16: save the file as CSV UTF-8"
    return fault(what, where, _line(raw, raw.index(b"\0")))


def _line(raw: bytes | bytearray, place: int) -> int:
    return raw.count(b"\n", 0, place) + 1
