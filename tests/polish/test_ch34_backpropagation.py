"""What the author of a library also minds in chapter 3.4."""

import importlib
import math
from typing import Any

import numpy as np
import pytest
from ch11_arrays import Array
from ch23_minibatches import Params
from ch33_mlp_forward import forward_mlp
from ch34_backpropagation import backward_mlp, mlp_loss_and_grads, predict

from dojo.verdict.expect import (
    FLOATS,
    expect_close,
    expect_dtype,
    expect_error,
    expect_float,
    expect_no_loop,
    expect_number,
    expect_unchanged,
)

NAMES = ("W1", "b1", "W2", "b2")


def network(n: int = 6, d: int = 4, h: int = 5, c: int = 3) -> tuple[Array, Array, Params]:
    """Draw samples, one-hot truths, and a network."""
    rng = np.random.default_rng(0)
    params: Params = {
        "W1": rng.standard_normal((d, h)),
        "b1": rng.standard_normal(h),
        "W2": rng.standard_normal((h, c)),
        "b2": rng.standard_normal(c),
    }
    return rng.standard_normal((n, d)), np.eye(c)[rng.integers(0, c, n)], params


def layers(n: int = 6) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Draw what backward_mlp takes: X, A1, A2, y, W1, W2."""
    X, y, params = network(n)
    A1, A2 = forward_mlp(X, params["W1"], params["b1"], params["W2"], params["b2"])
    return X, A1, A2, y, params["W1"], params["W2"]


def test_backward_mlp_gives_a_tuple() -> None:
    """The four gradients come in a tuple, as the type says: callers may unpack it, and nobody can append to it.

    return dW1, db1, dW2, db2
    """
    grads: object = backward_mlp(*layers())

    assert isinstance(grads, tuple), f"expected  a tuple\ngot       {type(grads).__name__}"


def test_backward_mlp_is_exact_where_the_network_is_certain() -> None:
    """A2 - y is right also where A2 is exactly 0 or 1, in float64 and float32: it needs no division by A2.

    dZ2 = (A2 - y) / len(X)  # the slopes of the logarithm and of softmax, multiplied out
    """
    for dtype in FLOATS:
        A2, y = np.array([[1, 0], [0, 1], [0, 1]], dtype), np.array([[0, 1], [1, 0], [0, 1]], dtype)
        X, A1 = np.array([[1], [3], [1]], dtype), np.array([[2], [1], [5]], dtype)

        dW1, _, dW2, db2 = backward_mlp(X, A1, A2, y, np.ones((1, 1), dtype), np.array([[1, 0]], dtype))

        expect_close(dW2, [[1 / 3, -1 / 3]], atol=1e-6)
        expect_close(db2, [0, 0], atol=1e-6)
        expect_close(dW1, [[-2 / 3]], atol=1e-6)


def test_backward_mlp_refuses_shapes_that_do_not_fit() -> None:
    """A W2 for four classes does not fit errors in three: matmul raises a ValueError by itself.

    dA1 = dZ2 @ W2.T  # ValueError: matmul: ... size 4 is different from 3
    """
    X, A1, A2, y, W1, _ = layers()

    expect_error(lambda: backward_mlp(X, A1, A2, y, W1, np.ones((5, 4))))


def test_backward_mlp_leaves_no_rows_out() -> None:
    """Five rows of A1 for six of X are the caller's mistake, so there is an error, not a result for five.

    dW2 = A1.T @ dZ2  # ValueError: matmul: ... size 6 is different from 5
    """
    X, A1, A2, y, W1, W2 = layers()

    try:
        grads = backward_mlp(X, A1[:5], A2, y, W1, W2)
    except (ValueError, IndexError):
        return

    raise AssertionError(f"expected  a ValueError for A1 of 5 rows and X of 6\ngot       no error, but {grads}")


def test_backward_mlp_leaves_the_hidden_layer_alone() -> None:
    """A1 keeps its numbers: a caller may want to look at it after the backward pass.

    mask = A1 > 0  # a new array; A1[A1 > 0] = 1 would write into the caller's
    """
    X, A1, A2, y, W1, W2 = layers()
    before = A1.copy()

    backward_mlp(X, A1, A2, y, W1, W2)

    expect_unchanged(A1, before, "A1")


def test_backward_mlp_keeps_the_dtype() -> None:
    """float32 in gives float32 gradients, all four, and float64 gives float64: a buffer or a mask may change that.

    dZ1 = dZ2 @ W2.T * (A1 > 0)  # True and False take the dtype of what they are multiplied with
    """
    for dtype in FLOATS:
        grads = backward_mlp(*(array.astype(dtype) for array in layers()))

        for grad, name in zip(grads, NAMES, strict=True):
            expect_dtype(grad, dtype, hint=f"this is d{name}")


def test_backward_mlp_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: a matrix product sums over the samples itself.

    dW1 = X.T @ dZ1  # the sum over i of np.outer(X[i], dZ1[i])
    """
    W = np.ones((2, 2))

    def call(n: int) -> object:
        return backward_mlp(np.ones((n, 2)), np.ones((n, 2)), np.full((n, 2), 0.5), np.full((n, 2), [1.0, 0.0]), W, W)

    expect_no_loop(call)


