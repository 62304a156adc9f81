"""What chapter 5.1 means by right."""

from typing import Any

import numpy as np
import pytest
import torch
from ch12_matrices import linear as linear_of_arrays
from ch51_tensors import channels_first, choose_device, linear, to_array, to_labels, to_tensor

from dojo.verdict.expect import expect_close, expect_shape, expect_unchanged
from dojo.verdict.tensors import expect_tensor


def pretend(monkeypatch: pytest.MonkeyPatch, *there: str) -> None:
    """Let PyTorch say that this machine has these devices and no others, however it is asked."""
    first = torch.device(there[0]) if there else None
    for module, names in (torch.cuda, ["cuda"]), (torch.backends.mps, ["mps"]), (torch.accelerator, ["cuda", "mps"]):
        found = any(name in there for name in names)
        for question in "is_available", "is_built", "device_count":
            if hasattr(module, question):
                monkeypatch.setattr(module, question, lambda found=found: found)
    monkeypatch.setattr(torch.accelerator, "current_accelerator", lambda check_available=False: first)


def expect_device(device: Any, name: str, hint: str = "") -> None:
    """Fail unless a result is this device, or its name."""
    assert str(device) in (name, f"{name}:0"), f"expected  {name}\ngot       {device}\n{hint}".rstrip()


def test_to_tensor_gives_the_same_numbers() -> None:
    """A matrix, a vector and a stack of images become tensors of the same shape with the same numbers."""
    for X in np.array([[1.5, -2.0, 0.0], [0.25, 4.0, 1e-3]]), np.array([3.0, -1.0]), np.arange(24.0).reshape(2, 3, 4):
        T = to_tensor(X)

        expect_tensor(T, X.shape)
        expect_close(T, X, atol=0)


def test_to_tensor_keeps_the_dtype() -> None:
    """float64 stays float64 with all its digits, float32 stays float32, and integers stay integers.

    PyTorch does not convert: it refuses to multiply float64 by float32, and labels that are floats.
    """
    hint = "the tensor has the array's own dtype; torch.Tensor and torch.FloatTensor always make float32"

    expect_tensor(to_tensor(np.array([1 / 3, 2 / 3])), (2,), "float64", hint)
    expect_tensor(to_tensor(np.array([0.5, 2.0], dtype=np.float32)), (2,), "float32", hint)
    expect_tensor(to_tensor(np.array([1, 2])), (2,), "int64", hint)
    expect_close(to_tensor(np.array([1 / 3, 1e-12])), [1 / 3, 1e-12], atol=0, hint=hint)


def test_to_tensor_shares_no_memory() -> None:
    """Writing into the tensor leaves the array as it was, and writing into the array leaves the tensor."""
    X = np.array([[1.0, 2.0], [3.0, 4.0]])
    hint = "the two share their memory, as after torch.from_numpy(X): copy X"

    T = to_tensor(X)
    with torch.no_grad():
        T[0, 0] = 100

    expect_close(X, [[1, 2], [3, 4]], atol=0, hint=hint)
    X[1, 1] = -100
    expect_close(T, [[100, 2], [3, 4]], atol=0, hint=hint)


def test_to_tensor_takes_a_read_only_array() -> None:
    """The tensor of a locked array, or of its transpose, can be written into, and the array stays as it was."""
    X = np.array([[1.0, 2.0], [3.0, 4.0]])
    X.flags.writeable = False

    for view, right in (X, [[7, 2], [3, 4]]), (X.T, [[7, 3], [2, 4]]):
        T = to_tensor(view)
        with torch.no_grad():
            T[0, 0] = 7
        expect_close(T, right, atol=0)
    expect_close(X, [[1, 2], [3, 4]], atol=0, hint="the locked array was written into: copy X")


def test_to_array_gives_the_same_numbers() -> None:
    """A tensor becomes an array of the same shape, with all digits of its numbers."""
    for shape in (2, 3), (3,), (1, 2, 3), ():
        T = torch.randn(shape, dtype=torch.float64, generator=torch.Generator().manual_seed(0))

        X: Any = to_array(T)

        assert isinstance(X, np.ndarray | np.generic), f"expected  an array\ngot       {type(X).__name__}"
        expect_close(np.asarray(X), T.numpy(), atol=0)


def test_to_array_takes_what_requires_gradients() -> None:
    """A parameter, and what was computed from it, become arrays too, and the parameter still requires gradients."""
    W = torch.tensor([1.0, -2.0], requires_grad=True)

    expect_close(to_array(W), [1, -2], atol=0)
    expect_close(to_array(W * 3), [3, -6], atol=0)
    assert W.requires_grad, "expected  W.requires_grad is still True\ngot       False: it would learn no more"


def test_to_array_shares_no_memory() -> None:
    """Writing into the array leaves the tensor as it was, and writing into the tensor leaves the array."""
    T = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    hint = "the two share their memory, as after T.numpy(): copy it"

    X = to_array(T)
    X[0, 0] = 100

    expect_close(T, [[1, 2], [3, 4]], atol=0, hint=hint)
    T[1, 1] = -100
    expect_close(X, [[100, 2], [3, 4]], atol=0, hint=hint)


def test_to_labels_gives_int64() -> None:
    """Labels of any kind of integer become int64, which every loss of PyTorch takes: cross_entropy refuses int32."""
    hint = "class labels are torch.int64, also called torch.long"

    for dtype in np.int64, np.int32, np.uint8:
        labels = to_labels(np.array([3, 0, 9, 9], dtype=dtype))
        expect_tensor(labels, (4,), "int64", hint)
        expect_close(labels, [3, 0, 9, 9], atol=0)


