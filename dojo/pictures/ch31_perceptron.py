"""Chapter 3.1: a neuron, and what its weights mean as a picture."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dojo.pictures import networks
from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, Point, arrow, box, canvas, text
from dojo.pictures.networks import layer, plane, points

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
AND = np.array([0, 0, 0, 1])


def neuron() -> Figure:
    """Draw a neuron: three inputs with their weights and a bias, the score, the activation function, the output."""
    figure, axes = canvas(16, 7)
    inputs = layer(axes, (1.5, 4), ["$x_1$", "$x_2$", "$x_3$"], gap=2, radius=0.65, color=INK)
    score = networks.neuron(axes, (7, 4), "$z$", 0.85)
    bias = networks.neuron(axes, (7, 6.35), "$b$", 0.5, VERMILLION)
    for index, start in enumerate(inputs):
        arrow(axes, start, score, f"$w_{index + 1}$", VERMILLION, below=index == 2)
    arrow(axes, bias, score, color=VERMILLION)
    function = box(axes, (10.9, 4), 2.4, 2.4)
    _sigmoid(axes, function.center)
    output = networks.neuron(axes, (14.6, 4), "$a$", 0.65, GREEN)
    arrow(axes, score, function)
    arrow(axes, function, output)
    text(axes, (1.5, 0.7), "inputs")
    text(axes, (7, 0.7), r"score $z = x_1 w_1 + x_2 w_2 + x_3 w_3 + b$", BLUE)
    text(axes, (10.9, 2.3), "activation function", BLUE)
    text(axes, (14.6, 2.3), "output", GREEN)
    return figure


def _sigmoid(axes: Axes, at: Point) -> None:
    """Draw the step, and the sigmoid as a step with round corners."""
    z = np.linspace(-6, 6, 121)
    inner = plane(axes, at, 1.9, 1.7, (-6, 6), (-0.1, 1.2))
    inner.plot([-6, 0, 0, 6], [0, 0, 1, 1], "--", color=INK, linewidth=1.4, zorder=3)
    inner.plot(z, 1 / (1 + np.exp(-z)), color=BLUE)


def arrow_of_weights() -> Figure:
    """Draw AND's boundary with the weights as an arrow, and the same with weights and bias four times as large."""
    figure, axes = canvas(16, 9.2)
    for x, size, words in (4, 1, r"$w = (1, 1), \quad b = -1.5$"), (12, 4, r"$w = (4, 4), \quad b = -6$"):
        ticks = np.linspace(-0.4, 1.9, 116)
        scores = size * (ticks[None, :] + ticks[:, None] - 1.5)
        inner = plane(axes, (x, 5.3), 6.2, 6.2, (-0.4, 1.9), (-0.4, 1.9), ("$x_1$", "$x_2$"))
        levels = np.linspace(0, 1, 12)
        inner.contourf(ticks, ticks, 1 / (1 + np.exp(-scores)), levels=levels, cmap="Greys", vmax=1.5, zorder=0)
        inner.plot([-0.4, 1.9], [1.9, -0.4], "k--")
        points(inner, CORNERS, AND, 11)
        arrow(inner, (1.15, 0.35), (1.15 + size / 6, 0.35 + size / 6), color=GREEN, shrinkA=0, linewidth=3)
        inner.annotate("$w$", (1.24 + size / 12, 0.28 + size / 12), fontsize=16, zorder=6)
        text(axes, (x, 1.4), words, size=14)
    text(axes, (8, 0.5), "the darker, the more probable is class 1; both arrows are drawn at 1/6 of their length", GRAY)
    return figure
