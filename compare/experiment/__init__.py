"""A data set made a problem, and every pairing of models run on it; `routes` alone names the models.

Read in this order: `routes`, `run`, `recording` (steps kept to be shown), `standing` (which side is nearer the truth).
"""
