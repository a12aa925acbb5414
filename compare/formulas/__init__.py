"""Formulas as trees: read from text, given numbers, and computed. How they look is `compare.output.formulas`'s.

Read in this order: `tree` (what a formula is made of), `tokens` and `reader` (from text to tree), `place` (what its
names stand for), `functions` and `evaluation` (its value), `rewriting` and `substitution` (numbers in their places).
"""
