"""What every test stands on: deterministic examples, one thread, and the soak runs left out unless asked for."""

import os

import pytest
import torch
from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "ci", derandomize=True, deadline=None, database=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("mutants", settings.get_profile("ci"), phases=(Phase.explicit, Phase.generate))
settings.register_profile("random", derandomize=False, deadline=None, max_examples=300, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
torch.set_num_threads(1)
os.environ.pop("COLUMNS", None)  # what commands print here is as wide as in a pipe


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "soak" in config.getoption("markexpr"):
        return
    kept, left_out = [], []
    for item in items:
        (kept if item.get_closest_marker("soak") is None else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept
