"""Pooling and CNN Architecture

Pooling keeps the strongest response of each small window. A convolution, a pool and a dense layer make a convolutional
network, which this chapter trains on MNIST. No function modifies an array that is passed to it.

    X (n, 28, 28) → Z (n, 8, 26, 26) → P (n, 8, 13, 13) → flat (n, 1352) → A = softmax (n, 10)

Lesson: lessons/ch43_cnn.md
"""

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import Params


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
    raise NotImplementedError("4.3 max_pool")


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
    raise NotImplementedError("4.3 max_pool_backward")


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
    raise NotImplementedError("4.3 init_cnn")


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
    raise NotImplementedError("4.3 forward_cnn")


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
    raise NotImplementedError("4.3 cnn_loss_and_grads")