def test_backward_mlp_takes_its_arguments_by_name() -> None:
    """With six arrays it helps a caller to name them, so their names are those of the docstring.

    def backward_mlp(X, A1, A2, y, W1, W2):
    """
    X, A1, A2, y, W1, W2 = layers()

    by_name, by_place = backward_mlp(W2=W2, W1=W1, y=y, A2=A2, A1=A1, X=X), backward_mlp(*layers())

    for one, other in zip(by_name, by_place, strict=True):
        expect_close(one, other, atol=1e-12)


def test_mlp_loss_and_grads_gives_a_float() -> None:
    """The loss is a float, Python's or NumPy's, not an array without axes: it prints and compares like a number.

    return float(loss), grads
    """
    X, y, params = network()

    expect_float(mlp_loss_and_grads(X, y, params)[0])


@pytest.mark.timeout(60)  # the import counts
def test_mlp_loss_and_grads_agrees_with_scipy() -> None:
    """The loss is that of SciPy's log_softmax to 1e-5, also where the true classes have small probabilities.

    np.log(np.maximum(A2, 1e-15))  # changes no probability above 1e-15; A2 + 1e-7 changes all of them
    """
    special: Any = importlib.import_module("scipy.special")  # only here: importing it takes half a second
    X, y, params = network(n=50, c=10)
    scores = np.maximum(0, X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
    right = -float((y * special.log_softmax(scores, axis=1)).sum(axis=1).mean())

    loss, _ = mlp_loss_and_grads(X, y, params)

    expect_number(loss, right, atol=1e-5)


def test_mlp_loss_and_grads_takes_each_sample_at_its_own_scale() -> None:
    """Next to scores of 9,000, those of another sample are exact, in float64 and float32, without a RuntimeWarning.

    E = np.exp(Z2 - Z2.max(axis=1, keepdims=True))  # each row's own largest score
    """
    for dtype in FLOATS:
        X, y = np.array([[1], [1], [0]], dtype), np.array([[0, 1], [1, 0], [1, 0]], dtype)
        params: Params = {
            "W1": np.full((1, 1), 9e3, dtype),
            "b1": np.zeros(1, dtype),
            "W2": np.array([[1, -1]], dtype),
            "b2": np.array([100, 100 + math.log(3)], dtype),
        }

        loss, grads = mlp_loss_and_grads(X, y, params)

        assert math.isfinite(loss), f"expected  a finite loss\ngot       {loss}"
        # The rows of dZ2 are [1, -1] / 3, [0, 0] and [-3/4, 3/4] / 3.
        expect_close(grads["b2"], [1 / 12, -1 / 12], atol=1e-5)
        expect_close(grads["W2"], [[3000, -3000]], atol=1e-2)


def test_mlp_loss_and_grads_refuses_truths_that_do_not_fit() -> None:
    """Labels (3,), a column, one row for three: NumPy would broadcast them, so a ValueError names both shapes.

    if A2.shape != y.shape:
        raise ValueError(f"probabilities have shape {A2.shape}, but y has shape {y.shape}")
    """
    X, _, params = network(n=3)

    expect_error(lambda: mlp_loss_and_grads(X, np.array([0.0, 1.0, 0.0]), params), [(3, 3), X.shape], (3,))
    expect_error(lambda: mlp_loss_and_grads(X, np.ones((3, 1)), params), [(3, 3), X.shape], (3, 1))
    expect_error(lambda: mlp_loss_and_grads(X, np.eye(3)[:1], params), [(3, 3), X.shape], (1, 3))
    # Three rows for one sample, and four classes for three, are stopped by NumPy: there its own words will do.
    expect_error(lambda: mlp_loss_and_grads(X[:1], np.eye(3), params))
    expect_error(lambda: mlp_loss_and_grads(X, np.eye(4)[:3], params))


def test_mlp_loss_and_grads_refuses_no_samples() -> None:
    """The mean of nothing is not a number, so X without rows raises a ValueError.

    if len(X) == 0:
        raise ValueError(f"no samples: X has shape {X.shape}")
    """
    _, _, params = network()

    expect_error(lambda: mlp_loss_and_grads(np.ones((0, 4)), np.ones((1, 3)), params))
    expect_error(lambda: mlp_loss_and_grads(np.ones((0, 4)), np.ones((0, 3)), params))


def test_mlp_loss_and_grads_keeps_float32() -> None:
    """float32 samples, truths and parameters give float32 gradients: training in float32 takes half the time.

    grads = {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0)}  # no astype, and no buffer of zeros, whose dtype would be float64
    """
    X, y, params = network()
    small: Params = {name: param.astype(np.float32) for name, param in params.items()}

    _, grads = mlp_loss_and_grads(X.astype(np.float32), y.astype(np.float32), small)

    for name in NAMES:
        expect_dtype(grads[name], np.float32, hint=f"this is the gradient of {name}")


def test_mlp_loss_and_grads_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: both passes take a whole batch at once.

    A1, A2 = forward_mlp(X, W1, b1, W2, b2)
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    """
    _, _, params = network()

    expect_no_loop(lambda n: mlp_loss_and_grads(np.ones((n, 4)), np.full((n, 3), [1.0, 0.0, 0.0]), params))


def test_mlp_loss_and_grads_takes_its_arguments_by_name() -> None:
    """The arguments are called X, y and params, as in every loss function of the course.

    def mlp_loss_and_grads(X, y, params):
    """
    X, y, params = network()

    loss, _ = mlp_loss_and_grads(params=params, y=y, X=X)

    expect_number(loss, float(mlp_loss_and_grads(X, y, params)[0]), atol=1e-12)


def test_predict_gives_integers() -> None:
    """Labels are integers, so that they can be an index: names[labels] does not accept floats.

    return A.argmax(axis=1)  # integers already; a buffer would be np.zeros(len(A), dtype=int)
    """
    labels = predict(np.array([[0.1, 0.2, 0.7], [0.4, 0.35, 0.25]]))

    assert labels.dtype.kind in "iu", f"expected  integers\ngot       dtype {labels.dtype}"


def test_predict_takes_the_first_of_equals() -> None:
    """If classes are equally probable, the first one is named, so that every program gives the same answer.

    return A.argmax(axis=1)  # among equals argmax takes the first
    """
    labels = predict(np.array([[0.2, 0.4, 0.4], [0.4, 0.2, 0.4], [1 / 3, 1 / 3, 1 / 3]]))

    expect_close(labels, [1, 0, 0], atol=0)
    expect_close(predict(np.full((2, 10), 0.1)), [0, 0], atol=0)


def test_predict_sees_the_least_difference() -> None:
    """0.5 + 1e-9 is more than 0.5 - 1e-9, so probabilities are compared as they are, in their own dtype.

    return A.argmax(axis=1)  # no rounding, and no astype(np.float32), before it
    """
    labels = predict(np.array([[0.5 - 1e-9, 0.5 + 1e-9], [0.5 + 1e-9, 0.5 - 1e-9]]))

    expect_close(labels, [1, 0], atol=0)


def test_predict_counts_hundreds_of_classes() -> None:
    """The last of 300 classes is 299: labels of one byte end at 127 or 255.

    return A.argmax(axis=1)  # integers of eight bytes
    """
    labels = predict(np.eye(300)[[299, 128, 7, 256]])

    expect_close(labels, [299, 128, 7, 256], atol=0)


def test_predict_leaves_its_input_alone() -> None:
    """The probabilities keep their numbers: the caller may print them next to the label.

    A = A.copy()  # if you want to write into it; argmax does not need that
    """
    A = np.array([[0.1, 0.9], [0.5, 0.5], [0.7, 0.3]])

    predict(A)

    expect_unchanged(A, np.array([[0.1, 0.9], [0.5, 0.5], [0.7, 0.3]]), "A")


def test_predict_needs_no_loop() -> None:
    """300 rows take as many steps of Python as 3: argmax takes an axis.

    return A.argmax(axis=1)
    """
    expect_no_loop(lambda n: predict(np.full((n, 2), 0.5)))


def test_predict_takes_its_argument_by_name() -> None:
    """The probabilities are called A, as everywhere in the course.

    def predict(A):
    """
    expect_close(predict(A=np.array([[0.1, 0.9], [0.6, 0.4]])), [1, 0], atol=0)
