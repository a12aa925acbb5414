"""`python -m compare` is the command `backproof`."""

import sys

from compare.cli import main

sys.exit(main())
