"""Wrong and right answers to chapter 4.3."""

import copy
from typing import Any

import numpy as np
from ch11_arrays import Array, random_matrix
from ch23_minibatches import Params
from ch32_activations import relu, relu_derivative, softmax
from ch33_mlp_forward import cross_entropy
from ch42_convolution import conv_backward, conv_forward
from ch43_cnn import cnn_loss_and_grads, forward_cnn, init_cnn, max_pool, max_pool_backward
from numpy.lib.stride_tricks import as_strided, sliding_window_view

Layers = tuple[Array, Array, Array]
LossAndGrads = tuple[float, Params]
Rng = np.random.Generator


def _windows(X: Array, size: int) -> Array:
    """Show each window as a row, shape (…, h, w, size * size)."""
    windows = sliding_window_view(X, (size, size), axis=(-2, -1))[..., ::size, ::size, :, :]
    return windows.reshape(*windows.shape[:-2], size * size)


def _grown(P: Array, size: int, X: Array) -> Array:
    """Repeat each entry over its window, and put 0 at the ragged edge: the shape of X."""
    big = P.repeat(size, axis=-2).repeat(size, axis=-1)
    edges = [(0, whole - cut) for whole, cut in zip(X.shape, big.shape, strict=True)]
    return np.pad(big, edges)


def _dense(P: Array, W: Array, b: Array) -> Array:
    """Return the scores of the dense layer."""
    return P.reshape(len(P), -1) @ W + b


def _forth(X: Array, y: Array, params: Params) -> tuple[float, Array, Array, Array, Array]:
    """Return the loss, Z, P, the gradient of the scores, and that of P."""
    Z, P, A = forward_cnn(X, params["F"], params["c"], params["W"], params["b"])
    loss, dA = cross_entropy(A, y), (A - y) / len(X)
    return loss, Z, P, dA, (dA @ params["W"].T).reshape(P.shape)


def _back(X: Array, params: Params, P: Array, dA: Array, dZ: Array) -> Params:
    """Return the gradients that follow from those of the scores and of Z."""
    _, dF, dc = conv_backward(X, params["F"], dZ)
    return {"F": dF, "c": dc, "W": P.reshape(len(P), -1).T @ dA, "b": dA.sum(axis=0)}


def wrong_max_pool__mean(X: Array, size: int) -> Array:
    """Your pool takes the mean of each window: take its largest entry.

    Breaks: max over the window.
    """
    return _windows(X, size).mean(axis=-1)


def wrong_max_pool__sum(X: Array, size: int) -> Array:
    """Your pool sums up each window: take its largest entry.

    Breaks: max over the window.
    """
    return _windows(X, size).sum(axis=-1)


def wrong_max_pool__smallest(X: Array, size: int) -> Array:
    """Your pool keeps the smallest entry of each window: keep the largest.

    Breaks: max over the window.
    """
    return -max_pool(-X, size)


def wrong_max_pool__absolute(X: Array, size: int) -> Array:
    """Your pool looks at the entries without their signs: -3 is smaller than 1.

    Breaks: max over the window.
    """
    return max_pool(abs(X), size)


def wrong_max_pool__from_zero(X: Array, size: int) -> Array:
    """Nothing below 0 gets through your pool, perhaps as it begins with zeros: begin with one of the window's entries.

    Breaks: max over the window, also where all of it is negative.
    """
    return np.maximum(max_pool(X, size), 0)


def unpolished_max_pool__from_a_small_number(X: Array, size: int) -> Array:
    """Your pool begins with a number such as -1e9, and nothing below it gets through: begin with -np.inf.

    Breaks: max over the window.
    """
    return np.maximum(max_pool(X, size), X.dtype.type(-1e9))


def wrong_max_pool__corner(X: Array, size: int) -> Array:
    """Your pool keeps the top left entry of each window: keep the largest.

    Breaks: max over the window.
    """
    return _windows(X, size)[..., 0].copy()


def wrong_max_pool__overlapping(X: Array, size: int) -> Array:
    """Your windows move by one pixel: they lie side by side, so move them by size.

    Breaks: P[…, i, j] = max over r, c < size of X[…, i * size + r, j * size + c].
    """
    return sliding_window_view(X, (size, size), axis=(-2, -1)).max(axis=(-2, -1))


def wrong_max_pool__stride_of_two(X: Array, size: int) -> Array:
    """Your windows move by two pixels, whatever their size: they lie side by side, so move them by size.

    Breaks: P[…, i, j] = max over r, c < size of X[…, i * size + r, j * size + c].
    """
    return sliding_window_view(X, (size, size), axis=(-2, -1))[..., ::2, ::2, :, :].max(axis=(-2, -1))


def wrong_max_pool__always_two(X: Array, size: int) -> Array:
    """Your windows are 2 by 2, whatever size says: make them size by size.

    Breaks: size.
    """
    max_pool(X, size)
    return max_pool(X, 2)


def wrong_max_pool__edge_kept(X: Array, size: int) -> Array:
    """You pool what is left over at the edge, too: drop what fills no window.

    Breaks: a ragged edge is dropped.
    """
    H, W = X.shape[-2:]
    edges = [(0, 0)] * (X.ndim - 2) + [(0, -H % size), (0, -W % size)]
    return max_pool(np.pad(X, edges, constant_values=-np.inf), size)


