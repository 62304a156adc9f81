"""Chapter 3.2 in one function

Z → activation → scores → softmax, and the activation's slope at Z
"""

from typing import Literal

import numpy as np
from ch11_arrays import Array
from ch13_functions import sigmoid


def classify(Z: Array, W: Array, activation: Literal["relu", "sigmoid"]) -> tuple[Array, Array]:
    """Bend scores, turn them into the probabilities of some classes, and say how steep the bend is at each score.

        P = softmax(activation(Z) @ W)        softmax: e^s over the sum of its row

    Args:
        Z: a hidden layer's scores, shape (n, h). They stay as they are.
        W: weights, shape (h, c).
        activation: "relu", whose slope at 0 is 0, or "sigmoid".

    Returns:
        P, shape (n, c), and the slopes activation'(Z), shape (n, h); neither has a nan, at scores of up to 1e4 in size.
    """
    if activation == "relu":
        A, slopes = np.maximum(0, Z), (Z > 0).astype(Z.dtype)
    else:
        A = sigmoid(Z)
        slopes = A * (1 - A)
    S = A @ W
    E = np.exp(S - S.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True), slopes
