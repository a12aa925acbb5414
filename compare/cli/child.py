"""The process in which a user's file runs: options in on the standard input, events and one answer out.

Each event is a line of JSON on a descriptor of its own, as the standard streams belong to the user's code:
{"doing": …, "theirs": …, "call": …} says what is begun, whether it is their code that runs, and how many calls were
made before; {"answer": …}, {"bad_input": …} or {"defect": …} comes last. A line with the token of the options, on the
standard output, separates what the import printed from what the calls printed.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from contextlib import suppress
from functools import partial
from typing import Any, TextIO

from compare.errors import BadInput
from compare.usercode.loading import Located, compiled, executed, function, own_chain

CALLS = 12  # all calls together may take this many times the limit of one; then no more is begun
PROCESSOR_HOURS = 1.0
STANDARD_OUTPUT = 1


def main() -> None:
    """Answer once, and leave no thread or handler of the user's code behind."""
    options = json.load(sys.stdin)
    os.set_inheritable(options["events"], False)
    with os.fdopen(options["events"], "w", encoding="utf-8", buffering=1) as events:
        _answer(options, events)
    os._exit(0)


def _answer(options: dict[str, Any], events: TextIO) -> None:
    try:
        _send(events, answer=_examined(options, events))
    except BadInput as error:
        _send(events, bad_input=str(error))
    except Exception:
        _send(events, defect=traceback.format_exc())


def _mark(token: str) -> None:
    with suppress(OSError):
        os.write(STANDARD_OUTPUT, f"\n{token}\n".encode())


def _send(events: TextIO, **event: Any) -> None:
    events.write(json.dumps(event) + "\n")


def _send_reference(events: TextIO, theirs: bool) -> None:
    _send(events, doing="calling forward" if theirs else "judging", theirs=theirs, call=None)


def _examined(options: dict[str, Any], events: TextIO) -> dict[str, Any]:
    where = Located(options["file"], options["name"], options["path"])
    code = compiled(where)
    import numpy as np

    from compare.chains.validation import validated
    from compare.counterexample import emitted_test
    from compare.output.check import document as check_document
    from compare.output.check import hint as check_hint
    from compare.output.check import text as check_text
    from compare.output.schema.check import Asked
    from compare.usercode import batches as problems
    from compare.usercode import caller as calling
    from compare.usercode import calls as tracing
    from compare.usercode import examination, limits, reference, subject

    def announce(doing: str, call: int | None) -> None:
        _send(
            events, doing=doing if call is None else f"calling {where.name} {doing}", theirs=call is not None, call=call
        )

    limits.limit_processor_time(PROCESSOR_HOURS * 3600)
    memory = limits.MemoryLimit(options["memory"])
    _send(events, doing=f"importing {where.file}", theirs=True, call=None)
    with memory, np.errstate():
        module = executed(code, where)
    _send(events, doing="drawing problems", theirs=False, call=None)
    _mark(options["token"])
    own = own_chain(module, where, options["task"])
    caller = calling.Caller(function(module, where), where, memory)
    drawn = options["problems"], options["seed"], options["dtype"]
    if own is None:
        chosen = subject.perceptron(caller, options["task"], *drawn)
    else:
        chain = validated(own.chain)
        theirs = reference.Reference(chain, own.forward, where, memory, partial(_send_reference, events))
        theirs.check_definitions(problems.typical_problems(chain, options["dtype"]))
        chosen = subject.own(caller, chain, theirs, *drawn)
    fatal = tracing.Fatal(*options["fatal"]) if options["fatal"] else None
    found = examination.examine(chosen, announce, CALLS * options["seconds"], fatal)
    asked: Asked = {
        "file": options["file"],
        "name": options["name"],
        "task": options["task"],
        "dtype": options["dtype"],
        "seed": options["seed"],
    }
    return {
        "agrees": found.agrees,
        "strictly": found.agrees_strictly,
        "lines": check_hint.lines(found, options["hint"]) if options["hint"] else check_text.lines(found),
        "test": emitted_test(found.smallest, *options["emit"]) if options["emit"] and found.smallest else "",
        "document": check_document.document(found, asked),
    }


if __name__ == "__main__":
    main()