def wrong_max_pool__edge_refused(X: Array, size: int) -> Array:
    """Your function fails where size does not divide the sides of X: cut the ragged edge off first.

    Breaks: a ragged edge is dropped.
    """
    *lead, H, W = X.shape
    return X.reshape(*lead, H // size, size, W // size, size).max(axis=(-3, -1))


def wrong_max_pool__edge_dropped_at_the_front(X: Array, size: int) -> Array:
    """You drop what is left over at the left and on top: windows begin there, so drop the right and lower edge.

    Breaks: P[…, i, j] = max over r, c < size of X[…, i * size + r, j * size + c].
    """
    H, W = X.shape[-2:]
    return max_pool(X[..., H % size :, W % size :], size)


def wrong_max_pool__reshaped_to_windows(X: Array, size: int) -> Array:
    """Your windows are pieces of rows, perhaps from a reshape to (h, w, size, size): reshape to (h, size, w, size).

    Breaks: P[…, i, j] = max over r, c < size of X[…, i * size + r, j * size + c].
    """
    *lead, H, W = X.shape
    h, w = H // size, W // size
    return X[..., : h * size, : w * size].reshape(*lead, h, w, size, size).max(axis=(-2, -1))


def wrong_max_pool__far_apart(X: Array, size: int) -> Array:
    """Distant entries share a window, perhaps from a reshape to (size, h, size, w): reshape to (h, size, w, size).

    Breaks: P[…, i, j] = max over r, c < size of X[…, i * size + r, j * size + c].
    """
    *lead, H, W = X.shape
    h, w = H // size, W // size
    return X[..., : h * size, : w * size].reshape(*lead, size, h, size, w).max(axis=(-4, -2))


def wrong_max_pool__images_only(X: Array, size: int) -> Array:
    """You assume that X is images (n, H, W): any number of axes may come before the last two, so use X.shape[-2:].

    Breaks: over the last two axes of (…, H, W).
    """
    n, H, W = X.shape
    return max_pool(X.reshape(n, H, W), size)


def wrong_max_pool__planes_only(X: Array, size: int) -> Array:
    """You assume that X is planes (n, k, H, W): any number of axes may come before the last two, so use X.shape[-2:].

    Breaks: over the last two axes of (…, H, W).
    """
    n, k, H, W = X.shape
    return max_pool(X.reshape(n, k, H, W), size)


def wrong_max_pool__leading_axes_merged(X: Array, size: int) -> Array:
    """You merge the axes before the last two and leave them so: give them back their shape.

    Breaks: shape (…, H // size, W // size).
    """
    P = max_pool(X, size)
    return P.reshape(-1, *P.shape[-2:])


def wrong_max_pool__moves_by_one(X: Array, size: int) -> Array:
    """Your result has the right size, but the windows move by one pixel: window (i, j) begins at i * size, j * size.

    Breaks: P[…, i, j] = max over r, c < size of X[…, i * size + r, j * size + c].
    """
    h, w = max_pool(X, size).shape[-2:]
    return sliding_window_view(X, (size, size), axis=(-2, -1)).max(axis=(-2, -1))[..., :h, :w]


def wrong_max_pool__last_window_left_out(X: Array, size: int) -> Array:
    """Your last row and column of windows are missing: the last window begins at H - size where that fits.

    Breaks: shape (…, H // size, W // size).
    """
    H, W = X.shape[-2:]
    rows = len(range(0, H - size, size))
    return max_pool(X, size)[..., :rows, : len(range(0, W - size, size))]


def wrong_max_pool__last_window_zero(X: Array, size: int) -> Array:
    """Your last row and column stay 0: the last window begins at H - size where that fits, so go on to H - size + 1.

    Breaks: shape (…, H // size, W // size).
    """
    H, W = X.shape[-2:]
    P = np.zeros(max_pool(X, size).shape)
    for i in range(0, H - size, size):
        for j in range(0, W - size, size):
            P[..., i // size, j // size] = X[..., i : i + size, j : j + size].max(axis=(-2, -1))
    return P


def wrong_max_pool__largest_of_the_plane(X: Array, size: int) -> Array:
    """You take the largest entry of the whole plane: take that of each window.

    Breaks: max over the window.
    """
    return X.max(axis=(-2, -1))


def wrong_max_pool__position(X: Array, size: int) -> Array:
    """Your pool gives the position of the largest entry, as argmax does: give the entry itself, as max does.

    Breaks: max over the window.
    """
    return _windows(X, size).argmax(axis=-1).astype(X.dtype)


def wrong_max_pool__first_row_only(X: Array, size: int) -> Array:
    """Only the first row of windows is computed, and the rest is 0: does the function return inside its loop?

    Breaks: P[…, i, j] for each window.
    """
    P = max_pool(X, size)
    P[..., 1:, :] = 0
    return P


def wrong_max_pool__first_window_only(X: Array, size: int) -> Array:
    """Only the first window is computed, and the rest is 0: does the function return inside its loops?

    Breaks: P[…, i, j] for each window.
    """
    P = np.zeros(max_pool(X, size).shape)
    P[..., 0, 0] = X[..., :size, :size].max(axis=(-2, -1))
    return P


def wrong_max_pool__largest_of_all_planes(X: Array, size: int) -> Array:
    """Your windows go through all images or planes at once: take the maximum over the last two axes only.

    Breaks: over the last two axes of (…, H, W).
    """
    P = max_pool(X, size)
    return np.broadcast_to(P.max(axis=tuple(range(X.ndim - 2))), P.shape).copy()


def unpolished_max_pool__always_float64(X: Array, size: int) -> Array:
    """Your result is float64 even if X is float32: pass the dtype to np.zeros and similar functions.

    Breaks: float32 inputs alone give float32.
    """
    P = np.full(max_pool(X, size).shape, -np.inf)
    return np.maximum(P, max_pool(X, size))


def wrong_max_pool__in_place(X: Array, size: int) -> Array:
    """You write the maxima into X: a slice of X is a view, so copy it before you write into it.

    Breaks: no function changes an array that it is given.
    """
    h, w = max_pool(X, size).shape[-2:]
    P = X[..., : h * size : size, : w * size : size]
    for r, c in np.ndindex(size, size):
        np.maximum(P, X[..., r : h * size : size, c : w * size : size], out=P)
    return P


def unpolished_max_pool__size_of_zero(X: Array, size: int) -> Array:
    """A size of 0 ends in a ZeroDivisionError: check it before you divide, and raise a ValueError.

    Breaks: a pool parameter out of its range raises ValueError.
    """
    h, w = X.shape[-2] // size, X.shape[-1] // size
    return max_pool(X, size)[..., :h, :w]


def unpolished_max_pool__larger_unchecked(X: Array, size: int) -> Array:
    """A window larger than the image gives a result of some kind: raise a ValueError if size is above H or W.

    Breaks: a pool larger than the image raises ValueError.
    """
    *lead, H, W = X.shape
    h, w = H // size, W // size
    return X[..., : h * size, : w * size].reshape(*lead, h, size, w, size).max(axis=(-3, -1))


def unpolished_max_pool__width_unchecked(X: Array, size: int) -> Array:
    """You check the height only: a window wider than the image must raise a ValueError, too.

    Breaks: a pool larger than the image raises ValueError.
    """
    if size > X.shape[-2]:
        raise ValueError(f"pools of {size} do not fit images of {X.shape[-2:]}")
    return unpolished_max_pool__larger_unchecked(X, size)


def wrong_max_pool__refuses_equal_sizes(X: Array, size: int) -> Array:
    """You refuse a window as high or wide as the image, though it fits once: compare with >, not >=.

    Breaks: only a pool larger than the image raises ValueError.
    """
    if size >= min(X.shape[-2:]):
        raise ValueError(f"pools of {size} do not fit images of {X.shape[-2:]}")
    return max_pool(X, size)


def unpolished_max_pool__pool_size(X: Array, pool_size: int) -> Array:
    """You gave a parameter another name: a caller may use the names X and size.

    Breaks: the names are fixed.
    """
    return max_pool(X, pool_size)


def unpolished_max_pool__view_of_pools_of_1(X: Array, size: int) -> Array:
    """With a size of 1 your result is a view of X: writing into it changes X, so return a copy.

    Breaks: views and copies.
    """
    h, w = max_pool(X, size).shape[-2:]
    P = X[..., : h * size : size, : w * size : size]
    for r, c in list(np.ndindex(size, size))[1:]:
        P = np.maximum(P, X[..., r : h * size : size, c : w * size : size])
    return P


def unpolished_max_pool__window_by_window(X: Array, size: int) -> Array:
    """Your function visits each window by itself: loop over the few positions in a window, or reshape.

    Breaks: loops over pixels are not fine.
    """
    P = max_pool(X, size)
    for i, j in np.ndindex(P.shape[-2:]):
        P[..., i, j] = X[..., i * size : (i + 1) * size, j * size : (j + 1) * size].max(axis=(-2, -1))
    return P


def wrong_max_pool_backward__to_all_equal(X: Array, size: int, dP: Array) -> Array:
    """Where entries are equally large, you give the gradient to each of them: only the first gets it.

    Breaks: among equal ones, to the first in row-major order.
    """
    max_pool_backward(X, size, dP)
    return (X == _grown(max_pool(X, size), size, X)) * _grown(dP, size, X)


def wrong_max_pool_backward__shared(X: Array, size: int, dP: Array) -> Array:
    """Where entries are equally large, you divide the gradient among them: the first gets all of it.

    Breaks: among equal ones, to the first in row-major order.
    """
    windows = _windows(X, size)
    equal = (windows == windows.max(axis=-1, keepdims=True)).sum(axis=-1)
    return wrong_max_pool_backward__to_all_equal(X, size, dP / equal.astype(dP.dtype))


def wrong_max_pool_backward__last(X: Array, size: int, dP: Array) -> Array:
    """Where entries are equally large, you give the gradient to the last: the first gets it, row by row.

    Breaks: among equal ones, to the first in row-major order.
    """
    h, w = (side * size for side in dP.shape[-2:])
    dX = np.zeros_like(max_pool_backward(X, size, dP))
    dX[..., :h, :w] = max_pool_backward(X[..., :h, :w][..., ::-1, ::-1], size, dP[..., ::-1, ::-1])[..., ::-1, ::-1]
    return dX


def wrong_max_pool_backward__column_by_column(X: Array, size: int, dP: Array) -> Array:
    """Where entries are equally large, you look for the first one column by column: look row by row.

    Breaks: among equal ones, to the first in row-major order.
    """
    return max_pool_backward(X.swapaxes(-2, -1), size, dP.swapaxes(-2, -1)).swapaxes(-2, -1)


def unpolished_max_pool_backward__nearly_equal(X: Array, size: int, dP: Array) -> Array:
    """You take the first entry close to the largest, as np.isclose does: compare with ==, or use argmax.

    Breaks: the gradient goes to the maximum.
    """
    near = np.isclose(X, _grown(max_pool(X, size), size, X))
    return max_pool_backward(near.astype(X.dtype), size, dP)


def wrong_max_pool_backward__spread(X: Array, size: int, dP: Array) -> Array:
    """You spread the gradient over the whole window: only its largest entry made P, so it gets all.

    Breaks: the gradient goes to the maximum.
    """
    return _grown(dP, size, X) / size**2


def wrong_max_pool_backward__to_all(X: Array, size: int, dP: Array) -> Array:
    """You give the gradient to each entry of the window: only the largest made P, so the others get 0.

    Breaks: the gradient goes to the maximum.
    """
    return _grown(dP, size, X)


def wrong_max_pool_backward__corner(X: Array, size: int, dP: Array) -> Array:
    """You give the gradient to the top left entry of each window: give it to the largest.

    Breaks: the gradient goes to the maximum.
    """
    dX = np.zeros_like(max_pool_backward(X, size, dP))
    dX[..., : dP.shape[-2] * size : size, : dP.shape[-1] * size : size] = dP
    return dX


def wrong_max_pool_backward__smallest(X: Array, size: int, dP: Array) -> Array:
    """You give the gradient to the smallest entry of each window: give it to the largest.

    Breaks: the gradient goes to the maximum.
    """
    return max_pool_backward(-X, size, dP)


def wrong_max_pool_backward__absolute(X: Array, size: int, dP: Array) -> Array:
    """You look for the largest entry without signs: -3 is smaller than 1.

    Breaks: the gradient goes to the maximum.
    """
    return max_pool_backward(abs(X), size, dP)


def wrong_max_pool_backward__ones(X: Array, size: int, dP: Array) -> Array:
    """You mark the largest entries with 1: what goes there is the upstream gradient dP.

    Breaks: passes on the upstream gradient.
    """
    return max_pool_backward(X, size, np.ones_like(dP))


def wrong_max_pool_backward__times_the_largest(X: Array, size: int, dP: Array) -> Array:
    """You multiply the gradient by the largest entry: the slope of a maximum is 1, so pass dP on as it is.

    Breaks: passes on the upstream gradient.
    """
    return max_pool_backward(X, size, dP * max_pool(X, size))


def wrong_max_pool_backward__with_relu(X: Array, size: int, dP: Array) -> Array:
    """You give nothing to a largest entry that is not above 0: ReLU's slope belongs to another step.

    Breaks: the gradient goes to the maximum.
    """
    return max_pool_backward(X, size, dP * relu_derivative(max_pool(X, size)))


def wrong_max_pool_backward__negative_gradients_cut(X: Array, size: int, dP: Array) -> Array:
    """You drop gradients below 0: pass dP on with its sign.

    Breaks: passes on the upstream gradient.
    """
    return max_pool_backward(X, size, np.maximum(dP, 0))


def wrong_max_pool_backward__mean(X: Array, size: int, dP: Array) -> Array:
    """You divide the gradient by the number of images or planes: the 1/n is in dP already.

    Breaks: no further 1/n.
    """
    return max_pool_backward(X, size, dP) / (len(X) if X.ndim > 2 else 1)


def wrong_max_pool_backward__first_image(X: Array, size: int, dP: Array) -> Array:
    """You look for the largest entries in the first image only: each image has its own.

    Breaks: the gradient goes to the maximum.
    """
    return max_pool_backward(np.broadcast_to(X[:1], X.shape) if X.ndim > 2 else X, size, dP)


def wrong_max_pool_backward__edge_cut_off(X: Array, size: int, dP: Array) -> Array:
    """Your dX lacks the ragged edge: it is in no window and gets 0, but it is there.

    Breaks: dX in the shape of X.
    """
    return max_pool_backward(X, size, dP)[..., : dP.shape[-2] * size, : dP.shape[-1] * size]


def wrong_max_pool_backward__row_and_column_exchanged(X: Array, size: int, dP: Array) -> Array:
    """You exchange row and column of the largest entry: argmax counts row by row, so r, c = divmod(argmax, size).

    Breaks: the gradient goes to the maximum.
    """
    dX = np.zeros_like(max_pool_backward(X, size, dP)).reshape(-1, *X.shape[-2:])
    best = _windows(X, size).argmax(axis=-1).reshape(-1, *dP.shape[-2:])
    m, i, j = np.indices(best.shape)
    dX[m, i * size + best % size, j * size + best // size] = dP.reshape(best.shape)
    return dX.reshape(X.shape)


def wrong_max_pool_backward__shaped_like_dp(X: Array, size: int, dP: Array) -> Array:
    """Your result is shaped like dP: it is the gradient of X, so it has the shape of X.

    Breaks: dX in the shape of X.
    """
    return dP.copy()


def wrong_max_pool_backward__maxima(X: Array, size: int, dP: Array) -> Array:
    """You put the largest entries themselves into dX: what goes to their places is dP.

    Breaks: passes on the upstream gradient.
    """
    return max_pool_backward(X, size, max_pool(X, size))


def wrong_max_pool_backward__first_row_only(X: Array, size: int, dP: Array) -> Array:
    """Only the first row of windows gets its gradient: does the function return inside its loop?

    Breaks: the gradient goes to the maximum of each window.
    """
    first = np.zeros_like(dP)
    first[..., 0, :] = dP[..., 0, :]
    return max_pool_backward(X, size, first)


def wrong_max_pool_backward__windows_of_two(X: Array, size: int, dP: Array) -> Array:
    """Your windows are 2 by 2, whatever size says: make them size by size.

    Breaks: size.
    """
    h, w = dP.shape[-2:]
    dX = np.zeros_like(max_pool_backward(X, size, dP))
    best = max_pool_backward(X[..., : 2 * h, : 2 * w], 2, dP[..., : X.shape[-2] // 2, : X.shape[-1] // 2])
    dX[..., : best.shape[-2], : best.shape[-1]] = best
    return dX


def unpolished_max_pool_backward__always_float64(X: Array, size: int, dP: Array) -> Array:
    """Your dX is float64 even if X and dP are float32: pass the dtype to np.zeros and similar functions.

    Breaks: float32 inputs alone give float32.
    """
    return max_pool_backward(X, size, dP.astype(np.float64))


def unpolished_max_pool_backward__dtype_of_x(X: Array, size: int, dP: Array) -> Array:
    """A float64 gradient loses digits in a dX of float32, as np.zeros_like(X) makes it: give it dP's dtype.

    Breaks: dtype follows NumPy's promotion.
    """
    return max_pool_backward(X, size, dP.astype(X.dtype))


def unpolished_max_pool_backward__written_into_x(X: Array, size: int, dP: Array) -> Array:
    """You write the gradient into the caller's X: make a new array of zeros for it.

    Breaks: no function changes an array that it is given.
    """
    X[...] = max_pool_backward(X, size, dP)
    return X


def unpolished_max_pool_backward__used_up(X: Array, size: int, dP: Array) -> Array:
    """You set to 0 in the caller's dP what has been given away: work on a copy of it.

    Breaks: no function changes an array that it is given.
    """
    dX = max_pool_backward(X, size, dP)
    dP[...] = 0
    return dX


def unpolished_max_pool_backward__loops(X: Array, size: int, dP: Array) -> Array:
    """Your function visits each window by itself: loop over a window's few positions, and take all windows at once.

    Breaks: loops over pixels are not fine.
    """
    dX = np.zeros_like(max_pool_backward(X, size, dP))
    for *lead, i, j in np.ndindex(dP.shape):
        window = X[(*lead, slice(i * size, (i + 1) * size), slice(j * size, (j + 1) * size))]
        r, c = divmod(int(window.argmax()), size)
        dX[(*lead, i * size + r, j * size + c)] = dP[(*lead, i, j)]
    return dX


def wrong_init_cnn__too_wide(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your weights have variance 1: multiply them by sqrt(2 / fan_in).

    Breaks: He normal.
    """
    params = init_cnn(rng, *sizes, **named)
    F, W = params["F"], params["W"]
    scale = F.dtype.type
    return {**params, "F": F * scale((F[0].size / 2) ** 0.5), "W": W * scale((len(W) / 2) ** 0.5)}


def wrong_init_cnn__variance_as_deviation(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """You multiply by 2 / fan_in, which is the variance: the standard deviation is its square root.

    Breaks: He normal, variance 2 / fan_in.
    """
    params = init_cnn(rng, *sizes, **named)
    F, W = params["F"], params["W"]
    scale = F.dtype.type
    return {**params, "F": F * scale((2 / F[0].size) ** 0.5), "W": W * scale((2 / len(W)) ** 0.5)}


def wrong_init_cnn__half_the_variance(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your weights have variance 1 / fan_in: ReLU cuts off half of it, so begin with 2 / fan_in.

    Breaks: He normal, variance 2 / fan_in.
    """
    params = init_cnn(rng, *sizes, **named)
    half = params["F"].dtype.type(0.5**0.5)
    return {**params, "F": params["F"] * half, "W": params["W"] * half}


def wrong_init_cnn__side_as_fan_in(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """You use a filter's side as its fan-in: it sees filter_size² pixels.

    Breaks: fan-in fh·fw.
    """
    params = init_cnn(rng, *sizes, **named)
    F = params["F"]
    return {**params, "F": F * F.dtype.type(F.shape[1] ** 0.5)}


def wrong_init_cnn__filters_in_fan_in(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """You count the filters into a filter's fan-in: each sees filter_size² pixels, however many there are.

    Breaks: fan-in fh·fw.
    """
    params = init_cnn(rng, *sizes, **named)
    F = params["F"]
    return {**params, "F": F / F.dtype.type(len(F) ** 0.5)}


def wrong_init_cnn__plane_as_fan_in(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """You use the size of one pooled plane as the dense layer's fan-in: it sees the planes of all k filters.

    Breaks: fan-in k·ph·pw.
    """
    params = init_cnn(rng, *sizes, **named)
    W = params["W"]
    return {**params, "W": W * W.dtype.type(len(params["F"]) ** 0.5)}


def wrong_init_cnn__fan_out(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """You divide the dense layer's variance by the number of classes: divide by its fan-in, k * p * p.

    Breaks: fan-in k·ph·pw.
    """
    params = init_cnn(rng, *sizes, **named)
    W = params["W"]
    return {**params, "W": W * W.dtype.type((len(W) / W.shape[1]) ** 0.5)}


def wrong_init_cnn__glorot(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your dense layer's variance is 2 / (fan_in + fan_out), Glorot's: He's is 2 / fan_in.

    Breaks: He normal, variance 2 / fan_in.
    """
    params = init_cnn(rng, *sizes, **named)
    W = params["W"]
    return {**params, "W": W * W.dtype.type((len(W) / sum(W.shape)) ** 0.5)}


def wrong_init_cnn__tiny(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your weights have standard deviation 0.01, whatever the fan-in: it should be sqrt(2 / fan_in).

    Breaks: He normal, variance 2 / fan_in.
    """
    params = init_cnn(rng, *sizes, **named)
    F, W = params["F"], params["W"]
    scale = F.dtype.type
    F, W = F * scale(0.01 * (F[0].size / 2) ** 0.5), W * scale(0.01 * (len(W) / 2) ** 0.5)
    return {**params, "F": F, "W": W}


def wrong_init_cnn__uniform(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your weights are uniform: the variance may be right, but draw them by standard_normal.

    Breaks: He normal.
    """
    params = init_cnn(copy.deepcopy(rng), *sizes, **named)
    F, W = params["F"], params["W"]
    limit, wide = (6 / F[0].size) ** 0.5, (6 / len(W)) ** 0.5
    F, W = rng.uniform(-limit, limit, F.shape).astype(F.dtype), rng.uniform(-wide, wide, W.shape).astype(W.dtype)
    return {**params, "F": F, "W": W}


def wrong_init_cnn__one_filter(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your filters all begin with the same weights: draw each of them.

    Breaks: He normal.
    """
    params = init_cnn(rng, *sizes, **named)
    return {**params, "F": np.repeat(params["F"][:1], len(params["F"]), axis=0)}


def wrong_init_cnn__one_class(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your classes all begin with the same weights: draw each column of W.

    Breaks: He normal.
    """
    params = init_cnn(rng, *sizes, **named)
    return {**params, "W": np.repeat(params["W"][:, :1], params["W"].shape[1], axis=1)}


def wrong_init_cnn__root_of_the_2_only(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """You divide the root of 2 by fan_in: the root is taken of the whole, sqrt(2 / fan_in).

    Breaks: He normal, variance 2 / fan_in.
    """
    params = init_cnn(rng, *sizes, **named)
    F, W = params["F"], params["W"]
    return {**params, "F": F / np.sqrt(F[0].size), "W": W / np.sqrt(len(W))}


def wrong_init_cnn__weights_of_zero(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your weights are all 0: every filter would get the same gradient, and stay like the others. Draw them.

    Breaks: He normal.
    """
    return {name: np.zeros_like(param) for name, param in init_cnn(rng, *sizes, **named).items()}


def wrong_init_cnn__uniform_from_0_to_1(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your weights are all above 0, as rng.random gives them: rng.standard_normal has mean 0.

    Breaks: He normal.
    """
    params = init_cnn(copy.deepcopy(rng), *sizes, **named)
    F, W = params["F"], params["W"]
    F, W = rng.random(F.shape) * np.sqrt(2 / F[0].size), rng.random(W.shape) * np.sqrt(2 / len(W))
    return {**params, "F": F, "W": W}


def wrong_init_cnn__global_randn(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """You draw from np.random itself, and not from rng: the same seed must give the same network.

    Breaks: randomness comes only from rng.
    """
    params = init_cnn(copy.deepcopy(rng), *sizes, **named)
    F, W = params["F"], params["W"]
    F, W = np.random.randn(*F.shape) * np.sqrt(2 / F[0].size), np.random.randn(*W.shape) * np.sqrt(2 / len(W))
    return {**params, "F": F, "W": W}


def unpolished_init_cnn__filters_of_one_length(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """You scale each filter to the same length: draw the weights, and multiply all by the same sqrt(2 / fan_in).

    Breaks: He normal.
    """
    params = init_cnn(rng, *sizes, **named)
    F = params["F"]
    return {**params, "F": F * (2 / (F**2).sum(axis=(1, 2), keepdims=True)) ** 0.5}


def unpolished_init_cnn__seed_used_twice(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your W begins with the numbers of F: draw both from the one rng, one after the other.

    Breaks: He normal.
    """
    params = init_cnn(copy.deepcopy(rng), *sizes, **named)
    W = params["W"]
    draws = rng.standard_normal(W.shape) * (2 / len(W)) ** 0.5
    return {**params, "W": draws.astype(W.dtype)}


def wrong_init_cnn__copied_rng(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """You draw from a copy of rng, so that two networks are the same: draw from rng itself.

    Breaks: randomness comes from rng.
    """
    return init_cnn(copy.deepcopy(rng), *sizes, **named)


def wrong_init_cnn__seed_of_its_own(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """You draw from a generator of your own with a fixed seed: draw from the rng that you are given.

    Breaks: randomness comes only from rng.
    """
    return init_cnn(np.random.default_rng(0), *sizes, **named)


def unpolished_init_cnn__global_generator(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """You draw from np.random itself, or seed it: draw from the rng that you are given.

    Breaks: randomness comes only from rng.
    """
    np.random.seed(int(rng.integers(1 << 31)))
    return init_cnn(np.random, *sizes, **named)  # type: ignore[arg-type]


def wrong_init_cnn__biases_drawn(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your filters' biases are drawn like weights: they begin at 0.

    Breaks: zero biases.
    """
    params = init_cnn(rng, *sizes, **named)
    return {**params, "c": rng.standard_normal(len(params["c"])).astype(params["c"].dtype)}


def wrong_init_cnn__biases_of_one(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your biases begin at 1: let them begin at 0.

    Breaks: zero biases.
    """
    params = init_cnn(rng, *sizes, **named)
    return {**params, "c": np.ones_like(params["c"]), "b": np.ones_like(params["b"])}


def wrong_init_cnn__biases_as_columns(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your biases of the filters are a column (k, 1): they are a vector, (k,).

    Breaks: c (k,).
    """
    params = init_cnn(rng, *sizes, **named)
    return {**params, "c": params["c"][:, None]}


def wrong_init_cnn__biases_as_rows(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your dense layer's biases are a row (1, classes): they are a vector, (classes,).

    Breaks: b (classes,).
    """
    params = init_cnn(rng, *sizes, **named)
    return {**params, "b": params["b"][None]}


def unpolished_init_cnn__biases_in_one_array(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your two biases lie in one array, so that changing one may change the other: make an array for each.

    Breaks: two parameters, c and b.
    """
    params = init_cnn(rng, *sizes, **named)
    zeros = np.zeros(max(len(params["c"]), len(params["b"])), dtype=params["b"].dtype)
    return {**params, "c": zeros[: len(params["c"])], "b": zeros[: len(params["b"])]}


def unpolished_init_cnn__dtype_ignored(
    rng: Rng, *sizes: Any, dtype: type[np.floating] = np.float64, **named: Any
) -> Params:
    """Your parameters are float64, whatever dtype says: convert them by astype(dtype).

    Breaks: float64 unless told otherwise by the keyword dtype.
    """
    return init_cnn(rng, *sizes, **named)


def unpolished_init_cnn__biases_of_float64(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your biases are float64, whatever dtype says: pass it to np.zeros, too.

    Breaks: float64 unless told otherwise by the keyword dtype.
    """
    params = init_cnn(rng, *sizes, **named)
    return {**params, "c": params["c"].astype(np.float64), "b": params["b"].astype(np.float64)}


def wrong_init_cnn__weights_turned(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your W is (classes, k * p * p): the dense layer is flat @ W, so its rows are its inputs.

    Breaks: W (k·ph·pw, classes).
    """
    params = init_cnn(rng, *sizes, **named)
    return {**params, "W": params["W"].T}


def wrong_init_cnn__a_channel_too_many(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your filters are (k, 1, fh, fw): images have one channel here, and no axis for it.

    Breaks: F (k, fh, fw).
    """
    params = init_cnn(rng, *sizes, **named)
    return {**params, "F": params["F"][:, None]}


def wrong_init_cnn__other_keys(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Your dense layer's parameters have other names: the keys are F, c, W and b.

    Breaks: F, c, W, b.
    """
    F, c, W, b = init_cnn(rng, *sizes, **named).values()
    return {"F": F, "c": c, "W1": W, "b1": b}


def wrong_init_cnn__pooling_forgotten(
    rng: Rng, filters: int = 8, filter_size: int = 3, pool: int = 2, image_size: int = 28, *more: Any, **named: Any
) -> Params:
    """Your W has a row for each entry of Z: pooling leaves (image_size - filter_size + 1) // pool a side.

    Breaks: W (k·ph·pw, classes).
    """
    return init_cnn(rng, filters, filter_size, 1, image_size, *more, **named)


def wrong_init_cnn__one_place_forgotten(
    rng: Rng, filters: int = 8, filter_size: int = 3, pool: int = 2, image_size: int = 28, *more: Any, **named: Any
) -> Params:
    """You leave image_size - filter_size pixels a side before pooling: there is one place more, add 1.

    Breaks: W (k·ph·pw, classes).
    """
    return init_cnn(rng, filters, filter_size, pool, image_size - 1, *more, **named)


def wrong_init_cnn__rounded_up(
    rng: Rng, filters: int = 8, filter_size: int = 3, pool: int = 2, image_size: int = 28, *more: Any, **named: Any
) -> Params:
    """You round the pooled side up: max_pool drops a ragged edge, so round down, with //.

    Breaks: W (k·ph·pw, classes).
    """
    return init_cnn(rng, filters, filter_size, pool, image_size + pool - 1, *more, **named)


def unpolished_init_cnn__divided_by_zero(
    rng: Rng, filters: int = 8, filter_size: int = 3, pool: int = 2, image_size: int = 28, *more: Any, **named: Any
) -> Params:
    """Filters or pools too large end in a ZeroDivisionError: raise a ValueError before you divide by fan_in.

    Breaks: a filter or pool larger than the image raises ValueError.
    """
    side = (image_size - filter_size + 1) // pool
    assert 2 / (filters * side * side) > 0
    return init_cnn(rng, filters, filter_size, pool, image_size, *more, **named)


def unpolished_init_cnn__nothing_left_unchecked(
    rng: Rng, filters: int = 8, filter_size: int = 3, pool: int = 2, image_size: int = 28, *more: Any, **named: Any
) -> Params:
    """A pool larger than what the filters leave gives a W without rows: raise a ValueError.

    Breaks: a filter or pool larger than the image raises ValueError.
    """
    if filter_size <= image_size and pool > image_size - filter_size + 1:
        params = init_cnn(rng, filters, filter_size, 1, image_size, *more, **named)
        return {**params, "W": params["W"][:0]}
    return init_cnn(rng, filters, filter_size, pool, image_size, *more, **named)


def wrong_forward_cnn__no_relu(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your pooled planes have entries below 0: put ReLU between convolution and pooling.

    Breaks: max-pooled ReLU.
    """
    Z = conv_forward(X, F, c)
    P = max_pool(Z, pool)
    return Z, P, softmax(_dense(P, W, b))


def wrong_forward_cnn__absolute(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """You take scores without their signs before pooling: ReLU turns those below 0 into 0.

    Breaks: max-pooled ReLU.
    """
    Z = conv_forward(X, F, c)
    P = max_pool(abs(Z), pool)
    return Z, P, softmax(_dense(P, W, b))


def wrong_forward_cnn__leaky_relu(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """You let a hundredth of negative scores through, as a leaky ReLU does: ReLU makes them 0.

    Breaks: max-pooled ReLU.
    """
    Z = conv_forward(X, F, c)
    P = max_pool(np.where(Z > 0, Z, Z / 100), pool)
    return Z, P, softmax(_dense(P, W, b))


def wrong_forward_cnn__mean_pool(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your pool takes the mean of each window: take its largest entry.

    Breaks: max-pooled ReLU.
    """
    Z = conv_forward(X, F, c)
    P = _windows(relu(Z), pool).mean(axis=-1)
    return Z, P, softmax(_dense(P, W, b))


def wrong_forward_cnn__relu_returned(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your Z is what ReLU gives, perhaps because it was written into it: return what the convolution gave.

    Breaks: Z is what conv_forward gives.
    """
    Z, P, A = forward_cnn(X, F, c, W, b, pool)
    return relu(Z), P, A


def wrong_forward_cnn__flat_p(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your P is flat: flatten it for the dense layer only, and return it as planes, (n, k, ph, pw).

    Breaks: P (n, k, ph, pw).
    """
    Z, P, A = forward_cnn(X, F, c, W, b, pool)
    return Z, P.reshape(len(P), -1), A


def wrong_forward_cnn__other_order(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """You return the probabilities first: the order is that of the layers, Z, P, A.

    Breaks: (Z, P, A).
    """
    Z, P, A = forward_cnn(X, F, c, W, b, pool)
    return A, P, Z


def wrong_forward_cnn__probabilities_only(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Array:
    """You return the probabilities only: the way back needs Z and P, too.

    Breaks: (Z, P, A).
    """
    return forward_cnn(X, F, c, W, b, pool)[2]


def wrong_forward_cnn__scores(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your A is the dense layer's scores: apply softmax to them.

    Breaks: A is the softmax.
    """
    Z, P, _ = forward_cnn(X, F, c, W, b, pool)
    return Z, P, _dense(P, W, b)


def wrong_forward_cnn__sigmoid(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your A is the sigmoid of each score, and rows do not sum to 1: take the softmax.

    Breaks: A is the softmax.
    """
    Z, P, _ = forward_cnn(X, F, c, W, b, pool)
    return Z, P, 1 / (1 + np.exp(-_dense(P, W, b)))


def wrong_forward_cnn__softmax_over_images(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your softmax runs over the images: each image's probabilities sum to 1, so take it over the last axis.

    Breaks: A is the softmax.
    """
    Z, P, _ = forward_cnn(X, F, c, W, b, pool)
    return Z, P, softmax(_dense(P, W, b).T).T


def wrong_forward_cnn__overflow(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your exp overflows for large scores: use the softmax of chapter 3.2, or subtract each row's largest score first.

    Breaks: no nan for values up to 1e4.
    """
    Z, P, _ = forward_cnn(X, F, c, W, b, pool)
    E = np.exp(_dense(P, W, b))
    return Z, P, E / E.sum(axis=1, keepdims=True)


def wrong_forward_cnn__one_largest_for_all(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """You subtract the largest score of all images, and other rows become 0 / 0: subtract each row's own largest.

    Breaks: no nan for values up to 1e4.
    """
    Z, P, _ = forward_cnn(X, F, c, W, b, pool)
    S = _dense(P, W, b)
    E = np.exp(S - S.max())
    return Z, P, E / E.sum(axis=1, keepdims=True)


def wrong_forward_cnn__flat_column_by_column(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """You flatten each plane column by column: the last axis runs fastest, as in P.reshape(n, -1).

    Breaks: P is flattened row-major.
    """
    Z, P, _ = forward_cnn(X, F, c, W, b, pool)
    return Z, P, softmax(_dense(P.swapaxes(2, 3), W, b))


def wrong_forward_cnn__flat_filters_last(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """You flatten with the filters' axis last: it goes filter by filter, as in P.reshape(n, -1).

    Breaks: P is flattened row-major.
    """
    Z, P, _ = forward_cnn(X, F, c, W, b, pool)
    return Z, P, softmax(_dense(np.moveaxis(P, 1, -1), W, b))


def wrong_forward_cnn__flat_in_fortran_order(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """You flatten in Fortran's order, where the first axis runs fastest: leave out order="F".

    Breaks: P is flattened row-major.
    """
    Z, P, _ = forward_cnn(X, F, c, W, b, pool)
    return Z, P, softmax(P.reshape(len(P), -1, order="F") @ W + b)


def wrong_forward_cnn__images_mixed(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your P.reshape(-1, n).T mixes images: each image's planes are one row of P.reshape(n, -1).

    Breaks: P is flattened row-major.
    """
    Z, P, _ = forward_cnn(X, F, c, W, b, pool)
    return Z, P, softmax(P.reshape(-1, len(P)).T @ W + b)


def wrong_forward_cnn__pools_of_two(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your pools are 2 by 2, whatever pool says: pass it to max_pool.

    Breaks: pool.
    """
    return forward_cnn(X, F, c, W, b)


def wrong_forward_cnn__no_filter_biases(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your convolution lacks its biases c: pass them to conv_forward.

    Breaks: Z = conv_forward(X, F, c).
    """
    return forward_cnn(X, F, np.zeros_like(c), W, b, pool)


def wrong_forward_cnn__no_dense_biases(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your dense layer lacks its biases b: the scores are flat @ W + b.

    Breaks: A = softmax(flat @ W + b).
    """
    return forward_cnn(X, F, c, W, np.zeros_like(b), pool)


def wrong_forward_cnn__pixels_scaled(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """You divide pixels above 1 by 255: scaling is up to the caller, so take images as they are.

    Breaks: Z = conv_forward(X, F, c).
    """
    return forward_cnn(X / 255 if X.size and X.max() > 1 else X, F, c, W, b, pool)


def wrong_forward_cnn__pool_before_relu_returned(
    X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2
) -> Layers:
    """Your P is what the pool gives before ReLU: return what the dense layer gets, which is 0 or more.

    Breaks: P is the max-pooled ReLU.
    """
    Z, _, A = forward_cnn(X, F, c, W, b, pool)
    return Z, max_pool(Z, pool), A


def wrong_forward_cnn__whole_relu_returned(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your P is ReLU's result before pooling: return what the pool gives, (n, k, ph, pw).

    Breaks: P (n, k, ph, pw).
    """
    Z, _, A = forward_cnn(X, F, c, W, b, pool)
    return Z, relu(Z), A


def wrong_forward_cnn__two_layers(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Any:
    """You return two layers: return all three, Z, P and A.

    Breaks: (Z, P, A).
    """
    _, P, A = forward_cnn(X, F, c, W, b, pool)
    return P, A


def wrong_forward_cnn__softmax_over_all(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your probabilities sum to 1 over all images together: divide each row by its own sum.

    Breaks: A is the softmax.
    """
    Z, P, _ = forward_cnn(X, F, c, W, b, pool)
    S = _dense(P, W, b)
    E = np.exp(S - S.max())
    return Z, P, E / E.sum()


def unpolished_forward_cnn__rest_of_w_ignored(
    X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2
) -> Layers:
    """A W for other sizes passes, cut to fit: let flat @ W raise NumPy's ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    Z = conv_forward(X, F, c)
    P = max_pool(relu(Z), pool)
    flat = P.reshape(len(P), -1)
    size = min(flat.shape[1], len(W))
    return Z, P, softmax(flat[:, :size] @ W[:size] + b)


def unpolished_forward_cnn__always_float64(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your A is float64 even if all inputs are float32: none of its steps needs another dtype than theirs.

    Breaks: float32 inputs alone give float32.
    """
    Z, P, A = forward_cnn(X, F, c, W, b, pool)
    return Z, P, A.astype(np.float64)


def unpolished_forward_cnn__image_by_image(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Your function takes the images one by one, as in a loop: let each layer take all of them at once.

    Breaks: loops over samples are not fine.
    """
    Zs, Ps, As = zip(*[forward_cnn(image[None], F, c, W, b, pool) for image in X], strict=True)
    return np.concatenate(Zs), np.concatenate(Ps), np.concatenate(As)


def wrong_cnn_loss_and_grads__summed(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradients are those of the sum of the losses: divide A - y by n, for the mean.

    Breaks: a mean is taken over samples.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {name: grad * len(X) for name, grad in grads.items()}


def wrong_cnn_loss_and_grads__mean_twice(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradients are divided by n twice: once is enough, where A - y begins its way back.

    Breaks: a mean is taken over samples.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {name: grad / len(X) for name, grad in grads.items()}


def wrong_cnn_loss_and_grads__filters_mean_twice(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradients of F and c are divided by n again: dA has its 1/n already, and passes it on.

    Breaks: no further 1/n.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {**grads, "F": grads["F"] / len(X), "c": grads["c"] / len(X)}


def wrong_cnn_loss_and_grads__filters_summed(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradients of F and c lack the 1/n that those of W and b have: divide A - y itself by n.

    Breaks: a mean is taken over samples.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {**grads, "F": grads["F"] * len(X), "c": grads["c"] * len(X)}


def wrong_cnn_loss_and_grads__dense_biases_summed(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradient of b lacks its 1/n: sum over (A - y) / n.

    Breaks: a mean is taken over samples.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {**grads, "b": grads["b"] * len(X)}


def wrong_cnn_loss_and_grads__bias_twice(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your biases' gradient of the convolution is twice too large: dc is the sum over dZ, once.

    Breaks: exact gradients.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {**grads, "c": 2 * grads["c"]}


def wrong_cnn_loss_and_grads__mean_over_places(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradients of F and c are means over the places of a plane: sum over places.

    Breaks: exact gradients.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    places = conv_forward(X, params["F"], params["c"])[0, 0].size
    return loss, {**grads, "F": grads["F"] / places, "c": grads["c"] / places}


def wrong_cnn_loss_and_grads__total_loss(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your loss is the sum over the images: take the mean, as its gradients do.

    Breaks: a mean is taken over samples.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss * len(X), grads


def wrong_cnn_loss_and_grads__loss_over_entries(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your loss is a mean over all entries: it sums over the classes, and takes the mean over the images.

    Breaks: the mean cross-entropy over rows.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss / y.shape[1], grads


def wrong_cnn_loss_and_grads__squared_error(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your loss is the mean squared error, but the gradients are the cross-entropy's: return that.

    Breaks: the mean cross-entropy.
    """
    _, grads = cnn_loss_and_grads(X, y, params)
    A = forward_cnn(X, params["F"], params["c"], params["W"], params["b"])[2]
    return float(((A - y) ** 2).mean()), grads


def wrong_cnn_loss_and_grads__infinite(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your loss is infinite or nan at probabilities of 0: use cross_entropy of chapter 3.3.

    Breaks: the losses are finite at probabilities of exactly 0.
    """
    _, grads = cnn_loss_and_grads(X, y, params)
    A = forward_cnn(X, params["F"], params["c"], params["W"], params["b"])[2]
    return -float((y * np.log(A)).sum()) / len(X), grads


def wrong_cnn_loss_and_grads__loss_in_an_array(X: Array, y: Array, params: Params) -> Any:
    """Your loss is a number in an array of length 1: return the number itself.

    Breaks: tuple[float, Params].
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return np.asarray([loss]), grads


def wrong_cnn_loss_and_grads__no_relu_slope(X: Array, y: Array, params: Params) -> LossAndGrads:
    """You let gradients pass where ReLU gave 0: multiply by its slope, 1 where the score is above 0, else 0.

    Breaks: exact gradients.
    """
    loss, Z, P, dA, dP = _forth(X, y, params)
    return loss, _back(X, params, P, dA, max_pool_backward(Z, 2, dP))


def wrong_cnn_loss_and_grads__relu_pooled_without_slope(X: Array, y: Array, params: Params) -> LossAndGrads:
    """You go back through the pool and leave ReLU out: multiply by its slope at Z, 1 above 0, else 0.

    Breaks: exact gradients.
    """
    loss, Z, P, dA, dP = _forth(X, y, params)
    return loss, _back(X, params, P, dA, max_pool_backward(relu(Z), 2, dP))


def wrong_cnn_loss_and_grads__slope_at_zero(X: Array, y: Array, params: Params) -> LossAndGrads:
    """You let gradients pass at scores of exactly 0: ReLU's slope there is 0, so compare with >, not >=.

    Breaks: the derivative is 1 where z > 0, else 0.
    """
    loss, Z, P, dA, dP = _forth(X, y, params)
    return loss, _back(X, params, P, dA, max_pool_backward(relu(Z), 2, dP) * (Z >= 0))


def wrong_cnn_loss_and_grads__relu_of_the_gradient(X: Array, y: Array, params: Params) -> LossAndGrads:
    """You apply ReLU to the gradient, and lose what is below 0: multiply it by ReLU's slope at Z instead.

    Breaks: exact gradients.
    """
    loss, Z, P, dA, dP = _forth(X, y, params)
    return loss, _back(X, params, P, dA, max_pool_backward(Z, 2, relu(dP)))


def wrong_cnn_loss_and_grads__times_relu(X: Array, y: Array, params: Params) -> LossAndGrads:
    """You multiply by what ReLU gave: multiply by its slope, 1 where that is above 0, else 0.

    Breaks: exact gradients.
    """
    loss, Z, P, dA, dP = _forth(X, y, params)
    return loss, _back(X, params, P, dA, max_pool_backward(Z, 2, dP * P))


def wrong_cnn_loss_and_grads__to_all_of_the_window(X: Array, y: Array, params: Params) -> LossAndGrads:
    """You give a pool's gradient to each entry above 0: only the largest gets it, by max_pool_backward.

    Breaks: the gradient goes to the maximum.
    """
    loss, Z, P, dA, dP = _forth(X, y, params)
    return loss, _back(X, params, P, dA, _grown(dP, 2, Z) * relu_derivative(Z))


def wrong_cnn_loss_and_grads__to_all_equal(X: Array, y: Array, params: Params) -> LossAndGrads:
    """You give a pool's gradient to each of its equally large entries: only the first gets it.

    Breaks: among equal ones, to the first in row-major order.
    """
    loss, Z, P, dA, dP = _forth(X, y, params)
    return loss, _back(X, params, P, dA, (_grown(P, 2, Z) == Z) * relu_derivative(Z) * _grown(dP, 2, Z))


def wrong_cnn_loss_and_grads__softmax_slope(X: Array, y: Array, params: Params) -> LossAndGrads:
    """You multiply A - y by A * (1 - A): softmax and cross-entropy together leave just A - y.

    Breaks: exact gradients.
    """
    loss, Z, P, dA, _ = _forth(X, y, params)
    A = softmax(_dense(P, params["W"], params["b"]))
    dA = dA * A * (1 - A)
    dP = (dA @ params["W"].T).reshape(P.shape) * relu_derivative(P)
    return loss, _back(X, params, P, dA, max_pool_backward(Z, 2, dP))


def wrong_cnn_loss_and_grads__sign(X: Array, y: Array, params: Params) -> LossAndGrads:
    """All your gradients have the wrong sign: begin with A - y, not with y - A.

    Breaks: exact gradients.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {name: -grad for name, grad in grads.items()}


def wrong_cnn_loss_and_grads__flipped(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradient of F comes out flipped: leave it as conv_backward gives it.

    Breaks: exact gradients.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {**grads, "F": grads["F"][:, ::-1, ::-1]}


def wrong_cnn_loss_and_grads__frozen_filters(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradients of F and c are 0, so that the filters never learn: go on back through pool and convolution.

    Breaks: one gradient a parameter, exact.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {**grads, "F": np.zeros_like(grads["F"]), "c": np.zeros_like(grads["c"])}


def wrong_cnn_loss_and_grads__frozen_biases(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradient of c is 0, so that the filters' biases never learn: conv_backward gives it, third.

    Breaks: one gradient a parameter, exact.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {**grads, "c": np.zeros_like(grads["c"])}


def wrong_cnn_loss_and_grads__planes_mixed(X: Array, y: Array, params: Params) -> LossAndGrads:
    """You bring the dense layer's gradient into P's shape with the filters' axis last: reshape it to P.shape.

    Breaks: P is flattened row-major.
    """
    loss, Z, P, dA, dP = _forth(X, y, params)
    n, k, h, w = P.shape
    dP = np.moveaxis(dP.reshape(n, h, w, k), -1, 1) * relu_derivative(P)
    return loss, _back(X, params, P, dA, max_pool_backward(Z, 2, dP))


def wrong_cnn_loss_and_grads__no_filter_biases(X: Array, y: Array, params: Params) -> LossAndGrads:
    """You give no gradient for c: there is one for each parameter, under the same key.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {name: grad for name, grad in grads.items() if name != "c"}


def wrong_cnn_loss_and_grads__other_keys(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradients are called dF, dc, dW and db: the keys are the parameters' own, F, c, W and b.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {f"d{name}": grad for name, grad in grads.items()}


def wrong_cnn_loss_and_grads__keepdims(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradient of b is a row, (1, classes): b is a vector, so sum without keepdims.

    Breaks: gradients in the shapes of the parameters.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {**grads, "b": grads["b"][None]}


def wrong_cnn_loss_and_grads__weight_decay(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradients contain a share of the parameters, as with weight decay: that belongs to chapter 4.4.

    Breaks: exact gradients.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {name: grad + params[name] / 1000 for name, grad in grads.items()}


def wrong_cnn_loss_and_grads__clipped(X: Array, y: Array, params: Params) -> LossAndGrads:
    """You clip gradients to -1 and 1: return them as they are.

    Breaks: exact gradients.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {name: np.clip(grad, -1, 1) for name, grad in grads.items()}


def wrong_cnn_loss_and_grads__step_taken(X: Array, y: Array, params: Params) -> LossAndGrads:
    """You change the parameters: gradient_descent takes the step, so return the gradients only.

    Breaks: no function changes an array that it is given.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    for name, grad in grads.items():
        params[name] -= 0.01 * grad
    return loss, grads


def wrong_cnn_loss_and_grads__bias_averaged(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradient of b is divided by n twice: its rows are divided already, so sum them.

    Breaks: exact gradients.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {**grads, "b": grads["b"] / len(X)}


def wrong_cnn_loss_and_grads__weights_transposed(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradient of W is transposed: it is flat.T @ dA, in the shape of W.

    Breaks: gradients in the shapes of the parameters.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {**grads, "W": grads["W"].T}


def wrong_cnn_loss_and_grads__dense_summed(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradients of W and b lack the 1/n that those of F and c have: divide A - y itself by n.

    Breaks: a mean is taken over samples.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {**grads, "W": grads["W"] * len(X), "b": grads["b"] * len(X)}


def wrong_cnn_loss_and_grads__loss_negative(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your loss lacks its minus: it is the mean of -ln A at the true classes.

    Breaks: the mean cross-entropy.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return -loss, grads


def wrong_cnn_loss_and_grads__grads_alone(X: Array, y: Array, params: Params) -> Any:
    """You return only the gradients: return the loss first, and then the gradients.

    Breaks: tuple[float, Params].
    """
    return cnn_loss_and_grads(X, y, params)[1]


def wrong_cnn_loss_and_grads__gradients_in_a_row(X: Array, y: Array, params: Params) -> Any:
    """You return five results: the gradients belong in one dict, with the keys F, c, W and b.

    Breaks: tuple[float, Params].
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, grads["F"], grads["c"], grads["W"], grads["b"]


def unpolished_cnn_loss_and_grads__truth_repeated(X: Array, y: Array, params: Params) -> LossAndGrads:
    """A truth of another shape passes, broadcast in silence: raise a ValueError that names both shapes.

    Breaks: what NumPy would broadcast in silence, …_loss_and_grads refuse themselves.
    """
    return cnn_loss_and_grads(X, np.broadcast_to(y, (len(X), len(params["b"]))), params)


def unpolished_cnn_loss_and_grads__no_shapes_named(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your ValueError does not tell the shapes: name those of A and y, so that its reader knows what to fix.

    Breaks: a message that names both shapes.
    """
    if y.shape != (len(X), len(params["b"])):
        raise ValueError("the shapes do not fit")
    return cnn_loss_and_grads(X, y, params)


def unpolished_cnn_loss_and_grads__nothing_costs_nothing(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Without images you give a loss of 0: nothing has no mean, so raise a ValueError.

    Breaks: no samples raise ValueError.
    """
    if not len(X):
        return 0.0, {name: np.zeros_like(param) for name, param in params.items()}
    return cnn_loss_and_grads(X, y, params)


def unpolished_cnn_loss_and_grads__always_float64(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your gradients are float64 even if all inputs are float32: none of their steps needs another dtype than theirs.

    Breaks: float32 inputs alone give float32.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    return loss, {name: grad.astype(np.float64) for name, grad in grads.items()}


def unpolished_cnn_loss_and_grads__image_by_image(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Your function takes the images one by one, as in a loop: let each layer take all of them at once.

    Breaks: loops over samples are not fine.
    """
    loss, grads = cnn_loss_and_grads(X, y, params)
    total = {name: np.zeros_like(grad) for name, grad in grads.items()}
    for i in range(len(X)):
        for name, grad in cnn_loss_and_grads(X[i : i + 1], y[i : i + 1], params)[1].items():
            total[name] += grad / len(X)
    return loss, total


def right_max_pool__by_reshape(X: Array, size: int) -> Array:
    """Cut the edge off, and take the largest over two axes of the windows."""
    h, w = max_pool(X, size).shape[-2:]
    return X[..., : h * size, : w * size].reshape(*X.shape[:-2], h, size, w, size).max(axis=(-3, -1))


def right_max_pool__by_windows(X: Array, size: int) -> Array:
    """Take every size-th sliding window, and let NumPy refuse those that do not fit."""
    if size < 1:
        raise ValueError(f"size is {size}")
    return sliding_window_view(X, (size, size), axis=(-2, -1))[..., ::size, ::size, :, :].max(axis=(-2, -1))


def right_max_pool__rows_then_columns(X: Array, size: int) -> Array:
    """Reduce runs of rows, and then runs of columns."""
    h, w = (side * size for side in max_pool(X, size).shape[-2:])
    rows = np.maximum.reduceat(X[..., :h, :w], np.arange(0, h, size), axis=-2)
    return np.maximum.reduceat(rows, np.arange(0, w, size), axis=-1)


def right_max_pool__from_minus_infinity(X: Array, size: int) -> Array:
    """Begin with minus infinity in X's dtype, and go through the positions of a window."""
    P = np.full_like(max_pool(X, size), -np.inf)
    h, w = (side * size for side in P.shape[-2:])
    for r, c in np.ndindex(size, size):
        np.maximum(P, X[..., r:h:size, c:w:size], out=P)
    return P


def right_max_pool_backward__by_argmax(X: Array, size: int, dP: Array) -> Array:
    """Find each window's first largest entry by argmax, and write to its row and column."""
    dX = np.zeros_like(max_pool_backward(X, size, dP)).reshape(-1, *X.shape[-2:])
    best = _windows(X, size).argmax(axis=-1).reshape(-1, *dP.shape[-2:])
    m, i, j = np.indices(best.shape)
    dX[m, i * size + best // size, j * size + best % size] = dP.reshape(best.shape)
    return dX.reshape(X.shape)


def right_max_pool_backward__first_come(X: Array, size: int, dP: Array) -> Array:
    """Go through the positions, and note which windows have given their gradient away."""
    P, dX = max_pool(X, size), np.zeros_like(max_pool_backward(X, size, dP))
    h, w = (side * size for side in P.shape[-2:])
    free = np.ones(P.shape, dtype=bool)
    for r, c in np.ndindex(size, size):
        hit = free & (X[..., r:h:size, c:w:size] == P)
        dX[..., r:h:size, c:w:size] = np.where(hit, dP, 0)
        free &= ~hit
    return dX


def right_max_pool_backward__by_counting(X: Array, size: int, dP: Array) -> Array:
    """Count the equal entries of each window, and mark the first."""
    max_pool_backward(X, size, dP)
    windows = _windows(X, size)
    hit = windows == windows.max(axis=-1, keepdims=True)
    first = (hit & (hit.cumsum(axis=-1) == 1)).reshape(*dP.shape, size, size).swapaxes(-3, -2)
    h, w = (side * size for side in dP.shape[-2:])
    dX = np.zeros(X.shape, dtype=dP.dtype)
    dX[..., :h, :w] = first.reshape(*X.shape[:-2], h, w) * _grown(dP, size, dX)[..., :h, :w]
    return dX


def right_init_cnn__dense_layer_first(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Draw W before F, and put them into the dict in that order."""
    params = init_cnn(copy.deepcopy(rng), *sizes, **named)
    W = rng.normal(0, (2 / len(params["W"])) ** 0.5, params["W"].shape)
    F = rng.normal(0, (2 / params["F"][0].size) ** 0.5, params["F"].shape)
    dtype = params["F"].dtype
    return {"W": W.astype(dtype), "b": params["b"], "F": F.astype(dtype), "c": params["c"]}


def right_init_cnn__one_draw(rng: Rng, *sizes: Any, **named: Any) -> Params:
    """Draw all numbers at once, as rows of W turned, and cut them up."""
    params = init_cnn(copy.deepcopy(rng), *sizes, **named)
    F, W = params["F"], params["W"]
    draws = rng.standard_normal(F.size + W.size).astype(F.dtype)
    F = draws[: F.size].reshape(F.shape) * F.dtype.type((2 / F[0].size) ** 0.5)
    return {**params, "F": F, "W": draws[F.size :].reshape(W.shape[::-1]).T * W.dtype.type((2 / len(W)) ** 0.5)}


def right_forward_cnn__bend_first(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Bend before pooling, which gives the same."""
    Z, _, A = forward_cnn(X, F, c, W, b, pool)
    return Z, max_pool(np.maximum(Z, 0), pool), A


def right_forward_cnn__by_tensordot(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Bend by a product, give W the shape of the planes, and write softmax out."""
    Z = conv_forward(X, F, c)
    P = max_pool(Z * (Z > 0), pool)
    if W.size != P[0].size * W.shape[1]:
        raise ValueError(f"W has shape {W.shape}, but P has shape {P.shape}")
    S = np.tensordot(P, W.reshape(*P.shape[1:], -1), axes=3) + b
    E = np.exp(S - S.max(axis=1, keepdims=True))
    return Z, P, E / E.sum(axis=1, keepdims=True)


def right_cnn_loss_and_grads__bend_first(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Go back through the pool of ReLU's result, then through ReLU, in full size."""
    loss, Z, P, dA, dP = _forth(X, y, params)
    return loss, _back(X, params, P, dA, max_pool_backward(relu(Z), 2, dP) * (Z > 0))


def right_cnn_loss_and_grads__mean_at_the_end(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Add up over the images, and divide all gradients by n at last; the loss is a NumPy scalar."""
    _, Z, P, dA, dP = _forth(X, y, params)
    dA, dP = dA * len(X), dP * len(X) * (P > 0)
    A = softmax(_dense(P, params["W"], params["b"]))
    loss = -np.log(np.maximum((A * y).sum(axis=1), np.finfo(np.float32).tiny)).mean()
    return loss, {name: grad / len(X) for name, grad in _back(X, params, P, dA, max_pool_backward(Z, 2, dP)).items()}


def right_cnn_loss_and_grads__numpy_refuses(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Refuse what NumPy would broadcast, and leave the rest to NumPy; the loss is that of the scores."""
    Z, P, A = forward_cnn(X, params["F"], params["c"], params["W"], params["b"])
    dA = (A - y) / max(len(X), 1)
    if not len(X) or y.shape != A.shape:
        raise ValueError(f"y has shape {y.shape}, the probabilities have {A.shape}, of at least 1 image")
    S = _dense(P, params["W"], params["b"])
    S = S - S.max(axis=1, keepdims=True)
    loss = float((y * (np.log(np.exp(S).sum(axis=1, keepdims=True)) - S)).sum() / len(X))
    dP = (dA @ params["W"].T).reshape(P.shape) * (P > 0)
    return loss, _back(X, params, P, dA, max_pool_backward(Z, 2, dP))


def right_cnn_loss_and_grads__tiny_probabilities_cut_off(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Keep probabilities away from 0 by 1e-7 in the loss, which is exact for those above, and not in the gradients."""
    _, grads = cnn_loss_and_grads(X, y, params)
    A = forward_cnn(X, params["F"], params["c"], params["W"], params["b"])[2]
    return -float((y * np.log(np.maximum(A, 1e-7))).sum() / len(X)), grads


def plain_max_pool__window_by_window(X: Array, size: int) -> Array:
    """Visit each window, for all planes at once."""
    ph, pw = X.shape[-2] // size, X.shape[-1] // size
    P = np.zeros((*X.shape[:-2], ph, pw))
    for i in range(ph):
        for j in range(pw):
            window = X[..., i * size : (i + 1) * size, j * size : (j + 1) * size]
            P[..., i, j] = window.max(axis=(-2, -1))
    return P


def plain_max_pool__plane_by_plane(X: Array, size: int) -> Array:
    """Visit each plane and each window."""
    H, W = X.shape[-2:]
    ph, pw = H // size, W // size
    planes = X.reshape(-1, H, W)
    P = np.zeros((len(planes), ph, pw))
    for m in range(len(planes)):
        for i in range(ph):
            for j in range(pw):
                P[m, i, j] = np.max(planes[m, i * size : i * size + size, j * size : j * size + size])
    return P.reshape(X.shape[:-2] + (ph, pw))


def plain_max_pool__by_lists(X: Array, size: int) -> Array:
    """Call itself for the planes, and collect rows in lists."""
    if X.ndim > 2:
        return np.array([plain_max_pool__by_lists(plane, size) for plane in X])
    H, W = X.shape
    return np.array(
        [
            [X[i : i + size, j : j + size].max() for j in range(0, W - size + 1, size)]
            for i in range(0, H - size + 1, size)
        ]
    )


def plain_max_pool__by_reshape(X: Array, size: int) -> Array:
    """Cut the edge off, and reshape."""
    ph, pw = X.shape[-2] // size, X.shape[-1] // size
    cut = X[..., : ph * size, : pw * size]
    return cut.reshape(*X.shape[:-2], ph, size, pw, size).max(axis=-1).max(axis=-2)


def plain_max_pool__by_as_strided(X: Array, size: int) -> Array:
    """Make the windows from X's steps in memory."""
    ph, pw = X.shape[-2] // size, X.shape[-1] // size
    *lead, s0, s1 = X.strides
    windows = as_strided(X, (*X.shape[:-2], ph, pw, size, size), (*lead, s0 * size, s1 * size, s0, s1))
    return windows.max(axis=(-1, -2))


def plain_max_pool__by_slices(X: Array, size: int) -> Array:
    """Compare slices, and begin with one of them."""
    ph, pw = X.shape[-2] // size, X.shape[-1] // size
    P = X[..., 0 : ph * size : size, 0 : pw * size : size]
    for r in range(size):
        for c in range(size):
            P = np.maximum(P, X[..., r : ph * size : size, c : pw * size : size])
    return P


def plain_max_pool__from_a_small_number(X: Array, size: int) -> Array:
    """Begin with a number below all that a network gives."""
    ph, pw = X.shape[-2] // size, X.shape[-1] // size
    P = np.full((*X.shape[:-2], ph, pw), -1e9)
    for r in range(size):
        for c in range(size):
            P = np.maximum(P, X[..., r : ph * size : size, c : pw * size : size])
    return P


def plain_max_pool_backward__argmax_loops(X: Array, size: int, dP: Array) -> Array:
    """Visit each window of each plane, and look for its largest entry by argmax."""
    H, W = X.shape[-2:]
    planes, grads = X.reshape(-1, H, W), dP.reshape(-1, *dP.shape[-2:])
    dX = np.zeros(planes.shape)
    for m in range(grads.shape[0]):
        for i in range(grads.shape[1]):
            for j in range(grads.shape[2]):
                window = planes[m, i * size : i * size + size, j * size : j * size + size]
                r, c = np.unravel_index(np.argmax(window), window.shape)
                dX[m, i * size + r, j * size + c] = grads[m, i, j]
    return dX.reshape(X.shape)


def plain_max_pool_backward__found_by_comparing(X: Array, size: int, dP: Array) -> Array:
    """Visit each window and take the first entry that equals the maximum."""
    dX = np.zeros_like(X)
    for index in np.ndindex(dP.shape):
        lead, i, j = index[:-2], index[-2], index[-1]
        window = X[lead][i * size : i * size + size, j * size : j * size + size]
        r, c = np.argwhere(window == window.max())[0]
        dX[lead][i * size + r, j * size + c] += dP[index]
    return dX


def plain_max_pool_backward__by_cumsum(X: Array, size: int, dP: Array) -> Array:
    """Mark the first maximum of each window by a running count."""
    ph, pw = dP.shape[-2:]
    cut = X[..., : ph * size, : pw * size]
    windows = cut.reshape(*X.shape[:-2], ph, size, pw, size).swapaxes(-3, -2).reshape(*dP.shape, size * size)
    mask = windows == windows.max(axis=-1, keepdims=True)
    mask = mask & (np.cumsum(mask, axis=-1) == 1)
    grads = (mask * dP[..., None]).reshape(*dP.shape, size, size).swapaxes(-3, -2)
    dX = np.zeros(X.shape)
    dX[..., : ph * size, : pw * size] = grads.reshape(cut.shape)
    return dX


def plain_max_pool_backward__by_slices(X: Array, size: int, dP: Array) -> Array:
    """Do as the lesson's hint says, without its checks."""
    P = max_pool(X, size)
    ph, pw = P.shape[-2:]
    dX = np.zeros(X.shape)
    left = dP.copy()
    for r in range(size):
        for c in range(size):
            taken = (X[..., r : ph * size : size, c : pw * size : size] == P) * left
            dX[..., r : ph * size : size, c : pw * size : size] = taken
            left -= taken
    return dX


def plain_max_pool_backward__window_by_window(X: Array, size: int, dP: Array) -> Array:
    """Visit each window for all planes, and mark by argmax."""
    dX = np.zeros(X.shape)
    for i in range(dP.shape[-2]):
        for j in range(dP.shape[-1]):
            rows, columns = slice(i * size, (i + 1) * size), slice(j * size, (j + 1) * size)
            flat = X[..., rows, columns].reshape(*X.shape[:-2], -1)
            mark = np.eye(size * size)[flat.argmax(axis=-1)]
            dX[..., rows, columns] = (mark * dP[..., i, j, None]).reshape(*X.shape[:-2], size, size)
    return dX


def plain_init_cnn__by_normal(
    rng: Rng,
    filters: int = 8,
    filter_size: int = 3,
    pool: int = 2,
    image_size: int = 28,
    classes: int = 10,
    dtype: Any = np.float64,
) -> Params:
    """Draw with the standard deviation, and check nothing."""
    side = (image_size - filter_size + 1) // pool
    flat = filters * side * side
    return {
        "F": rng.normal(0, np.sqrt(2 / (filter_size * filter_size)), (filters, filter_size, filter_size)).astype(dtype),
        "c": np.zeros(filters, dtype=dtype),
        "W": rng.normal(0, np.sqrt(2 / flat), (flat, classes)).astype(dtype),
        "b": np.zeros(classes, dtype=dtype),
    }


def plain_init_cnn__dtype_left_out(
    rng: Rng,
    filters: int = 8,
    filter_size: int = 3,
    pool: int = 2,
    image_size: int = 28,
    classes: int = 10,
    dtype: Any = np.float64,
) -> Params:
    """Draw by random_matrix, reshape for the filters, and forget dtype."""
    side = int((image_size - filter_size + 1) / pool)
    F = random_matrix(filters, filter_size**2, rng).reshape(filters, filter_size, filter_size)
    W = random_matrix(filters * side**2, classes, rng)
    F *= np.sqrt(2.0 / filter_size**2)
    W *= (2.0 / W.shape[0]) ** 0.5
    return {"F": F, "W": W, "c": np.zeros(filters), "b": np.zeros(classes)}


def plain_init_cnn__filter_by_filter(
    rng: Rng,
    filters: int = 8,
    filter_size: int = 3,
    pool: int = 2,
    image_size: int = 28,
    classes: int = 10,
    dtype: Any = np.float64,
) -> Params:
    """Draw each filter in a loop."""
    F = np.array([rng.standard_normal((filter_size, filter_size)) for _ in range(filters)]) * np.sqrt(2) / filter_size
    p = (image_size - filter_size + 1) // pool
    W = rng.standard_normal(size=(filters * p * p, classes)) * np.sqrt(2 / (filters * p * p))
    return {"F": F.astype(dtype), "c": np.zeros((filters,)), "W": W.astype(dtype), "b": np.zeros((classes,))}


def plain_forward_cnn__step_by_step(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Follow the docstring line by line."""
    Z = conv_forward(X, F, c)
    P = max_pool(relu(Z), pool)
    flat = P.reshape(P.shape[0], -1)
    scores = np.dot(flat, W) + b
    A = softmax(scores)
    return Z, P, A


def plain_forward_cnn__written_out(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Layers:
    """Write ReLU and softmax out."""
    Z = conv_forward(X, F, c)
    P = max_pool(np.maximum(0, Z), pool)
    scores = np.array([planes.flatten() for planes in P]) @ W + b
    scores = scores - np.max(scores, axis=1).reshape(-1, 1)
    return Z, P, np.exp(scores) / np.sum(np.exp(scores), axis=1)[:, None]


def plain_forward_cnn__image_by_image(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> Any:
    """Send the images one by one, and give a list."""
    Zs: list[Array] = []
    Ps: list[Array] = []
    As: list[Array] = []
    for image in X:
        Z = conv_forward(image[np.newaxis], F, c)
        P = np.where(max_pool(Z, pool) > 0, max_pool(Z, pool), 0)
        Zs.append(Z[0])
        Ps.append(P[0])
        As.append(softmax(P.reshape(1, -1) @ W + b)[0])
    return [np.array(Zs), np.array(Ps), np.array(As)]


def plain_cnn_loss_and_grads__relu_in_full_size(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Go back through the pool of ReLU's result, then through ReLU."""
    n = X.shape[0]
    Z, P, A = forward_cnn(X, params["F"], params["c"], params["W"], params["b"])
    loss = -np.sum(y * np.log(A + 1e-7)) / n
    dscores = (A - y) / n
    flat = P.reshape(n, -1)
    dW = flat.T @ dscores
    db = np.sum(dscores, axis=0)
    dP = (dscores @ params["W"].T).reshape(P.shape)
    dR = max_pool_backward(np.maximum(0, Z), 2, dP)
    dZ = dR * (Z > 0)
    dX, dF, dc = conv_backward(X, params["F"], dZ)
    return loss, {"F": dF, "c": dc, "W": dW, "b": db}


def plain_cnn_loss_and_grads__divided_last(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Leave the 1/n to the end, and clip the probabilities."""
    F, c, W, b = params["F"], params["c"], params["W"], params["b"]
    Z, P, A = forward_cnn(X, F, c, W, b)
    loss = float(np.mean(-np.sum(y * np.log(np.clip(A, 1e-12, 1.0)), axis=1)))
    delta = A - y
    back = delta @ W.T
    dP = back.reshape(P.shape)
    dP[P <= 0] = 0
    _, dF, dc = conv_backward(X, F, max_pool_backward(Z, 2, dP))
    grads = {"W": P.reshape(len(P), -1).T @ delta, "b": delta.sum(axis=0), "F": dF, "c": dc}
    return loss, {name: grad / len(X) for name, grad in grads.items()}


def plain_cnn_loss_and_grads__image_by_image(X: Array, y: Array, params: Params) -> LossAndGrads:
    """Add up what each image gives, and take the mean at the end."""
    n = len(X)
    total: Any = 0
    grads = {name: np.zeros(param.shape) for name, param in params.items()}
    for i in range(n):
        Z, P, A = forward_cnn(X[i : i + 1], params["F"], params["c"], params["W"], params["b"])
        total -= np.log(np.maximum(A, 1e-15))[0, y[i].argmax()]
        d = A - y[i]
        dP = (d @ params["W"].T).reshape(P.shape) * np.where(P > 0, 1, 0)
        _, dF, dc = conv_backward(X[i : i + 1], params["F"], max_pool_backward(Z, 2, dP))
        for name, grad in {"F": dF, "c": dc, "W": np.outer(P, d), "b": d[0]}.items():
            grads[name] += grad
    return total / n, {name: grad / n for name, grad in grads.items()}
