"""Chapter 4.3: the filters that a convolutional network learns, and what they see."""

from collections.abc import Iterator

import numpy as np
from ch23_minibatches import gradient_descent
from ch33_mlp_forward import one_hot
from ch34_backpropagation import predict
from ch43_cnn import cnn_loss_and_grads, forward_cnn, init_cnn

from dojo.plots.charts import around_zero, tiles
from dojo.plots.run import Array, Labels, Params, Run, percent_right, require_finite
from dojo.plots.style import Picture, label, new_figure

EPOCHS = 2
WHAT = "A network with 8 filters"


def draw(run: Run) -> Iterator[Picture]:
    """Train on MNIST, and draw the filters before and after, with their answers to a digit."""
    X, y = run.mnist.X_train.reshape(-1, 28, 28), one_hot(run.mnist.y_train, 10, np.float32)
    rng = np.random.default_rng(0)
    params = init_cnn(rng, dtype=np.float32)
    before, count = params["F"].copy(), 0
    for count in run.epochs(EPOCHS, WHAT):
        params, losses = gradient_descent(X, y, params, 0.2, cnn_loss_and_grads, batch_size=64, epochs=1, rng=rng)
        require_finite(losses, f"{WHAT} diverges: the loss in epoch {count}")
    right = percent_right(read(run.mnist.X_test, params), run.mnist.y_test)
    title = f"8 filters, learned in {count} epochs: {right:.2f}% of the test digits are read"
    yield draw_filters(title, before, params, X[0], count)


def read(X: Array, params: Params) -> Labels:
    """Read digits, a batch at a time: all at once would need a gigabyte."""
    batches = (X[start : start + 500].reshape(-1, 28, 28) for start in range(0, len(X), 500))
    return np.concatenate([predict(forward(images, params)[-1]) for images in batches])


def forward(images: Array, params: Params) -> tuple[Array, Array, Array]:
    """Send images through the network."""
    F, c, W, b = (params[name] for name in "FcWb")
    return forward_cnn(images, F, c, W, b)


def draw_filters(title: str, before: Array, params: Params, digit: Array, epochs: int) -> Picture:
    """Draw filters as they were drawn at random, as they were learned, and what the learned ones answer."""
    F = params["F"]
    Z, _, _ = forward(digit[None], params)
    maps = np.maximum(0, Z[0])
    rows = {
        "Before training: drawn at random": (before, around_zero(np.stack([before, F])), "weight"),
        f"After {epochs} epochs: moved by {np.abs(F - before).mean():.2f} on average": (
            F, around_zero(np.stack([before, F])), "weight",
        ),
        f"ReLU of their responses to a digit: up to {maps.max():.1f}": (maps, (0, maps.max()), "answer"),
    }  # fmt: skip
    figure = new_figure(title, height=5.4)
    for axes, (what, (images, limits, unit)) in zip(figure.subplots(len(rows), 1), rows.items(), strict=True):
        tiles(figure, axes, images, limits, unit)
        label(axes, what, "filter", f"{images.shape[1]}×{images.shape[2]}")
    return Picture("ch43_filters", title, figure)
