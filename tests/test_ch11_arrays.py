"""What chapter 1.1 means by right."""

import numpy as np
from ch11_arrays import add_row, batch, flatten_images, normalize, random_matrix

from dojo.verdict.expect import expect_close, expect_shape


def test_random_matrix_has_rows_and_columns() -> None:
    """Rows come first, then columns."""
    X = random_matrix(2, 3, np.random.default_rng(0))

    expect_shape(X, (2, 3))


def test_random_matrix_is_standard_normal() -> None:
    """100,000 numbers have the mean, the standard deviation and the shares within 1, 2 and 3 of a standard normal."""
    X = random_matrix(1000, 100, np.random.default_rng(0))

    expect_shape(X, (1000, 100))
    # The standard errors are 0.003, 0.002, 0.0015, 0.0007 and 0.00016: these limits are more than six of each.
    figures = [X.mean(), X.std(), (np.abs(X) < 1).mean(), (np.abs(X) < 2).mean()]
    hint = "these are the mean, the standard deviation, and the shares within 1 and 2: use rng.standard_normal"
    expect_close(np.array(figures), [0, 1, 0.6827, 0.9545], atol=0.02, hint=hint)
    beyond = np.array([(np.abs(X) > 3).mean()])
    expect_close(beyond, [0.0027], atol=0.001, hint="this is the share beyond 3: use rng.standard_normal")


def test_random_matrix_repeats_with_its_seed() -> None:
    """Two generators of the same seed give the same numbers, so that others can repeat what you did."""
    first, again = (random_matrix(2, 3, np.random.default_rng(0)) for _ in range(2))

    expect_shape(first, (2, 3))
    expect_close(again, first, atol=0, hint="draw every number from rng: expected is the first call, got the second")


def test_random_matrix_depends_on_the_seed() -> None:
    """Another seed gives other numbers."""
    first, other = random_matrix(2, 3, np.random.default_rng(0)), random_matrix(2, 3, np.random.default_rng(1))

    same = np.array_equal(first, other)
    assert not same, "expected  other numbers from seed 1 than from seed 0\ngot       the same ones: draw them from rng"


def test_random_matrix_goes_on_with_the_next_draw() -> None:
    """A second call with the same rng goes on where the first one stopped, and gives other numbers."""
    rng = np.random.default_rng(0)

    first, second = random_matrix(2, 3, rng), random_matrix(2, 3, rng)

    same = np.array_equal(first, second)
    message = "expected  other numbers from a second call with the same rng\ngot       the same ones again"
    assert not same, f"{message}: rng moves on by itself, if every number is drawn from it"


def test_random_matrix_numbers_are_independent() -> None:
    """Each number is drawn by itself: over 2,000 matrices, no entry repeats or follows another."""
    rng = np.random.default_rng(0)

    X = np.array([random_matrix(2, 2, rng) for _ in range(2000)])

    expect_shape(X, (2000, 2, 2))
    X = X.reshape(2000, 4)
    different = len(set(X.ravel().tolist()))
    # Among 8,000 draws, a few agree in all digits of float32.
    assert different > 7900, f"expected  8000 different numbers\ngot       {different}: draw rows * cols of them"
    hint = "these are the means of each entry: sorting or shifting the numbers after the draw changes them"
    expect_close(X.mean(axis=0), np.zeros(4), atol=0.15, hint=hint)  # the standard error is 0.022
    hint = "this is the covariance matrix of the entries: off the diagonal, independent numbers have 0"
    expect_close(np.cov(X.T), np.eye(4), atol=0.2, hint=hint)  # the standard errors are 0.032 and 0.022


def test_flatten_images_turns_each_image_into_a_row() -> None:
    """Three images of 2 lines with 4 pixels become three rows of 8."""
    X = flatten_images(np.arange(24.0).reshape(3, 2, 4))

    expect_shape(X, (3, 8), hint="(n, h, w) becomes (n, h * w)")


def test_flatten_images_goes_line_by_line() -> None:
    """The image [[3, 1, 2], [6, 5, 4]] becomes the row 3, 1, 2, 6, 5, 4."""
    images = np.array([[[3.0, 1.0, 2.0], [6.0, 5.0, 4.0]], [[9.0, 7.0, 8.0], [10.0, 12.0, 11.0]]])

    X = flatten_images(images)

    expect_close(X, [[3, 1, 2, 6, 5, 4], [9, 7, 8, 10, 12, 11]], atol=0)


def test_flatten_images_takes_one_image_and_one_pixel() -> None:
    """Each image is a row of h * w pixels, even if n, h or w is 1."""
    expect_shape(flatten_images(np.ones((1, 2, 3))), (1, 6))
    expect_shape(flatten_images(np.ones((3, 1, 1))), (3, 1))


def test_add_row_adds_to_every_row() -> None:
    """[1, 2], [3, 4] and [5, 6], each plus [10, 20], are [11, 22], [13, 24] and [15, 26]."""
    Z = add_row(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), np.array([10.0, 20.0]))

    expect_close(Z, [[11, 22], [13, 24], [15, 26]], atol=1e-12, hint="row[j] goes to column j of every row")


