"""Make parts of hidden inputs: calls with new numbers and sizes for each seed."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dojo.grading.inside import losses
from dojo.verdict.call_outcome import Call

Array = NDArray[Any]
Rng = np.random.Generator
Make = Callable[[Rng], Call]


def call(*args: Any, **kwargs: Any) -> Call:
    """Return a call with these arguments."""
    return Call(args, kwargs)


def size(rng: Rng, least: int = 1, most: int = 6) -> int:
    """Return a small size; one is among them, which some answers squeeze away."""
    return int(rng.integers(least, most + 1))


def normal(rng: Rng, *shape: int) -> Array:
    """Return normal numbers in a shape."""
    return rng.standard_normal(shape)


def scaled(rng: Rng, *shape: int) -> Array:
    """Return numbers that may all be small or large."""
    return normal(rng, *shape) * 10.0 ** rng.integers(-2, 4)


def integers(rng: Rng, *shape: int) -> Array:
    """Return numbers with zeros, and equal ones, among them."""
    return rng.integers(-2, 3, shape).astype(float)


def either(rng: Rng, *makes: Callable[..., Array]) -> Callable[..., Array]:
    """Return one of some functions that make numbers."""
    return makes[rng.integers(len(makes))]


def classes(rng: Rng, n: int, count: int) -> Array:
    """Return one-hot rows."""
    return np.eye(count)[rng.integers(count, size=n)]


def chances(rng: Rng, *shape: int) -> Array:
    """Return probabilities that are neither 0 nor 1."""
    return rng.uniform(0.05, 0.95, shape)


def coins(rng: Rng, *shape: int) -> Array:
    """Return zeros and ones."""
    return rng.integers(2, size=shape).astype(float)


def sure(rng: Rng, X: Array, y: Array, params: dict[str, Array]) -> tuple[Array, Array, dict[str, Array]]:
    """Return samples, targets and parameters as they are, or of a perceptron that is sure of the targets."""
    if rng.integers(2):
        params = {name: 3000 * param for name, param in params.items()}
        y = (X @ params["W"] + params["b"] > 0).astype(float)
    return X, y, params


def certain(rng: Rng, y: Array, b: Array) -> None:
    """Leave one-hot targets and the last biases as they are, or make a network certain of them, all of one class."""
    if rng.integers(2):
        y[:] = np.eye(y.shape[1])[0]
        b[0] += 2000


def layers(rng: Rng, *sizes: int) -> list[Array]:
    """Return weights and biases of a network."""
    pairs = zip(sizes, sizes[1:], strict=False)
    return [part for n, k in pairs for part in (0.5 * normal(rng, n, k) / n**0.5, 0.3 * normal(rng, k))]


def named(params: list[Array]) -> dict[str, Array]:
    """Return weights and biases by their names."""
    return {f"{'Wb'[i % 2]}{i // 2 + 1}": param for i, param in enumerate(params)}


def some(rng: Rng) -> dict[str, Array]:
    """Return parameters of several shapes, with a zero."""
    return {"W": normal(rng, size(rng), 2), "b": np.append(normal(rng, size(rng)), 0), "c": normal(rng, 1)}


def descent(rng: Rng) -> tuple[Any, ...]:
    """Return arguments of a training whose result does not depend on the order of the samples."""
    batch, count, epochs = size(rng), size(rng), size(rng, 1, 4)
    whole = bool(rng.integers(2))
    n = batch * count
    X, y = normal(rng, n, 3), normal(rng, n, 1)
    fn = losses.bowl if whole else losses.pull
    return X, y, some(rng), 0.01, fn, n if whole else batch, epochs, rng.spawn(1)[0]
