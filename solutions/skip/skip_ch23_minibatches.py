"""Chapter 2.3 in one function

X, y → shuffled batches → W, b after some epochs, and each epoch's mean loss
"""

import numpy as np
from ch11_arrays import Array
from ch13_functions import sigmoid
from ch21_losses import binary_cross_entropy


def train_logistic(
    X: Array, y: Array, params: dict[str, Array], lr: float, batch_size: int, epochs: int, rng: np.random.Generator
) -> tuple[dict[str, Array], list[float]]:
    """Train logistic regression by mini-batches.

        A = sigmoid(X @ W + b)        dW = X.T @ (A - y) / n        db = sum(A - y) / n        n: of the batch

    Args:
        X: samples, shape (n, d).
        y: 0 or 1 for each, shape (n, 1).
        params: where to start, "W" of shape (d, 1) and "b" of shape (1,). The dict and its arrays stay as they are.
        lr: learning rate.
        batch_size: samples in a batch; the last one may have fewer. Each epoch takes every sample once, in a new order.
        epochs: how often to go over all samples.
        rng: the only source of randomness.

    Returns:
        The trained parameters, and for each epoch the mean loss (binary cross-entropy) of its samples, each sample as
        its batch was before the step.
    """
    W, b, losses = params["W"], params["b"], list[float]()
    for _ in range(epochs):
        order, total = rng.permutation(len(X)), 0.0
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            A = sigmoid(X[rows] @ W + b)
            total += binary_cross_entropy(A, y[rows]) * len(rows)
            dZ = (A - y[rows]) / len(rows)
            W, b = W - lr * X[rows].T @ dZ, b - lr * dZ.sum(axis=0)
        losses.append(total / len(X))
    return {"W": W, "b": b}, losses
