"""Wrong and right answers to chapter 4.5."""

import numpy as np
from ch11_arrays import Array
from ch31_perceptron import Labels
from ch45_capstone import accuracy, confusion_matrix


def wrong_momentum_update__uphill(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your velocity pushes uphill: take lr * grad away.

    Breaks: mu * v - lr * grad.
    """
    return mu * v + lr * grad


def wrong_momentum_update__dampened(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your push is dampened by 1 - mu: here it is lr * grad, whole.

    Breaks: mu * v - lr * grad.
    """
    return mu * v - (1 - mu) * lr * grad


def wrong_momentum_update__rate_on_all(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your learning rate scales the old velocity too: it belongs to the gradient alone.

    Breaks: mu * v - lr * grad.
    """
    return lr * (mu * v - grad)


def wrong_momentum_update__nesterov(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your function looks ahead as Nesterov's does: plain momentum is mu * v - lr * grad.

    Breaks: mu * v - lr * grad.
    """
    return mu * (mu * v - lr * grad) - lr * grad


def wrong_momentum_update__in_place(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your function writes into v, which belongs to the caller: return a new array.

    Breaks: no function changes what it was handed.
    """
    v *= mu
    v -= lr * grad
    return v


def wrong_accuracy__percent(y_pred: Labels, y: Labels) -> float:
    """Your accuracy is in percent: it is a share, from 0 to 1.

    Breaks: the share of right labels.
    """
    return 100 * accuracy(y_pred, y)


def wrong_accuracy__count(y_pred: Labels, y: Labels) -> float:
    """Your function counts the right labels: divide by how many there are.

    Breaks: the share of right labels.
    """
    return accuracy(y_pred, y) * y.size


def wrong_accuracy__errors(y_pred: Labels, y: Labels) -> float:
    """Your function gives the share of wrong labels: accuracy is that of right ones.

    Breaks: the share of right labels.
    """
    return 1 - accuracy(y_pred, y)


def wrong_confusion_matrix__transposed(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Your rows are the predicted classes: rows are true classes, columns predicted ones.

    Breaks: [true, predicted].
    """
    return confusion_matrix(y_pred, y, classes).T


def wrong_confusion_matrix__each_pair_once(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Your matrix counts each pair once, however often it comes: use np.add.at, which counts all.

    Breaks: counts.
    """
    return np.minimum(confusion_matrix(y_pred, y, classes), 1)


def wrong_confusion_matrix__shares(y_pred: Labels, y: Labels, classes: int) -> Array:
    """Your matrix has shares: leave the counts undivided.

    Breaks: counts, integers.
    """
    return confusion_matrix(y_pred, y, classes) / max(y.size, 1)


def right_momentum_update__gradient_first(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Push first, then add what is left of the velocity."""
    return -lr * grad + v * mu


def right_accuracy__by_count(y_pred: Labels, y: Labels) -> float:
    """Count, and divide."""
    accuracy(y_pred, y)
    return int(np.count_nonzero(y_pred == y)) / len(y)


def right_confusion_matrix__by_bincount(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Number the pairs, and count each number."""
    confusion_matrix(y_pred, y, classes)
    return np.bincount(y * classes + y_pred, minlength=classes**2).reshape(classes, classes)
