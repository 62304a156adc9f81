"""Chapter 2.2 in one function

X, y → W = 0 → W - lr * dW → … → W at the bottom
"""

import numpy as np
from ch11_arrays import Array


def fit_linear(X: Array, y: Array, lr: float, epochs: int) -> tuple[Array, list[float]]:
    """Fit a linear model by gradient descent on the mean squared error, from weights of 0.

        loss = mean((X @ W - y) ** 2)        W ← W - lr * dW, with the exact gradient of that loss

    Args:
        X: samples, shape (n, d).
        y: targets, shape (n, 1).
        lr: learning rate.
        epochs: number of steps, each over all samples.

    Returns:
        W, shape (d, 1), and a list of the losses before each step.
    """
    W, losses = np.zeros((X.shape[1], 1)), list[float]()
    for _ in range(epochs):
        error = X @ W - y
        losses.append(float(np.mean(error**2)))
        W = W - lr * 2 * X.T @ error / len(X)
    return W, losses
