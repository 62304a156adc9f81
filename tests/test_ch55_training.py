"""What chapter 5.5 means by right."""

import copy
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
import torch
from ch11_arrays import Array
from ch23_minibatches import Params
from ch33_mlp_forward import one_hot
from ch41_deep_mlp import deep_mlp_loss_and_grads, init_deep_mlp
from ch44_regularization import regularized
from ch45_capstone import gradient_descent
from ch55_training import (
    batches,
    evaluate,
    load_checkpoint,
    make_optimizer,
    save_checkpoint,
    train_capstone,
    train_epoch,
)
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

from data import Mnist
from data.cifar import Cifar10
from dojo.verdict.expect import expect_close, expect_number, expect_unchanged

CPU = torch.device("cpu")
Loader = DataLoader[tuple[Tensor, ...]]


class Watched(nn.Module):
    """A linear model that notes in which mode it is called."""

    def __init__(self, inputs: int = 3, classes: int = 4) -> None:
        super().__init__()
        self.layer = nn.Linear(inputs, classes, dtype=torch.float64)
        generator = seed(5)
        with torch.no_grad():
            for param in self.parameters():
                param.normal_(generator=generator)
        self.modes: list[bool] = []

    def forward(self, X: Tensor) -> Tensor:
        """Compute the scores."""
        self.modes.append(self.training)
        scores: Tensor = self.layer(X)
        return scores


def seed(number: int = 0) -> torch.Generator:
    """Make a generator."""
    return torch.Generator().manual_seed(number)


def ten() -> tuple[Tensor, Tensor]:
    """Draw ten samples of four classes."""
    labels = torch.tensor([0, 1, 2, 3, 0, 1, 2, 3, 3, 3])
    return torch.randn(10, 3, generator=seed(), dtype=torch.float64), labels


def in_order(X: Tensor, y: Tensor, batch_size: int = 4) -> Loader:
    """Make a loader that keeps the order of the samples."""
    return DataLoader(TensorDataset(X, y), batch_size)


def plain_sgd(model: nn.Module, lr: float = 0.1) -> torch.optim.Optimizer:
    """Make an optimizer without momentum."""
    return torch.optim.SGD(model.parameters(), lr=lr)


def by_hand(model: nn.Module, loader: Loader, lr: float) -> float:
    """Train for one epoch with gradients that leave no trace, and return the mean loss over samples."""
    total, samples = 0.0, 0
    for X, y in loader:
        loss = functional.cross_entropy(model(X), y)
        grads = torch.autograd.grad(loss, list(model.parameters()))
        with torch.no_grad():
            for param, grad in zip(model.parameters(), grads, strict=True):
                param -= lr * grad
        total, samples = total + float(loss) * len(y), samples + len(y)
    return total / samples


def expect_same_parameters(model: nn.Module, other: nn.Module, atol: float, hint: str) -> None:
    """Fail unless two models have the same numbers."""
    for (name, param), right in zip(model.named_parameters(), other.parameters(), strict=True):
        expect_close(param, right.detach().numpy(), atol=atol, hint=f"this is {name}; {hint}")


def order(loader: Loader) -> list[int]:
    """Return the labels in the order of one epoch."""
    return [int(label) for _, y in loader for label in y]


def leaves(value: Any) -> Iterator[Any]:
    """Yield what is in a nest of dicts, lists and tuples."""
    if isinstance(value, dict | list | tuple):
        nest: Any = value
        for part in nest.values() if isinstance(value, dict) else nest:
            yield from leaves(part)
    else:
        yield value


def trained(epochs: int) -> tuple[nn.Module, torch.optim.Optimizer]:
    """Make a model and an optimizer with momentum, and train from one epoch's order to the next."""
    model = Watched()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=0.01)
    go_on(model, optimizer, range(epochs))
    return model, optimizer


def go_on(model: nn.Module, optimizer: torch.optim.Optimizer, epochs: range) -> None:
    """Train for some epochs, each in an order of its own."""
    X, y = ten()
    for epoch in epochs:
        for rows in torch.randperm(10, generator=seed(epoch)).split(4):
            optimizer.zero_grad()
            functional.cross_entropy(model(X[rows]), y[rows]).backward()
            optimizer.step()


