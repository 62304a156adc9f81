"""What the author of a library also minds in chapter 3.2."""

import math

import numpy as np
from ch11_arrays import Array
from ch32_activations import relu, relu_derivative, sigmoid_derivative, softmax

from dojo.verdict.expect import FLOATS, expect_close, expect_dtype, expect_no_loop, expect_unchanged


def true_slope(z: float) -> float:
    """Compute the slope of the sigmoid at one number, e^-|z| / (1 + e^-|z|)²: it is the same on both sides of 0."""
    e = math.exp(-abs(z))
    return e / (1 + e) ** 2


def true_softmax(row: Array) -> list[float]:
    """Compute the softmax of one row, one number at a time."""
    powers = [math.exp(float(z)) for z in row]
    return [power / math.fsum(powers) for power in powers]


def test_relu_keeps_float32() -> None:
    """float32 in, float32 out, and float64 in, float64 out, right to the last digit of either.

    return np.maximum(0, Z)  # a plain 0 has no dtype of its own, np.zeros(...) is float64
    """
    for dtype in FLOATS:
        Z = np.array([-1e4, 1e4, 1e-4, 1e-20, -1e-20], dtype=dtype)
        expect_dtype(relu(Z), dtype)
        expect_close(relu(Z), np.array([0, 1e4, 1e-4, 1e-20, 0], dtype=dtype), atol=0)


def test_relu_takes_a_transpose() -> None:
    """A transpose is a view whose rows are not next to each other in memory: its entries stay in their places too.

    return np.maximum(0, Z)
    """
    expect_close(relu(np.array([[-1.0, 2.0], [3.0, -4.0]]).T), [[0, 3], [2, 0]], atol=0)


def test_relu_takes_its_argument_by_name() -> None:
    """The scores can be passed by their name, relu(Z=Z).

    def relu(Z: Array) -> Array:
    """
    expect_close(relu(Z=np.array([-1.0, 1.0])), [0, 1], atol=0)


def test_relu_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: np.maximum compares all entries at once, which is far quicker.

    return np.maximum(0, Z)
    """
    expect_no_loop(lambda n: relu(np.ones((n, 2))))


def test_relu_derivative_is_sharp() -> None:
    """The smallest number above 0 has slope 1, in float64 and float32.

    return (Z > 0).astype(Z.dtype)  # Z as it is: no tolerance, no other dtype
    """
    for dtype in FLOATS:
        Z = np.array([np.finfo(dtype).tiny, 1e-30, -1e-30, 1e4, -1e4], dtype=dtype)
        expect_close(relu_derivative(Z), [1, 1, 0, 1, 0], atol=0)


def test_relu_derivative_keeps_the_dtype() -> None:
    """Slopes are numbers to multiply gradients by, in the scores' own dtype: float32 stays float32.

    return (Z > 0).astype(Z.dtype)
    """
    for dtype in FLOATS:
        expect_dtype(relu_derivative(np.array([-1.0, 1.0], dtype=dtype)), dtype)


def test_relu_derivative_takes_a_transpose() -> None:
    """A transpose is a view whose rows are not next to each other in memory: each slope is in its score's place too.

    return (Z > 0).astype(Z.dtype)
    """
    expect_close(relu_derivative(np.array([[-1.0, 2.0], [3.0, -4.0]]).T), [[0, 1], [1, 0]], atol=0)


def test_relu_derivative_takes_its_argument_by_name() -> None:
    """The scores can be passed by their name, relu_derivative(Z=Z).

    def relu_derivative(Z: Array) -> Array:
    """
    expect_close(relu_derivative(Z=np.array([-1.0, 1.0])), [0, 1], atol=0)


def test_relu_derivative_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: one comparison takes all entries at once.

    return (Z > 0).astype(Z.dtype)
    """
    expect_no_loop(lambda n: relu_derivative(np.ones((n, 2))))


def test_sigmoid_derivative_never_overflows() -> None:
    """Scores of ±10,000 have slope 0 without a RuntimeWarning, in float64 and float32.

    A = sigmoid(Z)  # with -abs(z) in the exponent, chapter 1.3's sigmoid cannot overflow
    return A * (1 - A)
    """
    for dtype in FLOATS:
        Z = np.array([-1e4, -1000.0, -400.0, -100.0, 100.0, 400.0, 1000.0, 1e4], dtype=dtype)
        expect_close(sigmoid_derivative(Z), np.zeros(8), atol=1e-12)


def test_sigmoid_derivative_is_exact_everywhere() -> None:
    """From -40 to 40 it is within 1e-12 of the true slope: computed by the formula, not measured, and not clipped.

    return sigmoid(Z) * sigmoid(-Z)  # 1 - sigmoid(z) is sigmoid(-z)
    """
    Z = np.linspace(-40, 40, 161)
    right = [true_slope(float(z)) for z in Z]

    with np.errstate(all="ignore"):
        slopes = sigmoid_derivative(Z)

    expect_close(slopes, right, atol=1e-12)


def test_sigmoid_derivative_is_exact_in_float32() -> None:
    """In float32, slopes are within 1e-6 of the true ones from -40 to 40, and stay float32.

    A = sigmoid(Z)
    return A * (1 - A)  # the plain number 1 has no dtype of its own
    """
    Z = np.linspace(-40, 40, 161, dtype=np.float32)
    right = [true_slope(float(z)) for z in Z]

    with np.errstate(all="ignore"):
        slopes = sigmoid_derivative(Z)

    expect_dtype(slopes, np.float32)
    expect_close(slopes, right, atol=1e-6)


