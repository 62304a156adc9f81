"""What diagrams are made of: text, boxes, arrows, arrays, neurons and images on a canvas without axes.

Everything is placed by its center, and whatever has a size returns the `Box` that it fills. Positions and sizes are
in units of the canvas, with y upward; on a canvas 16 wide a unit is half an inch, which suits a cell with one number.
"""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.offsetbox import AnnotationBbox, HPacker, TextArea
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle
from numpy.typing import ArrayLike

from dojo.pictures.place import Box, Point
from dojo.plots.style import BLUE, DPI, GRAY, GREEN, INK, LIGHT, VERMILLION, WIDTH

__all__ = ["BLUE", "GRAY", "GREEN", "INK", "LIGHT", "VERMILLION", "Box", "Point", "array", "arrow", "both_ways", "box",
           "canvas", "frame", "image", "phrase", "text", "tint"]  # fmt: skip


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """Begin a picture: white, 8 inches wide whatever its width in units, and without axes."""
    figure = Figure(figsize=(WIDTH, WIDTH * height / width), dpi=DPI, facecolor="white")
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height), aspect="equal", autoscale_on=False)
    axes.axis("off")
    return figure, axes


def tint(color: str, share: float = 0.2) -> str:
    """Return a color made lighter: this share of it, and the rest white."""
    red, green, blue = (share * part + 1 - share for part in to_rgb(color))
    return to_hex((red, green, blue))


def _ink_on(color: str) -> str:
    """Return the color of words that can be read on a color."""
    return INK if np.dot(to_rgb(color), (0.3, 0.59, 0.11)) > 0.45 else "#ffffff"


def text(axes: Axes, at: Point, words: str, color: str = INK, size: float = 12, **look: Any) -> None:
    """Write words, or formulas between dollars; `look` is what matplotlib's `text` takes."""
    paint: dict[str, Any] = {"color": color, "fontsize": size, "ha": "center", "va": "center", "zorder": 5}
    axes.text(*at, words, **paint | look)


def phrase(axes: Axes, at: Point, pieces: Iterable[tuple[str, str]], size: float = 12) -> None:
    """Write words of several colors in one line; each piece is words and a color."""
    parts: list[Artist] = [(TextArea(words, textprops={"color": color, "fontsize": size})) for words, color in pieces]
    line = HPacker(children=parts, align="baseline", pad=0, sep=0)
    axes.add_artist(AnnotationBbox(line, at, frameon=False, pad=0, zorder=5))


def box(
    axes: Axes,
    at: Point,
    width: float,
    height: float,
    words: str = "",
    color: str = BLUE,
    size: float = 12,
    **look: Any,
) -> Box:
    """Draw a box with round corners and words in it."""
    place = Box(*at, width, height)
    corner, style = (place.left[0], place.bottom[1]), "round,pad=0,rounding_size=0.15"
    paint: dict[str, Any] = {"facecolor": tint(color, 0.12), "edgecolor": color, "linewidth": 1.6, "zorder": 3} | look
    axes.add_patch(FancyBboxPatch(corner, width, height, boxstyle=style, **paint))
    text(axes, at, words, size=size)
    return place


def frame(axes: Axes, place: Box, color: str = VERMILLION, **look: Any) -> None:
    """Draw a thick frame around a place, such as a block of cells."""
    paint: dict[str, Any] = {
        "fill": False,
        "edgecolor": color,
        "linewidth": 3,
        "zorder": 4,
        "joinstyle": "round",
    } | look
    axes.add_patch(Rectangle((place.left[0], place.bottom[1]), place.width, place.height, **paint))


def arrow(
    axes: Axes,
    start: Point | Box,
    end: Point | Box,
    words: str = "",
    color: str = INK,
    bend: float = 0,
    below: bool = False,
    **look: Any,
) -> None:
    """Draw an arrow.

    Args:
        axes: the canvas.
        start: a point, or a place whose border it leaves.
        end: a point, or a place that it leads to.
        words: a label halfway, above the arrow or to its right; outside a bent one.
        color: of the arrow and its label.
        bend: 0 is straight; above 0 it runs to the right of the straight way, below 0 to its left.
        below: put the label on the other side.
        look: what matplotlib's FancyArrowPatch takes.
    """
    a, b = (place[:2] for place in (start, end))
    tail = start.border(b) if isinstance(start, Box) else start
    head = end.border(a) if isinstance(end, Box) else end
    paint: dict[str, Any] = {"arrowstyle": "-|>", "mutation_scale": 15, "linewidth": 1.8, "shrinkA": 3, "shrinkB": 3}
    paint |= {"zorder": 4, "connectionstyle": f"arc3,rad={bend}"}
    axes.add_patch(FancyArrowPatch(tail, head, color=color, **paint | look))
    dx, dy = head[0] - tail[0], head[1] - tail[1]
    middle = (tail[0] + head[0] + bend * dy) / 2, (tail[1] + head[1] - bend * dx) / 2
    outward = (bend * dy, -bend * dx) if bend else _upward((-dy, dx))
    _beside(axes, middle, outward, words, color, below)


