"""What it takes to skip chapter 3.2."""

import math

import numpy as np
from ch11_arrays import Array
from skip_ch32_activations import classify

from dojo.verdict.expect import expect_close, expect_unchanged


def true_softmax(S: Array) -> Array:
    """Compute the probabilities of each row, one number at a time."""
    powers = [[math.exp(float(s - max(row))) for s in row] for row in S]
    return np.array([[power / math.fsum(row) for power in row] for row in powers])


def test_classify_by_hand() -> None:
    """ReLU keeps ln 2 and turns -1 and 0 into 0: the classes get shares of 2/4, 1/4 and 1/4, with slopes 1, 0 and 0."""
    P, slopes = classify(np.array([[math.log(2), -1.0, 0.0]]), np.eye(3), "relu")

    expect_close(P, [[0.5, 0.25, 0.25]], atol=1e-9, hint="softmax(relu(Z) @ W)")
    expect_close(slopes, [[1, 0, 0]], atol=0, hint="1 where z > 0, else 0")


def test_classify_with_the_sigmoid() -> None:
    """At ln 3 and -ln 3 the sigmoid is 3/4 and 1/4, and its slope 3/16 at both."""
    Z, W = np.array([[math.log(3), -math.log(3)]]), np.array([[4.0, 0.0], [0.0, 4.0]])

    P, slopes = classify(Z, W, "sigmoid")

    expect_close(P, [[math.e**2 / (math.e**2 + 1), 1 / (math.e**2 + 1)]], atol=1e-6, hint="softmax of 3 and 1")
    expect_close(slopes, [[0.1875, 0.1875]], atol=1e-9, hint="A * (1 - A), with A = sigmoid(Z)")


def test_classify_treats_each_row_alone() -> None:
    """In a square matrix rows and columns are easily mixed up: each row's probabilities are its own, and sum to 1."""
    rng = np.random.default_rng(0)
    Z, W = rng.standard_normal((3, 4)), rng.standard_normal((4, 3))
    before = Z.copy()

    P, _ = classify(Z, W, "relu")

    expect_close(P, true_softmax(np.maximum(0, before) @ W), atol=1e-9, hint="over axis=-1, with keepdims=True")
    expect_unchanged(Z, before, "Z")


def test_classify_never_overflows() -> None:
    """Scores of ±10,000 in one row, and of 0 in another, give probabilities and slopes, and no nan."""
    Z, half, e = np.array([[1e4, -1e4], [0.0, 0.0]]), [0.5, 0.5], math.e

    P, slopes = classify(Z.copy(), np.eye(2), "relu")
    Q, flat = classify(Z.copy(), np.eye(2), "sigmoid")

    hint = "subtract each row's largest score before the exponential"
    expect_close(P, [[1.0, 0.0], half], atol=1e-6, hint=hint)
    expect_close(Q, [[e / (e + 1), 1 / (e + 1)], half], atol=1e-6, hint=hint)
    expect_close(slopes[0], [1, 0], atol=0)
    expect_close(flat[0], [0, 0], atol=1e-6, hint="far out the sigmoid is flat")
