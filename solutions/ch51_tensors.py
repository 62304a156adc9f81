"""Tensors: PyTorch's Arrays

PyTorch computes with tensors, which are NumPy's arrays with two additions: a tensor may be in the memory of a graphics
card, and it can remember how it was computed. This chapter moves data from arrays into tensors and back.

    X (array) → to_tensor → X @ W + b, on any device → to_array → Z (array)

Lesson: lessons/ch51_tensors.md
"""

import torch
from ch11_arrays import Array
from ch31_perceptron import Labels
from torch import Tensor


def to_tensor(X: Array) -> Tensor:
    """Copy an array into a tensor of the same numbers.

    Args:
        X: any shape and dtype; it may be read-only.

    Returns:
        The same shape, numbers and dtype, on the CPU, in memory of its own: writing into one of the two leaves the
        other as it was. There is no warning, even if X is read-only.

    Source:
        PyTorch reference, torch.from_numpy.
    """
    # from_numpy shares the memory of the array that it is given, so it is given a copy.
    return torch.from_numpy(X.copy())


def to_array(T: Tensor) -> Array:
    """Copy a tensor into an array of the same numbers.

    Args:
        T: any shape and dtype, on any device; it may require gradients.

    Returns:
        The same shape, numbers and dtype, in memory of its own. T is not modified.

    Source:
        PyTorch reference, torch.Tensor.numpy.
    """
    return T.detach().cpu().numpy().copy()


def to_labels(y: Labels) -> Tensor:
    """Copy class labels into a tensor of the dtype that PyTorch expects of them.

    Args:
        y: integers of any dtype, shape (n,).

    Returns:
        The same labels as int64, shape (n,), in memory of its own.

    Raises:
        ValueError: y holds floats, or it is not a vector, as one-hot rows are not.

    Source:
        PyTorch reference, torch.nn.functional.cross_entropy.
    """
    if y.ndim != 1 or y.dtype.kind not in "iu":
        raise ValueError(f"y is {y.dtype} of shape {y.shape}, expected integer labels of shape (n,)")
    return torch.from_numpy(y.astype("int64"))


def channels_first(images: Tensor) -> Tensor:
    """Move the colors of images from the last axis to the second, where PyTorch's layers expect them.

        result[i, k, r, c] = images[i, r, c, k]

    Args:
        images: n images of h rows and w columns with c colors at each pixel, shape (n, h, w, c).

    Returns:
        One plane for each color, shape (n, c, h, w), the same dtype, contiguous in memory. images is not modified.

    Source:
        PyTorch reference, torch.permute.
    """
    return images.permute(0, 3, 1, 2).contiguous()


def linear(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """Compute a layer's scores, as chapter 1.2's linear does, with torch.matmul.

        Z = X @ W + b

    Args:
        X: shape (n, d).
        W: weights, shape (d, k).
        b: biases, one for each column of W, shape (k,).

    Returns:
        Scores, shape (n, k), of the dtype and on the device that all three have.

    Raises:
        RuntimeError: the shapes do not fit, or X and W differ in dtype or device. PyTorch raises it.

    Source:
        PyTorch reference, torch.matmul.
    """
    return torch.matmul(X, W) + b


def choose_device(wish: str | None = None) -> torch.device:
    """Choose where to compute: what the caller wishes, or else the fastest device that this machine has.

    Args:
        wish: "cuda" (an NVIDIA graphics card), "mps" (that of a Mac) or "cpu"; None leaves the choice open.

    Returns:
        The device: without a wish cuda if there is one, else mps, else cpu.

    Raises:
        ValueError: this machine does not have that device; the message names those that it has.

    Source:
        PyTorch reference, torch.device.
    """
    there = ["cpu"]
    if torch.backends.mps.is_available():
        there.insert(0, "mps")
    if torch.cuda.is_available():
        there.insert(0, "cuda")
    if wish is None:
        return torch.device(there[0])
    if wish not in there:
        raise ValueError(f"this machine has no device {wish!r}, only {', '.join(there)}")
    return torch.device(wish)