def test_batches_has_each_row_once() -> None:
    """Ten rows come in batches of 4, 4 and 2, each row once, and with its own label."""
    X, y = torch.arange(20.0).reshape(10, 2), torch.arange(10)

    for shuffle in True, False:
        pairs = list(batches(X, y, 4, seed(), shuffle))
        sizes = [len(rows) for rows, _ in pairs]
        hint = ": is drop_last set?" * (sum(sizes) < 10)
        assert sizes == [4, 4, 2], f"expected  batches of 4, 4 and 2 rows\ngot       {sizes}{hint}"
        for rows, labels in pairs:
            expect_close(
                rows, torch.stack([2 * labels, 2 * labels + 1], dim=1).numpy(), atol=0, hint="X and y in pairs"
            )
        seen = sorted(int(label) for _, labels in pairs for label in labels)
        assert seen == list(range(10)), f"expected  each of the rows 0 to 9 once\ngot       {seen}, sorted"


def test_batches_is_a_loader() -> None:
    """It is a DataLoader, which starts from the beginning each time that it is gone through, in this process alone."""
    loader: Any = batches(*ten(), 4, seed())

    assert isinstance(loader, DataLoader), f"expected  a DataLoader\ngot       {type(loader).__name__}"
    lengths = [len(list(loader)) for _ in range(2)]
    assert lengths == [3, 3], f"expected  3 batches in each of two epochs\ngot       {lengths}"
    assert loader.num_workers == 0, f"expected  no workers\ngot       {loader.num_workers}"


def test_batches_shuffles_in_each_epoch() -> None:
    """In five epochs over 100 rows they come in five different orders, none of which is their own."""
    loader = batches(torch.zeros(100, 1), torch.arange(100), 50, seed())

    orders = {tuple(order(loader)) for _ in range(5)}

    assert tuple(range(100)) not in orders, "expected  rows in a random order\ngot       0, 1, 2, ..., as they are in X"
    assert len(orders) == 5, f"expected  5 orders in 5 epochs\ngot       {len(orders)}: pass shuffle=True"


def test_batches_keeps_the_order_without_shuffle() -> None:
    """With shuffle=False they come as they are in X, in each epoch: 0, 1, 2, …"""
    loader = batches(torch.zeros(9, 1), torch.arange(9), 4, seed(), shuffle=False)

    for _ in range(2):
        found = order(loader)
        assert found == list(range(9)), f"expected  0, 1, 2, ... with shuffle=False\ngot       {found}"


def test_batches_takes_the_order_from_the_generator() -> None:
    """Two generators of the same seed give the same orders, and one of another seed gives others."""
    X, y = torch.zeros(30, 1), torch.arange(30)
    orders: list[list[int]] = []
    for number, luck in (1, 10), (1, 20), (2, 10):
        torch.manual_seed(luck)
        loader = batches(X, y, 7, seed(number))
        orders.append(order(loader) + order(loader))

    first, again, other = orders
    hint = "pass generator=generator to the DataLoader"
    assert again == first, f"expected  the same orders from one seed\ngot       {first[:5]}, then {again[:5]}\n{hint}"
    assert other != first, f"expected  another order from another seed\ngot       {first[:5]} for both\n{hint}"


def test_train_epoch_takes_one_step_down_for_each_batch() -> None:
    """Three batches are three steps of the optimizer, each down the gradient of its own batch's cross-entropy."""
    model, (X, y) = Watched(), ten()
    right = copy.deepcopy(model)
    by_hand(right, in_order(X, y), 0.1)

    train_epoch(model, in_order(X, y), plain_sgd(model), CPU)

    expect_same_parameters(model, right, 1e-10, "for each batch: loss of the scores, zero_grad, backward, step")


def test_train_epoch_gives_the_mean_over_samples() -> None:
    """Ten samples in batches of 4, 4 and 2 give the mean over the ten: the last batch counts half as much as others."""
    model, (X, y) = Watched(), ten()
    right = float(functional.cross_entropy(model.layer(X), y))

    loss = train_epoch(model, in_order(X, y), plain_sgd(model, lr=0.0), CPU)

    expect_number(
        loss, right, atol=1e-10, hint="add up loss * len(y) over batches, and divide by the number of samples"
    )


def test_train_epoch_measures_each_batch_before_its_step() -> None:
    """Each batch's loss is the one whose gradient is followed: at this learning rate it differs from those after it."""
    model, (X, y) = Watched(), ten()
    right = by_hand(copy.deepcopy(model), in_order(X, y), 0.5)

    loss = train_epoch(model, in_order(X, y), plain_sgd(model, 0.5), CPU)

    expect_number(loss, right, atol=1e-6, hint="the loss of each batch as it was before its step")


def test_train_epoch_gives_a_number() -> None:
    """The loss is a number without a record: a tensor that backward could go through would keep all of it in memory."""
    model, (X, y) = Watched(), ten()

    loss: Any = train_epoch(model, in_order(X, y), plain_sgd(model), CPU)

    kept = isinstance(loss, Tensor) and loss.requires_grad
    assert not kept, f"expected  a number\ngot       {loss}, with the record of all batches: use loss.item()"


