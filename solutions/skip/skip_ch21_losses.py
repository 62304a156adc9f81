"""Chapter 2.1 in one function

A, y → the mean squared error and the binary cross-entropy
"""

import numpy as np
from ch11_arrays import Array


def both_losses(A: Array, y: Array) -> tuple[float, float]:
    """Compute two losses of predicted probabilities.

        mse = mean((A - y) ** 2)
        bce = mean(-y * log(A) - (1 - y) * log(1 - A))

    Args:
        A: probabilities of class 1, from 0 to 1, both included, shape (n, 1).
        y: the truth, 0 or 1, the same shape.

    Returns:
        Both as one number each. The cross-entropy is finite also where a probability is exactly 0 or 1: 10 or more for
        a sample that is certain and wrong, 0 for one that is certain and right.
    """
    surprise = -y * np.log(np.maximum(A, 1e-15)) - (1 - y) * np.log(np.maximum(1 - A, 1e-15))
    return float(np.mean((A - y) ** 2)), float(np.mean(surprise))
