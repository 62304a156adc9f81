"""Chapter 3.2: what bends are good for."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, VERMILLION, arrow, canvas, phrase, text
from dojo.pictures.networks import plane


def hat() -> Figure:
    """Draw three weighted bends, the hat that is their sum, and hats side by side that follow a curve."""
    figure, axes = canvas(16, 7.4)
    x = np.linspace(-2, 2, 161)
    bends = [weight * np.maximum(0, x - at) for weight, at in ((1, -1), (-2, 0), (1, 1))]
    left, middle = (_numbered(plane(axes, (at, 4.7), 4.2, 4.2, (-2, 2), (-3, 3))) for at in (2.7, 8))
    for bend, color, dashes in zip(bends, (BLUE, VERMILLION, GREEN), ("-", "--", ":"), strict=True):
        left.plot(x, bend, dashes, color=color)
    middle.plot(x, np.sum(bends, axis=0), color=BLUE)
    right = plane(axes, (13.3, 4.7), 4.2, 4.2, (0, 6.6), (-1.5, 1.5))
    fine, gap = np.linspace(0, 2 * np.pi, 301), np.pi / 3
    hats = [np.sin(i * gap) * np.maximum(0, 1 - np.abs(fine / gap - i)) for i in range(1, 6)]
    for each in hats:
        right.plot(fine, each, "-", color=GRAY, linewidth=1)
    right.plot(fine, np.sin(fine), "--", color=VERMILLION)
    right.plot(fine, np.sum(hats, axis=0), "-", color=BLUE)
    arrow(axes, (5, 5.9), (5.7, 5.9))
    arrow(axes, (10.3, 5.9), (11, 5.9))
    for at, words in (2.7, "three bends"), (8, "their sum: a hat"), (13.3, "hats follow a curve"):
        text(axes, (at, 2), words, size=14)
    text(axes, (2.7, 1.3), "relu(x + 1)", BLUE)
    phrase(axes, (2.7, 0.6), [("−2 relu(x)", VERMILLION), ("   and   ", GRAY), ("relu(x − 1)", GREEN)])
    phrase(axes, (13.3, 1.3), [("single hats,", GRAY), (" their sum", BLUE)])
    text(axes, (13.3, 0.6), "and the curve, dashed", VERMILLION)
    return figure


def _numbered(inner: Axes) -> Axes:
    """Write numbers at a plane's axes: where the bends are, and 1 upward."""
    for at, words in ((-1, -0.4), "−1"), ((-0.2, -0.4), "0"), ((1, -0.4), "1"), ((-0.2, 1), "1"):
        text(inner, at, words, GRAY, 10)
    return inner
