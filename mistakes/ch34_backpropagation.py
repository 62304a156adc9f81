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
from ch32_activations import softmax
from ch33_mlp_forward import cross_entropy, forward_mlp
from ch34_backpropagation import backward_mlp, mlp_loss_and_grads

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
    """Your gradients are sums over the samples: divide dZ2 by n, and all four become those of the mean loss.

    Breaks: every gradient of a loss is that of the mean loss, with its 1/n.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1 * len(X), db1 * len(X), dW2 * len(X), db2 * len(X)


def wrong_backward_mlp__mean_twice(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You divide the first layer's gradients by n again: dZ2 has its 1/n already, and hands it on to dZ1.

    Breaks: the mean loss's gradients, with one 1/n.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1 / len(X), db1 / len(X), dW2, db2


def wrong_backward_mlp__mean_of_biases(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You take the mean of dZ's rows for the biases, though 1/n is in dZ already: take their sum.

    Breaks: db = sum of dZ's rows.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1, db1 / len(X), dW2, db2 / len(X)


def wrong_backward_mlp__biases_without_mean(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your bias gradients lack the 1/n that your weight gradients have: divide dZ2 itself by n, once and for all.

    Breaks: every gradient of a loss is that of the mean loss, with its 1/n.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1, db1 * len(X), dW2, db2 * len(X)


def wrong_backward_mlp__no_mask(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You let gradients pass through silent hidden units: multiply dZ2 @ W2.T by relu's slope, 0 where A1 is 0.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)


def wrong_backward_mlp__mask_of_the_gradient(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You apply relu to the gradient and lose its negative entries: mask it by where A1 is positive.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = np.maximum(0, dZ2 @ W2.T)
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)


def wrong_backward_mlp__times_relu(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You multiply by A1, what relu gives: multiply by its slope, 1 where A1 is positive and else 0.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T * A1
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)


def wrong_backward_mlp__sigmoid_slope(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You take A1 * (1 - A1), the slope of the sigmoid: the hidden layer is relu, with slope 1 where A1 > 0, else 0.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T * A1 * (1 - A1)
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)


def wrong_backward_mlp__softmax_slope(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You multiply A2 - y by A2 * (1 - A2): softmax and cross-entropy together leave just A2 - y.

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
    """You sum dZ over axis 1, which gives a number for each sample: sum over axis 0, for one a unit.

    Breaks: db = sum of dZ's rows.
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T * (A1 > 0)
    return X.T @ dZ1, dZ1.sum(axis=1), A1.T @ dZ2, dZ2.sum(axis=1)


