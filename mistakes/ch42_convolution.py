"""Wrong and right answers to chapter 4.2."""

import importlib
from typing import Any

import numpy as np
from ch11_arrays import Array
from ch42_convolution import conv2d, conv_backward, conv_forward
from numpy.lib.stride_tricks import as_strided, sliding_window_view

Grads = tuple[Array, Array, Array]


def _windows(X: Array, F: Array, stride: int = 1) -> Array:
    """Show what each place of each image sees, shape (n, oh, ow, fh, fw)."""
    return sliding_window_view(X, F.shape[1:], axis=(1, 2))[:, ::stride, ::stride]


def _planes(X: Array, F: Array, stride: int = 1) -> Array:
    """Slide filters over images without a bias, and leave the filters last: shape (n, oh, ow, k)."""
    return np.tensordot(_windows(X, F, stride), F, axes=((3, 4), (1, 2)))


def _same(image: Array, filter: Array, correlated: bool) -> Array:
    """Slide a filter with zeros around the image, as mode="same" of scipy.signal, whose import takes half a second."""
    (H, W), (fh, fw) = image.shape, filter.shape
    full = conv2d(np.pad(image, ((fh - 1, fh - 1), (fw - 1, fw - 1))), filter)
    top, left = (fh - 1 + correlated) // 2, (fw - 1 + correlated) // 2
    return full[top : top + H, left : left + W]


def _check(stride: int) -> None:
    if stride < 1:
        raise ValueError(f"stride is {stride}")


