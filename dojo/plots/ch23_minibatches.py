"""Chapter 2.3: logistic regression tells zeros from ones."""

from collections.abc import Callable, Iterator

import numpy as np
from ch12_matrices import linear
from ch13_functions import sigmoid
from ch21_losses import binary_cross_entropy
from ch23_minibatches import gradient_descent, logistic_loss_and_grads

from dojo.plots.charts import around_zero, heat_map, training_curves
from dojo.plots.run import Array, Labels, Params, Run, Score, percent_right, train
from dojo.plots.style import Picture, label, new_figure

EPOCHS = 10
WHAT = "logistic regression, 0 against 1"


def draw(run: Run) -> Iterator[Picture]:
    """Train on MNIST's zeros and ones, and draw the curves and the weights."""
    mnist, rng = run.mnist, np.random.default_rng(0)
    X, labels = only_two(mnist.X_train, mnist.y_train)
    y = labels[:, None].astype(np.float32)
    params: Params = {"W": np.zeros((784, 1), dtype=np.float32), "b": np.zeros(1, dtype=np.float32)}

    def step(params: Params) -> tuple[Params, list[float]]:
        return gradient_descent(X, y, params, 0.1, logistic_loss_and_grads, batch_size=32, epochs=1, rng=rng)

    judges = {"training": judge(X, labels), "test": judge(*only_two(mnist.X_test, mnist.y_test))}
    params, history = train(run.epochs(EPOCHS, WHAT), WHAT, params, step, judges)
    last = history["test"]
    title = f"Logistic regression tells 0 from 1: {last[-1].right:.2f}% right after {len(last)} epochs"
    yield Picture("ch23_training", title, training_curves(title, history))
    yield draw_weights(params["W"])


def only_two(X: Array, labels: Labels) -> tuple[Array, Labels]:
    """Keep zeros and ones."""
    return X[labels < 2], labels[labels < 2]


def judge(X: Array, labels: Labels) -> Callable[[Params], Score]:
    """Return what computes loss and accuracy on some digits."""
    y = labels[:, None].astype(X.dtype)

    def score(params: Params) -> Score:
        A = sigmoid(linear(X, params["W"], params["b"]))
        return Score(binary_cross_entropy(A, y), percent_right((A >= 0.5)[:, 0].astype(int), labels))

    return score


def draw_weights(W: Array) -> Picture:
    """Draw the weights where their pixels are."""
    title = f"What speaks for a 1: 784 weights, from {W.min():.2f} to {W.max():.2f}"
    figure = new_figure(title, height=5.6)
    axes = figure.subplots()
    heat_map(figure, axes, W.reshape(28, 28), "weight", around_zero(W))
    label(axes, "Ink on light pixels makes a 1 likelier, on dark ones a 0", "column (pixels)", "row (pixels)")
    return Picture("ch23_weights", title, figure)
