"""Chapter 3.1: where a perceptron draws the line between a gate's inputs."""

from collections.abc import Iterator
from functools import partial

import numpy as np
from ch23_minibatches import gradient_descent
from ch31_perceptron import forward_perceptron, perceptron_loss_and_grads

from dojo.plots.charts import GATE_INPUTS, GATES, Gate, regions
from dojo.plots.run import Array, Params, Run, require_finite
from dojo.plots.style import Picture

EPOCHS = 200


def draw(run: Run) -> Iterator[Picture]:
    """Train a perceptron on each gate, and draw its regions."""
    gates = {name: learn(run, name) for name in GATES}
    right = ", ".join(f"{name} {gate.right}" for name, gate in gates.items())
    title = f"Of 4 inputs a perceptron gets right: {right}"
    yield Picture("ch31_regions", title, regions(title, gates))


def learn(run: Run, name: str) -> Gate:
    """Train a perceptron on a gate, from random weights, with all four inputs in each batch."""
    rng, y = np.random.default_rng(0), np.array(GATES[name], dtype=float)[:, None]
    params: Params = {"W": rng.standard_normal((2, 1)), "b": np.zeros(1)}
    loss = 0.0
    for epoch in run.epochs(EPOCHS, f"a perceptron, {name}"):
        params, (loss,) = gradient_descent(
            GATE_INPUTS, y, params, 2.0, perceptron_loss_and_grads, batch_size=4, epochs=1, rng=rng
        )
        require_finite([loss], f"A perceptron for {name} diverges: the loss in epoch {epoch}")
    return Gate(partial(probability, params=params), GATES[name], loss)


def probability(X: Array, params: Params) -> Array:
    """Compute the probability of 1."""
    return forward_perceptron(X, params["W"], params["b"])[:, 0]
