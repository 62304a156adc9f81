"""What chapter 4.2 means by right."""

import importlib
import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from ch11_arrays import Array
from ch23_minibatches import Params
from ch24_numerical_gradients import numerical_gradient
from ch42_convolution import conv2d, conv_backward, conv_forward

from data import Mnist
from dojo.verdict.expect import (
    expect_close,
    expect_dtype,
    expect_error,
    expect_gradient,
    expect_shape,
    expect_unchanged,
)
from dojo.verdict.expect_law import expect_law


def slide(image: Array, filter: Array, stride: int) -> Array:
    """Slide a filter over an image in two plain loops: right, but slow."""
    (H, W), (fh, fw) = image.shape, filter.shape
    rows, columns = range(0, H - fh + 1, stride), range(0, W - fw + 1, stride)
    return np.array([[(image[i : i + fh, j : j + fw] * filter).sum() for j in columns] for i in rows])


def draw(stride: int) -> tuple[Params, Array]:
    """Draw images (2, 5, 6), filters (3, 3, 2) and their biases, and a gradient for what comes out."""
    rng = np.random.default_rng(0)
    inputs: Params = {
        "X": rng.standard_normal((2, 5, 6)),
        "F": rng.standard_normal((3, 3, 2)),
        "b": rng.standard_normal(3),
    }
    return inputs, rng.standard_normal((2, 3, 2 // stride + 1, 4 // stride + 1))


def measure(name: str, inputs: Params, dZ: Array, stride: int) -> Array:
    """Measure the slopes of Σ Z * dZ by nudging each entry of X, F or b."""

    def loss_fn(X: Array, dZ: Array, params: Params) -> tuple[float, Params]:
        nudged = {**inputs, **params}
        return float((conv_forward(nudged["X"], nudged["F"], nudged["b"], stride) * dZ).sum()), {}

    return numerical_gradient(inputs["X"], dZ, {name: inputs[name]}, loss_fn)[name]


def expect_quick(call: Callable[[], object], rounds: float, hint: str) -> None:
    """Fail if a call takes longer than a Python loop of so many rounds with one small product in each.

    What counts is the processor's time, and the best of five tries, so that a busy computer does not matter.
    """
    window, limit, best = np.ones((9, 9)), math.inf, math.inf
    for _ in range(20):
        start = time.perf_counter()
        for _ in range(25):
            np.vdot(window[:3, :3], window[3:6, 3:6])
        limit = min(limit, (time.perf_counter() - start) / 25 * rounds)
    for _ in range(5):
        start = time.thread_time()
        call()
        best = min(best, time.thread_time() - start)
        if best <= limit or best > 3 * limit:
            break
    assert best <= limit, f"expected  less than {limit * 1e3:.0f} ms\ngot       {best * 1e3:.0f} ms\n{hint}"


def test_conv2d_by_hand() -> None:
    """At the top left, [[1, 2], [4, 5]] meets [[1, 0], [3, 2]]: 1 * 1 + 2 * 0 + 4 * 3 + 5 * 2 = 23."""
    image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])

    Z = conv2d(image, np.array([[1.0, 0.0], [3.0, 2.0]]))

    expect_close(Z, [[23, 29], [41, 47]], atol=1e-12, hint="Z[i, j] sums image[i + r, j + c] * filter[r, c]")


def test_conv2d_does_not_flip_the_filter() -> None:
    """A lone 1 in the middle meets filter[1, 1] first, at the top left, and filter[0, 0] last."""
    image = np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]])

    Z = conv2d(image, np.array([[1.0, 2.0], [3.0, 4.0]]))

    expect_close(Z, [[4, 3], [2, 1]], atol=1e-12, hint="the filter is not flipped; scipy's convolve2d flips it")


def test_conv2d_fits_the_filter_whole() -> None:
    """A (2, 3) filter fits into a (5, 9) image at 4 rows and 7 columns."""
    Z = conv2d(np.ones((5, 9)), np.ones((2, 3)))

    expect_close(Z, np.full((4, 7), 6.0), atol=1e-12, hint="nothing is added around the image")


