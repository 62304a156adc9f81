"""What the author of a library would also mind in chapter 4.5."""

import copy
from functools import partial
from typing import Any, cast

import numpy as np
import pytest
from ch23_minibatches import Params
from ch45_capstone import (
    accuracy,
    confusion_matrix,
    gradient_descent,
    momentum_update,
    predict_capstone,
    train_capstone,
)

from data import Mnist
from dojo.verdict.expect import expect_close, expect_dtype, expect_error, expect_float, expect_number, expect_unchanged
from dojo.verdict.expect_training import pull
from dojo.verdict.expect_training_polish import (
    expect_bad_sizes_refused,
    expect_copies_after_no_epochs,
    expect_dtypes_kept,
    expect_gradients_kept,
    expect_list_of_losses,
    expect_names,
)
from dojo.verdict.watch_capstone import capstone, named_arrays


def test_momentum_update_gives_a_new_array() -> None:
    """The velocity and the gradient that are passed in keep their numbers, and the result is an array of its own.

    return mu * v - lr * grad  # v *= mu would write into the caller's array
    """
    v, grad = np.array([1.0, 2.0]), np.array([3.0, 4.0])

    new = momentum_update(v, grad, 0.5, 0.25)

    expect_close(new, [-0.25, 0], atol=1e-9)
    expect_unchanged(v, np.array([1.0, 2.0]), "v")
    expect_unchanged(grad, np.array([3.0, 4.0]), "grad")
    assert not np.shares_memory(new, v), "expected  an array of its own\ngot       v, or a view of it"
    assert not np.shares_memory(new, grad), "expected  an array of its own\ngot       grad, or a view of it"


def test_momentum_update_keeps_float32() -> None:
    """A float32 velocity and a float32 gradient give a float32 velocity.

    return mu * v - lr * grad  # mu and lr are plain numbers, which leave the dtype alone
    """
    v = momentum_update(np.ones(2, dtype=np.float32), np.ones(2, dtype=np.float32), 0.9, 0.1)

    expect_dtype(v, np.float32)


def test_momentum_update_takes_arguments_by_name() -> None:
    """Parameters keep the names of the docstring, so that a call may name them.

    def momentum_update(v, grad, mu, lr):
    """
    expect_close(momentum_update(v=np.ones(1), grad=np.ones(1), mu=0.9, lr=0.1), [0.8], atol=1e-9)


def test_accuracy_gives_a_float() -> None:
    """The share is a float, Python's or NumPy's.

    return float(np.mean(y_pred == y))
    """
    expect_float(accuracy(np.array([3, 1, 4]), np.array([3, 1, 4])))


def test_accuracy_takes_labels_of_any_size_and_dtype() -> None:
    """Labels may be large, and those from a file in one byte are compared with predictions in eight.

    return float(np.mean(y_pred == y))  # == compares the numbers, whatever their dtypes
    """
    expect_number(accuracy(np.array([1000, 70000, -3]), np.array([1000, 70000, 3])), 2 / 3, atol=1e-6)
    expect_number(accuracy(np.array([3, 7, 2, 0]), np.array([3, 1, 2, 255], dtype=np.uint8)), 0.5, atol=1e-6)


def test_accuracy_refuses_unequal_shapes() -> None:
    """One label against three raises a ValueError: NumPy would compare it with each of them, and not complain.

    if y_pred.shape != y.shape:
        raise ValueError(f"predicted labels have shape {y_pred.shape}, but y has shape {y.shape}")
    """
    expect_error(lambda: accuracy(np.array([1]), np.array([2, 1, 1])))
    expect_error(lambda: accuracy(np.array([2, 1, 1]), np.array([1])))
    expect_error(lambda: accuracy(np.array([1, 2]), np.array([1, 2, 3])))
    expect_error(lambda: accuracy(np.array([[1], [2], [3]]), np.array([1, 2, 3])))


def test_accuracy_refuses_no_samples() -> None:
    """There is no share of nothing: 0 / 0 would be nan, and a ValueError is clearer.

    if y.size == 0:
        raise ValueError(f"no samples: labels have shape {y.shape}")
    """
    nothing = np.zeros(0, dtype=np.int64)

    expect_error(lambda: accuracy(nothing, nothing))


def test_accuracy_takes_arguments_by_name() -> None:
    """Parameters keep the names of the docstring, so that a call may name them.

    def accuracy(y_pred, y):
    """
    expect_number(accuracy(y_pred=np.array([1, 2]), y=np.array([1, 1])), 0.5, atol=1e-6)


