"""The kinds of number that a formula runs on: balls, exact numbers, plain floats.

Read in this order: `precision` (what a dtype promises), `balls` and `sums` (what rounding may do), `exact`, `floats`,
`kinds` and `operations` (the vocabulary of all kinds), `choices` and `elementary` (its further words),
`numpy_functions`, `numpy_choices`, `numpy_moves` and `duck_array` (a user's NumPy code on any of them), `reasons`,
`ulps`.
"""
