"""The suite as an older processor would run it: `python -m tests.portable`, with pytest's own options behind it.

NumPy is left with the instructions that it was built for, OpenBLAS with its oldest kernel, torch and MKL with their
plain ones, the C library without its variants. No test may see a difference: what is claimed of rounding holds for
every processor, and what is written down must not hang on one's last bits.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence

OLDEST_X86 = {
    "OPENBLAS_CORETYPE": "Prescott",
    "MKL_CBWR": "COMPATIBLE",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F",
}
"""What only x86-64 knows: the kernels of the oldest processor with its SSE3, and mathematical functions without FMA."""


def settings(dispatched: Sequence[str], features: Mapping[str, bool], machine: str) -> tuple[dict[str, str], list[str]]:
    """The environment of the run, and a line for each thing that this processor lacks and so cannot leave out.

    `dispatched` and `features` are what NumPy says of itself and of the processor; it warns of a name that it does not
    find, so only those that are on are turned off.
    """
    there = [name for name in dispatched if features.get(name)]
    lines = [f"skipped: NumPy's {name}, which this processor lacks" for name in dispatched if name not in there]
    environment = {"ATEN_CPU_CAPABILITY": "default"}
    if there:
        environment["NPY_DISABLE_CPU_FEATURES"] = " ".join(there)
    if machine.lower() in ("x86_64", "amd64"):
        environment |= OLDEST_X86
    else:
        lines.append(f"skipped: {', '.join(OLDEST_X86)}, which are for x86-64; this is {machine}")
    return environment, lines


def main(options: Sequence[str]) -> int:
    """Print what is set and what is skipped, and run pytest; its exit status."""
    from numpy._core import _multiarray_umath as built

    environment, skipped = settings(built.__cpu_dispatch__, built.__cpu_features__, platform.machine())
    print(*(f"{name}={value}" for name, value in environment.items()), *skipped, sep="\n", flush=True)
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options], env={**os.environ, **environment}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
