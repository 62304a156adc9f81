"""What chapter 3.2 means by right."""

import math

import numpy as np
from ch11_arrays import Array
from ch32_activations import relu, relu_derivative, sigmoid_derivative, softmax

from dojo.verdict.expect import FLOATS, expect_close, expect_dtype, expect_no_loop, expect_shape, expect_unchanged
from dojo.verdict.expect_law import expect_law


def true_slope(z: float) -> float:
    """Compute the slope of the sigmoid at one number, e^-|z| / (1 + e^-|z|)²: it is the same on both sides of 0."""
    e = math.exp(-abs(z))
    return e / (1 + e) ** 2


def true_softmax(row: Array) -> list[float]:
    """Compute the softmax of one row, one number at a time."""
    powers = [math.exp(float(z)) for z in row]
    return [power / math.fsum(powers) for power in powers]


def test_relu_keeps_what_is_positive() -> None:
    """-2 and 0 become 0; 0.5 and 3 stay."""
    A = relu(np.array([-2.0, 0.0, 0.5, 3.0]))

    expect_close(A, [0, 0, 0.5, 3], atol=0, hint="max(0, z) of each entry: nothing is let through below 0")


def test_relu_takes_any_shape() -> None:
    """Each entry stands where it stood, in three dimensions as in one."""
    Z = np.array([[[-1.0, 2.0], [3.0, -4.0]], [[5.0, -6.0], [-7.0, 8.0]]])

    expect_close(relu(Z), np.array([[[0, 2], [3, 0]], [[5, 0], [0, 8]]]), atol=0)
    expect_close(relu(np.array([[-0.5], [0.25]])), [[0.0], [0.25]], atol=0)
    expect_close(relu(Z[0].T), [[0, 3], [2, 0]], atol=0, hint="this is a transpose, whose rows lie apart in memory")


def test_relu_has_no_ceiling() -> None:
    """10,000 stays 10,000 and -10,000 becomes 0; small numbers stay, too; in float64 and float32."""
    for dtype in FLOATS:
        Z = np.array([-1e4, 1e4, 1e-4, 1e-20, -1e-20], dtype=dtype)
        expect_close(relu(Z), np.array([0, 1e4, 1e-4, 1e-20, 0], dtype=dtype), atol=0)


def test_relu_leaves_its_input_alone() -> None:
    """Z, handed over by its name, keeps its negative numbers: the backward pass needs them."""
    Z = np.array([-1.0, 0.0, 1.0])

    relu(Z=Z)

    expect_unchanged(Z, np.array([-1.0, 0.0, 1.0]), "Z")


def test_relu_keeps_float32() -> None:
    """float32 in, float32 out, and float64 in, float64 out."""
    for dtype in FLOATS:
        expect_dtype(relu(np.array([-1.0, 1.0], dtype=dtype)), dtype)


def test_relu_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: NumPy goes over the entries itself."""
    expect_no_loop(lambda n: relu(np.ones((n, 2))))


def test_relu_derivative_is_one_where_the_score_is_positive() -> None:
    """relu is flat below 0 and climbs with slope 1 above."""
    slopes = relu_derivative(np.array([-2.0, -0.5, 0.5, 3.0]))

    expect_close(slopes, [0, 0, 1, 1], atol=0, hint="1 where z > 0, else 0")


def test_relu_derivative_is_zero_at_exactly_zero() -> None:
    """At the kink itself the slope is taken to be 0, also at minus 0."""
    slopes = relu_derivative(np.array([0.0, -0.0]))

    expect_close(slopes, [0, 0], atol=0, hint="z > 0, not z >= 0")


def test_relu_derivative_is_sharp() -> None:
    """The smallest step off 0 decides, and no size changes the slope; in float64 and float32."""
    for dtype in FLOATS:
        Z = np.array([np.finfo(dtype).tiny, 1e-30, -1e-30, 1e4, -1e4], dtype=dtype)
        expect_close(relu_derivative(Z), [1, 1, 0, 1, 0], atol=0)


def test_relu_derivative_takes_any_shape() -> None:
    """Each slope stands where its score stood."""
    Z = np.array([[[-1.0, 2.0], [3.0, -4.0]], [[0.0, -6.0], [-7.0, 8.0]]])

    expect_close(relu_derivative(Z), [[[0, 1], [1, 0]], [[0, 0], [0, 1]]], atol=0)
    expect_close(relu_derivative(np.array([[-0.5], [0.25]])), [[0], [1]], atol=0)
    hint = "this is a transpose, whose rows lie apart in memory"
    expect_close(relu_derivative(Z[0].T), [[0, 1], [1, 0]], atol=0, hint=hint)


def test_relu_derivative_is_the_slope_of_relu() -> None:
    """Away from the kink it is (relu(z + h) - relu(z - h)) / 2h."""
    Z, h = np.array([-3.0, -1.5, -0.1, 0.1, 0.7, 5.0]), 1e-3

    slopes = (relu(Z + h) - relu(Z - h)) / (2 * h)

    expect_close(relu_derivative(Z), slopes, atol=1e-9)


def test_relu_derivative_leaves_its_input_alone() -> None:
    """Z, handed over by its name, keeps its numbers."""
    Z = np.array([-1.0, 0.0, 2.0])

    relu_derivative(Z=Z)

    expect_unchanged(Z, np.array([-1.0, 0.0, 2.0]), "Z")


def test_relu_derivative_keeps_the_dtype() -> None:
    """Slopes are numbers to multiply gradients by, in the scores' own dtype: float32 stays float32."""
    for dtype in FLOATS:
        expect_dtype(
            relu_derivative(np.array([-1.0, 1.0], dtype=dtype)), dtype, hint="(Z > 0) is boolean: .astype(Z.dtype)"
        )


