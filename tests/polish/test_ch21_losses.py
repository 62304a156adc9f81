"""What else the author of a library minds in chapter 2.1."""

import math

import numpy as np
from ch21_losses import binary_cross_entropy, mse_loss

from dojo.verdict.expect import expect_error, expect_float, expect_number, expect_unchanged


def test_mse_loss_refuses_shapes_that_differ() -> None:
    """Shapes that differ raise a ValueError: NumPy would subtract (3,) from (3, 1), get (3, 3), and not complain.

    if y_pred.shape != y.shape:
        raise ValueError(f"y_pred has shape {y_pred.shape}, but y has shape {y.shape}")
    """
    column, y = np.array([[3.0], [0.0], [5.0]]), np.array([1.0, 2.0, 4.0])

    expect_error(lambda: mse_loss(column, y), (3, 1), (3,))
    expect_error(lambda: mse_loss(y, column), (3,), (3, 1))
    expect_error(lambda: mse_loss(np.ones((3, 2)), np.ones((3, 1))), (3, 2), (3, 1))
    expect_error(lambda: mse_loss(np.ones((3, 2)), np.ones((1, 2))), (3, 2), (1, 2))


def test_mse_loss_refuses_no_samples() -> None:
    """Arrays without entries raise a ValueError: the mean of nothing is nan, and a nan is hard to trace later.

    if y.size == 0:
        raise ValueError("no samples")
    """
    expect_error(lambda: mse_loss(np.ones((0, 1)), np.ones((0, 1))))


def test_mse_loss_takes_any_shape() -> None:
    """The mean is over all entries in any shape: errors 1 … 6 give 91 / 6 as (2, 3), as (6,) and as (1, 2, 3).

    return float(np.mean((y_pred - y) ** 2))  # or divide a sum by y.size
    """
    for shape in (2, 3), (6,), (1, 2, 3):
        loss = mse_loss(np.arange(1.0, 7.0).reshape(shape), np.zeros(shape))

        expect_number(loss, 91 / 6, atol=1e-12, hint=f"in shape {shape}, one mean over all six entries")


def test_mse_loss_takes_arguments_by_name() -> None:
    """The parameters are called y_pred and y, as in the stub, so that a caller may pass them by name.

    def mse_loss(y_pred: Array, y: Array) -> float:
    """
    loss = mse_loss(y=np.array([[3.0], [4.0], [4.0]]), y_pred=np.array([[1.0], [5.0], [2.0]]))

    expect_number(loss, 3, atol=1e-12)


def test_mse_loss_gives_a_float() -> None:
    """The loss is a float, Python's or NumPy's: an array without axes prints like one, but is not one.

    return float(np.mean((y_pred - y) ** 2))
    """
    expect_float(mse_loss(np.array([[1.0], [5.0], [2.0]]), np.array([[3.0], [4.0], [4.0]])))


def test_mse_loss_sees_small_errors_of_large_numbers() -> None:
    """Errors of 0.001 on numbers near 10,000 cost 1e-6: subtract first, since large squares hide small differences.

    (y_pred - y) ** 2  # not y_pred**2 - 2 * y_pred * y + y**2
    """
    y = np.array([[1e4], [-1e4], [9e3]])

    expect_number(mse_loss(y + 1e-3, y.copy()), 1e-6, atol=0, rtol=1e-6)


def test_mse_loss_takes_float32() -> None:
    """Errors of 10,000 cost 1e8 in float32 too.

    np.mean((y_pred - y) ** 2)  # a float32 holds numbers up to 3e38
    """
    loss = mse_loss(np.full((4, 1), 1e4, dtype=np.float32), np.zeros((4, 1), dtype=np.float32))

    expect_number(loss, 1e8, atol=0, rtol=1e-6)


def test_mse_loss_of_nan_is_nan() -> None:
    """A prediction of nan makes the loss nan, so that a training that has gone wrong shows.

    np.mean((y_pred - y) ** 2)  # np.nanmean would leave that sample out
    """
    loss = mse_loss(np.array([[math.nan], [1.0], [2.0]]), np.zeros((3, 1)))

    assert math.isnan(loss), f"expected  nan, since one prediction is nan\ngot       {loss}"


def test_binary_cross_entropy_refuses_shapes_that_differ() -> None:
    """Shapes that differ raise a ValueError: NumPy would compare (3, 1) with (3,) in nine pairs, and not complain.

    if A.shape != y.shape:
        raise ValueError(f"A has shape {A.shape}, but y has shape {y.shape}")
    """
    column, vector = np.array([[0.2], [0.5], [0.9]]), np.array([1.0, 0.0, 1.0])

    expect_error(lambda: binary_cross_entropy(column, vector), (3, 1), (3,))
    expect_error(lambda: binary_cross_entropy(vector / 2, np.ones((3, 1))), (3,), (3, 1))
    expect_error(lambda: binary_cross_entropy(np.full((3, 2), 0.5), np.ones((3, 1))), (3, 2), (3, 1))
    expect_error(lambda: binary_cross_entropy(np.full((3, 2), 0.5), np.ones((1, 2))), (3, 2), (1, 2))


