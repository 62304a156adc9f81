"""Chapter 5.5 in one function

model, X, y → batches → cross-entropy → steps with momentum and weight decay → a checkpoint after each epoch
"""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional


def train_on(
    model: nn.Module, X: Tensor, y: Tensor, lr: float, mu: float, lambda_: float, epochs: int, path: Path
) -> list[float]:
    """Train a model in batches of 16, in the order of the samples, and go on from a checkpoint if there is one.

        v ← mu * v + gradient + 2 * lambda_ * weight        weight ← weight - lr * v

    Biases (parameters of one axis) have momentum, but no penalty.

    Args:
        model: it gives scores, shape (n, c); its numbers are changed. While it trains, dropout and the like are on.
        X: samples, shape (n, …).
        y: their labels, shape (n,).
        lr: learning rate.
        mu: momentum.
        lambda_: the price of a squared weight.
        epochs: how many epochs are done in the end, those of the checkpoint among them.
        path: where the checkpoint is, or will be: it is written after each epoch, so that a training that ends early
            can go on, with a new model, bit for bit as if it had not. torch.load must read it with weights_only=True.

    Returns:
        For each epoch of this call the mean cross-entropy over all samples, each batch's as it was before its step.
    """
    weights = [param for param in model.parameters() if param.ndim > 1]
    biases = [param for param in model.parameters() if param.ndim <= 1]
    groups: list[dict[str, Any]] = [{"params": weights, "weight_decay": 2 * lambda_}, {"params": biases}]
    optimizer = torch.optim.SGD(groups, lr=lr, momentum=mu)
    done, losses = 0, list[float]()
    if path.exists():
        checkpoint = torch.load(path, weights_only=True)
        model.load_state_dict(checkpoint["model"])
        optimizer.load_state_dict(checkpoint["optimizer"])
        done = checkpoint["epoch"]
    model.train()
    for epoch in range(done, epochs):
        total = 0.0
        for rows, labels in zip(X.split(16), y.split(16), strict=True):
            loss = functional.cross_entropy(model(rows), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
        losses.append(total / len(y))
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}
        torch.save(state, path)
    return losses
