"""What is measured about the comparison itself and about PyTorch.

`planted`, `selftest`, `consequences` and `exposure_by_input` plant known mistakes; `detection` finds how small an error
is seen; `log_loss` finds where each formula of the log loss, and PyTorch, is right or wrong.
"""