def test_conv2d_steps_by_the_stride() -> None:
    """Over [0, 1, 2, 3, 4, 5, 6], [1, 10] by twos meets (0, 1), (2, 3), (4, 5): 10, 32, 54. The 6 is left over."""
    row, filter = np.arange(7.0)[None, :], np.array([[1.0, 10.0]])

    expect_close(conv2d(row, filter, stride=2), [[10, 32, 54]], atol=1e-12)
    expect_close(conv2d(row, filter, stride=3), [[10, 43]], atol=1e-12)
    expect_close(conv2d(row.T, filter.T, stride=3), [[10], [43]], atol=1e-12, hint="the stride counts rows, too")


def test_conv2d_drops_a_ragged_edge() -> None:
    """With stride 2 a (3, 3) filter fits once into 3 or 4 rows and twice into 5 or 6; with stride 9 once."""
    for H, W, stride, shape in (3, 4, 2, (1, 1)), (5, 6, 2, (2, 2)), (6, 8, 3, (2, 2)), (6, 9, 9, (1, 1)):
        Z = conv2d(np.ones((H, W)), np.ones((3, 3)), stride)
        expect_shape(Z, shape, hint=f"({H} - 3) // {stride} + 1 rows, ({W} - 3) // {stride} + 1 columns")


def test_conv2d_of_a_filter_as_large_as_the_image_is_one_number() -> None:
    """There is one place: 1 * 5 + 2 * 6 + 3 * 7 + 4 * 8 = 70."""
    Z = conv2d(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, 6.0], [7.0, 8.0]]))

    expect_close(Z, [[70]], atol=1e-12)


def test_conv2d_with_one_weight_scales_the_image() -> None:
    """A (1, 1) filter of -2 gives -2 times the image; with stride 2, -2 times every other pixel."""
    image = np.arange(15.0).reshape(3, 5)

    expect_close(conv2d(image, np.array([[-2.0]])), -2 * image, atol=1e-12)
    expect_close(conv2d(image, np.array([[-2.0]]), stride=2), [[0, -4, -8], [-20, -24, -28]], atol=1e-12)


def test_conv2d_agrees_with_loops() -> None:
    """It gives what two loops over the places give, for any sizes and strides."""
    rng = np.random.default_rng(0)

    for H, W, fh, fw in (6, 7, 3, 3), (5, 8, 2, 4), (9, 5, 4, 1), (7, 7, 1, 7):
        image, filter = rng.standard_normal((H, W)), rng.standard_normal((fh, fw))
        for stride in 1, 2, 3, 5:
            hint = f"these are images of {image.shape}, filters of {filter.shape}, stride {stride}"
            expect_close(conv2d(image, filter, stride), slide(image, filter, stride), atol=1e-12, hint=hint)


def test_conv2d_is_linear() -> None:
    """Whatever the sizes, sums and multiples of images give sums and multiples of maps; the same goes for filters."""

    def law(seed: int, size: int, border: int, stride: int) -> None:
        rng = np.random.default_rng(seed)
        A, B = rng.standard_normal((2, size + border, size))
        F, G = rng.standard_normal((2, size, max(1, size - border)))
        images = conv2d(A, F, stride) - 2 * conv2d(B, F, stride)
        expect_close(conv2d(A - 2 * B, F, stride), images, atol=1e-9, hint="for A - 2B: what A gives less twice B's")
        filters = conv2d(A, F, stride) - 2 * conv2d(A, G, stride)
        expect_close(conv2d(A, F - 2 * G, stride), filters, atol=1e-9, hint="for F - 2G: what F gives less twice G's")

    expect_law(law, seed=(0, 99), size=(1, 6), border=(0, 3), stride=(1, 3))