def test_confusion_matrix_holds_integers() -> None:
    """Counts are whole numbers, in their dtype too.

    counts = np.zeros((classes, classes), dtype=np.int64)  # without dtype, zeros are float64
    """
    counts = confusion_matrix(np.array([0, 1, 1]), np.array([0, 0, 1]), 2)

    assert counts.dtype.kind in "iu", f"expected  an integer dtype\ngot       {counts.dtype}"


def test_confusion_matrix_takes_labels_of_one_byte() -> None:
    """The last of 20 classes is called the one before it: y * classes would be 380, and a byte ends at 255.

    np.add.at(counts, (y, y_pred), 1)  # an index may be of any integer dtype
    """
    counts = confusion_matrix(np.array([18, 19], dtype=np.uint8), np.array([19, 19], dtype=np.uint8), 20)

    expected = np.zeros((20, 20))
    expected[19, 18] = expected[19, 19] = 1
    expect_close(counts, expected, atol=0)


def test_confusion_matrix_refuses_labels_out_of_range() -> None:
    """The last of three classes is 2: a 3 and a -1 raise a ValueError. As an index, -1 would count as the last class.

    for labels in y_pred, y:
        if labels.size and not 0 <= labels.min() <= labels.max() < classes:
            raise ValueError(f"labels go from {labels.min()} to {labels.max()}, expected 0 to {classes - 1}")
    """
    good = np.array([0, 1, 2])

    for bad in np.array([0, 1, 100]), np.array([0, -1, 2]), np.array([3, 1, 2]):
        for y_pred, y in (bad, bad), (good, bad), (bad, good):
            expect_error(partial(confusion_matrix, y_pred, y, 3))


def test_confusion_matrix_refuses_unequal_lengths() -> None:
    """One label against three raises a ValueError: NumPy would pair it with each of them, and not complain.

    if y_pred.shape != y.shape:
        raise ValueError(f"predicted labels have shape {y_pred.shape}, but y has shape {y.shape}")
    """
    expect_error(lambda: confusion_matrix(np.array([1]), np.array([1, 1, 1]), 3))
    expect_error(lambda: confusion_matrix(np.array([1, 1, 1]), np.array([1]), 3))
    expect_error(lambda: confusion_matrix(np.array([1, 2]), np.array([1, 2, 0]), 3))


def test_confusion_matrix_takes_no_samples() -> None:
    """Without samples all counts are 0.

    if labels.size and not 0 <= labels.min() <= labels.max() < classes:  # min() of nothing is an error
    """
    nothing = np.zeros(0, dtype=np.int64)

    expect_close(confusion_matrix(nothing, nothing, 2), [[0, 0], [0, 0]], atol=0)


def test_confusion_matrix_takes_arguments_by_name() -> None:
    """Parameters keep the names of the docstring, so that a call may name them.

    def confusion_matrix(y_pred, y, classes):
    """
    counts = confusion_matrix(y_pred=np.array([1]), y=np.array([0]), classes=2)

    expect_close(counts, [[0, 1], [0, 0]], atol=0)


def test_gradient_descent_gives_a_list_of_losses() -> None:
    """The losses are a list, to which the losses of a longer training can be added.

    losses.append(total / len(X))
    """
    expect_list_of_losses(gradient_descent)


def test_gradient_descent_keeps_each_dtype() -> None:
    """float32 parameters stay float32 although lr and the gradients are float64, and float64 ones stay float64.

    params[name] += velocities[name]  # += writes into the array; params[name] + ... may be a new one in float64
    """
    expect_dtypes_kept(gradient_descent)


def test_gradient_descent_leaves_the_gradients_alone() -> None:
    """The arrays and the dict that loss_fn returns are loss_fn's: one that returns them again needs them unchanged.

    velocities[name] = mu * velocities[name] - lr * grads[name]  # lr * grads[name] is a new array
    """
    expect_gradients_kept(gradient_descent)


def test_gradient_descent_without_epochs_gives_copies() -> None:
    """After 0 epochs there are no losses, and the parameters are copies of those that were passed in.

    params = {name: param.copy() for name, param in params.items()}
    """
    expect_copies_after_no_epochs(gradient_descent)


def test_gradient_descent_goes_on_whatever_on_epoch_returns() -> None:
    """What on_epoch returns does not matter: with False, True and None there are three epochs.

    if on_epoch is not None:
        on_epoch(epoch, losses[-1], params)
    """
    X, answers = np.zeros((4, 1)), (False, True, None)

    trained, _ = gradient_descent(
        X, X, {"w": np.zeros(1)}, 0.1, pull, 4, 3, None, 0.0, lambda epoch, loss, params: answers[epoch % 3]
    )

    expect_close(trained["w"], [-0.3], atol=1e-9, hint="three steps of 0.1, one an epoch")