def test_add_row_takes_any_number_of_rows() -> None:
    """As many rows as columns, and a single row, work like any others."""
    square = add_row(np.zeros((2, 2)), np.array([0.5, -2.0]))
    single = add_row(np.array([[1.0, 1.0, 1.0]]), np.array([0.5, 0.0, -2.0]))

    expect_close(square, [[0.5, -2], [0.5, -2]], atol=1e-12, hint="row[j] goes to column j of every row")
    expect_close(single, [[1.5, 1, -1]], atol=1e-12)


def test_batch_cuts_out_rows() -> None:
    """Of rows 0 to 5, the batch of 2 from row 1 is rows 1 and 2, and the batch of 3 from row 0 is rows 0, 1 and 2."""
    X = np.arange(12.0).reshape(6, 2)

    expect_close(batch(X, 1, 2), [[2, 3], [4, 5]], atol=0, hint="rows start to start + size - 1")
    expect_close(batch(X, 0, 3), [[0, 1], [2, 3], [4, 5]], atol=0, hint="rows start to start + size - 1")


def test_batch_of_one_row_is_a_matrix() -> None:
    """A batch of one row has shape (1, d): rows are samples, even if there is only one."""
    X = np.arange(10.0).reshape(5, 2)

    expect_close(batch(X, 2, 1), [[4, 5]], atol=0)


def test_batch_is_shorter_at_the_end() -> None:
    """Of five rows, the batch of 3 from row 3 has two, and the batch of 4 from row 4 has one."""
    X = np.arange(10.0).reshape(5, 2)

    expect_close(batch(X, 3, 3), [[6, 7], [8, 9]], atol=0)
    expect_close(batch(X, 4, 4), [[8, 9]], atol=0)


def test_normalize_takes_one_mean_of_all_entries() -> None:
    """2, 4, 4, 4, 5, 5, 7 and 9 have mean 5 and standard deviation 2: 2 becomes -1.5, and 9 becomes 2."""
    Z = normalize(np.array([[2.0, 4.0], [4.0, 4.0], [5.0, 5.0], [7.0, 9.0]]), None)

    hint = "with axis=None there is one mean and one standard deviation, which divides by n"
    expect_close(Z, [[-1.5, -0.5], [-0.5, -0.5], [0.0, 0.0], [1.0, 2.0]], atol=1e-4, hint=hint)


def test_normalize_takes_all_entries_unless_told_otherwise() -> None:
    """A call without an axis is one with axis=None."""
    Z = normalize(np.array([[2.0, 4.0], [4.0, 4.0], [5.0, 5.0], [7.0, 9.0]]))

    expect_close(Z, [[-1.5, -0.5], [-0.5, -0.5], [0.0, 0.0], [1.0, 2.0]], atol=1e-4)


def test_normalize_takes_each_column_with_axis_0() -> None:
    """The column 1, 4, 7 has mean 4 and variance (9 + 0 + 9) / 3 = 6, so 7 becomes 3 / √6; so does 30 in 30, 10, 20."""
    Z = normalize(np.array([[1.0, 30.0], [4.0, 10.0], [7.0, 20.0]]), 0)

    r = 1.224744871  # 3 / √6, and 10 / √(200 / 3)
    expect_close(
        Z, np.array([[-r, r], [0, -r], [r, 0]]), atol=1e-4, hint="with axis=0, each column has a mean of its own"
    )


def test_normalize_gives_mean_0_and_deviation_1() -> None:
    """The means are 0 and the standard deviations are 1, whatever the scales of the columns."""
    X = np.random.default_rng(0).normal([5, -300, 0], [0.5, 40, 1], (200, 3))

    columns, entries = normalize(X.copy(), 0), normalize(X.copy(), None)

    expect_shape(columns, (200, 3))
    expect_shape(entries, (200, 3))
    expect_close(columns.mean(axis=0), np.zeros(3), atol=1e-4, hint="these are the means of the columns")
    expect_close(columns.std(axis=0), np.ones(3), atol=1e-4, hint="these are the standard deviations of the columns")
    figures = np.array([entries.mean(), entries.std()])
    expect_close(figures, [0, 1], atol=1e-4, hint="these are the mean and the standard deviation of all entries")


def test_normalize_gives_0_where_all_entries_are_equal() -> None:
    """If all entries are 0.5, the standard deviation is 0: the result is 0, and not 0 / 0."""
    Z = normalize(np.full((3, 2), 0.5))

    expect_close(Z, np.zeros((3, 2)), atol=1e-4, hint="the standard deviation is 0 here: do not divide by it")


def test_normalize_gives_0_in_a_column_of_equal_entries() -> None:
    """The column 2, 2, 2, 2 becomes 0; -1, 1, -1, 1 does not change: its mean is 0, its standard deviation 1."""
    Z = normalize(np.array([[2.0, -1.0], [2.0, 1.0], [2.0, -1.0], [2.0, 1.0]]), 0)

    hint = "each column is treated by itself"
    expect_close(Z, [[0, -1], [0, 1], [0, -1], [0, 1]], atol=1e-4, hint=hint)


def test_normalize_gives_0_for_a_single_row() -> None:
    """In a single row, each column has one entry and standard deviation 0: with axis=0 the result is 0."""
    Z = normalize(np.array([[3.0, -4.0]]), 0)

    expect_close(Z, [[0, 0]], atol=1e-4)
