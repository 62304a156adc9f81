"""Chapter 5.5: one network trained in NumPy and in PyTorch; and, if asked for, photos that PyTorch learns to tell.

The photos of CIFAR-10 are learned only with `--cifar`: the archive has 170 MB, and ten epochs take ten minutes or
so. This is the place of that training, for tests/test_ch55_training.py, too (`nox -s ch5_5 -- --cifar`).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import torch
from ch23_minibatches import Params as ParamsOfLossFn
from ch33_mlp_forward import one_hot
from ch43_cnn import cnn_loss_and_grads, init_cnn
from ch45_capstone import confusion_matrix, gradient_descent
from ch51_tensors import channels_first, choose_device
from ch54_convolution import Cnn, flip_and_shift, load_cnn_params, make_cnn
from ch55_training import batches, evaluate, make_optimizer, train_epoch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset, default_collate

from data.cifar import CLASSES, Cifar10, Images
from dojo.ground.threads import use_one_thread_in_torch
from dojo.ground.typed import nox
from dojo.plots.charts import curves, heat_map, tiles, training_curves
from dojo.plots.run import Array, History, Labels, Run, Score, require_finite
from dojo.plots.style import Picture, label, new_figure

DIGITS, BATCH, EPOCHS = 3000, 64, 3  # of the network in NumPy and in PyTorch
CHANNELS, PHOTO_EPOCHS, LR, LAMBDA = (24, 48, 96), 10, 0.05, 2e-4  # of the one that learns photos
JUDGED = 5000  # of the training photos, whose loss is measured after each epoch
WORST = 24  # photos shown
Loader = DataLoader[tuple[Tensor, ...]]


def draw(run: Run) -> Iterator[Picture]:
    """Train the same network twice, and draw its losses; then, if asked for, learn photos."""
    use_one_thread_in_torch()
    with run.bar("one network in NumPy and in PyTorch"):
        ours, theirs = two_trainings(run.mnist.X_train[:DIGITS], run.mnist.y_train[:DIGITS], run.at_most(EPOCHS))
    yield draw_losses(ours, theirs)
    if run.cifar is None:
        how = f"{nox()} -s plots -- ch5_5 --cifar [ARCHIVE]"
        run.note(f"Photos are learned if you ask for them, which takes some ten minutes: {how}")
        return
    device, photos = choose_device(), run.cifar
    epochs = run.epochs(PHOTO_EPOCHS, f"CIFAR-10 on {device}")
    model, history = learn(photos, epochs, device)
    yield draw_curves(history)
    yield draw_filters(model)
    A = probabilities(model, photos.X_test, device)
    yield draw_confusion(A.argmax(axis=1), photos.y_test)
    if np.any(A.argmax(axis=1) != photos.y_test):
        yield draw_worst(photos.X_test, A, photos.y_test)


def two_trainings(X: Array, y: Labels, epochs: int) -> tuple[list[float], list[float]]:
    """Train chapter 4.3's network in NumPy, and chapter 5.4's on the same batches; return the loss of each batch."""
    images, targets = X.reshape(-1, 28, 28).astype(np.float64), one_hot(y, 10)
    start, rows, ours = init_cnn(np.random.default_rng(0)), list[list[int]](), list[float]()
    numbers = {image.tobytes(): row for row, image in enumerate(images)}

    def noted(X: Array, y: Array, params: ParamsOfLossFn) -> tuple[float, ParamsOfLossFn]:
        loss, grads = cnn_loss_and_grads(X, y, params)
        rows.append([numbers[np.ascontiguousarray(image).tobytes()] for image in X])
        ours.append(float(loss))
        return loss, grads

    gradient_descent(images, targets, start, 0.05, noted, BATCH, epochs, np.random.default_rng(0), 0.9)
    model = Cnn(torch.Generator().manual_seed(0)).double()
    load_cnn_params(model, start)
    optimizer, device = make_optimizer(model, 0.05, 0.9, 0.0), torch.device("cpu")
    data = TensorDataset(torch.tensor(images)[:, None], torch.tensor(y.astype(np.int64)))
    theirs = [train_epoch(model, DataLoader(data, batch_sampler=[batch]), optimizer, device) for batch in rows]
    return ours, theirs


def draw_losses(ours: list[float], theirs: list[float]) -> Picture:
    """Draw the losses of both, one upon the other, and how much they differ."""
    require_finite([*ours, *theirs], "The network diverges: a loss")
    apart = np.abs(np.subtract(ours, theirs))
    title = f"NumPy and PyTorch train alike: losses differ by {apart.max():.0e} at most"
    figure = new_figure(title, height=4.3)
    losses, differences = figure.subplots(1, 2)
    steps = range(1, len(ours) + 1)
    curves(losses, steps, {"NumPy, your backward pass": ours, "PyTorch, autograd": theirs})
    label(losses, f"From {ours[0]:.2f} to {ours[-1]:.2f} in {len(ours)} steps", "step", "loss of the batch (nats)")
    curves(differences, steps, {"difference": np.maximum(apart, 1e-17)})
    differences.set_yscale("log")
    differences.set_ylim(1e-17, 1e-7)
    differences.axhline(1e-9, color="black", linestyle=":")
    label(differences, "1e-9 is dotted; 0 is drawn at 1e-17", "step", "difference of the losses (nats)")
    return Picture("ch55_losses", title, figure)


def learn(photos: Cifar10, epochs: Iterable[int], device: torch.device) -> tuple[nn.Module, History]:
    """Train a network on photos that are mirrored and moved at random, and judge it after each epoch.

    The learning rate falls from epoch to epoch, so that the last steps are short.
    """
    generator = torch.Generator().manual_seed(0)
    model = make_cnn(CHANNELS, (3, 32, 32), 10, generator).to(device)
    optimizer = make_optimizer(model, LR, 0.9, LAMBDA)
    loader = loader_of(photos.X_train, photos.y_train, generator, lambda X: flip_and_shift(X, 2, generator))
    judges = {
        "training": loader_of(photos.X_train[:JUDGED], photos.y_train[:JUDGED], generator),
        "test": loader_of(photos.X_test, photos.y_test, generator),
    }
    history: History = {name: [] for name in judges}
    for epoch in epochs:
        for group in optimizer.param_groups:
            group["lr"] = LR * (1 - (epoch - 1) / PHOTO_EPOCHS)
        require_finite([train_epoch(model, loader, optimizer, device)], f"The loss in epoch {epoch}")
        for name, judge in judges.items():
            loss, accuracy = evaluate(model, judge, device)
            history[name].append(Score(loss, 100 * accuracy))
    return model, history


def loader_of(
    X: Images, y: Labels, generator: torch.Generator, change: Callable[[Tensor], Tensor] | None = None
) -> Loader:
    """Make a loader of photos, which are bytes until a batch is taken; shuffled if they are changed at random."""
    images, labels = channels_first(torch.tensor(X)), torch.tensor(y)
    loader = batches(images, labels, 128, generator, shuffle=change is not None)

    def collate(samples: Any) -> tuple[Tensor, Tensor]:
        X, y = default_collate(samples)
        return (change(scaled(X)) if change else scaled(X)), y

    loader.collate_fn = collate
    return loader


def scaled(X: Tensor) -> Tensor:
    """Turn bytes into numbers whose mean is about 0, and whose standard deviation is about 1."""
    return (X.float() - 120) / 64


def probabilities(model: nn.Module, X: Images, device: torch.device) -> Array:
    """Compute the probabilities of the classes of photos."""
    model.eval()
    with torch.no_grad():
        rows = [model(scaled(channels_first(torch.tensor(X[start : start + 500]))).to(device)).softmax(dim=1).cpu()
                for start in range(0, len(X), 500)]  # fmt: skip
    return np.asarray(torch.cat(rows))


def draw_curves(history: History) -> Picture:
    """Draw loss and accuracy after each epoch."""
    last = history["test"][-1].right
    title = f"CIFAR-10: {last:.1f}% of the test photos after {len(history['test'])} epochs"
    return Picture("ch55_curves", title, training_curves(title, history))


def draw_filters(model: nn.Module) -> Picture:
    """Draw the first layer's filters as small images in color: gray is 0."""
    F = next(param for param in model.parameters() if param.ndim == 4).detach().cpu().numpy()
    title = f"What the first layer looks at: {len(F)} filters of {F.shape[2]}×{F.shape[3]} in color"
    figure = new_figure(title, height=4.3)
    axes = figure.subplots()
    tiles(figure, axes, 0.5 + F.transpose(0, 2, 3, 1) / (2 * np.abs(F).max()), (0, 1), columns=8)
    label(axes, f"Weights up to {np.abs(F).max():.2f} in size; gray is 0", "column", "row")
    return Picture("ch55_filters", title, figure)


