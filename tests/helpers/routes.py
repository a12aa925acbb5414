"""The four routes that are compared: a chain, the hand-derived side and PyTorch's."""

import manual
import torch_impl
from compare import CLASSIFICATION, FUSED, REGRESSION

ROUTES = {
    "regression": (REGRESSION, manual.regression.trace, torch_impl.regression.trace),
    "textbook": (CLASSIFICATION, manual.classification.textbook, torch_impl.classification.bce),
    "complement": (CLASSIFICATION, manual.classification.complement, torch_impl.classification.bce),
    "cancelled": (FUSED, manual.classification.cancelled, torch_impl.classification.bce_with_logits),
}
