"""What it takes to skip chapter 3.1."""

import numpy as np
from skip_ch31_perceptron import train_perceptron

from dojo.verdict.expect import expect_close, expect_number, expect_shape

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def test_train_perceptron_takes_one_step_by_hand() -> None:
    """At 0 all probabilities are 1/2: for OR the slopes of the weights are -1/4 each, and that of the bias is -1/4."""
    y = np.array([[0.0], [1.0], [1.0], [1.0]])

    W, b, _ = train_perceptron(CORNERS.copy(), y.copy(), 0.4, 1, 0.5)

    expect_close(W, [[0.1], [0.1]], atol=1e-9, hint="dW = X.T @ (A - y) / n")
    expect_close(b, [0.1], atol=1e-9, hint="db = sum(A - y) / n")


def test_train_perceptron_learns_and_and_or() -> None:
    """After 2,000 steps all four corners have the right label, integers in a column."""
    for y in [0, 0, 0, 1], [0, 1, 1, 1]:
        _, _, labels = train_perceptron(CORNERS.copy(), np.array(y, dtype=float).reshape(4, 1), 2.0, 2000, 0.5)

        expect_shape(labels, (4, 1))
        assert labels.dtype.kind == "i", f"expected  integers\ngot       dtype {labels.dtype}"
        expect_close(labels, np.reshape(y, (4, 1)), atol=0)


def test_train_perceptron_cannot_learn_xor() -> None:
    """For XOR the weights stay at 0, where the slopes are 0: all probabilities are 1/2, and reach 1/2."""
    y = np.array([[0.0], [1.0], [1.0], [0.0]])

    for threshold, label in (0.5, 1), (0.51, 0):
        W, b, labels = train_perceptron(CORNERS.copy(), y.copy(), 1.0, 100, threshold)

        expect_close(W, [[0], [0]], atol=1e-9)
        expect_number(b[0], 0, atol=1e-9)
        expect_close(labels, np.full((4, 1), label), atol=0, hint="1 where A >= threshold")


def test_train_perceptron_copes_with_large_inputs() -> None:
    """Inputs of ±10,000 lead to probabilities of 0 and 1, and to no nan."""
    X = np.array([[1e4], [-1e4]])

    W, _, labels = train_perceptron(X, np.array([[1.0], [0.0]]), 1.0, 5, 0.5)

    expect_close(W, [[5e3]], atol=1e-3)
    expect_close(labels, [[1], [0]], atol=0)
