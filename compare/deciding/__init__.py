"""Whether a formula is right, a question about real numbers, asked where values lie outside.

The user's own function, unchanged, runs on exact numbers, and its links are compared with their definitions there.
Where it cannot run so, the same calls in float32 and float64 tell rounding from a wrong formula.

Read in this order: `session` (one run, and what ends it), `number` and `array` (the exact numbers that NumPy code
takes for its own), `ufuncs` and `functions` (what NumPy does to them), `standins` (what the user's module sees
meanwhile), `running` (one run from a problem to its links), `comparing` (a link beside its
definition), `problems`, `precision_test`, and `decide`, which asks all of it.
"""
