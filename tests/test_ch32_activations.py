"""What chapter 3.2 means by right."""

import math

import numpy as np
from ch11_arrays import Array
from ch32_activations import relu, relu_derivative, sigmoid_derivative, softmax

from dojo.verdict.expect import expect_close, expect_shape, expect_unchanged
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
    """Each entry stays in its place, in three dimensions as in one."""
    Z = np.array([[[-1.0, 2.0], [3.0, -4.0]], [[5.0, -6.0], [-7.0, 8.0]]])

    expect_close(relu(Z), np.array([[[0, 2], [3, 0]], [[5, 0], [0, 8]]]), atol=0)
    expect_close(relu(np.array([[-0.5], [0.25]])), [[0.0], [0.25]], atol=0)


def test_relu_has_no_ceiling() -> None:
    """10,000 stays 10,000 and -10,000 becomes 0; small numbers stay, too."""
    A = relu(np.array([-1e4, 1e4, 1e-4, -1e-4]))

    expect_close(A, [0, 1e4, 1e-4, 0], atol=1e-9, hint="max(0, z) of each entry")


def test_relu_leaves_its_input_alone() -> None:
    """Z keeps its negative numbers: chapter 4.3's network still returns them."""
    Z = np.array([-1.0, 0.0, 1.0])

    relu(Z)

    expect_unchanged(Z, np.array([-1.0, 0.0, 1.0]), "Z")


def test_relu_derivative_is_one_where_the_score_is_positive() -> None:
    """relu is flat below 0 and climbs with slope 1 above."""
    slopes = relu_derivative(np.array([-2.0, -0.5, 0.5, 3.0]))

    expect_close(slopes, [0, 0, 1, 1], atol=0, hint="1 where z > 0, else 0")


def test_relu_derivative_is_zero_at_exactly_zero() -> None:
    """At the kink itself the slope is taken to be 0, also at minus 0."""
    slopes = relu_derivative(np.array([0.0, -0.0]))

    expect_close(slopes, [0, 0], atol=0, hint="z > 0, not z >= 0")


def test_relu_derivative_is_the_same_at_every_size() -> None:
    """At 0.0001 the slope is 1 as it is at 10,000, and at -0.0001 it is 0 as it is at -10,000."""
    slopes = relu_derivative(np.array([1e-4, 1e4, -1e-4, -1e4]))

    expect_close(slopes, [1, 1, 0, 0], atol=0, hint="1 where z > 0, else 0")


def test_relu_derivative_takes_any_shape() -> None:
    """Each slope is in the place of its score."""
    Z = np.array([[[-1.0, 2.0], [3.0, -4.0]], [[0.0, -6.0], [-7.0, 8.0]]])

    expect_close(relu_derivative(Z), [[[0, 1], [1, 0]], [[0, 0], [0, 1]]], atol=0)
    expect_close(relu_derivative(np.array([[-0.5], [0.25]])), [[0], [1]], atol=0)


def test_relu_derivative_is_the_slope_of_relu() -> None:
    """Away from the kink it is (relu(z + h) - relu(z - h)) / 2h."""
    Z, h = np.array([-3.0, -1.5, -0.1, 0.1, 0.7, 5.0]), 1e-3

    slopes = (relu(Z + h) - relu(Z - h)) / (2 * h)

    expect_close(relu_derivative(Z.copy()), slopes, atol=1e-2)


def test_relu_derivative_leaves_its_input_alone() -> None:
    """Z keeps its numbers: a backward pass goes on with them."""
    Z = np.array([-1.0, 0.0, 2.0])

    relu_derivative(Z)

    expect_unchanged(Z, np.array([-1.0, 0.0, 2.0]), "Z")


def test_sigmoid_derivative_of_known_numbers() -> None:
    """At 0 it is 1/2 * 1/2 = 0.25; at ln 3, where the sigmoid is 3/4, and at -ln 3 it is 3/4 * 1/4 = 0.1875."""
    slopes = sigmoid_derivative(np.array([0.0, math.log(3), -math.log(3)]))

    expect_close(slopes, [0.25, 0.1875, 0.1875], atol=1e-6, hint="A * (1 - A) with A = sigmoid(Z): Z is the score")


def test_sigmoid_derivative_is_right_everywhere() -> None:
    """From -40 to 40 it is within 1e-6 of the true slope."""
    Z = np.linspace(-40, 40, 161)
    right = [true_slope(float(z)) for z in Z]

    expect_close(sigmoid_derivative(Z), right, atol=1e-6)


