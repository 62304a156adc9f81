"""What the author of a library also minds in chapter 1.1."""

import warnings
from typing import Any

import numpy as np
from ch11_arrays import add_row, batch, flatten_images, normalize, random_matrix

from dojo.verdict.expect import FLOATS, expect_close, expect_dtype, expect_error, expect_shape, expect_unchanged


def test_random_matrix_is_float64() -> None:
    """Weights are float64 unless a caller asks for less: gradients are checked to more digits than float32 has.

    return rng.standard_normal((rows, cols))
    """
    expect_dtype(random_matrix(2, 3, np.random.default_rng(0)), np.float64)


def test_random_matrix_takes_arguments_by_name() -> None:
    """A caller may name the arguments as the docstring does: rows, cols and rng.

    def random_matrix(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """
    expect_shape(random_matrix(rows=2, cols=3, rng=np.random.default_rng(0)), (2, 3))


def test_flatten_images_leaves_its_input_alone() -> None:
    """The images keep their shape and their numbers, which the caller may still need.

    return images.reshape(n, h * w)  # a new array object; images keeps its own shape
    """
    images = np.arange(12.0).reshape(2, 2, 3)

    flatten_images(images)

    expect_unchanged(images, np.arange(12.0).reshape(2, 2, 3), "images")


def test_flatten_images_goes_line_by_line_however_they_are_stored() -> None:
    """Images that are stored column by column in memory give the same rows as any others.

    return images.reshape(n, h * w)  # order="C", the default, counts line by line
    """
    images = np.asfortranarray(np.arange(24.0).reshape(2, 3, 4))

    X = flatten_images(images)

    expect_close(X, [np.arange(12.0), np.arange(12.0, 24.0)], atol=0, hint='reshape with its default order, "C"')


def test_flatten_images_keeps_the_dtype() -> None:
    """Bytes remain bytes, and float32 remains float32: only the shape changes.

    return images.reshape(n, h * w)
    """
    scan: Any = np.ones((1, 2, 2), dtype=np.uint8)

    expect_dtype(flatten_images(scan), np.uint8)
    expect_dtype(flatten_images(np.ones((1, 2, 2), dtype=np.float32)), np.float32)


def test_add_row_leaves_its_inputs_alone() -> None:
    """X and row keep their numbers: the caller may still need them.

    return X + row  # a new array; X += row would write into the caller's
    """
    X, row = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([10.0, 20.0])

    add_row(X, row)

    expect_unchanged(X, np.array([[1.0, 2.0], [3.0, 4.0]]), "X")
    expect_unchanged(row, np.array([10.0, 20.0]), "row")


def test_add_row_gives_a_new_array() -> None:
    """The result shares no memory with X, even where the row is 0: writing into one must not change the other.

    return X + row
    """
    X = np.array([[1.0, 2.0], [3.0, 4.0]])

    Z = add_row(X, np.zeros(2))

    expect_close(Z, [[1, 2], [3, 4]], atol=0)
    assert not np.shares_memory(Z, X), "expected  an array with memory of its own\ngot       one that shares that of X"


def test_add_row_follows_the_dtypes() -> None:
    """float32 plus float32 is float32, and where X or row is float64, so is the sum.

    return X + row  # NumPy takes the wider of the two dtypes
    """
    for first in FLOATS:
        for second in FLOATS:
            Z = add_row(np.ones((2, 3), dtype=first), np.ones(3, dtype=second))
            expect_dtype(Z, np.float32 if first == second == np.float32 else np.float64)


def test_add_row_takes_whole_numbers() -> None:
    """If X holds whole numbers and the row has fractions, the sum keeps the fractions.

    return X + row  # a buffer like X would hold whole numbers only
    """
    X: Any = np.array([[1, 2], [3, 4]])

    expect_close(add_row(X, np.array([0.5, 0.25])), [[1.5, 2.25], [3.5, 4.25]], atol=1e-12)


def test_add_row_refuses_a_row_of_another_length() -> None:
    """A row of 3 does not fit columns of 2: the caller gets a ValueError, and not a wrong sum.

    return X + row  # NumPy raises the ValueError
    """
    expect_error(lambda: add_row(np.ones((4, 2)), np.array([1.0, 2.0, 4.0])))


def test_add_row_takes_arguments_by_name() -> None:
    """A caller may name the arguments as the docstring does: X and row.

    def add_row(X: Array, row: Array) -> Array:
    """
    expect_close(add_row(X=np.ones((3, 2)), row=np.zeros(2)), np.ones((3, 2)), atol=0)


def test_batch_is_a_view() -> None:
    """A batch shares its memory with X: a view costs nothing, however large the data are.

    return X[start : start + size]  # a plain slice is a view, a list of row numbers makes a copy
    """
    X = np.arange(20.0).reshape(5, 4)

    for rows in X[:, :2], X[:, ::2], np.asfortranarray(X), X.astype(np.float32):
        for start in 1, 4:
            cut = batch(rows, start, 2)
            expect_shape(cut, (min(2, 5 - start), rows.shape[1]))
            assert np.shares_memory(cut, rows), f"expected  a view of X\ngot       a copy, for start={start} and size=2"


