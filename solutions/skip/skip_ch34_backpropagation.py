"""Chapter 3.4 in one function

X, y, params → loss → gradients → a step, and again
"""

from ch11_arrays import Array
from ch32_activations import relu_derivative
from ch33_mlp_forward import cross_entropy, forward_mlp


def train_mlp(
    X: Array, y: Array, params: dict[str, Array], lr: float, steps: int
) -> tuple[dict[str, Array], list[float]]:
    """Train a network with one hidden layer on all samples at once, by gradient descent.

        A1 = relu(X @ W1 + b1)        A2 = softmax(A1 @ W2 + b2)        loss = mean cross-entropy

    Args:
        X: samples, shape (n, d).
        y: the truth, one-hot rows, shape (n, c).
        params: where to start, "W1", "b1", "W2", "b2". The dict and its arrays stay as they are.
        lr: learning rate.
        steps: number of steps.

    Returns:
        The trained parameters, under the same names, and a list of the losses before each step.
    """
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    losses = list[float]()
    for _ in range(steps):
        A1, A2 = forward_mlp(X, W1, b1, W2, b2)
        losses.append(cross_entropy(A2, y))
        dZ2 = (A2 - y) / len(X)
        dZ1 = dZ2 @ W2.T * relu_derivative(A1)
        W2, b2 = W2 - lr * A1.T @ dZ2, b2 - lr * dZ2.sum(axis=0)
        W1, b1 = W1 - lr * X.T @ dZ1, b1 - lr * dZ1.sum(axis=0)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}, losses
