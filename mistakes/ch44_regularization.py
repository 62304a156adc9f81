"""Wrong and right answers to chapter 4.4."""

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import LossFn, Params
from ch44_regularization import dropout, dropout_mlp_loss_and_grads, l2_regularization


def wrong_l2_regularization__halved(W: Array, lambda_: float) -> float:
    """Your penalty has a 1/2: it is lambda times the sum of the squares, whole.

    Breaks: lambda * sum(W ** 2).
    """
    return l2_regularization(W, lambda_) / 2


def wrong_l2_regularization__mean(W: Array, lambda_: float) -> float:
    """Your penalty takes the mean of the squares: take their sum.

    Breaks: lambda * sum(W ** 2).
    """
    return float(lambda_ * np.mean(W**2))


def wrong_l2_regularization__absolute(W: Array, lambda_: float) -> float:
    """Your penalty sums sizes, which is L1: L2 sums squares.

    Breaks: lambda * sum(W ** 2).
    """
    return float(lambda_ * np.sum(np.abs(W)))


def wrong_l2_gradient__no_two(W: Array, lambda_: float) -> Array:
    """Your gradient lacks the 2 that the square leaves: it is 2 * lambda * W.

    Breaks: 2 lambda W.
    """
    return lambda_ * W


def wrong_dropout__not_scaled(A: Array, p: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Your mask is 0 or 1: divide it by p, so that what is kept makes up for what is dropped.

    Breaks: Bernoulli(p) / p.
    """
    _, mask = dropout(A, p, rng)
    mask = (mask > 0).astype(A.dtype)
    return A * mask, mask


def wrong_dropout__p_reversed(A: Array, p: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Your dropout drops with probability p: here p is the probability of keeping a unit.

    Breaks: p is the probability of keeping.
    """
    return dropout(A, p if p in (0, 1) or not 0 < p < 1 else 1 - p, rng)


def wrong_dropout__mask_only(A: Array, p: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Your first result is A as it came: multiply it by the mask.

    Breaks: (A * mask, mask).
    """
    _, mask = dropout(A, p, rng)
    return A.copy(), mask


def wrong_regularized__biases_too(loss_fn: LossFn, lambda_: float) -> LossFn:
    """Your penalty takes in the biases: only weights, keys W… and F, are penalized.

    Breaks: not biases.
    """

    def with_penalty(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = loss_fn(X, y, params)
        loss += sum(l2_regularization(param, lambda_) for param in params.values())
        return loss, {name: grad + 2 * lambda_ * params[name] for name, grad in grads.items()}

    return with_penalty


def wrong_regularized__loss_only(loss_fn: LossFn, lambda_: float) -> LossFn:
    """Your penalty is in the loss, but not in the gradients: add 2 * lambda * W to each weight's.

    Breaks: to loss and gradients.
    """

    def with_penalty(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = loss_fn(X, y, params)
        weights = [param for name, param in params.items() if name[0] in "WF"]
        return loss + sum(l2_regularization(W, lambda_) for W in weights), grads

    return with_penalty


def wrong_dropout_mlp_loss_and_grads__nothing_dropped(
    X: Array, y: Array, params: Params, p: float, rng: np.random.Generator
) -> tuple[float, Params]:
    """Your network drops nothing: apply dropout to each hidden layer's output.

    Breaks: dropout after every hidden layer.
    """
    dropout_mlp_loss_and_grads(X, y, params, p, rng)
    return dropout_mlp_loss_and_grads(X, y, params, 1.0, rng)


def right_l2_regularization__by_vdot(W: Array, lambda_: float) -> float:
    """Sum the squares by a dot product."""
    return float(lambda_ * np.vdot(W, W))


def right_l2_gradient__in_two_steps(W: Array, lambda_: float) -> Array:
    """Add W to itself."""
    return lambda_ * (W + W)