def test_binary_cross_entropy_refuses_no_samples() -> None:
    """Arrays without entries raise a ValueError: the mean of nothing is nan, and a nan is hard to trace later.

    if y.size == 0:
        raise ValueError("no samples")
    """
    expect_error(lambda: binary_cross_entropy(np.ones((0, 1)), np.ones((0, 1))))


def test_binary_cross_entropy_is_exact_near_certainty() -> None:
    """At probabilities of 1e-6 and 1 - 1e-6 the loss is right to 1e-5: a floor of 1e-15 is far enough below them.

    np.log(np.maximum(A, 1e-15))
    np.log(np.maximum(1 - A, 1e-15))
    """
    one, zero = np.ones((1, 1)), np.zeros((1, 1))

    expect_number(binary_cross_entropy(np.array([[1e-6]]), one), -math.log(1e-6), atol=1e-5)
    expect_number(binary_cross_entropy(np.array([[1 - 1e-6]]), zero), -math.log(1e-6), atol=1e-5)
    expect_number(binary_cross_entropy(np.array([[1e-6]]), zero), -math.log1p(-1e-6), atol=1e-7)
    expect_number(binary_cross_entropy(np.array([[1 - 1e-6]]), one), -math.log1p(-1e-6), atol=1e-7)


def test_binary_cross_entropy_is_finite_in_float32() -> None:
    """In float32 too the loss is finite at probabilities of 0 and 1, where 1 - 1e-8 is 1: guard each logarithm.

    np.log(np.maximum(A, 1e-15))
    np.log(np.maximum(1 - A, 1e-15))
    """
    for certain in 0.0, 1.0:
        A = np.full((3, 1), certain, dtype=np.float32)
        right, wrong = binary_cross_entropy(A.copy(), A.copy()), binary_cross_entropy(A.copy(), 1 - A)

        expect_number(right, 0, atol=1e-5)
        assert 10 <= wrong < math.inf, (
            f"expected  10 or more, and finite, for a probability of {certain:.0f} where the truth is {1 - certain:.0f}"
            f"\ngot       {wrong}, in float32"
        )


def test_binary_cross_entropy_is_exact_in_float32() -> None:
    """In float32 too the loss is right near probabilities of 1e-6 and 1 - 1e-6.

    np.log(np.maximum(A, 1e-15))
    np.log(np.maximum(1 - A, 1e-15))
    """
    sure, small = (np.array([[p]], dtype=np.float32) for p in (1 - 1e-6, 1e-6))
    one, zero = np.ones((1, 1), dtype=np.float32), np.zeros((1, 1), dtype=np.float32)
    left = 1 - float(sure[0, 0])

    expect_number(binary_cross_entropy(sure.copy(), zero), -math.log(left), atol=1e-4)
    expect_number(binary_cross_entropy(small.copy(), one), -math.log(1e-6), atol=1e-4)


def test_binary_cross_entropy_takes_any_shape() -> None:
    """The mean is over all entries in any shape: four probabilities as (2, 2) and as (4,).

    return float(np.mean(surprise))  # or divide a sum by y.size
    """
    A, y = [0.8, 0.4, 0.3, 0.9], [1.0, 0.0, 0.0, 1.0]
    mean = -(math.log(0.8) + math.log(0.6) + math.log(0.7) + math.log(0.9)) / 4

    for shape in (2, 2), (4,):
        loss = binary_cross_entropy(np.reshape(A, shape), np.reshape(y, shape))
        expect_number(loss, mean, atol=1e-6, hint=f"in shape {shape}, one mean over all four entries")


def test_binary_cross_entropy_takes_arguments_by_name() -> None:
    """The parameters are called A and y, as in the stub, so that a caller may pass them by name.

    def binary_cross_entropy(A: Array, y: Array) -> float:
    """
    loss = binary_cross_entropy(y=np.ones((3, 1)), A=np.full((3, 1), 0.9))

    expect_number(loss, -math.log(0.9), atol=1e-6)


def test_binary_cross_entropy_gives_a_float() -> None:
    """The loss is a float, Python's or NumPy's: an array without axes prints like one, but is not one.

    return float(np.mean(surprise))
    """
    expect_float(binary_cross_entropy(np.array([[0.8], [0.4], [0.5]]), np.array([[1.0], [0.0], [1.0]])))


def test_binary_cross_entropy_leaves_certain_probabilities() -> None:
    """The caller's A keeps its zeros and ones: np.clip and np.maximum make a new array unless told otherwise.

    A = np.clip(A, 1e-7, 1 - 1e-7)  # not out=A, nor A[A == 0] = …
    """
    A, y = np.array([[0.0], [1.0], [0.5]]), np.array([[1.0], [0.0], [1.0]])

    binary_cross_entropy(A, y)

    expect_unchanged(A, np.array([[0.0], [1.0], [0.5]]), "A")
    expect_unchanged(y, np.array([[1.0], [0.0], [1.0]]), "y")
