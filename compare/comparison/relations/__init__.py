"""Relations: true sentences about the wrong values of a link, beside the right ones.

Read in this order: `seen` (what is known of one link on some problems), `likeness` (a formula that may hold its
values), `numbers` and `lengths` (what may stand as a factor), `quantities`, `functions` and `terms` (what stands
beside), then what is looked for: `factors`, `steps`, `losses`, `formulas` at their `pivots`, and `places` with their
`conditions` and `measures`; and `search`, which asks them in turn and says nothing that does not hold everywhere.
"""
