"""Links and their forms as tables: the perceptron's three chains, and a user's own, validated.

Read in this order: `chain` (what a chain is), `definitions` (the perceptron's formulas as functions), `perceptron` (its
tables), `evaluation` (a chain on plain numbers), `trial` and `validation` (a user's own chain).
"""
