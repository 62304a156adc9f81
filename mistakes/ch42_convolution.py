"""Wrong and right answers to chapter 4.2."""

import numpy as np
from ch11_arrays import Array
from ch42_convolution import conv2d, conv_backward, conv_forward


def wrong_conv2d__flipped(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your filter is flipped, as scipy's convolve2d does it: networks slide it as it is, so flip it back.

    Breaks: cross-correlation.
    """
    return conv2d(image, filter[::-1, ::-1], stride)


def wrong_conv2d__upside_down(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your rows come out in reverse order: the first is where the filter stands at the top.

    Breaks: Z[i, j] is the sum at row i, column j.
    """
    return conv2d(image, filter, stride)[::-1].copy()


def wrong_conv2d__stride_ignored(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your filter moves by one pixel, whatever stride says: begin at multiples of stride.

    Breaks: stride.
    """
    conv2d(image, filter, stride)
    return conv2d(image, filter)


def wrong_conv2d__mean(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result is the mean of the products: take their sum.

    Breaks: the sum over the filter.
    """
    return conv2d(image, filter, stride) / filter.size


def wrong_conv_forward__no_bias(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your planes lack their biases: add b[f] to each entry of plane f.

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f].
    """
    return conv_forward(X, F, np.zeros_like(b), stride)


def wrong_conv_forward__filters_first(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your result has the filters first: images come first, (n, k, oh, ow).

    Breaks: shape (n, k, oh, ow).
    """
    return conv_forward(X, F, b, stride).swapaxes(0, 1)


def wrong_conv_backward__mean(X: Array, F: Array, dZ: Array, stride: int = 1) -> tuple[Array, Array, Array]:
    """Your gradients of the filters and biases are divided by n: the 1/n is in dZ already.

    Breaks: no further 1/n.
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    return dX, dF / len(X), db / len(X)


def wrong_conv_backward__bias_of_one_image(
    X: Array, F: Array, dZ: Array, stride: int = 1
) -> tuple[Array, Array, Array]:
    """Your db counts only the first image: sum over the images, rows and columns.

    Breaks: db[f] is the sum of all dZ[i, f].
    """
    dX, dF, _ = conv_backward(X, F, dZ, stride)
    return dX, dF, dZ[0].sum(axis=(1, 2))


def wrong_conv_backward__filter_not_flipped(
    X: Array, F: Array, dZ: Array, stride: int = 1
) -> tuple[Array, Array, Array]:
    """Your dX goes back through the filter flipped: what pixel (r, c) was multiplied with is F[r, c] itself.

    Breaks: dX[p + r, q + c] += dZ[p, q] * F[r, c].
    """
    _, dF, db = conv_backward(X, F, dZ, stride)
    return conv_backward(X, F[:, ::-1, ::-1], dZ, stride)[0], dF, db


def wrong_conv_backward__no_gradient_of_the_images(
    X: Array, F: Array, dZ: Array, stride: int = 1
) -> tuple[Array, Array, Array]:
    """Your dX is 0 everywhere: each pixel gets dZ times the weight it met, summed over all places.

    Breaks: dX.
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    return np.zeros_like(dX), dF, db


def right_conv2d__by_windows(image: Array, filter: Array, stride: int = 1) -> Array:
    """Look at all windows at once."""
    conv2d(image, filter, stride)
    windows = np.lib.stride_tricks.sliding_window_view(image, filter.shape)[::stride, ::stride]
    return np.einsum("ijrc,rc->ij", windows, filter)


def right_conv_forward__by_einsum(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Look at all windows at once, for all images and filters."""
    conv_forward(X, F, b, stride)
    windows = np.lib.stride_tricks.sliding_window_view(X, F.shape[1:], axis=(1, 2))[:, ::stride, ::stride]
    return np.einsum("nijrc,krc->nkij", windows, F) + b[:, None, None]
