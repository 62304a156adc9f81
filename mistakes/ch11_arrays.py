"""Wrong and right answers to chapter 1.1."""

import numpy as np
from ch11_arrays import Array


def wrong_random_matrix__uniform(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers are uniform from 0 to 1: rng.random gives those, and rng.standard_normal the normal ones.

    Breaks: standard normal.
    """
    return rng.random((rows, cols))


def wrong_random_matrix__transposed(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your matrix has cols rows and rows columns: a shape begins with the rows.

    Breaks: shape (rows, cols).
    """
    return rng.standard_normal((cols, rows))


def wrong_flatten_images__all_in_one(images: Array) -> Array:
    """Your result is one long row of all images: keep the first axis, and flatten only the other two.

    Breaks: (n, h, w) to (n, h * w).
    """
    return images.reshape(1, -1)


def wrong_flatten_images__by_columns(images: Array) -> Array:
    """Your rows take each image column by column: take it row by row, which is NumPy's own order.

    Breaks: row-major.
    """
    return (
        images.reshape(len(images), -1, order="F")
        if images.ndim < 3
        else images.swapaxes(1, 2).reshape(len(images), -1)
    )


def wrong_add_row__in_place(X: Array, row: Array) -> Array:
    """Your function writes the sum into X, which belongs to the caller: X + row makes a new array.

    Breaks: no function changes what it was handed.
    """
    X += row
    return X


def wrong_batch__end_included(X: Array, start: int, size: int) -> Array:
    """Your batch has one row too many: a slice from start to start + size has size rows, its end not included.

    Breaks: rows start to start + size - 1.
    """
    return X[start : start + size + 1]


def wrong_batch__copies(X: Array, start: int, size: int) -> Array:
    """Your batch is a copy: a plain slice is a view, which costs nothing.

    Breaks: a basic slice (a view).
    """
    return X[start : start + size].copy()


def wrong_normalize__sample_deviation(X: Array, axis: int | None = None) -> Array:
    """Your deviation divides by n - 1: it is that of the population, with ddof=0.

    Breaks: of the population, ddof=0.
    """
    centred = X - X.mean(axis=axis, keepdims=True)
    deviation = X.std(axis=axis, keepdims=True, ddof=1)
    return centred / np.where(np.ptp(X, axis=axis, keepdims=True) == 0, 1, deviation)


def wrong_normalize__only_centred(X: Array, axis: int | None = None) -> Array:
    """Your numbers have mean 0, but not deviation 1: divide by the standard deviation too.

    Breaks: standard deviation 1.
    """
    return X - X.mean(axis=axis, keepdims=True)


def wrong_normalize__axis_forgotten(X: Array, axis: int | None = None) -> Array:
    """Your function normalizes all entries together, whatever axis says: hand axis on to mean and std.

    Breaks: of each column with axis=0.
    """
    deviation = X.std()
    return (X - X.mean()) / (deviation if np.ptp(X) else 1)


def right_random_matrix__normal(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Draw by rng.normal."""
    return rng.normal(size=(rows, cols))


def right_flatten_images__sizes_named(images: Array) -> Array:
    """Name all sizes."""
    n, h, w = images.shape
    return images.reshape(n, h * w)


def right_add_row__by_add(X: Array, row: Array) -> Array:
    """Add by np.add, with the row as a matrix of one row."""
    return np.add(X, row[None, :])


def right_batch__by_slice(X: Array, start: int, size: int) -> Array:
    """Make the slice first."""
    rows = slice(start, start + size)
    return X[rows, ...]
