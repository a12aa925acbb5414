"""Relations: true sentences about the wrong values of a link, beside the right ones.

Read in this order: `seen` (what is known of one link on some problems), `likeness` (a formula that may hold its
values), `numbers` and `lengths` (what may stand as a factor), then what is looked for: `multiples`, `steps`,
`differences`, `others`, `places`; and `search`, which asks them in turn and says nothing that does not hold everywhere.
"""
