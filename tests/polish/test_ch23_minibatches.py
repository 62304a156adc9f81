"""What the author of a library would also mind in chapter 2.3."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from ch11_arrays import Array
from ch23_minibatches import Params, gradient_descent, logistic_loss_and_grads, minibatches

from dojo.verdict.expect import FLOATS, expect_close, expect_dtype, expect_error, expect_float, expect_number
from dojo.verdict.expect_training_polish import (
    expect_bad_sizes_refused,
    expect_copies_after_no_epochs,
    expect_dtypes_kept,
    expect_gradients_kept,
    expect_list_of_losses,
    expect_names,
    limited,
)


def test_minibatches_makes_batches_one_by_one() -> None:
    """An iterator makes each batch when it is asked for the next, and holds no second copy of the data.

    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]
    """
    X = np.arange(6.0).reshape(6, 1)

    batches: Any = minibatches(X, X.copy(), 4, np.random.default_rng(0))

    assert isinstance(batches, Iterator), (
        f"expected  an iterator, on which next() can be called\ngot       {type(batches).__name__}"
    )


def test_minibatches_keeps_each_dtype() -> None:
    """Samples in float32 and targets in float64 come in batches of the same dtypes.

    yield X[rows], y[rows]
    """
    X, y = np.zeros((5, 2), dtype=np.float32), np.zeros((5, 1))

    rows, targets = next(iter(minibatches(X, y, 4, np.random.default_rng(0))))

    expect_dtype(rows, np.float32)
    expect_dtype(targets, np.float64)


def test_minibatches_shuffles_within_a_batch() -> None:
    """The order is random to the last row: one batch of all thirty rows does not have them sorted either.

    order = rng.permutation(len(X))
    """
    X = np.arange(30.0).reshape(30, 1)

    rows, _ = next(iter(minibatches(X, X.copy(), 30, np.random.default_rng(0))))

    assert not np.array_equal(rows, np.arange(30.0).reshape(30, 1)), (
        "expected  thirty rows in a random order\ngot       0, 1, 2, ... as they are in X"
    )


def test_minibatches_gives_batches_that_last() -> None:
    """Each batch has arrays of its own: the next batch does not change them.

    yield X[rows], y[rows]  # indexing with an array of row numbers makes new arrays
    """
    X = np.arange(7.0).reshape(7, 1)

    batches = list(minibatches(X, 10 * X, 3, np.random.default_rng(0)))

    rows = np.concatenate([rows for rows, _ in batches])
    expect_close(np.sort(rows, axis=0), np.arange(7.0).reshape(7, 1), atol=0, hint="all rows of a list of the batches")
    expect_close(np.concatenate([targets for _, targets in batches]), 10 * rows, atol=0)


def test_minibatches_takes_arguments_by_name() -> None:
    """Parameters keep the names of the docstring, so that a call may name them.

    def minibatches(X, y, batch_size, rng):
    """
    X = np.arange(6.0).reshape(6, 1)

    batches = list(minibatches(X=X, y=X, batch_size=4, rng=np.random.default_rng(0)))

    assert len(batches) == 2, f"expected  2 batches\ngot       {len(batches)}"


def test_minibatches_refuses_unequal_lengths() -> None:
    """Five samples with four targets are a mistake of the caller, who gets a ValueError.

    if len(X) != len(y):
        raise ValueError(f"X has {len(X)} rows, but y has {len(y)}")
    """
    X, y = np.ones((5, 1)), np.ones((4, 1))

    expect_error(lambda: list(minibatches(y, X, 2, np.random.default_rng(0))))
    expect_error(lambda: list(minibatches(X, y, 2, np.random.default_rng(0))))


@pytest.mark.timeout(5, func_only=True)
def test_minibatches_refuses_batches_below_one() -> None:
    """Batches of 0 or -1 rows raise a ValueError: range(0, 5, -1) is empty, and nothing would be trained.

    if batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}, but a batch has at least 1 sample")
    """
    # The first batch alone: of a loop that moves on by 0 rows there is no last one.
    expect_error(
        lambda: next(iter(minibatches(limited(5), np.ones(5), -1, np.random.default_rng(0))), "no batch at all")
    )
    expect_error(
        lambda: next(iter(minibatches(limited(5), np.ones(5), 0, np.random.default_rng(0))), "no batch at all")
    )


def test_logistic_loss_and_grads_gives_the_loss_as_a_float() -> None:
    """The loss is a float, Python's or NumPy's, and no array.

    return float(loss), {"W": dW, "b": db}
    """
    params: Params = {"W": np.ones((2, 1)), "b": np.zeros(1)}

    expect_float(logistic_loss_and_grads(np.ones((3, 2)), np.ones((3, 1)), params)[0])


def test_logistic_loss_and_grads_is_exact_where_a_probability_is_small() -> None:
    """A score of -13 is a probability of 2e-6: the loss of a truth of 1 is ln(1 + e^13), to the fifth decimal.

    A = np.clip(A, 1e-15, 1 - 1e-15)  # in float64; a guard of 1e-7 is already felt at 2e-6
    """
    params: Params = {"W": np.ones((1, 1)), "b": np.zeros(1)}

    for score, truth in (-13.0, 1.0), (13.0, 0.0):
        loss, _ = logistic_loss_and_grads(np.array([[score]]), np.array([[truth]]), params)

        expect_number(loss, math.log1p(math.exp(13)), atol=1e-5)


def test_logistic_loss_and_grads_gives_no_warning_for_large_scores() -> None:
    """Scores of -10,000 and 10,000, in float32 and float64, give finite losses without a RuntimeWarning.

    A = sigmoid(linear(X, params["W"], params["b"]))  # chapter 1.3's, stable
    loss = binary_cross_entropy(A, y)  # chapter 2.1's, with a guard that holds in float32, too
    """
    for dtype in FLOATS:
        X, y = np.array([[1e4], [-1e4], [1e4]], dtype), np.array([[0.0], [1.0], [0.0]], dtype)

        loss, grads = logistic_loss_and_grads(X, y, {"W": np.ones((1, 1), dtype), "b": np.zeros(1, dtype)})

        assert 10 <= loss < math.inf, f"expected  a finite loss of 10 or more in {dtype.__name__}\ngot       {loss}"
        expect_close(grads["W"], [[1e4]], atol=1e-2)


def test_logistic_loss_and_grads_keeps_float32() -> None:
    """From float32 samples, targets and parameters come float32 gradients.

    dZ = (A - y) / len(X)  # a Python number leaves the dtype alone, and an array of float64 would not
    """
    X, y = np.ones((3, 2), dtype=np.float32), np.ones((3, 1), dtype=np.float32)
    params: Params = {"W": np.ones((2, 1), dtype=np.float32), "b": np.ones(1, dtype=np.float32)}

    _, grads = logistic_loss_and_grads(X, y, params)

    for name in params:
        expect_dtype(grads[name], np.float32, hint=f"the gradient of {name}")


def test_logistic_loss_and_grads_is_as_precise_as_its_inputs() -> None:
    """Float64 samples make float64 gradients, although the parameters are float32.

    return loss, {"W": X.T @ dZ, "b": dZ.sum(axis=0)}  # NumPy chooses the dtype
    """
    params: Params = {"W": np.ones((2, 1), dtype=np.float32), "b": np.ones(1, dtype=np.float32)}

    _, grads = logistic_loss_and_grads(np.ones((3, 2)), np.ones((3, 1)), params)

    for name in params:
        expect_dtype(grads[name], np.float64, hint=f"the gradient of {name}")


def test_logistic_loss_and_grads_refuses_targets_that_are_no_column() -> None:
    """Truths of shape (3,), (1, 1) or (3, 2) raise a ValueError: NumPy would stretch them to (3, 1) without complaint.

    if A.shape != y.shape:
        raise ValueError(f"probabilities have shape {A.shape}, but y has shape {y.shape}")
    """
    X = np.arange(6.0).reshape(3, 2)
    params: Params = {"W": np.ones((2, 1)), "b": np.zeros(1)}

    expect_error(lambda: logistic_loss_and_grads(X, np.ones(3), params), [(3, 1), X.shape], (3,))
    expect_error(lambda: logistic_loss_and_grads(X, np.ones((1, 1)), params), [(3, 1), X.shape], (1, 1))
    expect_error(lambda: logistic_loss_and_grads(X, np.ones((3, 2)), params), [(3, 1), X.shape], (3, 2))


def test_logistic_loss_and_grads_refuses_what_does_not_fit() -> None:
    """Two weights for three inputs, and four truths for five samples, raise a ValueError.

    if A.shape != y.shape:
        raise ValueError(f"probabilities have shape {A.shape}, but y has shape {y.shape}")
    """
    params: Params = {"W": np.zeros((2, 1)), "b": np.zeros(1)}

    expect_error(lambda: logistic_loss_and_grads(np.ones((5, 3)), np.ones((5, 1)), params))
    expect_error(lambda: logistic_loss_and_grads(np.ones((5, 2)), np.ones((4, 1)), params))


def test_logistic_loss_and_grads_refuses_no_samples() -> None:
    """The mean over no samples would be 0 / 0, which is nan: a ValueError is clearer.

    if len(X) == 0:
        raise ValueError("no samples")
    """
    params: Params = {"W": np.zeros((2, 1)), "b": np.zeros(1)}

    expect_error(lambda: logistic_loss_and_grads(np.ones((0, 2)), np.ones((0, 1)), params))


def test_logistic_loss_and_grads_takes_arguments_by_name() -> None:
    """Parameters keep the names of the docstring, so that a call may name them.

    def logistic_loss_and_grads(X, y, params):
    """
    X: Array = np.zeros((3, 2))

    loss, _ = logistic_loss_and_grads(X=X, y=np.ones((3, 1)), params={"W": np.zeros((2, 1)), "b": np.zeros(1)})

    expect_number(loss, math.log(2), atol=1e-5)


def test_gradient_descent_gives_a_list_of_losses() -> None:
    """The losses are a list, to which the losses of a longer training can be added.

    losses.append(total / len(X))
    """
    expect_list_of_losses(gradient_descent)


def test_gradient_descent_keeps_each_dtype() -> None:
    """float32 parameters stay float32 although lr and the gradients are float64, and float64 ones stay float64.

    params[name] -= lr * grads[name]  # -= writes into the array; params[name] - ... is a new one in float64
    """
    expect_dtypes_kept(gradient_descent)


def test_gradient_descent_leaves_the_gradients_alone() -> None:
    """The arrays and the dict that loss_fn returns are loss_fn's: one that returns them again needs them unchanged.

    params[name] -= lr * grads[name]  # lr * grads[name] is a new array
    """
    expect_gradients_kept(gradient_descent)


def test_gradient_descent_without_epochs_gives_copies() -> None:
    """After 0 epochs there are no losses, and the parameters are copies of those that were passed in.

    params = {name: param.copy() for name, param in params.items()}
    """
    expect_copies_after_no_epochs(gradient_descent)


@pytest.mark.timeout(5, func_only=True)
def test_gradient_descent_refuses_bad_sizes() -> None:
    """Five samples with four targets, and batches of 0 or -1 rows, raise a ValueError.

    if len(X) != len(y) or batch_size < 1:
        raise ValueError(f"{len(X)} samples, {len(y)} targets, batch_size {batch_size}")
    """
    expect_bad_sizes_refused(gradient_descent)


def test_gradient_descent_takes_arguments_by_name() -> None:
    """Parameters keep the names of the docstring, so that a call may name them, as the lessons do.

    def gradient_descent(X, y, params, lr, loss_fn, batch_size=32, epochs=1, rng=None):
    """
    expect_names(gradient_descent)
