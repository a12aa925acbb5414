"""Calls the user's function on one problem at a time, within its limits; whatever it raises is `Misbehaved`.

Only what ends a run on exact numbers passes, for whoever runs it so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from compare.arithmetic.precision import Array
from compare.deciding.array import ExactArray
from compare.deciding.session import Stopped
from compare.usercode.limits import MemoryLimit
from compare.usercode.loading import Located, described
from compare.usercode.misbehaviour import Misbehaved
from compare.usercode.reading import read

Function = Callable[[dict[str, Any]], Any]


class Caller:
    """A side made of the user's function. Raises `Misbehaved` for whatever the function raises."""

    def __init__(self, function: Function, where: Located, memory: MemoryLimit) -> None:
        self.function, self.where, self.memory = function, where, memory

    def __call__(self, problem: dict[str, Array]) -> Any:
        """What the function returns: on floats plain arrays, on exact numbers as it is."""
        exact = any(isinstance(array, ExactArray) for array in problem.values())
        try:
            with self.memory:
                returned = self.function(problem)
                return returned if exact else read(returned)
        except (Stopped, Misbehaved):
            raise
        except MemoryError as error:
            said = described(error, self.where)
            raise Misbehaved("memory", f"it may have {self.memory.mebibytes} MiB (--memory-limit): {said}") from None
        except SystemExit as error:
            raise Misbehaved("death", f"it called sys.exit({error.code!r})") from None
        except BaseException as error:
            said = described(error, self.where)
            raise Misbehaved("raised", said, group=_group(error)) from None


def _group(error: BaseException) -> str:
    """The same exception from the same line, whatever its message says of the problem."""
    lines = []
    at = error.__traceback__
    while at is not None:
        lines.append(str(at.tb_lineno))
        at = at.tb_next
    return f"{type(error).__name__} {' '.join(lines[-1:])}"
