"""Wrong and right answers to chapter 3.2."""

import numpy as np
from ch11_arrays import Array
from ch13_functions import sigmoid


def wrong_softmax__over_everything(Z: Array) -> Array:
    """Your softmax sums over all entries: sum over the last axis, so that each row adds up to 1.

    Breaks: over the last axis.
    """
    E = np.exp(Z - Z.max())
    return E / E.sum()


def wrong_softmax__unstable(Z: Array) -> Array:
    """Your softmax takes e to the power of the scores as they are, which overflows: subtract each row's largest first.

    Breaks: stable, for values up to 1e4 in size.
    """
    E = np.exp(Z)
    return E / E.sum(axis=-1, keepdims=True)


def wrong_softmax__over_the_first_axis(Z: Array) -> Array:
    """Your softmax makes the columns add up to 1: sum over the last axis, so that each row does.

    Breaks: over the last axis.
    """
    E = np.exp(Z - Z.max(axis=0, keepdims=True))
    return E / E.sum(axis=0, keepdims=True)


def wrong_relu__absolute_value(Z: Array) -> Array:
    """Your relu turns negative scores positive, as abs does: put 0 in their place.

    Breaks: relu(z) = max(0, z).
    """
    return np.abs(Z)


def right_softmax__by_logsumexp(Z: Array) -> Array:
    """Subtract the logarithm of the sum, then take e to that power."""
    m = Z.max(axis=-1, keepdims=True)
    return np.exp(Z - (m + np.log(np.exp(Z - m).sum(axis=-1, keepdims=True))))


def right_sigmoid_derivative__by_the_sigmoid(Z: Array) -> Array:
    """Take the sigmoid once."""
    A = sigmoid(Z)
    return A * (1 - A)
