"""What chapter 4.2 means by right."""

import importlib
from typing import Any

import numpy as np
import pytest
from ch11_arrays import Array
from ch23_minibatches import Params
from ch24_numerical_gradients import numerical_gradient
from ch42_convolution import conv2d, conv_backward, conv_forward

from data import Mnist
from dojo.verdict.expect import expect_close, expect_gradient, expect_shape, expect_unchanged
from dojo.verdict.expect_law import expect_law


def slide(image: Array, filter: Array, stride: int) -> Array:
    """Slide a filter over an image in two plain loops: right, but slow."""
    (H, W), (fh, fw) = image.shape, filter.shape
    rows, columns = range(0, H - fh + 1, stride), range(0, W - fw + 1, stride)
    return np.array([[(image[i : i + fh, j : j + fw] * filter).sum() for j in columns] for i in rows])


def draw(stride: int) -> tuple[Array, Array, Array, Array]:
    """Draw images (2, 5, 6), filters (3, 3, 2) and their biases, and a gradient for what comes out."""
    rng = np.random.default_rng(0)
    X, F, b = rng.standard_normal((2, 5, 6)), rng.standard_normal((3, 3, 2)), rng.standard_normal(3)
    return X, F, b, rng.standard_normal((2, 3, 2 // stride + 1, 4 // stride + 1))


def measure(name: str, stride: int) -> Array:
    """Measure the slopes of Σ Z * dZ by nudging each entry of X, F or b."""
    X, F, b, dZ = draw(stride)
    inputs: Params = {"X": X, "F": F, "b": b}

    def loss_fn(X: Array, dZ: Array, params: Params) -> tuple[float, Params]:
        nudged = {**inputs, **params}
        return float((conv_forward(nudged["X"], nudged["F"], nudged["b"], stride) * dZ).sum()), {}

    return numerical_gradient(X, dZ, {name: inputs[name]}, loss_fn)[name]


def test_conv2d_by_hand() -> None:
    """At the top left, [[1, 2], [4, 5]] meets [[1, 0], [3, 2]]: 1 * 1 + 2 * 0 + 4 * 3 + 5 * 2 = 23."""
    image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])

    Z = conv2d(image, np.array([[1.0, 0.0], [3.0, 2.0]]))

    expect_close(Z, [[23, 29], [41, 47]], atol=1e-9, hint="Z[p, q] sums image[p + r, q + c] * filter[r, c]")


def test_conv2d_does_not_flip_the_filter() -> None:
    """A single 1 in the middle meets filter[1, 1] first, at the top left, and filter[0, 0] last."""
    image = np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]])

    Z = conv2d(image, np.array([[1.0, 2.0], [3.0, 4.0]]))

    expect_close(Z, [[4, 3], [2, 1]], atol=1e-9, hint="the filter is not flipped; scipy's convolve2d flips it")


def test_conv2d_keeps_the_filter_inside_the_image() -> None:
    """A (2, 3) filter fits into a (5, 9) image at 4 rows and 7 columns."""
    Z = conv2d(np.ones((5, 9)), np.ones((2, 3)))

    expect_close(Z, np.full((4, 7), 6.0), atol=1e-9, hint="nothing is added around the image")


def test_conv2d_steps_by_the_stride() -> None:
    """Over [0, 1, 2, 3, 4, 5, 6], [1, 10] by twos meets (0, 1), (2, 3), (4, 5): 10, 32, 54. The 6 is left over."""
    row, filter = np.arange(7.0)[None, :], np.array([[1.0, 10.0]])

    expect_close(conv2d(row.copy(), filter.copy(), 2), [[10, 32, 54]], atol=1e-9)
    expect_close(conv2d(row.copy(), filter.copy(), 3), [[10, 43]], atol=1e-9)
    expect_close(conv2d(row.T.copy(), filter.T.copy(), 3), [[10], [43]], atol=1e-9, hint="the stride counts rows, too")


def test_conv2d_drops_a_ragged_edge() -> None:
    """With stride 2 a (3, 3) filter fits once into 3 or 4 rows and twice into 5 or 6; with stride 9 once."""
    for H, W, stride, shape in (3, 4, 2, (1, 1)), (5, 6, 2, (2, 2)), (6, 8, 3, (2, 2)), (6, 9, 9, (1, 1)):
        Z = conv2d(np.ones((H, W)), np.ones((3, 3)), stride)
        expect_shape(Z, shape, hint=f"({H} - 3) // {stride} + 1 rows, ({W} - 3) // {stride} + 1 columns")


