"""The kinds of number that a formula runs on: balls, exact numbers, plain floats.

Read in this order: `precision` (what a dtype promises), `balls` and `sums` (what rounding may do), `exact`, `floats`,
`operations` (the vocabulary of all kinds), `numpy_functions` and `duck_array` (a user's NumPy code on any of them),
`ulps`.
"""