def wrong_backward_mlp__changes_its_input(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You subtract y from A2 in place, which changes the caller's array: write A2 - y, which makes a new one.

    Breaks: no function changes an array that it was handed.
    """
    grads = backward_mlp(X, A1, A2, y, W1, W2)
    A2 -= y
    return grads


def wrong_backward_mlp__float64_mask(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your mask of ones and zeros is float64, and so float32 gradients become float64: give it A1's dtype.

    Breaks: float32 inputs alone give float32.
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T * np.where(A1 > 0, 1.0, 0.0)
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)


def wrong_backward_mlp__mean_everywhere(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You divide by n twice over, in dZ2 and in each gradient: once is enough, in dZ2.

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
    """You divide by the number of entries of y: a mean over samples divides by its number of rows, len(X).

    Breaks: a mean is taken over samples.
    """
    dZ2 = (A2 - y) / y.size
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__mean_of_features(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You divide by X.shape[1], the number of inputs: rows are samples, so n is X.shape[0].

    Breaks: a mean is taken over samples.
    """
    dZ2 = (A2 - y) / X.shape[1]
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__mean_of_classes(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You divide by the number of classes, as np.mean over axis 1 does: the mean is over samples, so divide by n.

    Breaks: a mean is taken over samples.
    """
    dZ2 = (A2 - y) / y.shape[1]
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__twice(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your gradients are twice what they should be: a 2 belongs to squared errors, and cross-entropy has none.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dZ2 = 2 * (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__tanh_slope(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You take 1 - A1 ** 2, the slope of tanh: the hidden layer is relu, with slope 1 where A1 > 0, else 0.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (1 - A1**2))


def wrong_backward_mlp__leaky_slope(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You give silent units a slope of 0.01, as a leaky relu has: where A1 is 0, relu's slope is 0.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * np.where(A1 > 0, A1.dtype.type(1), A1.dtype.type(0.01)))


def wrong_backward_mlp__slope_alone(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You hand on relu's slope in place of the gradient: multiply dZ2 @ W2.T by it.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    return _back(X, A1, (A2 - y) / len(X), np.where(A1 > 0, np.ones_like(A1), 0))


def wrong_backward_mlp__bias_without_slope(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your db1 sums the gradient before relu's slope is applied: sum the rows of dZ1, not of dA1.

    Breaks: db1 = sum of dZ1's rows.
    """
    dZ2 = (A2 - y) / len(X)
    dA1 = dZ2 @ W2.T
    dW1, _, dW2, db2 = _back(X, A1, dZ2, dA1 * (A1 > 0))
    return dW1, dA1.sum(axis=0), dW2, db2


def wrong_backward_mlp__scores_without_bias(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You take relu's slope at X @ W1, which lacks the bias: A1, which has it, is positive just where Z1 is.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (X @ W1 > 0))


def wrong_backward_mlp__reshaped(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You reshape W2 where its transpose is due: reshape keeps the numbers in order and mixes them up, W2.T does not.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.reshape(W2.shape[::-1]) * (A1 > 0))


def wrong_backward_mlp__not_transposed(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You multiply by W2 itself, which fits if it is square: on the way back it is dZ2 @ W2.T.

    Breaks: dZ1 = dZ2 @ W2.T * relu'(Z1).
    """
    dZ2 = (A2 - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ (W2 if len(W2) == len(W2.T) else W2.T) * (A1 > 0))


def wrong_backward_mlp__slope_of_the_log(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """Your dZ2 is the slope at the probabilities, -y / A2: that at the scores, through softmax, is A2 - y.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dZ2 = -y / np.maximum(A2, 1e-15) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__diagonal_of_softmax(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You keep only A2 * (1 - A2) of softmax's slopes: each score moves all probabilities; in sum A2 - y is left.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dZ2 = -y / np.maximum(A2, 1e-15) * A2 * (1 - A2) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__divides_by_zero(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You divide by A2, which makes a nan where it is 0: multiplied out, softmax and logarithm leave A2 - y.

    Breaks: no RuntimeWarning and no nan.
    """
    dA2 = -y / A2 / len(X)
    dZ2 = A2 * (dA2 - (dA2 * A2).sum(axis=1, keepdims=True))
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__nothing_from_zero(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You divide by A2 but keep it off 0, so samples that are certain and wrong teach nothing: A2 - y needs no
    division.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dA2 = -y / np.maximum(A2, 1e-12) / len(X)
    dZ2 = A2 * (dA2 - (dA2 * A2).sum(axis=1, keepdims=True))
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__predicted_class(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You compare y with the predicted class, as a perceptron does: the error is A2 - y, with the probabilities.

    Breaks: dZ2 = (A2 - y) / n.
    """
    dZ2 = ((A2 == A2.max(axis=1, keepdims=True)) - y) / len(X)
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__regularized(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You add a multiple of the weights, as L2 does: it is no part of this loss, and comes in chapter 4.4.

    Breaks: the gradients of the mean cross-entropy.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1 + 1e-3 * W1, db1, dW2 + 1e-3 * W2, db2


def wrong_backward_mlp__clipped(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You clip the gradients to [-1, 1]: return them as they are, however large.

    Breaks: the gradients of the mean cross-entropy.
    """
    dW1, db1, dW2, db2 = (np.clip(grad, -1, 1) for grad in backward_mlp(X, A1, A2, y, W1, W2))
    return dW1, db1, dW2, db2


def wrong_backward_mlp__rounded(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You round the gradients, and small ones are lost: return all their digits.

    Breaks: the gradients of the mean cross-entropy.
    """
    dW1, db1, dW2, db2 = (np.round(grad, 4) for grad in backward_mlp(X, A1, A2, y, W1, W2))
    return dW1, db1, dW2, db2


def wrong_backward_mlp__biases_in_one(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You sum dZ whole, to one number: sum over axis 0, which leaves one number for each unit.

    Breaks: db = sum of dZ's rows.
    """
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T * (A1 > 0)
    return X.T @ dZ1, cast(Array, dZ1.sum()), A1.T @ dZ2, cast(Array, dZ2.sum())


def wrong_backward_mlp__squeezed(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You squeeze the bias gradients, and with one unit nothing is left of the shape (1,): sum over axis 0 needs no
    squeeze.

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
    """You return the second layer's gradients first, as you find them: the order is dW1, db1, dW2, db2.

    Breaks: dW1, db1, dW2, db2.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW2, db2, dW1, db1


def wrong_backward_mlp__weights_first(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You return both weights' gradients before the biases': the order is dW1, db1, dW2, db2.

    Breaks: dW1, db1, dW2, db2.
    """
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return dW1, dW2, db1, db2


def wrong_backward_mlp__error_in_place(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You make dZ2 out of A2 itself, by -= and /=, which changes the caller's array: A2 - y makes a new one.

    Breaks: no function changes an array that it was handed.
    """
    A2 -= y
    A2 /= len(X)
    return _back(X, A1, A2, A2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__mask_in_place(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You turn A1 into a mask of ones in place, and then dW2 needs it as it was: compare, A1 > 0, which makes a new
    array.

    Breaks: no function changes an array that it was handed.
    """
    dZ2 = (A2 - y) / len(X)
    A1[A1 > 0] = 1
    return _back(X, A1, dZ2, dZ2 @ W2.T * A1)


def wrong_backward_mlp__steps(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You change W2 before the gradient goes back through it: return gradients only, gradient_descent takes the step.

    Breaks: no function changes an array that it was handed.
    """
    dZ2 = (A2 - y) / len(X)
    W2 -= 0.1 * A1.T @ dZ2
    return _back(X, A1, dZ2, dZ2 @ W2.T * (A1 > 0))


def wrong_backward_mlp__float32(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You turn all numbers into float32, which is too coarse for the gradients of float64 ones: keep their dtype.

    Breaks: dtype follows NumPy's promotion.
    """
    dW1, db1, dW2, db2 = (grad.astype(np.float32) for grad in backward_mlp(X, A1, A2, y, W1, W2))
    return dW1, db1, dW2, db2


def wrong_backward_mlp__loop(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You go through the samples one by one: X.T @ dZ1 sums over all of them at once.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    return _mean([backward_mlp(X[[i]], A1[[i]], A2[[i]], y[[i]], W1, W2) for i in range(len(X))])


def wrong_backward_mlp__cut_to_fit(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> Grads:
    """You leave out rows that do not fit: where X, A1, A2 and y differ in their number of rows, let NumPy raise its
    ValueError.

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
    """You name the gradients dW1, db1 and so on: give them the keys of their parameters, W1, b1, W2, b2.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss, {f"d{name}": grad for name, grad in grads.items()}


def wrong_mlp_loss_and_grads__updates(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You take the step yourself and change params: return the gradients only, gradient_descent takes the step.

    Breaks: no function changes an array or dict that it was handed.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    for name, grad in grads.items():
        params[name] = params[name] - 0.1 * grad
    return loss, grads


def wrong_mlp_loss_and_grads__unchecked(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You let NumPy broadcast a y of another shape than A2: call cross_entropy, which refuses it, or compare shapes.

    Breaks: …_loss_and_grads refuse what NumPy would broadcast in silence.
    """
    A1, A2 = _layers(X, params)
    return float(-np.mean(np.sum(y * np.log(np.maximum(A2, 1e-15)), axis=1))), _grads(X, A1, A2, y, params)


def wrong_mlp_loss_and_grads__swapped_layers(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You unpack backward_mlp's gradients in the wrong order: it gives dW1, db1, dW2, db2.

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


def wrong_mlp_loss_and_grads__loss_as_array(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is a NumPy array, not a number: return a float, by float(loss) or loss.item().

    Breaks: -> float means a Python float or a NumPy floating scalar.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return cast(float, np.asarray(loss)), grads


def wrong_mlp_loss_and_grads__in_bits(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is in bits, by np.log2: cross-entropy takes the natural logarithm, np.log.

    Breaks: loss = -mean over rows of Σ y_j * log(a_j).
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss / math.log(2), grads


def wrong_mlp_loss_and_grads__grads_first(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You return the gradients before the loss: it is loss, grads.

    Breaks: to the loss and one gradient a parameter.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return cast(tuple[float, Params], (grads, loss))


def wrong_mlp_loss_and_grads__tuple(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You return the gradients without names: put them in a dict under the keys of params, W1, b1, W2, b2.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss, cast(Params, tuple(grads.values()))


def wrong_mlp_loss_and_grads__weights_only(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You give no gradients for the biases: they learn as the weights do, so return b1 and b2, too.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss, {name: grads[name] for name in ("W1", "W2")}


def wrong_mlp_loss_and_grads__into_the_params(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You put the gradients in the place of the parameters, which are the caller's: make a new dict of new arrays.

    Breaks: no function changes an array or dict that it was handed.
    """
    loss, new = mlp_loss_and_grads(X, y, params)
    grads = dict(params)
    for name in grads:
        grads[name][...] = new[name]
    return loss, grads


def wrong_mlp_loss_and_grads__keeps_layers(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You keep A1 and A2 in params, which is the caller's: use variables of your own.

    Breaks: no function changes an array or dict that it was handed.
    """
    params["A1"], params["A2"] = _layers(X, params)
    loss = cross_entropy(params["A2"], y)
    return loss, _grads(X, params["A1"], params["A2"], y, params)


def wrong_mlp_loss_and_grads__late_loss(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You subtract y from A2 in place before you measure the loss of A2: measure first, or write A2 - y.

    Breaks: the mean cross-entropy.
    """
    A1, A2 = _layers(X, params)
    grads = _grads(X, A1, A2, y, params)
    A2 -= y
    A2 /= len(X)
    return cross_entropy(A2, y), grads


def wrong_mlp_loss_and_grads__no_samples(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You refuse what does not fit, but not X without rows, which has no mean: raise a ValueError, as cross_entropy
    does.

    Breaks: no samples: ValueError.
    """
    if len(X):
        return mlp_loss_and_grads(X, y, params)
    if y.shape != (0, len(params["b2"])):
        raise ValueError(f"y has shape {y.shape}, expected {(0, len(params['b2']))}")
    return 0.0, {name: np.zeros_like(param) for name, param in params.items()}


def wrong_mlp_loss_and_grads__takes_labels(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You turn labels of shape (n,) into one-hot rows: y is one-hot here, and other shapes are refused.

    Breaks: …_loss_and_grads refuse what NumPy would broadcast in silence, in a message that names both shapes.
    """
    labels = y.ndim == 1 and len(X) == len(y)
    return mlp_loss_and_grads(X, np.eye(len(params["b2"]), dtype=y.dtype)[y.astype(int)] if labels else y, params)


def wrong_mlp_loss_and_grads__vague_error(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your ValueError does not say which shapes do not fit: name both, as cross_entropy does.

    Breaks: …_loss_and_grads refuse what NumPy would broadcast in silence, in a message that names both shapes.
    """
    if not len(X) or y.shape != (len(X), len(params["b2"])):
        raise ValueError("shapes do not fit")
    return mlp_loss_and_grads(X, y, params)


def wrong_mlp_loss_and_grads__asserts(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You check shapes by assert, which raises an AssertionError: raise ValueError, as cross_entropy does.

    Breaks: …_loss_and_grads refuse what NumPy would broadcast in silence, in a message that names both shapes.
    """
    A1, A2 = _layers(X, params)
    assert A2.shape == y.shape, f"{A2.shape} and {y.shape}"
    return cross_entropy(A2, y), _grads(X, A1, A2, y, params)


def wrong_mlp_loss_and_grads__softmax_overflows(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your softmax takes e to the power of large scores, which overflows: subtract each row's largest first.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """
    A1, Z2 = _scores(X, params)
    E: Array = np.exp(Z2)
    return _finish(X, A1, E / E.sum(axis=1, keepdims=True), y, params)


def wrong_mlp_loss_and_grads__softmax_of_the_batch(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your softmax subtracts the largest score of the whole batch, and other rows vanish: take each row's own.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """
    A1, Z2 = _scores(X, params)
    E: Array = np.exp(Z2 - Z2.max())
    return _finish(X, A1, E / E.sum(axis=1, keepdims=True), y, params)


def wrong_mlp_loss_and_grads__clipped_scores(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You clip the scores, and large ones become equal: subtract each row's largest, which changes no probability.

    Breaks: the losses are exact (to 1e-5) for probabilities in [1e-6, 1 − 1e-6].
    """
    A1, Z2 = _scores(X, params)
    return _finish(X, A1, softmax(np.clip(Z2, -30, 30)), y, params)


def wrong_mlp_loss_and_grads__log_of_zero(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You take the logarithm of probabilities that may be 0: keep them off 0, as cross_entropy does.

    Breaks: finite at probabilities of exactly 0 and 1.
    """
    A1, A2 = _layers(X, params)
    cross_entropy(A2, y)
    return float(-np.sum(y * np.log(A2)) / len(X)), _grads(X, A1, A2, y, params)


def wrong_mlp_loss_and_grads__adds_too_much(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You add 1e-8 to the probabilities, which shows where they are small: np.maximum(A2, 1e-15) changes none above it.

    Breaks: the losses are exact (to 1e-5) for probabilities in [1e-6, 1 − 1e-6].
    """
    A1, A2 = _layers(X, params)
    cross_entropy(A2, y)
    return float(-np.sum(y * np.log(A2 + 1e-8)) / len(X)), _grads(X, A1, A2, y, params)


def wrong_mlp_loss_and_grads__sigmoid_hidden(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your hidden layer bends by sigmoid, as chapter 3.1's perceptron does: it is relu here.

    Breaks: ReLU, softmax.
    """
    A1 = sigmoid(X @ params["W1"] + params["b1"])
    A2 = softmax(A1 @ params["W2"] + params["b2"])
    loss, dZ2 = cross_entropy(A2, y), (A2 - y) / len(X)
    return loss, dict(zip(NAMES, _back(X, A1, dZ2, dZ2 @ params["W2"].T * A1 * (1 - A1)), strict=True))


def wrong_mlp_loss_and_grads__regularized(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You add the squares of the weights to the loss, as L2 does: it is no part of it, and comes in chapter 4.4.

    Breaks: the mean cross-entropy.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    for name in "W1", "W2":
        loss += 1e-3 * float((params[name] ** 2).sum())
        grads[name] = grads[name] + 2e-3 * params[name]
    return loss, grads


def wrong_mlp_loss_and_grads__loop(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You go through the samples one by one: both passes take a whole batch at once.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    mlp_loss_and_grads(X, y, params)
    parts = [mlp_loss_and_grads(x[None], t[None], params) for x, t in zip(X, y, strict=True)]
    grads = _mean([tuple(grads[name] for name in NAMES) for _, grads in parts])
    return sum(loss for loss, _ in parts) / len(X), dict(zip(NAMES, grads, strict=True))


def wrong_predict__of_columns(A: Array) -> Labels:
    """You look down the columns: take the argmax along the last axis, one class for each row.

    Breaks: argmax of each row.
    """
    return A.argmax(axis=0)


def wrong_predict__threshold(A: Array) -> Labels:
    """You compare with one half, as for two classes: the most probable of many may be below it, so take the argmax.

    Breaks: argmax of each row.
    """
    return np.argmax(A >= 0.5, axis=1)


def wrong_predict__last_of_equals(A: Array) -> Labels:
    """Where classes are equally probable you name the last: name the first, as argmax does.

    Breaks: argmax of each row.
    """
    return A.shape[1] - 1 - A[:, ::-1].argmax(axis=1)


def wrong_predict__of_all(A: Array) -> Labels:
    """You look for the largest of all entries: give argmax an axis, axis=1, for one class a row.

    Breaks: argmax of each row.
    """
    return cast(Labels, np.argmax(A))


def wrong_predict__keepdims(A: Array) -> Labels:
    """Your labels are a column, (n, 1): one label a row makes a vector, (n,), so argmax without keepdims.

    Breaks: labels are integer vectors (n,).
    """
    return A.argmax(axis=1, keepdims=True)


def wrong_predict__one_hot(A: Array) -> Labels:
    """You mark the largest of each row with a 1: give its position, by argmax.

    Breaks: argmax of each row.
    """
    return (A == A.max(axis=1, keepdims=True)).astype(int)


def wrong_predict__probability(A: Array) -> Labels:
    """You give the largest probability of each row: give its position, by argmax in place of max.

    Breaks: argmax of each row.
    """
    return cast(Labels, A.max(axis=1))


def wrong_predict__from_one(A: Array) -> Labels:
    """You count classes from 1: the first is 0, as argmax counts.

    Breaks: argmax of each row.
    """
    return A.argmax(axis=1) + 1


def wrong_predict__least_probable(A: Array) -> Labels:
    """You name the least probable class: take argmax, not argmin.

    Breaks: argmax of each row.
    """
    return A.argmin(axis=1)


def wrong_predict__every_equal(A: Array) -> Labels:
    """You name every class that is as probable as the most probable: name one a row, the first, by argmax.

    Breaks: argmax of each row.
    """
    return np.nonzero(A == A.max(axis=1, keepdims=True))[1]


def wrong_predict__floats(A: Array) -> Labels:
    """Your labels are floats: they count classes, so leave them the integers that argmax gives.

    Breaks: class labels are integer vectors (n,).
    """
    return cast(Labels, A.argmax(axis=1).astype(A.dtype))


def wrong_predict__list(A: Array) -> Labels:
    """Your labels are a list: leave them the array that argmax gives.

    Breaks: labels are integer vectors (n,).
    """
    return cast(Labels, A.argmax(axis=1).tolist())


def wrong_predict__bytes(A: Array) -> Labels:
    """Your labels are of int8, which ends at 127: with more classes they turn negative, so leave argmax's integers.

    Breaks: argmax of each row.
    """
    return A.argmax(axis=1).astype(np.int8)


def wrong_predict__ten_classes(A: Array) -> Labels:
    """You look at the first ten columns only: take all that A has.

    Breaks: argmax of each row.
    """
    return A[:, :10].argmax(axis=1)


def wrong_predict__rounded(A: Array) -> Labels:
    """You round the probabilities, which makes near ones equal: compare them as they are.

    Breaks: argmax of each row.
    """
    return np.round(A, 4).argmax(axis=1)


def wrong_predict__squeezed(A: Array) -> Labels:
    """You squeeze the labels, and one sample's have no axis left: argmax over axis 1 gives the shape (n,) by itself.

    Breaks: labels are integer vectors (n,).
    """
    return np.squeeze(A.argmax(axis=1))


def wrong_predict__loop(A: Array) -> Labels:
    """You go through the rows one by one: argmax takes them all at once with axis=1.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    return np.array([row.argmax() for row in A])


def wrong_predict__zeroes_the_others(A: Array) -> Labels:
    """You put 0 in place of the smaller probabilities, in the caller's array: argmax needs no preparation.

    Breaks: no function changes an array that it was handed.
    """
    A[A < A.max(axis=1, keepdims=True)] = 0
    return A.argmax(axis=1)


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
