"""Chapter 4.5: a ball with momentum in a narrow valley."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

import numpy as np
from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, arrow, canvas, text
from dojo.pictures.networks import neuron

CENTER, HALF = np.array([8.8, 3.4]), np.array([8.3, 3.0])  # of the valley, an ellipse
BALL = np.array([2.7, 4.9])
KEPT = np.array([3.2, 0.3])  # what is left of the velocity
PUSH = -9 * (BALL - CENTER) / HALF**2  # against the gradient


def momentum() -> Figure:
    """Draw one step of a ball in a valley: what is left of its velocity, and a push downhill, add up."""
    figure, axes = canvas(17.4, 6.8)
    turn = np.linspace(0, 2 * np.pi, 200)
    for share in 0.25, 0.5, 0.75, 1.0:
        ring = CENTER + share * HALF * np.stack([np.cos(turn), np.sin(turn)], axis=1)
        axes.plot(ring[:, 0], ring[:, 1], "-", color=GRAY, linewidth=1, alpha=0.5, zorder=1)
    tip = BALL + KEPT + PUSH
    for corner in BALL + KEPT, BALL + PUSH:
        axes.plot(*zip(corner, tip, strict=True), ":", color=GRAY, linewidth=1.8, zorder=2)
    (x, y) = ball = float(BALL[0]), float(BALL[1])
    for way, color in (KEPT, BLUE), (PUSH, VERMILLION), (KEPT + PUSH, GREEN):
        arrow(axes, ball, (x + float(way[0]), y + float(way[1])), "", color, linewidth=2.8, shrinkA=12, shrinkB=0)
    neuron(axes, ball, "", 0.3, INK, zorder=6)
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 2}
    text(axes, (x + 1.9, y + 0.7), r"kept: $\mu v$", BLUE, 14, bbox=paper)
    text(axes, (x - 0.7, y - 1.2), r"push: $-\eta g$", VERMILLION, 14, bbox=paper)
    text(axes, (float(tip[0]) + 0.9, float(tip[1]) - 0.1), "new $v$", GREEN, 14, bbox=paper)
    axes.plot(*CENTER, "o", color=GRAY, markersize=7, zorder=3)
    text(axes, (float(CENTER[0]) + 0.3, float(CENTER[1])), "the bottom", GRAY, ha="left")
    return figure
