"""Chapter 2.4 in one function

params ± h → measured slopes → the parameters whose gradients are wrong
"""

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import LossFn


def wrong_parameters(X: Array, y: Array, params: dict[str, Array], loss_fn: LossFn) -> list[str]:
    """Find the parameters whose gradients a loss function gets wrong, by central differences.

        slope = (loss(p + h) - loss(p - h)) / (2 * h)        h = 1e-5
        error = abs(gradient - slope) / max(1e-8, abs(gradient) + abs(slope))

    Args:
        X: samples.
        y: their targets.
        params: where to check, arrays by name, in float64. They hold the same numbers afterwards.
        loss_fn: takes (X, y, params) to the loss and one gradient for each parameter, by name.

    Returns:
        The names, in the order of params, of those that have an entry with an error above 1e-5, or that is nan, or
        whose gradient is missing or of another shape than the parameter.
    """
    _, grads = loss_fn(X, y, params)
    wrong, nudged = list[str](), {name: param.copy() for name, param in params.items()}
    for name, param in nudged.items():
        slopes = np.zeros_like(param)
        for index in np.ndindex(param.shape):
            value = param[index]
            param[index] = value + 1e-5
            up, _ = loss_fn(X, y, nudged)
            param[index] = value - 1e-5
            down, _ = loss_fn(X, y, nudged)
            param[index] = value
            slopes[index] = (up - down) / 2e-5
        grad = grads.get(name)
        if grad is None or grad.shape != param.shape:
            wrong.append(name)
        elif not np.all(np.abs(grad - slopes) <= 1e-5 * np.maximum(1e-8, np.abs(grad) + np.abs(slopes))):
            wrong.append(name)
    return wrong