def test_conv2d_takes_pixels_as_they_are() -> None:
    """Pixels up to 255 under any weights: 255 * 0.5 + 100 * 10 + 0 * 3 - 1 * 4 = 1123.5, and 10,000 times as much."""
    image, filter = np.array([[255.0, 100.0], [0.0, 1.0]]), np.array([[0.5, 10.0], [3.0, -4.0]])

    expect_close(conv2d(image, filter), [[1123.5]], atol=1e-9, hint="nothing is scaled, rounded or cut off")
    expect_close(conv2d(image, 1e4 * filter), [[1.1235e7]], atol=1e-4, hint="nothing is scaled, rounded or cut off")


def test_conv2d_takes_views() -> None:
    """Images and filters that are turned, mirrored or thinned out are images and filters, too."""
    rng = np.random.default_rng(0)
    image, filter = rng.standard_normal((8, 9)), rng.standard_normal((4, 3))

    for i, f in (image.T, filter.T), (image[::-1, ::-1], filter[:, ::-1]), (image[::2, 1::2], filter[1::2]):
        expect_close(conv2d(i, f), slide(i, f, 1), atol=1e-12, hint="image and filter are views")


def test_conv2d_refuses_what_does_not_fit() -> None:
    """The filter is too high, too wide, or both; a stride is 1 or more."""
    image, filter = np.ones((3, 5)), np.ones((2, 2))

    expect_error(lambda: conv2d(image, np.ones((4, 2))))
    expect_error(lambda: conv2d(image, np.ones((2, 6))))
    expect_error(lambda: conv2d(image, np.ones((4, 6))))
    expect_error(lambda: conv2d(image, filter, 0))
    expect_error(lambda: conv2d(image, filter, -1))


def test_conv2d_takes_its_arguments_by_name() -> None:
    """They are called image, filter and stride, as in the first line of the function."""
    Z = conv2d(stride=2, filter=np.array([[1.0, 10.0]]), image=np.array([[0.0, 1.0, 2.0, 3.0]]))

    expect_close(Z, [[10, 32]], atol=1e-12)


def test_conv2d_keeps_float32_and_its_inputs() -> None:
    """float32 in, float32 out, and image and filter as they were."""
    image, filter = np.ones((4, 4), dtype=np.float32), np.full((2, 2), 3, dtype=np.float32)

    Z = conv2d(image, filter)

    expect_dtype(Z, np.float32, hint="np.zeros makes float64 unless it is told the dtype")
    expect_unchanged(image, np.ones((4, 4), dtype=np.float32), "image")
    expect_unchanged(filter, np.full((2, 2), 3, dtype=np.float32), "filter")


def test_conv2d_gives_the_wider_dtype() -> None:
    """If image or filter is float64, so is the result, and the third of 1 has all its digits."""
    for first, second in (np.float32, np.float64), (np.float64, np.float32):
        image, filter = np.ones((2, 3), dtype=first), np.ones((2, 3), dtype=second)
        (image if first == np.float64 else filter)[...] = 1 / 3
        Z = conv2d(image, filter)
        expect_dtype(Z, np.float64, hint=f"image is {np.dtype(first)}, filter {np.dtype(second)}")
        expect_close(Z, [[2]], atol=1e-12, hint="float32 keeps only 7 digits: take np.result_type(image, filter)")


def test_conv2d_does_without_loops() -> None:
    """39,204 places take less time than a Python loop over a quarter of them."""
    image, filter = np.ones((200, 200)), np.ones((3, 3))

    expect_quick(lambda: conv2d(image, filter), 198 * 198 / 4, "loop over the filter's 9 positions, not over pixels")


def test_conv_forward_by_hand() -> None:
    """At the top left, [[1, 2], [4, 5]] gives 1 * 1 + 5 * 2 + 10 = 21 with one filter, and 2 - 4 - 20 = -22."""
    X = np.array([[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]])
    F = np.array([[[1.0, 0.0], [0.0, 2.0]], [[0.0, 1.0], [-1.0, 0.0]]])

    Z = conv_forward(X, F, np.array([10.0, -20.0]))

    expect_close(Z, [[[[21, 24], [30, 33]], [[-22, -22], [-22, -22]]]], atol=1e-12)


