"""Chapter 4.3 in one function

X → convolution → ReLU → max pooling → dense layer → softmax → loss → dF, dc, dW, db
"""

import numpy as np
from ch11_arrays import Array
from ch32_activations import relu, softmax
from ch33_mlp_forward import cross_entropy
from ch42_convolution import conv_backward, conv_forward


def small_cnn(X: Array, y: Array, params: dict[str, Array], size: int) -> tuple[float, dict[str, Array]]:
    """Compute the loss of a convolutional network, and its gradients.

        Z = convolution of X with F, plus c        P = each window's largest entry of relu(Z)
        A = softmax(flat @ W + b)                  flat: each image's P as one row, row-major

    Args:
        X: images, shape (n, H, W).
        y: the truth, one-hot rows, shape (n, classes).
        params: filters "F" (k, fh, fw) and their biases "c" (k,), the dense layer's "W" (k * ph * pw, classes) and
            "b" (classes,).
        size: height and width of a pooling window. Windows do not overlap; rows and columns left over are dropped.

    Returns:
        The mean cross-entropy, and one gradient for each parameter, under the same names.
    """
    Z = conv_forward(X, params["F"], params["c"])
    n, k, oh, ow = Z.shape
    ph, pw = oh // size, ow // size
    windows = relu(Z)[:, :, : ph * size, : pw * size].reshape(n, k, ph, size, pw, size).swapaxes(3, 4)
    windows = windows.reshape(n, k, ph, pw, size * size)
    flat = windows.max(axis=-1).reshape(n, -1)
    A = softmax(flat @ params["W"] + params["b"])
    dA = (A - y) / n
    dP = ((dA @ params["W"].T) * (flat > 0)).reshape(n, k, ph, pw, 1)
    dwindows = dP * (np.arange(size * size) == windows.argmax(axis=-1)[..., None])
    dZ = np.zeros_like(Z)
    blocks = dwindows.reshape(n, k, ph, pw, size, size).swapaxes(3, 4)
    dZ[:, :, : ph * size, : pw * size] = blocks.reshape(n, k, ph * size, pw * size)
    _, dF, dc = conv_backward(X, params["F"], dZ)
    return cross_entropy(A, y), {"F": dF, "c": dc, "W": flat.T @ dA, "b": dA.sum(axis=0)}
