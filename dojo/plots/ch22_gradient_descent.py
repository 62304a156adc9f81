"""Chapter 2.2: how fast gradient descent finds a line, at three learning rates."""

from collections.abc import Iterator

import numpy as np
from ch22_gradient_descent import gradient_descent, linear_loss_and_grad

from dojo.plots.charts import curves
from dojo.plots.run import Array, Run, require_finite
from dojo.plots.style import BLUE, VERMILLION, Picture, label, new_figure

RATES = (0.02, 0.1, 0.5)
EPOCHS = 60


def draw(run: Run) -> Iterator[Picture]:
    """Fit a line to points, and draw the losses, and the line."""
    rng = np.random.default_rng(0)
    x = rng.uniform(-1, 1, size=run.samples or 80)
    y = 1 + 2 * x + rng.normal(0, 0.4, size=len(x))
    X = np.stack([np.ones_like(x), x], axis=1)
    losses: dict[float, list[float]] = {lr: [] for lr in RATES}
    W: Array = np.zeros((2, 1))
    for lr in RATES:
        W = np.zeros_like(W)
        for epoch in run.epochs(EPOCHS, f"a line, learning rate {lr}"):
            W, (loss,) = gradient_descent(X, y[:, None], W, lr, linear_loss_and_grad, epochs=1)
            what = f"A line with learning rate {lr} diverges: in epoch {epoch}"
            require_finite([loss], f"{what} the loss")
            require_finite(W, f"{what} a weight")
            losses[lr].append(loss)
    yield draw_fit(X, y, W, losses)


def draw_fit(X: Array, y: Array, W: Array, losses: dict[float, list[float]]) -> Picture:
    """Draw the losses beside the points, with the line that the last learning rate found."""
    least = np.mean((X @ np.linalg.lstsq(X, y)[0] - y) ** 2)
    *_, values = losses.values()
    title = f"A line by gradient descent: the loss falls from {values[0]:.2f} to {values[-1]:.3f}"
    figure = new_figure(title, height=4.3)
    loss_axes, line_axes = figure.subplots(1, 2)
    curves(loss_axes, range(len(values)), {f"{lr}": values for lr, values in losses.items()})
    loss_axes.axhline(least, color="black", linewidth=1, label=f"least possible: {least:.3f}")
    loss_axes.set_ylim(bottom=0)
    loss_axes.legend(title="learning rate", alignment="left", loc="upper right")
    ends = ", ".join(f"{values[-1]:.3f}" for values in losses.values())
    label(loss_axes, f"Losses end at {ends}", "epoch", "loss (mean squared error)")
    line_axes.plot(X[:, 1], y, "o", color=BLUE, markersize=4, label="points")
    left_right = np.array([[1, -1], [1, 1]])
    line_axes.plot(left_right[:, 1], (left_right @ W)[:, 0], "--", color=VERMILLION, label="line")
    line_axes.legend(loc="lower right")
    label(line_axes, f"After {len(values)} epochs: y = {W[0, 0]:.2f} {W[1, 0]:+.2f} x", "x", "y")
    return Picture("ch22_line", title, figure)