def test_conv_forward_gives_a_plane_for_each_image_and_filter() -> None:
    """Five (8, 9) images and 3 filters (3, 2) give (5, 3, 6, 8); with stride 2 there are 3 rows and 4 columns."""
    X, F, b = np.ones((5, 8, 9)), np.ones((3, 3, 2)), np.zeros(3)

    expect_shape(conv_forward(X, F, b), (5, 3, 6, 8), hint="(n, k, oh, ow)")
    expect_shape(conv_forward(X, F, b, stride=2), (5, 3, 3, 4), hint="(8 - 3) // 2 + 1 and (9 - 2) // 2 + 1")


def test_conv_forward_adds_each_filters_bias_once() -> None:
    """With weights of 0, each filter's plane is its bias, though planes are as wide as there are filters."""
    b = np.array([1.0, -2.0, 5.0])

    Z = conv_forward(np.ones((2, 4, 4)), np.zeros((3, 2, 2)), b)

    right = np.broadcast_to(b[:, None, None], (2, 3, 3, 3))
    expect_close(Z, right, atol=1e-12, hint="Z[:, f] has b[f] added, once: give b two axes of 1, for rows and columns")


def test_conv_forward_agrees_with_conv2d() -> None:
    """Z[i, f] is image i under filter f, plus the filter's bias."""
    rng = np.random.default_rng(0)
    X, F, b = rng.standard_normal((3, 7, 6)), rng.standard_normal((2, 3, 2)), rng.standard_normal(2)

    Z = conv_forward(X, F, b)

    right = np.stack([np.stack([conv2d(image, filter) for filter in F]) for image in X]) + b[:, None, None]
    expect_close(Z, right, atol=1e-12)


def test_conv_forward_agrees_with_loops() -> None:
    """The same for any sizes and strides, one image, filter, pixel or weight included."""
    rng = np.random.default_rng(0)

    for n, k, H, W, fh, fw in (2, 3, 7, 8, 3, 2), (1, 2, 5, 5, 5, 5), (3, 1, 6, 9, 1, 4), (1, 1, 1, 1, 1, 1):
        X, F, b = rng.standard_normal((n, H, W)), rng.standard_normal((k, fh, fw)), rng.standard_normal(k)
        for stride in 1, 2, 3, 5:
            planes = [[slide(X[i], F[f], stride) + b[f] for f in range(k)] for i in range(n)]
            hint = f"these are images of {X.shape}, filters of {F.shape}, stride {stride}"
            expect_close(conv_forward(X, F, b, stride), np.array(planes), atol=1e-12, hint=hint)


def test_conv_forward_keeps_images_apart() -> None:
    """What an image gives does not depend on the other 39, of which one is 255 all over."""
    rng = np.random.default_rng(0)
    X, F, b = rng.standard_normal((40, 4, 3)), rng.standard_normal((2, 3, 2)), rng.standard_normal(2)
    X[0] = 255

    Z = conv_forward(X, F, b)

    alone = np.concatenate([conv_forward(X[:1], F, b), conv_forward(X[1:2], F, b), conv_forward(X[2:], F, b)])
    expect_close(Z, alone, atol=1e-9, hint="Z[i] is made of X[i] alone, whatever the batch")
    expect_close(Z[0, :, 0, 0], 255 * F.sum(axis=(1, 2)) + b, atol=1e-9, hint="pixels are taken as they are")


def test_conv_forward_takes_views() -> None:
    """Images and filters that are turned, mirrored or picked out of more are images and filters, too."""
    rng = np.random.default_rng(0)
    X, F, b = rng.standard_normal((9, 8, 4)), rng.standard_normal((3, 2, 4)), rng.standard_normal(8)[::2]

    Z = conv_forward(X.T[:, ::-1], F.T[:, :, ::-1], b)

    planes = [[slide(image[::-1].copy(), filter[:, ::-1].copy(), 1) for filter in F.T] for image in X.T]
    expect_close(Z, np.array(planes) + b[:, None, None], atol=1e-12, hint="X, F and b are views")