def test_gradient_descent_calls_on_epoch_by_position() -> None:
    """The author of on_epoch may name its parameters otherwise, such as e, value and arrays.

    on_epoch(epoch, losses[-1], params)
    """
    X, epochs = np.zeros((4, 1)), list[int]()

    def on_epoch(e: int, value: float, arrays: Params) -> None:
        epochs.append(e)

    gradient_descent(X, X, {"w": np.zeros(1)}, 0.1, pull, 4, 3, None, 0.0, on_epoch)

    assert epochs == [0, 1, 2], f"expected  on_epoch called with the epochs 0, 1 and 2\ngot       {epochs}"


@pytest.mark.timeout(5, func_only=True)
def test_gradient_descent_refuses_bad_sizes() -> None:
    """Five samples with four targets, and batches of 0 or -1 rows, raise a ValueError.

    if len(X) != len(y) or batch_size < 1:
        raise ValueError(f"{len(X)} samples, {len(y)} targets, batch_size {batch_size}")
    """
    expect_bad_sizes_refused(gradient_descent)


def test_gradient_descent_takes_arguments_by_name() -> None:
    """Parameters keep the names of the docstring, so that a call may name them, as the lessons do.

    def gradient_descent(X, y, params, lr, loss_fn, batch_size=32, epochs=1, rng=None, mu=0.9, on_epoch=None):
    """
    X = np.zeros((4, 1))

    trained, _ = gradient_descent(X, X, {"w": np.ones(1)}, 0.1, pull, epochs=2, mu=0.5, on_epoch=None)

    expect_close(trained["w"], [0.75], atol=1e-9)
    expect_names(gradient_descent)


@pytest.mark.mnist
@pytest.mark.timeout(1800, func_only=True)
def test_train_capstone_draws_from_rng_alone(mnist: Mnist) -> None:
    """All randomness comes from rng, so that the same seed gives the same model.

    params, _ = gradient_descent(images, targets, params, lr, loss_fn, batch_size=64, rng=rng)
    """
    strangers = capstone(train_capstone, mnist.X_train, mnist.y_train).strangers

    assert not strangers, f"expected  no randomness but rng's\ngot       {strangers[0]}"


@pytest.mark.mnist
@pytest.mark.timeout(1800, func_only=True)
def test_train_capstone_leaves_the_digits_alone(mnist: Mnist) -> None:
    """X and y are what they were before: other tests and other trainings need them.

    images = X.astype(np.float32)  # a new array, into which the training may write
    """
    changed = capstone(train_capstone, mnist.X_train, mnist.y_train).changed

    assert not changed, f"expected  X and y as they were\ngot       other numbers in {' and '.join(changed)}"


@pytest.mark.mnist
@pytest.mark.timeout(1800, func_only=True)
def test_train_capstone_gives_a_dict_of_arrays(mnist: Mnist) -> None:
    """The parameters are a dict of arrays by name, as every chapter's are.

    return params  # {"W1": ..., "b1": ..., "W2": ..., "b2": ...}
    """
    params: Any = capstone(train_capstone, mnist.X_train, mnist.y_train).params

    assert isinstance(params, dict), f"expected  a dict\ngot       {type(params).__name__}"
    kinds = {type(array).__name__ for array in cast(Params, params).values()}
    assert kinds == {"ndarray"}, f"expected  arrays alone\ngot       parts of the types {', '.join(sorted(kinds))}"


@pytest.mark.mnist
@pytest.mark.timeout(1800, func_only=True)
def test_predict_capstone_gives_integers(mnist: Mnist) -> None:
    """Labels are of an integer dtype, as an index has to be.

    return A.argmax(axis=1)
    """
    params = capstone(train_capstone, mnist.X_train, mnist.y_train).params

    labels = predict_capstone(mnist.X_test[:7].copy(), params)

    assert labels.dtype.kind in "iu", f"expected  an integer dtype\ngot       {labels.dtype}"


@pytest.mark.mnist
@pytest.mark.timeout(1800, func_only=True)
def test_predict_capstone_leaves_its_inputs_alone(mnist: Mnist) -> None:
    """The images and the parameters are what they were before.

    images = X.reshape(-1, 28, 28) - 0.5  # a new array; images -= 0.5 would write into the caller's X
    """
    params: Any = capstone(train_capstone, mnist.X_train, mnist.y_train).params
    X, before = mnist.X_test[:7].copy(), dict(named_arrays(copy.deepcopy(params)))

    predict_capstone(X, params)

    expect_unchanged(X, mnist.X_test[:7], "X")
    after = dict(named_arrays(params))
    assert list(after) == list(before), f"expected  params with {list(before)}, as before\ngot       {list(after)}"
    for name, array in after.items():
        expect_unchanged(array, before[name], name)