def test_train_epoch_is_in_train_mode() -> None:
    """A model in eval mode, as evaluate may have left it, is put into train mode first."""
    model, (X, y) = Watched(), ten()
    model.eval()

    train_epoch(model, in_order(X, y), plain_sgd(model), CPU)

    assert all(model.modes), f"expected  train mode for each batch\ngot       {model.modes}: call model.train() first"


def test_train_epoch_goes_on_with_momentum() -> None:
    """The optimizer that is passed in takes the steps: with momentum it gathers speed, also from epoch to epoch."""
    model, (X, y) = Watched(), ten()
    right = copy.deepcopy(model)
    theirs, ours = (torch.optim.SGD(each.parameters(), lr=0.1, momentum=0.9) for each in (model, right))
    for _ in range(2):
        for rows, labels in in_order(X, y):
            ours.zero_grad()
            functional.cross_entropy(right.layer(rows), labels).backward()
            ours.step()

    for _ in range(2):
        train_epoch(model, in_order(X, y), theirs, CPU)

    expect_same_parameters(model, right, 1e-10, "call optimizer.step(), which keeps one velocity for each parameter")


def test_evaluate_by_hand() -> None:
    """Scores of 0 and ln 3 are probabilities of 1/4 and 3/4: of labels 1, 1, 0 two are right.

    The losses are -ln 3/4, -ln 3/4 and -ln 1/4.
    """
    model = nn.Linear(1, 2, dtype=torch.float64)
    with torch.no_grad():
        model.weight.copy_(torch.tensor([[0.0], [math.log(3)]], dtype=torch.float64))
        model.bias.zero_()

    loss, accuracy = evaluate(model, in_order(torch.ones(3, 1, dtype=torch.float64), torch.tensor([1, 1, 0])), CPU)

    expect_number(loss, -(2 * math.log(0.75) + math.log(0.25)) / 3, atol=1e-6, hint="the first of the two is the loss")
    expect_number(accuracy, 2 / 3, atol=1e-6, hint="the second of the two is the share of right labels, from 0 to 1")


def test_evaluate_takes_means_over_samples() -> None:
    """Batches of 4, 4 and 2 give the means over all ten samples, not over the three batches."""
    model, (X, y) = Watched(), ten()
    scores = model.layer(X)
    y[8:] = scores[8:].argmax(dim=1)  # the last, smaller batch is all right

    loss, accuracy = evaluate(model, in_order(X, y), CPU)

    hint = "add up over samples, and divide by their number"
    expect_number(loss, float(functional.cross_entropy(scores, y)), atol=1e-6, hint=f"this is the loss; {hint}")
    share = float((scores.argmax(dim=1) == y).sum()) / 10
    expect_number(accuracy, share, atol=1e-6, hint=f"this is the accuracy; {hint}")


def test_evaluate_is_in_eval_mode() -> None:
    """Dropout is off: a model that drops units at random gives the same twice."""
    model, (X, y) = Watched(), ten()
    model.train()

    evaluate(model, in_order(X, y), CPU)

    assert not any(model.modes), "expected  eval mode for each batch\ngot       train mode: call model.eval() first"


def test_evaluate_gives_back_the_mode() -> None:
    """A model in train mode is in train mode afterwards, and one in eval mode in eval mode."""
    model, (X, y) = Watched(), ten()

    for mode in True, False:
        model.train(mode)
        evaluate(model, in_order(X, y), CPU)
        names = {True: "train mode", False: "eval mode"}
        assert model.training is mode, (
            f"expected  a model in {names[mode]}, as it was before\ngot       one in {names[model.training]}\n"
            "keep model.training before eval(), and give it to model.train afterwards"
        )


def test_evaluate_trains_nothing() -> None:
    """Parameters and their .grad are as they were."""
    model, (X, y) = Watched(), ten()
    before = copy.deepcopy(model)

    evaluate(model, in_order(X, y), CPU)

    expect_same_parameters(model, before, 0, "evaluate only measures")
    assert all(param.grad is None for param in model.parameters()), (
        "expected  no .grad\ngot       one: is backward called?"
    )


def test_make_optimizer_takes_plain_steps() -> None:
    """Without momentum and penalty a slope of 1 takes lr = 0.1 off each parameter."""
    model = Watched()
    right = copy.deepcopy(model)
    optimizer = make_optimizer(model, 0.1, 0.0, 0.0)

    for param, expected in zip(model.parameters(), right.parameters(), strict=True):
        param.grad = torch.ones_like(param)
        expected.data -= 0.1
    optimizer.step()

    expect_same_parameters(model, right, 1e-10, "weights and biases are all trained, with lr")


