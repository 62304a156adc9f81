"""Wrong and right answers to chapter 3.4."""

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import Params
from ch31_perceptron import Labels
from ch33_mlp_forward import cross_entropy, forward_mlp
from ch34_backpropagation import backward_mlp, mlp_loss_and_grads

Grads = tuple[Array, Array, Array, Array]


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
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    A1, A2 = forward_mlp(X, W1, b1, W2, b2)
    loss = float(-np.sum(y * np.log(np.maximum(A2, 1e-15))) / max(len(X), 1))
    grads = backward_mlp(X, A1, A2, y, W1, W2)
    return loss, dict(zip(("W1", "b1", "W2", "b2"), grads, strict=True))


def wrong_mlp_loss_and_grads__swapped_layers(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You unpack backward_mlp's gradients in the wrong order: it gives dW1, db1, dW2, db2.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = mlp_loss_and_grads(X, y, params)
    return loss, {"W1": grads["W2"], "b1": grads["b2"], "W2": grads["W1"], "b2": grads["b1"]}


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


def right_predict__by_comparing(A: Array) -> Labels:
    """Find the first entry of each row that is as large as the largest."""
    return np.argmax(A == A.max(axis=1, keepdims=True), axis=1)


def right_predict__by_sorting(A: Array) -> Labels:
    """Sort each row from large to small, equal ones in order."""
    return np.argsort(-A, axis=-1, kind="stable")[:, 0]
