"""Modules: Layers That Keep Their Parameters

A module is a layer, or a whole network, together with its parameters, which PyTorch finds in it by itself. This
chapter writes chapter 4.1's network as modules, and moves its parameters in and out.

    X (n, d) → Linear → relu → … → Linear → scores (n, c) → argmax → labels (n,)

Lesson: lessons/ch53_modules.md
"""

from collections.abc import Sequence

import torch
from ch23_minibatches import Params
from torch import Tensor, nn


class Linear(nn.Module):
    """One layer: weights and biases, and the scores that they give.

        Z = X @ weight.T + bias

    Attributes:
        weight: a parameter of shape (n_out, n_in), which is chapter 1.2's W transposed, as PyTorch's nn.Linear has it.
        bias: a parameter of shape (n_out,).

    Source:
        PyTorch reference, torch.nn.Linear.
    """

    def __init__(self, n_in: int, n_out: int, generator: torch.Generator) -> None:
        """Draw the weights as He et al. do for ReLU, and set the biases to 0.

            weight ~ normal(mean 0, variance 2 / n_in)

        Both are of PyTorch's default dtype, float32.

        Args:
            n_in: number of inputs.
            n_out: number of outputs.
            generator: the only source of randomness: the same seed gives the same weights.

        Source:
            He, Zhang, Ren and Sun, "Delving Deep into Rectifiers" (2015), section 2.2, equation (10).
        """
        raise NotImplementedError("5.3 Linear.__init__")

    def forward(self, X: Tensor) -> Tensor:
        """Compute the scores.

        Args:
            X: samples, shape (n, n_in), of the parameters' dtype.

        Returns:
            Z, shape (n, n_out).
        """
        raise NotImplementedError("5.3 Linear.forward")


class Mlp(nn.Module):
    """Chapter 4.1's network of any depth: Linear layers with ReLU between them, and scores at the end.

        A_l = relu(Z_l)        Z_{l+1} = A_l @ weight_{l+1}.T + bias_{l+1}

    It gives scores and not probabilities, because PyTorch's cross_entropy applies the softmax itself.

    Attributes:
        layers: an nn.ModuleList of one Linear for each layer, the first layer's first.

    Source:
        PyTorch reference, torch.nn.ModuleList.
    """

    def __init__(self, sizes: Sequence[int], generator: torch.Generator) -> None:
        """Make the layers, each with weights of its own.

        Args:
            sizes: number of inputs, of each hidden layer's units, and of classes: [784, 256, 10].
            generator: the only source of randomness: the same seed gives the same weights.
        """
        raise NotImplementedError("5.3 Mlp.__init__")

    def forward(self, X: Tensor) -> Tensor:
        """Send samples through the network.

        Args:
            X: samples, shape (n, d), of the parameters' dtype. It is not modified.

        Returns:
            Scores, shape (n, c), without ReLU or softmax after the last layer.
        """
        raise NotImplementedError("5.3 Mlp.forward")


def load_params(model: nn.Module, params: Params) -> None:
    """Copy chapter 4.1's parameters into a model of the same sizes.

        weight_l = W_l.T        bias_l = b_l

    Args:
        model: an Mlp. Its numbers are changed; its parameters stay the same objects and keep their dtype, so that
            float64 is exact only after model.double().
        params: "W1", "b1", … "WD", "bD", as init_deep_mlp makes them. They are copied: the model shares no memory with
            them.

    Raises:
        ValueError: the names or the shapes are not those of the model.

    Source:
        PyTorch reference, torch.Tensor.copy_.
    """
    raise NotImplementedError("5.3 load_params")


def read_params(model: nn.Module) -> Params:
    """Copy a model's parameters out, in the form of chapter 4.1.

        W_l = weight_l.T        b_l = bias_l

    Args:
        model: an Mlp. It is not modified.

    Returns:
        "W1", "b1", … "WD", "bD", in this order, in the shapes of init_deep_mlp and of the model's dtype: arrays of
        their own. load_params followed by read_params gives the same numbers.

    Source:
        PyTorch reference, torch.nn.Module.parameters.
    """
    raise NotImplementedError("5.3 read_params")


def count_parameters(model: nn.Module) -> int:
    """Count the numbers that training changes: the entries of all weights and biases.

    Args:
        model: any module.

    Returns:
        The number of entries of all its parameters; 203,530 for 784 → 256 → 10.

    Source:
        PyTorch reference, torch.nn.Module.parameters.
    """
    raise NotImplementedError("5.3 count_parameters")


def predict(model: nn.Module, X: Tensor) -> Tensor:
    """Choose the class of the highest score for each sample, in eval mode and without a record for gradients.

    In eval mode layers such as dropout do nothing. Afterwards the model is in the mode in which it was before.

    Args:
        model: any module that gives scores, shape (n, c).
        X: samples, as the model takes them.

    Returns:
        Labels, int64, shape (n,).

    Source:
        PyTorch notes, "Autograd mechanics", section "Evaluation Mode (nn.Module.eval())".
    """
    raise NotImplementedError("5.3 predict")
