"""Make hidden inputs of module 3: perceptron, activations, and networks with one hidden layer."""

import numpy as np

from dojo.grading.inputs import (
    Array,
    Make,
    Rng,
    call,
    certain,
    chances,
    classes,
    coins,
    either,
    integers,
    layers,
    named,
    normal,
    size,
    sure,
)
from dojo.grading.reference import reference
from dojo.verdict.call_outcome import Call


def mlp(rng: Rng) -> tuple[Array, Array, list[Array]]:
    """Return samples, targets and parameters of a network with one hidden layer."""
    n, d, h, k = size(rng, 3), size(rng), size(rng, 3), size(rng)
    return normal(rng, n, d), classes(rng, n, k), layers(rng, d, h, k)


def perceptron(rng: Rng) -> tuple[Array, Array, dict[str, Array]]:
    """Return samples, targets and parameters of a perceptron, which may be sure, and right."""
    n, d = size(rng, 3), size(rng)
    return sure(rng, normal(rng, n, d), coins(rng, n, 1), {"W": normal(rng, d, 1), "b": normal(rng, 1)})


def forward(rng: Rng) -> Call:
    """Return what a perceptron's forward pass gets."""
    X, _, params = perceptron(rng)
    return call(X, params["W"], params["b"])


def backward(rng: Rng) -> Call:
    """Return what a backward pass gets, with what the reference's forward pass gives."""
    X, y, params = mlp(rng)
    A1, A2 = reference("ch33_mlp_forward").forward_mlp(X, *params)
    return call(X, A1, A2, y, params[0], params[2])


def through(rng: Rng) -> Call:
    """Return what a network's forward pass gets."""
    X, y, params = mlp(rng)
    certain(rng, y, params[-1])
    return call(X, *params)


def surprise(rng: Rng) -> Call:
    """Return probabilities of classes, and the truth."""
    n, k = size(rng), size(rng)
    A, y = chances(rng, n, k), classes(rng, n, k)
    return call(np.where(coins(rng, n, 1) == 1, y, A / A.sum(axis=1, keepdims=True)), y)


def whole(rng: Rng) -> Call:
    """Return what a network's loss gets, which may be sure, and right."""
    X, y, params = mlp(rng)
    certain(rng, y, params[-1])
    return call(X, y, named(params))


def scores(rng: Rng) -> Call:
    """Return scores of some classes: equal ones, zeros, and some whose powers are too large for a computer."""
    Z = either(rng, normal, integers)(rng, size(rng), size(rng, 3))
    Z[:, 0] += rng.choice([-1000, 0, 1000], len(Z))
    return call(2 * Z)


def decided(rng: Rng) -> Call:
    """Return probabilities, of which some are the threshold, and another threshold or none."""
    return call(np.round(chances(rng, size(rng), 1), 1), **({"threshold": 0.3} if coins(rng) else {}))


def init(rng: Rng) -> Call:
    """Return sizes that are large enough to tell a spread."""
    return call(size(rng, 30, 60), size(rng, 30, 60), size(rng, 20, 30), rng.spawn(1)[0])


MODULE_3: dict[str, dict[str, Make]] = {
    "ch31_perceptron": {
        "forward_perceptron": forward,
        "perceptron_loss_and_grads": lambda rng: call(*perceptron(rng)),
        "predict_binary": decided,
    },
    "ch32_activations": dict.fromkeys(("relu", "relu_derivative", "sigmoid_derivative", "softmax"), scores),
    "ch33_mlp_forward": {
        "one_hot": lambda rng: call(rng.integers(5, size=size(rng)), size(rng, 5, 8)),
        "init_mlp": init,
        "forward_mlp": through,
        "cross_entropy": surprise,
    },
    "ch34_backpropagation": {
        "backward_mlp": backward,
        "mlp_loss_and_grads": whole,
        "predict": lambda rng: call(chances(rng, size(rng), size(rng))),
    },
}
