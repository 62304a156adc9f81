"""Chapter 4.5 in one function

60,000 digits → training with momentum → labels of 10,000 others, and what the training digits are taken for
"""

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import Params, minibatches
from ch31_perceptron import Labels
from ch33_mlp_forward import one_hot
from ch41_deep_mlp import deep_mlp_loss_and_grads, forward_mlp, init_deep_mlp


def train_and_read(X: Array, y: Labels, X_new: Array, rng: np.random.Generator) -> tuple[Labels, Labels]:
    """Train a model of your own choice on handwritten digits, and read others with it.

    Momentum helps to get there soon:

        v ← mu * v - lr * gradient        param ← param + v

    Args:
        X: images as rows, pixels from 0 to 1, shape (n, 784).
        y: the digits, integers from 0 to 9, shape (n,).
        X_new: other images, shape (m, 784).
        rng: the only source of randomness.

    Returns:
        The labels of X_new, integers of shape (m,), of which at least 97% are right; and the confusion matrix of the
        training digits, shape (10, 10): how many of digit i the trained model calls j, in row i and column j.
    """
    images, targets = X.astype(np.float32), one_hot(y, 10, dtype=np.float32)
    params: Params = init_deep_mlp([784, 128, 10], rng, np.float32)
    velocities = {name: np.zeros_like(param) for name, param in params.items()}
    for lr in 0.05, 0.05, 0.03, 0.02, 0.01:
        for X_batch, y_batch in minibatches(images, targets, 64, rng):
            _, grads = deep_mlp_loss_and_grads(X_batch, y_batch, params)
            for name in params:
                velocities[name] = 0.9 * velocities[name] - lr * grads[name]
                params[name] += velocities[name]
    seen, labels = (forward_mlp(x.astype(np.float32), *params.values())[-1].argmax(axis=1) for x in (X, X_new))
    counts = np.zeros((10, 10), dtype=np.int64)
    np.add.at(counts, (y, seen), 1)
    return labels, counts
