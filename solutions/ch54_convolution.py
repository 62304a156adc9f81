"""Convolution in PyTorch: Colors, Padding, and Deeper Networks

An image in color has three planes, and so has each filter: what the filter finds in them is added up. With that, and
with zeros around the images, convolutions can follow each other, as this chapter's deeper networks have them.

    X (n, 3, 32, 32) → conv, ReLU, pool → (n, 32, 16, 16) → conv, ReLU, pool → … → flat → dense → scores (n, 10)

Lesson: lessons/ch54_convolution.md
"""

import math
from collections.abc import Sequence

import torch
from ch23_minibatches import Params
from ch51_tensors import to_tensor
from torch import Tensor, nn
from torch.nn import functional


def out_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """Compute how many positions a filter or a pooling window has along one side of an image.

        out = (size + 2 * padding - kernel) // stride + 1

    Args:
        size: of the image along this side, in pixels.
        kernel: of the filter or window along this side, in pixels.
        stride: by how many pixels it moves, 1 or more.
        padding: how many zeros are added at each of the two ends, 0 or more.

    Returns:
        The size of the result along this side, 1 or more.

    Raises:
        ValueError: the kernel is larger than the padded image, or stride is below 1.

    Source:
        Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016), section 2.4.
    """
    padded = size + 2 * padding
    if stride < 1 or not 1 <= kernel <= padded:
        raise ValueError(f"a kernel of {kernel} in steps of {stride} does not fit {size} pixels, {padded} with padding")
    return (padded - kernel) // stride + 1