def test_conv2d_of_a_filter_as_large_as_the_image_is_one_number() -> None:
    """There is one place: 1 * 5 + 2 * 6 + 3 * 7 + 4 * 8 = 70."""
    Z = conv2d(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, 6.0], [7.0, 8.0]]))

    expect_close(Z, [[70]], atol=1e-9)


def test_conv2d_with_one_weight_scales_the_image() -> None:
    """A (1, 1) filter of -2 gives -2 times the image; with stride 2, -2 times every other pixel."""
    image, right = np.arange(15.0).reshape(3, 5), -2 * np.arange(15.0).reshape(3, 5)

    expect_close(conv2d(image.copy(), np.array([[-2.0]])), right, atol=1e-9)
    expect_close(conv2d(image.copy(), np.array([[-2.0]]), 2), [[0, -4, -8], [-20, -24, -28]], atol=1e-9)


def test_conv2d_agrees_with_loops() -> None:
    """It gives what two loops over the places give, for any sizes and strides."""
    rng = np.random.default_rng(0)

    for H, W, fh, fw in (6, 7, 3, 3), (5, 8, 2, 4), (9, 5, 4, 1), (7, 7, 1, 7):
        image, filter = rng.standard_normal((H, W)), rng.standard_normal((fh, fw))
        for stride in 1, 2, 3, 5:
            hint = f"for an image of {image.shape}, a filter of {filter.shape}, and stride {stride}"
            right = slide(image, filter, stride)
            expect_close(conv2d(image.copy(), filter.copy(), stride), right, atol=1e-9, hint=hint)


def test_conv2d_is_linear() -> None:
    """Whatever the sizes, sums and multiples of images give sums and multiples of planes; the same goes for filters."""

    def law(seed: int, size: int, border: int, stride: int) -> None:
        rng = np.random.default_rng(seed)
        A, B = rng.standard_normal((2, size + border, size))
        F, G = rng.standard_normal((2, size, max(1, size - border)))
        images = conv2d(A.copy(), F.copy(), stride) - 2 * conv2d(B.copy(), F.copy(), stride)
        hint = "for A - 2B: what A gives minus twice what B gives"
        expect_close(conv2d(A - 2 * B, F.copy(), stride), images, atol=1e-9, hint=hint)
        filters = conv2d(A.copy(), F.copy(), stride) - 2 * conv2d(A.copy(), G.copy(), stride)
        hint = "for F - 2G: what F gives minus twice what G gives"
        expect_close(conv2d(A.copy(), F - 2 * G, stride), filters, atol=1e-9, hint=hint)

    expect_law(law, seed=(0, 99), size=(1, 6), border=(0, 3), stride=(1, 3))


def test_conv2d_takes_pixels_as_they_are() -> None:
    """255 * 0.5 + 100 * 10 + 0 * 3 - 1 * 4 is 1123.5, and with weights 10,000 times as large it is 11,235,000."""
    image, filter = np.array([[255.0, 100.0], [0.0, 1.0]]), np.array([[0.5, 10.0], [3.0, -4.0]])

    expect_close(conv2d(image.copy(), filter.copy()), [[1123.5]], atol=1e-6, hint="nothing is scaled or cut off")
    expect_close(conv2d(image.copy(), 1e4 * filter), [[1.1235e7]], atol=1e-3, hint="nothing is scaled or cut off")


def test_conv2d_leaves_image_and_filter_as_they_were() -> None:
    """The next call needs the same image and the same filter again."""
    image, filter = np.arange(12.0).reshape(3, 4), np.array([[1.0, 2.0], [3.0, 4.0]])

    conv2d(image, filter)

    expect_unchanged(image, np.arange(12.0).reshape(3, 4), "image")
    expect_unchanged(filter, np.array([[1.0, 2.0], [3.0, 4.0]]), "filter")


def test_conv_forward_by_hand() -> None:
    """At the top left, [[1, 2], [4, 5]] gives 1 * 1 + 5 * 2 + 10 = 21 with one filter, and 2 - 4 - 20 = -22."""
    X = np.array([[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]])
    F = np.array([[[1.0, 0.0], [0.0, 2.0]], [[0.0, 1.0], [-1.0, 0.0]]])

    Z = conv_forward(X, F, np.array([10.0, -20.0]))

    expect_close(Z, [[[[21, 24], [30, 33]], [[-22, -22], [-22, -22]]]], atol=1e-9)


