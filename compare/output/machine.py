"""What the numbers of a report depend on: the releases, the processor and the threads."""

from __future__ import annotations

import platform
from pathlib import Path

import numpy as np
import torch

from compare.output.release import version
from compare.output.schema.judged import Versions
from compare.wording import count


def versions() -> Versions:
    """What the numbers depend on."""
    return {
        "backproof": version(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "torch": torch.__version__,
        "cpu": _cpu(),
        "threads": str(torch.get_num_threads()),
    }


def in_one_line() -> str:
    """The versions, the CPU and the threads, in one line."""
    found = versions()
    names = f"backproof {found['backproof']}, Python {found['python']}, NumPy {found['numpy']}, torch {found['torch']}"
    return f"{names}, {found['cpu']}, {count(int(found['threads']), 'thread')}"


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()