def test_conv_forward_refuses_what_does_not_fit() -> None:
    """Filters too high or too wide, a stride below 1, and 2 or 4 biases for 3 filters."""
    X, F, b = np.ones((2, 3, 5)), np.ones((3, 2, 2)), np.ones(3)

    expect_error(lambda: conv_forward(X, np.ones((3, 4, 2)), b))
    expect_error(lambda: conv_forward(X, np.ones((3, 2, 6)), b))
    expect_error(lambda: conv_forward(X, F, b, 0))
    expect_error(lambda: conv_forward(X, F, b, -1))
    expect_error(lambda: conv_forward(X, F, np.ones(2)))
    expect_error(lambda: conv_forward(X, F, np.ones(4)))


def test_conv_forward_takes_its_arguments_by_name() -> None:
    """They are called X, F, b and stride, as in the first line of the function."""
    Z = conv_forward(stride=2, b=np.array([5.0]), F=np.array([[[1.0, 10.0]]]), X=np.array([[[0.0, 1.0, 2.0, 3.0]]]))

    expect_close(Z, [[[[15, 37]]]], atol=1e-12)


def test_conv_forward_keeps_float32_and_its_inputs() -> None:
    """float32 in, float32 out, and X, F and b as they were."""
    X, F, b = (np.ones(shape, dtype=np.float32) for shape in ((2, 4, 4), (3, 2, 2), (3,)))

    Z = conv_forward(X, F, b)

    expect_dtype(Z, np.float32, hint="np.zeros makes float64 unless it is told the dtype")
    for array, name in (X, "X"), (F, "F"), (b, "b"):
        expect_unchanged(array, np.ones_like(array), name)


def test_conv_forward_gives_the_widest_dtype() -> None:
    """If one of X, F and b is float64, so is Z, and thirds have all their digits."""
    for wide in "XFb":
        inputs = {"X": np.ones((2, 2, 3)), "F": np.ones((1, 2, 3)), "b": np.ones(1)}
        inputs[wide] /= 3
        right = float((inputs["X"] * inputs["F"])[0].sum() + inputs["b"][0])
        X, F, b = (array if name == wide else array.astype(np.float32) for name, array in inputs.items())
        Z = conv_forward(X, F, b)
        expect_dtype(Z, np.float64, hint=f"{wide} is float64, the other two are float32")
        expect_close(Z, np.full((2, 1, 1, 1), right), atol=1e-12, hint="float32 keeps only 7 digits")


def test_conv_forward_does_without_loops() -> None:
    """39,204 places take less than a loop over a quarter of them, and 3,000 tiny images less than 4,500 rounds."""
    large, many, b = np.ones((1, 200, 200)), np.ones((3000, 3, 3)), np.ones(1)

    hint = "loop over the filter's 9 positions, not over pixels"
    expect_quick(lambda: conv_forward(large, np.ones((1, 3, 3)), b), 198 * 198 / 4, hint)
    hint = "take all images at once, not one after the other"
    expect_quick(lambda: conv_forward(many, np.ones((1, 2, 2)), b), 4500, hint)


def test_conv_backward_by_hand() -> None:
    """A filter [10, 20] at two places of the image [1, 2, 3], with the gradients 1 and 100.

    dF = [1 * 1 + 100 * 2, 1 * 2 + 100 * 3]; dX = [1 * 10, 1 * 20 + 100 * 10, 100 * 20]; db = 1 + 100.
    """
    X, F, dZ = np.array([[[1.0, 2.0, 3.0]]]), np.array([[[10.0, 20.0]]]), np.array([[[[1.0, 100.0]]]])

    dX, dF, db = conv_backward(X, F, dZ)

    expect_close(dX, [[[10, 1020, 2000]]], atol=1e-9, hint="dX comes first; what two places give a pixel adds up")
    expect_close(dF, [[[201, 302]]], atol=1e-9, hint="dF comes second; it sums over all places")
    expect_close(db, [101], atol=1e-9, hint="db comes third; it sums over all places")


