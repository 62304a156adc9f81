"""What it takes to skip chapter 2.1."""

import math

import numpy as np
from skip_ch21_losses import both_losses

from dojo.verdict.expect import expect_number


def test_both_losses_by_hand() -> None:
    """3/4 and 1/4 for a 1 and 1/2 for a 0 have the errors 1/16, 9/16, 1/4 and the surprises ln 4/3, ln 4, ln 2."""
    mse, bce = both_losses(np.array([[0.75], [0.25], [0.5]]), np.array([[1.0], [1.0], [0.0]]))

    expect_number(mse, 0.875 / 3, atol=1e-9, hint="the mean of the squared errors")
    expect_number(bce, math.log(4 / 3 * 4 * 2) / 3, atol=1e-6, hint="the mean of -y ln A - (1 - y) ln(1 - A)")


def test_both_losses_of_certain_answers() -> None:
    """Certain and right costs nothing; certain and wrong costs a lot, but not inf, and nothing is nan."""
    right = both_losses(np.array([[0.0], [1.0]]), np.array([[0.0], [1.0]]))
    wrong = both_losses(np.array([[1.0], [0.0]]), np.array([[0.0], [1.0]]))

    expect_number(right[0], 0, atol=1e-9)
    expect_number(right[1], 0, atol=1e-6, hint="0 * ln 0 is nan")
    expect_number(wrong[0], 1, atol=1e-9)
    assert 10 <= wrong[1] < math.inf, f"expected  a finite cross-entropy of 10 or more\ngot       {wrong[1]}"


def test_both_losses_tell_small_probabilities_apart() -> None:
    """A probability of one in a million for what happened surprises by ln 1,000,000, on either side."""
    for a, y in (1e-6, 1.0), (1 - 1e-6, 0.0):
        _, bce = both_losses(np.array([[a]]), np.array([[y]]))
        expect_number(bce, math.log(1e6), atol=1e-3, hint="a floor under the logarithm has to be far below 1e-6")
