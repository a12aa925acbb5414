"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from compare.errors import BadInput

_STEERING = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
PREFIX, SUFFIX = ".backproof-", ".part"


def check_writable(path: str) -> Path:
    """The path, links followed, if a file can be put there; raises `BadInput` before any work is done."""
    if not path:
        raise BadInput("cannot write '': give a file name")
    try:
        target = Path(path).resolve()
        if fault := _fault(target):
            raise BadInput(f"cannot write {path!r}: {fault}")
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=PREFIX, suffix=SUFFIX):
            return target
    except BadInput:
        raise
    except (OSError, ValueError, RuntimeError) as error:
        raise BadInput(f"cannot write {path!r}: {getattr(error, 'strerror', None) or error}") from None


def resolved(path: str) -> Path | None:
    """The path, links followed; nothing for a name that can be no path, or a link that leads to itself."""
    with suppress(OSError, RuntimeError, ValueError):
        return Path(path).resolve()
    return None


def _fault(target: Path) -> str:
    """What is in the way of a file there; empty if nothing is."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return "" if target.parent.is_dir() else f"there is no folder {str(target.parent)!r}; create it first"
    if stat.S_ISDIR(mode):
        return "it is a folder; give a file name"
    if not stat.S_ISREG(mode):
        return "it is not a regular file; give another name"
    return "" if os.access(target, os.W_OK) else "it is write-protected; give another name"


def write_whole(target: Path, text: str) -> None:
    """Write to a temporary neighbour and rename it, so that a reader never sees half a file."""
    part = None
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=PREFIX, suffix=SUFFIX)
        part = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(harmless(text))
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    except BaseException as error:
        if part is not None:
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise BadInput(f"cannot write {str(target)!r}: {error.strerror}") from error
        raise


def harmless(text: str) -> str:
    """The text with an escape for each character that steers a terminal on which the file is shown."""
    return text.translate(_STEERING)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
