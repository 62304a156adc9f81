"""Gradient Descent for Optimization

The gradient of the loss points uphill, so training walks the other way, a little at a time. This chapter computes
the gradient of a linear model by hand and walks down it.

    X, y, W → loss, dW → W - lr * dW → … → W at the bottom

Lesson: lessons/ch22_gradient_descent.md
"""

from collections.abc import Callable

from ch11_arrays import Array
from ch21_losses import mse_loss


def linear_loss_and_grad(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """Compute the mean squared error of the linear model X @ W, and its gradient. The arrays are not modified.

        E    = X @ W - y
        loss = mean(E ** 2)
        dW   = 2 * X.T @ E / n

    Args:
        X: n samples, shape (n, d), n at least 1.
        y: true values, shape (n, 1).
        W: weights, shape (d, 1).

    Returns:
        The loss, one number, and its gradient with respect to W, shape (d, 1), float32 if all three arrays are.

    Raises:
        ValueError: the shapes do not fit (also where NumPy would broadcast y), or there are no samples.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 5.1.4.
    """
    prediction = X @ W
    loss = mse_loss(prediction, y)
    return loss, 2 * X.T @ (prediction - y) / len(X)


def gradient_descent(
    X: Array,
    y: Array,
    W: Array,
    lr: float,
    loss_fn: Callable[[Array, Array, Array], tuple[float, Array]],
    epochs: int = 100,
) -> tuple[Array, list[float]]:
    """Walk down the gradient of the loss over all samples, one step per epoch.

        W ← W - lr * dW

    Args:
        X: samples, shape (n, d).
        y: targets, n rows.
        W: where to start, any shape. It is not modified, and neither are the other arrays.
        lr: learning rate, above 0: how much of the gradient one step takes.
        loss_fn: maps (X, y, W) to the loss and its gradient with respect to W, an array that is not modified, either.
        epochs: number of steps, 0 or more.

    Returns:
        The new weights, an array of their own in W's shape and dtype, and a list of the losses before each step.

    Source:
        Nielsen, "Neural Networks and Deep Learning", chapter 1, equations (15) and (16).
    """
    W = W.copy()
    losses: list[float] = []
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        losses.append(float(loss))
        # In place, so that W keeps its dtype: W - lr * dW would be float64 as soon as y or lr is.
        W -= lr * dW
    return W, losses
