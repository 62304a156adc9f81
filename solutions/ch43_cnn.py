"""Pooling and CNN Architecture

Pooling keeps the strongest response of each small window. A convolution, a pool and a dense layer make a convolutional
network, which this chapter trains on MNIST. No function modifies an array that is passed to it.

    X (n, 28, 28) → Z (n, 8, 26, 26) → P (n, 8, 13, 13) → flat (n, 1352) → A = softmax (n, 10)

Lesson: lessons/ch43_cnn.md
"""

from types import EllipsisType

import numpy as np
from ch11_arrays import Array, random_matrix
from ch12_matrices import linear
from ch23_minibatches import Params
from ch32_activations import relu, relu_derivative, softmax
from ch33_mlp_forward import cross_entropy
from ch42_convolution import conv_forward


def max_pool(X: Array, size: int) -> Array:
    """Keep the largest entry of each window of size × size; rows and columns that fill no window are dropped.

        P[…, i, j] = max over r, q < size of X[…, i * size + r, j * size + q]

    Args:
        X: shape (…, H, W).
        size: of a window, in pixels; from 1 to the smaller of H and W.

    Returns:
        Shape (…, H // size, W // size), in X's dtype.

    Raises:
        ValueError: the window is larger than the image, or size is below 1.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 9.3.
    """
    first, *others = _corners(X.shape, size)
    P = X[first]
    for corner in others:
        P = np.maximum(P, X[corner])
    return P if others else P.copy()


def max_pool_backward(X: Array, size: int, dP: Array) -> Array:
    """Propagate the gradient back through max_pool: to each window's largest entry, 0 to all others.

    Args:
        X: what was passed to max_pool, shape (…, H, W).
        size: the one that was passed to max_pool.
        dP: the gradient of what it returned, shape (…, H // size, W // size).

    Returns:
        The gradient of X, its shape, in dP's dtype. Of equal largest entries, the first, row by row, gets all of it.

    Raises:
        ValueError: the window is larger than the image, size is below 1, or the shapes do not fit.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 9.3.
    """
    P = max_pool(X, size)
    dX = np.zeros_like(X, dtype=dP.dtype)
    # What an entry takes is not there any more for the next one, so that of equal entries the first takes it.
    for corner in _corners(X.shape, size):
        taken = (X[corner] == P) * dP
        dX[corner] = taken
        dP = dP - taken
    return dX


def init_cnn(
    rng: np.random.Generator,
    filters: int = 8,
    filter_size: int = 3,
    pool: int = 2,
    image_size: int = 28,
    classes: int = 10,
    dtype: type[np.floating] = np.float64,
) -> Params:
    """Draw the weights of the network, as He et al. do for ReLU, and set its biases to 0.

        F, W ~ normal(mean 0, variance 2 / fan_in)

    Args:
        rng: the only source of randomness.
        filters: number of filters, k.
        filter_size: their height and width, in pixels.
        pool: height and width of a pooling window.
        image_size: height and width of an image, in pixels.
        classes: number of classes.
        dtype: of the parameters.

    Returns:
        "F", shape (k, filter_size, filter_size), of fan-in filter_size²; "c", shape (k,); "W", shape (k * p * p,
        classes), of fan-in k * p * p, with p = (image_size - filter_size + 1) // pool; "b", shape (classes,).

    Raises:
        ValueError: a filter or a pooling window is larger than the image.

    Source:
        He, Zhang, Ren and Sun, "Delving Deep into Rectifiers" (2015), section 2.2, equation (10).
    """
    pooled = (image_size - filter_size + 1) // pool
    if pooled < 1:
        raise ValueError(f"filters of {filter_size} and pools of {pool} leave nothing of images of {image_size} pixels")
    fan_in = filters * pooled * pooled
    F = rng.standard_normal((filters, filter_size, filter_size)) * np.sqrt(2 / filter_size**2)
    W = random_matrix(fan_in, classes, rng) * np.sqrt(2 / fan_in)
    params = {"F": F, "c": np.zeros(filters), "W": W, "b": np.zeros(classes)}
    return {name: param.astype(dtype) for name, param in params.items()}


