"""Convolutional Layers for CNNs

A filter of a few weights slides over the image and looks for the same pattern everywhere. This chapter slides it over
one image and over many at once, and computes its gradients. No function modifies an array that is passed to it.

    X (n, H, W) → Z (n, k, oh, ow): one plane per filter        dZ → dX, dF, db

Lesson: lessons/ch42_convolution.md
"""

import numpy as np
from ch11_arrays import Array


def conv2d(image: Array, filter: Array, stride: int = 1) -> Array:
    """Slide a filter over an image, and sum up the products at each place where all of it fits.

        Z[p, q] = Σ image[p * stride + r, q * stride + c] * filter[r, c]

    Args:
        image: shape (H, W).
        filter: shape (fh, fw), not larger than the image. It is not flipped: this is cross-correlation, which
            neural networks call convolution.
        stride: from one place to the next, in pixels, 1 or more.

    Returns:
        Shape (oh, ow), with oh = (H - fh) // stride + 1, and the same for ow; float32 for float32 inputs.

    Raises:
        ValueError: the filter is larger than the image, or stride is below 1.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 9.1, equation (9.6).
    """
    patches = _patches(image[None], filter.shape, stride)[..., 0]
    return np.tensordot(filter.ravel(), patches, axes=1)


def conv_forward(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Slide k filters over n images at once.

        Z[i, f] = conv2d(X[i], F[f]) + b[f]

    Args:
        X: images, shape (n, H, W).
        F: filters, shape (k, fh, fw), not larger than the images.
        b: biases, shape (k,).
        stride: from one place to the next, in pixels, 1 or more.

    Returns:
        One plane for each image and filter, shape (n, k, oh, ow); float32 for float32 inputs. A loop over every
        place of every image would take hours in chapter 4.3's training; one over a filter's few positions does not.

    Raises:
        ValueError: a filter is larger than the images, stride is below 1, or the shapes do not fit.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 9.5, equation (9.8).
    """
    patches = _patches(X, F.shape[1:], stride)
    # One product does it all: rows are filters, columns are places, those of all images side by side.
    Z = F.reshape(len(F), -1) @ patches.reshape(F[0].size, -1) + b[:, None]
    return np.moveaxis(Z.reshape(-1, *patches.shape[1:]), -1, 0)


def conv_backward(X: Array, F: Array, dZ: Array, stride: int = 1) -> tuple[Array, Array, Array]:
    """Propagate the gradient back through conv_forward.

        dF[f, r, c] = Σ dZ[i, f, p, q] * X[i, p * stride + r, q * stride + c]
        dX[i, p * stride + r, q * stride + c] += dZ[i, f, p, q] * F[f, r, c]
        db[f] = Σ dZ[i, f]

    Args:
        X: images, shape (n, H, W).
        F: filters, shape (k, fh, fw).
        dZ: the gradient of what conv_forward returned, shape (n, k, oh, ow).
        stride: the one that was passed to conv_forward.

    Returns:
        dX, dF, db, in the shapes of X, F and b; sums, with no 1/n of their own.

    Raises:
        ValueError: a filter is larger than the images, stride is below 1, or the shapes do not fit.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 9.5, equations (9.11) and (9.13).
    """
    k, fh, fw = F.shape
    patches = _patches(X, (fh, fw), stride)
    shape = (len(X), k, *patches.shape[1:3])
    if dZ.shape != shape:
        raise ValueError(f"dZ has shape {dZ.shape}, but conv_forward gave shape {shape}")
    dZ_rows = np.moveaxis(dZ, 0, -1).reshape(k, -1)
    dF = (dZ_rows @ patches.reshape(fh * fw, -1).T).reshape(F.shape)
    dpatches = (F.reshape(k, -1).T @ dZ_rows).reshape(patches.shape)
    dX = np.zeros((*X.shape[1:], len(X)), dtype=dpatches.dtype)
    for place, dpatch in zip(_places(X.shape, (fh, fw), stride), dpatches, strict=True):
        dX[place] += dpatch
    return np.moveaxis(dX, -1, 0), dF, dZ_rows.sum(axis=1)


def _patches(X: Array, shape: tuple[int, ...], stride: int) -> Array:
    """Copy, for each position in the filter, the pixels that it meets: shape (fh * fw, oh, ow, n)."""
    # With images last, every slice is a few long runs of memory, here and wherever Z goes from here.
    pixels = np.ascontiguousarray(np.moveaxis(X, 0, -1))
    return np.stack([pixels[place] for place in _places(X.shape, shape, stride)])


def _places(images: tuple[int, ...], shape: tuple[int, ...], stride: int) -> list[tuple[slice, slice]]:
    """Return, for each position in the filter, the index of the pixels that it meets as the filter slides."""
    (_, H, W), (fh, fw) = images, shape
    if stride < 1:
        raise ValueError(f"stride is {stride}, expected 1 or more")
    if fh > H or fw > W:
        raise ValueError(f"a filter of shape {shape} is larger than an image of shape {(H, W)}")
    rows = [slice(r, H - fh + r + 1, stride) for r in range(fh)]
    columns = [slice(c, W - fw + c + 1, stride) for c in range(fw)]
    return [(row, column) for row in rows for column in columns]
