"""A data set made a problem, and every pairing of models run on it.

Read in this order: `routes` (which alone names the models), `run`, `recording` (steps kept to be shown), `accuracy`
(which side is nearer the truth).
"""
