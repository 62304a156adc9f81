"""What it takes to skip chapter 5.1."""

import warnings

import numpy as np
from ch12_matrices import linear
from skip_ch51_tensors import scores_of_images

from dojo.verdict.expect import expect_close, expect_dtype, expect_shape, expect_unchanged


def test_scores_of_images_by_hand() -> None:
    """One image of two pixels with colors 1, 2 and 3, 4: its planes are 1, 3 and 2, 4, in this order."""
    images = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])

    scores = scores_of_images(images, np.array([[1.0], [10.0], [100.0], [1000.0]]), np.array([0.5]))

    expect_close(scores, [[1 + 30 + 200 + 4000 + 0.5]], atol=1e-9, hint="permute, not reshape, brings colors first")


def test_scores_of_images_are_chapter_1_2s() -> None:
    """With planes made by NumPy, chapter 1.2's linear gives the same, to 1e-10, and float32 stays float32."""
    rng = np.random.default_rng(0)
    images, W, b = rng.standard_normal((4, 3, 5, 2)), rng.standard_normal((30, 6)), rng.standard_normal(6)
    right = linear(np.moveaxis(images, 3, 1).reshape(4, -1), W, b)

    expect_close(scores_of_images(images, W, b), right, atol=1e-10)
    single = scores_of_images(*(array.astype(np.float32) for array in (images, W, b)))
    expect_dtype(single, np.float32)
    expect_shape(single, (4, 6))


def test_scores_of_images_copies() -> None:
    """Locked arrays are fine, without a warning, and stay as they are."""
    images, W, b = np.ones((2, 2, 2, 3)), np.ones((12, 2)), np.ones(2)
    for array in images, W, b:
        array.flags.writeable = False

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        scores = scores_of_images(images, W, b)

    expect_close(scores, np.full((2, 2), 13.0), atol=1e-9)
    expect_unchanged(images, np.ones((2, 2, 2, 3)), "images")
    assert isinstance(scores, np.ndarray), f"expected  an array\ngot       {type(scores).__name__}"
