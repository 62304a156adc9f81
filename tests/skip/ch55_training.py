"""What it takes to skip chapter 5.5."""

import copy
from pathlib import Path

import torch
from skip_ch55_training import train_on
from torch import Tensor, nn
from torch.nn import functional

from dojo.verdict.expect import expect_close, expect_number


def problem() -> tuple[nn.Module, Tensor, Tensor]:
    """Draw a network, 40 samples of three classes, and their labels."""
    generator = torch.Generator().manual_seed(0)
    model = nn.Sequential(nn.Linear(5, 8), nn.ReLU(), nn.Linear(8, 3)).double()
    with torch.no_grad():
        for param in model.parameters():
            param.normal_(generator=generator)
    X = torch.randn(40, 5, generator=generator, dtype=torch.float64)
    return model, X, torch.randint(3, (40,), generator=generator)


def by_hand(model: nn.Module, X: Tensor, y: Tensor, lr: float, mu: float, lambda_: float, epochs: int) -> list[float]:
    """Train with the formulas, one by one."""
    velocities = [torch.zeros_like(param) for param in model.parameters()]
    losses = list[float]()
    for _ in range(epochs):
        total = 0.0
        for start in range(0, len(X), 16):
            rows, labels = X[start : start + 16], y[start : start + 16]
            loss = functional.cross_entropy(model(rows), labels)
            grads = torch.autograd.grad(loss, list(model.parameters()))
            with torch.no_grad():
                for index, (param, grad) in enumerate(zip(model.parameters(), grads, strict=True)):
                    slope = grad + 2 * lambda_ * param if param.ndim > 1 else grad
                    velocities[index] = mu * velocities[index] + slope
                    param -= lr * velocities[index]
            total += float(loss) * len(labels)
        losses.append(total / len(X))
    return losses


def expect_same(model: nn.Module, other: nn.Module, atol: float, hint: str) -> None:
    """Fail unless two models have the same numbers."""
    for param, right in zip(model.parameters(), other.parameters(), strict=True):
        expect_close(param, right.detach().numpy(), atol=atol, hint=hint)


def test_train_on_takes_the_steps_of_the_formulas(tmp_path: Path) -> None:
    """Losses and parameters are those of the formulas, in batches of 16, 16 and 8, with a model in eval mode before."""
    model, X, y = problem()
    right = copy.deepcopy(model)
    expected = by_hand(right, X, y, 0.1, 0.8, 0.01, 3)
    model.eval()

    losses = train_on(model, X, y, 0.1, 0.8, 0.01, 3, tmp_path / "checkpoint.pt")

    assert len(losses) == 3, f"expected  three losses\ngot       {len(losses)}"
    for loss, number in zip(losses, expected, strict=True):
        expect_number(loss, number, atol=1e-9, hint="the mean over samples; the last batch is smaller")
    expect_same(model, right, 1e-9, "momentum, 2 * lambda_ on weights, nothing on biases")
    assert model.training, "expected  a model in train mode\ngot       one in eval mode"


def test_train_on_goes_on_from_its_checkpoint(tmp_path: Path) -> None:
    """Two epochs, and two more with a new model, are four epochs bit for bit, and the second call gives two losses."""
    (right, X, y), (first, *_), (second, *_) = problem(), problem(), problem()
    expected = train_on(right, X, y, 0.1, 0.8, 0.01, 4, tmp_path / "whole.pt")

    train_on(first, X, y, 0.1, 0.8, 0.01, 2, tmp_path / "checkpoint.pt")
    with torch.no_grad():
        for param in second.parameters():
            param.zero_()
    losses = train_on(second, X, y, 0.1, 0.8, 0.01, 4, tmp_path / "checkpoint.pt")

    assert len(losses) == 2, f"expected  two losses, for the epochs 3 and 4\ngot       {len(losses)}"
    for loss, number in zip(losses, expected[2:], strict=True):
        expect_number(loss, number, atol=0, hint="the loss as if training had not stopped")
    expect_same(second, right, 0, "load the model, the optimizer with its velocities, and the epoch")
    torch.load(tmp_path / "checkpoint.pt", weights_only=True)
