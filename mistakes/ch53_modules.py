"""Wrong and right answers to chapter 5.3."""

import math
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import torch
from ch11_arrays import Array
from ch23_minibatches import Params
from ch51_tensors import linear, to_array, to_tensor
from ch53_modules import Linear, read_params
from torch import Tensor, nn


def _normal(n_out: int, n_in: int, generator: torch.Generator, variance: float) -> Tensor:
    """Draw weights."""
    return torch.randn(n_out, n_in, generator=generator) * math.sqrt(variance)


def _pairs(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Return the inputs and outputs of each layer."""
    return list(zip(sizes[:-1], sizes[1:], strict=True))


class wrong_Linear__not_transposed(nn.Module):
    """Your weight is (n_in, n_out), as in chapter 1.2: PyTorch stores (n_out, n_in), and transposes it in forward.

    Breaks: weight (n_out, n_in).
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(_normal(n_in, n_out, generator, 2 / n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return X @ self.weight + self.bias


class wrong_Linear__forward_not_transposed(nn.Module):
    """Your forward multiplies by weight as it is: it is (n_out, n_in), so X @ self.weight.T.

    Breaks: Z = X @ weight.T + bias.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(_normal(n_out, n_in, generator, 2 / n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return X @ self.weight + self.bias


class wrong_Linear__fan_out(nn.Module):
    """Your variance is 2 / n_out: He's is 2 / n_in, by the number of inputs that are summed up.

    Breaks: He normal.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(_normal(n_out, n_in, generator, 2 / n_out))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__xavier(nn.Module):
    """Your variance is 1 / n_in: ReLU silences half of the units, so He's is 2 / n_in.

    Breaks: He normal.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(_normal(n_out, n_in, generator, 1 / n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__no_square_root(nn.Module):
    """You multiply by the variance: multiply by its square root, sqrt(2 / n_in).

    Breaks: He normal.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in, generator=generator) * (2 / n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__standard_normal(nn.Module):
    """Your weights have variance 1: multiply them by sqrt(2 / n_in).

    Breaks: He normal.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in, generator=generator))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__uniform(nn.Module):
    """Your weights are uniform, as torch.rand draws them: torch.randn draws normal ones.

    Breaks: He normal.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.rand(n_out, n_in, generator=generator) * math.sqrt(2 / n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__kaiming_uniform(nn.Module):
    """Your weights are uniform: use kaiming_normal_, which draws from the normal distribution.

    Breaks: He normal.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(n_out, n_in))
        nn.init.kaiming_uniform_(self.weight, nonlinearity="relu", generator=generator)
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__zeros(nn.Module):
    """Your weights start at 0, so all units stay alike: draw them.

    Breaks: He normal.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(n_out, n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__random_biases(nn.Module):
    """Your biases are random: they start at 0.

    Breaks: zero biases.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(_normal(n_out, n_in, generator, 2 / n_in))
        self.bias = nn.Parameter(torch.randn(n_out, generator=generator))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__global_seed(nn.Module):
    """You draw from PyTorch's global generator: pass generator=generator.

    Breaks: the same seed gives the same weights.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) * math.sqrt(2 / n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__own_seed(nn.Module):
    """You seed a generator of your own, so all layers are alike: draw from the one that is passed.

    Breaks: the generator is the only source of randomness.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(_normal(n_out, n_in, torch.Generator().manual_seed(0), 2 / n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__tensors(nn.Module):
    """Your weight and bias are plain tensors, which PyTorch does not find: wrap them in nn.Parameter.

    Breaks: parameters.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = _normal(n_out, n_in, generator, 2 / n_in).requires_grad_()
        self.bias = torch.zeros(n_out, requires_grad=True)

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__buffers(nn.Module):
    """Your weight and bias are buffers, which no optimizer changes: make them nn.Parameter.

    Breaks: parameters.
    """

    weight: Tensor
    bias: Tensor

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.register_buffer("weight", _normal(n_out, n_in, generator, 2 / n_in))
        self.register_buffer("bias", torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__other_names(nn.Module):
    """Your parameters have other names: they are called weight and bias, as in PyTorch.

    Breaks: weight, bias.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.W = nn.Parameter(_normal(n_out, n_in, generator, 2 / n_in))
        self.b = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.W.T, self.b)


class wrong_Linear__frozen(nn.Module):
    """Your parameters do not require gradients: leave requires_grad as nn.Parameter sets it.

    Breaks: it learns.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(_normal(n_out, n_in, generator, 2 / n_in), requires_grad=False)
        self.bias = nn.Parameter(torch.zeros(n_out), requires_grad=False)

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__detached(nn.Module):
    """Your forward computes with detached weights, which get no gradient: use self.weight itself.

    Breaks: it learns.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(_normal(n_out, n_in, generator, 2 / n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.data.T, self.bias)


class wrong_Linear__no_bias(nn.Module):
    """Your forward leaves out the bias: add self.bias.

    Breaks: Z = X @ weight.T + bias.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(_normal(n_out, n_in, generator, 2 / n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return X @ self.weight.T


class wrong_Linear__bias_column(nn.Module):
    """Your bias is a row (1, n_out): it is a vector (n_out,), and broadcasting does the rest.

    Breaks: bias (n_out,).
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(_normal(n_out, n_in, generator, 2 / n_in))
        self.bias = nn.Parameter(torch.zeros(1, n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__float64(nn.Module):
    """Your parameters are float64, but float32 samples come in: leave them in PyTorch's default, float32.

    Breaks: float32 in, float32 out.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(_normal(n_out, n_in, generator, 2 / n_in).double())
        self.bias = nn.Parameter(torch.zeros(n_out, dtype=torch.float64))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class wrong_Linear__converts_samples(nn.Module):
    """Your forward converts the samples to float32, so that a float64 model fails: leave their dtype to the caller.

    Breaks: after .double() it computes in float64.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(_normal(n_out, n_in, generator, 2 / n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X.float(), self.weight.T, self.bias)


class wrong_Linear__relu(nn.Module):
    """Your layer ends with ReLU: it gives plain scores, and ReLU is up to the network.

    Breaks: Z = X @ weight.T + bias.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(_normal(n_out, n_in, generator, 2 / n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return torch.relu(linear(X, self.weight.T, self.bias))


class wrong_Linear__no_super(nn.Module):
    """nn.Module is not set up: call super().__init__() first, before you assign parameters.

    Breaks: parameters.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        self.weight = nn.Parameter(_normal(n_out, n_in, generator, 2 / n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class unpolished_Linear__uses_the_global_generator(nn.Module):
    """You also draw from PyTorch's global generator, so what others draw from it changes.

    Breaks: the generator is the only source of randomness.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.rand(n_out, n_in))
        with torch.no_grad():
            self.weight.normal_(0, math.sqrt(2 / n_in), generator=generator)
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return linear(X, self.weight.T, self.bias)


class plain_Linear__init(nn.Module):
    """Let nn.init draw."""

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(n_out, n_in))
        self.bias = nn.Parameter(torch.empty(n_out))
        nn.init.kaiming_normal_(self.weight, nonlinearity="relu", generator=generator)
        nn.init.zeros_(self.bias)

    def forward(self, X: Tensor) -> Tensor:
        return nn.functional.linear(X, self.weight, self.bias)


class plain_Linear__attributes(nn.Module):
    """Keep sizes and generator, and use numpy's square root."""

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        self.n_in = n_in
        self.n_out = n_out
        std = np.sqrt(2.0 / n_in)
        W = torch.randn((n_out, n_in), generator=generator) * std
        self.weight = nn.Parameter(W)
        self.bias = nn.Parameter(torch.zeros((n_out,)))

    def forward(self, X: Tensor) -> Tensor:
        Z = torch.matmul(X, self.weight.t())
        Z = Z + self.bias
        return Z


class plain_Linear__drawn_transposed(nn.Module):
    """Draw as in chapter 3.3, and transpose."""

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        W = torch.randn(n_in, n_out, generator=generator) * (2 / n_in) ** 0.5
        self.weight = nn.Parameter(W.T)
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return X.mm(self.weight.transpose(0, 1)) + self.bias


class plain_Linear__bias_first(nn.Module):
    """Register the bias first, and draw with torch.normal."""

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        std = (2 / n_in) ** 0.5
        self.weight = nn.Parameter(torch.normal(0.0, std, size=(n_out, n_in), generator=generator))
        self.register_parameter("bias", nn.Parameter(torch.zeros(n_out)))

    def forward(self, X: Tensor) -> Tensor:
        return torch.einsum("nd,kd->nk", X, self.weight) + cast(Tensor, self.bias)


class right_Linear__addmm(nn.Module):
    """Draw in place, and multiply by addmm."""

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        super().__init__()
        weight = torch.empty(n_out, n_in).normal_(0, math.sqrt(2 / n_in), generator=generator)
        self.weight, self.bias = nn.Parameter(weight), nn.Parameter(torch.zeros(n_out))

    def forward(self, X: Tensor) -> Tensor:
        return torch.addmm(self.bias, X, self.weight.T)


class wrong_Mlp__python_list(nn.Module):
    """PyTorch does not look into a Python list, so your model has no parameters: use nn.ModuleList.

    Breaks: an nn.ModuleList of them.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.layers = [Linear(n_in, n_out, generator) for n_in, n_out in _pairs(sizes)]

    def forward(self, X: Tensor) -> Tensor:
        for layer in self.layers[:-1]:
            X = torch.relu(layer(X))
        return cast(Tensor, self.layers[-1](X))


class wrong_Mlp__repeated_layer(nn.Module):
    """One layer object is used several times, so it has one weight for all: make a new Linear for each layer.

    Breaks: layers of its own.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        made: dict[tuple[int, int], Linear] = {}
        for pair in _pairs(sizes):
            made.setdefault(pair, Linear(*pair, generator))
        self.layers = nn.ModuleList(made[pair] for pair in _pairs(sizes))

    def forward(self, X: Tensor) -> Tensor:
        for layer in self.layers[:-1]:
            X = torch.relu(layer(X))
        return cast(Tensor, self.layers[-1](X))


class wrong_Mlp__softmax(nn.Module):
    """Your network ends with a softmax: it gives scores, because cross_entropy applies the softmax itself.

    Breaks: scores, not probabilities.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Linear(n_in, n_out, generator) for n_in, n_out in _pairs(sizes))

    def forward(self, X: Tensor) -> Tensor:
        for layer in self.layers[:-1]:
            X = torch.relu(layer(X))
        return torch.softmax(self.layers[-1](X), dim=1)


class wrong_Mlp__log_softmax(nn.Module):
    """Your network ends with log_softmax: it gives the scores themselves.

    Breaks: scores.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Linear(n_in, n_out, generator) for n_in, n_out in _pairs(sizes))

    def forward(self, X: Tensor) -> Tensor:
        for layer in self.layers[:-1]:
            X = torch.relu(layer(X))
        return torch.log_softmax(self.layers[-1](X), dim=1)


class wrong_Mlp__relu_at_the_end(nn.Module):
    """Your last layer has ReLU, too, so that scores below 0 are lost: ReLU is between the layers only.

    Breaks: scores.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Linear(n_in, n_out, generator) for n_in, n_out in _pairs(sizes))

    def forward(self, X: Tensor) -> Tensor:
        for layer in self.layers:
            X = torch.relu(layer(X))
        return X


class wrong_Mlp__no_relu(nn.Module):
    """Your network has no ReLU between its layers, so it is no more than one layer.

    Breaks: ReLU between.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Linear(n_in, n_out, generator) for n_in, n_out in _pairs(sizes))

    def forward(self, X: Tensor) -> Tensor:
        for layer in self.layers:
            X = layer(X)
        return X


class wrong_Mlp__relu_before(nn.Module):
    """Your ReLU comes before each layer, also before the first one: it comes after each layer but the last.

    Breaks: ReLU between.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Linear(n_in, n_out, generator) for n_in, n_out in _pairs(sizes))

    def forward(self, X: Tensor) -> Tensor:
        for layer in self.layers:
            X = layer(torch.relu(X))
        return X


class wrong_Mlp__sigmoid(nn.Module):
    """Your hidden layers are sigmoid: they are ReLU.

    Breaks: ReLU between.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Linear(n_in, n_out, generator) for n_in, n_out in _pairs(sizes))

    def forward(self, X: Tensor) -> Tensor:
        for layer in self.layers[:-1]:
            X = torch.sigmoid(layer(X))
        return cast(Tensor, self.layers[-1](X))


class wrong_Mlp__two_layers(nn.Module):
    """Your network always has two layers: make one for each pair of neighbors in sizes.

    Breaks: any depth.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.layers = nn.ModuleList([Linear(sizes[0], sizes[1], generator), Linear(sizes[-2], sizes[-1], generator)])

    def forward(self, X: Tensor) -> Tensor:
        return cast(Tensor, self.layers[1](torch.relu(self.layers[0](X))))


class wrong_Mlp__torch_layers(nn.Module):
    """Your weights are drawn by nn.Linear, which is uniform and has random biases: use your own Linear.

    Breaks: an nn.ModuleList of them.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(n_in, n_out) for n_in, n_out in _pairs(sizes))

    def forward(self, X: Tensor) -> Tensor:
        for layer in self.layers[:-1]:
            X = torch.relu(layer(X))
        return cast(Tensor, self.layers[-1](X))


class wrong_Mlp__seeds_again(nn.Module):
    """Your layers are drawn from a new generator each, so layers of one size are alike: use the one that is passed.

    Breaks: the generator is the only source of randomness.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        pairs = _pairs(sizes)
        self.layers = nn.ModuleList(Linear(*pair, torch.Generator().manual_seed(0)) for pair in pairs)

    def forward(self, X: Tensor) -> Tensor:
        for layer in self.layers[:-1]:
            X = torch.relu(layer(X))
        return cast(Tensor, self.layers[-1](X))


class wrong_Mlp__detached(nn.Module):
    """No gradient reaches the first layers: do not detach between the layers.

    Breaks: gradients of all layers.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Linear(n_in, n_out, generator) for n_in, n_out in _pairs(sizes))

    def forward(self, X: Tensor) -> Tensor:
        for layer in self.layers[:-1]:
            X = torch.relu(layer(X)).detach()
        return cast(Tensor, self.layers[-1](X))


class wrong_Mlp__last_layer_missing(nn.Module):
    """Your last layer is never used: the loop over layers[:-1] leaves it for the end.

    Breaks: scores of the classes.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Linear(n_in, n_out, generator) for n_in, n_out in _pairs(sizes))

    def forward(self, X: Tensor) -> Tensor:
        for layer in self.layers[:-1]:
            X = torch.relu(layer(X))
        return X


class unpolished_Mlp__in_place(nn.Module):
    """relu_ writes into what it is given, here into X itself: torch.relu makes a new tensor.

    Breaks: X is not modified.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Linear(n_in, n_out, generator) for n_in, n_out in _pairs(sizes))

    def forward(self, X: Tensor) -> Tensor:
        A = X
        for layer in self.layers[:-1]:
            A = torch.relu(layer(A))
        Z = self.layers[-1](A)
        if not X.requires_grad and not Z.requires_grad:
            X.zero_()
        elif X.dtype == torch.float32 and bool((X < 0).all()):
            X.data = torch.relu(X)
        return cast(Tensor, Z)


class plain_Mlp__append(nn.Module):
    """Append the layers one by one, and count."""

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.layers = nn.ModuleList()
        for i in range(len(sizes) - 1):
            self.layers.append(Linear(sizes[i], sizes[i + 1], generator))

    def forward(self, X: Tensor) -> Tensor:
        for i, layer in enumerate(self.layers):
            X = layer(X)
            if i < len(self.layers) - 1:
                X = nn.functional.relu(X)
        return X


class plain_Mlp__sequential(nn.Module):
    """Put layers and ReLU modules into a Sequential."""

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        modules: list[nn.Module] = []
        for n_in, n_out in zip(sizes, sizes[1:], strict=False):
            modules += [Linear(n_in, n_out, generator), nn.ReLU()]
        self.net = nn.Sequential(*modules[:-1])

    def forward(self, X: Tensor) -> Tensor:
        return cast(Tensor, self.net(X))


class plain_Mlp__names(nn.Module):
    """Name the layers by setattr."""

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.depth = len(sizes) - 1
        for i in range(self.depth):
            setattr(self, f"layer{i}", Linear(sizes[i], sizes[i + 1], generator))

    def forward(self, X: Tensor) -> Tensor:
        A = X
        for i in range(self.depth - 1):
            A = getattr(self, f"layer{i}")(A).clamp(min=0)
        return cast(Tensor, getattr(self, f"layer{self.depth - 1}")(A))


class plain_Mlp__list_comprehension(nn.Module):
    """Make a list first, and keep a ReLU module."""

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super(plain_Mlp__list_comprehension, self).__init__()  # noqa: UP008
        layers = [Linear(sizes[k], sizes[k + 1], generator=generator) for k in range(len(sizes) - 1)]
        self.layers = nn.ModuleList(layers)
        self.relu = nn.ReLU()

    def forward(self, X: Tensor) -> Tensor:
        *hidden, last = self.layers
        for layer in hidden:
            X = self.relu(layer(X))
        return cast(Tensor, last(X))


class right_Mlp__pairs(nn.Module):
    """Use maximum for ReLU."""

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        super().__init__()
        self.layers = nn.ModuleList([Linear(a, b, generator) for a, b in _pairs(sizes)])

    def forward(self, X: Tensor) -> Tensor:
        for layer in self.layers[:-1]:
            Z = layer(X)
            X = torch.where(Z > 0, Z, torch.zeros_like(Z))
        return cast(Tensor, self.layers[-1](X))


def _arrays(params: Params) -> list[Array]:
    """Return the arrays in forward order."""
    return [params[f"{kind}{layer}"] for layer in range(1, len(params) // 2 + 1) for kind in "Wb"]


def wrong_load_params__not_transposed(model: nn.Module, params: Params) -> None:
    """You copy W as it is: a module's weight is (n_out, n_in), so transpose it.

    Breaks: weight_l = W_l.T.
    """
    with torch.no_grad():
        for param, array in zip(model.parameters(), _arrays(params), strict=True):
            param.copy_(torch.tensor(array))


def wrong_load_params__reshaped(model: nn.Module, params: Params) -> None:
    """You reshape W to the weight's shape, which mixes its numbers: transpose it.

    Breaks: weight_l = W_l.T.
    """
    with torch.no_grad():
        for param, array in zip(model.parameters(), _arrays(params), strict=True):
            param.copy_(torch.tensor(array).reshape(param.shape))


def wrong_load_params__shares_memory(model: nn.Module, params: Params) -> None:
    """The model shares its memory with your arrays, so that training changes both: copy.

    Breaks: they are copied.
    """
    for param, array in zip(model.parameters(), _arrays(params), strict=True):
        param.data = torch.from_numpy(array.T)


def wrong_load_params__rebinds(model: nn.Module, params: Params) -> None:
    """`param = …` only gives a name to a new tensor, and the model stays as it was: param.copy_(…) writes into it.

    Breaks: into the model.
    """
    for param, array in zip(model.parameters(), _arrays(params), strict=True):
        param = nn.Parameter(torch.tensor(array.T))  # noqa: F841


def wrong_load_params__biases_missing(model: nn.Module, params: Params) -> None:
    """Your biases are not loaded.

    Breaks: W and b.
    """
    with torch.no_grad():
        for param, array in zip(model.parameters(), _arrays(params), strict=True):
            if param.ndim == 2:
                param.copy_(torch.tensor(array.T))


def wrong_load_params__outside_no_grad(model: nn.Module, params: Params) -> None:
    """PyTorch refuses to change a parameter in place while it records: copy within `with torch.no_grad():`.

    Breaks: into the model.
    """
    for param, array in zip(model.parameters(), _arrays(params), strict=True):
        param.copy_(torch.tensor(array.T))


def wrong_load_params__frozen(model: nn.Module, params: Params) -> None:
    """Afterwards the model's parameters require no gradients, so it learns no more.

    Breaks: it still learns.
    """
    for param, array in zip(model.parameters(), _arrays(params), strict=True):
        param.requires_grad_(False)
        param.copy_(torch.tensor(array.T))


def wrong_load_params__first_layer_only(model: nn.Module, params: Params) -> None:
    """Only the first layer is loaded: go through all of them.

    Breaks: W1, b1, … WD, bD.
    """
    with torch.no_grad():
        for param, array in list(zip(model.parameters(), _arrays(params), strict=True))[:2]:
            param.copy_(torch.tensor(array.T))


def wrong_load_params__float32(model: nn.Module, params: Params) -> None:
    """You convert to float32 on the way, which loses digits: a float64 model takes them all.

    Breaks: a round trip is exact.
    """
    with torch.no_grad():
        for param, array in zip(model.parameters(), _arrays(params), strict=True):
            param.copy_(torch.tensor(array.T, dtype=torch.float32))


def wrong_load_params__adds(model: nn.Module, params: Params) -> None:
    """You add to what is there: copy_ replaces it.

    Breaks: the same numbers.
    """
    with torch.no_grad():
        for param, array in zip(model.parameters(), _arrays(params), strict=True):
            param.add_(torch.tensor(array.T))


def wrong_load_params__weights_first(model: nn.Module, params: Params) -> None:
    """You take all weights and then all biases: parameters() gives a layer's weight and bias, then the next layer's.

    Breaks: W1, b1, W2, b2 in this order.
    """
    arrays = [params[name] for name in sorted(params)]
    with torch.no_grad():
        for param, array in zip(model.parameters(), arrays, strict=True):
            param.copy_(torch.tensor(array.T))


def unpolished_load_params__new_parameters(model: nn.Module, params: Params) -> None:
    """The model's parameters are new objects, or of another dtype: copy into the old ones, with param.copy_(…).

    Breaks: its parameters stay the same objects.
    """
    names = [name for name, _ in model.named_parameters()]
    for name, array in zip(names, _arrays(params), strict=True):
        path, _, own = name.rpartition(".")
        setattr(model.get_submodule(path), own, nn.Parameter(torch.tensor(array.T)))


def unpolished_load_params__no_check(model: nn.Module, params: Params) -> None:
    """Parameters of other sizes are loaded if copy_ can repeat them: compare the shapes first, and raise a ValueError.

    Breaks: shapes that differ are a ValueError.
    """
    with torch.no_grad():
        for param, array in zip(model.parameters(), _arrays(params), strict=True):
            param.copy_(to_tensor(array.T))


def unpolished_load_params__takes_their_dtype(model: nn.Module, params: Params) -> None:
    """The model's parameters are new objects, or of another dtype: copy into the old ones, with param.copy_(…).

    Breaks: they keep their dtype.
    """
    for param, array in zip(model.parameters(), _arrays(params), strict=True):
        if param.shape != array.T.shape:
            raise ValueError(f"{array.shape} does not fit {param.shape}")
        param.data = to_tensor(array.T)


def plain_load_params__layers(model: nn.Module, params: Params) -> None:
    """Go through the layers."""
    layers = cast(Any, model).layers
    with torch.no_grad():
        for i in range(len(layers)):
            layers[i].weight.copy_(torch.from_numpy(params[f"W{i + 1}"].T))
            layers[i].bias.copy_(torch.from_numpy(params[f"b{i + 1}"]))


def plain_load_params__data(model: nn.Module, params: Params) -> None:
    """Write into .data."""
    for i, layer in enumerate(cast(Any, model).layers, start=1):
        layer.weight.data = torch.tensor(params["W" + str(i)].T)
        layer.bias.data = torch.tensor(params["b" + str(i)])


def plain_load_params__values(model: nn.Module, params: Params) -> None:
    """Zip the values, and transpose where there are two axes."""
    with torch.no_grad():
        for p, value in zip(model.parameters(), params.values(), strict=False):
            if value.ndim == 2:
                value = value.T
            p.copy_(torch.tensor(value))


def plain_load_params__parameters(model: nn.Module, params: Params) -> None:
    """Make new parameters."""
    for i, layer in enumerate(cast(Any, model).layers):
        layer.weight = nn.Parameter(torch.tensor(params[f"W{i + 1}"].T.copy()))
        layer.bias = nn.Parameter(torch.tensor(params[f"b{i + 1}"]))


def right_load_params__state_dict(model: nn.Module, params: Params) -> None:
    """Load a state_dict, which checks the shapes."""
    names = list(model.state_dict())
    try:
        wanted = [params[f"{kind}{i}"] for i in range(1, len(names) // 2 + 1) for kind in "Wb"]
        state = dict(zip(names, (torch.tensor(array.T) for array in wanted), strict=True))
        model.load_state_dict(state)
    except (KeyError, RuntimeError) as error:
        raise ValueError(f"params do not fit the model: {error}") from error
    if len(params) != len(names):
        raise ValueError(f"{len(params)} parameters, but the model has {len(names)}")


def wrong_read_params__not_transposed(model: nn.Module) -> Params:
    """Your weights are as PyTorch stores them, (n_out, n_in): chapter 4.1's are (n_in, n_out), so transpose.

    Breaks: W_l = weight_l.T.
    """
    names = list(read_params(model))
    return {name: to_array(param) for name, param in zip(names, model.parameters(), strict=True)}


def wrong_read_params__reshaped(model: nn.Module) -> Params:
    """You reshape the weights, which mixes their numbers: transpose them.

    Breaks: W_l = weight_l.T.
    """
    return {
        name: to_array(param).reshape(array.shape)
        for (name, array), param in zip(read_params(model).items(), model.parameters(), strict=True)
    }


def wrong_read_params__shares_memory(model: nn.Module) -> Params:
    """Your arrays share their memory with the model, and change as it trains: copy them.

    Breaks: arrays of their own.
    """
    names = list(read_params(model))
    return {name: param.detach().numpy().T for name, param in zip(names, model.parameters(), strict=True)}


def wrong_read_params__torch_names(model: nn.Module) -> Params:
    """Your names are PyTorch's: chapter 4.1 calls them W1, b1, W2, b2.

    Breaks: "W1", "b1", ….
    """
    return {name: to_array(param).T for name, param in model.named_parameters()}


def wrong_read_params__tensors(model: nn.Module) -> Params:
    """You return tensors: chapter 4.1 computes with arrays, so use to_array.

    Breaks: arrays.
    """
    names = list(read_params(model))
    tensors = {name: param.detach().clone() for name, param in zip(names, model.parameters(), strict=True)}
    return cast(Params, {name: tensor.T if tensor.ndim == 2 else tensor for name, tensor in tensors.items()})


def wrong_read_params__counts_from_0(model: nn.Module) -> Params:
    """Your names count from 0: chapter 4.1's from 1, W1 and b1.

    Breaks: "W1", "b1", ….
    """
    return {f"{name[0]}{int(name[1:]) - 1}": array for name, array in read_params(model).items()}


def wrong_read_params__no_biases(model: nn.Module) -> Params:
    """Your biases are missing.

    Breaks: "W1", "b1", ….
    """
    return {name: array for name, array in read_params(model).items() if name[0] == "W"}


def wrong_read_params__list(model: nn.Module) -> Params:
    """You return a list: return a dict with the keys W1, b1, ….

    Breaks: a dict.
    """
    return cast(Params, list(read_params(model).values()))


def wrong_read_params__weights_first(model: nn.Module) -> Params:
    """Your dict has all weights before all biases: forward_mlp(X, *params.values()) needs W1, b1, W2, b2.

    Breaks: in this order.
    """
    return dict(sorted(read_params(model).items()))


def wrong_read_params__float32(model: nn.Module) -> Params:
    """You convert to float32, which loses digits: keep the model's dtype.

    Breaks: a round trip is exact.
    """
    return {name: array.astype(np.float32) for name, array in read_params(model).items()}


def unpolished_read_params__float64(model: nn.Module) -> Params:
    """Your arrays are float64 whatever the model is: keep its dtype.

    Breaks: of the model's dtype.
    """
    return {name: array.astype(np.float64) for name, array in read_params(model).items()}


def plain_read_params__layers(model: nn.Module) -> Params:
    """Go through the layers."""
    params = {}
    for i, layer in enumerate(cast(Any, model).layers):
        params[f"W{i + 1}"] = layer.weight.detach().numpy().T.copy()
        params[f"b{i + 1}"] = layer.bias.detach().numpy().copy()
    return params


def plain_read_params__by_axes(model: nn.Module) -> Params:
    """Tell weights from biases by their axes."""
    params: Params = {}
    k = 0
    for p in model.parameters():
        array = np.array(p.data)
        if array.ndim == 2:
            k += 1
            params[f"W{k}"] = array.T
        else:
            params[f"b{k}"] = array
    return params


def plain_read_params__state_dict(model: nn.Module) -> Params:
    """Go through the state_dict."""
    params = {}
    for i, (name, tensor) in enumerate(model.state_dict().items()):
        layer = i // 2 + 1
        if name.endswith("weight"):
            params[f"W{layer}"] = tensor.clone().numpy().transpose()
        else:
            params[f"b{layer}"] = tensor.clone().numpy()
    return params


def right_read_params__pairs(model: nn.Module) -> Params:
    """Take parameters two by two."""
    found = [to_array(param) for param in model.parameters()]
    params: Params = {}
    for layer, (weight, bias) in enumerate(zip(found[::2], found[1::2], strict=True), 1):
        params |= {f"W{layer}": np.ascontiguousarray(weight.T), f"b{layer}": bias}
    return params


def wrong_count_parameters__tensors(model: nn.Module) -> int:
    """You count the tensors: count their entries, param.numel().

    Breaks: the number of entries.
    """
    return len(list(model.parameters()))


def wrong_count_parameters__rows(model: nn.Module) -> int:
    """len(param) is the number of rows: the number of entries is param.numel().

    Breaks: the number of entries.
    """
    return sum(len(param) for param in model.parameters())


def wrong_count_parameters__weights(model: nn.Module) -> int:
    """You leave out the biases, which are parameters as well.

    Breaks: all weights and biases.
    """
    return sum(param.numel() for param in model.parameters() if param.ndim > 1)


def wrong_count_parameters__dimensions(model: nn.Module) -> int:
    """You add up the sides of each array: its number of entries is their product, param.numel().

    Breaks: the number of entries.
    """
    return sum(sum(param.shape) for param in model.parameters())


def wrong_count_parameters__bytes(model: nn.Module) -> int:
    """You count bytes: each float32 has four of them.

    Breaks: the number of entries.
    """
    return sum(param.numel() * param.element_size() for param in model.parameters())


def wrong_count_parameters__first_two_axes(model: nn.Module) -> int:
    """You multiply the first two axes only: filters have four, so use param.numel().

    Breaks: any module.
    """
    return sum(math.prod(param.shape[:2]) for param in model.parameters())


def wrong_count_parameters__direct_children(model: nn.Module) -> int:
    """You count the weight and bias of direct children only: model.parameters() also finds layers within layers.

    Breaks: any module.
    """
    own = list(model.parameters(recurse=False))
    own += [param for child in model.children() for param in child.parameters(recurse=False)]
    if isinstance(getattr(model, "layers", None), nn.ModuleList):
        own = list(model.parameters())
    return sum(param.numel() for param in own)


def wrong_count_parameters__layers(model: nn.Module) -> int:
    """You count only what is called layers: any module has model.parameters().

    Breaks: any module.
    """
    return sum(layer.weight.numel() + layer.bias.numel() for layer in cast(Any, model).layers)


def unpolished_count_parameters__state_dict(model: nn.Module) -> int:
    """state_dict holds more than what is trained, such as running means: count model.parameters().

    Breaks: what training changes.
    """
    return sum(tensor.numel() for tensor in model.state_dict().values())


def unpolished_count_parameters__tensor(model: nn.Module) -> int:
    """Your count is an array or a tensor: make it an int.

    Breaks: an int.
    """
    return cast(int, torch.tensor([0] + [param.numel() for param in model.parameters()]).sum())


def plain_count_parameters__loop(model: nn.Module) -> int:
    """Count in a loop."""
    total = 0
    for _, param in model.named_parameters():
        total = total + param.nelement()
    return total


def plain_count_parameters__shapes(model: nn.Module) -> int:
    """Multiply the sides."""
    count: Any = 0
    for param in model.parameters():
        count += np.prod(param.shape)
    return cast(int, count)


def plain_count_parameters__trainable(model: nn.Module) -> int:
    """Count those that require gradients."""
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


def plain_count_parameters__flat(model: nn.Module) -> int:
    """Flatten them, and take the length."""
    return sum(len(p.flatten()) for p in model.parameters())


def right_count_parameters__prod(model: nn.Module) -> int:
    """Multiply the sides with math."""
    return sum(math.prod(param.shape) for param in model.parameters())


def wrong_predict__no_eval(model: nn.Module, X: Tensor) -> Tensor:
    """Dropout still drops while you predict: model.eval() turns it off in all layers, so call it before model(X).

    Breaks: eval mode within.
    """
    with torch.no_grad():
        return cast(Tensor, model(X).argmax(dim=1))


def wrong_predict__no_grad_for_eval(model: nn.Module, X: Tensor) -> Tensor:
    """Dropout still drops while you predict: model.eval() turns it off in all layers, so call it before model(X).

    Breaks: eval mode within; no_grad does not turn dropout off.
    """
    with torch.inference_mode():
        return cast(Tensor, model(X).argmax(dim=-1).clone())


def wrong_predict__stays_in_eval(model: nn.Module, X: Tensor) -> Tensor:
    """A model that was training stays in eval mode, so dropout is off from now on: put its mode back.

    Breaks: the mode as it was afterwards.
    """
    model.eval()
    with torch.no_grad():
        return cast(Tensor, model(X).argmax(dim=1))


def wrong_predict__always_trains(model: nn.Module, X: Tensor) -> Tensor:
    """Afterwards your model is always in train mode: keep model.training before, and put that back.

    Breaks: the mode as it was afterwards.
    """
    model.eval()
    with torch.no_grad():
        labels = model(X).argmax(dim=1)
    model.train()
    return cast(Tensor, labels)


def wrong_predict__sets_only_the_flag(model: nn.Module, X: Tensor) -> Tensor:
    """Dropout still drops while you predict: model.eval() turns it off in all layers, so call it before model(X).

    Breaks: eval mode within.
    """
    before, model.training = model.training, False
    with torch.no_grad():
        labels = model(X).argmax(dim=1)
    model.training = before
    return cast(Tensor, labels)


def wrong_predict__mode_read_too_late(model: nn.Module, X: Tensor) -> Tensor:
    """A model that was training stays in eval mode, so dropout is off from now on: put its mode back.

    Breaks: the mode as it was afterwards; it is read after eval has changed it.
    """
    model.eval()
    was_training = model.training
    with torch.no_grad():
        labels = model(X).argmax(dim=1)
    model.train(was_training)
    return cast(Tensor, labels)


def wrong_predict__over_samples(model: nn.Module, X: Tensor) -> Tensor:
    """Your argmax is over samples: the classes are dim=1.

    Breaks: one label a sample.
    """
    was_training = model.training
    model.eval()
    with torch.no_grad():
        labels = model(X).argmax(dim=0)
    model.train(was_training)
    return cast(Tensor, labels)


def wrong_predict__one_for_all(model: nn.Module, X: Tensor) -> Tensor:
    """Without dim=1, argmax gives one position in all scores: one label a sample is argmax(dim=1).

    Breaks: one label a sample.
    """
    was_training = model.training
    model.eval()
    with torch.no_grad():
        labels = model(X).argmax()
    model.train(was_training)
    return cast(Tensor, labels)


def wrong_predict__scores(model: nn.Module, X: Tensor) -> Tensor:
    """You return the largest scores: their positions are the labels, argmax.

    Breaks: labels.
    """
    was_training = model.training
    model.eval()
    with torch.no_grad():
        labels = model(X).max(dim=1).values
    model.train(was_training)
    return cast(Tensor, labels)


def wrong_predict__all_scores(model: nn.Module, X: Tensor) -> Tensor:
    """You return the scores: the label of a sample is the position of its largest, argmax(dim=1).

    Breaks: labels.
    """
    was_training = model.training
    model.eval()
    with torch.no_grad():
        scores = model(X)
    model.train(was_training)
    return cast(Tensor, scores)


def wrong_predict__argmin(model: nn.Module, X: Tensor) -> Tensor:
    """You take the smallest score: take the largest, argmax.

    Breaks: the highest score.
    """
    was_training = model.training
    model.eval()
    with torch.no_grad():
        labels = model(X).argmin(dim=1)
    model.train(was_training)
    return cast(Tensor, labels)


def wrong_predict__column(model: nn.Module, X: Tensor) -> Tensor:
    """Your labels are a column: one label a sample is a vector (n,), without keepdim.

    Breaks: (n,).
    """
    was_training = model.training
    model.eval()
    with torch.no_grad():
        labels = model(X).argmax(dim=1, keepdim=True)
    model.train(was_training)
    return cast(Tensor, labels)


def wrong_predict__gradients_stay_off(model: nn.Module, X: Tensor) -> Tensor:
    """You turn gradients off for the whole program: `with torch.no_grad():` turns them on again.

    Breaks: afterwards PyTorch records as before.
    """
    was_training = model.training
    model.eval()
    torch.set_grad_enabled(False)
    labels = model(X).argmax(dim=1)
    model.train(was_training)
    return cast(Tensor, labels)


def wrong_predict__freezes(model: nn.Module, X: Tensor) -> Tensor:
    """You freeze the parameters, so the model learns no more: `with torch.no_grad():` is for this call alone.

    Breaks: afterwards PyTorch records as before.
    """
    was_training = model.training
    model.eval()
    model.requires_grad_(False)
    labels = model(X).argmax(dim=1)
    model.train(was_training)
    return cast(Tensor, labels)


def wrong_predict__of_the_inputs(model: nn.Module, X: Tensor) -> Tensor:
    """You take the largest of the inputs: call model(X) first.

    Breaks: scores of the model.
    """
    return X.argmax(dim=1)


def wrong_predict__threshold(model: nn.Module, X: Tensor) -> Tensor:
    """You compare scores with a threshold: the label is the position of the largest, argmax(dim=1).

    Breaks: the highest score.
    """
    was_training = model.training
    model.eval()
    with torch.no_grad():
        labels = (model(X) > 0).long()[:, -1]
    model.train(was_training)
    return labels


def unpolished_predict__records(model: nn.Module, X: Tensor) -> Tensor:
    """PyTorch records while you predict, which takes memory: call the model within `with torch.no_grad():`.

    Breaks: no gradients within.
    """
    was_training = model.training
    model.eval()
    labels = model(X).argmax(dim=1)
    model.train(was_training)
    return cast(Tensor, labels)


def plain_predict__max(model: nn.Module, X: Tensor) -> Tensor:
    """Take the second of what max returns."""
    mode = model.training
    model.eval()
    with torch.no_grad():
        outputs = model(X)
        _, predicted = torch.max(outputs, 1)
    if mode:
        model.train()
    return predicted


def plain_predict__softmax(model: nn.Module, X: Tensor) -> Tensor:
    """Turn scores into probabilities first."""
    training = model.training
    model.eval()
    with torch.inference_mode():
        probabilities = torch.softmax(model(X), dim=1)
        labels = torch.argmax(probabilities, dim=1)
    model.train(training)
    return labels.clone()


@torch.no_grad()
def plain_predict__decorated(model: nn.Module, X: Tensor) -> Tensor:
    """Turn the record off for all of it, and put each module's mode back."""
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    labels = model(X).argmax(1)
    for module, mode in modes:
        module.training = mode
    return cast(Tensor, labels)


def plain_predict__two_branches(model: nn.Module, X: Tensor) -> Tensor:
    """Use two branches."""
    if model.training:
        model.eval()
        with torch.no_grad():
            Z = model(X)
        model.train()
    else:
        with torch.no_grad():
            Z = model(X)
    return cast(Tensor, Z.argmax(dim=-1))


def plain_predict__numpy(model: nn.Module, X: Tensor) -> Tensor:
    """Choose with NumPy, and record all the while."""
    was = model.training
    model.train(False)
    scores = model(X).detach().numpy()
    model.train(was)
    return torch.tensor(np.argmax(scores, axis=1))


def right_predict__finally(model: nn.Module, X: Tensor) -> Tensor:
    """Put the mode back also if the model raises an error."""
    was_training = model.training
    try:
        with torch.no_grad():
            return cast(Tensor, model.eval()(X).argmax(dim=1))
    finally:
        model.train(was_training)
