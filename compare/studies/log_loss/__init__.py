"""Where each formula of the log loss, and PyTorch, is right or wrong: a table over z, and findings computed from it."""
