"""Chapter 3.2: what bends are good for."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

import numpy as np
from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, VERMILLION, arrow, canvas, text
from dojo.pictures.networks import plane


def hat() -> Figure:
    """Draw three weighted bends, the hat that is their sum, and hats side by side that follow a curve."""
    figure, axes = canvas(16, 6.2)
    x = np.linspace(-2, 2, 161)
    bends = [weight * np.maximum(0, x - at) for weight, at in ((1, -1), (-2, 0), (1, 1))]
    left = plane(axes, (2.7, 3.4), 4.2, 4.2, (-2, 2), (-3, 3))
    for bend, color, dashes in zip(bends, (BLUE, VERMILLION, GREEN), ("-", "--", ":"), strict=True):
        left.plot(x, bend, dashes, color=color)
    middle = plane(axes, (8, 3.4), 4.2, 4.2, (-2, 2), (-3, 3))
    middle.plot(x, np.sum(bends, axis=0), color=BLUE)
    right = plane(axes, (13.3, 3.4), 4.2, 4.2, (0, 6.6), (-1.5, 1.5))
    fine, gap = np.linspace(0, 2 * np.pi, 301), np.pi / 3
    hats = [np.sin(i * gap) * np.maximum(0, 1 - np.abs(fine / gap - i)) for i in range(1, 6)]
    for each in hats:
        right.plot(fine, each, "-", color=GRAY, linewidth=1)
    right.plot(fine, np.sin(fine), "--", color=VERMILLION)
    right.plot(fine, np.sum(hats, axis=0), "-", color=BLUE)
    arrow(axes, (5, 4.6), (5.7, 4.6))
    arrow(axes, (10.3, 4.6), (11, 4.6))
    for at, words in (2.7, "three bends"), (8, "their sum: a hat"), (13.3, "hats follow a curve"):
        text(axes, (at, 0.6), words, size=14)
    return figure
