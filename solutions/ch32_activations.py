"""Activation Functions for Neural Networks

Between two layers there is a function with a bend. This chapter collects the usual ones with the derivatives that
training needs, and the softmax, which turns ten scores into ten probabilities.

    Z → relu(Z), relu'(Z)        Z → sigmoid'(Z)        Z (n, c) → softmax → A (n, c), rows sum to 1

Lesson: lessons/ch32_activations.md
"""

import numpy as np
from ch11_arrays import Array
from ch13_functions import sigmoid


def relu(Z: Array) -> Array:
    """Keep positive scores and put 0 for all others: the rectified linear unit.

        relu(z) = max(0, z)

    Args:
        Z: scores, any shape.

    Returns:
        The same shape and dtype. Z is not modified.

    Source:
        Glorot, Bordes and Bengio, "Deep Sparse Rectifier Neural Networks" (2011), section 3.
    """
    return np.maximum(0, Z)


def relu_derivative(Z: Array) -> Array:
    """Compute the slope of relu at each score. At 0 itself, where relu has a kink, it is taken to be 0.

        relu'(z) = 1 if z > 0 else 0

    Args:
        Z: scores, any shape.

    Returns:
        Zeros and ones, the same shape and dtype. Z is not modified.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 6.3.
    """
    return (Z > 0).astype(Z.dtype)


def sigmoid_derivative(Z: Array) -> Array:
    """Compute the slope of the sigmoid at each score: at most 1/4, and almost 0 for scores far from 0.

        sigmoid'(z) = sigmoid(z) * (1 - sigmoid(z))

    Args:
        Z: scores before the sigmoid, any shape.

    Returns:
        Slopes from 0 to 1/4, the same shape and dtype, without overflow at large scores. Z is not modified.

    Source:
        Nielsen, "Neural Networks and Deep Learning", chapter 3, "Introducing the cross-entropy cost function".
    """
    # 1 - sigmoid(z) = sigmoid(-z), which keeps its digits where sigmoid(z) is nearly 1.
    return sigmoid(Z) * sigmoid(-Z)


def softmax(Z: Array) -> Array:
    """Turn each row of scores into probabilities.

        softmax(z)_i = e^z_i / Σ e^z_k

    Args:
        Z: scores, shape (…, c): over the last axis, c classes.

    Returns:
        Probabilities, the same shape and dtype; each row sums to 1. It never overflows, however large the scores. Z is
        not modified.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 4.1, equation (4.1).
    """
    # exp(z - m) / Σ exp(z_k - m) is the same for every m. With the largest score as m no exponent is above 0.
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)
