"""One perceptron in PyTorch's own blocks, and every link of its chain rule by autograd.

The letters are those of the notation table: x (…, n, d) features, y (…, n) targets, w (…, d) weights, b (…,) bias,
lr (…,) learning rate; z = x·w + b, y_hat the prediction, L the loss of each example, J its mean over the n examples.
A problem is a mapping of these five arrays, a trace maps each link's name ("dL/dz") to its value; both are NumPy.

    regression.trace(problem)                 L = ½(y − ŷ)², ŷ = z
    classification.bce(problem)               nn.Sigmoid, then nn.BCELoss
    classification.bce_with_logits(problem)   nn.BCEWithLogitsLoss, which has no ŷ
    links.trace(forward, parameters, inputs)  the same for any forward that names its intermediates
    Perceptron, step                          training as PyTorch's users write it
"""

from torch_impl import classification, links, regression
from torch_impl.perceptron import Perceptron, step

__all__ = ["Perceptron", "classification", "links", "regression", "step"]
