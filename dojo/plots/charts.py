"""The drawings that chapters share: curves, decision regions, heat maps and images side by side."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from dojo.plots.run import Array, History, Labels, require_finite
from dojo.plots.style import CLASSES, COLORS, label, looks, new_figure

INK = "gray_r"  # for digits: dark on paper
GAP = 0.08  # between images side by side, as a share of one
BORDER: tuple[tuple[str, Literal["-", "--"]], ...] = ("black", "-"), ("white", "--")  # seen on light and on dark
ROOM = 0.3  # for a caption below an image


class Gate(NamedTuple):
    """What a model has learned of a logical gate."""

    probability: Callable[[Array], Array]  # takes inputs, shape (n, 2), to the probability of 1, shape (n,)
    truth: Sequence[int]  # the gate's output for GATE_INPUTS
    loss: float

    @property
    def right(self) -> int:
        """How many of the four inputs are on the right side of one half."""
        return int(np.sum((self.probability(GATE_INPUTS) >= 0.5) == np.array(self.truth)))


GATE_INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
GATES = {"AND": (0, 0, 0, 1), "OR": (0, 1, 1, 1), "XOR": (0, 1, 1, 0)}


def curves(axes: Axes, x: Sequence[float] | Array, lines: Mapping[str, Sequence[float] | Array]) -> None:
    """Draw a curve for each name, with eight markers or so on it."""
    for (name, values), look in zip(lines.items(), looks(), strict=False):
        axes.plot(x, values, label=name, markevery=max(1, len(x) // 8), **look)
    axes.legend().set_in_layout(False)  # inside the axes, which it must not make narrower


def training_curves(title: str, history: History) -> Figure:
    """Draw loss and accuracy after each epoch, on training and on test digits."""
    figure = new_figure(title, height=4.3)
    draw_history(figure.subplots(1, 2), history)
    return figure


def draw_history(pair: Iterable[Axes], history: History, name: str = "") -> None:
    """Draw one model's loss on the first of two axes, and its accuracy on the second."""
    loss_axes, right_axes = pair
    epochs = range(1, len(history["test"]) + 1)
    curves(loss_axes, epochs, {on: [score.loss for score in scores] for on, scores in history.items()})
    curves(right_axes, epochs, {on: [score.right for score in scores] for on, scores in history.items()})
    last = history["test"][-1]
    label(loss_axes, f"{name}Test loss {last.loss:.3f}", "epoch", "loss (nats)")
    label(right_axes, f"{name}Test accuracy {last.right:.2f}%", "epoch", "accuracy (%)")
    loss_axes.set_ylim(bottom=0)
    for axes in loss_axes, right_axes:
        axes.xaxis.set_major_locator(MaxNLocator(nbins=10 if len(epochs) <= 10 else 5, integer=True))


def regions(title: str, gates: dict[str, Gate]) -> Figure:
    """Draw, for each gate, the probability of 1 all over the plane, and the border where it is one half."""
    figure = new_figure(title, height=3.9)
    panels = figure.subplots(1, len(gates), sharey=True)
    images: list[AxesImage] = []
    for axes, (name, gate) in zip(panels, gates.items(), strict=True):
        images.append(_region(axes, gate))
        label(axes, f"{name}: {gate.right} of 4 right,\nloss {gate.loss:.3f} nats", "first input", "second input")
    figure.colorbar(images[0], ax=panels, label="probability of 1", shrink=0.9)
    handles, names = panels[0].get_legend_handles_labels()
    border: Any = tuple(Line2D([], [], color=color, linestyle=dashes) for color, dashes in BORDER)  # one upon another
    figure.legend([border, *handles], ["probability one half", *names], loc="outside lower center", ncols=3)
    return figure


def _region(axes: Axes, gate: Gate) -> AxesImage:
    side = np.linspace(-0.5, 1.5, 201)
    plane = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    P = gate.probability(plane).reshape(201, 201)
    image = axes.imshow(P, COLORS, origin="lower", extent=(-0.5, 1.5, -0.5, 1.5), vmin=0, vmax=1)
    require_finite(P, "A probability")
    if P.min() < 0.5 < P.max():
        for color, dashes in BORDER:
            axes.contour(side, side, P, levels=[0.5], colors=color, linestyles=dashes)
    for truth, look in enumerate(CLASSES):
        x, y = GATE_INPUTS[np.equal(gate.truth, truth)].T
        axes.plot(x, y, linestyle="", markersize=11, markeredgewidth=2.5, label=f"should be {truth}", **look)
    axes.grid(False)
    axes.set_xticks([0, 1])
    axes.set_yticks([0, 1])
    return image


def tiles(
    figure: Figure,
    axes: Axes,
    images: Array,
    limits: tuple[float, float],
    unit: str = "",
    columns: int = 0,
    names: Sequence[str] = (),
    captions: Sequence[str] = (),
    colors: str = COLORS,
) -> None:
    """Draw images side by side, each a unit wide.

    Args:
        figure: where the axes are.
        axes: where to.
        images: at least one, shape (n, h, w).
        limits: the numbers at the two ends of the color map.
        unit: what the numbers are, for a bar that explains the colors; none without.
        columns: how many in a row; all unless given.
        names: what to call the columns; they are counted from 1 unless given.
        captions: what to write below each image, if anything.
        colors: a color map.
    """
    require_finite(images, f"A number to draw ({unit})" if unit else "A pixel")
    columns, pitch = columns or len(images), 1 + ROOM * bool(captions)
    drawn: list[AxesImage] = []
    for index, image in enumerate(images):
        row, column = divmod(index, columns)
        box = (column + GAP / 2, column + 1 - GAP / 2, row * pitch + 1 - GAP / 2, row * pitch + GAP / 2)
        drawn += [axes.imshow(image, colors, extent=box, vmin=limits[0], vmax=limits[1], interpolation="nearest")]
    for index, caption in enumerate(captions):
        row, column = divmod(index, columns)
        axes.text(column + 0.5, row * pitch + 1, caption, ha="center", va="top", fontsize=10)
    axes.set_xlim(0, columns)
    axes.set_ylim(-(-len(images) // columns) * pitch, 0)
    axes.set_xticks(np.arange(columns) + 0.5, names or [str(column) for column in range(1, columns + 1)])
    axes.set_yticks([])
    bare(axes)
    if unit:
        figure.colorbar(drawn[0], ax=axes, label=unit)


def heat_map(figure: Figure, axes: Axes, values: Array | Labels, what: str, limits: tuple[float, float]) -> None:
    """Draw a matrix in colors, with a bar that shows which numbers they represent."""
    require_finite(values, f"A number to draw ({what})")
    image = axes.imshow(values, COLORS, vmin=limits[0], vmax=limits[1], interpolation="nearest")
    whole = np.issubdtype(values.dtype, np.integer)
    figure.colorbar(image, ax=axes, label=what, ticks=MaxNLocator(integer=True) if whole else None)
    bare(axes)


def around_zero(values: Array) -> tuple[float, float]:
    """Return limits for colors with 0 in their middle."""
    largest = max(float(np.abs(values).max()), 1e-12)
    return -largest, largest


def bare(axes: Axes) -> None:
    """Take frame, grid and tick marks off axes that show an image."""
    axes.grid(False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