def test_conv_backward_gives_the_shapes_of_what_was_handed_forward() -> None:
    """dX is shaped like X, dF like F, and db has one entry a filter."""
    dX, dF, db = conv_backward(np.ones((5, 8, 9)), np.ones((3, 4, 2)), np.ones((5, 3, 5, 8)))

    expect_shape(dX, (5, 8, 9))
    expect_shape(dF, (3, 4, 2))
    expect_shape(db, (3,))


def test_conv_backward_hands_on_the_gradient_as_it_comes() -> None:
    """Four images, gradients of 1, 2 and 3 on each filter's 2 * 3 places: db is 24, 48 and 72, not their mean."""
    dZ = np.broadcast_to(np.array([1.0, 2.0, 3.0])[:, None, None], (4, 3, 2, 3))

    dX, dF, db = conv_backward(np.ones((4, 2, 3)), np.ones((3, 1, 1)), dZ)

    expect_close(db, [24, 48, 72], atol=1e-12, hint="sum over images and places: the 1/n is in dZ already")
    expect_close(dF, [[[24]], [[48]], [[72]]], atol=1e-12, hint="sum over images and places: the 1/n is in dZ already")
    expect_close(dX, np.full((4, 2, 3), 6.0), atol=1e-12, hint="sum over the filters: the 1/n is in dZ already")


def test_conv_backward_gives_the_slopes_of_the_images() -> None:
    """Nudging a pixel changes Σ Z * dZ by the nudge times dX, for strides 1, 2, 3 and 5."""
    for stride in 1, 2, 3, 5:
        inputs, dZ = draw(stride)
        dX, _, _ = conv_backward(inputs["X"], inputs["F"], dZ, stride)
        slopes = measure("X", inputs, dZ, stride)
        expect_gradient(dX, slopes, "X")


def test_conv_backward_gives_the_slopes_of_the_filters() -> None:
    """Nudging a weight changes Σ Z * dZ by the nudge times dF, for strides 1, 2, 3 and 5."""
    for stride in 1, 2, 3, 5:
        inputs, dZ = draw(stride)
        _, dF, _ = conv_backward(inputs["X"], inputs["F"], dZ, stride)
        slopes = measure("F", inputs, dZ, stride)
        expect_gradient(dF, slopes, "F")


def test_conv_backward_gives_the_slopes_of_the_biases() -> None:
    """Nudging a bias changes Σ Z * dZ by the nudge times db, for strides 1, 2, 3 and 5."""
    for stride in 1, 2, 3, 5:
        inputs, dZ = draw(stride)
        _, _, db = conv_backward(inputs["X"], inputs["F"], dZ, stride)
        slopes = measure("b", inputs, dZ, stride)
        expect_gradient(db, slopes, "b")


def test_conv_backward_gives_nothing_to_pixels_that_no_filter_met() -> None:
    """With stride 3, two filters of 2 pixels meet all of a row of 6 but its third and its last."""
    dX, dF, _ = conv_backward(np.ones((1, 1, 6)), np.array([[[5.0, 7.0]]]), np.ones((1, 1, 1, 2)), stride=3)

    expect_close(dX, [[[5, 7, 0, 5, 7, 0]]], atol=1e-12, hint="place p lies at pixel p * stride")
    expect_close(dF, [[[2, 2]]], atol=1e-12)


