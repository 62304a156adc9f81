"""Functions that hidden inputs hand to a kata. None of them computes what the kata is to compute.

Where a kata has to find a slope or an error by itself, the gradients that these give are wrong on purpose.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Params = dict[str, Array]


def bend(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """Return a loss of one array of weights, and a direction that bends with them."""
    return float(np.mean((X @ W - y) ** 4)), np.tanh(W) + X.mean()


def pull(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Return the mean of the samples, and gradients that depend on these alone, so that their order is free."""
    mean = float(np.mean(X) + 2 * np.mean(y))
    return mean, {name: mean * (1 + np.arange(param.size)).reshape(param.shape) for name, param in params.items()}


def bowl(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Return a loss that depends on all samples and parameters, with gradients that do so, too."""
    scale = float(np.mean(X**2) + np.mean(y**2))
    loss = scale * sum(float(np.sum(param**2)) for param in params.values())
    return loss, {name: scale * param for name, param in params.items()}


def waves(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Return a loss with no gradient worth the name."""
    scale = float(np.mean(X) + np.mean(y**2))
    return _waves(scale, params), {name: np.full_like(param, np.nan) for name, param in params.items()}


def right(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Return a loss with its gradients."""
    scale = float(np.mean(X) + np.mean(y**2))
    return _waves(scale, params), _slopes(scale, params)


def stretched(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Return the same loss; of its gradients the first is half as long again."""
    loss, grads = right(X, y, params)
    first = min(grads)
    return loss, grads | {first: 1.5 * grads[first]}


def nudged(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Return the same loss; of its gradients one entry is wrong."""
    loss, grads = right(X, y, params)
    first = min(grads)
    grads[first].flat[-1] *= 3
    return loss, grads


def turned(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Return the same loss; of its gradients the last is turned round."""
    loss, grads = right(X, y, params)
    last = max(grads)
    return loss, grads | {last: -grads[last]}


def lacking(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Return the same loss; of its gradients the last is not there."""
    loss, grads = right(X, y, params)
    del grads[max(grads)]
    return loss, grads


def _waves(scale: float, params: Params) -> float:
    return sum(float(np.sum(np.sin(param + scale) + param**2)) for param in params.values())


def _slopes(scale: float, params: Params) -> Params:
    return {name: np.cos(param + scale) + 2 * param for name, param in params.items()}
