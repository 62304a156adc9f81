"""Chapter 4.1 in one function

X → A1 → … → AD → dWD → … → dW1
"""

from typing import Literal

import numpy as np
from ch11_arrays import Array
from ch13_functions import sigmoid
from ch32_activations import relu, softmax


def deep_step(
    X: Array, y: Array, params: dict[str, Array], lr: float, activation: Literal["relu", "sigmoid"]
) -> tuple[dict[str, Array], list[float]]:
    """Take one step of gradient descent with a network of any depth, and measure the gradient of each layer.

        A_l = activation(A_{l-1} @ W_l + b_l)        A_D = softmax(A_{D-1} @ W_D + b_D)        mean cross-entropy

    Args:
        X: samples, shape (n, d).
        y: the truth, one-hot rows, shape (n, c).
        params: "W1", "b1", … "WD", "bD". The dict and its arrays stay as they are.
        lr: learning rate.
        activation: "relu" or "sigmoid", of all layers but the last.

    Returns:
        The parameters after the step, under the same names, and the Frobenius norms of dW1 … dWD, in this order.
    """
    depth, inputs = len(params) // 2, [X]
    for layer in range(1, depth + 1):
        Z = inputs[-1] @ params[f"W{layer}"] + params[f"b{layer}"]
        inputs.append(softmax(Z) if layer == depth else relu(Z) if activation == "relu" else sigmoid(Z))
    dZ, norms, stepped = (inputs[-1] - y) / len(X), list[float](), dict(params)
    for layer in range(depth, 0, -1):
        A, W = inputs[layer - 1], params[f"W{layer}"]
        dW = A.T @ dZ
        norms.insert(0, float(np.linalg.norm(dW)))
        stepped |= {f"W{layer}": W - lr * dW, f"b{layer}": params[f"b{layer}"] - lr * dZ.sum(axis=0)}
        dZ = dZ @ W.T * ((A > 0) if activation == "relu" else A * (1 - A))
    return stepped, norms
