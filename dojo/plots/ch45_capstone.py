"""Chapter 4.5: what the capstone reads wrong, and what its first layer looks at."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import numpy as np
from ch32_activations import relu
from ch41_deep_mlp import forward_mlp
from ch42_convolution import conv_forward
from ch45_capstone import accuracy, confusion_matrix, predict_capstone, train_capstone
from numpy.typing import NDArray

from dojo.plots.ch41_deep_mlp import in_order
from dojo.plots.ch43_cnn import forward
from dojo.plots.charts import INK, around_zero, heat_map, tiles
from dojo.plots.run import Array, Labels, Params, Run
from dojo.plots.style import Picture, label, new_figure

BATCH = 500  # images read at a time
WORST = 24  # digits shown


def draw(run: Run) -> Iterator[Picture]:
    """Train the capstone, and draw its confusions, its worst mistakes and its first layer."""
    mnist = run.mnist
    with run.bar("the capstone"):
        params = train_capstone(mnist.X_train, mnist.y_train, np.random.default_rng(0))
    labels = in_batches(lambda X: predict_capstone(X, params), mnist.X_test)
    yield draw_confusion(labels, mnist.y_test)
    if np.all(labels == mnist.y_test):
        run.note("Every test digit is read correctly: there is no mistake to draw.")
    else:
        yield draw_worst(mnist.X_test, labels, mnist.y_test, probabilities(mnist.X_test, labels, params))
    first = first_layer(params)
    if first is None:
        shapes = ", ".join(f"{name} {np.shape(param)}" for name, param in params.items())
        run.note(f"The first layer is left out: none of {shapes} is filters (k, h, w) or has 784 rows.")
    else:
        yield draw_first_layer(*first)


def in_batches(read: Callable[[Array], NDArray[Any]], X: Array) -> NDArray[Any]:
    """Read images a batch at a time: all at once could need gigabytes."""
    return np.concatenate([read(X[start : start + BATCH]) for start in range(0, len(X), BATCH)])


def draw_confusion(labels: Labels, y: Labels) -> Picture:
    """Draw the confusion matrix. Only mistakes are colored, since right answers are far more frequent."""
    counts = confusion_matrix(labels, y, 10)
    mistakes = counts - np.diag(np.diag(counts))
    true, read = np.unravel_index(mistakes.argmax(), mistakes.shape)
    title = f"The capstone reads {100 * accuracy(labels, y):.2f}% of {len(y):,} test digits"
    figure = new_figure(title, height=6.6)
    axes: Any = figure.subplots()
    heat_map(figure, axes, mistakes, "mistakes", (0, max(1, mistakes.max())))
    for row, column in np.argwhere(counts):
        dark = mistakes[row, column] <= mistakes.max() / 2
        weight = "bold" if row == column else "normal"
        axes.text(
            column,
            row,
            str(counts[row, column]),
            ha="center",
            va="center",
            color="white" if dark else "black",
            weight=weight,
        )
    most = f"The most frequent: a {true} read as a {read}, {mistakes.max()} times"
    label(axes, f"Mistakes in color. {most}" if mistakes.any() else "No mistakes", "digit read", "true digit")
    axes.set_xticks(range(10))
    axes.set_yticks(range(10))
    return Picture("ch45_confusion", title, figure)


def draw_worst(X: Array, labels: Labels, y: Labels, A: Array | None) -> Picture:
    """Draw digits that are that the model misreads, the most confident mistake first if probabilities are known."""
    wrong = np.flatnonzero(labels != y)
    if A is not None:
        wrong = wrong[np.argsort(-A[wrong, labels[wrong]], kind="stable")]
    count, shown = len(wrong), wrong[:WORST]
    captions = [f"{y[i]} as {labels[i]}" + ("" if A is None else f": {surely(float(A[i, labels[i]]))}") for i in shown]
    order = "in the order of the test set (probabilities unknown)" if A is None else "the surest first"
    title = f"{count} of {len(y):,} test digits read wrongly; {len(shown)} of them, {order}"
    figure = new_figure(title, height=7)
    axes = figure.subplots()
    tiles(figure, axes, X[shown].reshape(-1, 28, 28), (0, 1), columns=6, captions=captions, colors=INK)
    what = "what it is, and what it was read as" + ("" if A is None else ", with what probability")
    label(axes, f"Below each digit: {what}", "column", "row")
    return Picture("ch45_worst", title, figure)


def surely(probability: float) -> str:
    """Write a probability in whole percents, without turning nearly sure into sure."""
    return ">99%" if probability > 0.99 else f"{probability:.0%}"


def probabilities(X: Array, labels: Labels, params: Params) -> Array | None:
    """Compute the capstone's probabilities, if it is one of three known networks.

    They are: the reference's (strided convolution, hidden layers, softmax), chapter 4.3's, and a ReLU network of any
    depth. Only the one whose most probable digits are the labels, each of them, is taken for the capstone's.
    """
    networks: list[Callable[[Array], Array]] = [
        lambda X: strided_cnn(X, params),
        lambda X: forward(X.reshape(-1, 28, 28), params)[-1],
        lambda X: forward_mlp(X, *in_order(params))[-1],
    ]
    for network in networks:
        with suppress(KeyError, ValueError, TypeError, IndexError):  # parameters of another network
            A = in_batches(network, X)
            if np.array_equal(A.argmax(axis=1), labels):
                return A
    return None


def strided_cnn(X: Array, params: Params) -> Array:
    """Compute probabilities as the reference's capstone does: convolve in steps of two pixels, then hidden layers."""
    dense = {name: param for name, param in params.items() if name not in ("F", "c")}
    A = relu(conv_forward(X.reshape(-1, 28, 28), params["F"], params["c"], stride=2))
    return forward_mlp(A.reshape(len(A), -1), *in_order(dense))[-1]


def first_layer(params: Params) -> tuple[Array, str] | None:
    """Return the filters, or else the weights of the first layer as images, and what they are."""
    for name, param in params.items():
        if name.startswith("F") and np.ndim(param) == 3:
            return param, f"{len(param)} filters of {param.shape[1]}×{param.shape[2]} weights"
    for param in params.values():
        if np.ndim(param) == 2 and len(param) == 784:
            units = min(WORST, param.shape[1])
            return param.T[:units].reshape(-1, 28, 28), f"weights of {units} of {param.shape[1]} hidden units"
    return None


def draw_first_layer(images: Array, what: str) -> Picture:
    """Draw what the first layer looks at."""
    title = f"What the capstone looks at: {what}"
    columns = min(8, len(images))
    figure = new_figure(title, height=1.6 + 0.95 * -(-len(images) // columns))
    axes = figure.subplots()
    tiles(figure, axes, images, around_zero(images), "weight", columns=columns)
    label(axes, f"Weights from {images.min():.2f} to {images.max():.2f}", "column", "row")
    return Picture("ch45_first_layer", title, figure)