def test_sigmoid_derivative_takes_a_transpose() -> None:
    """A transpose is a view whose rows are not next to each other in memory: each slope is in its score's place too.

    A = sigmoid(Z)
    return A * (1 - A)
    """
    Z = np.array([[0.0, math.log(3)], [1.0, 2.0]])

    slopes = sigmoid_derivative(Z.T)

    expect_close(slopes, [[0.25, true_slope(1)], [0.1875, true_slope(2)]], atol=1e-12)


def test_sigmoid_derivative_leaves_its_input_alone() -> None:
    """Z keeps its numbers, for callers who still need them.

    E = np.exp(-np.abs(Z))  # without out=Z: a new array
    """
    Z = np.array([-1.0, 0.0, 1.0])

    sigmoid_derivative(Z)

    expect_unchanged(Z, np.array([-1.0, 0.0, 1.0]), "Z")


def test_sigmoid_derivative_takes_its_argument_by_name() -> None:
    """The scores can be passed by their name, sigmoid_derivative(Z=Z).

    def sigmoid_derivative(Z: Array) -> Array:
    """
    expect_close(sigmoid_derivative(Z=np.array([0.0])), [0.25], atol=1e-6)


def test_sigmoid_derivative_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: NumPy goes over the entries itself, which is far quicker.

    A = sigmoid(Z)
    return A * (1 - A)
    """
    expect_no_loop(lambda n: sigmoid_derivative(np.ones((n, 2))))


def test_softmax_takes_one_dimension() -> None:
    """A vector is a single row: axis=-1 is the last axis of any array, and axis=1 exists from two dimensions on.

    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)
    """
    expect_close(softmax(np.array([math.log(3), 0.0])), [0.75, 0.25], atol=1e-6)
    expect_close(softmax(np.array([5.0])), [1], atol=1e-6)


def test_softmax_takes_three_dimensions() -> None:
    """In (3, 3, 3) each of the nine rows along the last axis is turned into probabilities.

    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)
    """
    Z = np.random.default_rng(0).standard_normal((3, 3, 3))
    right = np.array([[true_softmax(row) for row in rows] for rows in Z])

    expect_close(softmax(Z), right, atol=1e-6)


def test_softmax_gives_small_shares_exactly() -> None:
    """Scores 10, 20 and 40 below the largest have e^-10, e^-20 and e^-40 of its share, and the rows sum to 1.

    return E / E.sum(axis=-1, keepdims=True)  # no clipping, no epsilon: the largest exponential is 1, so no sum is 0
    """
    Z = np.array([[0.0, -10.0, -20.0, -40.0], [3.0, 23.0, 13.0, -17.0]])
    right = [true_softmax(row) for row in Z]

    A = softmax(Z)

    expect_close(A, right, atol=0, rtol=1e-9)
    expect_close(A.sum(axis=-1), [1, 1], atol=1e-12, hint="these are the rows' sums")


def test_softmax_tells_very_large_scores_apart() -> None:
    """10,000 and 9,999 differ by 1, as 1 and 0 do: 0.7311 and 0.2689. Clipped scores would be equal.

    E = np.exp(Z - Z.max(axis=-1, keepdims=True))  # differences are small, however large the scores
    """
    share = math.e / (1 + math.e)

    A = softmax(np.array([[1e4, 9999.0], [-9999.0, -1e4]]))

    expect_close(A, [[share, 1 - share], [share, 1 - share]], atol=1e-6)


def test_softmax_warns_of_nothing() -> None:
    """Scores of ±10,000 raise no RuntimeWarning and give no nan, in float64 and float32.

    E = np.exp(Z - Z.max(axis=-1, keepdims=True))  # no exponent above 0
    """
    for dtype in FLOATS:
        Z = np.array([[1e4, 1e4, -1e4], [-1e4, -1e4, -1e4], [0.0, 900.0, 0.0], [1e4, 9999.0, -1e4]], dtype=dtype)

        A = softmax(Z)

        # log-sum-exp, which is as good, rounds at 10,000 to 1e-3 in float32.
        share = math.e / (1 + math.e)
        right = [[0.5, 0.5, 0.0], [1 / 3, 1 / 3, 1 / 3], [0.0, 1.0, 0.0], [share, 1 - share, 0.0]]
        expect_close(A, right, atol=1e-3)


def test_softmax_leaves_its_input_alone() -> None:
    """Z keeps its numbers, for callers who still need them: the largest score is subtracted from a copy.

    shifted = Z - Z.max(axis=-1, keepdims=True)  # a new array, which Z -= ... would not be
    """
    Z = np.array([[1.0, 2.0], [4.0, 3.0]])

    softmax(Z)

    expect_unchanged(Z, np.array([[1.0, 2.0], [4.0, 3.0]]), "Z")


def test_softmax_keeps_float32() -> None:
    """float32 in, float32 out, right to 1e-5.

    E = np.exp(Z - Z.max(axis=-1, keepdims=True))  # as wide as Z; np.zeros(...) would be float64
    return E / E.sum(axis=-1, keepdims=True)
    """
    A = softmax(np.array([[0.0, math.log(2), math.log(5)]], dtype=np.float32))

    expect_dtype(A, np.float32)
    expect_close(A, [[0.125, 0.25, 0.625]], atol=1e-5)


def test_softmax_takes_its_argument_by_name() -> None:
    """The scores can be passed by their name, softmax(Z=Z).

    def softmax(Z: Array) -> Array:
    """
    expect_close(softmax(Z=np.array([[0.0, 0.0]])), [[0.5, 0.5]], atol=1e-6)


def test_softmax_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: axis=-1 takes all rows at once, which is far quicker.

    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)
    """
    expect_no_loop(lambda n: softmax(np.ones((n, 2))))
