"""What the author of a library also minds in chapter 1.3."""

import math
import warnings

import numpy as np
from ch13_functions import exponential, positive_part, sigmoid

from dojo.verdict.expect import expect_close, expect_dtype, expect_shape, expect_unchanged


def true_sigmoid(z: float) -> float:
    """Compute the sigmoid of one number, by the form that is exact on its side of 0."""
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def test_exponential_keeps_float32() -> None:
    """float32 in, float32 out: networks train in float32, which takes half the memory.

    return np.exp(Z)  # keeps the dtype; np.zeros would make float64
    """
    expect_dtype(exponential(np.array([0.0, 1.0], dtype=np.float32)), np.float32)


def test_exponential_leaves_its_input_alone() -> None:
    """Z keeps its numbers: the caller may still need them.

    return np.exp(Z)  # a new array
    """
    Z = np.array([0.0, 1.0, -2.0])

    exponential(Z)

    expect_unchanged(Z, np.array([0.0, 1.0, -2.0]), "Z")


def test_exponential_is_exact_far_out() -> None:
    """e^-708 is tiny but not 0, and e^709 is huge but not infinite: float64 can hold both.

    return np.exp(Z)  # no limit
    """
    Z = exponential(np.array([-708.0, 709.0]))

    expect_close(Z, [math.exp(-708), math.exp(709)], atol=0, rtol=1e-12, hint="e^z as it is, without a limit")


def test_exponential_is_infinite_where_it_is_too_large() -> None:
    """e^1000 is too large for float64, and e^100 for float32: both are inf, and no error.

    return np.exp(Z)  # inf, with NumPy's RuntimeWarning
    """
    for dtype, z in (np.float64, 1000.0), (np.float32, 100.0):
        with np.errstate(over="ignore"):
            result = exponential(np.array([z, -z], dtype=dtype))
        expect_close(result, [math.inf, 0], atol=1e-40, hint="e^z as it is, without a limit")


def test_exponential_keeps_places_however_they_are_stored() -> None:
    """The exponential of a transpose is the transpose of the exponential, whatever their order in memory is.

    return np.exp(Z)  # np.nditer and Z.ravel("K") go through the memory instead
    """
    right = np.arange(1.0, 25.0).reshape(2, 3, 4)

    expect_close(exponential(np.log(right).T), right.T, atol=0, rtol=1e-7)


def test_positive_part_keeps_float32() -> None:
    """float32 in, float32 out: networks train in float32, which takes half the memory.

    return np.maximum(0, Z)  # a plain 0 keeps the dtype, an array of zeros may not
    """
    expect_dtype(positive_part(np.array([-1.0, 1.0], dtype=np.float32)), np.float32)


def test_positive_part_leaves_its_input_alone() -> None:
    """Z keeps its numbers, the negative ones too: the caller may still need them.

    return np.maximum(0, Z)  # a new array; Z[Z < 0] = 0 would write into the caller's
    """
    Z = np.array([-1.0, 1.0, -3.0])

    positive_part(Z)

    expect_unchanged(Z, np.array([-1.0, 1.0, -3.0]), "Z")


def test_positive_part_is_exact() -> None:
    """A positive number comes out to the last digit, and positive part minus negative part is the number itself.

    return np.maximum(0, Z)  # chooses, and computes nothing
    """
    Z = np.random.default_rng(0).standard_normal((4, 5)) * 1e4

    expect_close(positive_part(Z.copy()) - positive_part(-Z), Z, atol=0)


def test_positive_part_keeps_places_however_they_are_stored() -> None:
    """The positive part of a transpose is the transpose of the positive part, whatever their order in memory is.

    return np.maximum(0, Z)  # np.nditer and Z.ravel("K") go through the memory instead
    """
    Z = np.array([[-1.0, 2.0, 3.0], [4.0, -5.0, 6.0]])

    expect_close(positive_part(Z.T), [[0, 4], [2, 0], [3, 6]], atol=1e-6)


def test_sigmoid_never_overflows() -> None:
    """Up to ±10,000 no power overflows in float64, so NumPy has no reason to warn.

    E = np.exp(-np.abs(Z))  # between 0 and 1 for every z
    return np.where(Z >= 0, 1, E) / (1 + E)
    """
    Z = np.array([-1e4, -1000.0, -100.0, 100.0, 1000.0, 1e4])

    expect_close(sigmoid(Z), [0, 0, 0, 1, 1, 1], atol=1e-6)


def test_sigmoid_never_overflows_in_float32() -> None:
    """Up to ±10,000 no power overflows in float32, where e^89 is too large already.

    E = np.exp(-np.abs(Z))  # between 0 and 1 for every z
    return np.where(Z >= 0, 1, E) / (1 + E)
    """
    Z = np.array([-1e4, -1000.0, -100.0, 100.0, 1000.0, 1e4], dtype=np.float32)

    expect_close(sigmoid(Z), [0, 0, 0, 1, 1, 1], atol=1e-6)


def test_sigmoid_is_exact_everywhere() -> None:
    """From -40 to 40 it is within 1e-12 of the true value: nothing is cut off or rounded on the way.

    E = np.exp(-np.abs(Z))
    return np.where(Z >= 0, 1, E) / (1 + E)
    """
    Z = np.linspace(-40, 40, 161)
    right = np.array([true_sigmoid(float(z)) for z in Z])

    expect_close(sigmoid(Z), right, atol=1e-12)


def test_sigmoid_is_exact_in_float32() -> None:
    """In float32 it is within 1e-6 of the true value, and remains float32.

    E = np.exp(-np.abs(Z))  # keeps the dtype; np.zeros would make float64
    return np.where(Z >= 0, 1, E) / (1 + E)
    """
    Z = np.linspace(-40, 40, 161, dtype=np.float32)
    right = np.array([true_sigmoid(float(z)) for z in Z])

    A = sigmoid(Z)

    expect_dtype(A, np.float32)
    expect_close(A, right, atol=1e-6)


def test_sigmoid_leaves_its_input_alone() -> None:
    """Z keeps its numbers, the large ones too: the caller may still need them.

    E = np.exp(-np.abs(Z))  # a new array
    """
    Z = np.array([-600.0, -1.0, 0.0, 1.0, 600.0])

    with warnings.catch_warnings(action="ignore"):  # an overflow is another test's matter
        sigmoid(Z)

    expect_unchanged(Z, np.array([-600.0, -1.0, 0.0, 1.0, 600.0]), "Z")


def test_sigmoid_keeps_places_however_they_are_stored() -> None:
    """The sigmoid of a transpose is the transpose of the sigmoid, whatever their order in memory is.

    return np.where(Z >= 0, 1, E) / (1 + E)  # np.nditer and Z.ravel("K") go through the memory instead
    """
    Z = np.array([[0.0, math.log(3), -math.log(3)], [math.log(4), 0.0, -math.log(4)]])

    expect_close(sigmoid(Z.T), [[0.5, 0.8], [0.75, 0.5], [0.25, 0.2]], atol=1e-6)


def test_sigmoid_takes_an_array_without_entries() -> None:
    """An array without scores gives an array without probabilities: shape (0, 3) in, shape (0, 3) out.

    return np.where(Z >= 0, 1, E) / (1 + E)  # needs no largest entry, which an empty array lacks
    """
    expect_shape(sigmoid(np.zeros((0, 3))), (0, 3))
