"""What chapter 1.3 means by right."""

import math

import numpy as np
from ch13_functions import exponential, positive_part, sigmoid

from dojo.verdict.expect import FLOATS, expect_close, expect_dtype, expect_shape, expect_unchanged


def true_sigmoid(z: float) -> float:
    """Compute the sigmoid of one number, from the form that is exact on its side of 0."""
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def test_exponential_of_known_numbers() -> None:
    """e^0 is 1, e^1 is 2.718…, e^-1 is 1 / e, and e^(ln 5) is 5."""
    Z = exponential(np.array([0.0, 1.0, -1.0, math.log(5)]))

    expect_close(Z, [1, math.e, 1 / math.e, 5], atol=0, rtol=1e-12)


def test_exponential_turns_sums_into_products() -> None:
    """e^(a + b) is e^a * e^b."""
    a, b = np.array([0.5, -2.0, 3.0]), np.array([1.5, 0.25, -4.0])

    expect_close(exponential(a + b), exponential(a) * exponential(b), atol=0, rtol=1e-12)


def test_exponential_takes_any_shape() -> None:
    """Each entry stands where it stood, in three dimensions and in a transpose, however they lie in memory."""
    right = np.arange(1.0, 25.0).reshape(2, 3, 4)
    Z = np.log(right)

    expect_close(exponential(Z), right, atol=0, rtol=1e-12)
    expect_close(exponential(Z.T), right.T, atol=0, rtol=1e-12)


def test_exponential_is_exact_far_out() -> None:
    """e^-708 is tiny but not 0, and e^709 is huge but not infinite."""
    expect_close(exponential(np.array([-708.0, 709.0])), [math.exp(-708), math.exp(709)], atol=0, rtol=1e-12)


def test_exponential_is_infinite_where_it_is_too_large() -> None:
    """Nothing is cut off: e^1000 is too large for float64, e^100 for float32, and both are inf."""
    for dtype, z in (np.float64, 1000.0), (np.float32, 100.0):
        with np.errstate(over="ignore"):
            result = exponential(np.array([z, -z], dtype=dtype))
        expect_close(result, [math.inf, 0], atol=1e-40, hint="e^z as it is, without a limit")


def test_exponential_keeps_float32_and_its_input() -> None:
    """float32 in, float32 out, and Z as it was."""
    Z = np.array([0.0, 1.0], dtype=np.float32)

    result = exponential(Z)

    expect_dtype(result, np.float32)
    expect_unchanged(Z, np.array([0.0, 1.0], dtype=np.float32), "Z")


def test_positive_part_keeps_what_is_positive() -> None:
    """-2 and 0 become 0; 0.5 and 3 stay, and so does 1e-9, however small."""
    P = positive_part(np.array([-2.0, 0.0, 0.5, 3.0, 1e-9]))

    expect_close(P, [0, 0, 0.5, 3, 1e-9], atol=0, hint="max(0, z), not |z| and not z squared")


def test_positive_part_takes_any_shape() -> None:
    """Each entry stands where it stood, also in a transpose, however they lie in memory."""
    Z = np.array([[[-1.0, 2.0], [3.0, -4.0]], [[5.0, -6.0], [-7.0, 8.0]]])
    right = np.array([[[0.0, 2.0], [3.0, 0.0]], [[5.0, 0.0], [0.0, 8.0]]])

    expect_close(positive_part(Z), right, atol=0)
    expect_close(positive_part(Z.T), right.T, atol=0)


def test_positive_part_and_negative_part_make_the_number() -> None:
    """z is max(0, z) - max(0, -z)."""
    Z = np.random.default_rng(0).standard_normal((4, 5)) * 1e4

    expect_close(positive_part(Z) - positive_part(-Z), Z, atol=0)


def test_positive_part_keeps_float32_and_its_input() -> None:
    """float32 in, float32 out, and Z as it was."""
    Z = np.array([-1.0, 1.0], dtype=np.float32)

    result = positive_part(Z)

    expect_dtype(result, np.float32)
    expect_unchanged(Z, np.array([-1.0, 1.0], dtype=np.float32), "Z")


def test_sigmoid_of_known_numbers() -> None:
    """At 0 it is one half; at ln 3 it is 3 / (3 + 1) = 0.75; at -ln 3 it is 0.25."""
    A = sigmoid(np.array([0.0, math.log(3), -math.log(3)]))

    expect_close(A, [0.5, 0.75, 0.25], atol=1e-12)


def test_sigmoid_is_exact_everywhere() -> None:
    """From -40 to 40 it is within 1e-12 of the true value."""
    Z = np.linspace(-40, 40, 161)

    expect_close(sigmoid(Z), np.array([true_sigmoid(float(z)) for z in Z]), atol=1e-12)


def test_sigmoid_is_exact_in_float32() -> None:
    """From -40 to 40 it is within 1e-6 of the true value, and stays float32."""
    Z = np.linspace(-40, 40, 161, dtype=np.float32)

    A = sigmoid(Z)

    expect_dtype(A, np.float32)
    expect_close(A, np.array([true_sigmoid(float(z)) for z in Z]), atol=1e-6)


def test_sigmoid_never_overflows() -> None:
    """At 10,000 it is 1 and at -10,000 it is 0, in float64 and float32, without a RuntimeWarning."""
    for dtype in FLOATS:
        Z = np.array([-1e4, -1000.0, -100.0, 100.0, 1000.0, 1e4], dtype=dtype)
        expect_close(sigmoid(Z), [0, 0, 0, 1, 1, 1], atol=1e-12)


def test_sigmoid_of_z_and_of_minus_z_make_one() -> None:
    """sigmoid(-z) is 1 - sigmoid(z): what is not class 1 is class 0."""
    Z = np.random.default_rng(0).standard_normal((3, 4)) * 5

    expect_close(sigmoid(Z) + sigmoid(-Z), np.ones((3, 4)), atol=1e-12)


def test_sigmoid_takes_any_shape() -> None:
    """One dimension, three, one entry and none."""
    for shape in (5,), (2, 3, 4), (1, 1), (0, 3):
        expect_shape(sigmoid(np.zeros(shape)), shape)


def test_sigmoid_keeps_each_entry_in_its_place() -> None:
    """That of a transpose is the transpose of the sigmoid, however the entries lie in memory."""
    Z = np.array([[0.0, math.log(3), -math.log(3)], [math.log(4), 0.0, -math.log(4)]])

    expect_close(sigmoid(Z), [[0.5, 0.75, 0.25], [0.8, 0.5, 0.2]], atol=1e-12)
    expect_close(sigmoid(Z.T), [[0.5, 0.8], [0.75, 0.5], [0.25, 0.2]], atol=1e-12)


def test_sigmoid_leaves_its_input_alone() -> None:
    """Z keeps its numbers, the large ones too."""
    Z = np.array([-1e4, -1.0, 0.0, 1.0, 1e4])

    sigmoid(Z)

    expect_unchanged(Z, np.array([-1e4, -1.0, 0.0, 1.0, 1e4]), "Z")
