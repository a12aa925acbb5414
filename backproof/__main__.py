"""`python -m backproof` is the command `backproof`."""

from __future__ import annotations

import sys

import backproof


def main() -> int:
    """Run one command; return its exit status, 2 where another package stands in the way of ours."""
    try:
        backproof.ours()
    except ImportError as error:
        print(f"backproof: {error}", file=sys.stderr)
        return 2
    from compare.cli import main as command

    return command()


if __name__ == "__main__":
    sys.exit(main())
