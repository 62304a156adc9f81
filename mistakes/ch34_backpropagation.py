"""Wrong and right answers to chapter 3.4."""

import importlib
import math
from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
from ch11_arrays import Array
from ch13_functions import sigmoid
from ch23_minibatches import Params
from ch31_perceptron import Labels
from ch32_activations import relu_derivative, softmax
from ch33_mlp_forward import cross_entropy, forward_mlp
from ch34_backpropagation import backward_mlp, mlp_loss_and_grads, predict

Grads = tuple[Array, Array, Array, Array]
NAMES = ("W1", "b1", "W2", "b2")


def _back(X: Array, A1: Array, dZ2: Array, dZ1: Array) -> Grads:
    """Compute the gradients of both layers from those of their scores."""
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)


def _scaled(grads: Grads, factor: float) -> Grads:
    """Multiply all four."""
    dW1, db1, dW2, db2 = grads
    return dW1 * factor, db1 * factor, dW2 * factor, db2 * factor


def _mean(parts: Sequence[Sequence[Array]]) -> Grads:
    """Take the mean of the samples' gradients."""
    dW1, db1, dW2, db2 = (np.mean(grads, axis=0) for grads in zip(*parts, strict=True))
    return dW1, db1, dW2, db2


def _scores(X: Array, params: Params) -> tuple[Array, Array]:
    """Compute the hidden layer, and the scores of the classes."""
    A1 = np.maximum(X @ params["W1"] + params["b1"], 0)
    return A1, A1 @ params["W2"] + params["b2"]


def _layers(X: Array, params: Params) -> tuple[Array, Array]:
    """Compute both layers."""
    return forward_mlp(X, *(params[name] for name in NAMES))


def _grads(X: Array, A1: Array, A2: Array, y: Array, params: Params) -> Params:
    """Compute the gradients, by name."""
    return dict(zip(NAMES, backward_mlp(X, A1, A2, y, params["W1"], params["W2"]), strict=True))


def _finish(X: Array, A1: Array, A2: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the loss and the gradients from both layers."""
    return cross_entropy(A2, y), _grads(X, A1, A2, y, params)


def wrong_backward_mlp__no_mean(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your gradients are sums over the samples: divide dZ2 by n, and all four are those of the mean loss.

    Breaks: every gradient of a loss is that of the mean loss, with its 1/n.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1 * len(X), db1 * len(X), dW2 * len(X), db2 * len(X)


def wrong_backward_mlp__mean_twice(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your first layer's gradients are divided by n once too often: dZ2 has its 1/n, and dZ1 gets it from there.

    Breaks: the mean loss's gradients, with one 1/n.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1 / len(X), db1 / len(X), dW2, db2


def wrong_backward_mlp__mean_of_biases(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your bias gradients are divided by n once too often: where 1/n is in dZ already, they are the sum of its rows.

    Breaks: db = sum of dZ's rows.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1, db1 / len(X), dW2, db2 / len(X)


def wrong_backward_mlp__biases_without_mean(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your bias gradients lack the 1/n that your weight gradients have: divide dZ2 itself by n, and all four have it.

    Breaks: every gradient of a loss is that of the mean loss, with its 1/n.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1, db1 * len(X), dW2, db2 * len(X)


def wrong_backward_mlp__no_mask(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Gradients pass through silent hidden units: multiply dZ2 @ W2.T by the mask, A1 > 0.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)


def wrong_backward_mlp__mask_of_the_gradient(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """The negative entries of dZ2 @ W2.T are lost: what decides is where A1 is positive, not the gradient's own sign.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = np.maximum(0, dZ2 @ W2.T)
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)


