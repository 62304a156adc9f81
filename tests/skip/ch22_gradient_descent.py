"""What it takes to skip chapter 2.2."""

import numpy as np
from skip_ch22_gradient_descent import fit_linear

from dojo.verdict.expect import expect_close, expect_shape


def test_fit_linear_takes_one_step_by_hand() -> None:
    """For x = 1, 2 and y = 3, 5 the loss at 0 is 17 and the slope -13: a step of 0.1 leads to 1.3."""
    W, losses = fit_linear(np.array([[1.0], [2.0]]), np.array([[3.0], [5.0]]), 0.1, 1)

    expect_close(W, [[1.3]], atol=1e-9, hint="dW = 2 * X.T @ (X @ W - y) / n: the square brings a 2")
    expect_close(np.array(losses), [17], atol=1e-9, hint="the loss before the step")


def test_fit_linear_finds_the_best_weights() -> None:
    """After many steps the weights are those of least squares, and the loss never went up."""
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((30, 3)), rng.standard_normal((30, 1))
    before = X.copy(), y.copy()

    W, losses = fit_linear(X, y, 0.1, 500)

    expect_close(W, np.linalg.lstsq(*before, rcond=None)[0], atol=1e-6)
    expect_shape(np.array(losses), (500,))
    expect_close(
        np.array(losses), np.minimum.accumulate(losses), atol=1e-12, hint="each loss is at most the one before"
    )


def test_fit_linear_without_a_step() -> None:
    """After 0 epochs the weights are 0, a column, and there is no loss."""
    W, losses = fit_linear(np.ones((4, 2)), np.ones((4, 1)), 0.1, 0)

    expect_close(W, [[0.0], [0.0]], atol=0)
    assert list(losses) == [], f"expected  no losses\ngot       {losses}"
