"""Chapter 3.1 in one function

X, y → W, b → probabilities → labels
"""

import numpy as np
from ch11_arrays import Array
from ch13_functions import sigmoid
from numpy.typing import NDArray

Labels = NDArray[np.integer]


def train_perceptron(X: Array, y: Array, lr: float, steps: int, threshold: float) -> tuple[Array, Array, Labels]:
    """Train a sigmoid unit on all samples at once, from weights and a bias of 0, and label the samples.

        A = sigmoid(X @ W + b)        dW = X.T @ (A - y) / n        db = sum(A - y) / n

    Args:
        X: samples, shape (n, d).
        y: 0 or 1 for each, shape (n, 1).
        lr: learning rate.
        steps: number of steps down the gradient of the mean binary cross-entropy.
        threshold: a sample whose probability is at least this gets the label 1.

    Returns:
        W, shape (d, 1); b, shape (1,); and the labels that the trained unit gives, integers of shape (n, 1).
    """
    W, b = np.zeros((X.shape[1], 1)), np.zeros(1)
    for _ in range(steps):
        dZ = (sigmoid(X @ W + b) - y) / len(X)
        W, b = W - lr * X.T @ dZ, b - lr * dZ.sum(axis=0)
    return W, b, (sigmoid(X @ W + b) >= threshold).astype(np.int64)
