"""Which release this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed


def version() -> str:
    """The installed distribution's version."""
    try:
        return installed("backproof")
    except PackageNotFoundError:
        return "(not installed)"
