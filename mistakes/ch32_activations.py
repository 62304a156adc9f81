"""Wrong and right answers to chapter 3.2."""

import importlib

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


def wrong_softmax__axis_1(Z: Array) -> Array:
    """Your softmax works along axis=1, which is the last axis of a matrix only: write axis=-1.

    Breaks: over the last axis.
    """
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def wrong_softmax__lost_keepdims(Z: Array) -> Array:
    """Your softmax divides column j by the sum of row j: keep the summed axis with keepdims=True.

    Breaks: over the last axis.
    """
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1)


def wrong_softmax__largest_of_all(Z: Array) -> Array:
    """You subtract the largest score of the whole array, so a row far below it becomes 0 / 0: subtract each row's own.

    Breaks: stable, for values up to 1e4 in size.
    """
    E = np.exp(Z - Z.max())
    return E / E.sum(axis=-1, keepdims=True)


def wrong_softmax__clipped(Z: Array) -> Array:
    """Your softmax clips the scores, which makes large ones equal: subtract each row's largest score instead.

    Breaks: stable, and right, for values up to 1e4 in size.
    """
    E = np.exp(np.clip(Z, -50, 50))
    return E / E.sum(axis=-1, keepdims=True)


def wrong_softmax__in_place(Z: Array) -> Array:
    """Your softmax writes into the Z it was handed, by -= or out=: write Z = Z - m, which makes a new array.

    Breaks: no function changes an array that it was handed.
    """
    Z -= Z.max(axis=-1, keepdims=True)
    E = np.exp(Z)
    return E / E.sum(axis=-1, keepdims=True)


def wrong_softmax__without_exp(Z: Array) -> Array:
    """Your softmax shares out the scores as they are: take the exponential of each before you divide by the row's sum.

    Breaks: e^z_i / Σ e^z_k.
    """
    return Z / Z.sum(axis=-1, keepdims=True)


def wrong_relu__absolute_value(Z: Array) -> Array:
    """Your relu turns negative scores positive, as abs does: put 0 in their place.

    Breaks: relu(z) = max(0, z).
    """
    return np.abs(Z)


def wrong_relu__in_place(Z: Array) -> Array:
    """Your relu puts its zeros into the Z it was handed: make a new array, with np.maximum or np.where.

    Breaks: no function changes an array that it was handed.
    """
    Z[Z < 0] = 0
    return Z


def wrong_relu__leaky(Z: Array) -> Array:
    """Your relu lets a little of each negative score through, which is the leaky relu: put 0 there.

    Breaks: relu(z) = max(0, z).
    """
    return np.where(Z > 0, Z, Z * Z.dtype.type(0.01))


def wrong_relu__mask(Z: Array) -> Array:
    """Your relu gives 1 for each positive score, which is its slope: give the score itself.

    Breaks: relu(z) = max(0, z).
    """
    return (Z > 0).astype(Z.dtype)


def wrong_relu__float64(Z: Array) -> Array:
    """Your relu compares with a float64 array of zeros, so float32 becomes float64: write the plain number 0.

    Breaks: float32 inputs alone give float32.
    """
    return np.maximum(Z, np.zeros(Z.shape))


def wrong_relu_derivative__one_at_zero(Z: Array) -> Array:
    """Your slope at exactly 0 is 1, because of >=: it is taken to be 0 there, so write Z > 0.

    Breaks: 1 where z > 0, else 0.
    """
    return (Z >= 0).astype(Z.dtype)


def wrong_relu_derivative__boolean(Z: Array) -> Array:
    """Your slopes are True and False: turn them into numbers of the scores' own dtype, with .astype(Z.dtype).

    Breaks: dtype follows NumPy's promotion.
    """
    return Z > 0  # type: ignore[return-value]


def wrong_relu_derivative__sign(Z: Array) -> Array:
    """Your slope is -1 for negative scores, as np.sign is: relu is flat there, so it must be 0.

    Breaks: 1 where z > 0, else 0.
    """
    return np.sign(Z)


def wrong_relu_derivative__float64(Z: Array) -> Array:
    """Your slopes are float64 even for float32 scores: take the scores' own dtype, as in .astype(Z.dtype).

    Breaks: float32 inputs alone give float32.
    """
    return np.where(Z > 0, 1.0, 0.0)


def wrong_sigmoid_derivative__of_the_output(Z: Array) -> Array:
    """You compute Z * (1 - Z), as if Z were a sigmoid already: Z is the score, so take its sigmoid first.

    Breaks: of the pre-activation.
    """
    return Z * (1 - Z)


def wrong_sigmoid_derivative__of_the_sigmoid_twice(Z: Array) -> Array:
    """You take the sigmoid of the sigmoid: with A = sigmoid(Z) the slope is A * (1 - A).

    Breaks: of the pre-activation.
    """
    A = sigmoid(sigmoid(Z))
    return A * (1 - A)


def wrong_sigmoid_derivative__unstable(Z: Array) -> Array:
    """You square 1 + e^-z, which overflows for very negative scores: build the slope from the stable sigmoid.

    Breaks: no RuntimeWarning and no nan for values up to 1e4 in size.
    """
    return np.exp(-Z) / (1 + np.exp(-Z)) ** 2


def wrong_sigmoid_derivative__plus(Z: Array) -> Array:
    """You multiply by 1 + sigmoid(z): the sign is wrong, the slope is sigmoid(z) * (1 - sigmoid(z)).

    Breaks: sigmoid'(z) = sigmoid(z) * (1 - sigmoid(z)).
    """
    A = sigmoid(Z)
    return A * (1 + A)


def right_softmax__by_logsumexp(Z: Array) -> Array:
    """Subtract the logarithm of the sum, then take e to that power."""
    m = Z.max(axis=-1, keepdims=True)
    return np.exp(Z - (m + np.log(np.exp(Z - m).sum(axis=-1, keepdims=True))))


def right_softmax__by_scipy(Z: Array) -> Array:
    """Let SciPy do it."""
    A: Array = importlib.import_module("scipy.special").softmax(Z, axis=-1)
    return A


def right_softmax__by_einsum(Z: Array) -> Array:
    """Sum over the last axis by einsum."""
    E = np.exp(Z - np.max(Z, axis=-1)[..., None])
    A: Array = E / np.einsum("...k->...", E)[..., None]
    return A


def right_relu__by_where(Z: Array) -> Array:
    """Choose between each score and 0."""
    return np.where(Z > 0, Z, Z.dtype.type(0))


def right_relu__by_clip(Z: Array) -> Array:
    """Clip from below."""
    return np.clip(Z, 0, None)


def right_relu_derivative__by_heaviside(Z: Array) -> Array:
    """Take the step function, 0 at 0."""
    return np.heaviside(Z, Z.dtype.type(0))


def right_relu_derivative__by_assignment(Z: Array) -> Array:
    """Put ones into zeros."""
    slopes = np.zeros_like(Z)
    slopes[Z > 0] = 1
    return slopes


def right_sigmoid_derivative__by_the_sigmoid(Z: Array) -> Array:
    """Take the sigmoid once."""
    A = sigmoid(Z)
    return A * (1 - A)


def right_sigmoid_derivative__by_tanh(Z: Array) -> Array:
    """Use that the sigmoid is a tanh in disguise."""
    return (1 - np.tanh(Z / 2) ** 2) / 4