def test_conv_forward_gives_a_plane_for_each_image_and_filter() -> None:
    """Five (8, 9) images and 3 filters (3, 2) give (5, 3, 6, 8); with stride 2 there are 3 rows and 4 columns."""
    X, F, b = np.ones((5, 8, 9)), np.ones((3, 3, 2)), np.zeros(3)

    expect_shape(conv_forward(X, F, b), (5, 3, 6, 8), hint="(n, k, oh, ow)")
    expect_shape(conv_forward(X, F, b, 2), (5, 3, 3, 4), hint="(8 - 3) // 2 + 1 and (9 - 2) // 2 + 1")


def test_conv_forward_adds_each_filters_bias_once() -> None:
    """With weights of 0, each filter's plane is its bias, though planes are as wide as there are filters."""
    Z = conv_forward(np.ones((2, 4, 4)), np.zeros((3, 2, 2)), np.array([1.0, -2.0, 5.0]))

    right = np.zeros((2, 3, 3, 3)) + np.array([1.0, -2.0, 5.0]).reshape(3, 1, 1)
    expect_close(Z, right, atol=1e-9, hint="all of Z[:, f] has b[f] added, once")


def test_conv_forward_agrees_with_conv2d() -> None:
    """Z[i, f] is image i under filter f, plus the filter's bias."""
    rng = np.random.default_rng(0)
    X, F, b = rng.standard_normal((3, 7, 6)), rng.standard_normal((2, 3, 2)), rng.standard_normal(2)

    Z = conv_forward(X.copy(), F.copy(), b.copy())

    planes = [[conv2d(image.copy(), filter.copy()) + bias for filter, bias in zip(F, b, strict=True)] for image in X]
    expect_close(Z, np.array(planes), atol=1e-9, hint="expected is what your conv2d gives, plus b[f]")


def test_conv_forward_agrees_with_loops() -> None:
    """It gives what loops give, for any sizes and strides, also for one image, filter, pixel or weight."""
    rng = np.random.default_rng(0)

    for n, k, H, W, fh, fw in (2, 3, 7, 8, 3, 2), (1, 2, 5, 5, 5, 5), (3, 1, 6, 9, 1, 4), (1, 1, 1, 1, 1, 1):
        X, F, b = rng.standard_normal((n, H, W)), rng.standard_normal((k, fh, fw)), rng.standard_normal(k)
        for stride in 1, 2, 3, 5:
            right = np.array([[slide(X[i], F[f], stride) + b[f] for f in range(k)] for i in range(n)])
            hint = f"for images of {X.shape}, filters of {F.shape}, and stride {stride}"
            expect_close(conv_forward(X.copy(), F.copy(), b.copy(), stride), right, atol=1e-9, hint=hint)


def test_conv_forward_keeps_images_apart() -> None:
    """What an image gives does not depend on the other 39, one of which is 255 everywhere."""
    rng = np.random.default_rng(0)
    X, F, b = rng.standard_normal((40, 4, 3)), rng.standard_normal((2, 3, 2)), rng.standard_normal(2)
    X[0] = 255
    bright = 255 * F.sum(axis=(1, 2)) + b

    Z = conv_forward(X.copy(), F.copy(), b.copy())

    parts = [conv_forward(part.copy(), F.copy(), b.copy()) for part in (X[:1], X[1:2], X[2:])]
    expect_close(Z, np.concatenate(parts), atol=1e-9, hint="Z[i] depends on X[i] alone, whatever the batch")
    expect_close(Z[0, :, 0, 0], bright, atol=1e-9, hint="pixels are taken as they are")


def test_conv_forward_leaves_images_filters_and_biases_as_they_were() -> None:
    """Training uses all three again, in the next step or in the next epoch."""
    X, F, b = np.arange(24.0).reshape(2, 3, 4), np.arange(12.0).reshape(3, 2, 2), np.array([1.0, 2.0, 3.0])

    conv_forward(X, F, b)

    expect_unchanged(X, np.arange(24.0).reshape(2, 3, 4), "X")
    expect_unchanged(F, np.arange(12.0).reshape(3, 2, 2), "F")
    expect_unchanged(b, np.array([1.0, 2.0, 3.0]), "b")


