"""Chapter 5.3 in one function

W1, b1, … WD, bD (arrays) → a module with the same scores, which can be trained on
"""

from itertools import pairwise

import torch
from ch11_arrays import Array
from torch import nn


def as_module(params: dict[str, Array]) -> nn.Module:
    """Make a module of chapter 4.1's parameters: ReLU between its layers, and scores at the end.

        A_l = relu(A_{l-1} @ W_l + b_l)        scores = A_{D-1} @ W_D + b_D

    Args:
        params: "W1", "b1", … "WD", "bD", in this order, W of shape (inputs, outputs). The arrays stay as they are, also
            while the module is trained.

    Returns:
        A module that maps samples (n, d) to scores (n, c), in the dtype of params. PyTorch finds its 2 * D parameters,
        with weights stored as (outputs, inputs).
    """
    weights = [params[f"W{layer}"] for layer in range(1, len(params) // 2 + 1)]
    sizes = [len(weights[0]), *(W.shape[1] for W in weights)]
    model = nn.Sequential()
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        linear = nn.Linear(n_in, n_out)
        linear.weight = nn.Parameter(torch.tensor(params[f"W{layer}"].T))
        linear.bias = nn.Parameter(torch.tensor(params[f"b{layer}"]))
        model.extend([linear, nn.ReLU()])
    return model[:-1]
