"""Chapter 4.1: three layers learn to read, and ten layers lose their gradients on the way."""

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
from ch23_minibatches import gradient_descent
from ch33_mlp_forward import one_hot
from ch41_deep_mlp import backward_mlp, deep_mlp_loss_and_grads, forward_mlp, gradient_norms, init_deep_mlp

from dojo.plots.ch34_backpropagation import judges
from dojo.plots.charts import curves, training_curves
from dojo.plots.run import Array, Params, Run, require_finite, train
from dojo.plots.style import Picture, label, new_figure

RATES = [0.2, 0.2, 0.2, 0.2, 0.05]  # one an epoch: long steps to the end would leave the last loss to chance
WHAT = "784-256-128-10"
DIGITS = 256  # that the gradients are measured on
DEEP = [784, *[100] * 9, 10]


def draw(run: Run) -> Iterator[Picture]:
    """Draw the gradients of a deep network, then train three layers and draw the curves."""
    yield draw_norms({"ReLU": norms(run, "relu"), "sigmoid": norms(run, "sigmoid")}, len(run.mnist.X_train[:DIGITS]))
    mnist, rng = run.mnist, np.random.default_rng(0)
    rates, y = iter(RATES), one_hot(mnist.y_train, 10, np.float32)
    params = init_deep_mlp([784, 256, 128, 10], rng, np.float32)

    def step(params: Params) -> tuple[Params, list[float]]:
        return gradient_descent(
            mnist.X_train, y, params, next(rates), deep_mlp_loss_and_grads, batch_size=64, epochs=1, rng=rng
        )

    _, history = train(run.epochs(len(RATES), WHAT), WHAT, params, step, judges(run, probabilities))
    last = history["test"]
    title = (
        f"{WHAT} reads {last[-1].right:.2f}% of the test digits after {len(last)} epochs (the last with short steps)"
    )
    yield Picture("ch41_training", title, training_curves(title, history))


def probabilities(X: Array, params: Params) -> Array:
    """Compute the probability of each class."""
    return forward_mlp(X, *in_order(params))[-1]


def in_order(params: Params) -> list[Array]:
    """Return W1, b1, … WD, bD."""
    return [params[f"{kind}{layer}"] for layer in range(1, len(params) // 2 + 1) for kind in "Wb"]


def norms(run: Run, activation: Literal["relu", "sigmoid"]) -> list[float]:
    """Measure the gradients of ten layers with fresh weights, on some digits."""
    X, y = run.mnist.X_train[:DIGITS].astype(np.float64), one_hot(run.mnist.y_train[:DIGITS], 10)
    params = init_deep_mlp(DEEP, np.random.default_rng(0))
    arrays = in_order(params)
    activations = forward_mlp(X, *arrays, activation=activation)
    grads = backward_mlp(X, activations, y, *arrays, activation=activation)
    names = [f"{kind}{layer}" for layer in range(1, len(DEEP)) for kind in "Wb"]
    sizes = gradient_norms(dict(zip(names, grads, strict=True)))
    require_finite(sizes, f"Ten layers of {activation}: the norm of a gradient")
    return sizes


def draw_norms(sizes: dict[str, list[float]], digits: int) -> Picture:
    """Draw the size of each layer's gradient, for both activations."""
    ratios = {name: norms[0] / norms[-1] for name, norms in sizes.items()}
    title = f"With ten sigmoid layers dW1 is {ratios['sigmoid']:.0e} times as large as dW10"
    figure = new_figure(title, height=4.6)
    axes: Any = figure.subplots()
    curves(axes, range(1, len(DEEP)), sizes)
    axes.set_yscale("log")
    axes.set_xticks(range(1, len(DEEP)))
    label(
        axes,
        f"With ReLU it is {ratios['ReLU']:.1f} times as large; fresh weights, {digits} digits",
        "layer",
        "norm of dW (nats per unit of weight)",
    )
    return Picture("ch41_gradients", title, figure)