def test_relu_derivative_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: NumPy goes over the entries itself."""
    expect_no_loop(lambda n: relu_derivative(np.ones((n, 2))))


def test_sigmoid_derivative_of_known_numbers() -> None:
    """At 0 it is 1/2 * 1/2 = 0.25; at ln 3, where the sigmoid is 3/4, and at -ln 3 it is 3/4 * 1/4 = 0.1875."""
    slopes = sigmoid_derivative(np.array([0.0, math.log(3), -math.log(3)]))

    expect_close(slopes, [0.25, 0.1875, 0.1875], atol=1e-12, hint="A * (1 - A) with A = sigmoid(Z): Z is the score")


def test_sigmoid_derivative_is_exact_everywhere() -> None:
    """From -40 to 40 it is within 1e-12 of the true slope."""
    Z = np.linspace(-40, 40, 161)
    right = [true_slope(float(z)) for z in Z]

    expect_close(sigmoid_derivative(Z), right, atol=1e-12)


def test_sigmoid_derivative_is_exact_in_float32() -> None:
    """From -40 to 40 it is within 1e-6 of the true slope, and stays float32."""
    Z = np.linspace(-40, 40, 161, dtype=np.float32)
    right = [true_slope(float(z)) for z in Z]

    slopes = sigmoid_derivative(Z)

    expect_dtype(slopes, np.float32)
    expect_close(slopes, right, atol=1e-6)


def test_sigmoid_derivative_never_overflows() -> None:
    """Far out the sigmoid is flat, the slope 0, in float64 and float32, without a RuntimeWarning."""
    for dtype in FLOATS:
        Z = np.array([-1e4, -1000.0, -400.0, -100.0, 100.0, 400.0, 1000.0, 1e4], dtype=dtype)
        expect_close(sigmoid_derivative(Z), np.zeros(8), atol=1e-12)


def test_sigmoid_derivative_takes_any_shape() -> None:
    """Each slope stands where its score stood, in three dimensions as in one."""
    Z = np.linspace(-3, 4, 24).reshape(2, 3, 4)
    right = np.array([true_slope(float(z)) for z in Z.ravel()]).reshape(2, 3, 4)

    slopes = sigmoid_derivative(Z.copy())

    expect_close(slopes, right, atol=1e-12)
    expect_close(sigmoid_derivative(np.array([[0.0]])), [[0.25]], atol=1e-12)
    hint = "this is a transpose, whose rows lie apart in memory"
    expect_close(sigmoid_derivative(Z[0].T), right[0].T, atol=1e-12, hint=hint)


def test_sigmoid_derivative_leaves_its_input_alone() -> None:
    """Z, handed over by its name, keeps its numbers."""
    Z = np.array([-1.0, 0.0, 1.0])

    sigmoid_derivative(Z=Z)

    expect_unchanged(Z, np.array([-1.0, 0.0, 1.0]), "Z")


def test_sigmoid_derivative_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: NumPy goes over the entries itself."""
    expect_no_loop(lambda n: sigmoid_derivative(np.ones((n, 2))))


def test_softmax_by_hand() -> None:
    """Of e^0 = 1, e^(ln 2) = 2 and e^(ln 5) = 5 the shares are 1/8, 2/8 and 5/8; equal scores share equally."""
    Z = np.array([[0.0, math.log(2), math.log(5)], [7.0, 7.0, 7.0]])

    expect_close(softmax(Z), [[0.125, 0.25, 0.625], [1 / 3, 1 / 3, 1 / 3]], atol=1e-12, hint="e^z over the row's sum")


def test_softmax_rows_sum_to_one() -> None:
    """Each row's probabilities make 1, whatever its scores."""
    A = softmax(np.random.default_rng(0).standard_normal((6, 4)) * 3)

    expect_shape(A, (6, 4))
    expect_close(A.sum(axis=-1), np.ones(6), atol=1e-12, hint="these are the rows' sums: sum over axis=-1")


def test_softmax_treats_each_row_alone() -> None:
    """In a square matrix rows and columns look alike, and are easily mixed up: each row is as it is by itself."""
    Z = np.array([[0.0, 1.0, 2.0], [5.0, 3.0, -1.0], [-2.0, 0.5, 4.0]])
    right = [true_softmax(row) for row in Z]

    hint = "over axis=-1, with keepdims=True: without it NumPy lines up rows with columns"
    expect_close(softmax(Z), right, atol=1e-12, hint=hint)


