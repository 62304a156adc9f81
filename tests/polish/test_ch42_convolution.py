"""What the author of a library would also ask of chapter 4.2."""

import math
import time
from collections.abc import Callable

import numpy as np
from ch11_arrays import Array
from ch42_convolution import conv2d, conv_backward, conv_forward

from dojo.verdict.expect import expect_close, expect_dtype, expect_error, expect_unchanged


def slide(image: Array, filter: Array) -> Array:
    """Slide a filter over an image in two plain loops: right, but slow."""
    (H, W), (fh, fw) = image.shape, filter.shape
    rows, columns = range(H - fh + 1), range(W - fw + 1)
    return np.array([[(image[i : i + fh, j : j + fw] * filter).sum() for j in columns] for i in rows])


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


def test_conv2d_refuses_a_filter_larger_than_the_image() -> None:
    """A filter higher or wider than the image raises a ValueError: whatever came out would mean nothing.

    if fh > H or fw > W:
        raise ValueError(f"a filter of shape {filter.shape} is larger than an image of shape {image.shape}")
    """
    image = np.ones((3, 5))

    expect_error(lambda: conv2d(image, np.ones((4, 2))))
    expect_error(lambda: conv2d(image, np.ones((2, 6))))
    expect_error(lambda: conv2d(image, np.ones((4, 6))))


def test_conv2d_refuses_a_stride_below_1() -> None:
    """A stride of 0 would never leave the first place, and a negative one would walk backward: both raise a ValueError.

    if stride < 1:
        raise ValueError(f"stride is {stride}, expected 1 or more")
    """
    expect_error(lambda: conv2d(np.ones((3, 5)), np.ones((2, 2)), 0))
    expect_error(lambda: conv2d(np.ones((3, 5)), np.ones((2, 2)), -1))


def test_conv2d_takes_its_arguments_by_name() -> None:
    """A caller may pass image, filter and stride by name, as the first line of the function has them.

    def conv2d(image: Array, filter: Array, stride: int = 1) -> Array:
    """
    Z = conv2d(stride=2, filter=np.array([[1.0, 10.0]]), image=np.array([[0.0, 1.0, 2.0, 3.0]]))

    expect_close(Z, [[10, 32]], atol=1e-12)


def test_conv2d_keeps_float32() -> None:
    """A float32 image and a float32 filter give a float32 result, which takes half the memory of float64.

    Z = np.zeros((oh, ow), dtype=np.result_type(image, filter))
    """
    Z = conv2d(np.ones((4, 4), dtype=np.float32), np.full((2, 2), 3, dtype=np.float32))

    expect_dtype(Z, np.float32)


def test_conv2d_gives_the_wider_dtype() -> None:
    """If image or filter is float64, so is the result, and no digit of a third is lost.

    Z = np.zeros((oh, ow), dtype=np.result_type(image, filter))
    """
    for first, second in (np.float32, np.float64), (np.float64, np.float32):
        image, filter = np.ones((2, 3), dtype=first), np.ones((2, 3), dtype=second)
        (image if first == np.float64 else filter)[...] = 1 / 3
        Z = conv2d(image, filter)
        expect_dtype(Z, np.float64, hint=f"for an image of {np.dtype(first)} and a filter of {np.dtype(second)}")
        expect_close(Z, [[2]], atol=1e-12, hint="float32 keeps only 7 digits")


def test_conv2d_takes_views() -> None:
    """Images and filters that are transposed, mirrored or thinned out give the same as their copies.

    windows = sliding_window_view(image, filter.shape)  # knows how the view lies in memory
    """
    rng = np.random.default_rng(0)
    image, filter = rng.standard_normal((8, 9)), rng.standard_normal((4, 3))

    for i, f in (image.T, filter.T), (image[::-1, ::-1], filter[:, ::-1]), (image[::2, 1::2], filter[1::2]):
        right = slide(i.copy(), f.copy())
        expect_close(conv2d(i, f), right, atol=1e-12, hint="image and filter are views")


