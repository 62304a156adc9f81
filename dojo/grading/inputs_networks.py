"""Make hidden inputs of module 3: perceptron, activations, and networks with one hidden layer."""

from dojo.grading.inputs import Array, Make, Rng, call, chances, classes, coins, layers, named, normal, size
from dojo.grading.reference import reference
from dojo.verdict.call_outcome import Call


def mlp(rng: Rng) -> tuple[Array, Array, list[Array]]:
    """Return samples, targets and parameters of a network with one hidden layer."""
    n, d, h, k = size(rng, 3), size(rng), size(rng, 3), size(rng)
    return normal(rng, n, d), classes(rng, n, k), layers(rng, d, h, k)


def perceptron(rng: Rng) -> tuple[Array, Array, dict[str, Array]]:
    """Return samples, targets and parameters of a perceptron."""
    n, d = size(rng, 3), size(rng)
    return normal(rng, n, d), coins(rng, n, 1), {"W": normal(rng, d, 1), "b": normal(rng, 1)}


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
    X, _, params = mlp(rng)
    return call(X, *params)


def surprise(rng: Rng) -> Call:
    """Return probabilities of classes, and the truth."""
    n, k = size(rng), size(rng)
    A = chances(rng, n, k)
    return call(A / A.sum(axis=1, keepdims=True), classes(rng, n, k))


def whole(rng: Rng) -> Call:
    """Return what a network's loss gets."""
    X, y, params = mlp(rng)
    return call(X, y, named(params))


def scores(rng: Rng) -> Call:
    """Return scores of some classes."""
    return call(2 * normal(rng, size(rng), size(rng, 3)))


def init(rng: Rng) -> Call:
    """Return sizes that are large enough to tell a spread."""
    return call(size(rng, 30, 60), size(rng, 30, 60), size(rng, 20, 30), rng.spawn(1)[0])


MODULE_3: dict[str, dict[str, Make]] = {
    "ch31_perceptron": {
        "forward_perceptron": forward,
        "perceptron_loss_and_grads": lambda rng: call(*perceptron(rng)),
        "predict_binary": lambda rng: call(chances(rng, size(rng), 1), **({"threshold": 0.3} if coins(rng) else {})),
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
