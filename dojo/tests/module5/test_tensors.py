"""Tensors, modules and optimizers are copied and compared for what they hold, as arrays are."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from dojo.verdict.call_outcome import Call, outcome, same
from dojo.verdict.expect import expect_close, expect_number
from dojo.verdict.tensors import copied, expect_tensor, settings


def test_a_computed_tensor_is_copied_without_its_graph() -> None:
    """PyTorch refuses to copy what was computed; the copy needs gradients as before, and shares no memory."""
    W = torch.ones(2, requires_grad=True)
    given = {"A": [2 * W], "W": [W]}

    (A,), (leaf,) = copied(given).values()
    A.detach().add_(1)

    assert A.is_leaf and A.requires_grad and leaf is not W and torch.equal(given["A"][0], 2 * W)


def test_an_optimizer_still_belongs_to_its_model() -> None:
    """Arguments are copied together, so that a copy of an optimizer steps the copy of its model, not the original."""
    model = nn.Linear(2, 1)
    before = model.weight.detach().clone()

    def step(model: nn.Module, optimizer: torch.optim.Optimizer) -> None:
        model(torch.ones(3, 2)).sum().backward()
        optimizer.step()

    stepped = outcome(step, Call((model, torch.optim.SGD(model.parameters(), lr=0.1)), {}))

    assert any(stepped.changed) and torch.equal(model.weight, before)


ALIKE: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "a graph": (lambda W: 2 * W, lambda W: (2 * W).detach()),
    "a gradient left behind": (lambda W: W.sum().backward(), lambda W: None),
    "an array": (lambda W: W.detach(), lambda W: W.detach().numpy()),
    "a device": (lambda W: torch.device("cpu"), lambda W: torch.device("meta")),
    "memory": (lambda W: W.detach(), lambda W: W.detach().clone()),
    "a mode": (lambda W: nn.Dropout(0.5), lambda W: nn.Dropout(0.5).eval()),
    "layers": (lambda W: nn.Sequential(nn.ReLU()), lambda W: nn.Sequential()),
}


@pytest.mark.parametrize("what", ALIKE)
def test_outcomes_differ_by(what: str) -> None:
    """Two functions that differ by one of these are told apart; each is like itself."""
    call = Call((torch.ones(3, dtype=torch.float64, requires_grad=True),), {})
    one, other = (outcome(function, call) for function in ALIKE[what])

    assert not same(one, other) and same(one, outcome(ALIKE[what][0], call))


def test_what_a_kata_sets_is_put_back() -> None:
    """Gradients that are switched off, another dtype and a seed do not reach the next test."""
    restore = settings()
    expected = torch.rand(1)

    restore()
    torch.set_grad_enabled(False)
    torch.set_default_dtype(torch.float64)
    restore()

    assert torch.is_grad_enabled() and torch.get_default_dtype() == torch.float32 and torch.rand(1) == expected


def test_expect_takes_tensors() -> None:
    """A tensor is compared as the array that it holds, with its graph or without."""
    W = torch.ones(2, dtype=torch.float64, requires_grad=True)

    expect_close(2 * W, np.array([2.0, 2.0]), atol=0)
    expect_number((2 * W).sum(), 4.0, atol=0)
    with pytest.raises(AssertionError, match=r"expected  \[3\., 3\.\]\ngot       \[2\., 2\.\]"):
        expect_close(2 * W, torch.full((2,), 3.0), atol=0)


@pytest.mark.parametrize(("actual", "got"), [(None, "None"), (np.ones(2), "ndarray"), (torch.ones(2), "float32")])
def test_expect_tensor_says_what_came(actual: Tensor | None, got: str) -> None:
    """Nothing, an array, and a tensor of another dtype are told by name."""
    with pytest.raises(AssertionError, match=f"expected  a tensor of shape .2,., float64\ngot .*{got}"):
        expect_tensor(actual, (2,))
