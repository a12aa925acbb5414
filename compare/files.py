"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from compare.errors import BadInput


def check_writable(path: str) -> Path:
    """The path, if a file can be put there; raises `BadInput` before any work is done."""
    target = Path(path)
    if target.is_dir():
        raise BadInput(f"cannot write {path!r}: it is a folder; give a file name")
    if not target.parent.is_dir():
        raise BadInput(f"cannot write {path!r}: there is no folder {str(target.parent)!r}; create it first")
    if not os.access(target.parent, os.W_OK):
        raise BadInput(f"cannot write {path!r}: no permission to create files in {str(target.parent)!r}")
    return target


def write_whole(target: Path, text: str) -> None:
    """Write to a temporary neighbour and rename it, so that a reader never sees half a file."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise BadInput(f"cannot write {str(target)!r}: {error.strerror}") from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
