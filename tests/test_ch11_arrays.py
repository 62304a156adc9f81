"""What chapter 1.1 means by right."""

from typing import Any

import numpy as np
from ch11_arrays import add_row, batch, flatten_images, normalize, random_matrix

from dojo.expect import expect_close, expect_dtype, expect_error, expect_shape, expect_unchanged


def test_random_matrix_has_the_shape_asked_for() -> None:
    """Rows come first, then columns."""
    X = random_matrix(2, 3, np.random.default_rng(0))

    expect_shape(X, (2, 3))


def test_random_matrix_is_standard_normal() -> None:
    """Of 100,000 numbers, mean, deviation and the shares within 1 and 2 are those of the standard normal."""
    X = random_matrix(1000, 100, np.random.default_rng(0))

    # The standard errors are 0.003, 0.002, 0.0015 and 0.0007: these limits are more than six of each.
    figures = [X.mean(), X.std(), (np.abs(X) < 1).mean(), (np.abs(X) < 2).mean()]
    hint = "these are mean, deviation, share within 1 and share within 2: is it rng.standard_normal?"
    expect_close(np.array(figures), [0, 1, 0.6827, 0.9545], atol=0.02, hint=hint)


def test_random_matrix_draws_from_the_rng_it_is_given() -> None:
    """The same seed gives the same numbers, the next draw and another seed give others."""
    rng = np.random.default_rng(0)
    first, second = random_matrix(2, 3, rng), random_matrix(2, 3, rng)
    again, other = random_matrix(2, 3, np.random.default_rng(0)), random_matrix(2, 3, np.random.default_rng(1))

    expect_close(again, first, atol=0, hint="two generators of the same seed must give the same numbers")
    assert not np.array_equal(first, second), "a second call with the same rng repeats the first one's numbers"
    assert not np.array_equal(first, other), "seeds 0 and 1 give the same numbers: draw them from rng"


def test_random_matrix_numbers_are_independent() -> None:
    """No row and no column repeats another."""
    X = random_matrix(50, 40, np.random.default_rng(0))

    different = len(set(X.ravel().tolist()))
    assert different == 2000, f"only {different} of 2000 numbers differ: draw each one anew"


def test_flatten_images_turns_each_image_into_a_row() -> None:
    """Two images of 2 lines with 3 pixels become two rows of 6."""
    images = np.arange(12.0).reshape(2, 2, 3)

    X = flatten_images(images)

    expect_shape(X, (2, 6), hint="(n, h, w) becomes (n, h * w)")


def test_flatten_images_goes_line_by_line() -> None:
    """The image [[1, 2, 3], [4, 5, 6]] becomes the row 1, 2, 3, 4, 5, 6."""
    images = np.array([[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[7.0, 8.0, 9.0], [10.0, 11.0, 12.0]]])

    X = flatten_images(images)

    expect_close(X, [[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12]], atol=0)


def test_flatten_images_goes_line_by_line_however_they_lie_in_memory() -> None:
    """Images that are stored column by column give the same rows."""
    images = np.asfortranarray(np.arange(24.0).reshape(2, 3, 4))

    X = flatten_images(images)

    expect_close(X, [np.arange(12.0), np.arange(12.0, 24.0)], atol=0, hint='reshape with its default order, "C"')


def test_flatten_images_takes_one_image_and_one_pixel() -> None:
    """Each image is one row of h * w pixels also where n, h or w is 1."""
    expect_shape(flatten_images(np.ones((1, 2, 3))), (1, 6))
    expect_shape(flatten_images(np.ones((3, 1, 1))), (3, 1))


def test_flatten_images_keeps_the_dtype() -> None:
    """Bytes stay bytes, float32 stays float32."""
    scan: Any = np.ones((1, 2, 2), dtype=np.uint8)

    expect_dtype(flatten_images(scan), np.uint8)
    expect_dtype(flatten_images(np.ones((1, 2, 2), dtype=np.float32)), np.float32)


def test_add_row_adds_to_every_row() -> None:
    """[1, 2] and [3, 4], each plus [10, 20], are [11, 22] and [13, 24]."""
    Z = add_row(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([10.0, 20.0]))

    expect_close(Z, [[11, 22], [13, 24]], atol=1e-12, hint="row[j] goes to column j of every row")


