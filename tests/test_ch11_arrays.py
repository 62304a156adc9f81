"""What chapter 1.1 means by right."""

from typing import Any

import numpy as np
from ch11_arrays import add_row, batch, flatten_images, normalize, random_matrix

from dojo.verdict.expect import FLOATS, expect_close, expect_dtype, expect_error, expect_shape, expect_unchanged


def test_random_matrix_has_the_shape_asked_for() -> None:
    """Rows come first, then columns."""
    X = random_matrix(rows=2, cols=3, rng=np.random.default_rng(0))

    expect_shape(X, (2, 3))


def test_random_matrix_is_float64() -> None:
    """Weights are drawn in double precision, in which gradients are checked."""
    expect_dtype(random_matrix(2, 3, np.random.default_rng(0)), np.float64)


def test_random_matrix_is_standard_normal() -> None:
    """Of 100,000 numbers, mean, deviation and the shares within 1, 2 and 3 are those of the standard normal."""
    X = random_matrix(1000, 100, np.random.default_rng(0))

    # The standard errors are 0.003, 0.002, 0.0015, 0.0007 and 0.00016: these limits are more than six of each.
    figures = [X.mean(), X.std(), (np.abs(X) < 1).mean(), (np.abs(X) < 2).mean()]
    hint = "these are mean, deviation, share within 1 and share within 2: is it rng.standard_normal?"
    expect_close(np.array(figures), [0, 1, 0.6827, 0.9545], atol=0.02, hint=hint)
    beyond = np.array([(np.abs(X) > 3).mean()])
    expect_close(beyond, [0.0027], atol=0.001, hint="this is the share beyond 3: is it rng.standard_normal?")


def test_random_matrix_draws_from_the_rng_it_is_given() -> None:
    """The same seed gives the same numbers, the next draw and another seed give others."""
    rng = np.random.default_rng(0)
    first, second = random_matrix(2, 3, rng), random_matrix(2, 3, rng)
    again, other = random_matrix(2, 3, np.random.default_rng(0)), random_matrix(2, 3, np.random.default_rng(1))

    expect_close(again, first, atol=0, hint="two generators of the same seed must give the same numbers")
    assert not np.array_equal(first, second), "a second call with the same rng repeats the first one's numbers"
    assert not np.array_equal(first, other), "seeds 0 and 1 give the same numbers: draw them from rng"


def test_random_matrix_numbers_are_independent() -> None:
    """No number returns, and none tells anything about the others: of 2,000 matrices, the entries vary apart."""
    rng = np.random.default_rng(0)

    X = np.array([random_matrix(2, 2, rng) for _ in range(2000)]).reshape(2000, 4)

    different = len(set(X.ravel().tolist()))
    assert different == 8000, f"only {different} of 8000 numbers differ: draw each one anew"
    hint = "these are each entry's means: nothing sorts or shifts the numbers after they are drawn"
    expect_close(X.mean(axis=0), np.zeros(4), atol=0.15, hint=hint)  # the standard error is 0.022
    hint = "this is the entries' covariance matrix: nothing ties them together after they are drawn"
    expect_close(np.cov(X.T), np.eye(4), atol=0.2, hint=hint)  # the standard errors are 0.032 and 0.022


def test_flatten_images_turns_each_image_into_a_row() -> None:
    """Two images of 2 lines with 3 pixels become two rows of 6."""
    images = np.arange(12.0).reshape(2, 2, 3)

    X = flatten_images(images)

    expect_shape(X, (2, 6), hint="(n, h, w) becomes (n, h * w)")


def test_flatten_images_goes_line_by_line() -> None:
    """The image [[3, 1, 2], [6, 5, 4]] becomes the row 3, 1, 2, 6, 5, 4."""
    images = np.array([[[3.0, 1.0, 2.0], [6.0, 5.0, 4.0]], [[9.0, 7.0, 8.0], [10.0, 12.0, 11.0]]])

    X = flatten_images(images)

    expect_close(X, [[3, 1, 2, 6, 5, 4], [9, 7, 8, 10, 12, 11]], atol=0)