def wrong_backward_mlp__times_relu(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """The gradient is multiplied by A1, what relu gives: multiply by relu's slope, 1 where A1 is positive and else 0.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T * A1
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)


def wrong_backward_mlp__sigmoid_slope(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your slope A1 * (1 - A1) is the sigmoid's: the hidden layer is relu, whose slope is 1 where A1 > 0, else 0.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T * A1 * (1 - A1)
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)


def wrong_backward_mlp__softmax_slope(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your dZ2 has a factor A2 * (1 - A2), a sigmoid's slope: softmax and cross-entropy together leave just A2 - y.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dZ2 = (A2 - y) * A2 * (1 - A2) / len(X)
    dZ1 = dZ2 @ W2.T * (A1 > 0)
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)


def wrong_backward_mlp__sign(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """All your gradients have the wrong sign: the error is A2 - y, not y - A2.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return -dW1, -db1, -dW2, -db2


def wrong_backward_mlp__biases_keepdims(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your bias gradients have the shape (1, h): biases are vectors, so sum over axis 0 without keepdims.

    Breaks: gradients in the shapes of the parameters.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1, db1[None], dW2, db2[None]


def wrong_backward_mlp__biases_by_row(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your bias gradients have a number for each sample: sum dZ over axis=0, which gives one number for each unit.

    Breaks: db = sum of dZ's rows.
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T * (A1 > 0)
    return X.T @ dZ1, dZ1.sum(axis=1), A1.T @ dZ2, dZ2.sum(axis=1)


def wrong_backward_mlp__db2_by_row(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your db2 has a number for each sample: sum dZ2 over axis=0, which gives one number for each class.

    Breaks: db = sum of dZ's rows.
    """
    dW1, db1, dW2, _ = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1, db1, dW2, ((A2 - y) / len(X)).sum(axis=1)


def wrong_backward_mlp__db1_by_row(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your db1 has a number for each sample: sum dZ1 over axis=0, which gives one number for each hidden unit.

    Breaks: db = sum of dZ's rows.
    """
    dW1, _, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    dZ1 = (A2 - y) / len(X) @ W2.T * (A1 > 0)
    return dW1, dZ1.sum(axis=1), dW2, db2


def wrong_backward_mlp__mean_of_db1(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your db1 is divided by n once too often: dZ1 has its 1/n already, from dZ2, so db1 is the sum of its rows.

    Breaks: db = sum of dZ's rows.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1, db1 / len(X), dW2, db2


def wrong_backward_mlp__mean_of_db2(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your db2 is divided by n once too often: dZ2 has its 1/n already, so db2 is the sum of its rows.

    Breaks: db = sum of dZ's rows.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1, db1, dW2, db2 / len(X)


def wrong_backward_mlp__changes_its_input(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your function subtracts y from the caller's A2: write A2 - y, which makes a new array.

    Breaks: no function changes an array that it was passed.
    """
    A2 -= y
    n = len(X)
    dZ1 = A2 @ W2.T * (A1 > 0)
    return X.T @ dZ1 / n, dZ1.sum(axis=0) / n, A1.T @ A2 / n, A2.sum(axis=0) / n


def unpolished_backward_mlp__float64_mask(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your first layer's gradients become float64 though all inputs are float32: A1 > 0 as a mask keeps the dtype.

    Breaks: float32 inputs alone give float32.
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T * np.where(A1 > 0, 1.0, 0.0)
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)


def wrong_backward_mlp__mean_everywhere(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """All four gradients are divided by n twice: once is enough, in dZ2.

    Breaks: the mean loss's gradients, with one 1/n.
    """
    dZ2 = (A2 - y) / len(X)
    return _scaled(_back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0)), 1 / len(X))


def wrong_backward_mlp__mean_of_one_layer(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your first layer's gradients lack the 1/n that the second's have: divide dZ2 before it goes back.

    Breaks: every gradient of a loss is that of the mean loss, with its 1/n.
    """
    E2 = A2 - y
    dW1, db1, dW2, db2 = _back(X, A1, E2, E2 @ W2.T * (A1 > 0))
    return dW1, db1, dW2 / len(X), db2 / len(X)


def wrong_backward_mlp__mean_of_entries(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your gradients are divided by the number of y's entries: a mean over samples divides by that of its rows, len(X).

    Breaks: a mean is taken over samples.
    """
    dZ2 = (A2 - y) / y.size
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__mean_of_features(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your gradients are divided by the number of inputs, X.shape[1]: rows are samples, so n is X.shape[0].

    Breaks: a mean is taken over samples.
    """
    dZ2 = (A2 - y) / X.shape[1]
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__mean_of_classes(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your gradients are divided by the number of classes: the mean is over samples, so divide by n.

    Breaks: a mean is taken over samples.
    """
    dZ2 = (A2 - y) / y.shape[1]
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__n_minus_1(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your gradients are divided by n - 1: a mean over samples divides by n, len(X).

    Breaks: a mean is taken over samples.
    """
    dZ2 = (A2 - y) / max(len(X) - 1, 1)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__db2_without_mean(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your db2 lacks the 1/n that the other three have: divide dZ2 itself by n, and all four have it.

    Breaks: every gradient of a loss is that of the mean loss, with its 1/n.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1, db1, dW2, db2 * len(X)


def wrong_backward_mlp__wide_awake(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Hidden units of 0.1 and less count as silent: relu's slope is 1 wherever A1 > 0.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0.1))


def wrong_backward_mlp__mean_error(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """The error A2 - y is averaged over the samples before it goes back: keep a row for each, the products sum them.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dZ2 = np.repeat((A2 - y).mean(axis=0, keepdims=True), len(X), axis=0) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__twice(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your gradients are twice what they should be: a 2 belongs to squared errors, and cross-entropy has none.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dZ2 = 2 * (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__tanh_slope(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your slope 1 - A1 ** 2 is tanh's: the hidden layer is relu, whose slope is 1 where A1 > 0, else 0.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (1 - A1**2))


def wrong_backward_mlp__leaky_slope(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Silent units have a slope of 0.01, as in a leaky relu: where A1 is 0, relu's slope is 0.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * np.where(A1 > 0, A1.dtype.type(1), A1.dtype.type(0.01)))


def wrong_backward_mlp__slope_alone(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your dZ1 is relu's slope alone, without the gradient: multiply dZ2 @ W2.T by it.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    return _back(X, A1, (A2 - y) / len(X), np.where(A1 > 0, np.ones_like(A1), 0))


def wrong_backward_mlp__bias_without_slope(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your db1 lacks relu's slope: it is the sum of the rows of dZ1, after the slope, not of dZ2 @ W2.T.

    Breaks: db1 = sum of dZ1's rows.
    """
    dZ2 = (A2 - y) / len(X)
    dA1 = dZ2 @ W2.T
    dW1, _, dW2, db2 = _back(X, A1, dZ2, dA1 * (A1 > 0))
    return dW1, dA1.sum(axis=0), dW2, db2


def wrong_backward_mlp__scores_without_bias(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Relu's slope is taken at X @ W1, which lacks the bias: A1 includes it, and is positive exactly where Z1 is.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (X @ W1 > 0))


def wrong_backward_mlp__reshaped(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your dZ1 is dZ2 @ W2.reshape(c, h), which mixes up the weights: the transpose is W2.T.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.reshape(W2.shape[::-1]) * (A1 > 0))


def wrong_backward_mlp__not_transposed(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """The gradient goes back through W2 itself, which fits only if W2 is square: it is dZ2 @ W2.T.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2 * (A1 > 0))


def wrong_backward_mlp__slope_of_the_log(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your dZ2 is the slope at the probabilities, -y / A2: that at the scores, through softmax, is A2 - y.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dZ2 = -y / np.maximum(A2, 1e-15) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__diagonal_of_softmax(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your dZ2 has only A2 * (1 - A2) of softmax's slopes: a score moves all probabilities, and in sum A2 - y is left.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dZ2 = -y / np.maximum(A2, 1e-15) * A2 * (1 - A2) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__divides_by_zero(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Where A2 is 0, your gradients are nan, perhaps from a division by it: softmax and logarithm leave just A2 - y.

    Breaks: no RuntimeWarning and no nan.
    """
    dA2 = -y / A2 / len(X)
    dZ2 = A2 * (dA2 - (dA2 * A2).sum(axis=1, keepdims=True))
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def unpolished_backward_mlp__nothing_from_zero(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Samples that are certain and wrong teach nothing, perhaps since you divide by A2, kept off 0: A2 - y divides by
    nothing.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dA2 = -y / np.maximum(A2, 1e-12) / len(X)
    dZ2 = A2 * (dA2 - (dA2 * A2).sum(axis=1, keepdims=True))
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__predicted_class(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your error compares y with the predicted class, as a perceptron does: it is A2 - y, with the probabilities.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dZ2 = ((A2 == A2.max(axis=1, keepdims=True)) - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__regularized(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your gradients have a multiple of the weights in them, as L2 adds it: it is not in this loss, and comes in 4.4.

    Breaks: the gradients of the mean cross-entropy.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1 + 1e-3 * W1, db1, dW2 + 1e-3 * W2, db2


def wrong_backward_mlp__clipped(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your gradients are clipped to [-1, 1]: return them as they are, however large.

    Breaks: the gradients of the mean cross-entropy.
    """
    dW1, db1, dW2, db2 = (np.clip(grad, -1, 1) for grad in backward_mlp(X, A1, A2, y, W1, W2))
    return dW1, db1, dW2, db2


def wrong_backward_mlp__rounded(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your gradients are rounded, and small ones are lost: return all their digits.

    Breaks: the gradients of the mean cross-entropy.
    """
    dW1, db1, dW2, db2 = (np.round(grad, 4) for grad in backward_mlp(X, A1, A2, y, W1, W2))
    return dW1, db1, dW2, db2


def wrong_backward_mlp__biases_in_one(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your bias gradients are one number each: sum dZ over axis 0, which leaves one number for each unit.

    Breaks: db = sum of dZ's rows.
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T * (A1 > 0)
    return X.T @ dZ1, cast(Array, dZ1.sum()), A1.T @ dZ2, cast(Array, dZ2.sum())


def wrong_backward_mlp__squeezed(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """With one unit your bias gradients have the shape (), not (1,), perhaps from np.squeeze: a sum over axis 0 has the
    shape by itself.

    Breaks: gradients in the shapes of the parameters.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1, np.squeeze(db1), dW2, np.squeeze(db2)


def wrong_backward_mlp__transposed(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your weight gradients are transposed: dW1 = X.T @ dZ1 has the shape of W1, dZ1.T @ X that of W1.T.

    Breaks: gradients in the shapes of the parameters.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1.T, db1, dW2.T, db2


def wrong_backward_mlp__second_layer_first(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """The second layer's gradients come first, as you find them: the order is dW1, db1, dW2, db2.

    Breaks: dW1, db1, dW2, db2.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW2, db2, dW1, db1


def wrong_backward_mlp__weights_first(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Both weights' gradients come before the biases': the order is dW1, db1, dW2, db2.

    Breaks: dW1, db1, dW2, db2.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1, dW2, db1, db2


def wrong_backward_mlp__error_in_place(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your function turns the caller's A2 into dZ2, so the probabilities are lost: A2 - y makes a new array.

    Breaks: no function changes an array that it was passed.
    """
    A2 -= y
    A2 /= len(X)
    return _back(X, A1, A2, A2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__mask_in_place(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your function turns A1 itself into a mask of ones, and then dW2 needs it as it was: A1 > 0 makes a new array.

    Breaks: no function changes an array that it was passed.
    """
    dZ2 = (A2 - y) / len(X)
    A1[A1 > 0] = 1
    return _back(X, A1, dZ2, dZ2 @ W2.T * A1)


def wrong_backward_mlp__steps(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your function changes W2: return gradients only, gradient_descent takes the step.

    Breaks: no function changes an array that it was passed.
    """
    dZ2 = (A2 - y) / len(X)
    W2 -= 0.1 * A1.T @ dZ2
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def unpolished_backward_mlp__float32(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your gradients are float32 whatever comes in, which is coarse for gradient checks in float64: keep the dtype.

    Breaks: dtype follows NumPy's promotion.
    """
    dW1, db1, dW2, db2 = (grad.astype(np.float32) for grad in backward_mlp(X, A1, A2, y, W1, W2))
    return dW1, db1, dW2, db2


def wrong_backward_mlp__matrix_product_with_the_slope(
    X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array
) -> Grads:
    """You multiply by relu's slope with a matrix product, which mixes samples: multiply entry by entry, with *.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T @ (A1 > 0).astype(float).T)


def wrong_backward_mlp__error_of_the_output(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your dZ1 is made from dZ2 itself, (n, c): it goes back through the weights first, dZ2 @ W2.T, (n, h).

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 * (A1 > 0))


def wrong_backward_mlp__times_the_output(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your dZ2 has a factor A2: softmax and cross-entropy together leave just A2 - y.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dZ2 = (A2 - y) * A2 / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__relu_of_the_output(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """The negative entries of A2 - y are lost: relu's slope belongs to the hidden layer, and dZ2 is just A2 - y.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dZ2 = np.maximum(0, A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__absolute_error(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your dZ2 is the size of the error, without its sign: it is A2 - y, negative at the true class.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dZ2 = np.abs(A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__squared_error(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your dZ2 goes back from squared errors through softmax: from the cross-entropy it is just A2 - y.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dA2 = 2 * (A2 - y) / len(X)
    dZ2 = A2 * (dA2 - (dA2 * A2).sum(axis=1, keepdims=True))
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__through_the_gradient(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your dZ1 goes back through dW2, the gradient: it goes through the weights themselves, dZ2 @ W2.T.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ (A1.T @ dZ2).T * (A1 > 0))


def wrong_backward_mlp__through_the_first_weights(
    X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array
) -> Grads:
    """Your dZ1 goes back through W1, which fits only by chance: on the way from the scores to A1 it is W2.T.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W1.T * (A1 > 0))


def wrong_backward_mlp__mask_of_the_output(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Relu's slope is taken at A2, the other layer, and fits only if it is as wide: it is that of the hidden layer, A1.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A2 > 0))


def wrong_backward_mlp__input_of_the_first_layer(
    X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array
) -> Grads:
    """Your dW2 is made from X: the second layer's input is A1, so it is A1.T @ dZ2.

    Breaks: dW2 = A1.T @ dZ2.
    """
    dW1, db1, _, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1, db1, X.T @ (A2 - y) / len(X), db2


def wrong_backward_mlp__output_of_each_layer(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Each dW is made from the output of its layer: it is the layer's input, X for dW1 and A1 for dW2.

    Breaks: dW1 = X.T @ dZ1, dW2 = A1.T @ dZ2.
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T * (A1 > 0)
    return A1.T @ dZ1, dZ1.sum(axis=0), A2.T @ dZ2, dZ2.sum(axis=0)


def wrong_backward_mlp__biases_forgotten(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You return two gradients, those of the weights: the biases learn, too, so it is dW1, db1, dW2, db2.

    Breaks: dW1, db1, dW2, db2.
    """
    dW1, _, dW2, _ = backward_mlp(X, A1, A2, y, W1, W2)
    return cast(Grads, (dW1, dW2))


def wrong_backward_mlp__in_a_dict(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your gradients are in a dict: return the four arrays themselves, dW1, db1, dW2, db2.

    Breaks: tuple[Array, Array, Array, Array].
    """
    return cast(Grads, dict(zip(("dW1", "db1", "dW2", "db2"), backward_mlp(X, A1, A2, y, W1, W2), strict=True)))


def wrong_backward_mlp__no_return(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your function gives None: end it with return dW1, db1, dW2, db2 (print shows numbers, but does not return them).

    Breaks: dW1, db1, dW2, db2.
    """
    return cast(Grads, None)


def wrong_backward_mlp__mean_of_batches_of_64(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your gradients are divided by 64 whatever the batch: the last batch of an epoch is smaller, so divide by len(X).

    Breaks: a mean is taken over samples.
    """
    return _scaled(backward_mlp(X, A1, A2, y, W1, W2), len(X) / 64)


def wrong_backward_mlp__last_sample(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Only the last sample is in your gradients: add up what the samples give, with +=, and divide by n.

    Breaks: a mean is taken over samples.
    """
    return _scaled(backward_mlp(X[-1:], A1[-1:], A2[-1:], y[-1:], W1, W2), 1 / len(X))


def wrong_backward_mlp__first_sample(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Only the first sample is in your gradients, perhaps from a `return` inside the loop: all belong in the mean.

    Breaks: a mean is taken over samples.
    """
    return _scaled(backward_mlp(X[:1], A1[:1], A2[:1], y[:1], W1, W2), 1 / len(X))


def wrong_backward_mlp__labels(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """An index does not fit. y has one-hot rows here, which are no labels to index with: A2 - y needs no index.

    Breaks: one-hot rows.
    """
    dZ2 = A2.copy()
    dZ2[np.arange(len(X)), y] -= 1
    dZ2 /= len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def unpolished_backward_mlp__loop(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your function goes through the samples one by one: X.T @ dZ1 sums over all of them at once, much faster.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    return _mean([backward_mlp(X[[i]], A1[[i]], A2[[i]], y[[i]], W1, W2) for i in range(len(X))])


def unpolished_backward_mlp__list(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your gradients are in a list: without the brackets, return dW1, db1, dW2, db2 gives a tuple, as the type says.

    Breaks: tuple[Array, Array, Array, Array].
    """
    return cast(Grads, list(backward_mlp(X, A1, A2, y, W1, W2)))


def unpolished_backward_mlp__mask_in_place(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your function writes a mask into the caller's A1: A1 > 0 makes a new array.

    Breaks: no function changes an array that it was passed.
    """
    dZ2 = (A2 - y) / len(X)
    dW2 = A1.T @ dZ2
    A1[A1 > 0] = 1
    dZ1 = dZ2 @ W2.T * A1
    return X.T @ dZ1, dZ1.sum(axis=0), dW2, dZ2.sum(axis=0)


def unpolished_backward_mlp__other_names(X: Array, a1: Array, a2: Array, t: Array, w1: Array, w2: Array) -> Grads:
    """Your parameters have other names than the docstring's, X, A1, A2, y, W1, W2, so callers cannot name them.

    Breaks: the names are fixed.
    """
    return backward_mlp(X, a1, a2, t, w1, w2)


def unpolished_backward_mlp__cut_to_fit(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Rows that do not fit are left out: where X, A1, A2 and y differ in their number of rows, NumPy's ValueError helps
    the caller more.

    Breaks: shapes that do not fit raise ValueError.
    """
    n = min(map(len, (X, A1, A2, y)))
    return backward_mlp(X[:n], A1[:n], A2[:n], y[:n], W1, W2)


def wrong_mlp_loss_and_grads__total_loss(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is a sum over samples while the gradients are of the mean: return the mean cross-entropy.

    Breaks: a mean is taken over samples.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss * len(X), grads


def wrong_mlp_loss_and_grads__keys(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients' keys are dW1, db1 and so on: give them the keys of their parameters, W1, b1, W2, b2.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss, {f"d{name}": grad for name, grad in grads.items()}


def wrong_mlp_loss_and_grads__updates(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your function takes the step itself and changes params: return the gradients only, gradient_descent takes it.

    Breaks: no function changes an array or dict that it was passed.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    for name, grad in grads.items():
        params[name] = params[name] - 0.1 * grad
    return loss, grads


def unpolished_mlp_loss_and_grads__unchecked(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """A y of another shape than A2 is broadcast without an error: compare the shapes, or call cross_entropy first.

    Breaks: …_loss_and_grads refuse what NumPy would broadcast in silence.
    """
    A1, A2 = _layers(X, params)
    return float(-np.mean(np.sum(y * np.log(np.maximum(A2, 1e-15)), axis=1))), _grads(X, A1, A2, y, params)


def wrong_mlp_loss_and_grads__swapped_layers(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """The gradients of the two layers are swapped: backward_mlp gives dW1, db1, dW2, db2.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss, {"W1": grads["W2"], "b1": grads["b2"], "W2": grads["W1"], "b2": grads["b1"]}


def wrong_mlp_loss_and_grads__loss_of_entries(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is a mean over all entries of y, c times too small: sum each row, then take the mean over rows.

    Breaks: a mean is taken over samples.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss / y.shape[1], grads


def unpolished_mlp_loss_and_grads__loss_as_array(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is an array without axes, not a number: float(loss) or loss.item() makes it one.

    Breaks: -> float means a Python float or a NumPy floating scalar.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return cast(float, np.asarray(loss)), grads


def wrong_mlp_loss_and_grads__in_bits(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is in bits, as np.log2 gives it: cross-entropy takes the natural logarithm, np.log.

    Breaks: loss = -mean over rows of Σ y_j * log(a_j).
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss / math.log(2), grads


def wrong_mlp_loss_and_grads__grads_first(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """The gradients come before the loss: it is loss, grads.

    Breaks: to the loss and one gradient a parameter.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return cast(tuple[float, Params], (grads, loss))


def wrong_mlp_loss_and_grads__tuple(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """The gradients have no names: put them in a dict under the keys of params, W1, b1, W2, b2.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss, cast(Params, tuple(grads.values()))


def wrong_mlp_loss_and_grads__weights_only(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """The biases have no gradients: they learn as the weights do, so return b1 and b2, too.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss, {name: grads[name] for name in ("W1", "W2")}


def wrong_mlp_loss_and_grads__into_the_params(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your function writes the gradients into the caller's parameters: make a new dict of new arrays.

    Breaks: no function changes an array or dict that it was passed.
    """
    loss, new = mlp_loss_and_grads(X, y, params)
    grads = dict(params)
    for name in grads:
        grads[name][...] = new[name]
    return loss, grads


def wrong_mlp_loss_and_grads__keeps_layers(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your function puts A1 and A2 into params, which is the caller's: use variables of your own.

    Breaks: no function changes an array or dict that it was passed.
    """
    params["A1"], params["A2"] = _layers(X, params)
    loss = cross_entropy(params["A2"], y)
    return loss, _grads(X, params["A1"], params["A2"], y, params)


def wrong_mlp_loss_and_grads__late_loss(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is that of A2 after y was subtracted from it: compute the loss first, or write A2 - y.

    Breaks: the mean cross-entropy.
    """
    A1, A2 = _layers(X, params)
    grads = _grads(X, A1, A2, y, params)
    A2 -= y
    A2 /= len(X)
    return cross_entropy(A2, y), grads


def unpolished_mlp_loss_and_grads__no_samples(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """X without rows has no mean, and gets a loss: raise a ValueError, as cross_entropy does.

    Breaks: no samples: ValueError.
    """
    if len(X):
        return mlp_loss_and_grads(X, y, params)
    if y.shape != (0, len(params["b2"])):
        raise ValueError(f"y has shape {y.shape}, expected {(0, len(params['b2']))}")
    return 0.0, {name: np.zeros_like(param) for name, param in params.items()}


def unpolished_mlp_loss_and_grads__takes_labels(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Labels of shape (n,) are turned into one-hot rows: y is one-hot here, and a library refuses other shapes.

    Breaks: …_loss_and_grads refuse what NumPy would broadcast in silence, in a message that names both shapes.
    """
    labels = y.ndim == 1 and len(X) == len(y)
    return mlp_loss_and_grads(X, np.eye(len(params["b2"]), dtype=y.dtype)[y.astype(int)] if labels else y, params)


def unpolished_mlp_loss_and_grads__vague_error(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your ValueError does not say which shapes do not fit: name both, as cross_entropy does.

    Breaks: …_loss_and_grads refuse what NumPy would broadcast in silence, in a message that names both shapes.
    """
    if not len(X) or y.shape != (len(X), len(params["b2"])):
        raise ValueError("shapes do not fit")
    return mlp_loss_and_grads(X, y, params)


def unpolished_mlp_loss_and_grads__asserts(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your check of the shapes raises an AssertionError: raise a ValueError, as cross_entropy does.

    Breaks: …_loss_and_grads refuse what NumPy would broadcast in silence, in a message that names both shapes.
    """
    A1, A2 = _layers(X, params)
    assert A2.shape == y.shape, f"{A2.shape} and {y.shape}"
    return cross_entropy(A2, y), _grads(X, A1, A2, y, params)


def wrong_mlp_loss_and_grads__softmax_overflows(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """At large scores loss and gradients are nan, perhaps from e to the power of them: subtract each row's largest.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """
    A1, Z2 = _scores(X, params)
    E: Array = np.exp(Z2)
    return _finish(X, A1, E / E.sum(axis=1, keepdims=True), y, params)


def wrong_mlp_loss_and_grads__softmax_of_the_batch(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Softmax subtracts the largest score of the whole batch, and the other rows become 0/0: take each row's own.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """
    A1, Z2 = _scores(X, params)
    E: Array = np.exp(Z2 - Z2.max())
    return _finish(X, A1, E / E.sum(axis=1, keepdims=True), y, params)


def unpolished_mlp_loss_and_grads__clipped_scores(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Scores are clipped, so large ones become equal: subtracting each row's largest changes no probability.

    Breaks: the losses are exact (to 1e-5) for probabilities in [1e-6, 1 − 1e-6].
    """
    A1, Z2 = _scores(X, params)
    return _finish(X, A1, softmax(np.clip(Z2, -30, 30)), y, params)


def wrong_mlp_loss_and_grads__log_of_zero(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is infinite or nan where a probability is 0: keep the logarithm off 0, as cross_entropy does.

    Breaks: finite at probabilities of exactly 0 and 1.
    """
    A1, A2 = _layers(X, params)
    return float(-np.sum(y * np.log(A2)) / len(X)), _grads(X, A1, A2, y, params)


def unpolished_mlp_loss_and_grads__adds_too_much(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """The 1e-8 added to the probabilities shows where they are small: np.maximum(A2, 1e-15) changes none above it.

    Breaks: the losses are exact (to 1e-5) for probabilities in [1e-6, 1 − 1e-6].
    """
    A1, A2 = _layers(X, params)
    cross_entropy(A2, y)
    return float(-np.sum(y * np.log(A2 + 1e-8)) / len(X)), _grads(X, A1, A2, y, params)


def wrong_mlp_loss_and_grads__sigmoid_hidden(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your hidden layer is a sigmoid's, as in chapter 3.1's perceptron: it is relu here.

    Breaks: ReLU, softmax.
    """
    A1 = sigmoid(X @ params["W1"] + params["b1"])
    A2 = softmax(A1 @ params["W2"] + params["b2"])
    loss, dZ2 = cross_entropy(A2, y), (A2 - y) / len(X)
    return loss, dict(zip(NAMES, _back(X, A1, dZ2, dZ2 @ params["W2"].T * A1 * (1 - A1)), strict=True))


def wrong_mlp_loss_and_grads__regularized(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """The squares of the weights are in your loss, as L2 adds them: they are not in this one, and come in chapter 4.4.

    Breaks: the mean cross-entropy.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    for name in "W1", "W2":
        loss += 1e-3 * float((params[name] ** 2).sum())
        grads[name] = grads[name] + 2e-3 * params[name]
    return loss, grads


def wrong_mlp_loss_and_grads__loss_only(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You return only the loss: return two things, the loss and a dict of gradients.

    Breaks: to the loss and one gradient a parameter.
    """
    return cast(tuple[float, Params], mlp_loss_and_grads(X, y, params)[0])


def wrong_mlp_loss_and_grads__no_minus(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss has the wrong sign: cross-entropy is minus the mean of the logarithms.

    Breaks: loss = -mean over rows of Σ y_j * log(a_j).
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return -loss, grads


def wrong_mlp_loss_and_grads__binary_loss(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is the binary cross-entropy, which counts the wrong classes, too: that of classes is cross_entropy.

    Breaks: loss = -mean over rows of Σ y_j * log(a_j).
    """
    A = np.clip(_layers(X, params)[1], 1e-12, 1 - 1e-12)
    loss = -np.mean(y * np.log(A) + (1 - y) * np.log(1 - A))
    return float(loss), mlp_loss_and_grads(X, y, params)[1]


def wrong_mlp_loss_and_grads__squared_loss(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is the mean squared error: the loss of a softmax is the cross-entropy.

    Breaks: the mean cross-entropy.
    """
    return float(np.mean((_layers(X, params)[1] - y) ** 2)), mlp_loss_and_grads(X, y, params)[1]


def wrong_mlp_loss_and_grads__total_gradients(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients are sums over samples while the loss is a mean: divide by n, once, in dZ2.

    Breaks: every gradient of a loss is that of the mean loss.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss, {name: grad * len(X) for name, grad in grads.items()}


def wrong_mlp_loss_and_grads__mean_twice(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients are divided by n once too often: backward_mlp has divided by it already.

    Breaks: the mean loss's gradients, with one 1/n.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss, {name: grad / len(X) for name, grad in grads.items()}


def wrong_mlp_loss_and_grads__no_biases(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """The biases are left out on the way forward: the scores are X @ W1 + b1 and A1 @ W2 + b2.

    Breaks: A1 = relu(X @ W1 + b1), A2 = softmax(A1 @ W2 + b2).
    """
    A1 = np.maximum(0, X @ params["W1"])
    return _finish(X, A1, softmax(A1 @ params["W2"]), y, params)


def wrong_mlp_loss_and_grads__loss_too_low(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss stays below 10 for a sample that is certain and wrong: guard the logarithm by 1e-7 or less.

    Breaks: 10 or more for a sample that is certain and wrong.
    """
    A1, A2 = _layers(X, params)
    return float(-np.sum(y * np.log(np.maximum(A2, 1e-4))) / len(X)), _grads(X, A1, A2, y, params)


def unpolished_mlp_loss_and_grads__other_names(x: Array, t: Array, p: Params) -> tuple[float, Params]:
    """Your parameters have other names than the docstring's, X, y, params, so callers cannot name them.

    Breaks: the names are fixed.
    """
    return mlp_loss_and_grads(x, t, p)


def unpolished_mlp_loss_and_grads__float64(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients are float64 though all inputs are float32, perhaps from buffers of np.zeros: pass dtype=X.dtype.

    Breaks: float32 inputs alone give float32.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss, {name: grad.astype(np.float64) for name, grad in grads.items()}


def unpolished_mlp_loss_and_grads__loop(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your function goes through the samples one by one: both passes take a whole batch at once, much faster.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    parts = [mlp_loss_and_grads(x[None], t[None], params) for x, t in zip(X, y, strict=True)]
    grads = _mean([tuple(grads[name] for name in NAMES) for _, grads in parts])
    return sum(loss for loss, _ in parts) / len(X), dict(zip(NAMES, grads, strict=True))


def wrong_predict__of_columns(A: Array) -> Labels:
    """Your labels are those of the columns: take the argmax along the last axis, one class for each row.

    Breaks: argmax of each row.
    """
    return A.argmax(axis=0)


def wrong_predict__threshold(A: Array) -> Labels:
    """Your labels depend on one half, as for two classes: the most probable of many may be below it: take the argmax.

    Breaks: argmax of each row.
    """
    return np.argmax(A >= 0.5, axis=1)


def unpolished_predict__last_of_equals(A: Array) -> Labels:
    """Of classes that are equally probable the last is named: argmax names the first.

    Breaks: argmax of each row.
    """
    return A.shape[1] - 1 - A[:, ::-1].argmax(axis=1)


def wrong_predict__of_all(A: Array) -> Labels:
    """You get one number, the place of the largest of all entries: axis=1 gives one class for each row.

    Breaks: argmax of each row.
    """
    return cast(Labels, np.argmax(A))


def wrong_predict__keepdims(A: Array) -> Labels:
    """Your labels are a column, (n, 1): one label a row makes a vector, (n,), so argmax without keepdims.

    Breaks: labels are integer vectors (n,).
    """
    return A.argmax(axis=1, keepdims=True)


def wrong_predict__one_hot(A: Array) -> Labels:
    """The largest of each row is marked with a 1: give its position, by argmax.

    Breaks: argmax of each row.
    """
    return (A == A.max(axis=1, keepdims=True)).astype(int)


def wrong_predict__probability(A: Array) -> Labels:
    """You get the largest probability of each row: give its position, by argmax instead of max.

    Breaks: argmax of each row.
    """
    return cast(Labels, A.max(axis=1))


def wrong_predict__from_one(A: Array) -> Labels:
    """Your classes are counted from 1: the first is 0, as argmax counts.

    Breaks: argmax of each row.
    """
    return A.argmax(axis=1) + 1


def wrong_predict__least_probable(A: Array) -> Labels:
    """You name the least probable class: argmax finds the most probable one.

    Breaks: argmax of each row.
    """
    return A.argmin(axis=1)


def wrong_predict__every_equal(A: Array) -> Labels:
    """You name every class that is as probable as the most probable: name one a row, the first, by argmax.

    Breaks: argmax of each row.
    """
    return np.nonzero(A == A.max(axis=1, keepdims=True))[1]


def unpolished_predict__floats(A: Array) -> Labels:
    """Your labels are floats: as integers, which argmax gives, they can be an index.

    Breaks: class labels are integer vectors (n,).
    """
    labels = np.zeros(len(A))
    labels[:] = A.argmax(axis=1)
    return cast(Labels, labels)


def wrong_predict__list(A: Array) -> Labels:
    """Your labels are a list: argmax gives an array, and np.array makes one of a list.

    Breaks: labels are integer vectors (n,).
    """
    return cast(Labels, A.argmax(axis=1).tolist())


def unpolished_predict__bytes(A: Array) -> Labels:
    """Your labels are of int8, which ends at 127, and larger ones turn negative: argmax's own integers have room.

    Breaks: argmax of each row.
    """
    return A.argmax(axis=1).astype(np.int8)


def wrong_predict__ten_classes(A: Array) -> Labels:
    """Only the first ten classes are ever named: look at all columns that A has.

    Breaks: argmax of each row.
    """
    return A[:, :10].argmax(axis=1)


def unpolished_predict__rounded(A: Array) -> Labels:
    """Probabilities that differ little count as equal, perhaps by rounding or in float32: compare them as they are.

    Breaks: argmax of each row.
    """
    return np.round(A, 4).argmax(axis=1)


def wrong_predict__squeezed(A: Array) -> Labels:
    """One sample's label has the shape (), not (1,), perhaps from np.squeeze: argmax over axis 1 gives (n,) by itself.

    Breaks: labels are integer vectors (n,).
    """
    return np.squeeze(A.argmax(axis=1))


def unpolished_predict__loop(A: Array) -> Labels:
    """Your function goes through the rows one by one: argmax takes them all at once with axis=1.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    return np.array([row.argmax() for row in A])


def unpolished_predict__zeroes_the_others(A: Array) -> Labels:
    """Your function writes zeros into the caller's probabilities: argmax needs no preparation.

    Breaks: no function changes an array that it was passed.
    """
    A[A < A.max(axis=1, keepdims=True)] = 0
    return A.argmax(axis=1)


def unpolished_predict__other_name(probabilities: Array) -> Labels:
    """Your parameter has another name than the docstring's, A, so callers cannot name it.

    Breaks: the names are fixed.
    """
    return predict(probabilities)


def unpolished_predict__float32(A: Array) -> Labels:
    """Probabilities that differ little count as equal, perhaps by rounding or in float32: compare them as they are.

    Breaks: argmax of each row.
    """
    return A.astype(np.float32).argmax(axis=1)


def wrong_predict__no_return(A: Array) -> Labels:
    """Your function gives None: end it with return.

    Breaks: argmax of each row.
    """
    return cast(Labels, None)


def wrong_predict__first_row(A: Array) -> Labels:
    """You give one number, the first row's class: all rows want one, as an array.

    Breaks: argmax of each row.
    """
    return cast(Labels, A[0].argmax())


def plain_backward_mlp__delta(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Write the deltas of a textbook, and divide each gradient by n."""
    n = X.shape[0]
    delta2 = A2 - y
    dW2 = A1.T @ delta2 / n
    db2 = np.sum(delta2, axis=0) / n
    delta1 = delta2 @ W2.T * (A1 > 0)
    dW1 = X.T @ delta1 / n
    db1 = np.sum(delta1, axis=0) / n
    return dW1, db1, dW2, db2


def plain_backward_mlp__one_over_n(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Multiply by 1/n, with a mask of float64, and with means for the biases."""
    m = y.shape[0]
    error = A2 - y
    mask = np.where(A1 > 0, 1.0, 0.0)
    hidden_error = np.dot(error, np.transpose(W2)) * mask
    dW1, dW2 = (1 / m) * np.dot(X.T, hidden_error), (1 / m) * np.dot(A1.T, error)
    return dW1, np.mean(hidden_error, axis=0), dW2, np.mean(error, axis=0)


def plain_backward_mlp__slope_by_index(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Set the gradient to 0 at silent units, and flatten sums that kept their axis."""
    dZ2 = (A2 - y) / len(X)
    dA1 = dZ2.dot(W2.T)
    dZ1 = np.array(dA1, copy=True)
    dZ1[A1 <= 0] = 0
    db1 = np.sum(dZ1, axis=0, keepdims=True).reshape(-1)
    db2 = np.sum(dZ2, axis=0, keepdims=True).flatten()
    return X.T.dot(dZ1), db1, A1.T.dot(dZ2), db2


def plain_backward_mlp__derivative_of_a1(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Call relu_derivative with A1."""
    dZ2 = (A2 - y) / len(X)
    dW2 = np.matmul(A1.T, dZ2)
    db2 = dZ2.sum(0)
    dA1 = np.matmul(dZ2, W2.T)
    dZ1 = np.multiply(dA1, relu_derivative(A1))
    return np.matmul(X.T, dZ1), dZ1.sum(0), dW2, db2


def plain_backward_mlp__loop_over_samples(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Add up outer products, sample by sample, in buffers of float64."""
    n = len(X)
    dW1, db1 = np.zeros(W1.shape), np.zeros(W1.shape[1])
    dW2, db2 = np.zeros(W2.shape), np.zeros(W2.shape[1])
    for i in range(n):
        delta2 = A2[i] - y[i]
        delta1 = (W2 @ delta2) * (A1[i] > 0)
        dW2 += np.outer(A1[i], delta2)
        db2 += delta2
        dW1 += np.outer(X[i], delta1)
        db1 += delta1
    return dW1 / n, db1 / n, dW2 / n, db2 / n


def plain_backward_mlp__list(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Return a list, with the columns of db2 summed one by one."""
    n = len(X)
    d2 = (A2 - y) / n
    d1 = (d2 @ W2.T) * (A1 > 0).astype(int)
    b2 = np.array([d2[:, k].sum() for k in range(d2.shape[1])])
    return cast(Grads, [X.T @ d1, d1.sum(axis=0), A1.T @ d2, b2])


def plain_backward_mlp__samples_as_columns(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Turn everything, as in books with samples as columns, and turn the gradients back."""
    n = X.shape[0]
    delta2 = (A2 - y).T / n
    delta1 = W2 @ delta2 * (A1.T > 0)
    return (delta1 @ X).T, delta1.sum(axis=1), (delta2 @ A1).T, delta2.sum(axis=1)


def plain_backward_mlp__jacobian(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Go back through softmax's own table of slopes, with a guard in the slope of the logarithm."""
    dA2 = -y / (A2 + 1e-8) / len(X)
    dZ2 = np.array([(np.diag(a) - np.outer(a, a)) @ d for a, d in zip(A2, dA2, strict=True)])
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def plain_mlp_loss_and_grads__delta(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Write both passes out, with textbook deltas."""
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    n = X.shape[0]
    Z1 = X @ W1 + b1
    A1 = np.maximum(0, Z1)
    A2 = softmax(A1 @ W2 + b2)
    loss = -np.sum(y * np.log(A2 + 1e-7)) / n
    delta2 = A2 - y
    delta1 = (delta2 @ W2.T) * (Z1 > 0)
    grads = {}
    grads["W2"], grads["b2"] = A1.T @ delta2 / n, np.sum(delta2, axis=0) / n
    grads["W1"], grads["b1"] = X.T @ delta1 / n, np.sum(delta1, axis=0) / n
    return loss, grads


def plain_mlp_loss_and_grads__star(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Pass the parameters by a star, and put the gradients in a dict by a loop."""
    A1, A2 = forward_mlp(X, *params.values())
    loss = np.mean(-np.log(np.clip(np.sum(A2 * y, axis=1), 1e-10, 1.0)))
    grads = {}
    for key, grad in zip(params, backward_mlp(X, A1, A2, y, params["W1"], params["W2"]), strict=True):
        grads[key] = grad
    return loss, grads


def plain_mlp_loss_and_grads__float64(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Put the gradients into buffers of zeros, with the loss by hand."""
    A1, A2 = forward_mlp(X, params["W1"], params["b1"], params["W2"], params["b2"])
    grads: Params = {name: np.zeros(params[name].shape) for name in params}
    grads["W1"][:], grads["b1"][:], grads["W2"][:], grads["b2"][:] = backward_mlp(
        X, A1, A2, y, params["W1"], params["W2"]
    )
    loss = 0.0
    for true_class, a in zip(y.argmax(axis=1), A2, strict=True):
        loss -= np.log(max(a[true_class], 1e-12))
    return loss / len(X), grads


def plain_predict__loop(A: Array) -> Labels:
    """Collect the labels in a list."""
    labels = []
    for row in A:
        labels.append(np.argmax(row))
    return np.array(labels)


def plain_predict__buffer(A: Array) -> Labels:
    """Write the labels into np.zeros, which is of float64."""
    labels = np.zeros(A.shape[0])
    for i in range(A.shape[0]):
        labels[i] = np.argmax(A[i])
    return cast(Labels, labels)


def plain_predict__by_sorting(A: Array) -> Labels:
    """Sort each row, and take the last place, which for equals is the last of them."""
    return np.argsort(A, axis=1, kind="stable")[:, -1]


def plain_predict__list_comprehension(A: Array) -> Labels:
    """Look for each row's largest in the row as a list."""
    return np.array([list(row).index(max(row)) for row in A])


def plain_predict__argmax(A: Array) -> Labels:
    """Write np.argmax with axis=1."""
    return np.argmax(A, axis=1)


def right_backward_mlp__by_einsum(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Multiply by einsum, with the mean taken at the end."""
    n, E2 = len(X), A2 - y
    E1: Array = np.einsum("nc,hc->nh", E2, W2) * (A1 > 0)
    dW1, dW2 = np.einsum("nd,nh->dh", X, E1) / n, np.einsum("nh,nc->hc", A1, E2) / n
    return dW1, E1.mean(axis=0), dW2, E2.mean(axis=0)


def right_backward_mlp__by_dot(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Multiply by np.dot, and put zeros where units are silent."""
    dZ2 = np.subtract(A2, y) / X.shape[0]
    dZ1 = np.dot(dZ2, W2.T)
    dZ1[A1 <= 0] = 0
    return np.dot(X.T, dZ1), np.sum(dZ1, axis=0), np.dot(A1.T, dZ2), np.sum(dZ2, axis=0)


def right_backward_mlp__biases_by_ones(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Sum rows by a product with ones, and mask by the sign of A1."""
    dZ2 = (A2 - y) / len(X)
    dZ1 = np.matmul(dZ2, W2.T) * np.sign(A1)
    ones = np.ones(len(X), dtype=dZ2.dtype)
    return X.T @ dZ1, ones @ dZ1, A1.T @ dZ2, ones @ dZ2


def right_backward_mlp__by_labels(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Subtract 1 at each true class of a copy."""
    dZ2 = A2.copy()
    dZ2[np.arange(len(X)), y.argmax(axis=1)] -= 1
    dZ2 /= len(X)
    dZ1 = np.where(A1 > 0, dZ2 @ W2.T, 0)
    return np.dot(X.T, dZ1), dZ1.sum(0), np.dot(A1.T, dZ2), dZ2.sum(0)


def right_backward_mlp__through_softmax(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Go back through the logarithm and then softmax, with probabilities kept off 0 in both."""
    A = np.maximum(A2, 1e-15)
    dA = -y / A / len(X)
    return _back(X, A1, A * (dA - (dA * A).sum(axis=1, keepdims=True)), (A - y) / len(X) @ W2.T * np.heaviside(A1, 0))


def right_backward_mlp__bias_as_input(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Take the biases for weights of an input that is always 1."""
    one = np.ones((len(X), 1), dtype=A2.dtype)
    dZ2 = (A2 - y) / len(X)
    G1 = np.hstack([X, one]).T @ (dZ2 @ W2.T * (A1 > 0))
    G2 = np.hstack([A1, one]).T @ dZ2
    return G1[:-1], G1[-1], G2[:-1], G2[-1]


def right_mlp_loss_and_grads__zip(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Zip names and gradients, the keys in alphabetical order."""
    A1, A2 = forward_mlp(X, **params)
    loss = cross_entropy(A2, y)
    grads = dict(zip(("W1", "b1", "W2", "b2"), backward_mlp(X, A1, A2, y, params["W1"], params["W2"]), strict=True))
    return loss, {name: grads[name] for name in sorted(grads)}


def right_mlp_loss_and_grads__in_one(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Do both passes at once, with the loss by log-sum-exp."""
    if not len(X):
        raise ValueError(f"no samples: X has shape {X.shape}")
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ params["W2"] + params["b2"]
    if Z2.shape != y.shape:
        raise ValueError(f"scores have shape {Z2.shape}, y {y.shape}")
    S = Z2 - Z2.max(axis=1, keepdims=True)
    logs = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    dZ2 = (np.exp(logs) - y) / len(X)
    dZ1 = np.where(Z1 > 0, dZ2 @ params["W2"].T, Z1.dtype.type(0))
    grads = {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": A1.T @ dZ2, "b2": dZ2.sum(axis=0)}
    return float(-(y * logs).sum() / len(X)), grads


def right_mlp_loss_and_grads__of_true_classes(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Take the logarithm of the true classes' probabilities only, and reuse A2's memory."""
    A1, A2 = _layers(X, params)
    if A2.shape != y.shape or not len(y):
        raise ValueError(f"expected y of shape {A2.shape} with some rows, got {y.shape}")
    loss = -np.log(np.clip(A2[np.arange(len(X)), y.argmax(axis=1)], 1e-12, None)).mean()
    A2 -= y
    A2 /= len(X)
    return loss, dict(zip(NAMES, _back(X, A1, A2, A2 @ params["W2"].T * (A1 > 0)), strict=True))


def right_mlp_loss_and_grads__by_scipy(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Leave log-softmax to SciPy."""
    log_softmax: Callable[..., Array] = importlib.import_module("scipy.special").log_softmax
    A1, Z2 = _scores(X, params)
    if y.shape != Z2.shape or not y.size:
        raise ValueError(f"scores of shape {Z2.shape}, truths of shape {y.shape}")
    logs = log_softmax(Z2, axis=-1)
    return np.mean(-np.sum(logs * y, axis=1)), _grads(X, A1, np.exp(logs), y, params)


def right_mlp_loss_and_grads__backwards(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Collect the gradients as they come, the last layer's first."""
    A1, A2 = _layers(X, params)
    loss, dZ2, grads = cross_entropy(A2, y), (A2 - y) / len(X), dict[str, Array]()
    grads["W2"], grads["b2"] = A1.T @ dZ2, dZ2.sum(axis=0)
    dZ1 = dZ2 @ params["W2"].T
    dZ1[A1 == 0] = 0
    grads["W1"], grads["b1"] = X.T @ dZ1, dZ1.sum(axis=0)
    return loss, grads


def right_predict__by_comparing(A: Array) -> Labels:
    """Find the first entry of each row that is as large as the largest."""
    return np.argmax(A == A.max(axis=1, keepdims=True), axis=1)


def right_predict__by_sorting(A: Array) -> Labels:
    """Sort each row from large to small, equal ones in order."""
    return np.argsort(-A, axis=-1, kind="stable")[:, 0]


def right_predict__by_column(A: Array) -> Labels:
    """Go through the classes, and keep the best so far."""
    best, labels = A[:, 0].copy(), np.zeros(len(A), dtype=np.int32)
    for j in range(1, A.shape[1]):
        better = A[:, j] > best
        best[better], labels[better] = A[better, j], j
    return labels