def test_add_row_takes_any_number_of_rows() -> None:
    """Three rows, one row and no rows keep their shape."""
    row = np.array([1.0, 2.0])

    expect_close(add_row(np.zeros((3, 2)), row), [[1, 2], [1, 2], [1, 2]], atol=1e-12)
    expect_close(add_row(np.zeros((1, 2)), row), [[1, 2]], atol=1e-12)
    expect_shape(add_row(np.zeros((0, 2)), row), (0, 2))


def test_add_row_leaves_its_inputs_alone() -> None:
    """The sum is a new array: X and row keep their numbers."""
    X, row = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([10.0, 20.0])

    add_row(X, row)

    expect_unchanged(X, np.array([[1.0, 2.0], [3.0, 4.0]]), "X")
    expect_unchanged(row, np.array([10.0, 20.0]), "row")


def test_add_row_keeps_float32() -> None:
    """float32 plus float32 is float32."""
    Z = add_row(np.ones((2, 3), dtype=np.float32), np.ones(3, dtype=np.float32))

    expect_dtype(Z, np.float32)


def test_add_row_refuses_a_row_of_another_length() -> None:
    """A row of 3 does not fit columns of 2, and NumPy's ValueError may say so."""
    expect_error(lambda: add_row(np.ones((4, 2)), np.ones(3)))


def test_batch_cuts_out_rows() -> None:
    """Of rows 0 to 4, the batch of 2 from row 1 is rows 1 and 2."""
    X = np.arange(10.0).reshape(5, 2)

    expect_close(batch(X, 1, 2), [[2, 3], [4, 5]], atol=0)
    expect_close(batch(X, 0, 1), [[0, 1]], atol=0)


def test_batch_is_shorter_at_the_end() -> None:
    """Of five rows, the batch of 3 from row 3 has two, and the one from row 5 has none."""
    X = np.arange(10.0).reshape(5, 2)

    expect_close(batch(X, 3, 3), [[6, 7], [8, 9]], atol=0)
    expect_shape(batch(X, 5, 3), (0, 2))


def test_batch_is_a_view() -> None:
    """A slice shares its numbers with X: nothing is copied."""
    X = np.arange(10.0).reshape(5, 2)

    rows = batch(X, 1, 2)

    expect_shape(rows, (2, 2))
    assert np.shares_memory(rows, X), "the batch is a copy: X[start:stop] makes a view, a list of indices copies"


def test_normalize_takes_one_mean_of_all_entries() -> None:
    """1, 3, 5 and 7 have mean 4 and variance (9 + 1 + 1 + 9) / 4 = 5, so 1 becomes -3 / √5."""
    Z = normalize(np.array([[1.0, 3.0], [5.0, 7.0]]))

    expect_close(Z, np.array([[-3, -1], [1, 3]]) / np.sqrt(5), atol=1e-6, hint="the variance divides by n: ddof=0")


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
    """A column of three times 0.1 is 0 everywhere, although its computed deviation is not quite 0."""
    X = np.array([[0.1, 1.0], [0.1, 2.0], [0.1, 3.0]])

    Z = normalize(X, axis=0)

    expect_close(Z[:, 0], np.zeros(3), atol=1e-6, hint="where all entries are equal the answer is 0, not 0 / 0")
    expect_close(Z[:, 1], [-np.sqrt(1.5), 0, np.sqrt(1.5)], atol=1e-6)
    expect_close(normalize(np.full((3, 2), 0.1)), np.zeros((3, 2)), atol=1e-6)
    expect_close(normalize(np.zeros((1, 2)), axis=0), np.zeros((1, 2)), atol=1e-6)


def test_normalize_scales_small_deviations_too() -> None:
    """Numbers that differ by 0.000002 are not equal: they come out with deviation 1 like any others."""
    Z = normalize(np.array([[0.0], [2e-6]]), axis=0)

    expect_close(Z, [[-1], [1]], atol=1e-6, hint="adding an epsilon to the deviation bends small numbers")


def test_normalize_leaves_its_input_alone() -> None:
    """The result is a new array: X keeps its numbers."""
    X = np.array([[1.0, 3.0], [5.0, 7.0]])

    normalize(X)
    normalize(X, axis=0)

    expect_unchanged(X, np.array([[1.0, 3.0], [5.0, 7.0]]), "X")


def test_normalize_keeps_float32() -> None:
    """float32 in, float32 out."""
    X = np.array([[1.0, 3.0], [5.0, 7.0]], dtype=np.float32)

    expect_dtype(normalize(X), np.float32)
    expect_dtype(normalize(X, axis=0), np.float32)