def test_flatten_images_goes_line_by_line_however_they_lie_in_memory() -> None:
    """Images that are stored column by column give the same rows."""
    images = np.asfortranarray(np.arange(24.0).reshape(2, 3, 4))

    X = flatten_images(images)

    expect_close(X, [np.arange(12.0), np.arange(12.0, 24.0)], atol=0, hint='reshape with its default order, "C"')


def test_flatten_images_takes_one_image_and_one_pixel() -> None:
    """Each image is one row of h * w pixels also where n, h or w is 1."""
    expect_shape(flatten_images(np.ones((1, 2, 3))), (1, 6))
    expect_shape(flatten_images(np.ones((3, 1, 1))), (3, 1))


def test_flatten_images_leaves_its_input_alone() -> None:
    """The images keep their shape and their numbers."""
    images = np.arange(12.0).reshape(2, 2, 3)

    flatten_images(images)

    expect_unchanged(images, np.arange(12.0).reshape(2, 2, 3), "images")


def test_flatten_images_keeps_the_dtype() -> None:
    """Bytes stay bytes, float32 stays float32."""
    scan: Any = np.ones((1, 2, 2), dtype=np.uint8)

    expect_dtype(flatten_images(scan), np.uint8)
    expect_dtype(flatten_images(np.ones((1, 2, 2), dtype=np.float32)), np.float32)


def test_add_row_adds_to_every_row() -> None:
    """[1, 2] and [3, 4], each plus [10, 20], are [11, 22] and [13, 24]."""
    Z = add_row(X=np.array([[1.0, 2.0], [3.0, 4.0]]), row=np.array([10.0, 20.0]))

    expect_close(Z, [[11, 22], [13, 24]], atol=1e-12, hint="row[j] goes to column j of every row")


def test_add_row_takes_any_number_of_rows() -> None:
    """Three rows and one row keep their shape."""
    row = np.array([1.0, 2.0])

    expect_close(add_row(np.zeros((3, 2)), row), [[1, 2], [1, 2], [1, 2]], atol=1e-12)
    expect_close(add_row(np.zeros((1, 2)), row), [[1, 2]], atol=1e-12)


def test_add_row_leaves_its_inputs_alone() -> None:
    """The sum is a new array: X and row keep their numbers."""
    X, row = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([10.0, 20.0])

    add_row(X, row)

    expect_unchanged(X, np.array([[1.0, 2.0], [3.0, 4.0]]), "X")
    expect_unchanged(row, np.array([10.0, 20.0]), "row")


def test_add_row_gives_a_new_array() -> None:
    """Also where the row is 0, what is written into the result does not show in X."""
    X = np.array([[1.0, 2.0], [3.0, 4.0]])

    Z = add_row(X, np.zeros(2))

    expect_close(Z, X, atol=0)
    assert not np.shares_memory(Z, X), "the result is X itself: whoever writes into one changes the other"


def test_add_row_follows_the_dtypes() -> None:
    """float32 plus float32 is float32; where one of them is float64, so is the sum."""
    for first in FLOATS:
        for second in FLOATS:
            Z = add_row(np.ones((2, 3), dtype=first), np.ones(3, dtype=second))
            expect_dtype(Z, np.float32 if first == second == np.float32 else np.float64)


def test_add_row_refuses_a_row_of_another_length() -> None:
    """A row of 3 does not fit columns of 2, and NumPy's ValueError may say so."""
    expect_error(lambda: add_row(np.ones((4, 2)), np.array([1.0, 2.0, 4.0])))


def test_batch_cuts_out_rows() -> None:
    """Of rows 0 to 4, the batch of 2 from row 1 is rows 1 and 2."""
    X = np.arange(10.0).reshape(5, 2)

    expect_close(batch(X, start=1, size=2), [[2, 3], [4, 5]], atol=0)
    expect_close(batch(X, 0, 1), [[0, 1]], atol=0)


def test_batch_is_shorter_at_the_end() -> None:
    """Of five rows, the batch of 3 from row 3 has two, and the one from row 5 has none."""
    X = np.arange(10.0).reshape(5, 2)

    expect_close(batch(X, 3, 3), [[6, 7], [8, 9]], atol=0)
    expect_shape(batch(X, 5, 3), (0, 2))


