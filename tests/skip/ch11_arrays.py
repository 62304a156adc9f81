"""What it takes to skip chapter 1.1."""

import numpy as np
from skip_ch11_arrays import prepared_batch

from dojo.verdict.expect import expect_close, expect_shape, expect_unchanged


def test_prepared_batch_by_hand() -> None:
    """The columns 1, 3, 5 and 10, 10, 40 have the standard deviations 1.633 and 14.142; then 7 and -2 are added."""
    images = np.array([[[1.0], [10.0]], [[3.0], [10.0]], [[5.0], [40.0]]])

    Z = prepared_batch(images, 0.0, np.array([7.0, -2.0]), 0, 3, np.random.default_rng(0))

    right = [[7 - 1.5**0.5, -2 - 0.5**0.5], [7, -2 - 0.5**0.5], [7 + 1.5**0.5, -2 + 2**0.5]]
    expect_close(Z, right, atol=1e-6, hint="each column to mean 0 and standard deviation 1 (ddof=0), then the offset")


def test_prepared_batch_flattens_line_by_line() -> None:
    """Line 0 comes before line 1, each pixel gets its own noise, and rows 1 to 3 are those of all five, normalized."""
    rng = np.random.default_rng(1)
    images, offset = rng.standard_normal((5, 2, 3)), rng.standard_normal(6)
    noise = np.random.default_rng(7).standard_normal((5, 6))
    columns = [[images[i, j // 3, j % 3] + 0.5 * noise[i, j] for i in range(5)] for j in range(6)]
    before = images.copy()

    Z = prepared_batch(images, 0.5, offset, 1, 3, np.random.default_rng(7))

    right = [[(x - np.mean(column)) / np.std(column) for x in column] for column in columns]
    expect_close(Z, np.array(right).T[1:4] + offset, atol=1e-9, hint="one call of rng.standard_normal((n, h * w))")
    expect_unchanged(images, before, "images")


def test_prepared_batch_sets_constant_columns_to_zero() -> None:
    """Three times 0.1 is a column of 0 and not of nan, whatever the rounding of its mean."""
    images = np.stack([np.full((1, 2), 0.1) * [1, scale] for scale in (1.0, 2.0, 4.0)])

    Z = prepared_batch(images, 0.0, np.zeros(2), 0, 3, np.random.default_rng(0))

    expect_close(Z[:, 0], np.zeros(3), atol=0, hint="where a column's numbers are equal, its result is exactly 0")
    expect_close(np.array([Z[:, 1].mean(), Z[:, 1].std()]), [0, 1], atol=1e-6)


def test_prepared_batch_ends_with_the_rows() -> None:
    """From row 3 of 5 on there are two rows left for a batch of 4."""
    images = np.arange(20.0).reshape(5, 2, 2)

    expect_shape(prepared_batch(images, 1.0, np.zeros(4), 3, 4, np.random.default_rng(0)), (2, 4))