def conv2d_multi(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """Slide filters over images of several channels: for each channel chapter 4.2's convolution, and their sum.

        Z[i, k, p, q] = b[k] + Σ over c, r, s of padded[i, c, p * stride + r, q * stride + s] * F[k, c, r, s]

    It gives what torch.nn.functional.conv2d gives. Autograd finds its gradients.

    Args:
        X: images of c channels, shape (n, c, H, W).
        F: filters with one plane for each channel, shape (k, c, fh, fw).
        b: biases, one for each filter, shape (k,).
        stride: by how many pixels a filter moves, in both directions.
        padding: how many rows or columns of zeros are added at each of the four sides.

    Returns:
        Shape (n, k, oh, ow), of the sizes that out_size gives. X, F and b are not modified.

    Raises:
        ValueError: a filter is larger than the padded image, X and F differ in channels, or stride is below 1.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 9.5, equation (9.8).
    """
    (_, channels, H, W), (_, depth, fh, fw) = X.shape, F.shape
    if channels != depth:
        raise ValueError(f"images have {channels} channels, but filters have {depth}")
    oh, ow = out_size(H, fh, stride, padding), out_size(W, fw, stride, padding)
    padded = functional.pad(X, (padding, padding, padding, padding))
    # One entry of each window at a time, as chapter 4.2 does: the same position of all windows is one slice.
    Z = b[:, None, None].expand(len(X), len(F), oh, ow)
    for r in range(fh):
        for s in range(fw):
            pixels = padded[:, :, r : r + stride * oh : stride, s : s + stride * ow : stride]
            Z = Z + torch.einsum("kc,nchw->nkhw", F[:, :, r, s], pixels)
    return Z


class Cnn(nn.Module):
    """Chapter 4.3's network, of PyTorch's own layers.

        Z = conv(X)        P = pool(relu(Z))        scores = dense(flat)        flat: each image's P as one row

    Attributes:
        conv: an nn.Conv2d from one channel to filters channels.
        pool: an nn.MaxPool2d.
        dense: an nn.Linear from the flat planes to the classes.

    Source:
        PyTorch reference, torch.nn.Conv2d and torch.nn.MaxPool2d.
    """

    def __init__(
        self,
        generator: torch.Generator,
        filters: int = 8,
        filter_size: int = 3,
        pool: int = 2,
        image_size: int = 28,
        classes: int = 10,
    ) -> None:
        """Make the layers; draw their weights as He et al. do for ReLU, and set their biases to 0.

            weight ~ normal(mean 0, variance 2 / fan_in)

        Args:
            generator: the only source of the weights: the same seed gives the same ones.
            filters: number of filters, k.
            filter_size: their height and width, in pixels.
            pool: height and width of a pooling window.
            image_size: height and width of an image, in pixels.
            classes: number of classes.
        """
        super().__init__()
        pooled = out_size(out_size(image_size, filter_size), pool, stride=pool)
        self.conv = nn.Conv2d(1, filters, filter_size)
        self.pool = nn.MaxPool2d(pool)
        self.dense = nn.Linear(filters * pooled * pooled, classes)
        _init_he(self, generator)

    def forward(self, X: Tensor) -> Tensor:
        """Send images through the network.

        Args:
            X: images of one channel, shape (n, 1, H, W), of the parameters' dtype. It is not modified.

        Returns:
            Scores, shape (n, classes), and not probabilities: PyTorch's cross_entropy applies the softmax itself.
        """
        P = self.pool(torch.relu(self.conv(X)))
        return self.dense(P.flatten(start_dim=1))


def load_cnn_params(model: nn.Module, params: Params) -> None:
    """Copy chapter 4.3's parameters into a Cnn of the same sizes, so that both give the same scores and gradients.

        conv.weight[:, 0] = F        conv.bias = c        dense.weight = W.T        dense.bias = b

    Args:
        model: a Cnn. Its numbers are changed; its parameters stay the same objects and keep their dtype, so that
            float64 is exact only after model.double().
        params: "F", "c", "W", "b", as init_cnn makes them. They are copied: the model shares no memory with them.

    Raises:
        ValueError: the shapes are not those of the model.

    Source:
        PyTorch reference, torch.Tensor.copy_.
    """
    arrays = params["F"][:, None], params["c"], params["W"].T, params["b"]
    with torch.no_grad():
        for param, array in zip(model.parameters(), arrays, strict=True):
            if array.shape != param.shape:
                raise ValueError(f"the model has a parameter of shape {tuple(param.shape)}, not {array.shape}")
            param.copy_(to_tensor(array))


def make_cnn(
    channels: Sequence[int], image: tuple[int, int, int], classes: int, generator: torch.Generator
) -> nn.Sequential:
    """Make a network of several convolutions, each followed by ReLU and a pool that halves height and width.

        for each of channels: conv 3×3 with padding 1 → ReLU → max pool 2×2        then: flatten → dense

    Weights are drawn as He et al. do for ReLU, variance 2 / fan_in, and biases are 0.

    Args:
        channels: how many filters each convolution has, such as [32, 64, 128].
        image: channels, height and width of an image, such as (3, 32, 32); a side that is odd loses its last row or
            column in the pool.
        classes: number of classes.
        generator: the only source of the weights: the same seed gives the same ones.

    Returns:
        A network from images (n, *image) to scores (n, classes), without softmax.

    Raises:
        ValueError: there are more pools than the image can be halved.

    Source:
        Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition" (2015),
        section 2.1.
    """
    depth, height, width = image
    layers: list[nn.Module] = []
    for filters in channels:
        layers += [nn.Conv2d(depth, filters, kernel_size=3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
        depth, height, width = filters, out_size(height, 2, stride=2), out_size(width, 2, stride=2)
    model = nn.Sequential(*layers, nn.Flatten(), nn.Linear(depth * height * width, classes))
    _init_he(model, generator)
    return model


def flip_and_shift(images: Tensor, pad: int, generator: torch.Generator) -> Tensor:
    """Change images at random so that they still show the same: mirror some, and move each by a few pixels.

    Each image is mirrored left to right with probability 1/2. It is also moved, by a number of pixels from -pad to pad
    down and by another one to the right, all equally probable; what leaves the image is lost, and zeros come in.

    Args:
        images: shape (n, c, h, w), any dtype.
        pad: the largest move, in pixels, 0 or more.
        generator: the only source of randomness, drawn from for each image: the same seed gives the same images.

    Returns:
        New images of the same shape and dtype. images is not modified.

    Source:
        He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition" (2016), section 4.2.
    """
    n, _, h, w = images.shape
    mirrored = (torch.rand(n, generator=generator) < 0.5).to(images.device)
    images = torch.where(mirrored[:, None, None, None], images.flip(-1), images)
    padded = functional.pad(images, (pad, pad, pad, pad))
    corners: list[list[int]] = torch.randint(0, 2 * pad + 1, (n, 2), generator=generator).tolist()
    return torch.stack([image[:, r : r + h, s : s + w] for image, (r, s) in zip(padded, corners, strict=True)])


def _init_he(model: nn.Module, generator: torch.Generator) -> None:
    """Draw all weights again with variance 2 / fan_in, and set all biases to 0."""
    with torch.no_grad():
        for param in model.parameters():
            if param.ndim == 1:
                param.zero_()
            else:
                param.normal_(0, math.sqrt(2 / param[0].numel()), generator=generator)
