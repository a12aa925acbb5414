"""Watching the process of a user's file: what it says it does, what its code prints, and the clock."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from compare.usercode.noise import Noise

LOOK = 0.05
OWN_SECONDS = 600.0  # for backproof's own work in that process, such as loading PyTorch
CHUNK, ROUNDS = 2**16, 64
LONGEST = 2**28  # bytes of an event
ENDINGS = {"answer", "bad_input", "defect"}


@dataclass
class Ended:
    """How the process ended: with an event of `ENDINGS`, or else with a `kind` of misbehaviour, told in `message`.

    `doing` is what it was doing last, `call` how many calls were made before the one being made, if any.
    """

    noise: Noise
    event: dict[str, Any] = field(default_factory=dict)
    kind: str = ""
    message: str = ""
    doing: str = "starting"
    call: int | None = None


class Watch:
    """Reads what the child says and what its code prints, and looks at the clock."""

    def __init__(
        self, process: subprocess.Popen[bytes], events: int, seconds: float, token: str, told: Callable[[str], None]
    ) -> None:
        assert process.stdout is not None
        self.process, self.events, self.noise = process, events, process.stdout.fileno()
        self.seconds, self.told = seconds, told
        self.ended = Ended(noise=Noise(token))
        self.theirs, self.deadline, self.unread = False, monotonic() + OWN_SECONDS, b""

    def until_it_ends(self) -> None:
        """Until the child has sent its last event, died, or run out of time."""
        with selectors.DefaultSelector() as selector:
            for descriptor, take in ((self.noise, self.ended.noise.add), (self.events, self._listen)):
                os.set_blocking(descriptor, False)
                selector.register(descriptor, selectors.EVENT_READ, take)
            while not (self.ended.event or self.ended.kind):
                gone = self.process.poll() is not None
                self._read(selector)
                if not self.ended.event:
                    self._look(gone)
        self.ended.noise.end()

    def _read(self, selector: selectors.BaseSelector) -> None:
        """What has come on both pipes, a bounded amount of it; waits a moment where there is nothing."""
        for _ in range(ROUNDS):
            ready = selector.select(0 if self.ended.event else LOOK)
            for key, _mask in ready:
                data = os.read(key.fd, CHUNK)
                if data:
                    key.data(data)
                else:
                    selector.unregister(key.fd)
            if not ready:
                return

    def _look(self, gone: bool) -> None:
        if gone:
            self.ended.kind, self.ended.message = "death", _death(self.process.returncode)
        elif monotonic() > self.deadline:
            limit = f"{self.seconds:g} s (--time-limit)" if self.theirs else f"{OWN_SECONDS:g} s"
            self.ended.kind, self.ended.message = "hang", f"no answer within {limit}"

    def _listen(self, data: bytes) -> None:
        """Take the events that have come whole."""
        *lines, self.unread = (self.unread + data).split(b"\n")
        lines += [self.unread] if len(self.unread) > LONGEST else []
        for line in lines:
            event = _event(line)
            if self.ended.kind or event is None:
                self.ended.kind, self.ended.message = "garbage", "its process sent what is no answer of backproof's"
                return
            self._take(event)

    def _take(self, event: dict[str, Any]) -> None:
        if event.keys() & ENDINGS:
            self.ended.event = event
            return
        self.ended.doing, self.ended.call, self.theirs = event["doing"], event["call"], event["theirs"]
        self.deadline = monotonic() + (self.seconds if self.theirs else OWN_SECONDS)
        self.told(event["doing"])


def _event(line: bytes) -> dict[str, Any] | None:
    """What the child sent; None where it cannot be the child's, but must be its user's code's."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(event, dict):
        return None
    for ending in event.keys() & ENDINGS:
        return event if isinstance(event[ending], dict if ending == "answer" else str) else None
    begun = isinstance(event.get("doing"), str) and isinstance(event.get("theirs"), bool)
    return event if begun and isinstance(event.get("call", ""), int | None) else None


def _death(status: int) -> str:
    if status >= 0:
        return f"the process ended with exit status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    return f"the process was killed by {name}"
