"""One perceptron by hand in NumPy: each link of the chain rule beside its derivation.

========================  =============================  ==============  ==========================================
code                      maths                          shape           meaning
========================  =============================  ==============  ==========================================
``x``                     x                              (n, d)          features, one row an example
``y``                     y                              (n,)            target; in [0, 1] for classification
``w``, ``b``              w, b                           (d,), ()        weights, bias
``lr``                    α                              ()              learning rate
``z``                     z = x·w + b                    (n,)            the summation
``y_hat``                 ŷ = z, or σ(z)                 (n,)            the prediction
``p``, ``q``              σ(z), σ(−z) = 1 − σ(z)         (n,)            the prediction and its complement
``L``                     ½(y−ŷ)², or                    (n,)            loss of each example; ln is natural
                          −y ln ŷ − (1−y) ln(1−ŷ)
``J``                     (1/n) Σ L                      ()              cost that descent lowers
``dL/dy_hat``,            ∂L/∂ŷ, ∂ŷ/∂z, ∂L/∂z            (n,)            links of one example
``dy_hat/dz``, ``dL/dz``
``dz/dw``, ``dz/db``      x, 1                           (n, d), (n,)    links of one example
``dy_hat/dw``,            ∂ŷ/∂w, ∂ŷ/∂b                   (n, d), (n,)    links of one example
``dy_hat/db``
``dL/dw``, ``dL/db``      ∂L/∂w, ∂L/∂b                   (n, d), (n,)    links of one example
``dJ/dw``, ``dJ/db``      ∂J/∂w, ∂J/∂b                   (d,), ()        means over the examples
``w+``, ``b+``            w − α ∂J/∂w, b − α ∂J/∂b       (d,), ()        after one step of descent
========================  =============================  ==============  ==========================================

Batch axes may lead on every array. In code a link's slash is an underscore: ``dL_dz`` is the value under ``dL/dz``.
∂L is of one example and ∂J of their mean; 1/n stands in J, dJ/dw and dJ/db and nowhere else.
"""

from manual import classification, regression

__all__ = ["classification", "regression"]
