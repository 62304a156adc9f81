"""Wrong and right answers to chapter 3.3."""

import importlib

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import Params
from ch31_perceptron import Labels
from ch32_activations import relu, softmax
from ch33_mlp_forward import cross_entropy, forward_mlp, init_mlp, one_hot


def wrong_one_hot__negative_labels(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """A label of -1 slips through and counts from the end: raise a ValueError for labels below 0, too.

    Breaks: a label outside 0 … classes-1: ValueError.
    """
    if labels.size and labels.max() >= classes:
        raise ValueError(f"labels go up to {labels.max()}, expected at most {classes - 1}")
    Y = np.zeros((len(labels), classes), dtype=dtype)
    Y[np.arange(len(labels)), labels] = 1
    return Y


def wrong_one_hot__compared_unchecked(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """A label out of range gives a row of zeros in silence: raise a ValueError instead.

    Breaks: a label outside 0 … classes-1: ValueError.
    """
    return (labels[:, None] == np.arange(classes)).astype(dtype)


def wrong_one_hot__whole_columns(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Y[:, labels] = 1 fills whole columns: pair each row with its label, as in Y[np.arange(n), labels] = 1.

    Breaks: row i has a 1 in column labels[i], 0 elsewhere.
    """
    Y = one_hot(labels, classes, dtype)
    Y[:, labels] = 1
    return Y


def wrong_one_hot__columns_by_largest(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You make as many columns as the largest label asks for: make one for each of the classes.

    Breaks: shape (n, classes).
    """
    one_hot(labels, classes, dtype)
    return one_hot(labels, int(labels.max()) + 1, dtype)


def wrong_one_hot__ignores_dtype(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You take dtype and do not use it: hand it on to np.zeros.

    Breaks: float64 unless told otherwise by the keyword dtype.
    """
    return one_hot(labels, classes)


def wrong_init_mlp__xavier(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights have the variance 1 / fan_in: He's rule for ReLU has 2 / fan_in.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng, dtype)
    return {name: (param / np.sqrt(2)).astype(dtype) for name, param in params.items()}


def wrong_init_mlp__scaled_by_the_variance(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You multiply by the variance 2 / fan_in: multiply by its square root, the standard deviation.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng)
    params["W1"] *= np.sqrt(2 / n_in)
    params["W2"] *= np.sqrt(2 / n_hidden)
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__fan_out(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You divide by the number of a layer's outputs: the fan-in is the number of its inputs, W's rows.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng)
    params["W1"] *= np.sqrt(n_in / n_hidden)
    params["W2"] *= np.sqrt(n_hidden / n_out)
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__own_seed(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You make a generator of your own, so the weights are the same each time: draw from the rng you are given.

    Breaks: randomness comes only from the rng handed in.
    """
    return init_mlp(n_in, n_hidden, n_out, np.random.default_rng(0), dtype)


def wrong_init_mlp__zeros(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights are all 0, so all hidden units stay alike: draw them from the rng, only biases begin at 0.

    Breaks: He normal weights.
    """
    params = init_mlp(n_in, n_hidden, n_out, rng, dtype)
    return {name: np.zeros_like(param) for name, param in params.items()}


def wrong_init_mlp__random_biases(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You draw the biases at random: they begin at 0.

    Breaks: zero biases.
    """
    params = init_mlp(n_in, n_hidden, n_out, rng, dtype)
    params["b1"] = rng.standard_normal(n_hidden).astype(dtype)
    params["b2"] = rng.standard_normal(n_out).astype(dtype)
    return params


def wrong_forward_mlp__no_bend(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Your hidden layer is not bent: put relu around X @ W1 + b1.

    Breaks: ReLU, softmax.
    """
    A1 = X @ W1 + b1
    return A1, softmax(A1 @ W2 + b2)


def wrong_forward_mlp__no_softmax(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Your second layer gives scores: turn them into probabilities with softmax.

    Breaks: ReLU, softmax.
    """
    A1 = relu(X @ W1 + b1)
    return A1, A1 @ W2 + b2


def wrong_forward_mlp__relu_twice(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You put relu around the last layer's scores, which makes negative ones equal: softmax alone is right there.

    Breaks: A2 = softmax(A1 @ W2 + b2).
    """
    A1 = relu(X @ W1 + b1)
    return A1, softmax(relu(A1 @ W2 + b2))


def wrong_forward_mlp__no_second_bias(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You forget b2: add it to A1 @ W2 before the softmax.

    Breaks: A2 = softmax(A1 @ W2 + b2).
    """
    A1 = relu(X @ W1 + b1)
    return A1, softmax(A1 @ W2)


def wrong_forward_mlp__returns_scores(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You return the hidden scores before relu: return A1, what relu gives.

    Breaks: (A1, A2): ReLU, softmax.
    """
    return X @ W1 + b1, forward_mlp(X, W1, b1, W2, b2)[1]


def wrong_cross_entropy__mean_of_all(A: Array, y: Array) -> float:
    """You take the mean over all entries, classes too: sum over each row, then divide by the number of rows.

    Breaks: mean over rows.
    """
    return cross_entropy(A, y) / A.shape[1]


def wrong_cross_entropy__sum(A: Array, y: Array) -> float:
    """You sum over the samples: divide by their number to get the mean.

    Breaks: mean over rows.
    """
    return cross_entropy(A, y) * len(A)


def wrong_cross_entropy__log_of_zero(A: Array, y: Array) -> float:
    """You take the logarithm of 0, and 0 * -inf is nan: raise the probabilities to a tiny number such as 1e-15 first.

    Breaks: finite at A = 0.
    """
    cross_entropy(A, y)
    return float(-np.sum(y * np.log(A)) / len(A))


def wrong_cross_entropy__coarse_floor(A: Array, y: Array) -> float:
    """You keep log 0 away with a number too large, which shows in small probabilities: 1e-15 is small enough.

    Breaks: exact (to 1e-5) for probabilities in [1e-6, 1 − 1e-6].
    """
    cross_entropy(A, y)
    return float(-np.sum(y * np.log(A + 1e-5)) / len(A))


def wrong_cross_entropy__broadcasts(A: Array, y: Array) -> float:
    """You let NumPy broadcast a y of another shape: compare the shapes, and name both in a ValueError.

    Breaks: what NumPy would broadcast in silence the losses refuse, naming both shapes.
    """
    return float(np.sum(y * -np.log(np.maximum(A, 1e-15))) / max(len(A), 1))


def wrong_cross_entropy__binary(A: Array, y: Array) -> float:
    """You add the terms (1 - y) * log(1 - A) of the binary loss: with softmax the true class alone counts.

    Breaks: Σ y_j * log(a_j) over each row.
    """
    return cross_entropy(A, y) + cross_entropy(1 - A, 1 - y)


def right_one_hot__by_eye(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Take rows of the identity."""
    if np.any((labels < 0) | (labels >= classes)):
        raise ValueError(f"labels {labels} are not all from 0 to {classes - 1}")
    return np.eye(classes, dtype=dtype)[labels]


def right_one_hot__by_comparing(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Compare each label with each class."""
    Y = (labels.reshape(-1, 1) == np.arange(classes)).astype(dtype)
    if not Y.any(axis=1).all():
        raise ValueError(f"labels {labels} are not all from 0 to {classes - 1}")
    return Y


def right_init_mlp__by_rng_normal(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Draw with the deviation as an argument, the second layer first."""
    W2 = rng.normal(0, (2 / n_hidden) ** 0.5, size=(n_hidden, n_out)).astype(dtype)
    W1 = rng.normal(0, (2 / n_in) ** 0.5, size=(n_in, n_hidden)).astype(dtype)
    return {"W1": W1, "b1": np.zeros(n_hidden, dtype), "W2": W2, "b2": np.zeros(n_out, dtype)}


def right_forward_mlp__by_einsum(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Multiply by einsum, having checked what it would broadcast."""
    if b1.shape != W1.shape[1:] or b2.shape != W2.shape[1:]:
        raise ValueError(f"biases have shapes {b1.shape} and {b2.shape}, weights {W1.shape} and {W2.shape}")
    A1: Array = np.clip(np.einsum("nd,dh->nh", X, W1) + b1, 0, None)
    return A1, softmax(np.einsum("nh,hc->nc", A1, W2) + b2)


def right_forward_mlp__by_dot(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Multiply by np.dot and mask the hidden scores."""
    Z1 = np.dot(X, W1) + b1
    A1 = Z1 * (Z1 > 0)
    return A1, softmax(np.dot(A1, W2) + b2)


def right_cross_entropy__by_mean_of_rows(A: Array, y: Array) -> float:
    """Sum each row, and take the mean as a NumPy scalar."""
    if A.shape != y.shape or not len(A):
        raise ValueError(f"A has shape {A.shape}, y {y.shape}; expected the same, with samples")
    loss: float = -(y * np.log(np.clip(A, 1e-12, 1))).sum(axis=1).mean()
    return loss


def right_cross_entropy__by_xlogy(A: Array, y: Array) -> float:
    """Let SciPy's xlogy make 0 * log of anything 0."""
    xlogy = importlib.import_module("scipy.special").xlogy
    if A.shape != y.shape or not len(A):
        raise ValueError(f"A has shape {A.shape}, y {y.shape}; expected the same, with samples")
    return float(-xlogy(y, np.maximum(A, 1e-30)).sum() / len(A))
