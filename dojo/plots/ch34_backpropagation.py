"""Chapter 3.4: a network with one hidden layer learns XOR, and to read."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
from ch23_minibatches import gradient_descent
from ch33_mlp_forward import cross_entropy, forward_mlp, init_mlp, one_hot
from ch34_backpropagation import mlp_loss_and_grads, predict

from dojo.plots.charts import GATE_INPUTS, GATES, Gate, regions, training_curves
from dojo.plots.run import Array, Labels, Params, Run, Score, percent_right, require_finite, train
from dojo.plots.style import Picture

EPOCHS = 8
GATE_EPOCHS = 200
HIDDEN = 16
WHAT = "784-256-10"

Forward = Callable[[Array, Params], Array]  # takes images and parameters to probabilities


def draw(run: Run) -> Iterator[Picture]:
    """Train on the gates and on MNIST, and draw regions and curves."""
    gates = {name: learn(run, name) for name in GATES}
    right = ", ".join(f"{name} {gate.right}" for name, gate in gates.items())
    title = f"Of 4 inputs {HIDDEN} hidden units get right: {right}"
    yield Picture("ch34_regions", title, regions(title, gates))
    mnist, rng = run.mnist, np.random.default_rng(0)
    y, params = one_hot(mnist.y_train, 10, np.float32), init_mlp(784, 256, 10, rng, np.float32)

    def step(params: Params) -> tuple[Params, list[float]]:
        return gradient_descent(mnist.X_train, y, params, 0.2, mlp_loss_and_grads, batch_size=64, epochs=1, rng=rng)

    _, history = train(run.epochs(EPOCHS, WHAT), WHAT, params, step, judges(run, probabilities))
    last = history["test"]
    title = f"{WHAT} reads {last[-1].right:.2f}% of the test digits after {len(last)} epochs"
    yield Picture("ch34_training", title, training_curves(title, history))


def learn(run: Run, name: str) -> Gate:
    """Train a small network on a gate, with all four inputs in each batch."""
    rng, y = np.random.default_rng(0), one_hot(np.array(GATES[name]), 2)
    params, loss = init_mlp(2, HIDDEN, 2, rng), 0.0
    for epoch in run.epochs(GATE_EPOCHS, f"a network, {name}"):
        params, (loss,) = gradient_descent(
            GATE_INPUTS, y, params, 0.5, mlp_loss_and_grads, batch_size=4, epochs=1, rng=rng
        )
        require_finite([loss], f"A network for {name} diverges: the loss in epoch {epoch}")
    return Gate(partial(probability, params=params), GATES[name], loss)


def probabilities(X: Array, params: Params) -> Array:
    """Compute the probability of each class."""
    return forward_mlp(X, *(params[name] for name in ("W1", "b1", "W2", "b2")))[-1]


def probability(X: Array, params: Params) -> Array:
    """Compute the probability of class 1."""
    return probabilities(X, params)[:, 1]


def judges(run: Run, forward: Forward) -> dict[str, Callable[[Params], Score]]:
    """Return what judges a network on the first 10,000 training digits, and on the test digits."""
    mnist = run.mnist
    return {
        "training": partial(judge, forward, mnist.X_train[:10000], mnist.y_train[:10000]),
        "test": partial(judge, forward, mnist.X_test, mnist.y_test),
    }


def judge(forward: Forward, X: Array, labels: Labels, params: Params) -> Score:
    """Compute loss and accuracy on some digits."""
    A = forward(X, params)
    return Score(cross_entropy(A, one_hot(labels, 10, np.float32)), percent_right(predict(A), labels))