def forward_cnn(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> tuple[Array, Array, Array]:
    """Send images through the network, and keep the result of each layer.

        Z = conv_forward(X, F, c)
        P = max_pool(relu(Z), pool)
        A = softmax(flat @ W + b)        flat: each image's P as one row

    Args:
        X: images, shape (n, H, W).
        F: filters, shape (k, fh, fw).
        c: their biases, shape (k,).
        W: weights of the dense layer, shape (k * ph * pw, classes).
        b: its biases, shape (classes,).
        pool: height and width of a pooling window.

    Returns:
        Z, shape (n, k, oh, ow); P, shape (n, k, ph, pw); A, the probabilities, shape (n, classes). None of them is nan
        for scores up to 1e4 in size.

    Raises:
        ValueError: a filter or a pooling window is larger than the image, or the shapes do not fit.

    Source:
        LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition" (1998), section II.
    """
    Z = conv_forward(X, F, c)
    # The largest of ReLUs is the ReLU of the largest: this way round a quarter of the work is enough.
    P = relu(max_pool(Z, pool))
    A = softmax(linear(P.reshape(len(P), -1), W, b))
    return Z, P, A


def cnn_loss_and_grads(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the loss of the network with pools of 2×2, and its gradients.

    The images need no gradient: no layer comes before the first one that could learn from it.

    Args:
        X: images, shape (n, H, W), n at least 1.
        y: the truth, one-hot rows, shape (n, classes).
        params: "F", "c", "W", "b", as init_cnn makes them.

    Returns:
        The mean cross-entropy, finite at probabilities of 0, and one gradient for each parameter, under the same keys
        and in the same shapes; float32 for float32 inputs.

    Raises:
        ValueError: the shapes do not fit, or there are no samples.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 9.5.
    """
    F, c, W, b = (params[name] for name in ("F", "c", "W", "b"))
    Z, P, A = forward_cnn(X, F, c, W, b)
    loss = cross_entropy(A, y)
    dA = (A - y) / len(X)
    # (dA @ W.T), made as its transpose: that puts images last in memory, as they are in P and Z.
    dP = (W @ dA.T).T.reshape(P.shape) * relu_derivative(P)
    dZ = max_pool_backward(Z, 2, dP)
    dF, dc = _filter_gradients(X, F, dZ), dZ.sum(axis=(0, 2, 3))
    return loss, {"F": dF, "c": dc, "W": P.reshape(len(P), -1).T @ dA, "b": dA.sum(axis=0)}


def _filter_gradients(X: Array, F: Array, dZ: Array) -> Array:
    """Compute dF as conv_backward does, without the dX that the first layer does not need."""
    k, oh, ow = dZ.shape[1:]
    # With images last, every slice is a few long runs of memory, and dZ lies in memory in the same order.
    pixels = np.ascontiguousarray(np.moveaxis(X, 0, -1))
    dZ_rows = np.moveaxis(dZ, 0, -1).reshape(k, -1)
    dF = [dZ_rows @ pixels[r : r + oh, c : c + ow].ravel() for r, c in np.ndindex(F.shape[1:])]
    return np.stack(dF, axis=1).reshape(F.shape)


def _corners(shape: tuple[int, ...], size: int) -> list[tuple[EllipsisType, slice, slice]]:
    """Return, for each position in a window, the index of the entries that all windows have there."""
    *_, H, W = shape
    if not 1 <= size <= min(H, W):
        raise ValueError(f"pools of size {size} do not fit images of shape {(H, W)}: expected 1 to {min(H, W)}")
    rows = [slice(r, H // size * size, size) for r in range(size)]
    columns = [slice(c, W // size * size, size) for c in range(size)]
    return [(..., row, column) for row in rows for column in columns]
