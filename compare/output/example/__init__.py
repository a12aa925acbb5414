"""`backproof explain` on a terminal. Read in this order: `example`, then `short`; `whole` has every number."""
