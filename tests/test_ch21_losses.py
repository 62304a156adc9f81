"""What chapter 2.1 means by right."""

import math

import numpy as np
from ch21_losses import binary_cross_entropy, mse_loss

from dojo.verdict.expect import FLOATS, expect_error, expect_number, expect_unchanged


def test_mse_loss_by_hand() -> None:
    """Predictions 1 and 5 against 3 and 4 miss by -2 and 1: (4 + 1) / 2 = 2.5."""
    loss = mse_loss(y_pred=np.array([[1.0], [5.0]]), y=np.array([[3.0], [4.0]]))

    expect_number(loss, 2.5, atol=1e-12, hint="the mean of the squares: not their sum, half of it, or its root")


def test_mse_loss_of_perfect_predictions_is_zero() -> None:
    """No error, no loss."""
    y = np.array([[3.0], [-4.0], [0.5]])

    expect_number(mse_loss(y.copy(), y), 0, atol=0)


def test_mse_loss_is_a_mean_over_all_entries() -> None:
    """In (2, 3), as in (6,), there are six entries: errors 1 … 6 give (1 + 4 + 9 + 16 + 25 + 36) / 6."""
    for shape in (2, 3), (6,), (1, 2, 3):
        loss = mse_loss(np.arange(1.0, 7.0).reshape(shape), np.zeros(shape))

        expect_number(loss, 91 / 6, atol=1e-12, hint="one mean over all six entries")


def test_mse_loss_does_not_care_about_signs_and_sides() -> None:
    """Errors of -3 and 3 cost the same, and predictions and truth can swap."""
    a, b = np.array([[1.0], [2.0], [-7.0]]), np.array([[4.0], [-1.0], [0.0]])

    expect_number(mse_loss(a, b), 67 / 3, atol=1e-12)
    expect_number(mse_loss(b, a), 67 / 3, atol=1e-12)


def test_mse_loss_grows_with_the_square() -> None:
    """Ten times the error is a hundred times the loss; errors of 10,000 give 1e8, in float32 too."""
    y_pred, y = np.full((4, 1), 1e4), np.zeros((4, 1))

    expect_number(mse_loss(y_pred, y), 1e8, atol=0, rtol=1e-12)
    expect_number(mse_loss(y_pred.astype(np.float32), y.astype(np.float32)), 1e8, atol=0, rtol=1e-6)


def test_mse_loss_sees_small_errors_of_large_numbers() -> None:
    """Errors of 0.001 on numbers near 10,000 cost 1e-6: the difference is taken first, and squared then."""
    y = np.array([[1e4], [-1e4], [9e3]])

    expect_number(mse_loss(y + 1e-3, y), 1e-6, atol=0, rtol=1e-6, hint="(a - b) ** 2, not a ** 2 - 2 * a * b + b ** 2")


def test_mse_loss_leaves_out_no_entry() -> None:
    """A prediction that is no number makes a loss that is none: whoever trains must see it."""
    loss = mse_loss(np.array([[math.nan], [1.0]]), np.zeros((2, 1)))

    assert math.isnan(loss), f"expected  nan, since one prediction is nan\ngot       {loss}"


def test_mse_loss_leaves_its_inputs_alone() -> None:
    """Predictions and truth keep their numbers."""
    y_pred, y = np.array([[1.0], [5.0]]), np.array([[3.0], [4.0]])

    mse_loss(y_pred, y)

    expect_unchanged(y_pred, np.array([[1.0], [5.0]]), "y_pred")
    expect_unchanged(y, np.array([[3.0], [4.0]]), "y")


def test_mse_loss_refuses_a_column_against_a_vector() -> None:
    """NumPy would make (3, 1) - (3,) a (3, 3) matrix in silence: the ValueError names both shapes."""
    column, y = np.array([[3.0], [0.0], [5.0]]), np.array([1.0, 2.0, 4.0])

    expect_error(lambda: mse_loss(column, y), (3, 1), (3,))
    expect_error(lambda: mse_loss(y, column), (3,), (3, 1))
    expect_error(lambda: mse_loss(np.ones((3, 2)), np.ones((3, 1))), (3, 2), (3, 1))
    expect_error(lambda: mse_loss(np.ones((3, 2)), np.ones((1, 2))), (3, 2), (1, 2))


def test_mse_loss_refuses_no_samples() -> None:
    """The mean of nothing is no number."""
    expect_error(lambda: mse_loss(np.ones((0, 1)), np.ones((0, 1))))


def test_binary_cross_entropy_by_hand() -> None:
    """0.8 for a 1 costs -ln 0.8, and 0.4 for a 0 costs -ln 0.6: the mean of 0.2231 and 0.5108 is 0.3670."""
    loss = binary_cross_entropy(A=np.array([[0.8], [0.4]]), y=np.array([[1.0], [0.0]]))

    expect_number(loss, -(math.log(0.8) + math.log(0.6)) / 2, atol=1e-6)


def test_binary_cross_entropy_of_a_coin_is_ln_2() -> None:
    """Whoever always says one half pays ln 2 = 0.6931, whatever is true."""
    loss = binary_cross_entropy(np.full((4, 1), 0.5), np.array([[1.0], [0.0], [0.0], [1.0]]))

    expect_number(loss, math.log(2), atol=1e-6)


