"""Debugging with Numerical Gradients

A wrong gradient often still trains, only worse. This chapter measures gradients without calculus, by nudging each
parameter and watching the loss, and uses that to find the wrong ones.

    params ± h → loss up, loss down → slope → compare with the gradient from the formula

Lesson: lessons/ch24_numerical_gradients.md
"""

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import LossFn, Params


def numerical_gradient(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Params:
    """Measure the gradient of the loss by central differences, for every entry of every parameter.

        slope = (loss(p + h) - loss(p - h)) / (2 * h)

    Args:
        X: samples, shape (n, …).
        y: their targets, shape (n, …).
        params: where to measure, arrays by name. They are not modified, even if loss_fn raises.
        loss_fn: maps (X, y, params) to the loss and its gradients; only the loss is used.
        h: the nudge, above 0. The losses are computed from float64 copies of the parameters, since float32 is
            too coarse for the nudge.

    Returns:
        One slope for each entry, under the same keys, in the same shapes and dtypes; nan where the loss is nan.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 11.5.
    """
    nudged: Params = {name: param.astype(np.float64) for name, param in params.items()}
    slopes: Params = {name: np.zeros_like(param) for name, param in params.items()}
    for name, param in nudged.items():
        for index in np.ndindex(param.shape):
            value = param[index]
            param[index] = value + h
            loss_up, _ = loss_fn(X, y, nudged)
            param[index] = value - h
            loss_down, _ = loss_fn(X, y, nudged)
            param[index] = value
            slopes[name][index] = (loss_up - loss_down) / (2 * h)
    return slopes


def relative_error(a: Array, b: Array) -> float:
    """Compare two arrays on a scale that small and large numbers share, by their worst entry. They are not modified.

        max(abs(a - b) / max(1e-8, abs(a) + abs(b)))

    Args:
        a: any shape.
        b: the same shape.

    Returns:
        0 where all entries agree, 1 where one has the wrong sign or is 0 in one array only; nan if there is a nan.

    Raises:
        ValueError: the shapes differ, also where NumPy would broadcast them.

    Source:
        Stanford CS231n, notes "Neural Networks Part 3: Learning and Evaluation", gradient checks.
    """
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, but b has shape {b.shape}")
    with np.errstate(invalid="ignore"):  # inf - inf is nan, and nan is the answer
        return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)), initial=0))


def check_gradients(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> dict[str, float]:
    """Compare a loss function's own gradients with measured ones.

    Args:
        X: samples, shape (n, …).
        y: their targets, shape (n, …).
        params: where to compare, arrays by name, best in float64. They are not modified.
        loss_fn: maps (X, y, params) to the loss and one gradient for each parameter, under the same keys. Its dict
            and its arrays are not modified, either.
        h: the nudge, above 0.

    Returns:
        The relative error of each parameter's gradient, under the same keys. Right gradients stay below about 1e-6.

    Source:
        Stanford CS231n, notes "Neural Networks Part 3: Learning and Evaluation", gradient checks.
    """
    _, grads = loss_fn(X, y, params)
    slopes = numerical_gradient(X, y, params, loss_fn, h)
    return {name: relative_error(grads[name], slope) for name, slope in slopes.items()}


def wrong_gradients(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """Find the loss functions whose gradients are wrong.

    Args:
        X: samples, shape (n, …).
        y: their targets, shape (n, …).
        params: where to check, arrays by name, in float64. They are not modified.
        candidates: the loss functions to check, by name. The dict is not modified.
        tolerance: the largest relative error that passes, above 0.

    Returns:
        The names of those that are wrong, in the order of candidates: an error above the tolerance, a nan, a parameter
        without a gradient, or a gradient of the wrong shape.

    Source:
        Stanford CS231n, notes "Neural Networks Part 3: Learning and Evaluation", gradient checks.
    """
    return [name for name, loss_fn in candidates.items() if not _is_right(X, y, params, loss_fn, tolerance)]


def _is_right(X: Array, y: Array, params: Params, loss_fn: LossFn, tolerance: float) -> bool:
    _, grads = loss_fn(X, y, params)
    if any(name not in grads or np.shape(grads[name]) != param.shape for name, param in params.items()):
        return False
    # A nan is not at most the tolerance, either.
    return all(error <= tolerance for error in check_gradients(X, y, params, loss_fn).values())
