"""Chapter 4.4: what L2 and dropout do to a network that learns 1,000 digits by heart."""

from collections.abc import Iterator
from functools import partial

import numpy as np
from ch23_minibatches import LossFn, gradient_descent
from ch33_mlp_forward import one_hot
from ch41_deep_mlp import deep_mlp_loss_and_grads, init_deep_mlp
from ch44_regularization import dropout_mlp_loss_and_grads, regularized

from dojo.plots.ch34_backpropagation import judge
from dojo.plots.ch41_deep_mlp import probabilities
from dojo.plots.charts import draw_history
from dojo.plots.run import History, Params, Run, train
from dojo.plots.style import Picture, new_figure

EPOCHS = 30
SAMPLES = 1000
LAMBDA, KEEP = 0.002, 0.5


def draw(run: Run) -> Iterator[Picture]:
    """Train three times on 1,000 digits: without a remedy, with L2, with dropout."""
    dropout = partial(dropout_mlp_loss_and_grads, p=KEEP, rng=np.random.default_rng(1))
    histories = {
        "No remedy": learn(run, "1,000 digits, no remedy", deep_mlp_loss_and_grads),
        f"L2, λ = {LAMBDA}": learn(run, "1,000 digits, L2", regularized(deep_mlp_loss_and_grads, LAMBDA)),
        f"Dropout, p = {KEEP}": learn(run, "1,000 digits, dropout", dropout),
    }
    plain, l2, dropped = (history["test"][-1].loss for history in histories.values())
    count = min(SAMPLES, len(run.mnist.X_train))
    title = f"784-256-10 learns {count:,} digits; test loss {plain:.3f}, with L2 {l2:.3f}, with dropout {dropped:.3f}"
    figure = new_figure(title, height=6.6)
    grid = figure.subplots(2, 3, sharex=True, sharey="row")
    for pair, (name, history) in zip(grid.T, histories.items(), strict=True):
        draw_history(pair, history, f"{name}\n")
    yield Picture("ch44_overfitting", title, figure)


def learn(run: Run, what: str, loss_fn: LossFn) -> History:
    """Train a network on the first 1,000 digits, and judge it on those and on the test digits."""
    mnist, rng = run.mnist, np.random.default_rng(0)
    X, labels = mnist.X_train[:SAMPLES], mnist.y_train[:SAMPLES]
    y, params = one_hot(labels, 10, np.float32), init_deep_mlp([784, 256, 10], rng, np.float32)

    def step(params: Params) -> tuple[Params, list[float]]:
        return gradient_descent(X, y, params, 0.3, loss_fn, batch_size=50, epochs=1, rng=rng)

    judges = {
        "training": partial(judge, probabilities, X, labels),
        "test": partial(judge, probabilities, mnist.X_test, mnist.y_test),
    }
    _, history = train(run.epochs(EPOCHS, what), what, params, step, judges)
    return history
