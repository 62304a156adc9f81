"""Make hidden inputs of modules 1 and 2: NumPy, losses, descents, and numerical gradients."""

from typing import Any

import numpy as np

from dojo.grading.inputs import (
    Array,
    Make,
    Rng,
    call,
    chances,
    coins,
    descent,
    either,
    integers,
    normal,
    scaled,
    size,
    some,
    sure,
)
from dojo.grading.inside import losses
from dojo.verdict.call_outcome import Call


def rows(rng: Rng) -> Array:
    """Return rows of numbers."""
    return normal(rng, size(rng, 3, 8), size(rng))


def product(rng: Rng) -> tuple[Array, Array]:
    """Return two matrices that can be multiplied."""
    n, d, k = size(rng), size(rng), size(rng)
    return normal(rng, n, d), normal(rng, d, k)


def add(rng: Rng) -> Call:
    """Return rows and one to add."""
    X = rows(rng)
    return call(X, normal(rng, X.shape[1]))


def linear(rng: Rng) -> Call:
    """Return what a linear layer gets."""
    X, W = product(rng)
    return call(X, W, normal(rng, W.shape[1]))


def chance(rng: Rng) -> Call:
    """Return probabilities and what came true, which may have been certain."""
    n = size(rng)
    A, y = chances(rng, n, 1), coins(rng, n, 1)
    return call(np.where(coins(rng, n, 1) == 1, y, A), y)


def normalized(rng: Rng) -> Call:
    """Return numbers to normalize, where all may be equal, or those of a column."""
    X = 30 * rows(rng) + 2
    X[:, : [0, 1, X.shape[1]][rng.integers(3)]] = 3
    return call(X, *([0] if rng.integers(2) else []))


def squares(rng: Rng) -> tuple[Array, Array, Array]:
    """Return samples, targets and weights of a linear model."""
    n, d = size(rng, 3), size(rng)
    return normal(rng, n, d), normal(rng, n, 1), normal(rng, d, 1)


def logistic(rng: Rng) -> Call:
    """Return samples, targets and parameters of a logistic regression, which may be sure, and right."""
    n, d = size(rng, 3), size(rng)
    return call(*sure(rng, normal(rng, n, d), coins(rng, n, 1), {"W": normal(rng, d, 1), "b": normal(rng, 1)}))


def batches(rng: Rng) -> Call:
    """Return samples whose targets are their numbers, to be cut into batches."""
    n = size(rng, 5, 30)
    return call(normal(rng, n, 2), np.arange(float(n))[:, None], size(rng, 1, 7), rng.spawn(1)[0])


def three(rng: Rng) -> tuple[Any, ...]:
    """Return samples, targets and parameters."""
    return normal(rng, 4, 2), normal(rng, 4, 1), some(rng)


def near(rng: Rng) -> Call:
    """Return two arrays whose signs agree: where one differs, the relative error is 1, whatever the numbers are."""
    a = either(rng, normal, integers)(rng, size(rng), size(rng))
    return call(a, a * rng.uniform(0.5, 2, a.shape))


def judged(rng: Rng) -> Call:
    """Return loss functions of which some have wrong gradients."""
    known = [losses.right, losses.stretched, losses.turned, losses.lacking, losses.right]
    names = ["".join(rng.choice(list("abcdefgh"), 6)) + str(i) for i in range(5)]
    return call(*three(rng), {name: known[i] for name, i in zip(names, rng.permutation(5), strict=True)})


def wrong(rng: Rng) -> Call:
    """Return a loss function with a wrong gradient."""
    return call(*three(rng), [losses.stretched, losses.turned, losses.nudged][rng.integers(3)])


def steps(rng: Rng) -> dict[str, float]:
    """Return a step that is large enough to tell central differences from others, or none."""
    return {"h": 0.01} if rng.integers(2) else {}


MODULE_1: dict[str, dict[str, Make]] = {
    "ch11_arrays": {
        "random_matrix": lambda rng: call(size(rng, 40, 60), size(rng, 40, 60), rng.spawn(1)[0]),
        "flatten_images": lambda rng: call(normal(rng, size(rng), size(rng), size(rng))),
        "add_row": add,
        "batch": lambda rng: call(normal(rng, size(rng, 5, 9), 3), size(rng, 0, 4), size(rng)),
        "normalize": normalized,
    },
    "ch12_matrices": {
        "dot": lambda rng: call(*normal(rng, 2, size(rng))),
        "transpose": lambda rng: call(rows(rng)),
        "matrix_multiply": lambda rng: call(*product(rng)),
        "matrix_multiply_loops": lambda rng: call(*product(rng)),
        "linear": linear,
    },
    "ch13_functions": {
        "exponential": lambda rng: call(rows(rng) * rng.choice([3, 20])),
        "positive_part": lambda rng: call(either(rng, scaled, integers)(rng, size(rng), size(rng))),
        "sigmoid": lambda rng: call(either(rng, normal, integers)(rng, size(rng), size(rng)) * rng.choice([3, 1000])),
    },
}
MODULE_2: dict[str, dict[str, Make]] = {
    "ch21_losses": {
        "mse_loss": lambda rng: call(*scaled(rng, 2, size(rng), 1)),
        "binary_cross_entropy": chance,
    },
    "ch22_gradient_descent": {
        "linear_loss_and_grad": lambda rng: call(*squares(rng)),
        "gradient_descent": lambda rng: call(*squares(rng), 0.07, losses.bend, epochs=size(rng)),
    },
    "ch23_minibatches": {
        "minibatches": batches,
        "logistic_loss_and_grads": logistic,
        "gradient_descent": lambda rng: call(*descent(rng)),
    },
    "ch24_numerical_gradients": {
        "numerical_gradient": lambda rng: call(*three(rng), losses.waves, **steps(rng)),
        "relative_error": near,
        "check_gradients": wrong,
        "wrong_gradients": judged,
    },
}
