"""Chapter 3.3: folding by a hidden layer, and a network with its shapes."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, LIGHT, VERMILLION, Point, arrow, canvas, text, tint
from dojo.pictures.networks import MORE, connect, layer, points

SIDE = 3.8  # of the sheet of paper
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0, 1, 1, 0])


def folding() -> Figure:
    """Draw a sheet with XOR's inputs, the sheet folded along a diagonal and cut once, and the unfolded sheet."""
    figure, axes = canvas(16, 6.6)
    sheet, folded, again = (0.8, 1.9), (6.1, 1.9), (11.4, 1.9)
    _paper(axes, sheet, [(0, 0), (1, 0), (1, 1), (0, 1)])
    _line(axes, sheet, (0, 1), (1, 0), GRAY, ":")
    arrow(axes, _place(sheet, (0.94, 0.94)), _place(sheet, (0.06, 0.06)), color=GRAY, bend=-0.35)
    _paper(axes, folded, [(0, 0), (1, 0), (0, 1)], tint(GRAY, 0.45))
    _line(axes, folded, (-0.15, 0.65), (0.65, -0.15), GREEN, "--")
    _paper(axes, again, [(0, 0), (1, 0), (1, 1), (0, 1)])
    _paper(axes, again, [(0, 0.5), (0.5, 0), (1, 0), (1, 0.5), (0.5, 1), (0, 1)], tint(GRAY, 0.45))
    _line(axes, again, (-0.15, 0.65), (0.65, -0.15), GREEN, "--")
    _line(axes, again, (0.35, 1.15), (1.15, 0.35), GREEN, "--")
    for corner, inputs, labels in (sheet, CORNERS, XOR), (folded, CORNERS[:3], XOR[:3]), (again, CORNERS, XOR):
        points(axes, [_place(corner, (float(x), float(y))) for x, y in inputs], labels, 13)
    for corner, words in (sheet, "fold along the diagonal"), (folded, "cut once"), (again, "unfold: two borders"):
        text(axes, (corner[0] + SIDE / 2, 0.6), words, size=14)
    text(axes, (folded[0] + 1.75, 5.3), "the two\ncircles meet", GRAY, ha="left")
    return figure


def _place(corner: Point, at: Point) -> Point:
    """Return where a point of the unit square is, by the sheet's lower left corner."""
    return corner[0] + SIDE * at[0], corner[1] + SIDE * at[1]


def _paper(axes: Axes, corner: Point, outline: Sequence[Point], color: str = LIGHT) -> None:
    """Draw a sheet of paper by the corners of its outline."""
    axes.add_patch(Polygon([_place(corner, at) for at in outline], facecolor=color, edgecolor=GRAY, linewidth=1.2))


def _line(axes: Axes, corner: Point, start: Point, end: Point, color: str, dashes: str) -> None:
    """Draw a straight line on a sheet."""
    (x0, y0), (x1, y1) = _place(corner, start), _place(corner, end)
    axes.plot([x0, x1], [y0, y1], dashes, color=color, linewidth=2.5, zorder=3)


def shapes() -> Figure:
    """Draw the network 784→256→10 with the shapes of its arrays."""
    figure, axes = canvas(16, 9.6)
    inputs = layer(axes, (2, 5.4), ["$x_1$", "$x_2$", "$x_3$", MORE, "$x_{784}$"], 1.4, 0.55, INK)
    hidden = layer(axes, (8, 5.4), ["1", "2", "3", MORE, "256"], 1.4, 0.55, BLUE)
    outputs = layer(axes, (14, 5.4), ["0", "1", MORE, "9"], 1.4, 0.55, GREEN)
    connect(axes, inputs, hidden)
    connect(axes, hidden, outputs)
    for x, name, shape, what, color in (
        (2, "$X$", "(n, 784)", "pixels", INK),
        (8, "$A_1$", "(n, 256)", "hidden units, ReLU", BLUE),
        (14, "$A_2$", "(n, 10)", "digits, softmax", GREEN),
    ):
        text(axes, (x, 9.2), what, color)
        text(axes, (x, 1.4), name, color, 16)
        text(axes, (x, 0.6), shape, GRAY)
    for x, index, weights, biases in (5, 1, "(784, 256)", "(256,)"), (11, 2, "(256, 10)", "(10,)"):
        text(axes, (x, 1.4), f"$W_{index}, \\; b_{index}$", VERMILLION, 16)
        text(axes, (x, 0.6), f"{weights}, {biases}", GRAY)
    return figure
