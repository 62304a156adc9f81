"""Chapter 5.5: the training loop, and how well photos are learned."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

from typing import Any

from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, arrow, box, canvas, text
from dojo.plots.style import DPI, WIDTH

# % of CIFAR-10's test photos after each epoch, measured once: the training of `nox -s plots -- ch5_5 --cifar`
PHOTOS = 22.8, 46.1, 52.5, 58.1, 61.2, 64.2, 65.3, 69.1, 71.0, 72.2


def loop() -> Figure:
    """Draw one round of training: loader, model, loss, gradients, and back to the parameters of the model."""
    figure, axes = canvas(17, 7.6)
    loader = box(axes, (1.9, 5.2), 2.6, 1.2, "loader", INK, 14)
    model = box(axes, (8.1, 5.2), 2.6, 1.2, "model", BLUE, 14)
    loss = box(axes, (14.6, 5.2), 2.6, 1.2, "loss", VERMILLION, 14)
    gradients = box(axes, (14.6, 1.6), 2.6, 1.2, "gradients", VERMILLION, 14)
    parameters = box(axes, (8.1, 1.6), 2.8, 1.2, "parameters", GREEN, 14)
    arrow(axes, loader, model, "images")
    arrow(axes, model, loss, "scores")
    arrow(axes, (1.9, 5.8), (14.6, 5.8), "labels", GRAY, bend=-0.12)
    back: dict[str, Any] = {"linestyle": (0, (3, 1.5))}
    arrow(axes, loss, gradients, "", VERMILLION, **back)
    text(axes, (14.3, 3.4), "loss.backward()", VERMILLION, 12, family="monospace", ha="right")
    arrow(axes, gradients, parameters, "", VERMILLION, **back)
    text(axes, (11.4, 1.8), "optimizer\n.step()", VERMILLION, 12, family="monospace", va="bottom")
    arrow(axes, parameters, model, "", GREEN)
    text(axes, (7.8, 3.4), "the model computes\nwith them", GREEN, ha="right")
    text(axes, (14.6, 0.5), "optimizer.zero_grad()", GRAY, 11, family="monospace")
    return figure


def photos() -> Figure:
    """Plot the share of test photos that are read right, epoch by epoch."""
    figure = Figure(figsize=(WIDTH, 3.4), dpi=DPI, layout="constrained")
    axes = figure.subplots()
    axes.plot(range(1, 11), PHOTOS, "o-")
    axes.axhline(10, color=GRAY, linestyle=":")
    axes.text(10, 12, "guessing", color=GRAY, ha="right", fontsize=12)
    axes.set(xlabel="epoch", ylabel="test photos read right (%)", ylim=(0, 80), xticks=range(1, 11))
    return figure