def test_batch_after_the_last_row_is_empty() -> None:
    """If no rows are left, the batch has no rows, but it still has its columns: shape (0, d).

    return X[start : start + size]  # a slice beyond the end is empty
    """
    expect_shape(batch(np.arange(10.0).reshape(5, 2), 5, 3), (0, 2))


def test_batch_takes_arguments_by_name() -> None:
    """A caller may name the arguments as the docstring does: X, start and size.

    def batch(X: Array, start: int, size: int) -> Array:
    """
    expect_close(batch(X=np.arange(10.0).reshape(5, 2), start=1, size=2), [[2, 3], [4, 5]], atol=0)


def test_normalize_gives_0_where_all_entries_are_0_1() -> None:
    """Three times 0.1 gives 0, although rounding makes the computed standard deviation 1e-17 and not 0.

    constant = X.max(axis=axis, keepdims=True) == X.min(axis=axis, keepdims=True)
    centered = np.where(constant, 0, X - X.mean(axis=axis, keepdims=True))
    return centered / np.where(constant, 1, centered.std(axis=axis, keepdims=True))
    """
    hint = "the largest and the smallest entry are equal, which their standard deviation does not show"

    Z = normalize(np.array([[0.1, 1.0], [0.1, 2.0], [0.1, 3.0]]), 0)

    expect_close(normalize(np.full((3, 1), 0.1)), np.zeros((3, 1)), atol=1e-3, hint=hint)
    expect_close(normalize(np.full((3, 2), 0.1)), np.zeros((3, 2)), atol=1e-3, hint=hint)
    expect_close(Z, [[0.0, -1.224744871], [0.0, 0.0], [0.0, 1.224744871]], atol=1e-3, hint=hint)


def test_normalize_scales_small_deviations_too() -> None:
    """Numbers that hardly differ are not equal: they get standard deviation 1 like any others.

    constant = X.max(axis=axis, keepdims=True) == X.min(axis=axis, keepdims=True)
    std = np.where(constant, 1, X.std(axis=axis, keepdims=True))  # nothing is added to it
    """
    Z = normalize(np.array([[0.0, 0.0, 1000.0], [1e-6, 1e-12, 1000.0005], [2e-6, 2e-12, 1000.001]]), 0)

    r = 1.224744871
    hint = "divide by the standard deviation as it is, however small, and square after the mean is subtracted"
    expect_close(Z, np.array([[-r, -r, -r], [0, 0, 0], [r, r, r]]), atol=1e-6, hint=hint)


def test_normalize_never_computes_0_by_0() -> None:
    """Where all entries are equal, nothing is divided by 0, so NumPy has no reason to warn.

    std = np.where(constant, 1, X.std(axis=axis, keepdims=True))  # 1 where the entries are equal
    """
    expect_close(normalize(np.full((3, 2), 0.5)), np.zeros((3, 2)), atol=1e-6)
    expect_close(normalize(np.array([[3.0, -4.0]]), 0), np.zeros((1, 2)), atol=1e-6)


def test_normalize_leaves_its_input_alone() -> None:
    """X keeps its numbers, equal ones too: the caller may still need them.

    centered = X - X.mean(axis=axis, keepdims=True)  # a new array; X -= … would write into the caller's
    """
    X, equal, column = (
        np.array([[1.0, 3.0], [5.0, 7.0], [6.0, 1.0]]),
        np.ones((2, 3)),
        np.array([[2.0, 1.0], [2.0, 3.0]]),
    )

    with warnings.catch_warnings(action="ignore"):  # they are another test's matter
        for array in X, equal:
            normalize(array)
        for array in X, column:
            normalize(array, 0)

    expect_unchanged(X, np.array([[1.0, 3.0], [5.0, 7.0], [6.0, 1.0]]), "X")
    expect_unchanged(equal, np.ones((2, 3)), "X")
    expect_unchanged(column, np.array([[2.0, 1.0], [2.0, 3.0]]), "X")


def test_normalize_keeps_the_dtype() -> None:
    """float32 in, float32 out; float64 in, float64 out.

    return scaled.astype(X.dtype)  # where a step on the way made it float64
    """
    for dtype in FLOATS:
        X = np.array([[1.0, 3.0], [5.0, 7.0], [6.0, 1.0]], dtype=dtype)
        expect_dtype(normalize(X.copy()), dtype)
        expect_dtype(normalize(X.copy(), 0), dtype)


def test_normalize_takes_whole_numbers() -> None:
    """An array of whole numbers is normalized like any other, and its result has fractions.

    Z = np.zeros(X.shape)  # float64; np.zeros_like(X) would hold whole numbers only
    """
    X: Any = np.array([[1, 30], [4, 10], [7, 20]])

    r = 1.224744871
    expect_close(normalize(X, 0), np.array([[-r, r], [0, -r], [r, 0]]), atol=1e-3)


def test_normalize_takes_its_axis_by_name() -> None:
    """A caller may write axis=0, as with NumPy's own functions.

    def normalize(X: Array, axis: int | None = None) -> Array:
    """
    r = 1.224744871
    expect_close(normalize(X=np.array([[1.0], [4.0], [7.0]]), axis=0), np.array([[-r], [0], [r]]), atol=1e-3)
