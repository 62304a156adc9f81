"""Wrong and right answers to chapter 1.3."""

import importlib
from typing import Any

import numpy as np
from ch11_arrays import Array


def wrong_exponential__power_of_two(Z: Array) -> Array:
    """Your function is 2 to the power of z: the base is e, and np.exp takes it.

    Breaks: elementwise e^z.
    """
    return np.exp2(Z)


def wrong_exponential__base_rounded(Z: Array) -> Array:
    """Your base is 2.718, three digits of e: np.exp and np.e have all of them.

    Breaks: elementwise e^z.
    """
    return 2.718**Z


def wrong_exponential__one_less(Z: Array) -> Array:
    """Your function is e^z - 1, which np.expm1 gives: np.exp gives e^z.

    Breaks: elementwise e^z.
    """
    return np.expm1(Z)


def wrong_exponential__minus(Z: Array) -> Array:
    """Your function is e^-z: leave out the minus.

    Breaks: elementwise e^z.
    """
    return np.exp(-Z)


def wrong_exponential__shares(Z: Array) -> Array:
    """Your numbers are divided by their sum, as a softmax's are: e^z by itself depends on no other entry.

    Breaks: elementwise e^z.
    """
    E = np.exp(Z)
    return E / E.sum()


def wrong_exponential__series(Z: Array) -> Array:
    """Your sum of powers ends after z ** 3 / 6, and the rest is missing: np.exp is exact.

    Breaks: elementwise e^z.
    """
    return 1 + Z + Z**2 / 2 + Z**3 / 6


def wrong_exponential__cut(Z: Array) -> Array:
    """Your function is flat beyond 500: take z as it is, large results are right here.

    Breaks: elementwise e^z; exponential alone may overflow.
    """
    return np.exp(np.clip(Z, -500, 500))


def wrong_exponential__infinity_hidden(Z: Array) -> Array:
    """Your function puts the largest float in the place of inf: what is too large for a float is inf.

    Breaks: exponential alone may overflow, since it is e^z.
    """
    return np.nan_to_num(np.exp(Z))


def wrong_exponential__in_place(Z: Array) -> Array:
    """Your function writes its results into Z, which belongs to the caller: np.exp(Z) by itself makes a new array.

    Breaks: no function changes what it was handed.
    """
    return np.exp(Z, out=Z)


def wrong_exponential__as_float64(Z: Array) -> Array:
    """Your result is float64, even of float32: np.exp keeps the dtype by itself.

    Breaks: dtype follows NumPy's promotion.
    """
    return np.exp(Z.astype(np.float64))


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


def wrong_positive_part__largest(Z: Array) -> Any:
    """Your result is the largest entry alone: np.maximum(0, Z) compares each entry with 0, np.max looks for one of all.

    Breaks: max(0, z), elementwise.
    """
    return np.maximum(0, Z.max())


def wrong_positive_part__step(Z: Array) -> Array:
    """Your function gives 1 for positive numbers, which is the derivative: keep the numbers themselves.

    Breaks: max(0, z).
    """
    return (Z > 0).astype(Z.dtype)


def wrong_positive_part__leaky(Z: Array) -> Array:
    """Your function lets a hundredth of negative numbers through, as leaky ReLU does: put 0 in their place.

    Breaks: max(0, z).
    """
    return np.where(Z > 0, Z, 0.01 * Z)


def wrong_positive_part__at_most_one(Z: Array) -> Array:
    """Your function cuts off at 1 as well as at 0: positive numbers stay as they are, however large.

    Breaks: max(0, z).
    """
    return np.clip(Z, 0, 1)


def wrong_positive_part__negative(Z: Array) -> Array:
    """Your function keeps the negative numbers: np.maximum keeps the positive ones, np.minimum the others.

    Breaks: max(0, z).
    """
    return np.minimum(0, Z)


def wrong_positive_part__smooth(Z: Array) -> Array:
    """Your function is ln(1 + e^z), softplus, which is never 0: take the larger of 0 and z.

    Breaks: max(0, z).
    """
    return np.logaddexp(0, Z)


def wrong_positive_part__twice(Z: Array) -> Array:
    """Your positive numbers come out doubled: z + |z| is 2z, so halve it.

    Breaks: max(0, z).
    """
    return Z + np.abs(Z)


