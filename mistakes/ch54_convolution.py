"""Wrong and right answers to chapter 5.4."""

import math
from collections.abc import Sequence
from typing import Any

import torch
from ch23_minibatches import Params
from ch51_tensors import to_tensor
from ch54_convolution import Cnn, conv2d_multi, flip_and_shift, load_cnn_params, make_cnn, out_size
from torch import Tensor, nn
from torch.nn import functional

Generator = torch.Generator
Image = tuple[int, int, int]


def _he(model: nn.Module, generator: Generator, variance: float = 2.0) -> None:
    """Draw the weights of a model, and set its biases to 0."""
    with torch.no_grad():
        for param in model.parameters():
            if param.ndim == 1:
                param.zero_()
            else:
                param.normal_(0, math.sqrt(variance / param[0].numel()), generator=generator)


def _layers(channels: Sequence[int], image: Image, classes: int, padding: int = 1) -> list[nn.Module]:
    """Make the layers of make_cnn."""
    depth, height, width = image
    layers: list[nn.Module] = []
    for filters in channels:
        layers += [nn.Conv2d(depth, filters, 3, padding=padding), nn.ReLU(), nn.MaxPool2d(2)]
        depth, height, width = filters, (height - 2 + 2 * padding) // 2, (width - 2 + 2 * padding) // 2
    return [*layers, nn.Flatten(), nn.Linear(depth * height * width, classes)]


def _network(layers: Sequence[nn.Module], generator: Generator) -> nn.Sequential:
    """Make a network of layers, with weights as He et al. draw them."""
    model = nn.Sequential(*layers)
    _he(model, generator)
    return model


def _crops(images: Tensor, padded: Tensor, corners: Sequence[Sequence[int]]) -> Tensor:
    """Cut each image out of its padded one."""
    h, w = images.shape[2:]
    return torch.stack([image[:, r : r + h, s : s + w] for image, (r, s) in zip(padded, corners, strict=True)])


def _padded(images: Tensor, pad: int) -> Tensor:
    """Put zeros around images."""
    return functional.pad(images, (pad, pad, pad, pad))


def _corners(n: int, pad: int, generator: Generator) -> list[list[int]]:
    """Draw a corner for each of n images."""
    corners: list[list[int]] = torch.randint(0, 2 * pad + 1, (n, 2), generator=generator).tolist()
    return corners


def _mirrored(images: Tensor, generator: Generator) -> Tensor:
    """Mirror each image with probability 1/2."""
    mirrored = torch.rand(len(images), generator=generator) < 0.5
    return torch.where(mirrored[:, None, None, None], images.flip(-1), images)