def wrong_conv2d__flipped(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your filter is flipped, as scipy's convolve2d does it: networks slide it as it is, so flip it back.

    Breaks: cross-correlation.
    """
    return conv2d(image, filter[::-1, ::-1], stride)


def wrong_conv2d__filter_upside_down(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your filter is upside down, its last row on top: slide it as it is.

    Breaks: cross-correlation.
    """
    return conv2d(image, filter[::-1], stride)


def wrong_conv2d__filter_turned(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your filter is transposed: pixel (i + r, j + c) meets filter[r, c], its row first in both.

    Breaks: Z[i, j] = Σ image[i * stride + r, j * stride + c] * filter[r, c].
    """
    return conv2d(image, filter.T, stride)


def wrong_conv2d__upside_down(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your rows come out in reverse order: the first row belongs to the filter at the top.

    Breaks: Z[i, j] is the sum at row i, column j.
    """
    return conv2d(image, filter, stride)[::-1].copy()


def wrong_conv2d__mean(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result is the mean of the products: take their sum.

    Breaks: the sum over the filter.
    """
    return conv2d(image, filter, stride) / filter.size


def wrong_conv2d__largest_product(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result is the largest product of each place: take the sum of all.

    Breaks: the sum over the filter.
    """
    windows = sliding_window_view(image, filter.shape)[::stride, ::stride]
    return (windows * filter).max(axis=(2, 3))


def wrong_conv2d__matrix_product(image: Array, filter: Array, stride: int = 1) -> Array:
    """You sum the matrix product of window and filter: multiply them entry by entry, with * instead of @.

    Breaks: the sum of products image[i + r, j + c] * filter[r, c].
    """
    windows = sliding_window_view(image, filter.shape)[::stride, ::stride]
    return (windows @ filter).sum(axis=(2, 3))


def wrong_conv2d__full(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result is that of an image with zeros around it: add no border, the filter must fit inside the image.

    Breaks: 'valid'.
    """
    fh, fw = filter.shape
    return conv2d(np.pad(image, ((fh - 1, fh - 1), (fw - 1, fw - 1))), filter, stride)


def wrong_conv2d__same(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result is as large as the image, as with zeros around it: the filter must fit inside, so it is smaller.

    Breaks: 'valid'.
    """
    fh, fw = filter.shape
    return conv2d(np.pad(image, (((fh - 1) // 2, fh // 2), ((fw - 1) // 2, fw // 2))), filter, stride)


def wrong_conv2d__last_place_left_out(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your last row and column are missing: a filter of fh rows fits at (H - fh) // stride + 1 places.

    Breaks: oh = (H - fh) // stride + 1.
    """
    return conv2d(image, filter, stride)[:-1, :-1]


def wrong_conv2d__one_added_too_early(image: Array, filter: Array, stride: int = 1) -> Array:
    """You count (H - fh + 1) // stride places, which loses the last one: add the 1 after dividing by the stride.

    Breaks: oh = (H - fh) // stride + 1.
    """
    (H, W), (fh, fw) = image.shape, filter.shape
    return conv2d(image, filter, stride)[: (H - fh + 1) // stride, : (W - fw + 1) // stride]


def wrong_conv2d__edge_filled_up(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result goes on over the edge that the stride leaves over, as if zeros filled it up: drop that edge.

    Breaks: oh = (H - fh) // stride + 1, rounded down.
    """
    below, right = ((fits - size) % stride for fits, size in zip(filter.shape, image.shape, strict=True))
    return conv2d(np.pad(image, ((0, below), (0, right))), filter, stride)


def wrong_conv2d__stride_ignored(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your filter moves by one pixel, whatever stride says: begin at multiples of stride.

    Breaks: stride.
    """
    conv2d(image, filter, stride)
    return conv2d(image, filter)


def wrong_conv2d__stride_of_rows_only(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your filter steps by stride downward, but by one pixel to the right: take [::stride, ::stride].

    Breaks: stride.
    """
    return conv2d(image, filter)[::stride]


def wrong_conv2d__dilated(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your stride spreads the filter's weights over the image: it moves the filter, whose weights meet neighbors.

    Breaks: image[i * stride + r, j * stride + c].
    """
    oh, ow = conv2d(image, filter, stride).shape
    Z = np.zeros((oh, ow), dtype=np.result_type(image, filter))
    for r, c in np.ndindex(filter.shape):
        part = image[r * stride : r * stride + oh, c * stride : c * stride + ow]
        Z[: len(part), : part.shape[1]] += part * filter[r, c]
    return Z


def wrong_conv2d__square_filters(image: Array, filter: Array, stride: int = 1) -> Array:
    """You take the filter for as wide as it is high: read both, fh, fw = filter.shape.

    Breaks: filter of shape (fh, fw).
    """
    side = len(filter)
    (H, W), Z = image.shape, np.zeros(((len(image) - side) // stride + 1, (image.shape[1] - side) // stride + 1))
    for r, c in np.ndindex(side, side):
        Z += filter[r, c] * image[r : H - side + r + 1 : stride, c : W - side + c + 1 : stride]
    return Z


def wrong_conv2d__square_images(image: Array, filter: Array, stride: int = 1) -> Array:
    """You take the result for as wide as it is high: compute ow from W and fw, as oh from H and fh.

    Breaks: shape (oh, ow).
    """
    Z = conv2d(image, filter, stride)
    right = np.zeros((len(Z), len(Z)), dtype=Z.dtype)
    right[:, : Z.shape[1]] = Z[:, : len(Z)]
    return right


def wrong_conv2d__squeezed(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result loses its axes of length 1: a single row or number is of shape (1, ow) or (1, 1), too.

    Breaks: shape (oh, ow).
    """
    return np.squeeze(conv2d(image, filter, stride))


def wrong_conv2d__with_relu(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your results below 0 become 0: ReLU is another layer, so return what the filter gives.

    Breaks: Z[i, j] is the sum, of any sign.
    """
    return np.maximum(conv2d(image, filter, stride), 0)


def wrong_conv2d__clipped(image: Array, filter: Array, stride: int = 1) -> Array:
    """You cut results off at 255: they are sums, not pixels, and may be of any size.

    Breaks: Z[i, j] is the sum, of any size.
    """
    return np.clip(conv2d(image, filter, stride), -255, 255)


def wrong_conv2d__filter_mirrored(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your filter is mirrored, its last column on the left: slide it as it is.

    Breaks: cross-correlation.
    """
    return conv2d(image, filter[:, ::-1], stride)


def wrong_conv2d__flipped_and_full(image: Array, filter: Array, stride: int = 1) -> Array:
    """This is scipy's convolve2d as it comes: it flips the filter, so flip it back, and mode="valid" keeps it inside.

    Breaks: cross-correlation, 'valid'.
    """
    fh, fw = filter.shape
    return conv2d(np.pad(image, ((fh - 1, fh - 1), (fw - 1, fw - 1))), filter[::-1, ::-1], stride)


def wrong_conv2d__flipped_and_full_at_any_stride(image: Array, filter: Array, stride: int = 1) -> Array:
    """This is scipy's convolve2d as it comes: it flips the filter, so flip it back, and mode="valid" keeps it inside.

    Breaks: cross-correlation, 'valid', stride.
    """
    return wrong_conv2d__flipped_and_full(image, filter)


def wrong_conv2d__size_rounded(image: Array, filter: Array, stride: int = 1) -> Array:
    """Where the stride leaves some pixels over, you round the number of places up: round it down, with //.

    Breaks: oh = (H - fh) // stride + 1.
    """
    (H, W), (fh, fw) = image.shape, filter.shape
    Z = np.zeros((round((H - fh) / stride) + 1, round((W - fw) / stride) + 1))
    for i, j in np.ndindex(Z.shape):
        window = image[i * stride : i * stride + fh, j * stride : j * stride + fw]
        Z[i, j] = (window * filter[: len(window), : window.shape[1]]).sum()
    return Z


def wrong_conv2d__flipped_and_same(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result is as large as the image, with the filter flipped: flip it back, and keep it inside the image.

    Breaks: cross-correlation, 'valid'.
    """
    return _same(image, filter[::-1, ::-1], correlated=False)[::stride, ::stride]


def wrong_conv2d__correlated_same(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result is as large as the image, as with zeros around it: the filter must fit inside, so it is smaller.

    Breaks: 'valid'.
    """
    return _same(image, filter, correlated=True)[::stride, ::stride]


def wrong_conv2d__last_place_left_out_of_range(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your last row and column are missing: the filter also fits where it begins at row H - fh and column W - fw.

    Breaks: oh = (H - fh) // stride + 1.
    """
    (H, W), (fh, fw) = image.shape, filter.shape
    Z = np.zeros((len(range(0, H - fh, stride)), len(range(0, W - fw, stride))))
    for i, j in np.ndindex(Z.shape):
        Z[i, j] = np.sum(image[i * stride : i * stride + fh, j * stride : j * stride + fw] * filter)
    return Z


def wrong_conv2d__last_place_left_out_of_a_list(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your last row and column are missing: the filter also fits where it begins at row H - fh and column W - fw.

    Breaks: oh = (H - fh) // stride + 1.
    """
    (H, W), (fh, fw) = image.shape, filter.shape
    rows: list[list[Any]] = []
    for i in range(0, H - fh, stride):
        rows.append([np.sum(image[i : i + fh, j : j + fw] * filter) for j in range(0, W - fw, stride)])
    return np.array(rows)


def wrong_conv2d__window_moves_by_one(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result has the size for the stride, but the filter moves by one pixel: begin at p * stride, q * stride.

    Breaks: image[i * stride + r, j * stride + c].
    """
    oh, ow = conv2d(image, filter, stride).shape
    return conv2d(image, filter)[:oh, :ow]


def wrong_conv2d__zeros_between(image: Array, filter: Array, stride: int = 1) -> Array:
    """With a stride, some of your results stay 0: visit all of the oh by ow places, and put place (p, q) into Z[p, q].

    Breaks: Z[i, j] for each i below oh and j below ow.
    """
    fh, fw = filter.shape
    oh, ow = (image.shape[0] - fh) // stride + 1, (image.shape[1] - fw) // stride + 1
    Z = np.zeros((oh, ow))
    for i in range(0, oh, stride):
        for j in range(0, ow, stride):
            Z[i, j] = np.sum(image[i : i + fh, j : j + fw] * filter)
    return Z


def wrong_conv2d__zeros_between_right_ones(image: Array, filter: Array, stride: int = 1) -> Array:
    """With a stride, some of your results stay 0: visit all of the oh by ow places, and put place (p, q) into Z[p, q].

    Breaks: Z[i, j] for each i below oh and j below ow.
    """
    fh, fw = filter.shape
    oh, ow = (image.shape[0] - fh) // stride + 1, (image.shape[1] - fw) // stride + 1
    Z = np.zeros((oh, ow))
    for i in range(0, oh, stride):
        for j in range(0, ow, stride):
            Z[i, j] = np.sum(image[i * stride : i * stride + fh, j * stride : j * stride + fw] * filter)
    return Z


def wrong_conv2d__pixel_as_index(image: Array, filter: Array, stride: int = 1) -> Array:
    """With a stride, your index runs past the end of the result: the sum at pixel (p * stride, q * stride) is Z[p, q].

    Breaks: Z[i, j] = Σ image[i * stride + r, j * stride + c] * filter[r, c].
    """
    (H, W), (fh, fw) = image.shape, filter.shape
    Z = np.zeros(((H - fh) // stride + 1, (W - fw) // stride + 1))
    for i in range(0, H - fh + 1, stride):
        for j in range(0, W - fw + 1, stride):
            Z[i, j] = np.sum(image[i : i + fh, j : j + fw] * filter)
    return Z


def wrong_conv2d__stride_of_columns_only(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your filter steps by stride to the right, but by one pixel downward: take [::stride, ::stride].

    Breaks: stride.
    """
    return conv2d(image, filter)[:, ::stride]


def wrong_conv2d__size_exchanged(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result has rows and columns exchanged: it has oh rows and ow columns.

    Breaks: shape (oh, ow).
    """
    fh, fw = filter.shape
    oh, ow = conv2d(image, filter, stride).shape
    Z = np.zeros((ow, oh))
    for i in range(oh):
        for j in range(ow):
            Z[i, j] = np.sum(image[i * stride : i * stride + fh, j * stride : j * stride + fw] * filter)
    return Z


def wrong_conv2d__transposed(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result is transposed: the first index is the row, the second the column.

    Breaks: shape (oh, ow).
    """
    return conv2d(image, filter, stride).T


def wrong_conv2d__first_place_only(image: Array, filter: Array, stride: int = 1) -> Array:
    """Only the first place is computed, and the rest of your result is 0: does the function return inside its loops?

    Breaks: Z[i, j] for each i below oh and j below ow.
    """
    right = conv2d(image, filter, stride)
    Z = np.zeros(right.shape)
    Z[0, 0] = right[0, 0]
    return Z


def wrong_conv2d__first_row_only(image: Array, filter: Array, stride: int = 1) -> Array:
    """Only the first row is computed, and the rest of your result is 0: does the function return inside its loop?

    Breaks: Z[i, j] for each i below oh and j below ow.
    """
    right = conv2d(image, filter, stride)
    Z = np.zeros(right.shape)
    Z[0] = right[0]
    return Z


def wrong_conv2d__last_product_only(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your sums keep only the product with the filter's last weight: add up all products, with +=.

    Breaks: the sum over the filter.
    """
    fh, fw = filter.shape
    return conv2d(image[fh - 1 :, fw - 1 :], filter[-1:, -1:], stride)


def wrong_conv2d__last_weight_left_out(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your sums leave out the filter's last row and column: r runs over range(fh), and c over range(fw).

    Breaks: the sum over the filter.
    """
    kept = filter.copy()
    kept[-1], kept[:, -1] = 0, 0
    return conv2d(image, kept, stride)


def wrong_conv2d__one_running_sum(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your sum goes on from place to place: begin each place with a new sum of 0.

    Breaks: Z[i, j] is the sum at one place.
    """
    Z = conv2d(image, filter, stride)
    return Z.cumsum().reshape(Z.shape)


def unpolished_conv2d__copied_memory_order(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result is wrong for a transposed or mirrored view, whose pixels lie in memory in another order.

    Breaks: any array will do.
    """
    W, (fh, fw), size = image.shape[1], filter.shape, image.itemsize
    oh, ow = conv2d(image, filter, stride).shape
    pixels = image.ravel(order="K")
    windows = as_strided(pixels, (oh, ow, fh, fw), (W * size * stride, size * stride, W * size, size))
    return np.tensordot(windows, filter)


def unpolished_conv2d__always_float64(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result is float64 even if image and filter are float32: pass the dtype to np.zeros and similar functions.

    Breaks: float32 inputs alone give float32.
    """
    (H, W), (fh, fw) = image.shape, filter.shape
    Z = np.zeros(conv2d(image, filter, stride).shape)
    for r, c in np.ndindex(fh, fw):
        Z += filter[r, c] * image[r : H - fh + r + 1 : stride, c : W - fw + c + 1 : stride]
    return Z


def unpolished_conv2d__dtype_of_the_image(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your result has the image's dtype, and a float64 filter loses its digits: take np.result_type(image, filter).

    Breaks: dtype follows NumPy's promotion.
    """
    return conv2d(image, filter, stride).astype(image.dtype)


def unpolished_conv2d__larger_filter_unchecked(image: Array, filter: Array, stride: int = 1) -> Array:
    """A filter larger than the image gives a result of some kind: raise a ValueError if fh > H or fw > W.

    Breaks: a filter larger than the image raises ValueError.
    """
    _check(stride)
    (H, W), (fh, fw) = image.shape, filter.shape
    oh, ow = (H - fh) // stride + 1, (W - fw) // stride + 1
    Z = np.zeros((oh, ow), dtype=np.result_type(image, filter))
    for r, c in np.ndindex(fh, fw):
        Z += filter[r, c] * image[r : H - fh + r + 1 : stride, c : W - fw + c + 1 : stride]
    return Z


def unpolished_conv2d__filter_and_image_swapped(image: Array, filter: Array, stride: int = 1) -> Array:
    """If the filter is larger, the image slides over it, as in scipy.signal: raise a ValueError.

    Breaks: a filter larger than the image raises ValueError.
    """
    (H, W), (fh, fw) = image.shape, filter.shape
    return conv2d(filter, image[::-1, ::-1], stride) if fh > H and fw > W else conv2d(image, filter, stride)


def wrong_conv2d__refuses_equal_sizes(image: Array, filter: Array, stride: int = 1) -> Array:
    """You refuse a filter as high or wide as the image, though there is a place for it: compare with >, not >=.

    Breaks: only a filter larger than the image raises ValueError.
    """
    if filter.shape[0] >= image.shape[0] or filter.shape[1] >= image.shape[1]:
        raise ValueError(f"a filter {filter.shape} does not fit an image {image.shape}")
    return conv2d(image, filter, stride)


def unpolished_conv2d__stride_of_zero(image: Array, filter: Array, stride: int = 1) -> Array:
    """A stride of 0 ends in a ZeroDivisionError: check it before you divide, and raise a ValueError.

    Breaks: stride < 1 raises ValueError.
    """
    (H, W), (fh, fw) = image.shape, filter.shape
    if fh > H or fw > W:
        raise ValueError(f"a filter {filter.shape} does not fit an image {image.shape}")
    oh, ow = (H - fh) // stride + 1, (W - fw) // stride + 1
    return conv2d(image, filter, stride)[:oh, :ow]


def unpolished_conv2d__stride_below_zero(image: Array, filter: Array, stride: int = 1) -> Array:
    """A negative stride runs through the image backward (NumPy refuses only 0): raise a ValueError for each below 1.

    Breaks: stride < 1 raises ValueError.
    """
    return np.tensordot(sliding_window_view(image, filter.shape)[::stride, ::stride], filter)


def unpolished_conv2d__assertion(image: Array, filter: Array, stride: int = 1) -> Array:
    """You refuse what does not fit by an AssertionError, which Python may leave out: raise a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    assert filter.shape[0] <= image.shape[0] and filter.shape[1] <= image.shape[1], "the filter is too large"
    return conv2d(image, filter, stride)


def wrong_conv2d__filter_turned_round_in_place(image: Array, filter: Array, stride: int = 1) -> Array:
    """You turn the filter around in the caller's array: filter[::-1, ::-1] is a view that leaves it as it was.

    Breaks: no function changes an array that it is given.
    """
    Z = conv2d(image, filter, stride)
    filter[...] = filter[::-1, ::-1].copy()
    return Z


def unpolished_conv2d__kernel(image: Array, kernel: Array, stride: int = 1) -> Array:
    """You gave a parameter another name: a caller may use the names image, filter and stride.

    Breaks: the names are fixed.
    """
    return conv2d(image, kernel, stride)


def unpolished_conv2d__place_by_place(image: Array, filter: Array, stride: int = 1) -> Array:
    """Your function visits each place by itself: loop over the filter's few positions, and take all places at once.

    Breaks: loops over pixels are not fine.
    """
    fh, fw = filter.shape
    Z = conv2d(image, filter, stride)
    for i, j in np.ndindex(Z.shape):
        top, left = i * stride, j * stride
        Z[i, j] = (image[top : top + fh, left : left + fw] * filter).sum()
    return Z


def wrong_conv_forward__no_bias(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your planes lack their biases: add b[f] to each entry of plane f.

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f].
    """
    return conv_forward(X, F, np.zeros_like(b), stride)


def wrong_conv_forward__bias_for_each_column(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """You add b along the columns: give it two axes more, b[:, None, None], so that it meets the filters.

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f].
    """
    return np.moveaxis(_planes(X, F, stride), -1, 1) + b


def wrong_conv_forward__bias_for_each_row(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """You add b along the rows: give it one axis more, b[:, None, None], so that it meets the filters.

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f].
    """
    return np.moveaxis(_planes(X, F, stride), -1, 1) + b[:, None]


def wrong_conv_forward__bias_for_each_weight(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """You add the bias at each of the filter's positions: add it once, when all products are summed up.

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f].
    """
    return conv_forward(X, F, b * F[0].size, stride)


def wrong_conv_forward__filters_first(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your result has the filters first: images come first, (n, k, oh, ow).

    Breaks: shape (n, k, oh, ow).
    """
    return conv_forward(X, F, b, stride).swapaxes(0, 1)


def wrong_conv_forward__filters_last(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your result has the filters last: they come second, (n, k, oh, ow), so move that axis.

    Breaks: shape (n, k, oh, ow).
    """
    return _planes(X, F, stride) + b


def wrong_conv_forward__reshaped(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """You reshape where axes should change places, which mixes filters and pixels: use transpose or moveaxis.

    Breaks: Z[i, f] is the plane of image i and filter f.
    """
    Z = _planes(X, F, stride) + b
    n, oh, ow, k = Z.shape
    return Z.reshape(n, k, oh, ow)


def wrong_conv_forward__weights_reshaped(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """You make F a matrix by F.reshape(-1, k), which mixes the filters: take F.reshape(k, -1).T.

    Breaks: Z[i, f] belongs to filter F[f].
    """
    k, fh, fw = F.shape
    windows = _windows(X, F, stride)
    Z = windows.reshape(*windows.shape[:3], fh * fw) @ F.reshape(fh * fw, k) + b
    return np.moveaxis(Z, -1, 1)


def wrong_conv_forward__flipped(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your filters are flipped, as scipy's convolve does it: networks slide them as they are.

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f].
    """
    return conv_forward(X, F[:, ::-1, ::-1], b, stride)


def wrong_conv_forward__all_axes_flipped(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your filters come in reverse order and flipped: slide them as they are, the first one first.

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f].
    """
    return conv_forward(X, F[::-1, ::-1, ::-1], b, stride)


def wrong_conv_forward__first_image(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """All your images give the result of the first one: slide over X[i], not over X[0].

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f].
    """
    return conv_forward(np.broadcast_to(X[:1], X.shape), F, b, stride)


def wrong_conv_forward__stride_ignored(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your filters move by one pixel, whatever stride says: pass it on, or take every stride-th place.

    Breaks: stride.
    """
    return conv_forward(X, F, b, min(stride, 1))


def wrong_conv_forward__stride_of_rows_only(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your filters step by stride downward, but by one pixel to the right: take [:, ::stride, ::stride].

    Breaks: stride.
    """
    return conv_forward(X, F, b, min(stride, 1))[:, :, ::stride]


def wrong_conv_forward__square_filters(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """You assume that filters are as wide as high: read all three sizes, k, fh, fw = F.shape.

    Breaks: F of shape (k, fh, fw).
    """
    side = F.shape[1]
    windows = sliding_window_view(X, (side, side), axis=(1, 2))[:, ::stride, ::stride]
    return np.einsum("nijrc,krc->nkij", windows, F) + b[:, None, None]


def wrong_conv_forward__squeezed(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your result loses its axes of length 1: a single image or filter keeps its axis.

    Breaks: shape (n, k, oh, ow).
    """
    return conv_forward(X, F, b, stride).squeeze()


def wrong_conv_forward__with_relu(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your scores below 0 become 0: ReLU is another layer, so return what the filters give.

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f], of any sign.
    """
    return np.maximum(conv_forward(X, F, b, stride), 0)


def wrong_conv_forward__pixels_scaled(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """You divide bright pixels by 255: scaling is up to the caller, so take images as they are.

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f].
    """
    return conv_forward(X / 255 if X.size and X.max() > 100 else X, F, b, stride)


def wrong_conv_forward__bias_of_the_image(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """You add b by the number of the image: b[f] belongs to the filter.

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f].
    """
    Z = np.zeros(conv_forward(X, F, b, stride).shape)
    for i in range(len(X)):
        for f in range(len(F)):
            Z[i, f] = conv2d(X[i], F[f], stride) + b[i]
    return Z


def wrong_conv_forward__first_bias(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """You add the first bias to all planes: plane f gets b[f].

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f].
    """
    return conv_forward(X, F, np.full_like(b, b[0]), stride)


def wrong_conv_forward__filters_summed(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """You add up the planes of all filters: keep a plane for each filter, (n, k, oh, ow).

    Breaks: shape (n, k, oh, ow).
    """
    return conv_forward(X, F, b, stride).sum(axis=1)


def wrong_conv_forward__first_filter(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """All your planes are those of the first filter: plane f belongs to F[f].

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f].
    """
    return conv_forward(X, np.broadcast_to(F[:1], F.shape), b, stride)


def wrong_conv_forward__one_after_the_other(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your planes are in one row, (n * k, oh, ow): give each image its own k planes, (n, k, oh, ow).

    Breaks: shape (n, k, oh, ow).
    """
    Z = conv_forward(X, F, b, stride)
    return Z.reshape(-1, *Z.shape[2:])


def wrong_conv_forward__last_image_only(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Only the last image has its planes, and the others are 0: fill Z[i, f] for each i.

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f].
    """
    Z = conv_forward(X, F, b, stride)
    Z[:-1] = 0
    return Z


def wrong_conv_forward__first_image_only(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Only the first image has its planes, and the others are 0: does the function return inside its loop?

    Breaks: Z[i, f] = conv2d(X[i], F[f]) + b[f].
    """
    Z = conv_forward(X, F, b, stride)
    Z[1:] = 0
    return Z


def wrong_conv_forward__window_moves_by_one(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your planes have the size for the stride, but the filters move by one pixel: begin at p * stride, q * stride.

    Breaks: stride.
    """
    _, _, oh, ow = conv_forward(X, F, b, stride).shape
    return conv_forward(X, F, b)[:, :, :oh, :ow]


def wrong_conv_forward__last_place_left_out(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """The last row and column of your planes are missing: a filter of fh rows fits at (H - fh) // stride + 1 places.

    Breaks: oh = (H - fh) // stride + 1.
    """
    return conv_forward(X, F, b, stride)[:, :, :-1, :-1]


def wrong_conv_forward__bias_into_the_filters(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """You write into the caller's filters: each step of the training would begin with other ones.

    Breaks: no function changes an array that it is given.
    """
    Z = conv_forward(X, F, b, stride)
    F += b[:, None, None]
    return Z


def unpolished_conv_forward__biases_one_by_one(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Too few biases end in an IndexError, and too many pass: raise a ValueError unless b has shape (k,).

    Breaks: shapes that do not fit raise ValueError.
    """
    Z = conv_forward(X, F, np.zeros(len(F), dtype=b.dtype), stride)
    for f in range(len(F)):
        Z[:, f] += b[f]
    return Z


def unpolished_conv_forward__shorter_of_two(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """With too few biases some filters get no plane, as zip ends with the shorter: strict=True raises a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    return np.stack([conv_forward(X, f[None], bias[None], stride)[:, 0] for f, bias in zip(F, b, strict=False)], axis=1)


def unpolished_conv_forward__always_float64(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your result is float64 even if X, F and b are float32: pass the dtype to np.zeros and similar functions.

    Breaks: float32 inputs alone give float32.
    """
    Z = np.zeros(conv_forward(X, F, b, stride).shape)
    Z += conv_forward(X, F, b, stride)
    return Z


def unpolished_conv_forward__bias_in_place(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """A float64 bias loses digits in a float32 result, as with Z += b: Z + b takes the wider dtype.

    Breaks: dtype follows NumPy's promotion.
    """
    conv_forward(X, F, b, stride)
    Z = np.moveaxis(_planes(X, F, stride), -1, 1)
    Z += b[:, None, None]
    return Z


def unpolished_conv_forward__larger_filters_unchecked(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Filters larger than the images give planes of some kind: raise a ValueError if fh > H or fw > W.

    Breaks: a filter larger than the image raises ValueError.
    """
    _check(stride)
    (n, H, W), (k, fh, fw) = X.shape, F.shape
    oh, ow = (H - fh) // stride + 1, (W - fw) // stride + 1
    Z = np.zeros((n, k, oh, ow), dtype=np.result_type(X, F, b))
    for r, c in np.ndindex(fh, fw):
        part = X[:, None, r : H - fh + r + 1 : stride, c : W - fw + c + 1 : stride]
        Z += part * F[:, r, c][:, None, None]
    return Z + b[:, None, None]


def unpolished_conv_forward__stride_below_zero(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """A negative stride runs through the images backward (NumPy refuses only 0): raise a ValueError for each below 1.

    Breaks: stride < 1 raises ValueError.
    """
    return np.moveaxis(_planes(X, F, stride) + b, -1, 1)


def unpolished_conv_forward__image_by_image(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Your function takes the images one by one, as in a loop: let NumPy take all of them at once.

    Breaks: loops over samples are not fine.
    """
    return np.concatenate([conv_forward(image[None], F, b, stride) for image in X])


def wrong_conv_backward__mean(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your gradients of the filters and biases are divided by n: the 1/n is in dZ already.

    Breaks: no further 1/n.
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    return dX, dF / len(X), db / len(X)


def wrong_conv_backward__mean_of_all(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your three gradients are divided by n: the 1/n is in dZ already.

    Breaks: no further 1/n.
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    return dX / len(X), dF / len(X), db / len(X)


def wrong_conv_backward__mean_of_filters(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dF is divided by n: the 1/n is in dZ already.

    Breaks: no further 1/n.
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    return dX, dF / len(X), db


def wrong_conv_backward__mean_of_biases(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your db is the mean of dZ over images, rows and columns: take the sum.

    Breaks: db[f] is the sum of all dZ[i, f].
    """
    dX, dF, _ = conv_backward(X, F, dZ, stride)
    return dX, dF, dZ.mean(axis=(0, 2, 3))


def wrong_conv_backward__mean_over_places(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dF and db are divided by the number of places: each place adds its part, so take the sum.

    Breaks: dF[f, r, c] = Σ dZ[i, f, p, q] * X[i, p * stride + r, q * stride + c].
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    return dX, dF / dZ[0, 0].size, db / dZ[0, 0].size


def wrong_conv_backward__bias_of_one_image(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your db counts only the first image: sum over the images, rows and columns.

    Breaks: db[f] is the sum of all dZ[i, f].
    """
    dX, dF, _ = conv_backward(X, F, dZ, stride)
    return dX, dF, dZ[0].sum(axis=(1, 2))


def wrong_conv_backward__biases_summed_over_images_only(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your db has one number for each place: a filter has one bias for all, so sum over rows and columns, too.

    Breaks: db of shape (k,).
    """
    dX, dF, _ = conv_backward(X, F, dZ, stride)
    return dX, dF, dZ.sum(axis=0)


def wrong_conv_backward__biases_for_each_image(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your db has a row for each image: sum over the images, too, axis=(0, 2, 3).

    Breaks: db of shape (k,).
    """
    dX, dF, _ = conv_backward(X, F, dZ, stride)
    return dX, dF, dZ.sum(axis=(2, 3))


def wrong_conv_backward__keepdims(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your db keeps axes of length 1: it has the shape of b, (k,), so sum without keepdims.

    Breaks: db of shape (k,).
    """
    dX, dF, _ = conv_backward(X, F, dZ, stride)
    return dX, dF, dZ.sum(axis=(0, 2, 3), keepdims=True)


def wrong_conv_backward__filter_not_flipped(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dX goes back through the filter flipped: what pixel (r, c) was multiplied by is F[r, c] itself.

    Breaks: dX[p + r, q + c] += dZ[p, q] * F[r, c].
    """
    _, dF, db = conv_backward(X, F, dZ, stride)
    return conv_backward(X, F[:, ::-1, ::-1], dZ, stride)[0], dF, db


def wrong_conv_backward__filters_gradient_flipped(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dF comes out flipped: dF[f, 0, 0] sums dZ times the pixels at the top left of each place.

    Breaks: dF[f, r, c] = Σ dZ[i, f, p, q] * X[i, p * stride + r, q * stride + c].
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    return dX, dF[:, ::-1, ::-1], db


def wrong_conv_backward__overwritten(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dX keeps only what the last filter position gives a pixel: add up with +=.

    Breaks: dX[i, p * stride + r, q * stride + c] += dZ[i, f, p, q] * F[f, r, c].
    """
    (_, H, W), (_, fh, fw) = X.shape, F.shape
    dX, dF, db = conv_backward(X, F, dZ, stride)
    dX = np.zeros_like(dX)
    for r, c in np.ndindex(fh, fw):
        place = slice(None), slice(r, H - fh + r + 1, stride), slice(c, W - fw + c + 1, stride)
        dX[place] = np.tensordot(dZ, F[:, r, c], axes=(1, 0))
    return dX, dF, db


def wrong_conv_backward__repeated_indices(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Each pixel of your dX keeps what the last place gave it: add up all places, as `dX[slice] += …` in a loop does,
    but neither `=` nor `+=` with arrays of indices.

    Breaks: dX[i, p * stride + r, q * stride + c] += dZ[i, f, p, q] * F[f, r, c].
    """
    (_, oh, ow), (_, fh, fw) = dZ.shape[1:], F.shape
    dX, dF, db = conv_backward(X, F, dZ, stride)
    rows = stride * np.arange(oh)[:, None, None, None] + np.arange(fh)[:, None]
    columns = stride * np.arange(ow)[:, None, None] + np.arange(fw)
    dX = np.zeros_like(dX)
    dX[:, rows, columns] += np.einsum("nkij,krc->nijrc", dZ, F)
    return dX, dF, db


def wrong_conv_backward__images_stride_forgotten(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dX takes places as if the stride were 1: place p begins at pixel p * stride.

    Breaks: dX[i, p * stride + r, q * stride + c] += dZ[i, f, p, q] * F[f, r, c].
    """
    (oh, ow), (_, fh, fw) = dZ.shape[2:], F.shape
    dX, dF, db = conv_backward(X, F, dZ, stride)
    near = conv_backward(X[:, : oh + fh - 1, : ow + fw - 1], F, dZ)[0]
    dX = np.zeros_like(dX)
    dX[:, : near.shape[1], : near.shape[2]] = near
    return dX, dF, db


def wrong_conv_backward__filters_stride_forgotten(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dF takes pixels as if the stride were 1: place p begins at pixel p * stride.

    Breaks: dF[f, r, c] = Σ dZ[i, f, p, q] * X[i, p * stride + r, q * stride + c].
    """
    (oh, ow), (_, fh, fw) = dZ.shape[2:], F.shape
    dX, dF, db = conv_backward(X, F, dZ, stride)
    return dX, conv_backward(X[:, : oh + fh - 1, : ow + fw - 1], F, dZ)[1], db


def wrong_conv_backward__stride_forgotten(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dX and dF take places as if the stride were 1: place p begins at pixel p * stride.

    Breaks: dX[i, p * stride + r, q * stride + c] += dZ[i, f, p, q] * F[f, r, c].
    """
    (oh, ow), (_, fh, fw) = dZ.shape[2:], F.shape
    _, _, db = conv_backward(X, F, dZ, stride)
    near, dF, _ = conv_backward(X[:, : oh + fh - 1, : ow + fw - 1], F, dZ)
    dX = np.zeros_like(X)
    dX[:, : near.shape[1], : near.shape[2]] = near
    return dX, dF, db


def wrong_conv_backward__edge_cut_off(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dX ends where the last filter ended: pixels at the edge that no filter met get 0, but they are there.

    Breaks: dX in the shape of X.
    """
    (oh, ow), (_, fh, fw) = dZ.shape[2:], F.shape
    dX, dF, db = conv_backward(X, F, dZ, stride)
    return dX[:, : (oh - 1) * stride + fh, : (ow - 1) * stride + fw], dF, db


def wrong_conv_backward__no_gradient_of_the_images(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dX is 0 everywhere: each pixel gets dZ times the weight it met, summed over all places.

    Breaks: dX.
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    return np.zeros_like(dX), dF, db


def wrong_conv_backward__last_filter(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dX counts only the last filter: add up what all filters give.

    Breaks: dX sums over the filters f.
    """
    _, dF, db = conv_backward(X, F, dZ, stride)
    return conv_backward(X, F[-1:], dZ[:, -1:], stride)[0], dF, db


def wrong_conv_backward__mean_over_filters(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dX is the mean over the filters: take the sum of what they give.

    Breaks: dX sums over the filters f.
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    return dX / len(F), dF, db


def wrong_conv_backward__gradients_reshaped(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dZ.reshape(-1, k) mixes filters and places: move the filters' axis last before you reshape.

    Breaks: dF[f, r, c] = Σ dZ[i, f, p, q] * X[i, p * stride + r, q * stride + c].
    """
    dX, _, db = conv_backward(X, F, dZ, stride)
    (k, fh, fw), rows = F.shape, dZ.reshape(-1, len(F))
    return dX, (rows.T @ _windows(X, F, stride).reshape(-1, fh * fw)).reshape(k, fh, fw), db


def wrong_conv_backward__other_order(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """You return dF first: the order is dX, dF, db.

    Breaks: dX, dF, db.
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    return dF, dX, db


def wrong_conv_backward__without_images(X: Array, F: Array, dZ: Array, stride: int = 1) -> tuple[Array, Array]:
    """You return two gradients: dX, which the layer before needs, comes first, then dF and db.

    Breaks: dX, dF, db.
    """
    _, dF, db = conv_backward(X, F, dZ, stride)
    return dF, db


def wrong_conv_backward__last_place(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Each pixel of your dX keeps what the last place gave it: add up all places, as `dX[slice] += …` in a loop does,
    but neither `=` nor `+=` with arrays of indices.

    Breaks: dX[i, p * stride + r, q * stride + c] += dZ[i, f, p, q] * F[f, r, c].
    """
    _, fh, fw = F.shape
    dX, dF, db = conv_backward(X, F, dZ, stride)
    dX = np.zeros(X.shape)
    for p, q in np.ndindex(dZ.shape[2:]):
        place = slice(None), slice(p * stride, p * stride + fh), slice(q * stride, q * stride + fw)
        dX[place] = np.tensordot(dZ[:, :, p, q], F, axes=1)
    return dX, dF, db


def wrong_conv_backward__last_place_of_the_last_filter(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Each pixel of your dX keeps what the last place and filter gave it, as with `=`: add up all of them, with +=.

    Breaks: dX[i, p * stride + r, q * stride + c] += dZ[i, f, p, q] * F[f, r, c].
    """
    _, fh, fw = F.shape
    dX, dF, db = conv_backward(X, F, dZ, stride)
    dX = np.zeros(X.shape)
    for p, q in np.ndindex(dZ.shape[2:]):
        place = slice(None), slice(p * stride, p * stride + fh), slice(q * stride, q * stride + fw)
        dX[place] = dZ[:, -1, p, q, None, None] * F[-1]
    return dX, dF, db


def wrong_conv_backward__pixel_as_place(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """You give each place's gradient to one pixel only: place (p, q) gives something to each pixel below the filter.

    Breaks: dX[i, p * stride + r, q * stride + c] += dZ[i, f, p, q] * F[f, r, c].
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    dX = np.zeros(X.shape)
    for p, q in np.ndindex(dZ.shape[2:]):
        dX[:, p * stride, q * stride] += dZ[:, :, p, q] @ F[:, 0, 0]
    return dX, dF, db


def wrong_conv_backward__filters_last_place(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dF keeps only what the last place of the last image gave it, as with `=`: add up all of them, with +=.

    Breaks: dF[f, r, c] = Σ dZ[i, f, p, q] * X[i, p * stride + r, q * stride + c].
    """
    dX, _, db = conv_backward(X, F, dZ, stride)
    last = np.zeros(dZ.shape)
    last[-1, :, -1, -1] = dZ[-1, :, -1, -1]
    return dX, conv_backward(X, F, last, stride)[1], db


def wrong_conv_backward__filters_last_place_of_all(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dF keeps only what the last place gave it, as with `=`: add up all places, with +=.

    Breaks: dF[f, r, c] = Σ dZ[i, f, p, q] * X[i, p * stride + r, q * stride + c].
    """
    dX, _, db = conv_backward(X, F, dZ, stride)
    last = np.zeros(dZ.shape)
    last[:, :, -1, -1] = dZ[:, :, -1, -1]
    return dX, conv_backward(X, F, last, stride)[1], db


def wrong_conv_backward__filters_last_image(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dF keeps only what the last image gave it, as with `=`: add up all images, with +=.

    Breaks: dF[f, r, c] = Σ dZ[i, f, p, q] * X[i, p * stride + r, q * stride + c].
    """
    dX, _, db = conv_backward(X, F, dZ, stride)
    return dX, conv_backward(X[-1:], F, dZ[-1:], stride)[1], db


def wrong_conv_backward__filters_and_biases_overwritten(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dF and db keep only what came last, as with `=`: add up all images and places, with +=.

    Breaks: dF and db are sums over images and places.
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    dF, db = np.zeros(F.shape), np.zeros(len(F))
    for i, f, p, q in np.ndindex(dZ.shape):
        dF[f] = dZ[i, f, p, q] * X[i, p * stride : p * stride + len(F[f]), q * stride : q * stride + F.shape[2]]
        db[f] = dZ[i, f].sum()
    return dX, dF, db


def wrong_conv_backward__filters_and_biases_last_place(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dF and db keep only what came last, as with `=`: add up all images and places, with +=.

    Breaks: dF and db are sums over images and places.
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    dF, db = np.zeros(F.shape), np.zeros(len(F))
    for i, f, p, q in np.ndindex(dZ.shape):
        dF[f] = dZ[i, f, p, q] * X[i, p * stride : p * stride + len(F[f]), q * stride : q * stride + F.shape[2]]
        db[f] = dZ[i, f, p, q]
    return dX, dF, db


def wrong_conv_backward__bias_of_the_last_image(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your db keeps only what the last image gave it, as with `=`: add up all images, with +=.

    Breaks: db[f] is the sum of all dZ[i, f].
    """
    dX, dF, _ = conv_backward(X, F, dZ, stride)
    return dX, dF, dZ[-1].sum(axis=(1, 2))


def wrong_conv_backward__one_number_for_all_biases(X: Array, F: Array, dZ: Array, stride: int = 1) -> Any:
    """Your db is the sum over everything: each filter has its own bias, so sum over axis=(0, 2, 3).

    Breaks: db of shape (k,).
    """
    dX, dF, _ = conv_backward(X, F, dZ, stride)
    return dX, dF, dZ.sum()


def wrong_conv_backward__biases_for_each_column(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your db has one number for each column of the planes: each filter has one, so sum over axis=(0, 2, 3).

    Breaks: db of shape (k,).
    """
    dX, dF, _ = conv_backward(X, F, dZ, stride)
    return dX, dF, dZ.sum(axis=(0, 1, 2))


def wrong_conv_backward__filters_summed_over_filters(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dF is the same for all filters, their sum: dF[f] depends on dZ[:, f] alone.

    Breaks: dF[f, r, c] = Σ dZ[i, f, p, q] * X[i, p * stride + r, q * stride + c].
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    return dX, np.broadcast_to(dF.sum(axis=0), dF.shape).copy(), db


def wrong_conv_backward__first_filter(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dX counts only the first filter: add up what all filters give.

    Breaks: dX sums over the filters f.
    """
    _, dF, db = conv_backward(X, F, dZ, stride)
    return conv_backward(X, F[:1], dZ[:, :1], stride)[0], dF, db


def wrong_conv_backward__weights_forgotten(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dX adds up dZ itself: multiply it by the weight that met the pixel, F[f, r, c].

    Breaks: dX[i, p * stride + r, q * stride + c] += dZ[i, f, p, q] * F[f, r, c].
    """
    _, dF, db = conv_backward(X, F, dZ, stride)
    return conv_backward(X, np.ones_like(F), dZ, stride)[0], dF, db


def wrong_conv_backward__valid_instead_of_full(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dX is smaller than X: put fh - 1 and fw - 1 zeros around dZ before the flipped filters slide over it.

    Breaks: dX in the shape of X.
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    fh, fw = F.shape[1:]
    return dX[:, fh - 1 : X.shape[1] - fh + 1, fw - 1 : X.shape[2] - fw + 1], dF, db


def unpolished_conv_backward__float64_images(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your dX is float64 even if all inputs are float32: pass the dtype to np.zeros and similar functions.

    Breaks: float32 inputs alone give float32.
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    return dX.astype(np.float64), dF, db


def unpolished_conv_backward__dtype_of_the_inputs(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """A float64 dZ is rounded to the float32 of X and F, as in np.zeros_like(X): take the wider dtype for dX and dF.

    Breaks: dtype follows NumPy's promotion.
    """
    (_, H, W), (_, fh, fw) = X.shape, F.shape
    _, _, db = conv_backward(X, F, dZ, stride)
    dX, dF = np.zeros_like(X), np.zeros_like(F)
    for r, c in np.ndindex(fh, fw):
        place = slice(None), slice(r, H - fh + r + 1, stride), slice(c, W - fw + c + 1, stride)
        dX[place] += np.tensordot(dZ, F[:, r, c], axes=(1, 0))
        dF[:, r, c] = np.tensordot(dZ, X[place], axes=((0, 2, 3), (0, 1, 2)))
    return dX, dF, db


def unpolished_conv_backward__other_gradients_cut(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """A dZ for another stride passes, cut to fit: raise a ValueError unless its shape is (n, k, oh, ow).

    Breaks: shapes that do not fit raise ValueError.
    """
    (_, oh, ow, _, _) = _windows(X, F, max(stride, 1)).shape
    return conv_backward(X, F, dZ[:, :, :oh, :ow] if stride > 0 else dZ, stride)


def wrong_conv_backward__written_into_the_images(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """You write the gradient into the caller's X: make a new array of zeros for dX.

    Breaks: no function changes an array that it is given.
    """
    dX, dF, db = conv_backward(X, F, dZ, stride)
    X[...] = dX
    return X, dF, db


def unpolished_conv_backward__place_by_place(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Your function visits each place by itself: loop over the filter's few positions, and take all places at once.

    Breaks: loops over pixels are not fine.
    """
    dX, dF, db = (np.zeros_like(grad) for grad in conv_backward(X, F, dZ, stride))
    for p, q in np.ndindex(dZ.shape[2:]):
        place = slice(None), slice(p * stride, p * stride + F.shape[1]), slice(q * stride, q * stride + F.shape[2])
        dX[place] += np.tensordot(dZ[:, :, p, q], F, axes=1)
        dF += np.tensordot(dZ[:, :, p, q].T, X[place], axes=1)
    return dX, dF, db + dZ.sum(axis=(0, 2, 3))


def right_conv2d__by_windows(image: Array, filter: Array, stride: int = 1) -> Array:
    """Look at all windows at once."""
    conv2d(image, filter, stride)
    windows = sliding_window_view(image, filter.shape)[::stride, ::stride]
    return np.einsum("ijrc,rc->ij", windows, filter)


def right_conv2d__position_by_position(image: Array, filter: Array, stride: int = 1) -> Array:
    """Shift the image under each weight, and let NumPy refuse a stride of 0."""
    (H, W), (fh, fw) = image.shape, filter.shape
    if stride < 0 or fh > H or fw > W:
        raise ValueError("the filter does not fit")
    Z: Array = np.zeros((1, 1), dtype=image.dtype)
    for r, c in np.ndindex(fh, fw):
        Z = Z + image[r : H - fh + r + 1 : stride, c : W - fw + c + 1 : stride] * filter[r, c]
    return Z


def right_conv2d__by_strides(image: Array, filter: Array, stride: int = 1) -> Array:
    """Make the windows by hand, from the image's own steps in memory."""
    (a, b), (oh, ow) = image.strides, conv2d(image, filter, stride).shape
    windows = as_strided(image, (oh, ow, *filter.shape), (a * stride, b * stride, a, b), writeable=False)
    return (windows * filter).sum(axis=(-2, -1))


def right_conv2d__thinned_out_last(image: Array, filter: Array, stride: int = 1) -> Array:
    """Look at every place with scipy, and keep every stride-th: the result is a view."""
    if stride < 1 or filter.shape[0] > image.shape[0] or filter.shape[1] > image.shape[1]:
        raise ValueError("the filter does not fit")
    signal: Any = importlib.import_module("scipy.signal")
    return signal.convolve2d(image, filter[::-1, ::-1], mode="valid")[::stride, ::stride]


def right_conv2d__patches_as_rows(image: Array, filter: Array, stride: int = 1) -> Array:
    """Copy each place's pixels into a row of a matrix, and multiply it with the weights."""
    oh, ow = conv2d(image, filter, stride).shape
    rows = stride * np.arange(oh)[:, None, None, None] + np.arange(filter.shape[0])[:, None]
    columns = stride * np.arange(ow)[:, None, None] + np.arange(filter.shape[1])
    return np.dot(image[rows, columns].reshape(oh * ow, -1), filter.ravel()).reshape(oh, ow)


def right_conv_forward__by_einsum(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Look at all windows at once, for all images and filters."""
    conv_forward(X, F, b, stride)
    return np.einsum("nijrc,krc->nkij", _windows(X, F, stride), F) + b[:, None, None]


def right_conv_forward__patches_as_rows(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Copy each place's pixels into a row, multiply once, and move the filters' axis: the result is a view."""
    n, k, oh, ow = conv_forward(X, F, b, stride).shape
    patches = _windows(X, F, stride).reshape(n * oh * ow, -1)
    return np.moveaxis((patches @ F.reshape(k, -1).T + b).reshape(n, oh, ow, k), 3, 1)


def right_conv_forward__position_by_position(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Begin with the biases, and add what each of the filter's positions gives."""
    (_, H, W), (k, fh, fw) = X.shape, F.shape
    Z = np.zeros_like(conv_forward(X, F, b, stride)) + b.reshape(1, k, 1, 1)
    for r, c in np.ndindex(fh, fw):
        part = X[:, None, r : H - fh + r + 1 : stride, c : W - fw + c + 1 : stride]
        Z += part * F[:, r, c].reshape(1, k, 1, 1)
    return Z


def right_conv_forward__filter_by_filter(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Loop over the few filters, and let NumPy refuse filters that do not fit."""
    if stride < 1:
        raise ValueError(f"stride is {stride}")
    windows = _windows(X, F, stride)
    return np.stack([np.tensordot(windows, f) + bias for f, bias in zip(F, b, strict=True)], axis=1)


def right_conv_backward__patches_as_rows(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Go back through the matrix of patches, and add with np.add.at what they share."""
    n, k, oh, ow = dZ.shape
    dX = np.zeros_like(conv_backward(X, F, dZ, stride)[0])
    images = np.arange(n)[:, None, None, None, None]
    rows = stride * np.arange(oh)[:, None, None, None] + np.arange(F.shape[1])[:, None]
    columns = stride * np.arange(ow)[:, None, None] + np.arange(F.shape[2])
    D = np.moveaxis(dZ, 1, 3).reshape(-1, k)
    np.add.at(dX, (images, rows, columns), (D @ F.reshape(k, -1)).reshape(n, oh, ow, *F.shape[1:]))
    return dX, (D.T @ X[:, rows, columns].reshape(n * oh * ow, -1)).reshape(F.shape), D.sum(axis=0)


def right_conv_backward__by_full_convolution(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Spread dZ out by the stride, put zeros around it, and slide the flipped filters over it."""
    _, _, db = conv_backward(X, F, dZ, stride)
    (n, H, W), (k, fh, fw) = X.shape, F.shape
    spread = np.zeros((n, k, H - fh + 1, W - fw + 1), dtype=dZ.dtype)
    spread[:, :, ::stride, ::stride] = dZ
    padded = np.pad(spread, ((0, 0), (0, 0), (fh - 1, fh - 1), (fw - 1, fw - 1)))
    windows = sliding_window_view(padded, (fh, fw), axis=(2, 3))
    dX = np.einsum("nkijrc,krc->nij", windows, F[:, ::-1, ::-1])
    return dX, np.einsum("nkij,nrcij->krc", spread, _windows(X, spread[0])), db


def right_conv_backward__through_windows(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Write into dX through windows that may be written to, one filter position after the other."""
    dX = np.zeros_like(conv_backward(X, F, dZ, stride)[0])
    windows = sliding_window_view(dX, F.shape[1:], axis=(1, 2), writeable=True)[:, ::stride, ::stride]
    for r, c in np.ndindex(F.shape[1:]):
        windows[..., r, c] += np.tensordot(dZ, F[:, r, c], axes=(1, 0))
    return dX, np.tensordot(dZ, _windows(X, F, stride), axes=((0, 2, 3), (0, 1, 2))), np.einsum("nkij->k", dZ)


def plain_conv2d__two_loops(image: Array, filter: Array, stride: int = 1) -> Array:
    """Visit each place, and sum up the products there."""
    H, W = image.shape
    fh, fw = filter.shape
    oh = (H - fh) // stride + 1
    ow = (W - fw) // stride + 1
    Z = np.zeros((oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = image[i * stride : i * stride + fh, j * stride : j * stride + fw]
            Z[i, j] = np.sum(window * filter)
    return Z


def plain_conv2d__four_loops(image: Array, filter: Array, stride: int = 1) -> Array:
    """Write the double sum out."""
    oh = (image.shape[0] - filter.shape[0]) // stride + 1
    ow = (image.shape[1] - filter.shape[1]) // stride + 1
    Z = np.zeros((oh, ow))
    for i in range(oh):
        for j in range(ow):
            for r in range(filter.shape[0]):
                for c in range(filter.shape[1]):
                    Z[i, j] += image[i * stride + r, j * stride + c] * filter[r, c]
    return Z


def plain_conv2d__rows_collected(image: Array, filter: Array, stride: int = 1) -> Array:
    """Collect rows in a list, and make an array at the end."""
    fh, fw = filter.shape
    Z: list[list[Any]] = []
    for i in range(0, image.shape[0] - fh + 1, stride):
        row: list[Any] = []
        for j in range(0, image.shape[1] - fw + 1, stride):
            row.append((image[i : i + fh, j : j + fw] * filter).sum())
        Z.append(row)
    return np.array(Z)


def plain_conv2d__by_convolve2d(image: Array, filter: Array, stride: int = 1) -> Array:
    """Let scipy flip the flipped filter back."""
    signal: Any = importlib.import_module("scipy.signal")
    return signal.convolve2d(image, filter[::-1, ::-1], mode="valid")[::stride, ::stride]


def plain_conv2d__by_correlate2d(image: Array, filter: Array, stride: int = 1) -> Array:
    """Let scipy slide the filter as it is."""
    signal: Any = importlib.import_module("scipy.signal")
    return signal.correlate2d(image, filter, mode="valid")[::stride, ::stride]


def plain_conv2d__windows_times_filter(image: Array, filter: Array, stride: int = 1) -> Array:
    """Sum windows times filter over the last two axes."""
    windows = sliding_window_view(image, filter.shape)[::stride, ::stride]
    return (windows * filter).sum(axis=(-2, -1))


def plain_conv2d__windows_by_tensordot(image: Array, filter: Array, stride: int = 1) -> Array:
    """Look at all windows at once."""
    return np.tensordot(sliding_window_view(image, filter.shape), filter, axes=2)[::stride, ::stride]


def plain_conv2d__by_as_strided(image: Array, filter: Array, stride: int = 1) -> Array:
    """Make the windows from the image's steps in memory."""
    fh, fw = filter.shape
    oh = (image.shape[0] - fh) // stride + 1
    ow = (image.shape[1] - fw) // stride + 1
    s0, s1 = image.strides
    windows = as_strided(image, shape=(oh, ow, fh, fw), strides=(s0 * stride, s1 * stride, s0, s1))
    return np.einsum("ijrc,rc->ij", windows, filter)


def plain_conv2d__weight_by_weight(image: Array, filter: Array, stride: int = 1) -> Array:
    """Do as the lesson's hint says, without its checks."""
    fh, fw = filter.shape
    oh = (image.shape[0] - fh) // stride + 1
    ow = (image.shape[1] - fw) // stride + 1
    Z = np.zeros((oh, ow))
    for r in range(fh):
        for c in range(fw):
            Z += image[r : r + oh * stride : stride, c : c + ow * stride : stride] * filter[r, c]
    return Z


def plain_conv2d__patches_in_a_matrix(image: Array, filter: Array, stride: int = 1) -> Array:
    """Flatten each patch into a row, and multiply by the flat filter."""
    fh, fw = filter.shape
    oh = int((image.shape[0] - fh) / stride) + 1
    ow = int((image.shape[1] - fw) / stride) + 1
    patches = []
    for i in range(oh):
        for j in range(ow):
            patches.append(image[i * stride : i * stride + fh, j * stride : j * stride + fw].flatten())
    return (np.array(patches) @ filter.flatten()).reshape(oh, ow)


def plain_conv_forward__plane_by_plane(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Call conv2d for each image and filter."""
    n, H, W = X.shape
    k, fh, fw = F.shape
    Z = np.zeros((n, k, (H - fh) // stride + 1, (W - fw) // stride + 1))
    for i in range(n):
        for f in range(k):
            Z[i, f] = conv2d(X[i], F[f], stride) + b[f]
    return Z


def plain_conv_forward__stacked(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Stack the planes of conv2d, and add the biases at the end."""
    planes = np.stack([np.stack([conv2d(image, filter, stride) for filter in F]) for image in X])
    return planes + b.reshape(1, -1, 1, 1)


def plain_conv_forward__four_loops(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Visit each image, filter and place."""
    n, H, W = X.shape
    k, fh, fw = F.shape
    oh, ow = (H - fh) // stride + 1, (W - fw) // stride + 1
    Z = np.zeros((n, k, oh, ow))
    for i in range(n):
        for f in range(k):
            for p in range(oh):
                for q in range(ow):
                    patch = X[i, p * stride : p * stride + fh, q * stride : q * stride + fw]
                    Z[i, f, p, q] = np.sum(patch * F[f]) + b[f]
    return Z


def plain_conv_forward__place_by_place(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Visit each place, for all images and filters at once."""
    n, H, W = X.shape
    k, fh, fw = F.shape
    oh, ow = (H - fh) // stride + 1, (W - fw) // stride + 1
    Z = np.zeros((n, k, oh, ow))
    for p in range(oh):
        for q in range(ow):
            patch = X[:, p * stride : p * stride + fh, q * stride : q * stride + fw].reshape(n, -1)
            Z[:, :, p, q] = patch @ F.reshape(k, -1).T + b
    return Z


def plain_conv_forward__weight_by_weight(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Do as the lesson's hint says, without its checks."""
    n, H, W = X.shape
    k, fh, fw = F.shape
    oh, ow = (H - fh) // stride + 1, (W - fw) // stride + 1
    Z = np.zeros((n, k, oh, ow))
    for r in range(fh):
        for c in range(fw):
            pixels = X[:, r : r + oh * stride : stride, c : c + ow * stride : stride]
            Z += pixels[:, None] * F[:, r, c][:, None, None]
    Z += b[:, None, None]
    return Z


def plain_conv_forward__windows_by_einsum(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Look at all windows at once."""
    windows = sliding_window_view(X, F.shape[1:], axis=(1, 2))[:, ::stride, ::stride]
    return np.einsum("nijrc,krc->nkij", windows, F) + b[None, :, None, None]


def plain_conv_forward__transposed(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Add the biases while the filters come last, and transpose then."""
    windows = sliding_window_view(X, F.shape[1:], axis=(1, 2))[:, ::stride, ::stride]
    return (np.tensordot(windows, F, axes=([3, 4], [1, 2])) + b).transpose(0, 3, 1, 2)


def plain_conv_forward__by_correlate2d(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Let scipy make each plane."""
    signal: Any = importlib.import_module("scipy.signal")
    planes = [
        [signal.correlate2d(image, F[f], mode="valid")[::stride, ::stride] + b[f] for f in range(len(F))] for image in X
    ]
    return np.array(planes)


def plain_conv_backward__all_loops(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Visit each image, filter and place, and add up what it gives."""
    n, k, oh, ow = dZ.shape
    _, fh, fw = F.shape
    dX, dF, db = np.zeros(X.shape), np.zeros(F.shape), np.zeros(k)
    for i in range(n):
        for f in range(k):
            for p in range(oh):
                for q in range(ow):
                    top, left = p * stride, q * stride
                    dF[f] += dZ[i, f, p, q] * X[i, top : top + fh, left : left + fw]
                    dX[i, top : top + fh, left : left + fw] += dZ[i, f, p, q] * F[f]
                    db[f] += dZ[i, f, p, q]
    return dX, dF, db


def plain_conv_backward__six_loops(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Write the docstring's formulas out, weight by weight."""
    dX, dF = np.zeros_like(X), np.zeros_like(F)
    for i in range(dZ.shape[0]):
        for f in range(dZ.shape[1]):
            for p in range(dZ.shape[2]):
                for q in range(dZ.shape[3]):
                    for r in range(F.shape[1]):
                        for c in range(F.shape[2]):
                            dF[f, r, c] += dZ[i, f, p, q] * X[i, p * stride + r, q * stride + c]
                            dX[i, p * stride + r, q * stride + c] += dZ[i, f, p, q] * F[f, r, c]
    return dX, dF, dZ.sum(axis=(0, 2, 3))


def plain_conv_backward__place_by_place(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Visit each place, for all images at once."""
    n, k, oh, ow = dZ.shape
    fh, fw = F.shape[1:]
    dX = np.zeros(X.shape)
    dF = np.zeros(F.shape)
    for p in range(oh):
        for q in range(ow):
            rows, columns = slice(p * stride, p * stride + fh), slice(q * stride, q * stride + fw)
            d = dZ[:, :, p, q]
            dX[:, rows, columns] += (d @ F.reshape(k, -1)).reshape(n, fh, fw)
            dF += (d.T @ X[:, rows, columns].reshape(n, -1)).reshape(k, fh, fw)
    db = np.sum(np.sum(np.sum(dZ, axis=3), axis=2), axis=0)
    return dX, dF, db


def plain_conv_backward__weight_by_weight(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Do as the lesson's hint says, without its checks."""
    n, k, oh, ow = dZ.shape
    dX, dF = np.zeros(X.shape), np.zeros(F.shape)
    for r in range(F.shape[1]):
        for c in range(F.shape[2]):
            rows, columns = slice(r, r + oh * stride, stride), slice(c, c + ow * stride, stride)
            pixels = X[:, rows, columns]
            dF[:, r, c] = (pixels[:, None] * dZ).sum(axis=(0, 2, 3))
            dX[:, rows, columns] += (F[:, r, c][:, None, None] * dZ).sum(axis=1)
    return dX, dF, dZ.sum(axis=(0, 2, 3))


def plain_conv_backward__added_at_indices(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Make index arrays, and add with np.add.at."""
    n, k, oh, ow = dZ.shape
    fh, fw = F.shape[1:]
    rows = (np.arange(oh) * stride)[:, None, None, None] + np.arange(fh)[None, None, :, None]
    columns = (np.arange(ow) * stride)[None, :, None, None] + np.arange(fw)[None, None, None, :]
    dX = np.zeros_like(X)
    place: Any = (slice(None), rows, columns)
    np.add.at(dX, place, np.einsum("nkpq,krc->npqrc", dZ, F))
    return dX, np.einsum("nkpq,npqrc->krc", dZ, X[:, rows, columns]), np.einsum("nkpq->k", dZ)


def plain_conv_backward__image_by_image(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Go through the images, with the windows of each."""
    dX, dF, db = np.zeros(X.shape), np.zeros(F.shape), np.zeros(len(F))
    for i, image in enumerate(X):
        windows = sliding_window_view(image, F.shape[1:])[::stride, ::stride]
        dF += np.tensordot(dZ[i], windows, axes=([1, 2], [0, 1]))
        db += dZ[i].sum(axis=(1, 2))
        for p in range(dZ.shape[2]):
            for q in range(dZ.shape[3]):
                patch = dX[i, p * stride : p * stride + F.shape[1], q * stride : q * stride + F.shape[2]]
                patch += np.tensordot(dZ[i, :, p, q], F, axes=1)
    return dX, dF, db


def plain_conv_backward__full_convolution(X: Array, F: Array, dZ: Array, stride: int = 1) -> Grads:
    """Spread dZ out by the stride, and slide the flipped filters over it with zeros around."""
    n, H, W = X.shape
    k, fh, fw = F.shape
    spread = np.zeros((n, k, H - fh + 1, W - fw + 1))
    spread[:, :, ::stride, ::stride] = dZ
    around = np.pad(spread, ((0, 0), (0, 0), (fh - 1, fh - 1), (fw - 1, fw - 1)))
    dX, dF = np.zeros((n, H, W)), np.zeros((k, fh, fw))
    for i in range(n):
        for f in range(k):
            dX[i] += conv2d(around[i, f], F[f, ::-1, ::-1])
            dF[f] += conv2d(X[i], spread[i, f])
    return dX, dF, dZ.sum((0, 2, 3))