def test_conv_backward_keeps_images_apart() -> None:
    """Without a gradient on all but the first and the last of 20 images, the others get none, and give none to dF."""
    rng = np.random.default_rng(0)
    X, F, dZ = rng.standard_normal((20, 4, 5)), rng.standard_normal((2, 2, 2)), rng.standard_normal((20, 2, 3, 4))
    dZ[1:-1] = 0

    dX, dF, db = conv_backward(X, F, dZ)

    first, last = conv_backward(X[:1], F, dZ[:1]), conv_backward(X[-1:], F, dZ[-1:])
    expect_close(dX, np.concatenate([first[0], np.zeros((18, 4, 5)), last[0]]), atol=1e-12, hint="dX mixes images")
    expect_close(dF, first[1] + last[1], atol=1e-12, hint="dF sums what each image gives")
    expect_close(db, first[2] + last[2], atol=1e-12, hint="db sums what each image gives")


def test_conv_backward_is_linear_in_the_gradient() -> None:
    """Of -1000 times the gradient, it gives -1000 times as much: nothing is clipped, averaged or bent."""
    rng = np.random.default_rng(0)
    X, F, dZ = rng.standard_normal((2, 5, 4)), rng.standard_normal((2, 3, 2)), rng.standard_normal((2, 2, 3, 3))

    once, often = conv_backward(X, F, dZ), conv_backward(X, F, -1000 * dZ)

    for name, grad, scaled in zip(("dX", "dF", "db"), once, often, strict=True):
        expect_close(scaled, -1000 * grad, atol=1e-9, hint=f"this is {name}")


def test_conv_backward_takes_views() -> None:
    """Images, filters and gradients may lie in memory in any order."""
    rng = np.random.default_rng(0)
    X, F, dZ = rng.standard_normal((6, 5, 2)), rng.standard_normal((2, 3, 3)), rng.standard_normal((5, 3, 3, 2))

    grads = conv_backward(X.T[:, ::-1], F.T[:, :, ::-1], dZ.T[..., ::-1])

    right = conv_backward(X.T[:, ::-1].copy(), F.T[:, :, ::-1].copy(), dZ.T[..., ::-1].copy())
    for name, grad, copied in zip(("dX", "dF", "db"), grads, right, strict=True):
        expect_close(grad, copied, atol=1e-12, hint=f"this is {name}; X, F and dZ are views")


def test_conv_backward_refuses_what_does_not_fit() -> None:
    """Filters too large, a stride below 1, and a gradient for other filters or another stride."""
    X, F, dZ = np.ones((2, 5, 6)), np.ones((3, 2, 2)), np.ones((2, 3, 4, 5))

    expect_error(lambda: conv_backward(X, np.ones((3, 6, 2)), dZ))
    expect_error(lambda: conv_backward(X, np.ones((3, 2, 7)), dZ))
    expect_error(lambda: conv_backward(X, F, dZ, stride=0))
    expect_error(lambda: conv_backward(X, F, dZ, stride=-1))
    expect_error(lambda: conv_backward(X, F, dZ, stride=2))
    expect_error(lambda: conv_backward(X, F, np.ones((2, 2, 4, 5))))


def test_conv_backward_takes_its_arguments_by_name() -> None:
    """They are called X, F, dZ and stride, as in the first line of the function."""
    X, F, dZ = np.array([[[1.0, 2.0, 3.0, 4.0]]]), np.array([[[5.0, 7.0]]]), np.array([[[[1.0, 10.0]]]])

    dX, dF, db = conv_backward(stride=2, dZ=dZ, F=F, X=X)

    expect_close(dX, [[[5, 7, 50, 70]]], atol=1e-12)
    expect_close(dF, [[[31, 42]]], atol=1e-12)
    expect_close(db, [11], atol=1e-12)


def test_conv_backward_keeps_float32_and_its_inputs() -> None:
    """float32 in, float32 out, and X, F and dZ as they were."""
    X, F, dZ = (np.ones(shape, dtype=np.float32) for shape in ((2, 4, 4), (3, 2, 2), (2, 3, 3, 3)))

    grads = conv_backward(X, F, dZ)

    for name, grad in zip(("dX", "dF", "db"), grads, strict=True):
        expect_dtype(grad, np.float32, hint=f"this is {name}; np.zeros makes float64 unless it is told the dtype")
    for array, name in (X, "X"), (F, "F"), (dZ, "dZ"):
        expect_unchanged(array, np.ones_like(array), name)