def test_conv_backward_by_hand() -> None:
    """A filter [10, 20] fits at two places of the image [1, 2, 3], whose gradients are 1 and 100.

    dF = [1 * 1 + 100 * 2, 1 * 2 + 100 * 3]; dX = [1 * 10, 1 * 20 + 100 * 10, 100 * 20]; db = 1 + 100.
    """
    X, F, dZ = np.array([[[1.0, 2.0, 3.0]]]), np.array([[[10.0, 20.0]]]), np.array([[[[1.0, 100.0]]]])

    dX, dF, db = conv_backward(X, F, dZ)

    expect_close(dX, [[[10, 1020, 2000]]], atol=1e-9, hint="dX comes first; what two places give a pixel adds up")
    expect_close(dF, [[[201, 302]]], atol=1e-9, hint="dF comes second; it sums over all places")
    expect_close(db, [101], atol=1e-9, hint="db comes third; it sums over all places")


def test_conv_backward_gives_the_shapes_of_images_filters_and_biases() -> None:
    """dX is shaped like X, dF like F, and db has one entry for each filter."""
    dX, dF, db = conv_backward(np.ones((5, 8, 9)), np.ones((3, 4, 2)), np.ones((5, 3, 5, 8)))

    expect_shape(dX, (5, 8, 9), hint="this is dX")
    expect_shape(dF, (3, 4, 2), hint="this is dF")
    expect_shape(db, (3,), hint="this is db")


def test_conv_backward_takes_no_mean() -> None:
    """For four images with gradients of 1, 2 and 3 at 2 * 3 places, db is 24, 48 and 72: a sum, not a mean."""
    dZ = np.ones((4, 3, 2, 3)) * np.array([1.0, 2.0, 3.0]).reshape(3, 1, 1)

    dX, dF, db = conv_backward(np.ones((4, 2, 3)), np.ones((3, 1, 1)), dZ)

    expect_close(db, [24, 48, 72], atol=1e-9, hint="sum over images and places: the 1/n is in dZ already")
    expect_close(dF, [[[24]], [[48]], [[72]]], atol=1e-9, hint="sum over images and places: the 1/n is in dZ already")
    expect_close(dX, np.full((4, 2, 3), 6.0), atol=1e-9, hint="sum over the filters: the 1/n is in dZ already")


def test_conv_backward_gives_the_slopes_of_the_biases() -> None:
    """Nudging a bias changes Σ Z * dZ by the nudge times db, for strides 1, 2, 3 and 5."""
    for stride in 1, 2, 3, 5:
        X, F, _, dZ = draw(stride)
        _, _, db = conv_backward(X, F, dZ, stride)
        expect_gradient(db, measure("b", stride), "b")


def test_conv_backward_gives_the_slopes_of_the_filters() -> None:
    """Nudging a weight changes Σ Z * dZ by the nudge times dF, for strides 1, 2, 3 and 5."""
    for stride in 1, 2, 3, 5:
        X, F, _, dZ = draw(stride)
        _, dF, _ = conv_backward(X, F, dZ, stride)
        expect_gradient(dF, measure("F", stride), "F")


def test_conv_backward_gives_the_slopes_of_the_images() -> None:
    """Nudging a pixel changes Σ Z * dZ by the nudge times dX, for strides 1, 2, 3 and 5."""
    for stride in 1, 2, 3, 5:
        X, F, _, dZ = draw(stride)
        dX, _, _ = conv_backward(X, F, dZ, stride)
        expect_gradient(dX, measure("X", stride), "X")


def test_conv_backward_gives_nothing_to_pixels_that_no_filter_met() -> None:
    """With stride 3, two filters of 2 pixels meet all of a row of 6 except its third and its last."""
    dX, dF, _ = conv_backward(np.ones((1, 1, 6)), np.array([[[5.0, 7.0]]]), np.ones((1, 1, 1, 2)), 3)

    expect_close(dX, [[[5, 7, 0, 5, 7, 0]]], atol=1e-9, hint="place p begins at pixel p * stride")
    expect_close(dF, [[[2, 2]]], atol=1e-9)


