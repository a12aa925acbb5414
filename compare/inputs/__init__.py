"""Where problems come from: drawn at random, small ones, and data sets.

Read in this order: `axes`, `regimes`, `awkward`, `strategies`, `small` and `varied` (for any chain), `datasets`.
"""
