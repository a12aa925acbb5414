"""Loads the function that FILE.py[:NAME] names. What keeps it from being called is a `BadInput` of one line."""

from __future__ import annotations

import difflib
import inspect
import io
import linecache
import sys
import tokenize
import traceback
from collections.abc import Callable
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, NamedTuple

from compare.chains.chain import Chain
from compare.errors import BadInput
from compare.usercode.signature import gradients_among, order_of

DEFAULT = "trace"
CHAIN, FORWARD = "chain", "forward"
MODULE = "checked_by_backproof"


class Located(NamedTuple):
    """An existing file as the user wrote it, the function's name, and the file's absolute path."""

    file: str
    name: str
    path: str

    def __str__(self) -> str:
        return f"{self.file}:{self.name}"


class OwnChain(NamedTuple):
    """What a file defines beside its trace; its `chain` is not yet validated."""

    chain: Any
    forward: Callable[..., Any]


def located(text: str) -> Located:
    """FILE.py or FILE.py:NAME, once there is such a file. Raises `BadInput`."""
    file, colon, name = text.rpartition(":")
    if not colon or _exists(text):
        file, name = text, DEFAULT
    if not name.isidentifier():
        raise BadInput(f"{text!r}: {name!r} is no name of a function; give FILE.py:NAME")
    if not _exists(file):
        raise BadInput(f"{file!r}: no such file; give the path of a Python file, or FILE.py:NAME")
    if not Path(file).is_file():
        raise BadInput(f"{file!r}: this is not a file; give the path of a Python file")
    return Located(file, name, str(Path(file).resolve()))


def _exists(file: str) -> bool:
    try:
        return bool(file) and Path(file).exists()
    except (OSError, ValueError):
        return False


def source_of(where: Located) -> bytes:
    """What is in the file. It is read once, so that it is judged as it was, whatever it does to itself."""
    try:
        return Path(where.path).read_bytes()
    except (OSError, MemoryError) as error:
        raise BadInput(f"{where.file}: cannot be read as Python: {_first_line(error)}") from None


def compiled(where: Located, source: bytes) -> CodeType:
    """The file's code, not yet run. Raises `BadInput` with the line that is no Python."""
    try:
        code = compile(source, where.path, "exec", dont_inherit=True)
    except SyntaxError as error:
        at = f" line {error.lineno}:" if error.lineno else ""
        said = f": {error.text.strip()}" if error.text else ""
        raise BadInput(f"{where.file}:{at} this is not Python ({error.msg}){said}") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise BadInput(f"{where.file}: cannot be read as Python: {_first_line(error)}") from None
    text = io.TextIOWrapper(io.BytesIO(source), tokenize.detect_encoding(io.BytesIO(source).readline)[0]).read()
    linecache.cache[where.path] = (len(source), None, text.splitlines(keepends=True), where.path)
    return code


def executed(code: CodeType, where: Located) -> ModuleType:
    """The module that the code makes, its own folder first on the path. Raises `BadInput` for what it raises."""
    module = ModuleType(MODULE)
    module.__file__ = where.path
    sys.modules[MODULE] = module
    sys.path.insert(0, str(Path(where.path).parent))
    try:
        exec(code, module.__dict__)
    except MemoryError:
        raise BadInput(f"{where.file}: importing it needs more memory than it may have; see --memory-limit") from None
    except BaseException as error:
        raise BadInput(f"{where.file}: importing it raised {described(error, where)}") from None
    return module


def found_in(module: ModuleType, where: Located) -> Located:
    """The place itself, or that of the gradient function where it names a trace and the file has none.

    Raises `BadInput` where there are several, so that the user names one.
    """
    if where.name != DEFAULT or hasattr(module, DEFAULT):
        return where
    found = gradients_among(vars(module), MODULE)
    if len(found) > 1:
        ways = " or ".join(f"{where.file}:{name}" for name in found)
        raise BadInput(f"{where.file}: it has no {DEFAULT}, and several functions of X, y, w, b; name one: {ways}")
    return where._replace(name=next(iter(found), DEFAULT))


def function(module: ModuleType, where: Located) -> Callable[..., Any]:
    """The function of that name. Raises `BadInput` where there is none, or none that takes a problem or X, y, w, b."""
    names = {name: value for name, value in vars(module).items() if not name.startswith("__")}
    if where.name not in names:
        near = difflib.get_close_matches(where.name, names, 1)
        own = [name for name, value in names.items() if getattr(value, "__module__", None) == MODULE]
        hint = f"did you mean {near[0]!r}?" if near else f"it defines {', '.join(own) or 'none'}"
        if own and where.name == DEFAULT:
            hint += f"; name the one that is meant: {where.file}:{near[0] if near else own[-1]}"
        raise BadInput(f"{where.file}: there is no {where.name!r} in it; {hint}")
    found: Callable[..., Any] = names[where.name]
    if not callable(found):
        raise BadInput(f"{where}: this is {type(found).__name__}, which cannot be called; expected a function")
    if order_of(found):
        return found
    try:
        inspect.signature(found).bind({})
    except TypeError as refusal:
        raise BadInput(
            f"{where}: cannot be called with one problem ({refusal}); expected {where.name}(problem), "
            f"where problem is a dict of arrays, or {where.name}(X, y, w, b), which returns (∂J/∂w, ∂J/∂b) or a dict"
        ) from None
    except ValueError:  # a builtin without a signature: calling it will tell
        pass
    return found


def own_chain(module: ModuleType, where: Located, task: str | None) -> OwnChain | None:
    """The file's `chain` and `forward`; None for a task. Raises `BadInput` for both, neither, or no `forward`."""
    chain, forward = (vars(module).get(name) for name in (CHAIN, FORWARD))
    if chain is None or (task is not None and not isinstance(chain, Chain)):
        if task is None:
            raise BadInput(
                "--task is needed: --task regression (½(y − ŷ)²), --task classification (σ and the log loss) or --task "
                "classification-logits (the log loss from z at once); or, for a model of your own, define "
                f"{CHAIN} and {FORWARD} in {where.file}"
            )
        return None
    if task is not None:
        raise BadInput(f"{where.file} defines its own {CHAIN}, which --task {task} contradicts; leave one of them out")
    if not callable(forward):
        raise BadInput(
            f"{where.file}: it defines {CHAIN} but no function {FORWARD}(each, parameters, inputs), which is the "
            "reference: it returns the intermediates by name, as torch tensors"
        )
    return OwnChain(chain, forward)


def described(error: BaseException, where: Located) -> str:
    """An exception in one line: its type, its message, and the last line of the user's file that it came through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == where.path]
    said = _first_line(error)
    at = f" in line {frames[-1].lineno} ({frames[-1].line})" if frames else ""
    return f"{type(error).__name__}{said and ': ' + said}{at}"


def _first_line(error: BaseException) -> str:
    try:
        lines = str(error).splitlines()
    except Exception:  # an exception of the user's own, which cannot be put into words
        return ""
    return lines[0] if lines else ""
