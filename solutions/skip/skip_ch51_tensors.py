"""Chapter 5.1 in one function

images, W, b (arrays) → tensors → planes, flattened → scores → an array again
"""

import torch
from ch11_arrays import Array


def scores_of_images(images: Array, W: Array, b: Array) -> Array:
    """Compute scores of images with PyTorch, from arrays and into an array.

        scores = flattened planes @ W + b

    Args:
        images: colors last, shape (n, h, w, c); they may be read-only, and stay as they are.
        W: one weight for each class at each place of each plane: shape (c * h * w, k), for images whose colors come
            first, (n, c, h, w), flattened row-major.
        b: shape (k,).

    Returns:
        Scores, shape (n, k), an array of the dtype of images, W and b, which are all the same.
    """
    X, weights, biases = (torch.from_numpy(array.copy()) for array in (images, W, b))
    planes = X.permute(0, 3, 1, 2).flatten(start_dim=1)
    return (planes @ weights + biases).numpy()
