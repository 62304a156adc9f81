"""Wrong and right answers to chapter 4.3."""

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import Params
from ch43_cnn import cnn_loss_and_grads, forward_cnn, init_cnn, max_pool, max_pool_backward


def wrong_max_pool__mean(X: Array, size: int) -> Array:
    """Your pool takes the mean of each window: take its largest entry.

    Breaks: max over the window.
    """
    P = max_pool(X, size)
    h, w = P.shape[-2:]
    return X[..., : h * size, : w * size].reshape(*P.shape[:-2], h, size, w, size).mean(axis=(-3, -1))


def wrong_max_pool__smallest(X: Array, size: int) -> Array:
    """Your pool keeps the smallest entry of each window: keep the largest.

    Breaks: max over the window.
    """
    return -max_pool(-X, size)


def wrong_max_pool_backward__to_all_equal(X: Array, size: int, dP: Array) -> Array:
    """Where entries are equally large, you give the gradient to each of them: only the first gets it.

    Breaks: among equal ones, to the first in row-major order.
    """
    dX = max_pool_backward(X, size, dP)
    h, w = (side * size for side in dP.shape[-2:])
    P, D = (A.repeat(size, axis=-2).repeat(size, axis=-1) for A in (max_pool(X, size), dP))
    dX[..., :h, :w] = (X[..., :h, :w] == P) * D
    return dX


def wrong_max_pool_backward__spread(X: Array, size: int, dP: Array) -> Array:
    """You spread the gradient over the whole window: only its largest entry had a say, so it gets all.

    Breaks: the gradient goes to the maximum.
    """
    dX = max_pool_backward(X, size, dP)
    h, w = (side * size for side in dP.shape[-2:])
    dX[..., :h, :w] = dP.repeat(size, axis=-2).repeat(size, axis=-1) / size**2
    return dX


def wrong_max_pool_backward__ones(X: Array, size: int, dP: Array) -> Array:
    """You mark the largest entries with 1: what goes there is the upstream gradient dP.

    Breaks: hands on the upstream gradient.
    """
    return max_pool_backward(X, size, np.ones_like(dP))


def wrong_init_cnn__too_wide(
    rng: np.random.Generator,
    filters: int = 8,
    filter_size: int = 3,
    pool: int = 2,
    image_size: int = 28,
    classes: int = 10,
    dtype: type[np.floating] = np.float64,
) -> Params:
    """Your weights have variance 1: multiply them by sqrt(2 / fan_in).

    Breaks: He normal.
    """
    params = init_cnn(rng, filters, filter_size, pool, image_size, classes, dtype)
    W = params["W"]
    return {**params, "F": params["F"] * dtype(filter_size / 2**0.5), "W": W * dtype((len(W) / 2) ** 0.5)}


def wrong_forward_cnn__no_relu(
    X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2
) -> tuple[Array, Array, Array]:
    """Your pooled planes have entries below 0: put ReLU between convolution and pooling.

    Breaks: max-pooled ReLU.
    """
    Z, P, A = forward_cnn(X, F, c, W, b, pool)
    return Z, max_pool(Z, pool), A


def wrong_cnn_loss_and_grads__bias_twice(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your biases' gradient of the convolution is twice too large: dc is the sum over dZ, once.

    Breaks: exact gradients.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {**grads, "c": 2 * grads["c"]}


def wrong_cnn_loss_and_grads__summed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients are those of the sum of the losses: divide A - y by n, for the mean.

    Breaks: a mean is taken over samples.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {name: grad * len(X) for name, grad in grads.items()}


def right_max_pool__by_reshape(X: Array, size: int) -> Array:
    """Cut the edge off, and take the largest over two axes of the windows."""
    h, w = max_pool(X, size).shape[-2:]
    return X[..., : h * size, : w * size].reshape(*X.shape[:-2], h, size, w, size).max(axis=(-3, -1))


def right_forward_cnn__bend_first(
    X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2
) -> tuple[Array, Array, Array]:
    """Bend before pooling, which gives the same."""
    Z, _, A = forward_cnn(X, F, c, W, b, pool)
    return Z, max_pool(np.maximum(Z, 0), pool), A
