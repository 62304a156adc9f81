"""Mini-Batch Gradient Descent

A gradient over a few samples is nearly as good as one over all, and far cheaper. This chapter shuffles the data,
walks over it in mini-batches, and trains a model that tells handwritten zeros from ones.

    X, y → shuffled batches → loss, grads → params - lr * grads → … → params after an epoch

Lesson: lessons/ch23_minibatches.md
"""

from collections.abc import Callable, Iterator

import numpy as np
from ch11_arrays import Array
from ch12_matrices import linear
from ch13_functions import sigmoid
from ch21_losses import binary_cross_entropy

Params = dict[str, Array]
LossFn = Callable[[Array, Array, Params], tuple[float, Params]]


def minibatches(X: Array, y: Array, batch_size: int, rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
    """Yield all samples once, in a new random order, a batch at a time.

    X and y keep their order: only row numbers are shuffled.

    Args:
        X: samples, shape (n, …).
        y: their targets, shape (n, …).
        batch_size: samples in a batch, 1 or more. Only the last batch may have fewer.
        rng: the only source of randomness. Each call takes a new shuffle from it.

    Yields:
        Rows of X, and the rows of y that belong to them, in the shapes and dtypes of X and y.

    Raises:
        ValueError: X and y differ in length, or batch_size is below 1; raised at the latest with the first batch.

    Source:
        Nielsen, "Neural Networks and Deep Learning", chapter 1, "Learning with gradient descent".
    """
    if len(X) != len(y):
        raise ValueError(f"X has {len(X)} rows, but y has {len(y)}")
    if batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}, but a batch has at least 1 sample")
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def logistic_loss_and_grads(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the loss of logistic regression, and its gradients.

        A    = sigmoid(X @ W + b)
        loss = binary_cross_entropy(A, y)
        dW   = X.T @ (A - y) / n
        db   = sum of the rows of A - y, / n

    X, y and params are not modified. float32 inputs give float32 gradients.

    Args:
        X: samples, shape (n, d), n at least 1.
        y: 0 or 1 for each, shape (n, 1).
        params: "W", shape (d, 1), and "b", shape (1,).

    Returns:
        The loss, finite also where a probability is 0 or 1; and one gradient for each parameter, under the same keys
        and in the same shapes.

    Raises:
        ValueError: the shapes do not fit, as (n,) for y does not, or there are no samples.

    Source:
        Nielsen, "Neural Networks and Deep Learning", chapter 3, equations (61) and (62).
    """
    A = sigmoid(linear(X, params["W"], params["b"]))
    loss = binary_cross_entropy(A, y)
    dZ = (A - y) / len(X)
    return loss, {"W": X.T @ dZ, "b": dZ.sum(axis=0)}


def gradient_descent(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
) -> tuple[Params, list[float]]:
    """Train any model: shuffle the samples each epoch, and take one step against the gradient per mini-batch.

        param ← param - lr * gradient

    X, y, params and the gradients that loss_fn returns are not modified.

    Args:
        X: samples, shape (n, …).
        y: their targets, shape (n, …).
        params: where to start, arrays by name.
        lr: learning rate, above 0.
        loss_fn: maps (X, y, params) to the loss and one gradient for each parameter, under the same keys.
        batch_size: samples in a mini-batch, 1 or more.
        epochs: how often to go over all samples, 0 or more.
        rng: the only source of randomness; None takes a fresh generator.

    Returns:
        The trained parameters, arrays of their own in the same order, shapes and dtypes; and a list of each epoch's
        mean loss: the mean of its batch losses, each as it was before the batch's step, weighted by batch size.

    Raises:
        ValueError: X and y differ in length, or batch_size is below 1.

    Source:
        Nielsen, "Neural Networks and Deep Learning", chapter 1, equations (20) and (21).
    """
    rng = np.random.default_rng() if rng is None else rng
    params = {name: param.copy() for name, param in params.items()}
    losses: list[float] = []
    for _ in range(epochs):
        total = 0.0
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            loss, grads = loss_fn(X_batch, y_batch, params)
            for name in params:
                params[name] -= lr * grads[name]
            total += float(loss) * len(X_batch)
        losses.append(total / len(X))
    return params, losses