def test_sigmoid_derivative_is_flat_far_out() -> None:
    """At scores of ±100, ±1,000 and ±10,000 the slope is 0, and not nan."""
    slopes = sigmoid_derivative(np.array([-1e4, -1000.0, -100.0, 100.0, 1000.0, 1e4]))

    expect_close(slopes, np.zeros(6), atol=1e-6, hint="A * (1 - A), where A is 0 or 1: inf / inf would be nan")


def test_sigmoid_derivative_takes_any_shape() -> None:
    """Each slope is in the place of its score, in three dimensions as in one."""
    Z = np.linspace(-3, 4, 24).reshape(2, 3, 4)
    right = np.array([true_slope(float(z)) for z in Z.ravel()]).reshape(2, 3, 4)

    expect_close(sigmoid_derivative(Z), right, atol=1e-6)
    expect_close(sigmoid_derivative(np.array([[0.0]])), [[0.25]], atol=1e-6)


def test_softmax_by_hand() -> None:
    """The powers e^0 = 1, e^(ln 2) = 2 and e^(ln 5) = 5 have the shares 1/8, 2/8, 5/8; equal scores share equally."""
    A = softmax(np.array([[0.0, math.log(2), math.log(5)], [7.0, 7.0, 7.0]]))

    expect_close(A, [[0.125, 0.25, 0.625], [1 / 3, 1 / 3, 1 / 3]], atol=1e-6, hint="e^z over the sum of its row")


def test_softmax_rows_sum_to_one() -> None:
    """Each row's probabilities sum to 1, whatever its scores."""
    A = softmax(np.random.default_rng(0).standard_normal((6, 4)) * 3)

    expect_shape(A, (6, 4))
    expect_close(A.sum(axis=-1), np.ones(6), atol=1e-6, hint="these are the rows' sums: sum over axis=-1")


def test_softmax_treats_each_row_alone() -> None:
    """In a square matrix rows and columns are easily mixed up: each row gets the probabilities that it gets alone."""
    Z = np.array([[0.0, 1.0, 2.0], [5.0, 3.0, -1.0], [-2.0, 0.5, 4.0]])
    right = [true_softmax(row) for row in Z]

    hint = "over axis=-1, with keepdims=True: without it NumPy lines up rows with columns"
    expect_close(softmax(Z), right, atol=1e-6, hint=hint)


def test_softmax_of_one_class_is_certain() -> None:
    """Where there is nothing to choose from, the one class gets 1."""
    A = softmax(np.array([[-3.0], [0.0], [2.0]]))

    expect_close(A, [[1], [1], [1]], atol=1e-6, hint="(n, 1) in, (n, 1) out")


def test_softmax_does_not_care_about_a_shift() -> None:
    """Adding 100 to all scores of one row, and -50 to those of another, changes nothing."""
    Z = np.array([[1.0, 2.0, -1.0], [0.5, 0.0, 3.0]])
    right = [true_softmax(row) for row in Z]

    A = softmax(Z + np.array([[100.0], [-50.0]]))

    expect_close(A, right, atol=1e-6, hint="only differences of a row's scores count")


def test_softmax_obeys_the_law_of_shifts() -> None:
    """Whatever the scores, the probabilities sum to 1, and adding one number to all scores does not change them."""

    def law(seed: int, n: int, classes: int, shift: int) -> None:
        Z = np.random.default_rng(seed).normal(0, 30, (n, classes))
        A = softmax(Z.copy())
        expect_close(softmax(Z + shift), A, atol=1e-6, hint=f"scores {shift} higher give the same probabilities")
        expect_close(A.sum(axis=1), np.ones(n), atol=1e-6, hint="each row sums to 1")

    expect_law(law, seed=(0, 99), n=(1, 6), classes=(1, 6), shift=(-300, 300))


def test_softmax_never_overflows() -> None:
    """Scores of ±10,000 give probabilities, not nan, whatever the other rows hold."""
    A = softmax(np.array([[1e4, 1e4, -1e4], [-1e4, -1e4, -1e4], [0.0, 900.0, 0.0], [0.0, 0.0, -1e4]]))

    right = [[0.5, 0.5, 0.0], [1 / 3, 1 / 3, 1 / 3], [0.0, 1.0, 0.0], [0.5, 0.5, 0.0]]
    expect_close(A, right, atol=1e-6, hint="subtract each row's own largest score before the exponential")


def test_softmax_tells_large_scores_apart() -> None:
    """300 and 299 differ by 1, as 1 and 0 do, and so do -299 and -300: the shares are 0.7311 and 0.2689."""
    A = softmax(np.array([[300.0, 299.0], [-299.0, -300.0]]))

    share = math.e / (1 + math.e)
    expect_close(
        A, [[share, 1 - share], [share, 1 - share]], atol=1e-6, hint="only differences of a row's scores count"
    )
