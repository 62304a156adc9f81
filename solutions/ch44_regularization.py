"""Regularization Techniques

A network with more weights than digits to learn from can learn them by heart. This chapter adds two methods: a
penalty on large weights, and hidden units that drop out at random. No function modifies an array that is passed to it.

    loss + λ Σ W²        A → A * mask / p → the next layer

Lesson: lessons/ch44_regularization.md
"""

import numpy as np
from ch11_arrays import Array
from ch12_matrices import linear
from ch23_minibatches import LossFn, Params
from ch32_activations import relu, relu_derivative, softmax
from ch33_mlp_forward import cross_entropy


def l2_regularization(W: Array, lambda_: float) -> float:
    """Compute the penalty on a layer's weights.

        penalty = λ * Σ W ** 2

    Args:
        W: weights, any shape.
        lambda_: the price of a squared weight, 0 or more.

    Returns:
        The penalty, one number, 0 or more.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 7.1.1, with λ for α / 2.
    """
    return float(lambda_ * np.sum(W**2))


def l2_gradient(W: Array, lambda_: float) -> Array:
    """Compute the gradient of that penalty.

        gradient = 2 * λ * W

    Args:
        W: weights, any shape.
        lambda_: the price of a squared weight, 0 or more.

    Returns:
        A new array of W's shape and dtype.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 7.1.1, with λ for α / 2.
    """
    return 2 * lambda_ * W


def dropout(A: Array, p: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Keep each unit with probability p, and scale up the kept ones to make up for those that are lost.

        mask = 1 / p with probability p, else 0; drawn for each entry of A, so that samples lose different units

    Args:
        A: what a layer returned, any shape.
        p: the probability of keeping a unit, above 0 and at most 1. (In PyTorch, p is that of dropping it.)
        rng: the only source of randomness.

    Returns:
        A * mask, and the mask, which the backward pass needs; both in A's shape and dtype. On average A * mask is A.

    Raises:
        ValueError: p is not above 0 and at most 1.

    Source:
        Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout" (2014), section 10, with p for retaining.
    """
    if not 0 < p <= 1:
        raise ValueError(f"p is {p}, but the probability of keeping a unit is above 0 and at most 1")
    mask = ((rng.random(A.shape) < p) / p).astype(A.dtype)
    return A * mask, mask


def regularized(loss_fn: LossFn, lambda_: float) -> LossFn:
    """Add the penalty on all weights to a loss function.

        loss + Σ λ * Σ W ** 2        gradient + 2 * λ * W

    Args:
        loss_fn: maps (X, y, params) to the loss and its gradients.
        lambda_: the price of a squared weight, 0 or more.

    Returns:
        A loss function of the same form. Weights are the parameters whose keys begin with "W", and filters, "F";
        biases are free. It calls loss_fn once, and does not modify the dict and the arrays of loss_fn.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 7.1.
    """

    def regularized_loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = loss_fn(X, y, params)
        grads = dict(grads)
        for name, param in params.items():
            if name.startswith("W") or name == "F":
                loss += l2_regularization(param, lambda_)
                grads[name] = grads[name] + l2_gradient(param, lambda_)
        return loss, grads

    return regularized_loss_fn


def dropout_mlp_loss_and_grads(
    X: Array, y: Array, params: Params, p: float, rng: np.random.Generator
) -> tuple[float, Params]:
    """Compute the loss of a ReLU network with dropout after every hidden layer, and its gradients.

        A_l = relu(A_{l-1} @ W_l + b_l) * mask_l
        dZ_l = dZ_{l+1} @ W_{l+1}.T * mask_l * relu'(Z_l)

    Args:
        X: samples, shape (n, d), n at least 1.
        y: the truth, one-hot rows, shape (n, c).
        params: "W1", "b1", … "WD", "bD", as init_deep_mlp makes them.
        p: the probability of keeping a unit, above 0 and at most 1.
        rng: the only source of randomness: each call draws new masks, the first layer's first.

    Returns:
        The mean cross-entropy of the thinned network, finite at probabilities of 0, and one gradient for each
        parameter, under the same keys; float32 for float32 inputs.

    Raises:
        ValueError: the shapes do not fit, there are no samples, or p is out of range.

    Source:
        Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout" (2014), sections 4 and 5.1.
    """
    depth = len(params) // 2
    inputs, masks = [X], list[Array]()
    for layer in range(1, depth):
        A, mask = dropout(relu(linear(inputs[-1], params[f"W{layer}"], params[f"b{layer}"])), p, rng)
        inputs.append(A)
        masks.append(mask)
    A = softmax(linear(inputs[-1], params[f"W{depth}"], params[f"b{depth}"]))
    loss = cross_entropy(A, y)
    dZ = (A - y) / len(X)
    grads: Params = {}
    for layer in range(depth, 0, -1):
        grads = {f"W{layer}": inputs[layer - 1].T @ dZ, f"b{layer}": dZ.sum(axis=0), **grads}
        if layer > 1:
            # A unit that dropped out is 0 in inputs, so its slope is 0 both ways; a kept one is positive if relu was.
            dZ = dZ @ params[f"W{layer}"].T * masks[layer - 2] * relu_derivative(inputs[layer - 1])
    return loss, grads