def test_conv2d_does_without_loops_over_pixels() -> None:
    """A loop over the filter's few positions takes a fraction of the time of a loop over an image's many places.

    for r in range(fh):
        for c in range(fw):
            Z += filter[r, c] * image[r : r + oh * stride : stride, c : c + ow * stride : stride]
    """
    image, filter = np.ones((200, 200)), np.ones((3, 3))

    expect_quick(lambda: conv2d(image, filter), 198 * 198 / 4, "for an image of 200 by 200 pixels, with 39,204 places")


def test_conv_forward_refuses_filters_larger_than_the_images() -> None:
    """Filters higher or wider than the images raise a ValueError: whatever came out would mean nothing.

    if fh > H or fw > W:
        raise ValueError(f"filters of shape {(fh, fw)} are larger than images of shape {(H, W)}")
    """
    expect_error(lambda: conv_forward(np.ones((2, 3, 5)), np.ones((3, 4, 2)), np.ones(3)))
    expect_error(lambda: conv_forward(np.ones((2, 3, 5)), np.ones((3, 2, 6)), np.ones(3)))


def test_conv_forward_refuses_a_stride_below_1() -> None:
    """A stride of 0 would never leave the first place, and a negative one would walk backward: both raise a ValueError.

    if stride < 1:
        raise ValueError(f"stride is {stride}, expected 1 or more")
    """
    expect_error(lambda: conv_forward(np.ones((2, 3, 5)), np.ones((3, 2, 2)), np.ones(3), 0))
    expect_error(lambda: conv_forward(np.ones((2, 3, 5)), np.ones((3, 2, 2)), np.ones(3), -1))


def test_conv_forward_refuses_another_number_of_biases() -> None:
    """Three filters have three biases: with 2 or 4 of them, something was mixed up before, and a ValueError says so.

    if b.shape != (len(F),):
        raise ValueError(f"b has shape {b.shape}, but there are {len(F)} filters")
    """
    expect_error(lambda: conv_forward(np.ones((2, 3, 5)), np.ones((3, 2, 2)), np.ones(2)))
    expect_error(lambda: conv_forward(np.ones((2, 3, 5)), np.ones((3, 2, 2)), np.ones(4)))


def test_conv_forward_takes_its_arguments_by_name() -> None:
    """A caller may pass X, F, b and stride by name, as the first line of the function has them.

    def conv_forward(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """
    Z = conv_forward(stride=2, b=np.array([5.0]), F=np.array([[[1.0, 10.0]]]), X=np.array([[[0.0, 1.0, 2.0, 3.0]]]))

    expect_close(Z, [[[[15, 37]]]], atol=1e-12)


def test_conv_forward_keeps_float32() -> None:
    """float32 images, filters and biases give float32 planes: training in float32 is about twice as fast.

    Z = np.zeros((n, k, oh, ow), dtype=np.result_type(X, F, b))
    """
    X, F, b = (np.ones(shape, dtype=np.float32) for shape in ((2, 4, 4), (3, 2, 2), (3,)))

    expect_dtype(conv_forward(X, F, b), np.float32)


def test_conv_forward_gives_the_widest_dtype() -> None:
    """If one of X, F and b is float64, so is Z, and no digit of a third is lost.

    Z = np.zeros((n, k, oh, ow), dtype=np.result_type(X, F, b))
    """
    for wide in "XFb":
        inputs = {"X": np.ones((2, 2, 3)), "F": np.ones((1, 2, 3)), "b": np.ones(1)}
        inputs[wide] /= 3
        right = float((inputs["X"] * inputs["F"])[0].sum() + inputs["b"][0])
        X, F, b = (array if name == wide else array.astype(np.float32) for name, array in inputs.items())
        Z = conv_forward(X, F, b)
        expect_dtype(Z, np.float64, hint=f"{wide} is float64, the other two are float32")
        expect_close(Z, np.full((2, 1, 1, 1), right), atol=1e-12, hint="float32 keeps only 7 digits")


