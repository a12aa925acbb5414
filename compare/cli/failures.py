"""How a command ends where something fails: one line on the standard error, a status, and no half-written output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from compare.errors import BadInput
from compare.wording import printable

NO_MEMORY = "there is not enough memory; give fewer examples, features, steps or problems"
_TORCH_SAYS = "can't allocate memory"


def guarded(command: Callable[[Sequence[str]], int], argv: Sequence[str]) -> int:
    """The command's status; 2 for bad input and what the system refuses, 130 interrupted, 141 for a closed pipe."""
    try:
        try:
            return command(argv)
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except BadInput as error:
        return _told(str(error))
    except BrokenPipeError:
        _drop_output()
        return 141
    except OSError as error:
        _drop_output()
        return _told(_said(error))
    except MemoryError:
        return _told(NO_MEMORY)
    except RuntimeError as error:
        if _TORCH_SAYS not in str(error):
            raise
        return _told(NO_MEMORY)
    except KeyboardInterrupt:
        return _told("interrupted; nothing was written", 130)


def _said(error: OSError) -> str:
    reason = error.strerror or str(error)
    return (
        f"{error.filename!r} cannot be used: {reason}" if error.filename else f"the output cannot be written: {reason}"
    )


def _told(line: str, status: int = 2) -> int:
    with suppress(OSError):
        print(f"backproof: {printable(line)}", file=sys.stderr, flush=True)
    return status


def _drop_output() -> None:
    """Let the interpreter throw away what it still holds, so that it does not fail again at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
