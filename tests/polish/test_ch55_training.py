"""What the author of a library would also mind in chapter 5.5."""

import copy
import pickle
from pathlib import Path
from typing import Any

import torch
from ch55_training import batches, evaluate, load_checkpoint, save_checkpoint, train_capstone, train_epoch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

from dojo.verdict.expect import expect_close, expect_error, expect_float, expect_number

CPU = torch.device("cpu")
Loader = DataLoader[tuple[Tensor, ...]]


def seed() -> torch.Generator:
    """Make a generator."""
    return torch.Generator().manual_seed(0)


def small() -> tuple[nn.Module, torch.optim.Optimizer, Loader]:
    """Make a model, its optimizer, and a loader of five samples."""
    model = nn.Linear(2, 3)
    loader = DataLoader(TensorDataset(torch.ones(5, 2), torch.tensor([0, 1, 2, 0, 1])), 2)
    return model, torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9), loader


class Recording(nn.Module):
    """A model that notes whether gradients are recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(2, 3)
        self.recorded: list[bool] = []

    def forward(self, X: Tensor) -> Tensor:
        """Compute the scores."""
        scores: Tensor = self.layer(X)
        self.recorded.append(scores.requires_grad)
        return scores


class Mine:
    """An object that a checkpoint must not bring along."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Say what reading it does: it would raise an error of its own."""
        return divmod, (1, 0)


def test_batches_refuses_what_does_not_fit() -> None:
    """Samples and labels of unequal numbers, and batches of no samples, raise a ValueError.

    if len(X) != len(y):
        raise ValueError(f"X has {len(X)} samples, but y has {len(y)} labels")
    """
    X = torch.zeros(4, 2)

    expect_error(lambda: batches(X, torch.zeros(3), 2, seed()))
    expect_error(lambda: batches(X, torch.zeros(4), 0, seed()))


def test_train_epoch_forgets_the_gradients_of_before() -> None:
    """What an earlier backward left in .grad makes no difference.

    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    """
    model, optimizer, loader = small()
    right = copy.deepcopy(model)
    for param in model.parameters():
        param.grad = torch.full_like(param, 7.0)

    train_epoch(model, loader, optimizer, CPU)

    train_epoch(right, loader, torch.optim.SGD(right.parameters(), lr=0.1, momentum=0.9), CPU)
    for param, expected in zip(model.parameters(), right.parameters(), strict=True):
        expect_close(
            param, expected, atol=1e-6, hint="backward adds to .grad: call zero_grad before it, not after step"
        )


def test_train_epoch_gives_a_float() -> None:
    """The loss is a Python float, which can be written to a file of JSON.

    total += loss.item() * len(y)
    """
    model, optimizer, loader = small()

    expect_float(train_epoch(model, loader, optimizer, CPU))


def test_evaluate_records_nothing() -> None:
    """The scores are computed without a record for gradients, which would take time and memory.

    with torch.no_grad():
        for X, y in loader:
            …
    """
    model, (*_, loader) = Recording(), small()

    evaluate(model, loader, CPU)

    assert not any(model.recorded), "expected  scores without a record for gradients\ngot       scores with one"


def test_evaluate_gives_floats() -> None:
    """Loss and accuracy are Python floats.

    right += int((scores.argmax(dim=1) == y).sum())
    """
    model, _, loader = small()

    for part in evaluate(model, loader, CPU):
        expect_float(part)


def test_load_checkpoint_refuses_objects(tmp_path: Path) -> None:
    """A file with an object in it, which could run code when it is read, is refused before that.

    checkpoint = torch.load(path, map_location=device, weights_only=True)
    """
    model, optimizer, _ = small()
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": 1, "mine": Mine()}
    torch.save(state, tmp_path / "checkpoint.pt")

    try:
        load_checkpoint(tmp_path / "checkpoint.pt", model, optimizer, CPU)
    except pickle.UnpicklingError:
        return
    except NotImplementedError:
        raise
    except Exception as error:
        got = f"{type(error).__name__}, as the object's code ran"
    else:
        got = "no error"
    raise AssertionError(f"expected  an UnpicklingError\ngot       {got}: pass weights_only=True")


def test_load_checkpoint_takes_a_path_as_text(tmp_path: Path) -> None:
    """A path may be text, or a pathlib.Path.

    torch.save(checkpoint, path)  # takes both
    """
    model, optimizer, _ = small()

    save_checkpoint(str(tmp_path / "checkpoint.pt"), model, optimizer, 3)

    expect_number(load_checkpoint(str(tmp_path / "checkpoint.pt"), model, optimizer, CPU), 3, atol=0)


def test_train_capstone_takes_randomness_from_the_generator() -> None:
    """The same seed gives the same scores, whatever PyTorch's global seed is.

    model = make_cnn([16, 32], (1, 28, 28), 10, generator)
    loader = batches(X, y, 64, generator)
    """
    X, y = torch.rand(30, 1, 28, 28, generator=seed()), torch.arange(30) % 10
    scores: list[Tensor] = []

    for luck in 1, 2:
        torch.manual_seed(luck)
        model = train_capstone(X.clone(), y.clone(), seed(), CPU)
        scores.append(model.eval()(X[:2]).detach())

    hint = "of layers that draw from PyTorch's global generator, seed that one: torch.manual_seed"
    expect_close(scores[1], scores[0].numpy(), atol=1e-6, hint=hint)
