"""Chapter 1.3: a hat made of bends."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

import numpy as np
from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GREEN, INK, VERMILLION, canvas, text
from dojo.pictures.networks import plane

KINKS, WEIGHTS = (-1, 0, 1), (1, -2, 1)


def hat() -> Figure:
    """Draw three bends, and the hat that their weighted sum is."""
    x = np.linspace(-2, 2, 401)
    bends = [weight * np.maximum(0, x - kink) for kink, weight in zip(KINKS, WEIGHTS, strict=True)]
    curves = [*bends, np.sum(bends, axis=0)]
    words = r"$\max(0,\ x + 1)$", r"$-2\ \max(0,\ x)$", r"$\max(0,\ x - 1)$", r"$\mathrm{hat}(x)$"
    figure, axes = canvas(16, 6.4)
    for index, (curve, word, color) in enumerate(zip(curves, words, (BLUE, VERMILLION, BLUE, GREEN), strict=True)):
        center = 2.1 + 3.95 * index
        inner = plane(axes, (center, 2.9), 3, 4.6, (-2, 2), (-2.2, 2.2))
        shown = np.abs(curve) <= 2.2
        inner.plot(x[shown], curve[shown], color=color, linewidth=3, zorder=3)
        for kink, number in (-1, "\N{MINUS SIGN}1"), (1, "1"):
            text(inner, (kink, -0.15), number, size=11, va="top")
        text(axes, (center, 5.9), word, color, 15)
        text(axes, (center + 1.95, 5.9), "++="[index : index + 1], INK, 18)
    text(axes, (2.1 + 3.95 * 3 + 0.25, 4.15), "1", size=11)  # how high the hat is
    return figure
