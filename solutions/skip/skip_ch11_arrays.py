"""Chapter 1.1 in one function

images (n, h, w) → rows (n, h * w) → with noise → normalized columns → with an offset → a batch of rows
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def prepared_batch(
    images: Array, noise: float, offset: Array, start: int, size: int, rng: np.random.Generator
) -> Array:
    """Flatten images, add noise, put each column on one scale, shift all rows, and cut out a batch of them.

        X = flat + noise * R                R = rng.standard_normal((n, h * w))
        Z = (X - mean) / std + offset       mean and std of each column, over all n rows

    Args:
        images: shape (n, h, w), flattened line by line. They stay as they are.
        noise: how much of R is added, 0 or more.
        offset: what is added to each row, shape (h * w,).
        start: the first row of the batch.
        size: the number of rows in it.
        rng: the only source of randomness.

    Returns:
        Rows start … start + size - 1 of Z, fewer where Z ends before. Where a column's numbers are all equal, they are
        normalized to 0, and shifted as the others are.
    """
    X = images.reshape(len(images), -1)
    X = X + noise * rng.standard_normal(X.shape)
    # The computed mean of equal numbers may differ from them by a rounding error, so we ask for equality itself.
    constant = X.max(axis=0) == X.min(axis=0)
    Z = np.where(constant, 0, X - X.mean(axis=0)) / np.where(constant, 1, X.std(axis=0)) + offset
    return Z[start : start + size]
