"""Chapter 3.3 in one function

X, labels → a fresh network → probabilities → loss
"""

import numpy as np
from ch11_arrays import Array
from ch31_perceptron import Labels
from ch32_activations import relu, softmax


def fresh_network(
    X: Array, labels: Labels, hidden: int, classes: int, rng: np.random.Generator
) -> tuple[dict[str, Array], Array, float]:
    """Make a network with one hidden layer, send samples through it, and compute its loss.

        A2 = softmax(relu(X @ W1 + b1) @ W2 + b2)        loss = mean cross-entropy of A2 and the labels

    Args:
        X: samples, shape (n, d).
        labels: integers from 0 to classes - 1, shape (n,).
        hidden: number of hidden units.
        classes: number of classes.
        rng: the only source of randomness.

    Returns:
        The parameters "W1" (d, hidden), "b1", "W2" (hidden, classes), "b2", with He normal weights and biases of 0;
        the probabilities A2, shape (n, classes); and the loss, finite also where a probability is 0.
    """
    d = X.shape[1]
    W1 = rng.standard_normal((d, hidden)) * np.sqrt(2 / d)
    W2 = rng.standard_normal((hidden, classes)) * np.sqrt(2 / hidden)
    params: dict[str, Array] = {"W1": W1, "b1": np.zeros(hidden), "W2": W2, "b2": np.zeros(classes)}
    A2 = softmax(relu(X @ W1) @ W2)
    right = A2[np.arange(len(X)), labels]
    return params, A2, float(np.mean(-np.log(np.maximum(right, 1e-15))))
