"""Mathematical Functions and Activation Basics

Without a bend between them, two layers can do no more than one. This chapter applies functions to every entry
of an array at once, up to the sigmoid, which turns any number into a probability. Each function returns a new array
with the same dtype, and does not modify Z.

    Z → e^Z        Z → max(0, Z)        Z → A = 1 / (1 + e^-Z), between 0 and 1

Lesson: lessons/ch13_functions.md
"""

import numpy as np
from ch11_arrays import Array


def exponential(Z: Array) -> Array:
    """Raise e to the power of every entry.

        exponential(z) = e^z

    Args:
        Z: any shape.

    Returns:
        Positive numbers, the same shape. Above about 709 (88 in float32) the result is too large: inf, with NumPy's
        RuntimeWarning.

    Source:
        NumPy reference, numpy.exp.
    """
    return np.exp(Z)


def positive_part(Z: Array) -> Array:
    """Keep positive entries and replace all others by 0. Networks call it ReLU, and it comes back in chapter 3.2.

        positive_part(z) = max(0, z)

    Args:
        Z: any shape.

    Returns:
        The same shape.

    Source:
        NumPy reference, numpy.maximum.
    """
    return np.maximum(0, Z)


def sigmoid(Z: Array) -> Array:
    """Squash every entry into a probability: 0 at -∞, one half at 0, 1 at +∞.

        sigmoid(z) = 1 / (1 + e^-z)

    Args:
        Z: scores, any shape.

    Returns:
        Numbers from 0 to 1, the same shape. They are never nan, and no power overflows, however large the scores.

    Source:
        Nielsen, "Neural Networks and Deep Learning", chapter 1, equation (3).
    """
    # 1 / (1 + e^-z) = e^z / (1 + e^z): with |z| in the exponent, each side of 0 uses the form that cannot overflow.
    E = np.exp(-np.abs(Z))
    return np.where(Z >= 0, 1, E) / (1 + E)
