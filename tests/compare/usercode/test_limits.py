"""The limits hold while the person's code runs, and nowhere else."""

import resource
import signal
import subprocess
import sys

import numpy as np
import pytest

from compare.usercode.limits import STATUS, MemoryLimit

BURN = """
import os
from compare.usercode.limits import limit_processor_time

os.cpu_count = lambda: 1  # the limit is for every core: here one second
limit_processor_time(0.01)
while True:
    pass
"""


@pytest.mark.skipif(not STATUS.exists(), reason="memory is limited on Linux only")
def test_memory_is_limited_within_and_free_again_after():
    limit, before = MemoryLimit(64), resource.getrlimit(resource.RLIMIT_DATA)
    with limit:
        assert np.ones(2**20).nbytes == 2**23
        with pytest.raises(MemoryError):
            np.ones(2**24)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    assert np.ones(2**24).nbytes == 2**27


def test_a_process_that_nobody_stops_ends_by_itself():
    done = subprocess.run([sys.executable, "-c", BURN], env={"PYTHONPATH": ":".join(sys.path)}, timeout=60, check=False)
    assert done.returncode == -signal.SIGXCPU