def wrong_positive_part__as_float64(Z: Array) -> Array:
    """Your result is float64, even of float32: give it the dtype of Z, as np.maximum(0, Z) does by itself.

    Breaks: dtype follows NumPy's promotion.
    """
    return np.maximum(np.zeros(Z.shape), Z)


def _sigmoid(Z: Array) -> Array:
    E = np.exp(-np.abs(Z))
    return np.where(Z >= 0, 1, E) / (1 + E)


def wrong_positive_part__small_left_out(Z: Array) -> Array:
    """Your function puts 0 for positive numbers below 0.001 too: compare with 0.

    Breaks: max(0, z).
    """
    return np.where(Z > 1e-3, Z, 0)


def wrong_sigmoid__overflowing(Z: Array) -> Array:
    """Your sigmoid takes e to a large power, which overflows: put -abs(z) in the exponent.

    Breaks: no RuntimeWarning for values up to 1e4 in size.
    """
    return 1 / (1 + np.exp(-Z))


def wrong_sigmoid__both_branches(Z: Array) -> Array:
    """Your sigmoid takes e to a large power, which overflows: put -abs(z) in the exponent.

    Breaks: no RuntimeWarning for values up to 1e4 in size.
    """
    return np.where(Z >= 0, 1 / (1 + np.exp(-Z)), np.exp(Z) / (1 + np.exp(Z)))


def wrong_sigmoid__infinity_by_infinity(Z: Array) -> Array:
    """Your sigmoid is nan for large z, inf / inf: for positive z, 1 / (1 + e^-z) is the form that does not overflow.

    Breaks: no nan for values up to 1e4 in size.
    """
    return np.exp(Z) / (1 + np.exp(Z))


def wrong_sigmoid__sign(Z: Array) -> Array:
    """Your sigmoid falls where it should rise: the exponent in 1 / (1 + e^-z) is -z.

    Breaks: 1 / (1 + e^-z).
    """
    E = np.exp(-np.abs(Z))
    return np.where(Z >= 0, E, 1) / (1 + E)


def wrong_sigmoid__size_only(Z: Array) -> Array:
    """Your sigmoid is the same for -z as for z, one half or more: where z is negative, the form is e^z / (1 + e^z).

    Breaks: 1 / (1 + e^-z).
    """
    return 1 / (1 + np.exp(-np.abs(Z)))


def wrong_sigmoid__tanh(Z: Array) -> Array:
    """Your function is tanh, from -1 to 1: the sigmoid goes from 0 to 1, and is (1 + tanh(z / 2)) / 2.

    Breaks: 1 / (1 + e^-z).
    """
    return np.tanh(Z)


def wrong_sigmoid__tanh_too_steep(Z: Array) -> Array:
    """Your sigmoid is that of 2z, twice as steep: the tanh within takes half of z.

    Breaks: 1 / (1 + e^-z).
    """
    return 0.5 * (1 + np.tanh(Z))


def wrong_sigmoid__derivative(Z: Array) -> Array:
    """Your function is the sigmoid's derivative, A * (1 - A): return A.

    Breaks: 1 / (1 + e^-z).
    """
    return _sigmoid(Z) * _sigmoid(-Z)


def wrong_sigmoid__logarithm(Z: Array) -> Array:
    """Your function is the logarithm of the sigmoid: take e to its power.

    Breaks: 1 / (1 + e^-z).
    """
    return -np.logaddexp(0, -Z)


def wrong_sigmoid__straight(Z: Array) -> Array:
    """Your function is a straight line cut off at 0 and 1, the hard sigmoid: compute 1 / (1 + e^-z).

    Breaks: 1 / (1 + e^-z).
    """
    return np.clip(0.2 * Z + 0.5, 0, 1)


def wrong_sigmoid__shares(Z: Array) -> Array:
    """Your numbers are divided by their sum, as a softmax's are: a sigmoid depends on no other entry.

    Breaks: 1 / (1 + e^-z), elementwise.
    """
    E = np.exp(Z - Z.max(initial=-np.inf))
    return E / E.sum()


def wrong_sigmoid__cut(Z: Array) -> Array:
    """Your sigmoid cuts z off, so that it is flat beyond: take e to the power of -abs(z), which never overflows.

    Breaks: within 1e-12 of the true value.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -20, 20)))


def wrong_sigmoid__cut_at_10(Z: Array) -> Array:
    """Your sigmoid cuts z off at 10, where it is still 5e-5 from its end: e to the power of -abs(z) needs no cut.

    Breaks: within 1e-12 of the true value.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -10, 10)))


