"""Wrong and right answers to chapter 2.1."""

import numpy as np
from ch11_arrays import Array
from ch21_losses import binary_cross_entropy, mse_loss


def wrong_mse_loss__halved(y_pred: Array, y: Array) -> float:
    """Your loss is half of the mean squared error: leave out the 1/2.

    Breaks: mean of squared errors.
    """
    return mse_loss(y_pred, y) / 2


def wrong_mse_loss__sum(y_pred: Array, y: Array) -> float:
    """Your loss is the sum of the squared errors: take their mean.

    Breaks: mean over all entries.
    """
    return mse_loss(y_pred, y) * y.size


def wrong_mse_loss__root(y_pred: Array, y: Array) -> float:
    """Your loss is the root of the mean squared error: leave out the root.

    Breaks: mean of squared errors.
    """
    return mse_loss(y_pred, y) ** 0.5


def wrong_mse_loss__absolute(y_pred: Array, y: Array) -> float:
    """Your loss takes the size of each error: take its square.

    Breaks: mean of squared errors.
    """
    mse_loss(y_pred, y)
    return float(np.mean(np.abs(y_pred - y)))


def wrong_mse_loss__broadcast(y_pred: Array, y: Array) -> float:
    """Your loss takes shapes that differ, and NumPy broadcasts them in silence: raise a ValueError that names both.

    Breaks: (n, 1) against (n,) raises ValueError.
    """
    return float(np.mean((y_pred - y) ** 2)) if y.size else mse_loss(y_pred, y)


def wrong_binary_cross_entropy__sign(A: Array, y: Array) -> float:
    """Your loss is below 0: the logarithm of a probability is, so put a minus before the mean.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    return -binary_cross_entropy(A, y)


def wrong_binary_cross_entropy__one_side(A: Array, y: Array) -> float:
    """Your loss counts only the samples of class 1: those of class 0 add (1 - y) * log(1 - A).

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    binary_cross_entropy(A, y)
    return float(-np.mean(y * np.log(np.maximum(A, 1e-15))))


def wrong_binary_cross_entropy__swapped(A: Array, y: Array) -> float:
    """Your loss has probabilities and truth in each other's place: y stands before the logarithm, A within it.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    return binary_cross_entropy(1 - A, y)


def wrong_binary_cross_entropy__sum(A: Array, y: Array) -> float:
    """Your loss is the sum over the samples: take the mean.

    Breaks: mean over entries.
    """
    return binary_cross_entropy(A, y) * y.size


def right_mse_loss__by_vdot(y_pred: Array, y: Array) -> float:
    """Sum the squares by a dot product."""
    mse_loss(y_pred, y)
    error = (y_pred - y).ravel()
    return float(error @ error / error.size)


def right_binary_cross_entropy__by_where(A: Array, y: Array) -> float:
    """Take two logarithms, each kept off 0."""
    binary_cross_entropy(A, y)
    tiny = 1e-15
    return float(np.mean(-y * np.log(np.maximum(A, tiny)) - (1 - y) * np.log(np.maximum(1 - A, tiny))))