def test_to_labels_keeps_one_label_a_sample() -> None:
    """Labels stay a vector (n,), with no second axis, also for one sample; cross_entropy takes them like this."""
    for n in 1, 2, 5:
        labels = to_labels(np.arange(n))
        expect_shape(labels, (n,))
        loss = torch.nn.functional.cross_entropy(torch.zeros(n, 10), labels)
        expect_close(loss, np.log(10), atol=1e-6, hint="the loss of ten classes that are equally probable")


def test_channels_first_by_hand() -> None:
    """One image of two rows and three columns, with the colors 1, 2 in its first pixel: one plane holds all the 1s."""
    images = torch.tensor([[[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]]])

    planes = channels_first(images)

    expect_tensor(planes, (1, 2, 2, 3), "int64")
    hint = "a color's plane takes one number from each pixel: permute moves axes, reshape keeps the order of numbers"
    expect_close(planes, [[[[1, 3, 5], [7, 9, 11]], [[2, 4, 6], [8, 10, 12]]]], atol=0, hint=hint)


def test_channels_first_moves_the_last_axis() -> None:
    """(n, h, w, c) becomes (n, c, h, w), whatever the sizes, and entry [i, r, c, k] comes to [i, k, r, c]."""
    for shape in (2, 3, 4, 5), (1, 4, 4, 3), (3, 2, 5, 1), (3, 3, 3, 3):
        images = torch.randn(shape, generator=torch.Generator().manual_seed(0))

        planes = channels_first(images.clone())

        n, h, w, c = shape
        expect_shape(planes, (n, c, h, w), hint=f"the images had shape {shape}")
        expect_close(planes, np.moveaxis(images.numpy(), 3, 1), atol=0, hint=f"the images had shape {shape}")


def test_linear_by_hand() -> None:
    """Row [1, 2, 0], column [2, 1, 0] and the bias 10 give the first score, 1 * 2 + 2 * 1 + 0 * 0 + 10 = 14."""
    X = torch.tensor([[1.0, 2.0, 0.0], [0.0, 1.0, -1.0], [3.0, 0.0, 1.0]])
    W = torch.tensor([[2.0, 0.0, 1.0], [1.0, -1.0, 4.0], [0.0, 3.0, -2.0]])

    Z = linear(X, W, torch.tensor([10.0, -20.0, 30.0]))

    expect_tensor(Z, (3, 3), "float32")
    expect_close(Z, [[14, -22, 39], [11, -24, 36], [16, -17, 31]], atol=1e-5, hint="Z = X @ W + b")


def test_linear_gives_chapter_1_2s_numbers() -> None:
    """From the same numbers in float64, tensors and arrays give the same scores, to 1e-10."""
    rng = np.random.default_rng(0)

    for n, d, k in (5, 3, 2), (4, 1, 4), (1, 3, 2), (4, 6, 1):
        X, W, b = rng.standard_normal((n, d)), rng.standard_normal((d, k)), rng.standard_normal(k)
        Z = linear(torch.tensor(X), torch.tensor(W), torch.tensor(b))
        expect_close(Z, linear_of_arrays(X, W, b), atol=1e-10, hint=f"n, d, k = {n}, {d}, {k}")


def test_linear_can_be_differentiated() -> None:
    """Autograd goes through it: with an upstream gradient G the slopes are X.T @ G, G's column sums, and G @ W.T."""
    X = torch.tensor([[1.0, 2.0], [3.0, -1.0]], requires_grad=True)
    W = torch.tensor([[0.5, 1.0], [-2.0, 0.0]], requires_grad=True)
    b = torch.tensor([1.0, -1.0], requires_grad=True)
    Z = linear(X, W, b)
    hint = "stay with tensors: what goes through NumPy, .detach() or .item() has no record for gradients"
    assert Z.requires_grad, f"expected  scores that remember how they were computed\ngot       none\n{hint}"

    (Z * torch.tensor([[1.0, 2.0], [3.0, 4.0]])).sum().backward()

    for tensor, slopes in (W, [[10, 14], [-1, 0]]), (b, [4, 6]), (X, [[2.5, -2], [5.5, -6]]):
        assert tensor.grad is not None, f"expected  gradients of W, b and X\ngot       one of them missing\n{hint}"
        expect_close(tensor.grad, slopes, atol=1e-5, hint=hint)


def test_choose_device_takes_the_fastest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a wish: cuda where there is one, else mps, else cpu."""
    for there, right in (("cuda",), "cuda"), (("mps",), "mps"), ((), "cpu"), (("cuda", "mps"), "cuda"):
        pretend(monkeypatch, *there)
        expect_device(choose_device(), right, f"this machine has {', '.join([*there, 'cpu'])}")


def test_choose_device_grants_a_wish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small networks are faster on the CPU, so "cpu" is granted also where there is a graphics card."""
    pretend(monkeypatch, "cuda")

    expect_device(choose_device("cpu"), "cpu", "the wish was cpu")
    expect_device(choose_device("cuda"), "cuda", "the wish was cuda")
    expect_device(choose_device(wish=None), "cuda", "there was no wish")


def test_choose_device_gives_one_that_computes() -> None:
    """Tensors can be made on the device that it chooses on this machine, and moved to it."""
    device = choose_device()

    X = torch.ones(2, 3, device=device) @ torch.ones(3, 2).to(device)

    expect_unchanged(X.cpu().numpy(), np.full((2, 2), 3, dtype=np.float32), "the product")