def wrong_sigmoid__cut_too_far_out(Z: Array) -> Array:
    """Your sigmoid cuts z off at 500, but in float32 e^89 overflows already: put -abs(z) in the exponent.

    Breaks: no RuntimeWarning in float32.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -500, 500)))


def wrong_sigmoid__kept_off_the_ends(Z: Array) -> Array:
    """Your sigmoid stays 1e-7 away from 0 and 1: leave that to the loss, whose logarithm needs it.

    Breaks: within 1e-12 of the true value.
    """
    return np.clip(_sigmoid(Z), 1e-7, 1 - 1e-7)


def wrong_sigmoid__zero_left_out(Z: Array) -> Array:
    """Your sigmoid of 0 is 0, and should be one half: of the two cases z > 0 and z < 0, one must take z = 0 in.

    Breaks: 1 / (1 + e^-z).
    """
    A = np.zeros_like(Z)
    A[Z > 0] = _sigmoid(Z[Z > 0])
    A[Z < 0] = _sigmoid(Z[Z < 0])
    return A


def wrong_sigmoid__float32_within(Z: Array) -> Array:
    """Your sigmoid is right to seven digits only, those of float32: compute in the dtype of Z.

    Breaks: within 1e-12 of the true value in float64.
    """
    return _sigmoid(Z.astype(np.float32)).astype(Z.dtype)


def wrong_sigmoid__as_float64(Z: Array) -> Array:
    """Your result is float64, even of float32: give it the dtype of Z.

    Breaks: dtype follows NumPy's promotion.
    """
    A = np.zeros(Z.shape)
    A[...] = _sigmoid(Z.astype(np.float64))
    return A


def wrong_sigmoid__cut_in_place(Z: Array) -> Array:
    """Your function cuts the caller's Z off: np.clip without out= makes a new array.

    Breaks: no function changes what it was handed.
    """
    np.clip(Z, -80, 80, out=Z)
    return _sigmoid(Z)


def right_exponential__by_power(Z: Array) -> Array:
    """Raise e by np.power."""
    return np.power(np.e, Z)


def right_exponential__by_halves(Z: Array) -> Array:
    """Square the exponential of the half."""
    return np.square(np.exp(Z / 2))


def right_exponential__quietly(Z: Array) -> Array:
    """Give inf without the warning."""
    with np.errstate(over="ignore"):
        return np.exp(Z)


def right_positive_part__by_where(Z: Array) -> Array:
    """Choose by np.where."""
    return np.where(Z > 0, Z, np.zeros((), dtype=Z.dtype))


def right_positive_part__by_mask(Z: Array) -> Array:
    """Multiply by what is true."""
    return Z * (Z > 0)


def right_positive_part__by_absolute(Z: Array) -> Array:
    """Halve the sum of a number and its size."""
    return (Z + np.abs(Z)) / 2


def right_positive_part__in_a_copy(Z: Array) -> Array:
    """Write zeros into a copy."""
    P = Z.copy()
    P[P < 0] = 0
    return P


def right_sigmoid__by_tanh(Z: Array) -> Array:
    """Shift and stretch tanh."""
    return 0.5 * (1 + np.tanh(0.5 * Z))


def right_sigmoid__by_logaddexp(Z: Array) -> Array:
    """Take the logarithm's way round."""
    return np.exp(-np.logaddexp(0, -Z))


def right_sigmoid__by_scipy(Z: Array) -> Array:
    """Leave it to SciPy."""
    A: Array = importlib.import_module("scipy.special").expit(Z)
    return A


def right_sigmoid__by_masks(Z: Array) -> Array:
    """Fill in each side of 0 by the form that cannot overflow there."""
    A, positive = np.empty_like(Z), Z >= 0
    A[positive] = 1 / (1 + np.exp(-Z[positive]))
    E = np.exp(Z[~positive])
    A[~positive] = E / (1 + E)
    return A


def right_sigmoid__cut_where_it_is_flat(Z: Array) -> Array:
    """Cut z off where the sigmoid is within 1e-12 of its ends, and e^-z does not overflow float32 yet."""
    return 1 / (1 + np.exp(-np.clip(Z, -40, 40)))


def right_sigmoid__quietly(Z: Array) -> Array:
    """Let e^-z overflow without the warning: 1 / inf is 0, as it should be."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-Z))
