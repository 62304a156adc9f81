"""What the author of a library would also mind in chapter 5.4."""

import numpy as np
import torch
from ch43_cnn import init_cnn
from ch54_convolution import Cnn, conv2d_multi, flip_and_shift, load_cnn_params, make_cnn, out_size

from dojo.verdict.expect import expect_error
from dojo.verdict.tensors import expect_tensor


def seed() -> torch.Generator:
    """Make a generator."""
    return torch.Generator().manual_seed(0)


def test_out_size_refuses_what_does_not_fit() -> None:
    """A kernel larger than the padded image, and a stride below 1, raise a ValueError.

    if stride < 1 or kernel > size + 2 * padding:
        raise ValueError(f"a kernel of {kernel} in steps of {stride} does not fit {size} pixels")
    """
    for arguments in (2, 3), (2, 5, 1, 1), (5, 3, 0), (5, 3, -1):
        expect_error(lambda arguments=arguments: out_size(*arguments))


def test_conv2d_multi_refuses_what_does_not_fit() -> None:
    """Images and filters that differ in channels, and filters larger than the padded image, raise a ValueError.

    if X.shape[1] != F.shape[1]:
        raise ValueError(f"images have {X.shape[1]} channels, but filters have {F.shape[1]}")
    oh, ow = out_size(H, fh, stride, padding), out_size(W, fw, stride, padding)  # raises one, too
    """
    X, b = torch.ones(1, 1, 4, 4), torch.zeros(2)

    expect_error(lambda: conv2d_multi(X, torch.ones(2, 3, 2, 2), b))
    expect_error(lambda: conv2d_multi(X, torch.ones(2, 1, 5, 2), b))
    expect_error(lambda: conv2d_multi(X, torch.ones(2, 1, 2, 2), b, 0))


def test_conv2d_multi_keeps_float32() -> None:
    """float32 images, filters and biases give float32.

    Z = torch.zeros(n, k, oh, ow, dtype=X.dtype)  # wherever a new tensor is made, give it the dtype
    """
    Z = conv2d_multi(torch.ones(1, 2, 4, 4), torch.ones(3, 2, 2, 2), torch.zeros(3), padding=1)

    expect_tensor(Z, (1, 3, 5, 5), "float32")


def test_load_cnn_params_refuses_other_shapes() -> None:
    """Parameters of another network raise a ValueError that names both shapes, before anything is changed by them.

    if array.shape != param.shape:
        raise ValueError(f"the model has a parameter of shape {tuple(param.shape)}, not {array.shape}")
    """
    model = Cnn(seed(), 3, 3, 2, 8, 5)

    expect_error(lambda: load_cnn_params(model, init_cnn(np.random.default_rng(0), 1, 3, 2, 8, 5)))


def test_make_cnn_refuses_more_pools_than_fit() -> None:
    """An image of 4 pixels can be halved twice; a third pool raises a ValueError.

    height, width = out_size(height, 2, stride=2), out_size(width, 2, stride=2)  # raises a ValueError
    """
    expect_error(lambda: make_cnn([2, 2, 2], (1, 4, 4), 3, seed()))


def test_flip_and_shift_keeps_bytes() -> None:
    """Bytes stay bytes, so that photos take a quarter of the memory until a batch is used.

    new = torch.zeros_like(images)  # or functional.pad and torch.stack, which keep the dtype
    """
    new = flip_and_shift(torch.ones(4, 3, 5, 5, dtype=torch.uint8), 2, seed())

    expect_tensor(new, (4, 3, 5, 5), "uint8")


def test_flip_and_shift_gives_images_of_its_own() -> None:
    """With pad = 0 and no mirrored image the result is new, too: writing into it leaves images as they are.

    return torch.stack(...)  # new memory; a slice would be a view
    """
    images = torch.ones(3, 1, 4, 4)

    flip_and_shift(images, 0, seed()).zero_()

    assert bool((images == 1).all()), "expected  images left as they were\ngot       images that share memory with it"