def _upward(way: Point) -> Point:
    """Return a way, turned around unless it leads upward, or level and to the right."""
    x, y = way
    return (-x, -y) if y < -1e-9 or (y < 1e-9 and x < 0) else (x, y)


def _beside(axes: Axes, at: Point, aside: Point, words: str, color: str, below: bool) -> None:
    """Write words beside a point of a line, on the side that is named or, if `below`, on the other."""
    size = (math.hypot(*aside) or 1) * (-1 if below else 1)
    x, y = aside[0] / size, aside[1] / size
    horizontal = "left" if x > 0.5 else "right" if x < -0.5 else "center"
    vertical = "bottom" if y > 0.5 else "top" if y < -0.5 else "center"
    axes.annotate(words, at, (5 * x, 5 * y), textcoords="offset points", color=color, fontsize=12, ha=horizontal,
                  va=vertical, zorder=5)  # fmt: skip


def both_ways(axes: Axes, start: Point | Box, end: Point | Box, value: str = "", slope: str = "") -> None:
    """Draw an edge of a computation graph: a value forward above it, and a gradient back below it."""
    arrow(axes, start, end, value)
    a, b = start[:2], end[:2]
    tail = end.border(a) if isinstance(end, Box) else end
    head = start.border(b) if isinstance(start, Box) else start
    gap = 0.22 / (math.dist(a, b) or 1)
    x, y = _upward((a[1] - b[1], b[0] - a[0]))
    tail, head = (tail[0] - gap * x, tail[1] - gap * y), (head[0] - gap * x, head[1] - gap * y)
    arrow(axes, tail, head, slope, VERMILLION, below=True, linestyle=(0, (3, 1.5)))


def array(
    axes: Axes,
    at: Point,
    values: ArrayLike,
    name: str = "",
    shape: str | None = None,
    cell: float = 1,
    numbers: str = "{:g}",
    shade: Iterable[tuple[Any, str]] = (),
    color: str = INK,
    size: float = 12,
) -> Box:
    """Draw an array as a grid of cells.

    Args:
        axes: the canvas.
        at: its center.
        values: one or two axes, of numbers or of words.
        name: the label above it.
        shape: the label below it: the shape as NumPy prints it unless given; nothing if empty.
        cell: the side of a cell.
        numbers: how a number is written; not at all if empty.
        shade: pairs of an index and a color, as in `[(np.s_[0, :], tint(BLUE))]` for the first row.
        color: of the lines.
        size: of the numbers.
    """
    given = np.asarray(values)
    cells = np.atleast_2d(given)
    colors: Any = np.full(cells.shape, "#ffffff", dtype=object)
    for index, paint in shade:
        colors[index] = paint
    place = Box(*at, cells.shape[1] * cell, cells.shape[0] * cell, *cells.shape)
    for (row, column), value in np.ndenumerate(cells):
        spot = place.cell(row, column)
        corner = spot.left[0], spot.bottom[1]
        axes.add_patch(Rectangle(corner, cell, cell, facecolor=colors[row, column], edgecolor=GRAY, linewidth=0.8))
        words = value if isinstance(value, str) else numbers.format(value).replace("-", "\N{MINUS SIGN}")
        text(axes, spot.center, words, _ink_on(colors[row, column]), size)
    frame(axes, place, color, linewidth=1.6)
    above, below = (place.x, place.top[1] + 0.15), (place.x, place.bottom[1] - 0.15)
    text(axes, above, name, size=14, va="bottom")
    text(axes, below, str(given.shape) if shape is None else shape, GRAY, va="top")
    return place


def image(axes: Axes, at: Point, pixels: ArrayLike, width: float, colors: str = "gray_r", **look: Any) -> Box:
    """Draw a little image, one cell a pixel; `look` is what matplotlib's `imshow` takes, such as vmin."""
    cells = np.asarray(pixels)
    place = Box(*at, width, width * cells.shape[0] / cells.shape[1], *cells.shape)
    extent = (place.left[0], place.right[0], place.bottom[1], place.top[1])
    axes.imshow(cells, colors, extent=extent, interpolation="nearest", **look)
    frame(axes, place, INK, linewidth=1)
    return place
