"""Links and their forms as tables: the perceptron's chains, and a user's own.

Read in this order: `chain` (what a chain is), `definitions` (the perceptron's formulas as functions), `perceptron` (its
tables), `evaluation` (a chain on plain numbers), `trial` and `validation` (a user's own chain).
"""
