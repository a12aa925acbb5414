"""From options to a set-up: shared by the commands that run on a data set."""

from __future__ import annotations

import argparse

import torch

from compare.errors import BadInput
from compare.experiment.setup import Settings, Setup, prepare
from compare.inputs.datasets import Dataset


def setup_of(data: Dataset, options: argparse.Namespace) -> Setup:
    """The data standardised, started and cast as the options say. Raises `BadInput` for what does not fit."""
    settings = Settings(
        steps=getattr(options, "steps", 1),
        lr=options.lr,
        dtype=options.dtype,
        mode=getattr(options, "mode", "lockstep"),
        start=options.start,
        w=options.w,
        b=options.b,
        seed=options.seed,
        raw=options.raw,
        device=usable_device(options.device),
    )
    return prepare(data, settings)


def usable_device(name: str) -> str:
    """The device, once a tensor of float64 has been made on it and read back."""
    try:
        torch.zeros(1, dtype=torch.float64, device=name).numpy(force=True)
    except (RuntimeError, AssertionError, TypeError) as error:
        reason = str(error).strip().splitlines()[0].partition(". ")[0].rstrip(".")
        raise BadInput(f"--device {name!r} cannot be used: {reason}; cpu always can") from None
    return name
