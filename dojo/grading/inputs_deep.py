"""Make hidden inputs of module 4: deep networks, convolution, regularization, momentum, and the capstone."""

from typing import Any

import numpy as np

from data import load_mnist
from dojo.grading.inputs import (
    Array,
    Make,
    Rng,
    call,
    certain,
    chances,
    classes,
    descent,
    either,
    integers,
    layers,
    named,
    normal,
    size,
)
from dojo.grading.inside import losses
from dojo.grading.reference import reference
from dojo.verdict.call_outcome import Call

DIGITS, READ = 10_000, 1000  # for the capstone to learn from, and to read


def deep(rng: Rng) -> tuple[Array, Array, list[Array]]:
    """Return samples, targets and parameters of a network of some depth."""
    sizes = [size(rng, 3) for _ in range(size(rng, 3, 5))]
    n = size(rng, 3)
    return normal(rng, n, sizes[0]), classes(rng, n, sizes[-1]), layers(rng, *sizes)


def cnn(rng: Rng) -> tuple[Array, Array, dict[str, Array]]:
    """Return images, targets and parameters of a small convolutional network that pools 2 x 2."""
    n, k, side = size(rng, 2, 3), size(rng, 2, 3), 2 * size(rng, 3, 4)
    F, W = 0.5 * normal(rng, k, 3, 3), 0.1 * normal(rng, k * (side // 2 - 1) ** 2, 4)
    return normal(rng, n, side, side), classes(rng, n, 4), {"F": F, "c": normal(rng, k), "W": W, "b": normal(rng, 4)}


def whole(rng: Rng) -> Call:
    """Return what a deep network's loss gets, which may be sure, and right."""
    X, y, params = deep(rng)
    certain(rng, y, params[-1])
    return call(X, y, named(params))


def whole_cnn(rng: Rng) -> Call:
    """Return what a convolutional network's loss gets, which may be sure, and right."""
    X, y, params = cnn(rng)
    certain(rng, y, params["b"])
    return call(X, y, params)


def through_cnn(rng: Rng) -> Call:
    """Return what the forward pass of a convolutional network gets."""
    X, y, params = cnn(rng)
    certain(rng, y, params["b"])
    return call(X, *(params[name] for name in ("F", "c", "W", "b")), pool=2)


def stride(rng: Rng) -> dict[str, int]:
    """Return a stride, or none."""
    return {"stride": 2} if rng.integers(2) else {}


def forward(rng: Rng) -> Call:
    """Return what a forward pass gets, with either activation."""
    X, y, params = deep(rng)
    certain(rng, y, params[-1])
    return call(X, *params, **({"activation": "sigmoid"} if rng.integers(2) else {}))


def backward(rng: Rng) -> Call:
    """Return what a backward pass gets, with what the reference's forward pass gives."""
    X, y, params = deep(rng)
    kwargs = {"activation": "sigmoid"} if rng.integers(2) else {}
    return call(X, reference("ch41_deep_mlp").forward_mlp(X, *params, **kwargs), y, *params, **kwargs)


def filters(rng: Rng) -> tuple[Array, Array]:
    """Return images and two filters."""
    return normal(rng, size(rng, 1, 3), size(rng, 5, 8), size(rng, 5, 8)), normal(rng, 2, size(rng, 2, 3), 3)


def back_through_filters(rng: Rng) -> Call:
    """Return what the backward pass of a convolution gets."""
    (X, F), kwargs = filters(rng), stride(rng)
    Z: Any = reference("ch42_convolution").conv_forward(X, F, np.zeros(2), **kwargs)
    return call(X, F, normal(rng, *Z.shape), **kwargs)


def back_through_pool(rng: Rng) -> Call:
    """Return what the backward pass of a pool gets."""
    X, side = either(rng, normal, integers)(rng, size(rng), size(rng), size(rng, 4, 9), 7), size(rng, 2, 3)
    return call(X, side, normal(rng, *X.shape[:2], X.shape[2] // side, 7 // side))


def regularized(rng: Rng) -> Call:
    """Return a loss function, a price, and what the function that comes of them is called with."""
    X, y, params = cnn(rng)
    return Call((losses.bowl, float(chances(rng))), {}, then=[((X, y, params), {})])


def thinned(rng: Rng) -> Call:
    """Return a network of which nothing drops out; or else one sample, and one hidden layer, where units do."""
    if rng.integers(2):
        X, y, params = deep(rng)
        return call(X, y, named(params), 1.0, rng.spawn(1)[0])
    d, k = size(rng, 3), size(rng, 3)
    shallow = named(layers(rng, d, 60, k))
    return call(normal(rng, 1, d), classes(rng, 1, k), shallow, float(rng.uniform(0.3, 0.8)), rng.spawn(1)[0])


def with_momentum(rng: Rng) -> Call:
    """Return a training with momentum on whole batches, or without any on small ones."""
    arguments = descent(rng)
    mu = 0.8 if arguments[4] is losses.bowl else 0.0
    return call(*arguments, mu=mu)


def labels(rng: Rng) -> Array:
    """Return two rows of labels, a few or more than a byte can count."""
    return rng.integers(4, size=(2, size(rng, 5, rng.choice([20, 9000]))))


def capstone(rng: Rng) -> Call:
    """Return digits to learn from, and others to read, for both functions of the capstone at once."""
    digits = load_mnist()
    learn, read = rng.permutation(len(digits.X_train))[:DIGITS], rng.permutation(len(digits.X_test))[:READ]
    return call(digits.X_train[learn], digits.y_train[learn], rng.spawn(1)[0], read=digits.X_test[read])


MODULE_4: dict[str, dict[str, Make]] = {
    "ch41_deep_mlp": {
        "init_deep_mlp": lambda rng: call([size(rng, 30, 60) for _ in range(size(rng, 3, 5))], rng.spawn(1)[0]),
        "forward_mlp": forward,
        "backward_mlp": backward,
        "deep_mlp_loss_and_grads": whole,
        "gradient_norms": lambda rng: call(named(deep(rng)[2])),
    },
    "ch42_convolution": {
        "conv2d": lambda rng: call(normal(rng, size(rng, 5, 9), size(rng, 5, 9)), normal(rng, 3, 2), **stride(rng)),
        "conv_forward": lambda rng: call(*filters(rng), normal(rng, 2), **stride(rng)),
        "conv_backward": back_through_filters,
    },
    "ch43_cnn": {
        "max_pool": lambda rng: call(normal(rng, size(rng), size(rng), size(rng, 4, 9), 7), size(rng, 2, 3)),
        "max_pool_backward": back_through_pool,
        "init_cnn": lambda rng: call(rng.spawn(1)[0], filters=size(rng, 20, 30), filter_size=size(rng, 4, 6)),
        "forward_cnn": through_cnn,
        "cnn_loss_and_grads": whole_cnn,
    },
    "ch44_regularization": {
        "l2_regularization": lambda rng: call(normal(rng, size(rng), size(rng)), float(chances(rng))),
        "l2_gradient": lambda rng: call(normal(rng, size(rng), size(rng)), float(chances(rng))),
        "dropout": lambda rng: call(normal(rng, 60, 60), float(rng.uniform(0.3, 0.9)), rng.spawn(1)[0]),
        "regularized": regularized,
        "dropout_mlp_loss_and_grads": thinned,
    },
    "ch45_capstone": {
        "momentum_update": lambda rng: call(*normal(rng, 2, size(rng), size(rng)), float(chances(rng)), 0.1),
        "accuracy": lambda rng: call(*labels(rng)),
        "confusion_matrix": lambda rng: call(*labels(rng), size(rng, 4, 6)),
        "gradient_descent": with_momentum,
        "train_capstone": capstone,
        "predict_capstone": capstone,
    },
}
