"""Where problems come from: drawn at random, small ones, and data sets.

Read in this order: `regimes`, `strategies`, `small` and `varied` (for any chain), `datasets`.
"""
