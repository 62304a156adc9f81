"""What diagrams of networks are made of: neurons, layers, stacks of feature maps, and little planes with curves."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle
from numpy.typing import ArrayLike

from dojo.pictures.draw import BLUE, GRAY, INK, Box, Point, arrow, frame, text, tint
from dojo.plots.style import CLASSES

MORE = "…"  # among the names of a layer's neurons: some that are not drawn


def neuron(axes: Axes, at: Point, words: str = "", radius: float = 0.5, color: str = BLUE, **look: Any) -> Box:
    """Draw a neuron: a circle with words in it."""
    paint = {"facecolor": tint(color, 0.12), "edgecolor": color, "linewidth": 1.8, "zorder": 3} | look
    axes.add_patch(Circle(at, radius, **paint))
    text(axes, at, words)
    return Box(*at, 2 * radius, 2 * radius, is_round=True)


def layer(
    axes: Axes, at: Point, names: Sequence[str], gap: float = 1.4, radius: float = 0.5, color: str = BLUE
) -> list[Box]:
    """Draw a column of neurons, `gap` between their centers; the name `…` leaves dots instead of a neuron."""
    places = list[Box]()
    for index, name in enumerate(names):
        y = at[1] + ((len(names) - 1) / 2 - index) * gap
        if name == MORE:
            text(axes, (at[0], y), "⋮", color, size=18)
        else:
            places.append(neuron(axes, (at[0], y), name, radius, color))
    return places


def connect(
    axes: Axes, before: Sequence[Box], after: Sequence[Box], color: str = GRAY, width: float = 1, dashes: str = "-"
) -> None:
    """Draw a line from each neuron of a layer to each of the next."""
    for start in before:
        for end in after:
            (x0, y0), (x1, y1) = start.border(end.center), end.border(start.center)
            axes.plot([x0, x1], [y0, y1], dashes, color=color, linewidth=width, zorder=2)


def stack(axes: Axes, at: Point, width: float, height: float, count: int = 4, color: str = BLUE) -> Box:
    """Draw feature maps as overlapping sheets, and return the place of all."""
    step = 0.18
    for index in reversed(range(count)):
        shift = (index - (count - 1) / 2) * step
        sheet = Box(at[0] + shift, at[1] + shift, width, height)
        frame(axes, sheet, color, fill=True, facecolor=tint(color, 0.12), linewidth=1.4, zorder=3)
    return Box(*at, width + (count - 1) * step, height + (count - 1) * step)


def span(axes: Axes, start: Point, end: Point, words: str, below: bool = False) -> None:
    """Draw a measure from one point to another, with words beside it."""
    arrow(axes, start, end, words, GRAY, below=below, arrowstyle="|-|", mutation_scale=4, linewidth=1.2,
          shrinkA=0, shrinkB=0)  # fmt: skip


def plane(
    axes: Axes, at: Point, width: float, height: float, x: Point, y: Point, names: tuple[str, str] = ("", "")
) -> Axes:
    """Draw a plane for curves and points, with its own numbers, and two arrows as its axes.

    Args:
        axes: the canvas.
        at: its center.
        width: how wide it is, in units of the canvas.
        height: how high it is.
        x: the first and the last number to the right.
        y: the first and the last number upward.
        names: the labels of the two arrows.

    Returns:
        Axes of its own, to plot in.
    """
    bounds = (at[0] - width / 2, at[1] - height / 2, width, height)
    inner = axes.inset_axes(bounds, transform=axes.transData, xlim=x, ylim=y, autoscale_on=False)
    inner.axis("off")
    origin = min(max(0, x[0]), x[1]), min(max(0, y[0]), y[1])
    look: dict[str, Any] = {"linewidth": 1.2, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 10, "zorder": 1}
    arrow(inner, (x[0], origin[1]), (x[1], origin[1]), color=GRAY, clip_on=False, **look)
    arrow(inner, (origin[0], y[0]), (origin[0], y[1]), color=GRAY, clip_on=False, **look)
    for name, tip, shift, ha, va in (
        (names[0], (x[1], origin[1]), (4, 0), "left", "center"),
        (names[1], (origin[0], y[1]), (0, 4), "center", "bottom"),
    ):
        inner.annotate(name, tip, shift, textcoords="offset points", color=INK, ha=ha, va=va, annotation_clip=False)
    return inner


def points(axes: Axes, X: ArrayLike, y: ArrayLike, size: float = 9) -> None:
    """Draw samples, shape (n, 2), with the marks of their classes: 0 an open circle, 1 a filled square."""
    X, y = np.asarray(X), np.asarray(y)
    for label, look in enumerate(CLASSES):
        chosen = X[y == label]
        axes.plot(chosen[:, 0], chosen[:, 1], linestyle="", markersize=size, markeredgewidth=2, zorder=4, **look)
