"""Single-Layer Perceptrons

One neuron weighs its inputs, adds a bias and squashes the sum into a probability. It learns AND and OR; XOR is out of
its reach, because no straight line separates its two classes.

    X (n, d) → Z = X @ W + b → A = sigmoid(Z) → loss → dW, db

Lesson: lessons/ch31_perceptron.md
"""

import numpy as np
from ch11_arrays import Array
from ch12_matrices import linear
from ch13_functions import sigmoid
from ch21_losses import binary_cross_entropy
from ch23_minibatches import Params
from numpy.typing import NDArray

Labels = NDArray[np.integer]


def forward_perceptron(X: Array, W: Array, b: Array) -> Array:
    """Compute the probability of class 1 for each sample.

        A = sigmoid(X @ W + b)

    Args:
        X: samples, shape (n, d).
        W: weights, shape (d, 1).
        b: bias, shape (1,).

    Returns:
        Probabilities, shape (n, 1): from 0 to 1, without overflow even at large scores. float32 stays float32. The
        arrays are not modified.

    Raises:
        ValueError: the shapes do not fit.

    Source:
        Nielsen, "Neural Networks and Deep Learning", chapter 1, equation (4).
    """
    return sigmoid(linear(X, W, b))


def perceptron_loss_and_grads(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the perceptron's binary cross-entropy, and its gradients.

        A  = forward_perceptron(X, W, b)
        dW = X.T @ (A - y) / n
        db = sum of (A - y)'s rows / n

    Args:
        X: samples, shape (n, d), n at least 1.
        y: 0 or 1 for each, shape (n, 1).
        params: "W", shape (d, 1), and "b", shape (1,).

    Returns:
        The loss, finite even where A is certain and wrong, and one gradient for each parameter, under the same keys and
        in the same shapes. float32 stays float32. The arrays and params are not modified.

    Raises:
        ValueError: the shapes do not fit, or there are no samples.

    Source:
        Nielsen, "Neural Networks and Deep Learning", chapter 3, equations (61) and (62).
    """
    A = forward_perceptron(X, params["W"], params["b"])
    loss = binary_cross_entropy(A, y)
    dZ = (A - y) / len(X)
    return loss, {"W": X.T @ dZ, "b": dZ.sum(axis=0)}


def predict_binary(A: Array, threshold: float = 0.5) -> Labels:
    """Choose class 1 where its probability reaches the threshold.

        label = 1 if a >= threshold else 0

    Args:
        A: probabilities, any shape.
        threshold: from 0 to 1.

    Returns:
        Integers 0 and 1, the same shape. A is not modified.

    Source:
        Nielsen, "Neural Networks and Deep Learning", chapter 1, equation (1), with the threshold on the probability,
        and class 1 at the threshold itself.
    """
    return (A >= threshold).astype(np.int64)
