"""What chapter 2.1 means by right."""

import math

import numpy as np
from ch21_losses import binary_cross_entropy, mse_loss

from dojo.verdict.expect import expect_close, expect_number, expect_unchanged


def test_mse_loss_by_hand() -> None:
    """Predictions 2, 6 and 2 for 3, 4 and 4 are off by -1, 2 and -2: the loss is (1 + 4 + 4) / 3 = 3."""
    loss = mse_loss(np.array([[2.0], [6.0], [2.0]]), np.array([[3.0], [4.0], [4.0]]))

    expect_number(loss, 3, atol=1e-6, hint="the mean of the squared errors, with no root and no factor 1/2")


def test_mse_loss_of_perfect_predictions_is_zero() -> None:
    """Where every prediction is right, the loss is 0."""
    loss = mse_loss(np.array([[3.0], [-4.0], [0.5]]), np.array([[3.0], [-4.0], [0.5]]))

    expect_number(loss, 0, atol=1e-12)


def test_mse_loss_is_a_mean_over_samples() -> None:
    """Errors of 1 … 6 cost (1 + 4 + 9 + 16 + 25 + 36) / 6, and the same samples twice cost the same."""
    errors = np.arange(1.0, 7.0).reshape(6, 1)

    expect_number(mse_loss(errors.copy(), np.zeros((6, 1))), 91 / 6, atol=1e-6, hint="divide by the number of samples")
    twice = mse_loss(np.vstack([errors, errors]), np.zeros((12, 1)))
    expect_number(twice, 91 / 6, atol=1e-6, hint="twice the samples, but the same mean")


def test_mse_loss_counts_errors_of_both_signs_alike() -> None:
    """Errors of -3, 3 and -7 cost (9 + 9 + 49) / 3, and so do 3, -3 and 7."""
    low, high = [[1.0], [2.0], [-7.0]], [[4.0], [-1.0], [0.0]]

    expect_number(mse_loss(np.array(low), np.array(high)), 67 / 3, atol=1e-6)
    expect_number(mse_loss(np.array(high), np.array(low)), 67 / 3, atol=1e-6)


def test_mse_loss_grows_with_the_square() -> None:
    """Ten times the error is a hundred times the loss: errors of 10 cost 100, and errors of 100 cost 10,000."""
    expect_number(mse_loss(np.full((4, 1), 10.0), np.zeros((4, 1))), 100, atol=1e-6)
    expect_number(mse_loss(np.full((4, 1), 100.0), np.zeros((4, 1))), 10_000, atol=1e-6)


def test_mse_loss_leaves_its_inputs_alone() -> None:
    """Predictions and targets keep their numbers: chapter 2.2 needs both again for the gradient."""
    y_pred, y = np.array([[1.0], [5.0], [2.0]]), np.array([[3.0], [4.0], [4.0]])

    mse_loss(y_pred, y)

    expect_unchanged(y_pred, np.array([[1.0], [5.0], [2.0]]), "y_pred")
    expect_unchanged(y, np.array([[3.0], [4.0], [4.0]]), "y")


def test_binary_cross_entropy_by_hand() -> None:
    """0.8 for a 1 costs -ln 0.8, 0.4 for a 0 costs -ln 0.6, 0.5 costs ln 2: 0.2231, 0.5108, 0.6931; mean 0.4757."""
    loss = binary_cross_entropy(np.array([[0.8], [0.4], [0.5]]), np.array([[1.0], [0.0], [1.0]]))

    expect_number(loss, -(math.log(0.8) + math.log(0.6) + math.log(0.5)) / 3, atol=1e-5)


def test_binary_cross_entropy_of_guesses_is_ln_2() -> None:
    """A model that always says one half has a loss of ln 2 = 0.6931, whatever is true."""
    loss = binary_cross_entropy(np.full((4, 1), 0.5), np.array([[1.0], [0.0], [0.0], [1.0]]))

    expect_number(loss, math.log(2), atol=1e-5)


def test_binary_cross_entropy_treats_both_classes_alike() -> None:
    """0.9, 0.2 and 0.6 for 1, 1 and 0 cost as much as 0.1, 0.8 and 0.4 for 0, 0 and 1."""
    expected = -(math.log(0.9) + math.log(0.2) + math.log(0.4)) / 3

    loss = binary_cross_entropy(np.array([[0.9], [0.2], [0.6]]), np.array([[1.0], [1.0], [0.0]]))
    swapped = binary_cross_entropy(np.array([[0.1], [0.8], [0.4]]), np.array([[0.0], [0.0], [1.0]]))

    expect_number(loss, expected, atol=1e-5)
    expect_number(swapped, expected, atol=1e-5)


def test_binary_cross_entropy_is_a_mean_over_samples() -> None:
    """Five probabilities of 0.9 for a 1 cost as much as one: -ln 0.9 = 0.1054."""
    loss = binary_cross_entropy(np.full((5, 1), 0.9), np.ones((5, 1)))

    expect_number(loss, -math.log(0.9), atol=1e-5, hint="divide by the number of samples")


def test_binary_cross_entropy_is_close_near_certainty() -> None:
    """A probability of 0.001 for what was true costs 6.908, and one of 0.000001 about 13.8, in both classes."""
    for y in 1.0, 0.0:
        for p, atol in (1e-3, 1e-3), (1e-6, 0.15):
            loss = binary_cross_entropy(np.full((3, 1), p if y else 1 - p), np.full((3, 1), y))

            expect_number(loss, -math.log(p), atol=atol, hint="what keeps log 0 away must be far below 0.000001")


def test_binary_cross_entropy_is_finite_when_certain() -> None:
    """At probabilities of exactly 0 and 1 the loss is 0 where they are right, and a finite 10 or more where wrong."""
    for certain in 0.0, 1.0:
        right = binary_cross_entropy(np.full((3, 1), certain), np.full((3, 1), certain))
        wrong = binary_cross_entropy(np.full((1, 1), certain), np.full((1, 1), 1 - certain))

        expect_number(right, 0, atol=1e-5, hint="0 * log 0 is nan: keep what each logarithm gets above 0")
        assert 10 <= wrong < math.inf, (
            f"expected  10 or more, and finite, for a probability of {certain:.0f} where the truth is {1 - certain:.0f}"
            f"\ngot       {wrong}"
        )


def test_binary_cross_entropy_counts_certain_samples_with_others() -> None:
    """Two samples that are certain and right cost nothing, and a guess costs ln 2: the mean is ln 2 / 3."""
    loss = binary_cross_entropy(np.array([[0.0], [1.0], [0.5]]), np.array([[0.0], [1.0], [1.0]]))

    expect_number(loss, math.log(2) / 3, atol=1e-5, hint="0 * log 0 is nan: keep what each logarithm gets above 0")


def test_binary_cross_entropy_leaves_probabilities_and_truth() -> None:
    """After the call, A and y are what they were: chapter 3.1 computes the gradient A - y from them."""
    A, y = np.array([[0.2], [0.9], [0.5]]), np.array([[1.0], [0.0], [1.0]])

    binary_cross_entropy(A, y)

    expect_close(A, [[0.2], [0.9], [0.5]], atol=1e-6, hint="this is the caller's A after the call")
    expect_close(y, [[1], [0], [1]], atol=1e-6, hint="this is the caller's y after the call")
