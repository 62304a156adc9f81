"""Advanced Optimization and Capstone

Momentum lets training roll on where the slope keeps its direction. With it, and with everything that you have built in
earlier chapters, you train a model of your own choice to read handwritten digits.

    grads → v ← mu * v - lr * grads → params ← params + v        X (n, 784) → train_capstone → labels (n,)

Lesson: lessons/ch45_capstone.md
"""

from collections.abc import Callable

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import LossFn, Params
from ch31_perceptron import Labels


def momentum_update(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Compute the next velocity: what is left of the last one, and a push downhill.

        v_new = mu * v - lr * grad

    v and grad are not modified. float32 arrays give a float32 result.

    Args:
        v: the velocity so far, any shape.
        grad: the gradient, the same shape.
        mu: momentum, from 0 to below 1: how much of the velocity is kept.
        lr: learning rate, above 0.

    Returns:
        The new velocity, a new array; the caller adds it to the parameter.

    Source:
        Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep learning" (2013),
        equation (1).
    """
    raise NotImplementedError("4.5 momentum_update")


def accuracy(y_pred: Labels, y: Labels) -> float:
    """Compute the share of labels that are right.

    y_pred and y are not modified.

    Args:
        y_pred: predicted labels, shape (n,), n at least 1.
        y: true labels, shape (n,).

    Returns:
        From 0 to 1.

    Raises:
        ValueError: the shapes differ, or there are no samples.

    Source:
        scikit-learn user guide, "Accuracy score".
    """
    raise NotImplementedError("4.5 accuracy")


def confusion_matrix(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Count for each true class which classes it was called.

        counts[i, j] = number of samples of class i that were called j

    y_pred and y are not modified.

    Args:
        y_pred: predicted labels, integers from 0 to classes - 1, shape (n,).
        y: true labels, the same.
        classes: number of classes.

    Returns:
        Integers, shape (classes, classes): rows are true classes, columns predicted ones.

    Raises:
        ValueError: the shapes differ, or a label is below 0 or not below classes.

    Source:
        scikit-learn user guide, "Confusion matrix".
    """
    raise NotImplementedError("4.5 confusion_matrix")


def gradient_descent(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Train any model by mini-batches with momentum.

        v ← mu * v - lr * gradient        param ← param + v

    X, y, params and the gradients that loss_fn returns are not modified.

    Args:
        X: samples, shape (n, …).
        y: their targets, shape (n, …).
        params: where to start, arrays by name.
        lr: learning rate, above 0.
        loss_fn: maps (X, y, params) to the loss and one gradient for each parameter, under the same keys.
        batch_size: samples in a mini-batch, 1 or more.
        epochs: how often to go over all samples, 0 or more.
        rng: the only source of randomness; if it is None, make a fresh generator.
        mu: momentum, from 0 to below 1; 0 is chapter 2.3's gradient descent.
        on_epoch: called with (epoch, loss, params) after each epoch, epochs counted from 0; params are the live ones.
            What it returns does not matter.

    Returns:
        The trained parameters, arrays of their own in the same order, shapes and dtypes; and a list of each epoch's
        mean loss: the mean of its batch losses, each as it was before the batch's step, weighted by batch size.

    Raises:
        ValueError: X and y differ in length, or batch_size is below 1.

    Source:
        Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep learning" (2013),
        equations (1) and (2).
    """
    raise NotImplementedError("4.5 gradient_descent")


def train_capstone(X: Array, y: Labels, rng: np.random.Generator) -> Params:
    """Train a model of your own choice on handwritten digits.

    X and y are not modified. The trained model has to read 97% of the test digits.

    Args:
        X: images as rows, pixels from 0 to 1, shape (n, 784).
        y: the digits, integers from 0 to 9, shape (n,).
        rng: the only source of randomness.

    Returns:
        Whatever parameters predict_capstone needs, arrays by name, all of finite numbers.

    Source:
        LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition" (1998),
        section III.
    """
    raise NotImplementedError("4.5 train_capstone")


def predict_capstone(X: Array, params: Params) -> Labels:
    """Read digits with the trained model.

    X and params are not modified, and nothing is random: the same image gets the same label each time.

    Args:
        X: images as rows, pixels from 0 to 1, shape (n, 784).
        params: what train_capstone returned.

    Returns:
        The digits, integers from 0 to 9, shape (n,).

    Source:
        LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition" (1998),
        section III.
    """
    raise NotImplementedError("4.5 predict_capstone")
