"""What it takes to skip chapter 4.2."""

import numpy as np
import pytest
from ch11_arrays import Array
from ch24_numerical_gradients import numerical_gradient
from skip_ch42_convolution import convolution_loss_and_grads

from dojo.verdict.expect import expect_close, expect_gradient, expect_number, expect_shape, expect_unchanged


def right_planes(X: Array, F: Array, b: Array, stride: int) -> Array:
    """Slide the filters place by place."""
    (n, H, W), (k, fh, fw) = X.shape, F.shape
    Z = np.zeros((n, k, (H - fh) // stride + 1, (W - fw) // stride + 1))
    for i, f, p, q in np.ndindex(*Z.shape):
        rows, columns = slice(p * stride, p * stride + fh), slice(q * stride, q * stride + fw)
        Z[i, f, p, q] = (X[i, rows, columns] * F[f]).sum() + b[f]
    return Z


def test_convolution_loss_and_grads_by_hand() -> None:
    """The filter [[1, 2]] over [[1, 0, 3]] answers 1 and 6, plus 1; the targets 1 and 5 are missed by 1 and 2."""
    X, F = np.array([[[1.0, 0.0, 3.0]]]), np.array([[[1.0, 2.0]]])

    loss, dX, dF, db = convolution_loss_and_grads(X, F, np.array([1.0]), np.array([[[[1.0, 5.0]]]]), 1)

    expect_number(loss, 2.5, atol=1e-9, hint="half of 1² + 2²; filters are not flipped")
    expect_close(dX, [[[1, 4, 4]]], atol=1e-9, hint="each pixel collects from all places that see it")
    expect_close(dF, [[[1, 6]]], atol=1e-9)
    expect_close(db, [3], atol=1e-9)


@pytest.mark.parametrize("stride", [1, 2, 3])
def test_convolution_loss_and_grads_agree_with_measured_slopes(stride: int) -> None:
    """Three images of 6×7 pixels, two filters of 2×3, at any stride: all slopes are as measured, and inputs stay."""
    rng = np.random.default_rng(0)
    X, F, b = rng.standard_normal((3, 6, 7)), rng.standard_normal((2, 2, 3)), rng.standard_normal(2)
    T = rng.standard_normal(right_planes(X, F, b, stride).shape)
    before = X.copy(), F.copy()

    loss, *grads = convolution_loss_and_grads(X, F, b, T, stride)

    def right(_: Array, __: Array, p: dict[str, Array]) -> tuple[float, dict[str, Array]]:
        return float(((right_planes(p["X"], p["F"], p["b"], stride) - T) ** 2).sum() / 2), {}

    params: dict[str, Array] = {"X": before[0], "F": before[1], "b": b}
    slopes = numerical_gradient(X, T, params, right)
    expect_number(loss, right(X, T, params)[0], atol=1e-9)
    for name, grad in zip("XFb", grads, strict=True):
        expect_gradient(grad, slopes[name], name, atol=1e-6)
    expect_unchanged(X, before[0], "X")


def test_convolution_loss_and_grads_of_many_images() -> None:
    """A batch of 100 images of 28×28 pixels with 8 filters takes a fraction of a second without loops over places."""
    T = np.zeros((100, 8, 26, 26))

    _, dX, dF, _ = convolution_loss_and_grads(np.ones((100, 28, 28)), np.ones((8, 3, 3)), np.zeros(8), T, 1)

    expect_shape(dX, (100, 28, 28))
    expect_shape(dF, (8, 3, 3))