def test_conv_forward_takes_views() -> None:
    """Images, filters and biases that are transposed, mirrored or thinned out give the same as their copies.

    windows = sliding_window_view(X, F.shape[1:], axis=(1, 2))  # knows how the view lies in memory
    """
    rng = np.random.default_rng(0)
    X, F, b = rng.standard_normal((9, 8, 4)), rng.standard_normal((3, 2, 4)), rng.standard_normal(8)[::2]
    planes = [[slide(image[::-1], filter[:, ::-1]) for filter in F.T] for image in X.T]
    right = np.array(planes) + b[:, None, None]

    Z = conv_forward(X.T[:, ::-1], F.T[:, :, ::-1], b)

    expect_close(Z, right, atol=1e-12, hint="X, F and b are views")


def test_conv_forward_does_without_loops_over_pixels_or_images() -> None:
    """A loop over the filter's few positions serves all images at once: chapter 4.3 trains on 60,000 of them.

    for r in range(fh):
        for c in range(fw):
            pixels = X[:, r : r + oh * stride : stride, c : c + ow * stride : stride]
            Z += pixels[:, None] * F[:, r, c][:, None, None]
    """
    large, many, b = np.ones((1, 200, 200)), np.ones((3000, 3, 3)), np.ones(1)

    hint = "for an image of 200 by 200 pixels, with 39,204 places"
    expect_quick(lambda: conv_forward(large, np.ones((1, 3, 3)), b), 198 * 198 / 4, hint)
    expect_quick(lambda: conv_forward(many, np.ones((1, 2, 2)), b), 4500, "for 3,000 images of 3 by 3 pixels")


def test_conv_backward_refuses_filters_larger_than_the_images() -> None:
    """Filters higher or wider than the images raise a ValueError, as in conv_forward.

    if fh > H or fw > W:
        raise ValueError(f"filters of shape {(fh, fw)} are larger than images of shape {(H, W)}")
    """
    expect_error(lambda: conv_backward(np.ones((2, 5, 6)), np.ones((3, 6, 2)), np.ones((2, 3, 4, 5))))
    expect_error(lambda: conv_backward(np.ones((2, 5, 6)), np.ones((3, 2, 7)), np.ones((2, 3, 4, 5))))


def test_conv_backward_refuses_a_stride_below_1() -> None:
    """A stride of 0 or less raises a ValueError, as in conv_forward.

    if stride < 1:
        raise ValueError(f"stride is {stride}, expected 1 or more")
    """
    expect_error(lambda: conv_backward(np.ones((2, 5, 6)), np.ones((3, 2, 2)), np.ones((2, 3, 4, 5)), 0))
    expect_error(lambda: conv_backward(np.ones((2, 5, 6)), np.ones((3, 2, 2)), np.ones((2, 3, 4, 5)), -1))


def test_conv_backward_refuses_a_gradient_of_another_shape() -> None:
    """A gradient for a different stride or filter raises a ValueError, even where NumPy would cut or broadcast it.

    if dZ.shape != (n, k, oh, ow):
        raise ValueError(f"dZ has shape {dZ.shape}, but conv_forward gave shape {(n, k, oh, ow)}")
    """
    X, F = np.ones((2, 5, 6)), np.ones((3, 2, 2))

    expect_error(lambda: conv_backward(X.copy(), F.copy(), np.ones((2, 3, 4, 5)), 2))
    expect_error(lambda: conv_backward(X.copy(), F.copy(), np.ones((2, 2, 4, 5))))
    expect_error(lambda: conv_backward(X.copy(), F.copy(), np.ones((2, 1, 4, 5))))


def test_conv_backward_takes_its_arguments_by_name() -> None:
    """A caller may pass X, F, dZ and stride by name, as the first line of the function has them.

    def conv_backward(X: Array, F: Array, dZ: Array, stride: int = 1) -> tuple[Array, Array, Array]:
    """
    X, F, dZ = np.array([[[1.0, 2.0, 3.0, 4.0]]]), np.array([[[5.0, 7.0]]]), np.array([[[[1.0, 10.0]]]])

    dX, dF, db = conv_backward(stride=2, dZ=dZ, F=F, X=X)

    expect_close(dX, [[[5, 7, 50, 70]]], atol=1e-12)
    expect_close(dF, [[[31, 42]]], atol=1e-12)
    expect_close(db, [11], atol=1e-12)