def wrong_out_size__one_side_padded(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """You count the padding once: there are zeros at both ends, so 2 * padding.

    Breaks: out = (size + 2 * padding - kernel) // stride + 1.
    """
    return (size + padding - kernel) // stride + 1


def wrong_out_size__without_one(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """You leave out the + 1: a kernel as large as the image has one position, not none.

    Breaks: out = (size + 2 * padding - kernel) // stride + 1.
    """
    return (size + 2 * padding - kernel) // stride


def wrong_out_size__one_before_dividing(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """You add the 1 before you divide by the stride: divide first, then add 1.

    Breaks: out = (size + 2 * padding - kernel) // stride + 1.
    """
    return (size + 2 * padding - kernel + 1) // stride


def wrong_out_size__float(size: int, kernel: int, stride: int = 1, padding: int = 0) -> float:
    """Your size is a float, as / gives it: divide by //, which gives a whole number.

    Breaks: -> int.
    """
    return (size + 2 * padding - kernel) / stride + 1


def wrong_out_size__rounded_up(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """You round up: a step that would leave the image is not taken, so round down, as // does.

    Breaks: out = (size + 2 * padding - kernel) // stride + 1.
    """
    return math.ceil((size + 2 * padding - kernel) / stride) + 1


def wrong_out_size__no_stride(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """You leave the stride out: in steps of 2 there are about half as many positions.

    Breaks: out = (size + 2 * padding - kernel) // stride + 1.
    """
    return size + 2 * padding - kernel + 1


def wrong_out_size__no_padding(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """You leave the padding out: add 2 * padding to size.

    Breaks: out = (size + 2 * padding - kernel) // stride + 1.
    """
    return (size - kernel) // stride + 1


def wrong_out_size__padding_taken_off(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """You take the padding off the size: it makes the image larger, so add 2 * padding.

    Breaks: out = (size + 2 * padding - kernel) // stride + 1.
    """
    return (size - 2 * padding - kernel) // stride + 1


def unpolished_out_size__unchecked(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """A kernel larger than the padded image gives a size of 0 or below: raise a ValueError.

    Breaks: a filter larger than the image raises ValueError.
    """
    if stride < 1:
        raise ValueError(f"stride is {stride}")
    return (size + 2 * padding - kernel) // stride + 1


def unpolished_out_size__stride_unchecked(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """A stride of 0 ends in a ZeroDivisionError, and one of -1 in a wrong size: raise a ValueError.

    Breaks: stride < 1 raises ValueError.
    """
    if kernel > size + 2 * padding:
        raise ValueError(f"a kernel of {kernel} is larger than the image")
    return (size + 2 * padding - kernel) // stride + 1


def plain_out_size__counting(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """Count the positions one by one."""
    count, position = 0, 0
    while position + kernel <= size + 2 * padding:
        count += 1
        position += stride
    return count


def plain_out_size__int_of_float(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """Divide, and cut off what is after the point."""
    return int((size + 2 * padding - kernel) / stride) + 1


def right_out_size__of_a_range(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """Let range count."""
    if stride < 1 or kernel > size + 2 * padding:
        raise ValueError(f"a kernel of {kernel} does not fit {size} pixels in steps of {stride}")
    return len(range(0, size + 2 * padding - kernel + 1, stride))


def wrong_conv2d_multi__mean_over_channels(
    X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0
) -> Tensor:
    """You take the mean over channels: add up what the filter finds in each of them.

    Breaks: Σ over c.
    """
    return conv2d_multi(X, F / X.shape[1], b, stride, padding)


def wrong_conv2d_multi__bias_for_each_channel(
    X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0
) -> Tensor:
    """You add the bias once for each channel: add up the channels first, and then the bias once.

    Breaks: Z[i, k, p, q] = b[k] + Σ over c, r, s of ….
    """
    return conv2d_multi(X, F, b * X.shape[1], stride, padding)


def wrong_conv2d_multi__no_bias(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """You leave the bias out: add b[k] to all of plane k.

    Breaks: Z[i, k, p, q] = b[k] + Σ over c, r, s of ….
    """
    return conv2d_multi(X, F, torch.zeros_like(b), stride, padding)


def wrong_conv2d_multi__flipped(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """Your filters are turned around, as in a mathematician's convolution: chapter 4.2's formula does not flip them.

    Breaks: padded[…, p * stride + r, q * stride + s] * F[…, r, s].
    """
    return conv2d_multi(X, F.flip(-1, -2), b, stride, padding)


def wrong_conv2d_multi__first_channel(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """You look at the first channel only: add up what the filter finds in each channel.

    Breaks: Σ over c.
    """
    return conv2d_multi(X[:, :1], F[:, :1], b, stride, padding)


def wrong_conv2d_multi__one_plane_for_all(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """You use the filter's first plane for all channels: channel c has the plane F[:, c].

    Breaks: F[k, c, r, s].
    """
    return conv2d_multi(X, F[:, :1].expand_as(F), b, stride, padding)


def wrong_conv2d_multi__no_padding(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """You leave the padding out: put that many rows and columns of zeros around the images first.

    Breaks: padded.
    """
    return conv2d_multi(X, F, b, stride, 0)


def wrong_conv2d_multi__padded_at_the_end(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """You add all zeros on the right and below: half of them come on the left and on top.

    Breaks: padding at each of the four sides.
    """
    return conv2d_multi(functional.pad(X, (0, 2 * padding, 0, 2 * padding)), F, b, stride, 0)


def wrong_conv2d_multi__padded_at_two_sides(
    X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0
) -> Tensor:
    """You pad the columns only, as functional.pad with two numbers does: give it four, for the rows as well.

    Breaks: padding at each of the four sides.
    """
    return conv2d_multi(functional.pad(X, (padding, padding)), F, b, stride, 0)


def wrong_conv2d_multi__edge_repeated(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """You repeat the pixels at the edge: padding is zeros.

    Breaks: zeros are added.
    """
    return conv2d_multi(functional.pad(X, (padding,) * 4, mode="replicate"), F, b, stride, 0)


def wrong_conv2d_multi__no_stride(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """Your filters move by one pixel, whatever stride says.

    Breaks: p * stride + r.
    """
    return conv2d_multi(X, F, b, 1, padding)


def wrong_conv2d_multi__first_pixels_of_a_stride(
    X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0
) -> Tensor:
    """The size is right, but your filters move by one pixel: window (p, q) begins at p * stride, q * stride.

    Breaks: p * stride + r.
    """
    Z = conv2d_multi(X, F, b, stride, padding)
    return conv2d_multi(X, F, b, 1, padding)[:, :, : Z.shape[2], : Z.shape[3]]


def wrong_conv2d_multi__detached(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """Your result has no record for autograd, as after numpy, detach or torch.tensor: compute with tensors throughout.

    Breaks: autograd finds its gradients.
    """
    return conv2d_multi(X, F, b, stride, padding).detach()


def wrong_conv2d_multi__only_square(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """You take the filter's width for its height: fh, fw = F.shape[2:] are two numbers.

    Breaks: (k, c, fh, fw).
    """
    k, c, _, fw = F.shape
    return conv2d_multi(X, F.reshape(k, c, fw, -1)[:, :, :fw, :fw], b, stride, padding)


def wrong_conv2d_multi__relu(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """You apply ReLU: that is a layer of its own, so return Z with its negative entries.

    Breaks: Z = b + Σ ….
    """
    return torch.relu(conv2d_multi(X, F, b, stride, padding))


def wrong_conv2d_multi__x_padded_in_place(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """You write into b, as b += … does where it is not a new tensor: start from a new one.

    Breaks: X, F and b are not modified.
    """
    Z = conv2d_multi(X, F, b, stride, padding)
    with torch.no_grad():
        b += 1
    return Z


def unpolished_conv2d_multi__channels_unchecked(
    X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0
) -> Tensor:
    """Images of one channel and filters of three go together in yours, as broadcasting has it: raise a ValueError.

    Breaks: X and F that differ in channels raise ValueError.
    """
    return conv2d_multi(X.expand(-1, F.shape[1], -1, -1), F, b, stride, padding)


def plain_conv2d_multi__unfold(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """Let PyTorch lay the windows side by side, and multiply."""
    n, k = len(X), len(F)
    oh = (X.shape[2] + 2 * padding - F.shape[2]) // stride + 1
    ow = (X.shape[3] + 2 * padding - F.shape[3]) // stride + 1
    columns = functional.unfold(X, (F.shape[2], F.shape[3]), padding=padding, stride=stride)
    return (F.reshape(k, -1) @ columns + b[:, None]).reshape(n, k, oh, ow)


def plain_conv2d_multi__windows(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """Take views of all windows, and sum over channels and positions at once."""
    windows = _padded(X, padding).unfold(2, F.shape[2], stride).unfold(3, F.shape[3], stride)
    return torch.einsum("ncpqrs,kcrs->nkpq", windows, F) + b.reshape(1, -1, 1, 1)


def plain_conv2d_multi__window_by_window(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """Visit each position of the result."""
    padded, (_, _, fh, fw) = _padded(X, padding), F.shape
    oh = (padded.shape[2] - fh) // stride + 1
    ow = (padded.shape[3] - fw) // stride + 1
    Z = torch.zeros(len(X), len(F), oh, ow, dtype=X.dtype)
    for p in range(oh):
        for q in range(ow):
            window = padded[:, :, p * stride : p * stride + fh, q * stride : q * stride + fw]
            Z[:, :, p, q] = (window[:, None] * F).sum(dim=(2, 3, 4)) + b
    return Z


def plain_conv2d_multi__channel_by_channel(
    X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0
) -> Tensor:
    """Convolve each channel, and add up."""
    Z = b.reshape(1, -1, 1, 1)
    for c in range(X.shape[1]):
        Z = Z + functional.conv2d(X[:, c : c + 1], F[:, c : c + 1], None, stride, padding)
    return Z


def plain_conv2d_multi__pytorchs(X: Tensor, F: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """Let PyTorch do it."""
    return functional.conv2d(X, F, b, stride=stride, padding=padding)


class wrong_Cnn__softmax(nn.Module):
    """Your network applies softmax: it gives scores, because PyTorch's cross_entropy applies the softmax itself.

    Breaks: scores, and not probabilities.
    """

    def __init__(self, generator: Generator, *sizes: int, **named: int) -> None:
        super().__init__()
        self.net = Cnn(generator, *sizes, **named)

    def forward(self, X: Tensor) -> Tensor:
        return torch.softmax(self.net(X), dim=1)


class wrong_Cnn__no_relu(nn.Module):
    """Your network has no ReLU after the convolution: pool(relu(Z)).

    Breaks: P = pool(relu(Z)).
    """

    def __init__(self, generator: Generator, *sizes: int, **named: int) -> None:
        super().__init__()
        self.net: Any = Cnn(generator, *sizes, **named)

    def forward(self, X: Tensor) -> Tensor:
        scores: Tensor = self.net.dense(self.net.pool(self.net.conv(X)).flatten(1))
        return scores


class wrong_Cnn__flattened_channels_last(nn.Module):
    """You flatten the planes with the channels last: chapter 4.3 flattens (k, ph, pw) in this order, without permute.

    Breaks: flat: each image's P as one row, row-major.
    """

    def __init__(self, generator: Generator, *sizes: int, **named: int) -> None:
        super().__init__()
        self.net: Any = Cnn(generator, *sizes, **named)

    def forward(self, X: Tensor) -> Tensor:
        scores: Tensor = self.net.dense(self.net.pool(torch.relu(self.net.conv(X))).permute(0, 2, 3, 1).flatten(1))
        return scores


class wrong_Cnn__padded(nn.Module):
    """Your convolution pads the images: chapter 4.3's does not, so that 28 pixels become 26.

    Breaks: chapter 4.3's network.
    """

    def __init__(
        self, generator: Generator, filters: int = 8, filter_size: int = 3, pool: int = 2, image_size: int = 28,
        classes: int = 10,
    ) -> None:  # fmt: skip
        super().__init__()
        pooled = out_size(image_size, filter_size, padding=1) // pool
        self.conv = nn.Conv2d(1, filters, filter_size, padding=1)
        self.pool = nn.MaxPool2d(pool)
        self.dense = nn.Linear(filters * pooled * pooled, classes)
        _he(self, generator)

    def forward(self, X: Tensor) -> Tensor:
        scores: Tensor = self.dense(self.pool(torch.relu(self.conv(X))).flatten(1))
        return scores


class wrong_Cnn__relu_at_the_end(nn.Module):
    """Your network ends with ReLU: scores may be negative, so the dense layer comes last.

    Breaks: scores = dense(flat).
    """

    def __init__(self, generator: Generator, *sizes: int, **named: int) -> None:
        super().__init__()
        self.net = Cnn(generator, *sizes, **named)

    def forward(self, X: Tensor) -> Tensor:
        return torch.relu(self.net(X))


class wrong_Cnn__pool_of_two(nn.Module):
    """Your pools are 2 by 2, whatever pool says.

    Breaks: pool.
    """

    def __init__(
        self, generator: Generator, filters: int = 8, filter_size: int = 3, pool: int = 2, image_size: int = 28,
        classes: int = 10,
    ) -> None:  # fmt: skip
        super().__init__()
        self.net = Cnn(generator, filters, filter_size, 2, image_size, classes)

    def forward(self, X: Tensor) -> Tensor:
        scores: Tensor = self.net(X)
        return scores


class wrong_Cnn__average_pool(nn.Module):
    """Your pool takes the mean of each window: nn.MaxPool2d keeps the largest entry, as chapter 4.3 does.

    Breaks: nn.MaxPool2d.
    """

    def __init__(self, generator: Generator, *sizes: int, **named: int) -> None:
        super().__init__()
        self.net: Any = Cnn(generator, *sizes, **named)

    def forward(self, X: Tensor) -> Tensor:
        P = functional.avg_pool2d(torch.relu(self.net.conv(X)), self.net.pool.kernel_size)
        scores: Tensor = self.net.dense(P.flatten(1))
        return scores


class wrong_Cnn__pytorchs_weights(nn.Module):
    """Your weights are those that PyTorch's layers draw by themselves: draw them with variance 2 / fan_in.

    Breaks: weight ~ normal(mean 0, variance 2 / fan_in).
    """

    def __init__(self, generator: Generator, *sizes: int, **named: int) -> None:
        super().__init__()
        self.net: Any = Cnn(generator, *sizes, **named)
        for layer in self.net.conv, self.net.dense:
            layer.reset_parameters()

    def forward(self, X: Tensor) -> Tensor:
        scores: Tensor = self.net(X)
        return scores


class wrong_Cnn__global_seed(nn.Module):
    """Your weights come from PyTorch's global generator: pass generator=generator where you draw them.

    Breaks: generator is the only source of the weights.
    """

    def __init__(self, generator: Generator, *sizes: int, **named: int) -> None:
        super().__init__()
        self.net = Cnn(torch.default_generator, *sizes, **named)

    def forward(self, X: Tensor) -> Tensor:
        scores: Tensor = self.net(X)
        return scores


class wrong_Cnn__variance_of_one(nn.Module):
    """Your weights have variance 1 / fan_in: ReLU silences half of the units, so He's is 2 / fan_in.

    Breaks: weight ~ normal(mean 0, variance 2 / fan_in).
    """

    def __init__(self, generator: Generator, *sizes: int, **named: int) -> None:
        super().__init__()
        self.net = Cnn(generator, *sizes, **named)
        with torch.no_grad():
            for param in self.net.parameters():
                param /= math.sqrt(2)

    def forward(self, X: Tensor) -> Tensor:
        scores: Tensor = self.net(X)
        return scores


class wrong_Cnn__in_a_list(nn.Module):
    """Your layers are in a Python list, where PyTorch does not look for parameters: assign each to self.

    Breaks: its parameters are found.
    """

    def __init__(self, generator: Generator, *sizes: int, **named: int) -> None:
        super().__init__()
        self.parts = [Cnn(generator, *sizes, **named)]

    def forward(self, X: Tensor) -> Tensor:
        scores: Tensor = self.parts[0](X)
        return scores


class plain_Cnn__kaiming(nn.Module):
    """Let PyTorch draw as He et al. do, and pool without a layer."""

    def __init__(
        self, generator: Generator, filters: int = 8, filter_size: int = 3, pool: int = 2, image_size: int = 28,
        classes: int = 10,
    ) -> None:  # fmt: skip
        super().__init__()
        self.size = pool
        side = (image_size - filter_size + 1) // pool
        self.conv = nn.Conv2d(1, filters, filter_size)
        self.dense = nn.Linear(filters * side * side, classes)
        for layer in (self.conv, self.dense):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu", generator=generator)
            nn.init.zeros_(layer.bias)

    def forward(self, X: Tensor) -> Tensor:
        P = functional.max_pool2d(functional.relu(self.conv(X)), self.size)
        scores: Tensor = self.dense(P.view(len(P), -1))
        return scores


class plain_Cnn__sequential(nn.Module):
    """Keep all layers in one nn.Sequential."""

    def __init__(
        self, generator: Generator, filters: int = 8, filter_size: int = 3, pool: int = 2, image_size: int = 28,
        classes: int = 10,
    ) -> None:  # fmt: skip
        super().__init__()
        side = (image_size - filter_size + 1) // pool
        self.layers = nn.Sequential(
            nn.Conv2d(1, filters, filter_size), nn.ReLU(), nn.MaxPool2d(pool), nn.Flatten(),
            nn.Linear(filters * side * side, classes),
        )  # fmt: skip
        self.layers[0].weight.data = torch.randn(filters, 1, filter_size, filter_size, generator=generator) * math.sqrt(
            2 / filter_size**2
        )
        self.layers[4].weight.data = torch.randn(classes, filters * side * side, generator=generator) * math.sqrt(
            2 / (filters * side * side)
        )
        self.layers[0].bias.data.zero_()
        self.layers[4].bias.data.zero_()

    def forward(self, X: Tensor) -> Tensor:
        scores: Tensor = self.layers(X)
        return scores


def wrong_load_cnn_params__not_transposed(model: nn.Module, params: Params) -> None:
    """You write W as it is: PyTorch's dense layer stores (classes, inputs), which is W.T.

    Breaks: dense.weight = W.T.
    """
    load_cnn_params(model, params)
    net: Any = model
    with torch.no_grad():
        net.dense.weight.copy_(to_tensor(params["W"]).reshape(net.dense.weight.shape))


def wrong_load_cnn_params__channels_last(model: nn.Module, params: Params) -> None:
    """You reorder the rows of W as if planes were flattened channels last: PyTorch flattens (k, ph, pw), as you did.

    Breaks: dense.weight = W.T.
    """
    load_cnn_params(model, params)
    net: Any = model
    filters, pooled = len(params["F"]), math.isqrt(len(params["W"]) // len(params["F"]))
    W = to_tensor(params["W"].T).reshape(-1, filters, pooled, pooled).permute(0, 2, 3, 1)
    with torch.no_grad():
        net.dense.weight.copy_(W.flatten(1))


def wrong_load_cnn_params__flipped(model: nn.Module, params: Params) -> None:
    """You turn the filters around: nn.Conv2d does not flip them, as chapter 4.2's convolution does not.

    Breaks: conv.weight[:, 0] = F.
    """
    load_cnn_params(model, {**params, "F": params["F"][:, ::-1, ::-1]})


def wrong_load_cnn_params__filters_transposed(model: nn.Module, params: Params) -> None:
    """You transpose the filters: only W is stored the other way round, and filters keep rows and columns.

    Breaks: conv.weight[:, 0] = F.
    """
    load_cnn_params(model, {**params, "F": params["F"].swapaxes(1, 2)})


def wrong_load_cnn_params__no_biases(model: nn.Module, params: Params) -> None:
    """You leave the biases out: load c and b as well.

    Breaks: conv.bias = c, dense.bias = b.
    """
    zeros = {name: 0 * params[name] for name in ("c", "b")}
    load_cnn_params(model, {**params, **zeros})


def wrong_load_cnn_params__convolution_only(model: nn.Module, params: Params) -> None:
    """You load the convolution only: load the dense layer's W and b as well.

    Breaks: dense.weight = W.T, dense.bias = b.
    """
    net: Any = model
    with torch.no_grad():
        net.conv.weight.copy_(to_tensor(params["F"][:, None]))
        net.conv.bias.copy_(to_tensor(params["c"]))


def wrong_load_cnn_params__new_parameters(model: nn.Module, params: Params) -> None:
    """You put new parameters into the model: an optimizer that has the old ones trains those, so write into them.

    Breaks: its parameters stay the same objects.
    """
    net: Any = model
    net.conv.weight = nn.Parameter(to_tensor(params["F"][:, None]))
    net.conv.bias = nn.Parameter(to_tensor(params["c"]))
    net.dense.weight = nn.Parameter(to_tensor(params["W"].T))
    net.dense.bias = nn.Parameter(to_tensor(params["b"]))


def wrong_load_cnn_params__shared(model: nn.Module, params: Params) -> None:
    """Your model shares the arrays' memory, as torch.from_numpy does, so that training changes params: copy.

    Breaks: the model shares no memory with them.
    """
    net: Any = model
    net.conv.weight.data = torch.from_numpy(params["F"])[:, None]
    net.conv.bias.data = torch.from_numpy(params["c"])
    net.dense.weight.data = torch.from_numpy(params["W"]).T
    net.dense.bias.data = torch.from_numpy(params["b"])


def wrong_load_cnn_params__frozen(model: nn.Module, params: Params) -> None:
    """Your model no longer trains, as its parameters require no gradients: leave requires_grad as it is.

    Breaks: gradients equal 4.3's.
    """
    load_cnn_params(model, params)
    model.requires_grad_(False)


def wrong_load_cnn_params__float32(model: nn.Module, params: Params) -> None:
    """You round to float32 on the way: copy the numbers as they are, in float64.

    Breaks: both give the same scores.
    """
    load_cnn_params(model, {name: param.astype("float32").astype("float64") for name, param in params.items()})


def plain_load_cnn_params__data(model: nn.Module, params: Params) -> None:
    """Write into .data, layer by layer."""
    net: Any = model
    net.conv.weight.data[:, 0] = torch.tensor(params["F"])
    net.conv.bias.data[:] = torch.tensor(params["c"])
    net.dense.weight.data[:] = torch.tensor(params["W"].T)
    net.dense.bias.data[:] = torch.tensor(params["b"])


def plain_load_cnn_params__state_dict(model: nn.Module, params: Params) -> None:
    """Load a state_dict."""
    model.load_state_dict({
        "conv.weight": torch.tensor(params["F"]).unsqueeze(1),
        "conv.bias": torch.tensor(params["c"]),
        "dense.weight": torch.tensor(params["W"]).t(),
        "dense.bias": torch.tensor(params["b"]),
    })  # fmt: skip


def wrong_make_cnn__no_padding(channels: Sequence[int], image: Image, classes: int, generator: Generator) -> nn.Module:
    """Your convolutions have no padding: with padding=1 a filter of 3 keeps height and width.

    Breaks: conv 3×3 with padding 1.
    """
    return _network(_layers(channels, image, classes, padding=0), generator)


def wrong_make_cnn__no_relu(channels: Sequence[int], image: Image, classes: int, generator: Generator) -> nn.Module:
    """You leave ReLU out: without it, the layers together compute little more than one linear layer.

    Breaks: conv → ReLU → max pool.
    """
    return _network([each for each in _layers(channels, image, classes) if not isinstance(each, nn.ReLU)], generator)


def wrong_make_cnn__softmax(channels: Sequence[int], image: Image, classes: int, generator: Generator) -> nn.Module:
    """Your network ends with softmax: it gives scores, because PyTorch's cross_entropy applies the softmax itself.

    Breaks: scores, without softmax.
    """
    return _network([*_layers(channels, image, classes), nn.Softmax(dim=1)], generator)


def wrong_make_cnn__relu_at_the_end(
    channels: Sequence[int], image: Image, classes: int, generator: Generator
) -> nn.Module:
    """Your network ends with ReLU: scores may be negative, so the dense layer comes last.

    Breaks: then: flatten → dense.
    """
    return _network([*_layers(channels, image, classes), nn.ReLU()], generator)


def wrong_make_cnn__average_pool(
    channels: Sequence[int], image: Image, classes: int, generator: Generator
) -> nn.Module:
    """Your pools take the mean of each window: nn.MaxPool2d keeps the largest entry.

    Breaks: max pool 2×2.
    """
    layers = [nn.AvgPool2d(2) if isinstance(each, nn.MaxPool2d) else each for each in _layers(channels, image, classes)]
    return _network(layers, generator)


def wrong_make_cnn__pytorchs_weights(
    channels: Sequence[int], image: Image, classes: int, generator: Generator
) -> nn.Module:
    """Your weights are those that PyTorch's layers draw by themselves: draw them with variance 2 / fan_in.

    Breaks: weights are drawn as He et al. do.
    """
    return nn.Sequential(*_layers(channels, image, classes))


def wrong_make_cnn__variance_of_one(
    channels: Sequence[int], image: Image, classes: int, generator: Generator
) -> nn.Module:
    """Your weights have variance 1 / fan_in: ReLU silences half of the units, so He's is 2 / fan_in.

    Breaks: variance 2 / fan_in.
    """
    model = nn.Sequential(*_layers(channels, image, classes))
    _he(model, generator, variance=1.0)
    return model


def wrong_make_cnn__fan_in_of_one_channel(
    channels: Sequence[int], image: Image, classes: int, generator: Generator
) -> nn.Module:
    """Your fan-in of a convolution is 9: a filter sums over all channels that come in, so it is 9 times their number.

    Breaks: variance 2 / fan_in.
    """
    model = make_cnn(channels, image, classes, generator)
    with torch.no_grad():
        for param in model.parameters():
            if param.ndim == 4:
                param *= math.sqrt(param.shape[1])
    return model


def wrong_make_cnn__fan_out(channels: Sequence[int], image: Image, classes: int, generator: Generator) -> nn.Module:
    """Your variance is 2 / fan_out: He's is by fan_in, the number of inputs that are summed up.

    Breaks: variance 2 / fan_in.
    """
    model = make_cnn(channels, image, classes, generator)
    with torch.no_grad():
        for param in model.parameters():
            if param.ndim > 1:
                param *= math.sqrt(param.shape[1] / param.shape[0])
    return model


def wrong_make_cnn__uniform(channels: Sequence[int], image: Image, classes: int, generator: Generator) -> nn.Module:
    """Your weights are uniform, as kaiming_uniform_ draws them: draw normal numbers, as kaiming_normal_ does.

    Breaks: as He et al. do.
    """
    model = nn.Sequential(*_layers(channels, image, classes))
    with torch.no_grad():
        for param in model.parameters():
            if param.ndim > 1:
                limit = math.sqrt(6 / param[0].numel())
                param.uniform_(-limit, limit, generator=generator)
            else:
                param.zero_()
    return model


def wrong_make_cnn__first_channels_for_all(
    channels: Sequence[int], image: Image, classes: int, generator: Generator
) -> nn.Module:
    """You make as many filters in each convolution as in the first: each has its own number in channels.

    Breaks: channels: how many filters each convolution has.
    """
    return make_cnn([channels[0]] * len(channels), image, classes, generator)


def wrong_make_cnn__one_convolution(
    channels: Sequence[int], image: Image, classes: int, generator: Generator
) -> nn.Module:
    """Your network has one convolution: make one for each of channels.

    Breaks: for each of channels.
    """
    return make_cnn(channels[:1], image, classes, generator)


def wrong_make_cnn__hidden_layer(
    channels: Sequence[int], image: Image, classes: int, generator: Generator
) -> nn.Module:
    """You have a hidden dense layer more than asked for: after the convolutions comes one dense layer, to the classes.

    Breaks: then: flatten → dense.
    """
    layers = _layers(channels, image, classes)
    inputs: Any = layers[-1]
    return _network([*layers[:-1], nn.Linear(inputs.in_features, 32), nn.ReLU(), nn.Linear(32, classes)], generator)


def wrong_make_cnn__no_biases(channels: Sequence[int], image: Image, classes: int, generator: Generator) -> nn.Module:
    """Your convolutions have no biases: leave bias as it is, True.

    Breaks: biases are 0.
    """
    layers: list[nn.Module] = []
    for each in _layers(channels, image, classes):
        if isinstance(each, nn.Conv2d):
            layers.append(nn.Conv2d(each.in_channels, each.out_channels, 3, padding=1, bias=False))
        else:
            layers.append(each)
    return _network(layers, generator)


def wrong_make_cnn__one_layer_repeated(
    channels: Sequence[int], image: Image, classes: int, generator: Generator
) -> nn.Module:
    """Your weights come from PyTorch's global generator: pass generator=generator where you draw them.

    Breaks: generator is the only source of the weights.
    """
    return make_cnn(channels, image, classes, torch.default_generator)


def wrong_make_cnn__not_sequential(
    channels: Sequence[int], image: Image, classes: int, generator: Generator
) -> nn.Module:
    """Your network is a module of another kind: return an nn.Sequential, whose layers can be taken by their numbers.

    Breaks: -> nn.Sequential.
    """

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.net = make_cnn(channels, image, classes, generator)

        def forward(self, X: Tensor) -> Tensor:
            scores: Tensor = self.net(X)
            return scores

    return Network()


def plain_make_cnn__kaiming(channels: Sequence[int], image: Image, classes: int, generator: Generator) -> nn.Module:
    """Let PyTorch draw as He et al. do."""
    c, h, w = image
    layers: list[nn.Module] = []
    for k in channels:
        conv = nn.Conv2d(c, k, 3, padding="same")
        nn.init.kaiming_normal_(conv.weight, nonlinearity="relu", generator=generator)
        nn.init.constant_(conv.bias, 0)
        layers.extend([conv, nn.ReLU(inplace=True), nn.MaxPool2d(kernel_size=2, stride=2)])
        c, h, w = k, h // 2, w // 2
    dense = nn.Linear(c * h * w, classes)
    nn.init.kaiming_normal_(dense.weight, nonlinearity="relu", generator=generator)
    nn.init.zeros_(dense.bias)
    return nn.Sequential(*layers, nn.Flatten(), dense)


def plain_make_cnn__append(channels: Sequence[int], image: Image, classes: int, generator: Generator) -> nn.Module:
    """Begin with an empty Sequential; pool before ReLU; ask the network for its size."""
    model, before = nn.Sequential(), image[0]
    for k in channels:
        model.append(nn.Conv2d(before, k, 3, 1, 1))
        model.append(nn.MaxPool2d(2))
        model.append(nn.ReLU())
        before = k
    model.append(nn.Flatten())
    inputs = model(torch.zeros(1, *image)).shape[1]
    model.append(nn.Linear(inputs, classes))
    for layer in model:
        if isinstance(layer, nn.Conv2d | nn.Linear):
            fan_in = layer.weight[0].numel()
            layer.weight.data = torch.randn(layer.weight.shape, generator=generator) * (2 / fan_in) ** 0.5
            layer.bias.data.fill_(0)
    return model


def wrong_flip_and_shift__all_alike(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You mirror all images or none: draw a number for each image.

    Breaks: each image is mirrored with probability 1/2.
    """
    flip = torch.rand(1, generator=generator).item() < 0.5
    images = images.flip(-1) if flip else images
    return _crops(images, _padded(images, pad), _corners(len(images), pad, generator))


def wrong_flip_and_shift__moved_alike(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You move all images by the same number of pixels: draw numbers for each image.

    Breaks: each image is moved.
    """
    images, (corner,) = _mirrored(images, generator), _corners(1, pad, generator)
    return _crops(images, _padded(images, pad), [corner] * len(images))


def wrong_flip_and_shift__both_alike(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You mirror all images or none, and move them all by the same pixels: draw numbers for each image.

    Breaks: each image is mirrored with probability 1/2.
    """
    images = images.flip(-1) if torch.rand(1, generator=generator).item() < 0.5 else images
    (corner,) = _corners(1, pad, generator)
    return _crops(images, _padded(images, pad), [corner] * len(images))


def wrong_flip_and_shift__wraps_around(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """What leaves your images comes in again on the other side, as torch.roll has it: zeros come in.

    Breaks: what leaves the image is lost, and zeros come in.
    """
    images, moves = _mirrored(images, generator), _corners(len(images), pad, generator)
    rolled = [torch.roll(image, (pad - r, pad - s), (1, 2)) for image, (r, s) in zip(images, moves, strict=True)]
    return torch.stack(rolled)


def wrong_flip_and_shift__upside_down(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You turn images upside down: mirror them left to right, along the last axis.

    Breaks: mirrored left to right.
    """
    mirrored = torch.rand(len(images), generator=generator) < 0.5
    images = torch.where(mirrored[:, None, None, None], images.flip(-2), images)
    return _crops(images, _padded(images, pad), _corners(len(images), pad, generator))


def wrong_flip_and_shift__turned(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You turn images around by both axes: mirror them left to right, along the last axis alone.

    Breaks: mirrored left to right.
    """
    mirrored = torch.rand(len(images), generator=generator) < 0.5
    images = torch.where(mirrored[:, None, None, None], images.flip(-1, -2), images)
    return _crops(images, _padded(images, pad), _corners(len(images), pad, generator))


def wrong_flip_and_shift__always_mirrored(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You mirror every image: mirror each with probability 1/2.

    Breaks: probability 1/2.
    """
    return _crops(images, _padded(images.flip(-1), pad), _corners(len(images), pad, generator))


def wrong_flip_and_shift__never_mirrored(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You mirror no image, as when the result of flip is not used: mirror each with probability 1/2.

    Breaks: probability 1/2.
    """
    return _crops(images, _padded(images, pad), _corners(len(images), pad, generator))


def wrong_flip_and_shift__normal_below_half(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You mirror more than half of the images, as where torch.randn is below 1/2: torch.rand is between 0 and 1.

    Breaks: probability 1/2.
    """
    mirrored = torch.randn(len(images), generator=generator) < 0.5
    images = torch.where(mirrored[:, None, None, None], images.flip(-1), images)
    return _crops(images, _padded(images, pad), _corners(len(images), pad, generator))


def wrong_flip_and_shift__last_move_missing(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """Your moves end at pad - 1, as torch.randint leaves its upper end out: it takes 2 * pad + 1.

    Breaks: from -pad to pad.
    """
    images = _mirrored(images, generator)
    corners = torch.randint(0, 2 * pad + (pad == 0), (len(images), 2), generator=generator).tolist()
    return _crops(images, _padded(images, pad), corners)


def wrong_flip_and_shift__one_way(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You move images in one direction only, up and left: from -pad to pad has both.

    Breaks: from -pad to pad.
    """
    images = _mirrored(images, generator)
    corners = torch.randint(pad, 2 * pad + 1, (len(images), 2), generator=generator).tolist()
    return _crops(images, _padded(images, pad), corners)


def wrong_flip_and_shift__diagonal(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You move each image by the same number down and to the right: draw two numbers for each.

    Breaks: and by another one to the right.
    """
    images = _mirrored(images, generator)
    corners = [[r, r] for r, _ in _corners(len(images), pad, generator)]
    return _crops(images, _padded(images, pad), corners)


def wrong_flip_and_shift__never_moved(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You mirror images, but do not move them.

    Breaks: it is also moved.
    """
    return _mirrored(images, generator)


def wrong_flip_and_shift__larger(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """Your images have grown by the zeros around them: cut height and width out again.

    Breaks: the same shape.
    """
    return _padded(_mirrored(images, generator), pad)


def wrong_flip_and_shift__edge_repeated(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You repeat the pixels at the edge: zeros come in.

    Breaks: zeros come in.
    """
    images = _mirrored(images, generator)
    padded = functional.pad(images, (pad,) * 4, mode="replicate")
    return _crops(images, padded, _corners(len(images), pad, generator))


def wrong_flip_and_shift__columns_only(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You move images to the sides only: move them up and down, too.

    Breaks: down and to the right.
    """
    images = _mirrored(images, generator)
    corners = [[pad, s] for _, s in _corners(len(images), pad, generator)]
    return _crops(images, _padded(images, pad), corners)


def wrong_flip_and_shift__global_seed(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """Your numbers come from PyTorch's global generator: pass generator=generator to torch.rand and torch.randint.

    Breaks: generator is the only source of randomness.
    """
    return flip_and_shift(images, pad, torch.default_generator)


def wrong_flip_and_shift__own_seed(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You seed a generator of your own, so that each epoch is changed alike: draw from the one that is passed in.

    Breaks: generator is the only source of randomness.
    """
    return flip_and_shift(images, pad, torch.Generator().manual_seed(0))


def wrong_flip_and_shift__channels_apart(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You mirror and move each channel by itself, so that colors no longer fit together: draw once for each image.

    Breaks: each image is mirrored and moved.
    """
    n, c, h, w = images.shape
    return flip_and_shift(images.reshape(n * c, 1, h, w), pad, generator).reshape(n, c, h, w)


def wrong_flip_and_shift__in_place(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You mirror in the caller's images, so that the next epoch begins with mirrored ones: work on a copy.

    Breaks: images is not modified.
    """
    mirrored = torch.rand(len(images), generator=generator) < 0.5
    images[mirrored] = images[mirrored].flip(-1)
    return _crops(images, _padded(images, pad), _corners(len(images), pad, generator))


def wrong_flip_and_shift__written_into(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """You write the new images into the caller's, so that the next epoch changes them once more: make new tensors.

    Breaks: images is not modified.
    """
    return images.copy_(flip_and_shift(images, pad, generator))


def unpolished_flip_and_shift__float(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """Your images are float32 even if those passed in are bytes: make new tensors of images.dtype.

    Breaks: the same dtype.
    """
    return flip_and_shift(images if images.is_floating_point() else images.float(), pad, generator)


def plain_flip_and_shift__one_by_one(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """Take image by image."""
    result = torch.zeros_like(images)
    n, _, h, w = images.shape
    for i in range(n):
        image = images[i]
        if torch.rand(1, generator=generator).item() > 0.5:
            image = torch.flip(image, dims=[2])
        down = int(torch.randint(-pad, pad + 1, (1,), generator=generator))
        right = int(torch.randint(-pad, pad + 1, (1,), generator=generator))
        result[i, :, max(0, down) : min(h, h + down), max(0, right) : min(w, w + right)] = image[
            :, max(0, -down) : min(h, h - down), max(0, -right) : min(w, w - right)
        ]
    return result


def plain_flip_and_shift__indices(images: Tensor, pad: int, generator: Generator) -> Tensor:
    """Index all padded images at once; move first, mirror then."""
    n, _, h, w = images.shape
    rows = torch.randint(2 * pad + 1, (n, 1), generator=generator) + torch.arange(h)
    columns = torch.randint(2 * pad + 1, (n, 1), generator=generator) + torch.arange(w)
    moved = _padded(images, pad)[torch.arange(n)[:, None, None], :, rows[:, :, None], columns[:, None, :]]
    moved = moved.permute(0, 3, 1, 2).clone()
    mirrored = torch.bernoulli(torch.full((n,), 0.5), generator=generator).bool()
    moved[mirrored] = moved[mirrored].flip(3)
    return moved