def test_conv_backward_keeps_images_apart() -> None:
    """If only the first and the last of 20 images have a gradient, the others get none, and add none to dF."""
    rng = np.random.default_rng(0)
    X, F, dZ = rng.standard_normal((20, 4, 5)), rng.standard_normal((2, 2, 2)), rng.standard_normal((20, 2, 3, 4))
    dZ[1:-1] = 0

    dX, dF, db = conv_backward(X.copy(), F.copy(), dZ.copy())

    first = conv_backward(X[:1].copy(), F.copy(), dZ[:1].copy())
    last = conv_backward(X[-1:].copy(), F.copy(), dZ[-1:].copy())
    expect_close(dX, np.concatenate([first[0], np.zeros((18, 4, 5)), last[0]]), atol=1e-9, hint="dX mixes images")
    expect_close(dF, first[1] + last[1], atol=1e-9, hint="dF sums what each image gives")
    expect_close(db, first[2] + last[2], atol=1e-9, hint="db sums what each image gives")


def test_conv_backward_is_linear_in_the_gradient() -> None:
    """With -1000 times the gradient, it gives -1000 times as much: nothing is clipped, averaged or bent."""
    rng = np.random.default_rng(0)
    X, F, dZ = rng.standard_normal((2, 5, 4)), rng.standard_normal((2, 3, 2)), rng.standard_normal((2, 2, 3, 3))

    once = conv_backward(X.copy(), F.copy(), dZ.copy())
    often = conv_backward(X.copy(), F.copy(), -1000 * dZ)

    for name, grad, scaled in zip(("dX", "dF", "db"), once, often, strict=True):
        expect_close(scaled, -1000 * grad, atol=1e-6, hint=f"this is {name}")


def test_conv_backward_leaves_images_and_filters_as_they_were() -> None:
    """Training uses both again, in the next step or in the next epoch."""
    X, F = np.arange(24.0).reshape(2, 3, 4), np.arange(12.0).reshape(3, 2, 2)

    conv_backward(X, F, np.ones((2, 3, 2, 3)))

    expect_unchanged(X, np.arange(24.0).reshape(2, 3, 4), "X")
    expect_unchanged(F, np.arange(12.0).reshape(3, 2, 2), "F")


@pytest.mark.mnist
def test_conv2d_finds_the_edges_of_a_digit(mnist: Mnist) -> None:
    """In each row of a 1, [-1, 1] gives more than 0 where the ink begins and less than 0 where it ends, 0 in all."""
    digit = mnist.X_test[2].reshape(28, 28)

    Z = conv2d(digit, np.array([[-1, 1]], dtype=np.float32))

    expect_shape(Z, (28, 27))
    inked = digit.max(axis=1) > 0.5
    begins, ends = Z.argmax(axis=1)[inked], Z.argmin(axis=1)[inked]
    assert (begins < ends).all(), f"expected  ink that begins before it ends\ngot       {begins}\nbefore    {ends}"
    expect_close(Z.sum(axis=1), np.zeros(28), atol=1e-5, hint="steps up and down cancel between two empty borders")


@pytest.mark.mnist
@pytest.mark.timeout(60)  # the import counts
def test_conv2d_agrees_with_scipy(mnist: Mnist) -> None:
    """It gives what scipy.signal.correlate2d gives, without a stride and with one."""
    digit, filter = mnist.X_test[0].reshape(28, 28), np.arange(-3.0, 3.0).reshape(3, 2)

    full, thin = conv2d(digit, filter.copy()), conv2d(digit, filter.copy(), 3)

    signal: Any = importlib.import_module("scipy.signal")  # only here: importing it takes a second
    right = signal.correlate2d(digit, filter, mode="valid")
    expect_close(full, right, atol=1e-5, hint="scipy's convolve2d flips the filter, its correlate2d does not")
    expect_close(thin, right[::3, ::3], atol=1e-5)


@pytest.mark.mnist
def test_conv_forward_sees_that_ones_are_upright(mnist: Mnist) -> None:
    """In 49 of 50 of MNIST's test digits 1, steps from left to right outweigh those from top to bottom."""
    X = mnist.X_test[mnist.y_test == 1][225:275].reshape(-1, 28, 28)
    F = np.array([[[-1, 1], [0, 0]], [[-1, 0], [1, 0]]], dtype=np.float32)

    Z = conv_forward(X, F, np.zeros(2, dtype=np.float32))

    expect_shape(Z, (50, 2, 27, 27))
    across, down = (Z**2).sum(axis=(2, 3)).T
    upright = int((across > down).sum())
    assert abs(upright - 49) <= 1, f"expected  49 upright ones\ngot       {upright}"
