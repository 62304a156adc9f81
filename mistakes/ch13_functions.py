"""Wrong and right answers to chapter 1.3."""

import numpy as np
from ch11_arrays import Array


def wrong_exponential__power_of_two(Z: Array) -> Array:
    """Your function is 2 to the power of z: the base is e, and np.exp takes it.

    Breaks: elementwise e^z.
    """
    return np.exp2(Z)


def wrong_exponential__one_less(Z: Array) -> Array:
    """Your function is e^z - 1, which np.expm1 gives: np.exp gives e^z.

    Breaks: elementwise e^z.
    """
    return np.expm1(Z)


def wrong_positive_part__absolute(Z: Array) -> Array:
    """Your function turns negative numbers positive, as abs does: put 0 in their place.

    Breaks: max(0, z).
    """
    return np.abs(Z)


def wrong_positive_part__in_place(Z: Array) -> Array:
    """Your function writes its zeros into Z, which belongs to the caller: make a new array.

    Breaks: no function changes what it was handed.
    """
    Z[Z < 0] = 0
    return Z


def wrong_positive_part__picked(Z: Array) -> Array:
    """Your result lacks the negative entries, so that its shape is another: put 0 in their place.

    Breaks: max(0, z), elementwise.
    """
    return Z[Z > 0]


def wrong_sigmoid__sign(Z: Array) -> Array:
    """Your sigmoid falls where it should rise: the exponent in 1 / (1 + e^-z) is -z.

    Breaks: 1 / (1 + e^-z).
    """
    E = np.exp(-np.abs(Z))
    return np.where(Z >= 0, E, 1) / (1 + E)


def wrong_sigmoid__tanh(Z: Array) -> Array:
    """Your function is tanh, from -1 to 1: the sigmoid goes from 0 to 1, and is (1 + tanh(z / 2)) / 2.

    Breaks: 1 / (1 + e^-z).
    """
    return np.tanh(Z)


def wrong_sigmoid__cut(Z: Array) -> Array:
    """Your sigmoid cuts z off, so that it is flat beyond: take e to the power of -abs(z), which never overflows.

    Breaks: within 1e-12 of the true value.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -20, 20)))


def right_exponential__by_power(Z: Array) -> Array:
    """Take the exponential of each entry."""
    return np.exp(Z)


def right_positive_part__by_where(Z: Array) -> Array:
    """Choose by np.where."""
    return np.where(Z > 0, Z, np.zeros((), dtype=Z.dtype))


def right_sigmoid__by_tanh(Z: Array) -> Array:
    """Shift and stretch tanh."""
    return 0.5 * (1 + np.tanh(0.5 * Z))


def right_sigmoid__by_logaddexp(Z: Array) -> Array:
    """Take the logarithm's way round."""
    return np.exp(-np.logaddexp(0, -Z))
