"""Getting Started with NumPy Arrays

A neural network is arithmetic on arrays: rows are samples, columns are what is known about each of them.
This chapter makes arrays, reshapes them, cuts batches out of them and puts them on one scale.

    images (n, h, w) → X (n, d) → batch (size, d) → normalized

Lesson: lessons/ch11_arrays.md
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def random_matrix(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Draw a matrix of standard normal numbers, as a network's weights are drawn before training.

    Args:
        rows: number of rows, 0 or more.
        cols: number of columns, 0 or more.
        rng: the only source of randomness: the same seed gives the same matrix.

    Returns:
        Independent numbers with mean 0 and standard deviation 1, shape (rows, cols), float64.

    Source:
        NumPy reference, numpy.random.Generator.standard_normal.
    """
    return rng.standard_normal((rows, cols))


def flatten_images(images: Array) -> Array:
    """Turn every image into one row: its first line of pixels, then its second, and so on.

        X[i, r * w + c] = images[i, r, c]

    Args:
        images: n images of h lines with w pixels each, shape (n, h, w).

    Returns:
        The same numbers in the same dtype, shape (n, h * w). The images are not modified.

    Source:
        NumPy reference, numpy.reshape, order "C".
    """
    n, h, w = images.shape
    return images.reshape(n, h * w)


def add_row(X: Array, row: Array) -> Array:
    """Add the same row to every row of a matrix, by broadcasting.

        Z[i, j] = X[i, j] + row[j]

    Args:
        X: shape (n, d).
        row: shape (d,).

    Returns:
        A new array, shape (n, d), in the wider of the two dtypes. X and row are not modified.

    Raises:
        ValueError: the row does not have as many entries as the matrix has columns.

    Source:
        NumPy user guide, "Broadcasting", general broadcasting rules.
    """
    return X + row


def batch(X: Array, start: int, size: int) -> Array:
    """Cut out the rows start, start + 1, … start + size - 1.

    Args:
        X: shape (n, d).
        start: the first row's index, 0 or more.
        size: the number of rows, 1 or more.

    Returns:
        A view of X and not a copy, shape (size, d); fewer rows if X ends earlier.

    Source:
        NumPy user guide, "Indexing on ndarrays", slicing and striding.
    """
    return X[start : start + size]


def normalize(X: Array, axis: int | None = None) -> Array:
    """Shift and scale numbers to a mean of 0 and a standard deviation of 1.

        Z = (X - mean) / std        std = sqrt(mean((X - mean) ** 2))

    Args:
        X: shape (n, d), at least one row.
        axis: None takes one mean and one standard deviation of all entries; 0 takes one of each for every column.

    Returns:
        A new array, shape (n, d), in the dtype of X, which is not modified. Where all the numbers that share a mean are
        equal, the result is 0.

    Source:
        LeCun, Bottou, Orr and Müller, "Efficient BackProp" (1998), section 4.3.
    """
    mean = X.mean(axis=axis)
    deviation = X.std(axis=axis)
    deviation = np.where(deviation > 1e-12 * np.abs(mean), deviation, 1)
    return (X - mean) / deviation