def test_conv_backward_gives_the_dtype_of_a_wider_gradient() -> None:
    """Of float32 images and filters and a float64 gradient all three come out float64, with all digits of a third."""
    X, F = np.ones((1, 1, 2), dtype=np.float32), np.ones((1, 1, 2), dtype=np.float32)

    grads = conv_backward(X, F, np.full((1, 1, 1, 1), 1 / 3))

    for name, grad in zip(("dX", "dF", "db"), grads, strict=True):
        expect_dtype(grad, np.float64, hint=f"this is {name}; np.zeros_like(X) has the dtype of X")
        expect_close(grad, np.full(grad.shape, 1 / 3), atol=1e-12, hint=f"this is {name}; float32 keeps only 7 digits")


def test_conv_backward_does_without_loops() -> None:
    """39,204 places take less than a loop over them, and 3,000 tiny images less than 6,000 rounds."""
    large, many = np.ones((1, 200, 200)), np.ones((3000, 3, 3))

    hint = "loop over the filter's 9 positions, not over pixels"
    expect_quick(lambda: conv_backward(large, np.ones((1, 3, 3)), np.ones((1, 1, 198, 198))), 198 * 198, hint)
    hint = "take all images at once, not one after the other"
    expect_quick(lambda: conv_backward(many, np.ones((1, 2, 2)), np.ones((3000, 1, 2, 2))), 6000, hint)


@pytest.mark.mnist
def test_conv2d_finds_the_edges_of_a_digit(mnist: Mnist) -> None:
    """In each row of a 1, [-1, 1] answers above 0 where the ink begins and below 0 where it ends, in sum 0."""
    digit = mnist.X_test[2].reshape(28, 28)

    Z = conv2d(digit, np.array([[-1, 1]], dtype=np.float32))

    inked = digit.max(axis=1) > 0.5
    begins, ends = Z.argmax(axis=1)[inked], Z.argmin(axis=1)[inked]
    assert (begins < ends).all(), f"expected  ink that begins before it ends\ngot       {begins}\nbefore    {ends}"
    expect_close(Z.sum(axis=1), np.zeros(28), atol=1e-5, hint="steps up and down add up to 0 between two white borders")


@pytest.mark.mnist
def test_conv2d_agrees_with_scipy(mnist: Mnist) -> None:
    """It gives what scipy.signal.correlate2d gives, without a stride and with one."""
    digit, filter = mnist.X_test[0].reshape(28, 28), np.arange(-3.0, 3.0).reshape(3, 2)

    thin, full = conv2d(digit, filter, stride=3), conv2d(digit, filter)

    signal: Any = importlib.import_module("scipy.signal")  # only here: importing it takes a second
    right = signal.correlate2d(digit, filter, mode="valid")
    expect_close(full, right, atol=1e-5, hint="scipy's convolve2d flips the filter, its correlate2d does not")
    expect_close(thin, right[::3, ::3], atol=1e-5)


@pytest.mark.mnist
def test_conv_forward_sees_that_ones_stand_upright(mnist: Mnist) -> None:
    """In 1,128 of MNIST's 1,135 test digits 1, steps from left to right outweigh those from top to bottom."""
    X = mnist.X_test[mnist.y_test == 1].reshape(-1, 28, 28)
    F = np.array([[[-1, 1], [0, 0]], [[-1, 0], [1, 0]]], dtype=np.float32)

    Z = conv_forward(X, F, np.zeros(2, dtype=np.float32))

    across, down = (Z**2).sum(axis=(2, 3)).T
    upright = int((across > down).sum())
    assert abs(upright - 1128) <= 2, f"expected  1128 upright ones\ngot       {upright}"
