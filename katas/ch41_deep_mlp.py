"""Deeper MLPs and Vanishing Gradients

One layer's step can be repeated as often as you like. This chapter writes the network for any number of layers, and
shows what happens to the gradient on its way back through ten of them.

    X → A1 → A2 → … → AD = softmax → loss → dWD → … → dW2 → dW1

Lesson: lessons/ch41_deep_mlp.md
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import Params

Activation = Literal["relu", "sigmoid"]


def init_deep_mlp(sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64) -> Params:
    """Draw the weights of a network of any depth, as He et al. do for ReLU, and set its biases to 0.

        W ~ normal(mean 0, variance 2 / fan_in)

    The same seed gives the same weights. sizes stays as it is.

    Args:
        sizes: number of inputs, of each hidden layer's units, and of classes: [784, 256, 128, 10].
        rng: the only source of randomness.
        dtype: of the parameters.

    Returns:
        "W1", "b1", … "WD", "bD", in this order, for D + 1 sizes: W of shape (fan_in, fan_out), b of shape (fan_out,).

    Source:
        He, Zhang, Ren and Sun, "Delving Deep into Rectifiers" (2015), section 2.2, equation (10).
    """
    raise NotImplementedError("4.1 init_deep_mlp")


def forward_mlp(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Send samples through a network of any depth, and keep the result of each layer.

        A_l = activation(A_{l-1} @ W_l + b_l)        A_D = softmax(A_{D-1} @ W_D + b_D)

    The inputs stay as they are. float32 inputs give float32 layers.

    Args:
        X: samples, shape (n, d).
        params: W1, b1, … WD, bD.
        activation: "relu" or "sigmoid", for all layers but the last.

    Returns:
        A1, … AD: the hidden layers, and the probabilities, shape (n, c).

    Raises:
        ValueError: the activation is unknown, the parameters do not come in pairs, or the shapes do not fit.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 6.5.4, algorithm 6.3.
    """
    raise NotImplementedError("4.1 forward_mlp")


def backward_mlp(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Compute the gradients of the mean cross-entropy, from the last layer back to the first.

        dZ_D = (A_D - y) / n
        dW_l = A_{l-1}.T @ dZ_l            db_l = sum of dZ_l's rows
        dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1})

    The inputs stay as they are, the list of activations too. float32 inputs give float32 gradients.

    Args:
        X: samples, shape (n, d).
        activations: A1, … AD, as forward_mlp gave them.
        y: the truth, one-hot rows, shape (n, c).
        params: W1, b1, … WD, bD.
        activation: the one that forward_mlp was given.

    Returns:
        dW1, db1, … dWD, dbD, in the shapes of the parameters.

    Raises:
        ValueError: the activation is unknown, the parameters do not come in pairs, or the shapes do not fit.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 6.5.4, algorithm 6.4.
    """
    raise NotImplementedError("4.1 backward_mlp")


def deep_mlp_loss_and_grads(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the loss of a ReLU network of any depth, and its gradients.

    X, y and params stay as they are: taking the step is up to gradient_descent. The loss is finite also where the
    network is certain and wrong. float32 inputs give float32 gradients.

    Args:
        X: samples, shape (n, d), n at least 1.
        y: the truth, one-hot rows, shape (n, c).
        params: "W1", "b1", … "WD", "bD", as init_deep_mlp makes them.

    Returns:
        The mean cross-entropy, and one gradient for each parameter, under the same keys and in the same shapes.

    Raises:
        ValueError: the shapes do not fit, also where NumPy would broadcast y; or there are no samples.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 6.5.4.
    """
    raise NotImplementedError("4.1 deep_mlp_loss_and_grads")


def gradient_norms(grads: Params) -> list[float]:
    """Measure the gradient of each layer's weights, to see where it vanishes.

        norm = sqrt(Σ dW ** 2)

    Args:
        grads: gradients by name, in forward order; those of weights have keys that begin with "W".

    Returns:
        One Frobenius norm for each weight matrix, the first layer's first. Biases do not count. grads stays as it is.

    Source:
        Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
        networks" (2010), section 4.
    """
    raise NotImplementedError("4.1 gradient_norms")
