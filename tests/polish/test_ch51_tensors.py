"""What the author of a library also minds in chapter 5.1."""

import warnings
from typing import Any

import numpy as np
import pytest
import torch
from ch51_tensors import channels_first, choose_device, linear, to_array, to_labels, to_tensor

from dojo.verdict.expect import expect_close, expect_dtype, expect_error


def test_to_tensor_does_not_warn() -> None:
    """A read-only array is copied before PyTorch sees it, so there is no warning.

    return torch.from_numpy(X.copy())  # torch.from_numpy(X).clone() warns first, and then copies
    """
    X = np.array([1.0, 2.0])
    X.flags.writeable = False
    always = torch.is_warn_always_enabled()
    torch.set_warn_always(True)

    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            to_tensor(X)
    finally:
        torch.set_warn_always(always)

    assert not caught, f"expected  no warning\ngot       {str(caught[0].message)[:80]}…"


def test_to_tensor_takes_rows_in_reverse() -> None:
    """A view with its rows in reverse becomes a tensor like any other array.

    return torch.from_numpy(X.copy())  # torch.tensor(X) refuses negative strides
    """
    expect_close(to_tensor(np.array([1.0, 2.0, 3.0])[::-1]), [3, 2, 1], atol=0)


def test_to_tensor_keeps_bytes() -> None:
    """Pixels of one byte stay bytes, and booleans stay booleans: the caller decides when to convert.

    return torch.from_numpy(X.copy())
    """
    for dtype, right in (np.uint8, torch.uint8), (np.int32, torch.int32), (np.bool_, torch.bool):
        X: Any = np.zeros(2, dtype=dtype)
        T = to_tensor(X)
        assert T.dtype == right, f"expected  {right}\ngot       {T.dtype}"


def test_to_tensor_requires_no_gradients() -> None:
    """Data needs no gradients: only parameters require them, and the caller turns that on.

    return torch.from_numpy(X.copy())  # and for a parameter, to_tensor(W).requires_grad_()
    """
    T = to_tensor(np.ones(2))

    assert not T.requires_grad, "expected  requires_grad is False\ngot       True"


def test_to_array_keeps_the_dtype() -> None:
    """float32 in, float32 out, and labels stay integers.

    return T.detach().cpu().numpy().copy()
    """
    expect_dtype(to_array(torch.ones(2)), np.float32)
    expect_dtype(to_array(torch.ones(2, dtype=torch.float64)), np.float64)
    expect_dtype(to_array(torch.tensor([1, 2])), np.int64)
    expect_dtype(to_array(torch.tensor([1, 2], dtype=torch.uint8)), np.uint8)


def test_to_array_gives_an_array_without_axes() -> None:
    """A tensor without axes, such as a loss, becomes an array without axes.

    return T.detach().cpu().numpy().copy()
    """
    expect_close(to_array(torch.tensor(2.5)), 2.5, atol=0)


def test_to_labels_shares_no_memory() -> None:
    """Writing into the array of labels leaves the tensor as it was, also where both are int64.

    return torch.from_numpy(y.astype("int64"))  # astype copies
    """
    y = np.array([1, 2])

    labels = to_labels(y)
    y[0] = 9

    expect_close(labels, [1, 2], atol=0)


def test_to_labels_refuses_floats() -> None:
    """Floats are no labels: 0.7 would become class 0, and nobody would notice.

    if y.dtype.kind not in "iu":
        raise ValueError(f"y is {y.dtype}, expected integers")
    """
    labels: Any = to_labels

    expect_error(lambda: labels(np.array([0.0, 2.0])))
    expect_error(lambda: labels(np.array([0.7, 2.0], dtype=np.float32)))


def test_to_labels_refuses_rows() -> None:
    """One-hot rows and columns are no vector of labels: the caller gets a ValueError.

    if y.ndim != 1:
        raise ValueError(f"y has shape {y.shape}, expected (n,)")
    """
    expect_error(lambda: to_labels(np.eye(3, dtype=np.int64)))
    expect_error(lambda: to_labels(np.zeros((4, 1), dtype=np.int64)))


def test_channels_first_is_contiguous() -> None:
    """The planes lie in memory as they are indexed, so that view can flatten them and a convolution reads them fast.

    return images.permute(0, 3, 1, 2).contiguous()
    """
    planes = channels_first(torch.zeros(2, 3, 4, 3))

    assert planes.is_contiguous(), f"expected  contiguous memory\ngot       the strides {planes.stride()}"


def test_channels_first_leaves_its_input_alone() -> None:
    """The images keep their shape and their dtype, and the planes have the same dtype.

    return images.permute(0, 3, 1, 2).contiguous()
    """
    images = torch.ones(2, 3, 4, 3, dtype=torch.uint8)

    planes = channels_first(images)

    assert planes.dtype == torch.uint8, f"expected  torch.uint8, as the images have\ngot       {planes.dtype}"
    assert images.shape == (2, 3, 4, 3), f"expected  images of their old shape\ngot       {tuple(images.shape)}"


def test_linear_leaves_its_inputs_alone() -> None:
    """X, W and b keep their numbers: the caller may still need them.

    return torch.matmul(X, W) + b  # a new tensor
    """
    X, W, b = torch.ones(2, 3), torch.ones(3, 2), torch.ones(2)

    linear(X, W, b)

    for tensor in X, W, b:
        expect_close(tensor, np.ones(tensor.shape), atol=0)


def test_choose_device_gives_a_device() -> None:
    """The result is a torch.device, whose type can be asked for, and not a name.

    return torch.device("cpu")
    """
    for device in choose_device(), choose_device("cpu"):
        assert isinstance(device, torch.device), f"expected  a torch.device\ngot       {device!r}"


def test_choose_device_refuses_what_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wish that this machine lacks is a ValueError at once, whose message names what there is.

    if wish not in there:
        raise ValueError(f"this machine has no device {wish!r}, only {', '.join(there)}")
    """
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)

    expect_error(lambda: choose_device("cuda"), "cpu")
    expect_error(lambda: choose_device("mps"), "cpu")
    expect_error(lambda: choose_device("abacus"), "cpu")