def draw_confusion(labels: Labels, y: Labels) -> Picture:
    """Draw what is taken for what."""
    counts = confusion_matrix(labels, y, 10)
    mistakes = counts - np.diag(np.diag(counts))
    true, called = np.unravel_index(mistakes.argmax(), mistakes.shape)
    title = f"{100 * np.mean(labels == y):.1f}% of {len(y):,} photos are told right"
    figure = new_figure(title, height=6.6)
    axes: Any = figure.subplots()
    heat_map(figure, axes, mistakes, "mistakes", (0, max(1, mistakes.max())))
    for row, column in np.argwhere(counts):
        color = "white" if mistakes[row, column] <= mistakes.max() / 2 else "black"
        axes.text(column, row, str(counts[row, column]), ha="center", va="center", color=color, fontsize=9)
    most = f"{CLASSES[true]} as {CLASSES[called]}, {mistakes.max()} times"
    label(axes, f"Mistakes in color; most often: {most}", "called", "true class")
    axes.set_xticks(range(10), CLASSES, rotation=45, ha="right")
    axes.set_yticks(range(10), CLASSES)
    return Picture("ch55_confusion", title, figure)


def draw_worst(X: Images, A: Array, y: Labels) -> Picture:
    """Draw photos that are told wrong, the surest mistake first."""
    labels = A.argmax(axis=1)
    wrong = np.flatnonzero(labels != y)
    shown = wrong[np.argsort(-A[wrong, labels[wrong]], kind="stable")][:WORST]
    captions = [f"{CLASSES[y[i]]}\nas {CLASSES[labels[i]]}" for i in shown]
    title = f"{len(wrong):,} of {len(y):,} are told wrong; {len(shown)} of them, the surest first"
    figure = new_figure(title, height=8.4)
    axes = figure.subplots()
    tiles(figure, axes, X[shown], (0, 255), columns=6, captions=captions)
    label(axes, "Below each photo: what it is, and what it was told as", "column", "row")
    return Picture("ch55_worst", title, figure)