def test_conv_backward_keeps_float32() -> None:
    """float32 images, filters and gradients give float32 gradients.

    dX = np.zeros(X.shape, dtype=np.result_type(X, F, dZ))
    """
    X, F, dZ = (np.ones(shape, dtype=np.float32) for shape in ((2, 4, 4), (3, 2, 2), (2, 3, 3, 3)))

    for name, grad in zip(("dX", "dF", "db"), conv_backward(X, F, dZ), strict=True):
        expect_dtype(grad, np.float32, hint=f"this is {name}")


def test_conv_backward_gives_the_dtype_of_a_wider_gradient() -> None:
    """A float64 gradient makes all three results float64, also of float32 images and filters.

    dX = np.zeros(X.shape, dtype=np.result_type(X, F, dZ))
    """
    X, F = np.ones((1, 1, 2), dtype=np.float32), np.ones((1, 1, 2), dtype=np.float32)

    grads = conv_backward(X, F, np.full((1, 1, 1, 1), 1 / 3))

    for name, grad in zip(("dX", "dF", "db"), grads, strict=True):
        expect_dtype(grad, np.float64, hint=f"this is {name}")
        expect_close(grad, np.full(grad.shape, 1 / 3), atol=1e-12, hint=f"this is {name}; float32 keeps only 7 digits")


def test_conv_backward_leaves_the_gradient_as_it_was() -> None:
    """dZ belongs to the caller, who may still need it: work on a new array.

    dZ = dZ * factor  # a new array; dZ *= factor would write into the caller's
    """
    dZ = np.arange(36.0).reshape(2, 3, 2, 3)

    conv_backward(np.ones((2, 3, 4)), np.ones((3, 2, 2)), dZ)

    expect_unchanged(dZ, np.arange(36.0).reshape(2, 3, 2, 3), "dZ")


def test_conv_backward_takes_views() -> None:
    """Images, filters and gradients may lie in memory in any order.

    rows = np.moveaxis(dZ, 1, -1).reshape(-1, k)  # reads dZ by its axes, not by its memory
    """
    rng = np.random.default_rng(0)
    X, F, dZ = rng.standard_normal((6, 5, 2)), rng.standard_normal((2, 3, 3)), rng.standard_normal((5, 3, 3, 2))
    copies = X.T[:, ::-1].copy(), F.T[:, :, ::-1].copy(), dZ.T[..., ::-1].copy()

    grads = conv_backward(X.T[:, ::-1], F.T[:, :, ::-1], dZ.T[..., ::-1])

    for name, grad, copied in zip(("dX", "dF", "db"), grads, conv_backward(*copies), strict=True):
        expect_close(grad, copied, atol=1e-12, hint=f"this is {name}; X, F and dZ are views")


def test_conv_backward_does_without_loops_over_pixels_or_images() -> None:
    """A loop over the filter's few positions serves all images at once: chapter 4.3 trains on 60,000 of them.

    for r in range(fh):
        for c in range(fw):
            place = (slice(None), slice(r, r + oh * stride, stride), slice(c, c + ow * stride, stride))
            dF[:, r, c] = np.tensordot(dZ, X[place], axes=((0, 2, 3), (0, 1, 2)))
            dX[place] += np.tensordot(dZ, F[:, r, c], axes=(1, 0))
    """
    large, many = np.ones((1, 200, 200)), np.ones((3000, 3, 3))

    hint = "for an image of 200 by 200 pixels, with 39,204 places"
    expect_quick(lambda: conv_backward(large, np.ones((1, 3, 3)), np.ones((1, 1, 198, 198))), 198 * 198, hint)
    hint = "for 3,000 images of 3 by 3 pixels"
    expect_quick(lambda: conv_backward(many, np.ones((1, 2, 2)), np.ones((3000, 1, 2, 2))), 6000, hint)
