"""Chapter 4.4 in one function

X → A1 → A1 * mask / p → A2 → loss + λ Σ W² → gradients
"""

import numpy as np
from ch11_arrays import Array
from ch32_activations import relu, softmax
from ch33_mlp_forward import cross_entropy


def regularized_loss_and_grads(
    X: Array, y: Array, params: dict[str, Array], p: float, lambda_: float, rng: np.random.Generator
) -> tuple[float, dict[str, Array]]:
    """Compute the loss of a network with dropout after its hidden layer and a price on its weights, and its gradients.

        A1 = relu(X @ W1 + b1) * mask        mask = 1 / p with probability p, else 0, for each entry
        A2 = softmax(A1 @ W2 + b2)           loss = mean cross-entropy + λ * (Σ W1 ** 2 + Σ W2 ** 2)

    Args:
        X: samples, shape (n, d).
        y: the truth, one-hot rows, shape (n, c).
        params: "W1", "b1", "W2", "b2". The dict and its arrays stay as they are.
        p: the probability of keeping a unit, above 0 and at most 1.
        lambda_: the price of a squared weight; biases are free.
        rng: the only source of randomness: the same seed gives the same mask.

    Returns:
        The loss, and one gradient for each parameter, under the same names.
    """
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    A = relu(X @ W1 + b1)
    mask = (rng.random(A.shape) < p) / p
    A1 = A * mask
    A2 = softmax(A1 @ W2 + b2)
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T * mask * (A > 0)
    dW1, dW2 = X.T @ dZ1 + 2 * lambda_ * W1, A1.T @ dZ2 + 2 * lambda_ * W2
    loss = cross_entropy(A2, y) + lambda_ * float(np.sum(W1**2) + np.sum(W2**2))
    return loss, {"W1": dW1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": dZ2.sum(axis=0)}