def test_batch_is_a_view() -> None:
    """A slice shares its numbers with X, the last and shorter one too, however X lies in memory."""
    X = np.arange(20.0).reshape(5, 4)

    for rows in X[:, :2], X[:, ::2], np.asfortranarray(X), X.astype(np.float32):
        for start in 1, 4:
            cut = batch(rows, start, 2)
            expect_shape(cut, (min(2, 5 - start), rows.shape[1]))
            assert np.shares_memory(cut, rows), "the batch is a copy: X[start:stop] makes a view"


def test_normalize_takes_one_mean_of_all_entries() -> None:
    """1, 3, 5 and 7 have mean 4 and variance (9 + 1 + 1 + 9) / 4 = 5, so 1 becomes -3 / √5."""
    X, right = np.array([[1.0, 3.0], [5.0, 7.0]]), np.array([[-3, -1], [1, 3]]) / np.sqrt(5)

    expect_close(normalize(X, axis=None), right, atol=1e-6, hint="the variance divides by n: ddof=0")
    expect_close(normalize(X), right, atol=1e-6, hint="axis is None unless the caller says another")


def test_normalize_takes_each_column_with_axis_0() -> None:
    """Column 1, 3 has mean 2 and deviation 1; so has 10, 30 with mean 20 and deviation 10: both become -1, 1."""
    Z = normalize(np.array([[1.0, 10.0], [3.0, 30.0]]), axis=0)

    expect_close(Z, [[-1, -1], [1, 1]], atol=1e-6, hint="a column's mean is X.mean(axis=0)")


def test_normalize_gives_mean_0_and_deviation_1() -> None:
    """Whatever the columns' scales, both figures come out right to 1e-6."""
    X = np.random.default_rng(0).normal([5, -300, 0], [0.01, 40, 1], (200, 3))

    columns, entries = normalize(X, axis=0), normalize(X)

    expect_close(columns.mean(axis=0), np.zeros(3), atol=1e-6, hint="these are the columns' means")
    expect_close(columns.std(axis=0), np.ones(3), atol=1e-6, hint="these are the columns' deviations")
    expect_close(np.array([entries.mean(), entries.std()]), [0, 1], atol=1e-6, hint="mean and deviation of all entries")


def test_normalize_gives_0_where_all_are_equal() -> None:
    """Where all are 0.5 the result is 0; where all are 0.1 too, although their computed deviation is not quite 0."""
    hint = "where all entries are equal the answer is 0, not 0 / 0"

    for equal in 0.5, 0.1:
        expect_close(normalize(np.full((3, 2), equal)), np.zeros((3, 2)), atol=1e-6, hint=hint)
    Z = normalize(np.array([[0.1, 1.0], [0.1, 2.0], [0.1, 3.0]]), axis=0)
    expect_close(Z, [[0, -np.sqrt(1.5)], [0, 0], [0, np.sqrt(1.5)]], atol=1e-6, hint=f"{hint}; other columns go on")
    expect_close(normalize(np.array([[3.0, -4.0]]), axis=0), np.zeros((1, 2)), atol=1e-6)


def test_normalize_scales_small_deviations_too() -> None:
    """Numbers that hardly differ are not equal: they come out with deviation 1 like any others."""
    Z = normalize(np.array([[0.0, 0.0, 1000.0], [2e-6, 2e-12, 1000.001]]), axis=0)

    hint = "no epsilon in the divisor, and 0 only where all are equal; square after taking off the mean"
    expect_close(Z, [[-1, -1, -1], [1, 1, 1]], atol=1e-6, hint=hint)


def test_normalize_leaves_its_input_alone() -> None:
    """The result is a new array: X keeps its numbers."""
    X = np.array([[1.0, 3.0], [5.0, 7.0]])

    normalize(X)
    normalize(X, axis=0)

    expect_unchanged(X, np.array([[1.0, 3.0], [5.0, 7.0]]), "X")

    equal = np.ones((2, 3))
    normalize(equal)
    normalize(equal, axis=0)
    expect_unchanged(equal, np.ones((2, 3)), "X")


def test_normalize_keeps_the_dtype() -> None:
    """float32 in, float32 out; float64 in, float64 out."""
    for dtype in FLOATS:
        X = np.array([[1.0, 3.0], [5.0, 7.0]], dtype=dtype)
        expect_dtype(normalize(X), dtype)
        expect_dtype(normalize(X, axis=0), dtype)
