"""What chapter 1.3 means by right."""

import math

import numpy as np
from ch13_functions import exponential, positive_part, sigmoid

from dojo.verdict.expect import expect_close, expect_shape


def true_sigmoid(z: float) -> float:
    """Compute the sigmoid of one number, by the form that is exact on its side of 0."""
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def test_exponential_of_known_numbers() -> None:
    """e^0 is 1, e^1 is 2.718…, e^-1 is 1 / e, and e^(ln 5) is 5."""
    Z = exponential(np.array([0.0, 1.0, -1.0, math.log(5)]))

    expect_close(Z, [1, math.e, 1 / math.e, 5], atol=0, rtol=1e-7)


def test_exponential_takes_any_shape() -> None:
    """A matrix and an array of three axes keep their shapes, and each entry keeps its place."""
    right = np.arange(1.0, 25.0).reshape(2, 3, 4)

    expect_close(exponential(np.log(right[0])), right[0], atol=0, rtol=1e-7)
    expect_close(exponential(np.log(right)), right, atol=0, rtol=1e-7)


def test_exponential_of_large_numbers() -> None:
    """e^20 is about 5e8, and e^30 about 1e13: nothing is cut off; e^-20 and e^-30 are nearly 0."""
    Z = exponential(np.array([-30.0, -20.0, 20.0, 30.0]))

    expect_close(Z, [math.exp(z) for z in (-30, -20, 20, 30)], atol=1e-9, rtol=1e-6)


def test_positive_part_keeps_what_is_positive() -> None:
    """-2 and 0 become 0; 0.5, 3 and 1000 do not change, nor does 1e-9, however small it is."""
    P = positive_part(np.array([-2.0, 0.0, 0.5, 3.0, 1000.0, 1e-9]))

    expect_close(P, [0, 0, 0.5, 3, 1000, 1e-9], atol=0, rtol=1e-6, hint="max(0, z), entry by entry")


def test_positive_part_takes_any_shape() -> None:
    """A matrix and an array of three axes keep their shapes, and each entry keeps its place."""
    Z = np.array([[[-1.0, 2.0], [3.0, -4.0], [0.5, -0.5]], [[5.0, -6.0], [-7.0, 8.0], [-9.0, 9.0]]])
    right = [[[0.0, 2.0], [3.0, 0.0], [0.5, 0.0]], [[5.0, 0.0], [0.0, 8.0], [0.0, 9.0]]]

    expect_close(positive_part(Z[0].copy()), right[0], atol=1e-6)
    expect_close(positive_part(Z.copy()), right, atol=1e-6)


def test_sigmoid_of_known_numbers() -> None:
    """At 0 it is one half; at ln 3 it is 3 / (3 + 1) = 0.75; at -ln 3 it is 0.25."""
    A = sigmoid(np.array([0.0, math.log(3), -math.log(3)]))

    expect_close(A, [0.5, 0.75, 0.25], atol=1e-6)


def test_sigmoid_takes_any_shape() -> None:
    """A matrix, three axes and a single entry keep their shapes, and each entry keeps its place."""
    Z = np.array([[0.0, math.log(3), -math.log(3)], [math.log(4), 0.0, -math.log(4)]])

    expect_close(sigmoid(Z), [[0.5, 0.75, 0.25], [0.8, 0.5, 0.2]], atol=1e-6)
    expect_close(sigmoid(np.zeros((2, 3, 4))), np.full((2, 3, 4), 0.5), atol=1e-6)
    expect_shape(sigmoid(np.zeros((1, 1))), (1, 1))


def test_sigmoid_is_right_everywhere() -> None:
    """From -40 to 40 it is within 1e-6 of the true value."""
    Z = np.linspace(-40, 40, 161)
    right = np.array([true_sigmoid(float(z)) for z in Z])

    expect_close(sigmoid(Z), right, atol=1e-6)


def test_sigmoid_of_huge_scores() -> None:
    """At 10,000 it is 1 and at -10,000 it is 0: a network's scores may be that large, and nan would spoil it."""
    A = sigmoid(np.array([-1e4, -1000.0, -100.0, 100.0, 1000.0, 1e4]))

    expect_close(A, [0, 0, 0, 1, 1, 1], atol=1e-6, hint="e^1000 is too large for a number, e^-1000 is just 0")