def test_make_optimizer_gathers_momentum() -> None:
    """Under slopes of 1, lr = 0.1 and mu = 0.5 make steps of 0.1, 0.15 and 0.175, for biases too."""
    model = Watched()
    right = copy.deepcopy(model)
    optimizer = make_optimizer(model, 0.1, 0.5, 0.0)

    for _ in range(3):
        for param in model.parameters():
            param.grad = torch.ones_like(param)
        optimizer.step()

    for expected in right.parameters():
        expected.data -= 0.425
    expect_same_parameters(model, right, 1e-10, "momentum is mu, without nesterov and dampening")


def test_make_optimizer_shrinks_weights_by_two_lambda() -> None:
    """Where slopes are 0, lr = 0.1 and λ = 0.5 take 0.1 * 2 * 0.5 = a tenth off each weight, and nothing off biases."""
    model = nn.Sequential(nn.Conv2d(1, 2, 3, dtype=torch.float64), nn.Linear(3, 2, dtype=torch.float64))
    right = copy.deepcopy(model)
    optimizer = make_optimizer(model, 0.1, 0.0, 0.5)

    for param, expected in zip(model.parameters(), right.parameters(), strict=True):
        param.grad = torch.zeros_like(param)
        expected.data *= 0.9 if param.ndim > 1 else 1.0
    optimizer.step()

    hint = "the gradient of λ ΣW² is 2λW: weight_decay is 2 * lambda_ for weights and filters, and 0 for biases"
    expect_same_parameters(model, right, 1e-10, hint)


def test_make_optimizer_takes_the_steps_of_chapter_4_5() -> None:
    """Three epochs of your gradient_descent with your regularized, on the same batches, give the same to 1e-9."""
    rng = np.random.default_rng(0)
    X, labels = rng.standard_normal((50, 6)), rng.integers(0, 3, 50)
    start, rows = init_deep_mlp([6, 8, 3], rng), list[list[int]]()
    loss_fn = regularized(deep_mlp_loss_and_grads, 0.01)

    def noted(X_batch: Array, y: Array, params: Params) -> tuple[float, Params]:
        rows.append([int(np.flatnonzero((X == row).all(axis=1))[0]) for row in X_batch])
        return loss_fn(X_batch, y, params)

    right, _ = gradient_descent(X, one_hot(labels, 3), start, 0.2, noted, 16, 3, np.random.default_rng(1), 0.9)
    model = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 3)).double()
    with torch.no_grad():
        for param, array in zip(model.parameters(), start.values(), strict=True):
            param.copy_(torch.tensor(array.T))
    optimizer = make_optimizer(model, 0.2, 0.9, 0.01)
    for epoch in range(3):
        dataset = TensorDataset(torch.tensor(X), torch.tensor(labels))
        train_epoch(model, DataLoader(dataset, batch_sampler=rows[4 * epoch : 4 * epoch + 4]), optimizer, CPU)

    for param, (name, array) in zip(model.parameters(), right.items(), strict=True):
        expect_close(param, array.T, atol=1e-9, hint=f"this is {name}, transposed, after three epochs")


def test_save_checkpoint_keeps_all_that_training_needs(tmp_path: Path) -> None:
    """In the file are the model's numbers, the velocities of momentum, and the number of epochs."""
    model, optimizer = trained(2)

    save_checkpoint(tmp_path / "checkpoint.pt", model, optimizer, 4321)

    found = list(leaves(torch.load(tmp_path / "checkpoint.pt", weights_only=False)))
    whole = sorted({part for part in found if type(part) is int})
    assert 4321 in whole, f"expected  the epoch, 4321\ngot       a file whose whole numbers are {whole}"
    states: dict[str, dict[str, Any]] = {"the model's": model.state_dict(), "the optimizer's": optimizer.state_dict()}
    for whose, state in states.items():
        for tensor in (part for part in leaves(state) if isinstance(part, Tensor)):
            held = any(isinstance(part, Tensor) and torch.equal(part, tensor) for part in found)
            assert held, (
                f"expected  all of {whose} tensors\ngot       a file without one of them: keep its state_dict()"
            )


def test_save_checkpoint_holds_no_objects(tmp_path: Path) -> None:
    """The file can be read with weights_only=True: there are tensors, numbers, text, lists and dicts in it alone."""
    model, optimizer = trained(1)

    save_checkpoint(tmp_path / "checkpoint.pt", model, optimizer, 1)

    try:
        torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    except Exception as error:
        said = str(error).partition("\n")[0][:150]
        raise AssertionError(
            f"expected  a file that torch.load reads with weights_only=True\ngot       {type(error).__name__}: {said}\n"
            "save model.state_dict() and optimizer.state_dict(), not the objects"
        ) from None


