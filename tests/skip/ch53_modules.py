"""What it takes to skip chapter 5.3."""

from typing import Any

import numpy as np
import torch
from ch11_arrays import Array
from ch32_activations import softmax
from ch33_mlp_forward import one_hot
from ch41_deep_mlp import deep_mlp_loss_and_grads, forward_mlp, init_deep_mlp
from skip_ch53_modules import as_module

from dojo.verdict.expect import expect_close, expect_unchanged


def network(*sizes: int) -> tuple[Array, dict[str, Array]]:
    """Draw samples, and a network whose biases are not 0."""
    rng = np.random.default_rng(0)
    params = {name: param + 0.1 for name, param in init_deep_mlp(sizes, rng).items()}
    return rng.standard_normal((8, sizes[0])), params


def test_as_module_gives_chapter_4_1s_scores() -> None:
    """The softmax of its scores is what forward_mlp gives, to 1e-10, whatever the depth; they are scores."""
    for sizes in (4, 3), (3, 3, 3), (4, 6, 5, 3):
        X, params = network(*sizes)

        scores = as_module(params)(torch.tensor(X)).detach().numpy()

        expect_close(softmax(scores), forward_mlp(X, *params.values())[-1], atol=1e-10, hint=f"the sizes are {sizes}")
        assert (scores < 0).any() and (scores > 0).any(), "expected  scores\ngot       probabilities"


def test_as_module_has_parameters_that_learn() -> None:
    """PyTorch finds two for each layer, weights transposed, and their gradients are chapter 4.1's."""
    X, params = network(4, 6, 5, 3)
    y = np.random.default_rng(1).integers(0, 3, 8)
    model = as_module(params)

    found = list(model.parameters())
    loss: Any = torch.nn.functional.cross_entropy(model(torch.tensor(X)), torch.tensor(y))
    loss.backward()

    assert len(found) == 6, f"expected  6 parameters\ngot       {len(found)}: use nn.ModuleList or nn.Sequential"
    for param, (name, grad) in zip(found, deep_mlp_loss_and_grads(X, one_hot(y, 3), params)[1].items(), strict=True):
        expect_close(param.grad, grad.T, atol=1e-10, hint=f"this is the gradient of {name}, transposed")


def test_as_module_copies() -> None:
    """Training the module leaves the arrays as they were."""
    _, params = network(4, 3)
    before = {name: param.copy() for name, param in params.items()}
    model = as_module(params)

    with torch.no_grad():
        for param in model.parameters():
            param.add_(1)

    for name in params:
        expect_unchanged(params[name], before[name], f"params[{name!r}]")