def test_binary_cross_entropy_treats_both_classes_alike() -> None:
    """Calling 1 what was 0, in probabilities and in truth, changes nothing."""
    A, y = np.array([[0.9], [0.2], [0.6]]), np.array([[1.0], [1.0], [0.0]])

    expect_number(binary_cross_entropy(1 - A, 1 - y), float(binary_cross_entropy(A, y)), atol=1e-6)
    expect_number(binary_cross_entropy(A, y), -(math.log(0.9) + math.log(0.2) + math.log(0.4)) / 3, atol=1e-6)


def test_binary_cross_entropy_is_a_mean_over_all_entries() -> None:
    """In (2, 2), as in (4,), there are four entries: 0.8 and 0.9 for a 1, 0.4 and 0.3 for a 0."""
    A, y = np.array([[0.8, 0.4], [0.3, 0.9]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    four = math.log(0.8) + math.log(0.6) + math.log(0.7) + math.log(0.9)

    for shape in (2, 2), (4,):
        loss = binary_cross_entropy(A.reshape(shape), y.reshape(shape))
        expect_number(loss, -four / 4, atol=1e-6, hint="one mean over all four entries")


def test_binary_cross_entropy_is_exact_near_certainty() -> None:
    """At probabilities of 1e-6 and 1 - 1e-6 it is right to 1e-5, so whatever keeps log 0 away must be smaller."""
    A, sure = np.array([[1e-6]]), np.array([[1 - 1e-6]])
    one, zero = np.ones((1, 1)), np.zeros((1, 1))

    expect_number(binary_cross_entropy(A, one), -math.log(1e-6), atol=1e-5)
    expect_number(binary_cross_entropy(sure, zero), -math.log(1e-6), atol=1e-5)
    expect_number(binary_cross_entropy(A, zero), -math.log1p(-1e-6), atol=1e-7)
    expect_number(binary_cross_entropy(sure, one), -math.log1p(-1e-6), atol=1e-7)


def test_binary_cross_entropy_is_exact_in_float32() -> None:
    """The same in float32, with the float32 nearest to 1 - 1e-6."""
    sure = np.array([[1 - 1e-6]], dtype=np.float32)
    zero = np.zeros((1, 1), dtype=np.float32)
    left = 1 - float(sure[0, 0])

    expect_number(binary_cross_entropy(sure, zero), -math.log(left), atol=1e-4)
    expect_number(binary_cross_entropy(np.array([[1e-6]], dtype=np.float32), zero + 1), -math.log(1e-6), atol=1e-4)


def test_binary_cross_entropy_is_finite_when_certain() -> None:
    """At exactly 0 and 1 it is 0 where that is true, and a finite 10 or more where it is wrong; in float32 too."""
    for dtype in FLOATS:
        for certain in 0.0, 1.0:
            A = np.full((2, 1), certain, dtype=dtype)
            right, wrong = binary_cross_entropy(A, A.copy()), binary_cross_entropy(A, 1 - A)

            expect_number(right, 0, atol=1e-5)
            assert 10 <= wrong < math.inf, (
                f"expected  10 or more, and finite, for certain and wrong in {np.dtype(dtype)}\ngot       {wrong}\n"
                "in float32, 1 - 1e-15 is 1: keep log's argument away from 0, not A away from 1"
            )


def test_binary_cross_entropy_lets_certain_samples_be() -> None:
    """A sample that is certain and right costs 0, and leaves the others their price: the mean of 0, 0 and ln 2."""
    loss = binary_cross_entropy(np.array([[0.0], [1.0], [0.5]]), np.array([[0.0], [1.0], [1.0]]))

    expect_number(loss, math.log(2) / 3, atol=1e-5, hint="0 * log 0 is nan: keep log's argument away from 0")


def test_binary_cross_entropy_leaves_its_inputs_alone() -> None:
    """Probabilities and truth keep their numbers, also where log 0 has to be kept away."""
    A, y = np.array([[0.0], [1.0], [0.5]]), np.array([[1.0], [0.0], [1.0]])

    binary_cross_entropy(A, y)

    expect_unchanged(A, np.array([[0.0], [1.0], [0.5]]), "A")
    expect_unchanged(y, np.array([[1.0], [0.0], [1.0]]), "y")


def test_binary_cross_entropy_refuses_a_column_against_a_vector() -> None:
    """(3, 1) against (3,) would be nine pairs: the ValueError names both shapes."""
    A, y = np.array([[0.2], [0.5], [0.9]]), np.array([1.0, 0.0, 1.0])

    expect_error(lambda: binary_cross_entropy(A, y), (3, 1), (3,))
    expect_error(lambda: binary_cross_entropy(y / 2, np.ones((3, 1))), (3,), (3, 1))
    expect_error(lambda: binary_cross_entropy(np.full((3, 2), 0.5), np.ones((3, 1))), (3, 2), (3, 1))
    expect_error(lambda: binary_cross_entropy(np.full((3, 2), 0.5), np.ones((1, 2))), (3, 2), (1, 2))


def test_binary_cross_entropy_refuses_no_samples() -> None:
    """The mean of nothing is no number."""
    expect_error(lambda: binary_cross_entropy(np.ones((0, 1)), np.ones((0, 1))))
