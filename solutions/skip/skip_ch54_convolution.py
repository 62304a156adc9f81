"""Chapter 5.4 in one function

params (arrays) → conv with padding, ReLU, pool → … → flatten → dense, as layers of PyTorch's own
"""

import torch
from ch11_arrays import Array
from ch51_tensors import to_tensor
from torch import nn


def cnn_of(params: dict[str, Array], pool: int) -> nn.Sequential:
    """Make a convolutional network of PyTorch's layers that has the parameters of one in NumPy.

        for each convolution: filters, with zeros around the images so that height and width stay → ReLU → max pool
        then: each image's planes as one row, row-major → flat @ W + b

    Args:
        params: for each convolution, first to last, "F1", "F2", … of shape (k, c, size, size), c being the number of
            planes that come in and size odd, and biases "c1", "c2", … of shape (k,); then the dense layer's "W" (d,
            classes) and "b" (classes,).
        pool: height and width of a pooling window, after each convolution. Rows and columns left over are dropped.

    Returns:
        A network from images (n, c, H, W) to scores (n, classes), in float64, whose parameters can be trained. It
        shares no memory with params.
    """
    layers: list[nn.Module] = []
    for number in range(1, len(params) // 2):
        F = to_tensor(params[f"F{number}"])
        conv = nn.Conv2d(F.shape[1], F.shape[0], F.shape[2], padding=F.shape[2] // 2, dtype=torch.float64)
        conv.weight.data.copy_(F)
        conv.bias.data.copy_(to_tensor(params[f"c{number}"]))  # type: ignore[union-attr]
        layers += [conv, nn.ReLU(), nn.MaxPool2d(pool)]
    dense = nn.Linear(*params["W"].shape, dtype=torch.float64)
    dense.weight.data.copy_(to_tensor(params["W"].T))
    dense.bias.data.copy_(to_tensor(params["b"]))
    return nn.Sequential(*layers, nn.Flatten(), dense)