def test_load_checkpoint_goes_on_bit_for_bit(tmp_path: Path) -> None:
    """Two epochs, save, load into a new model and optimizer, and two more are four epochs, in every bit."""
    right, _ = trained(4)
    save_checkpoint(tmp_path / "checkpoint.pt", *trained(2), 2)
    model, optimizer = trained(0)

    load_checkpoint(tmp_path / "checkpoint.pt", model, optimizer, CPU)
    go_on(model, optimizer, range(2, 4))

    hint = "load both state_dicts: with the optimizer's come the velocities of momentum"
    expect_same_parameters(model, right, 0, hint)


def test_load_checkpoint_gives_the_epoch(tmp_path: Path) -> None:
    """It returns the number of epochs that was saved, so that training knows where to go on."""
    save_checkpoint(tmp_path / "checkpoint.pt", *trained(1), 7)

    epoch: Any = load_checkpoint(tmp_path / "checkpoint.pt", *trained(0), CPU)

    expect_number(epoch, 7, atol=0, hint="return the epoch of the checkpoint, as it was saved")


def test_load_checkpoint_reads_what_another_device_wrote(tmp_path: Path) -> None:
    """A checkpoint of a graphics card is read where there is none: map_location says where its tensors go."""
    model, optimizer = trained(1)
    with patch("torch.serialization.location_tag", lambda storage: "cuda:0"):  # what it writes for such a card
        save_checkpoint(tmp_path / "checkpoint.pt", model, optimizer, 1)
    other, its_optimizer = trained(0)

    try:
        load_checkpoint(tmp_path / "checkpoint.pt", other, its_optimizer, CPU)
    except RuntimeError as error:
        if "CUDA" not in str(error):
            raise
        raise AssertionError(
            "expected  tensors of device cuda:0 to be read to the device that was asked for, cpu\n"
            "got       an error, as this computer has no such device\npass map_location=device to torch.load"
        ) from None

    expect_same_parameters(other, model, 0, "map_location says where the tensors are read to")


def test_train_capstone_gives_scores_for_images() -> None:
    """Trained on forty images, it gives ten finite scores for each of seven, and its arguments are as they were."""
    X, y = torch.rand(40, 1, 28, 28, generator=seed()), torch.arange(40) % 10
    before = X.clone()

    model = train_capstone(X, y, seed(), CPU)

    with torch.no_grad():
        scores = model.eval()(X[:7])
    expect_close(torch.isfinite(scores).float(), np.ones((7, 10)), atol=0, hint="a finite score for each of ten digits")
    expect_unchanged(X.numpy(), before.numpy(), "X")
    expect_unchanged(y.numpy(), np.arange(40) % 10, "y")


@pytest.mark.mnist
@pytest.mark.timeout(1800)
def test_train_capstone_learns_to_read_digits(mnist: Mnist) -> None:
    """The trained model reads at least 98% of the 10,000 test digits, which the training never saw.

    The reference, two convolutions of 16 and 32 filters and a dense layer, reads 98.8% after two epochs, which take 25
    seconds. Chapter 3.4's network stays below 98%.
    """
    X, y, X_test, y_test = (torch.tensor(array) for array in mnist)

    model = train_capstone(X.reshape(-1, 1, 28, 28), y, seed(), CPU)

    model.eval()
    with torch.no_grad():
        labels = torch.cat([model(rows.reshape(-1, 1, 28, 28)).argmax(dim=1) for rows in X_test.split(500)])
    share = float((labels == y_test).double().mean())
    counts = torch.bincount(labels, minlength=10).tolist()
    assert share >= 0.98, (
        f"expected  at least 98% of the test digits right\ngot       {share:.2%}; digits read: {counts}"
    )


@pytest.mark.cifar
@pytest.mark.timeout(36_000)
def test_train_epoch_learns_to_tell_photos(cifar: Cifar10) -> None:
    """In ten epochs, a network of chapter 5.4 learns to tell at least 70% of CIFAR-10's test photos.

    It has three convolutions, and is trained with your train_epoch on photos that flip_and_shift changes. This
    runs only if it is asked for, as it takes some ten minutes: nox -s ch5_5 -- --cifar [ARCHIVE].
    """
    from dojo.plots.ch55_training import learn

    _, history = learn(cifar, range(1, 11), CPU)

    right = history["test"][-1].right
    assert right >= 70, f"expected  at least 70% of the test photos right\ngot       {right:.2f}%"
