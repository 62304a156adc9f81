"""Chapter 2.1: what a mean squared error adds up, and what broadcasting makes of two shapes."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, array, arrow, box, canvas, text, tint
from dojo.pictures.networks import plane


def squared_errors() -> Figure:
    """Draw the errors of the line 3x on four points of 2x + 1 as bars, and their squares as areas."""
    x = np.arange(4)
    truth, guess = 2 * x + 1, 3 * x
    figure, axes = canvas(16, 9.2)
    inner = plane(axes, (3.9, 4.5), 5.1, 8, (-0.375, 6), (-0.3, 9.7), ("$x$", "$y$"))
    inner.plot([0, 3.15], [0, 9.45], "-", color=BLUE, linewidth=2.4, zorder=3)
    for place, a, b in zip(x, truth, guess, strict=True):
        size = float(abs(b - a))
        corner = float(place), float(min(a, b))
        look: dict[str, Any] = {"facecolor": tint(VERMILLION, 0.25), "edgecolor": VERMILLION}
        inner.add_patch(Rectangle(corner, size, size, linewidth=1.2, zorder=2, **look))
        inner.plot([place, place], [a, b], "-", color=VERMILLION, linewidth=3.4, zorder=4)
    inner.plot(x, truth, "D", color=INK, markersize=8, zorder=5)
    _number_axes(inner)
    text(axes, (4.4, 8.4), r"model  $\hat y = 3x$", BLUE, 14, ha="left")
    text(axes, (5.8, 4.7), r"targets  $y = 2x + 1$", INK, 14, ha="left")
    arrow(axes, (5.7, 4.8), (4.15, 6.2), color=INK, shrinkB=6)
    for row, (name, values) in enumerate(
        (("errors  $e_i$", guess - truth), ("squares  $e_i^2$", (guess - truth) ** 2)),
    ):
        color = tint(VERMILLION, 0.25)
        array(axes, (13, 7.6 - 1.5 * row), values, shape="", shade=[(np.s_[:, :], color)] if row else ())
        text(axes, (10.7, 7.6 - 1.5 * row), name, size=14, ha="right")
    box(axes, (12.1, 3), 6.2, 1.2, r"$L = \frac{1 + 0 + 1 + 4}{4} = 1.5$", GREEN, size=18)
    text(axes, (12.1, 1.9), "the mean of the shaded areas", GRAY)
    return figure


def _number_axes(inner: Axes) -> None:
    for number in range(1, 10):
        inner.plot([-0.06, 0.06], [number, number], "-", color=GRAY, linewidth=1.2)
        inner.annotate(
            str(number), (0, number), (-11, 0), textcoords="offset points", ha="right", va="center", color=GRAY
        )
    for number in range(1, 4):
        inner.annotate(f"{number}", (number, 0), (0, -5), textcoords="offset points", ha="center", va="top", color=GRAY)


def column_and_vector() -> Figure:
    """Draw (3, 1) minus (3,): broadcasting makes nine differences, of which only three on the diagonal are wanted."""
    column, vector = np.array([[1], [2], [3]]), np.array([1, 2, 3])
    figure, axes = canvas(16, 6)
    meant = [((index, index), tint(GREEN, 0.4)) for index in range(3)]
    array(axes, (1.8, 3.1), column, "predictions", color=BLUE)
    text(axes, (3.7, 3.1), "\N{MINUS SIGN}", size=20)
    array(axes, (6.2, 3.1), vector, "targets", "(3,)", color=BLUE)
    text(axes, (8.8, 3.1), "=", size=20)
    array(axes, (11.2, 3.1), column - vector, "nine differences", shade=meant, color=VERMILLION)
    text(axes, (13.1, 4.1), "you wanted\nthese three", GREEN, ha="left")
    text(axes, (13.1, 2.2), "you did not\nwant these six", VERMILLION, ha="left")
    return figure