def test_softmax_takes_one_dimension() -> None:
    """A vector is a single row."""
    A = softmax(np.array([math.log(3), 0.0]))

    expect_close(A, [0.75, 0.25], atol=1e-12, hint="axis=-1 is the last axis of any array; axis=1 is not there in one")


def test_softmax_takes_three_dimensions() -> None:
    """In (3, 3, 3) each of the nine rows along the last axis is turned into probabilities."""
    Z = np.random.default_rng(0).standard_normal((3, 3, 3))
    right = np.array([[true_softmax(row) for row in rows] for rows in Z])

    expect_close(softmax(Z), right, atol=1e-12, hint="the last axis, axis=-1")


def test_softmax_of_one_class_is_certain() -> None:
    """Where there is nothing to choose from, the one class gets 1."""
    expect_close(softmax(np.array([[-3.0], [0.0], [2.0]])), [[1], [1], [1]], atol=1e-12)
    expect_close(softmax(np.array([5.0])), [1], atol=1e-12)


def test_softmax_gives_small_shares_exactly() -> None:
    """Scores 10, 20 and 40 below the largest have e^-10, e^-20 and e^-40 of its share, with no floor under them."""
    Z = np.array([[0.0, -10.0, -20.0, -40.0], [3.0, 23.0, 13.0, -17.0]])
    right = [true_softmax(row) for row in Z]

    A = softmax(Z)

    expect_close(A, right, atol=1e-12)
    expect_close(A, right, atol=0, rtol=1e-6, hint="the small shares differ: nothing is clipped, nothing is added")


def test_softmax_does_not_care_about_a_shift() -> None:
    """Adding a constant to all scores of a row changes nothing, even another constant to each row."""
    Z = np.array([[1.0, 2.0, -1.0], [0.5, 0.0, 3.0]])

    shifted = softmax(Z + np.array([[100.0], [-50.0]]))

    expect_close(shifted, softmax(Z), atol=1e-10)


def test_softmax_obeys_the_law_of_shifts() -> None:
    """Whatever the scores, adding one number to all of them leaves the probabilities as they are, in sums of 1."""

    def law(seed: int, n: int, classes: int, shift: int) -> None:
        Z = np.random.default_rng(seed).normal(0, 100, (n, classes))
        A = softmax(Z)
        expect_close(softmax(Z + shift), A, atol=1e-9, hint=f"scores {shift} higher give the same probabilities")
        expect_close(A.sum(axis=1), np.ones(n), atol=1e-12, hint="each row sums to 1")

    expect_law(law, seed=(0, 99), n=(1, 6), classes=(1, 6), shift=(-9000, 9000))


def test_softmax_never_overflows() -> None:
    """Scores of ±10,000 give probabilities, not nan, in float64 and float32, without a RuntimeWarning."""
    for dtype in FLOATS:
        Z = np.array([[1e4, 1e4, -1e4], [-1e4, -1e4, -1e4], [0.0, 900.0, 0.0], [0.0, 0.0, -1e4]], dtype=dtype)

        A = softmax(Z)

        # log-sum-exp, which is as good, rounds at 10,000 to 1e-3 in float32.
        right = [[0.5, 0.5, 0.0], [1 / 3, 1 / 3, 1 / 3], [0.0, 1.0, 0.0], [0.5, 0.5, 0.0]]
        expect_close(A, right, atol=1e-3, hint="subtract each row's own largest score before the exponential")


def test_softmax_tells_large_scores_apart() -> None:
    """10,000 and 9,999 differ by 1, as 1 and 0 do: 0.7311 and 0.2689. Clipping the scores would make them equal."""
    for dtype in FLOATS:
        Z = np.array([[1e4, 9999.0], [-9999.0, -1e4]], dtype=dtype)
        share = math.e / (1 + math.e)
        expect_close(softmax(Z), [[share, 1 - share], [share, 1 - share]], atol=1e-3)


def test_softmax_leaves_its_input_alone() -> None:
    """Z, handed over by its name, keeps its numbers: the largest score is subtracted from a copy."""
    Z = np.array([[1.0, 2.0], [4.0, 3.0]])

    softmax(Z=Z)

    expect_unchanged(Z, np.array([[1.0, 2.0], [4.0, 3.0]]), "Z")


def test_softmax_keeps_float32() -> None:
    """float32 in, float32 out, right to 1e-5."""
    Z = np.array([[0.0, math.log(2), math.log(5)]], dtype=np.float32)

    A = softmax(Z)

    expect_dtype(A, np.float32)
    expect_close(A, [[0.125, 0.25, 0.625]], atol=1e-5)


def test_softmax_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: NumPy goes over the rows itself."""
    expect_no_loop(lambda n: softmax(np.ones((n, 2))))
