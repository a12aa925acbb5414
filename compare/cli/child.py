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
from compare.usercode.limits import end_with
from compare.usercode.loading import CHAIN, Located, compiled, executed, found_in, function, own_chain

CALLS = 12  # all calls together may take this many times the limit of one; then no more is begun
PROCESSOR_HOURS = 1.0
STANDARD_OUTPUT = 1


def main() -> None:
    """Answer once, and leave no thread or handler of the user's code behind."""
    options = json.load(sys.stdin)
    end_with(options["parent"])
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
    code = compiled(where, options["source"].encode("latin-1"))
    import numpy as np

    from compare.chains.chain import Chain
    from compare.chains.validation import validated
    from compare.counterexample import emitted_test
    from compare.counterexample.pytest_file import Calling
    from compare.experiment.setup import Settings
    from compare.output.check import document as check_document
    from compare.output.check import told as check_told
    from compare.output.schema.check import Asked
    from compare.usercode import batches as problems
    from compare.usercode import caller as calling
    from compare.usercode import calls as tracing
    from compare.usercode import examination, gradients, limits, plan, reference, signature, subject
    from compare.usercode import point as points

    def announce(doing: str, call: int | None) -> None:
        _send(
            events, doing=doing if call is None else f"calling {where.name} {doing}", theirs=call is not None, call=call
        )

    data = options["data"]
    point = None
    if data is not None:
        _send(events, doing=f"reading {data['path']}", theirs=False, call=None)
        settings = Settings(raw=True, seed=options["seed"], dtype=options["dtype"], **data["settings"])
        point = points.point_of(data["path"], data["target"], options["task"], settings)
    limits.limit_processor_time(PROCESSOR_HOURS * 3600)
    memory = limits.MemoryLimit(options["memory"])
    _send(events, doing=f"importing {where.file}", theirs=True, call=None)
    with memory, np.errstate():
        module = executed(code, where)
    _send(events, doing="drawing problems", theirs=False, call=None)
    _mark(options["token"])
    task = options["task"]
    if point is not None and not isinstance(getattr(module, CHAIN, None), Chain):
        task = point.task
    own = own_chain(module, where, task)
    where = found_in(module, where)
    called = function(module, where)
    order = signature.order_of(called)
    caller = calling.Caller(gradients.OneByOne(called, order) if order else called, where, memory)
    side = gradients.Returned(caller, where.name) if order else caller
    drawn = options["problems"] or 1, options["seed"], options["dtype"], plan.Largest(*options["largest"])
    if own is None:
        chosen = subject.perceptron(side, task, *drawn)
    else:
        chain = validated(own.chain)
        if point is not None:
            points.check_fits(point, chain, where.file)
        theirs = reference.Reference(chain, own.forward, where, memory, partial(_send_reference, events))
        theirs.check_definitions(problems.typical_problems(chain, options["dtype"]))
        chosen = subject.own(side, chain, theirs, *drawn)
    if point is not None:
        chosen = subject.at_point(chosen, point, alone=not options["problems"])
    fatal = tracing.Fatal(*options["fatal"]) if options["fatal"] else None
    found = examination.examine(chosen, announce, CALLS * options["seconds"], fatal)
    asked: Asked = {
        "file": options["file"],
        "name": where.name,
        "task": task,
        "dtype": options["dtype"],
        "seed": options["seed"],
    }
    return {
        "agrees": found.agrees,
        "strictly": found.agrees_strictly,
        "name": where.name,
        "lines": check_told.told(found, options["file"], where.name, options),
        "test": emitted_test(found.smallest, options["emit"], where.name, Calling(order, *chosen.candidate.called))
        if options["emit"] and found.smallest
        else "",
        "document": check_document.document(found, asked),
    }


if __name__ == "__main__":
    main()
