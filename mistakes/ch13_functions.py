"""Wrong and right answers to chapter 1.3."""

import importlib
import math
from typing import Any

import numpy as np
from ch11_arrays import Array


def wrong_exponential__power_of_two(Z: Array) -> Array:
    """Your function is 2 to the power of z: the base should be e, as in np.exp.

    Breaks: elementwise e^z.
    """
    return np.exp2(Z)


def wrong_exponential__power_of_ten(Z: Array) -> Array:
    """Your function is 10 to the power of z: the base should be e, as in np.exp.

    Breaks: elementwise e^z.
    """
    return 10.0**Z


def wrong_exponential__base_rounded(Z: Array) -> Array:
    """Your base has too few digits of e: np.exp and np.e have all of them.

    Breaks: elementwise e^z.
    """
    return 2.718**Z


def wrong_exponential__base_rounded_to_2_7(Z: Array) -> Array:
    """Your base has too few digits of e: np.exp and np.e have all of them.

    Breaks: elementwise e^z.
    """
    return 2.7**Z


def wrong_exponential__base_rounded_to_2_72(Z: Array) -> Array:
    """Your base has too few digits of e: np.exp and np.e have all of them.

    Breaks: elementwise e^z.
    """
    return 2.72**Z


def wrong_exponential__base_rounded_to_2_71828(Z: Array) -> Array:
    """Your base has too few digits of e: np.exp and np.e have all of them.

    Breaks: elementwise e^z.
    """
    return 2.71828**Z


def wrong_exponential__base_and_exponent_exchanged(Z: Array) -> Array:
    """Your function is z to the power of e: it should be e to the power of z, np.exp(Z).

    Breaks: elementwise e^z.
    """
    return Z**np.e


def wrong_exponential__times_e(Z: Array) -> Array:
    """Your function multiplies z by e: it should raise e to the power of z, np.exp(Z).

    Breaks: elementwise e^z.
    """
    return np.e * Z


def wrong_exponential__logarithm(Z: Array) -> Array:
    """Your function is the logarithm, the inverse of the exponential function: use np.exp(Z).

    Breaks: elementwise e^z.
    """
    return np.log(Z)


def wrong_exponential__one_less(Z: Array) -> Array:
    """Your function is e^z - 1, as np.expm1 computes it: np.exp computes e^z.

    Breaks: elementwise e^z.
    """
    return np.expm1(Z)


def wrong_exponential__minus(Z: Array) -> Array:
    """Your function is e^-z: leave out the minus.

    Breaks: elementwise e^z.
    """
    return np.exp(-Z)


def wrong_exponential__of_the_size(Z: Array) -> Array:
    """Your function gives the same for -z as for z: e^-1 should be 1 / e.

    Breaks: elementwise e^z.
    """
    return np.exp(np.abs(Z))


def wrong_exponential__square(Z: Array) -> Array:
    """Your function is e to the power of z squared: leave out the square.

    Breaks: elementwise e^z.
    """
    return np.exp(Z**2)


def wrong_exponential__shares(Z: Array) -> Array:
    """Your numbers are divided by their sum, as in a softmax: here each entry depends on itself alone.

    Breaks: elementwise e^z.
    """
    return np.exp(Z) / np.exp(Z).sum()


def wrong_exponential__shares_of_rows(Z: Array) -> Array:
    """Your numbers are divided by their sum, as in a softmax: here each entry depends on itself alone.

    Breaks: elementwise e^z.
    """
    return np.exp(Z) / np.exp(Z).sum(axis=-1, keepdims=True)


def wrong_exponential__shifted(Z: Array) -> Array:
    """Your numbers are divided by the largest, as in a stable softmax: here each entry depends on itself alone.

    Breaks: elementwise e^z.
    """
    return np.exp(Z - Z.max())


def wrong_exponential__series(Z: Array) -> Array:
    """Your sum of powers ends too early, and the rest is missing: np.exp is exact.

    Breaks: elementwise e^z.
    """
    return 1 + Z + Z**2 / 2 + Z**3 / 6


def wrong_exponential__series_of_eleven(Z: Array) -> Array:
    """Your sum of powers ends too early, and the rest is missing: np.exp is exact.

    Breaks: elementwise e^z.
    """
    total = np.zeros(Z.shape)
    for k in range(11):
        total = total + Z**k / math.factorial(k)
    return total


def wrong_exponential__one_number(Z: Array) -> Any:
    """Your function fails for an array of several numbers, as math.exp(Z) does: np.exp takes a whole array.

    Breaks: elementwise e^z.
    """
    return math.exp(Z)


def wrong_exponential__one_axis(Z: Array) -> Array:
    """Your function takes only a vector, as a loop over len(Z) with math.exp does: np.exp takes an array of any shape.

    Breaks: elementwise e^z.
    """
    return np.array([math.exp(z) for z in Z])


def wrong_exponential__flattened(Z: Array) -> Array:
    """Your result is one vector: it should have the shape of Z.

    Breaks: elementwise e^z.
    """
    return np.array([math.exp(z) for z in Z.ravel()])


def wrong_exponential__a_list(Z: Array) -> Any:
    """Your result is a list: np.exp(Z) gives an array.

    Breaks: elementwise e^z.
    """
    return [math.exp(z) for z in Z.ravel()]


def wrong_exponential__cut_at_10(Z: Array) -> Array:
    """Your function is flat beyond a limit: leave z as it is, since large results are right here.

    Breaks: elementwise e^z.
    """
    return np.exp(np.clip(Z, -10, 10))


def wrong_exponential__cut_at_20(Z: Array) -> Array:
    """Your function is flat beyond a limit: leave z as it is, since large results are right here.

    Breaks: elementwise e^z.
    """
    return np.exp(np.clip(Z, -20, 20))


def unpolished_exponential__cut_at_500(Z: Array) -> Array:
    """Your function is flat beyond a limit: leave z as it is, since large results are right here.

    Breaks: elementwise e^z; exponential alone may overflow.
    """
    return np.exp(np.clip(Z, -500, 500))


def unpolished_exponential__cut_at_250(Z: Array) -> Array:
    """Your function is flat beyond a limit: leave z as it is, since large results are right here.

    Breaks: elementwise e^z; exponential alone may overflow.
    """
    return np.exp(np.clip(Z, -250, 250))


def unpolished_exponential__cut_at_100(Z: Array) -> Array:
    """Your function is flat beyond a limit: leave z as it is, since large results are right here.

    Breaks: elementwise e^z; exponential alone may overflow.
    """
    return np.exp(np.clip(Z, -100, 100))


def unpolished_exponential__cut_at_700(Z: Array) -> Array:
    """Your function is flat beyond a limit: leave z as it is, since large results are right here.

    Breaks: elementwise e^z; exponential alone may overflow.
    """
    return np.exp(np.clip(Z, -700, 700))


def unpolished_exponential__infinity_hidden(Z: Array) -> Array:
    """Your function returns a finite number where e^z is too large for a float: inf is right there.

    Breaks: exponential alone may overflow, since it is e^z.
    """
    return np.nan_to_num(np.exp(Z))


def unpolished_exponential__error_where_too_large(Z: Array) -> Array:
    """Your function raises an OverflowError where e^z is too large, as math.exp does: np.exp gives inf.

    Breaks: exponential alone may overflow, since it is e^z.
    """
    result = np.zeros_like(Z)
    for i in np.ndindex(Z.shape):
        result[i] = math.exp(Z[i])
    return result


def unpolished_exponential__in_place(Z: Array) -> Array:
    """Your function writes its results into the caller's Z: np.exp(Z) by itself makes a new array.

    Breaks: no function changes what it is passed.
    """
    return np.exp(Z, out=Z)


def unpolished_exponential__as_float64(Z: Array) -> Array:
    """Your result is float64, even of float32: np.exp keeps the dtype by itself.

    Breaks: dtype follows NumPy's promotion.
    """
    return np.exp(Z.astype(np.float64))


def unpolished_exponential__in_memory_order(Z: Array) -> Array:
    """Your function takes the numbers in the order of the memory, which mixes up those of a transpose: use np.exp(Z).

    Breaks: elementwise e^z.
    """
    return np.exp(Z.ravel(order="K")).reshape(Z.shape)


def wrong_positive_part__absolute(Z: Array) -> Array:
    """Your function turns negative numbers positive, as abs does: they should become 0.

    Breaks: max(0, z), elementwise.
    """
    return np.abs(Z)


def wrong_positive_part__picked(Z: Array) -> Array:
    """Your result lacks the negative entries, so its shape has changed: put 0 in their places.

    Breaks: max(0, z), elementwise.
    """
    return Z[Z > 0]


def wrong_positive_part__largest(Z: Array) -> Any:
    """Your result is the largest entry of all, as np.max finds it: np.maximum(0, Z) compares each entry with 0.

    Breaks: max(0, z), elementwise.
    """
    return np.maximum(0, Z.max())


def wrong_positive_part__whole_array_asked(Z: Array) -> Any:
    """Your function raises a ValueError, as `if Z > 0`, max(0, Z) and np.where(Z > 0, Z) do: use np.maximum(0, Z).

    Breaks: max(0, z), elementwise.
    """
    return max(0, Z)


def wrong_positive_part__np_max(Z: Array) -> Any:
    """Your function fails for arrays, as np.max(0, Z) does: np.maximum(0, Z) compares each entry with 0.

    Breaks: max(0, z), elementwise.
    """
    return np.max(0, Z)


def wrong_positive_part__one_axis(Z: Array) -> Array:
    """Your function takes only a vector: in a matrix, Z[i] is a row. np.maximum takes an array of any shape.

    Breaks: max(0, z), elementwise.
    """
    return np.array([max(0.0, z) for z in Z])


def wrong_positive_part__flattened(Z: Array) -> Array:
    """Your result is one vector: it should have the shape of Z.

    Breaks: max(0, z), elementwise.
    """
    return np.array([max(0.0, z) for z in Z.ravel()])


def wrong_positive_part__a_list(Z: Array) -> Any:
    """Your result is a list: np.maximum(0, Z) gives an array.

    Breaks: max(0, z), elementwise.
    """
    return [max(0.0, float(z)) for z in Z.ravel()]


def wrong_positive_part__largest_along_an_axis(Z: Array) -> Array:
    """Your result has the largest entry of each column, as np.max(Z, 0) does: np.maximum(Z, 0) compares entry by entry.

    Breaks: max(0, z), elementwise.
    """
    return np.max(Z, 0)


def wrong_positive_part__unchanged(Z: Array) -> Array:
    """Your result is Z as it was. (In a loop, `z = max(0, z)` binds a name, and leaves Z as it was.)

    Breaks: max(0, z), elementwise.
    """
    z: Any
    for z in Z.ravel():
        z = max(0.0, z)
    return Z


def wrong_positive_part__unchanged_by_a_loop_over_rows(Z: Array) -> Array:
    """Your result is Z as it was. (In a loop, `z = max(0, z)` binds a name, and leaves Z as it was.)

    Breaks: max(0, z), elementwise.
    """
    z: Any
    for z in Z:
        z = max(0.0, z)
    return Z


def wrong_positive_part__negative_picked(Z: Array) -> Array:
    """Your result has only the negative entries: put 0 in their places, and keep all others.

    Breaks: max(0, z), elementwise.
    """
    return Z[Z < 0]


def wrong_positive_part__at_most_255(Z: Array) -> Array:
    """Your function cuts off large numbers: positive numbers stay as they are, however large.

    Breaks: max(0, z), elementwise.
    """
    return np.clip(Z, 0, 255)


def wrong_positive_part__step(Z: Array) -> Array:
    """Your function returns 1 for positive numbers, which is the derivative: keep the numbers themselves.

    Breaks: max(0, z), elementwise.
    """
    return (Z > 0).astype(Z.dtype)


def wrong_positive_part__mask(Z: Array) -> Any:
    """Your result is True and False: multiply it by Z, or take np.maximum(0, Z).

    Breaks: max(0, z), elementwise.
    """
    return Z > 0


def wrong_positive_part__sign(Z: Array) -> Array:
    """Your function returns the sign of each number: keep positive numbers, and replace all others by 0.

    Breaks: max(0, z), elementwise.
    """
    return np.sign(Z)


def wrong_positive_part__leaky(Z: Array) -> Array:
    """Your function keeps a hundredth of each negative number, as leaky ReLU does: negative numbers should become 0.

    Breaks: max(0, z), elementwise.
    """
    return np.where(Z > 0, Z, 0.01 * Z)


def wrong_positive_part__at_most_one(Z: Array) -> Array:
    """Your function cuts off at 1 as well as at 0: positive numbers stay as they are, however large.

    Breaks: max(0, z), elementwise.
    """
    return np.clip(Z, 0, 1)


def wrong_positive_part__at_most_six(Z: Array) -> Array:
    """Your function cuts off large numbers: positive numbers stay as they are, however large.

    Breaks: max(0, z), elementwise.
    """
    return np.clip(Z, 0, 6)


def wrong_positive_part__negative(Z: Array) -> Array:
    """Your function keeps the negative numbers, as np.minimum does: np.maximum keeps the positive ones.

    Breaks: max(0, z), elementwise.
    """
    return np.minimum(0, Z)


def wrong_positive_part__at_least_one(Z: Array) -> Array:
    """Your numbers are 1 or more: compare with 0, np.maximum(0, Z).

    Breaks: max(0, z), elementwise.
    """
    return np.maximum(1, Z)


def wrong_positive_part__smooth(Z: Array) -> Array:
    """Your function is ln(1 + e^z), softplus, which is never 0: take the larger of 0 and z.

    Breaks: max(0, z), elementwise.
    """
    return np.logaddexp(0, Z)


def wrong_positive_part__twice(Z: Array) -> Array:
    """Your positive numbers come out doubled: z + |z| is 2z, so halve it.

    Breaks: max(0, z), elementwise.
    """
    return Z + np.abs(Z)


def wrong_positive_part__squared(Z: Array) -> Array:
    """Your positive numbers are squared: keep them as they are.

    Breaks: max(0, z), elementwise.
    """
    return Z**2 * (Z > 0)


def wrong_positive_part__small_left_out(Z: Array) -> Array:
    """Your function returns 0 for small positive numbers too: compare with 0.

    Breaks: max(0, z), elementwise.
    """
    return np.where(Z > 1e-3, Z, 0)


def unpolished_positive_part__in_place(Z: Array) -> Array:
    """Your function writes its zeros into the caller's Z: make a new array.

    Breaks: no function changes what it is passed.
    """
    Z[Z < 0] = 0
    return Z


def unpolished_positive_part__as_float64(Z: Array) -> Array:
    """Your result is float64, even of float32: give it the dtype of Z, as np.maximum(0, Z) does by itself.

    Breaks: dtype follows NumPy's promotion.
    """
    return np.maximum(np.zeros(Z.shape), Z)


def unpolished_positive_part__rounded(Z: Array) -> Array:
    """Your numbers lose digits on their way through float32: np.maximum(0, Z) chooses, and computes nothing.

    Breaks: max(0, z).
    """
    return np.maximum(0, Z.astype(np.float32)).astype(Z.dtype)


def unpolished_positive_part__in_memory_order(Z: Array) -> Array:
    """Your function takes the numbers in the order of the memory, which mixes up those of a transpose: use np.maximum.

    Breaks: max(0, z), elementwise.
    """
    return np.maximum(0, Z.ravel(order="K")).reshape(Z.shape)


def _sigmoid(Z: Array) -> Array:
    E = np.exp(-np.abs(Z))
    return np.where(Z >= 0, 1, E) / (1 + E)


def wrong_sigmoid__infinity_by_infinity(Z: Array) -> Array:
    """Your sigmoid is nan for large z, inf / inf: for positive z, use 1 / (1 + e^-z), which does not overflow there.

    Breaks: no nan for values up to 1e4 in size.
    """
    return np.exp(Z) / (1 + np.exp(Z))


def wrong_sigmoid__nan_below(Z: Array) -> Array:
    """Your sigmoid is nan for very negative z, inf / inf: 1 / (1 + e^-z) is 0 there, as it should be.

    Breaks: no nan for values up to 1e4 in size.
    """
    E = np.exp(-Z)
    return 1 - E / (1 + E)


def wrong_sigmoid__error_where_too_large(Z: Array) -> Array:
    """Your sigmoid raises an OverflowError, as math.exp(1000) does: with -abs(z) in the exponent nothing can overflow.

    Breaks: no nan for values up to 1e4 in size.
    """
    A = np.zeros(Z.shape)
    for i in np.ndindex(Z.shape):
        A[i] = 1 / (1 + math.exp(-Z[i]))
    return A


def wrong_sigmoid__minus_missing(Z: Array) -> Array:
    """Your sigmoid falls where it should rise: the exponent in 1 / (1 + e^-z) is -z.

    Breaks: 1 / (1 + e^-z).
    """
    return 1 / (1 + np.exp(Z))


def wrong_sigmoid__minus_missing_stable(Z: Array) -> Array:
    """Your sigmoid falls where it should rise: the exponent in 1 / (1 + e^-z) is -z.

    Breaks: 1 / (1 + e^-z).
    """
    E = np.exp(-np.abs(Z))
    return np.where(Z >= 0, E, 1) / (1 + E)


def wrong_sigmoid__minus_in_the_other_form(Z: Array) -> Array:
    """Your sigmoid falls where it should rise: the exponent in 1 / (1 + e^-z) is -z.

    Breaks: 1 / (1 + e^-z).
    """
    return np.exp(-Z) / (1 + np.exp(-Z))


def wrong_sigmoid__parentheses(Z: Array) -> Array:
    """Your function is 1 + e^-z: the division needs its parentheses, 1 / (1 + np.exp(-Z)).

    Breaks: 1 / (1 + e^-z).
    """
    return 1 / 1 + np.exp(-Z)


def wrong_sigmoid__reciprocal_missing(Z: Array) -> Array:
    """Your function is 1 + e^-z: the division needs its parentheses, 1 / (1 + np.exp(-Z)).

    Breaks: 1 / (1 + e^-z).
    """
    return 1 + np.exp(-Z)


def wrong_sigmoid__difference_below(Z: Array) -> Array:
    """Your denominator is 1 - e^-z, which is 0 at z = 0: it should be 1 + e^-z.

    Breaks: 1 / (1 + e^-z).
    """
    return 1 / (1 - np.exp(-Z))


def wrong_sigmoid__one_missing(Z: Array) -> Array:
    """Your function is e^z: the denominator of the fraction should be 1 + e^-z.

    Breaks: 1 / (1 + e^-z).
    """
    return 1 / np.exp(-Z)


def wrong_sigmoid__exponents_differ(Z: Array) -> Array:
    """Your numerator has e^z and your denominator has e^-z: with e^z in the numerator, the denominator is 1 + e^z.

    Breaks: 1 / (1 + e^-z).
    """
    return np.exp(Z) / (1 + np.exp(-Z))


def wrong_sigmoid__size_only(Z: Array) -> Array:
    """Your sigmoid is the same for -z as for z, one half or more: where z is negative, the form is e^z / (1 + e^z).

    Breaks: 1 / (1 + e^-z).
    """
    return 1 / (1 + np.exp(-np.abs(Z)))


def wrong_sigmoid__base_2(Z: Array) -> Array:
    """Your sigmoid does not have the base e: use np.exp(-Z).

    Breaks: 1 / (1 + e^-z).
    """
    return 1 / (1 + 2.0**-Z)


def wrong_sigmoid__base_rounded(Z: Array) -> Array:
    """Your sigmoid does not have the base e: use np.exp(-Z).

    Breaks: 1 / (1 + e^-z).
    """
    return 1 / (1 + 2.718**-Z)


def wrong_sigmoid__tanh(Z: Array) -> Array:
    """Your function is tanh, from -1 to 1: the sigmoid goes from 0 to 1, and is (1 + tanh(z / 2)) / 2.

    Breaks: 1 / (1 + e^-z).
    """
    return np.tanh(Z)


def wrong_sigmoid__tanh_too_steep(Z: Array) -> Array:
    """Your sigmoid is that of 2z, twice as steep: its tanh should take half of z.

    Breaks: 1 / (1 + e^-z).
    """
    return 0.5 * (1 + np.tanh(Z))


def wrong_sigmoid__derivative(Z: Array) -> Array:
    """Your function is the sigmoid's derivative, A * (1 - A): return A.

    Breaks: 1 / (1 + e^-z).
    """
    return _sigmoid(Z) * _sigmoid(-Z)


def wrong_sigmoid__derivative_by_its_formula(Z: Array) -> Array:
    """Your function is the sigmoid's derivative, A * (1 - A): return A.

    Breaks: 1 / (1 + e^-z).
    """
    return np.exp(-Z) / (1 + np.exp(-Z)) ** 2


def wrong_sigmoid__logarithm_of_the_formula(Z: Array) -> Array:
    """Your function is the logarithm of the sigmoid: apply np.exp to it.

    Breaks: 1 / (1 + e^-z).
    """
    return np.log(1 / (1 + np.exp(-Z)))


def wrong_sigmoid__from_minus_1(Z: Array) -> Array:
    """Your function goes from -1 to 1: the sigmoid goes from 0 to 1, and is 1 / (1 + e^-z).

    Breaks: 1 / (1 + e^-z).
    """
    return 2 / (1 + np.exp(-Z)) - 1


def wrong_sigmoid__base_10(Z: Array) -> Array:
    """Your sigmoid does not have the base e: use np.exp(-Z).

    Breaks: 1 / (1 + e^-z).
    """
    return 1 / (1 + 10.0**-Z)


def wrong_sigmoid__half_as_steep(Z: Array) -> Array:
    """Your sigmoid is that of z / 2, half as steep: the exponent is -z.

    Breaks: 1 / (1 + e^-z).
    """
    return 1 / (1 + np.exp(-Z / 2))


def wrong_sigmoid__logarithm(Z: Array) -> Array:
    """Your function is the logarithm of the sigmoid: apply np.exp to it.

    Breaks: 1 / (1 + e^-z).
    """
    return -np.logaddexp(0, -Z)


def wrong_sigmoid__straight(Z: Array) -> Array:
    """Your function is a straight line cut off at 0 and 1, the hard sigmoid: compute 1 / (1 + e^-z).

    Breaks: 1 / (1 + e^-z).
    """
    return np.clip(0.2 * Z + 0.5, 0, 1)


def wrong_sigmoid__softsign(Z: Array) -> Array:
    """Your function is z / (1 + |z|), softsign: compute 1 / (1 + e^-z).

    Breaks: 1 / (1 + e^-z).
    """
    return Z / (1 + np.abs(Z))


def wrong_sigmoid__decided(Z: Array) -> Array:
    """Your function returns 0 or 1, a decision: the sigmoid is a probability between them.

    Breaks: 1 / (1 + e^-z).
    """
    return (_sigmoid(Z) >= 0.5).astype(Z.dtype)


def wrong_sigmoid__rounded(Z: Array) -> Array:
    """Your probabilities are rounded: leave them as they are.

    Breaks: 1 / (1 + e^-z).
    """
    return np.round(_sigmoid(Z), 4)


def wrong_sigmoid__shares(Z: Array) -> Array:
    """Your numbers are divided by their sum, as in a softmax: in a sigmoid each entry depends on itself alone.

    Breaks: 1 / (1 + e^-z).
    """
    E = np.exp(Z - Z.max())
    return E / E.sum()


def wrong_sigmoid__shares_of_rows(Z: Array) -> Array:
    """Your numbers are divided by their sum, as in a softmax: in a sigmoid each entry depends on itself alone.

    Breaks: 1 / (1 + e^-z).
    """
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def wrong_sigmoid__one_number(Z: Array) -> Any:
    """Your function fails for an array of several numbers, as math.exp(-Z) does: np.exp takes a whole array.

    Breaks: 1 / (1 + e^-z).
    """
    return 1 / (1 + math.exp(-Z))


def wrong_sigmoid__whole_array_asked(Z: Array) -> Array:
    """Your function raises a ValueError: `if Z >= 0` needs one answer for all entries, np.where checks each of them.

    Breaks: 1 / (1 + e^-z).
    """
    if Z >= 0:
        return 1 / (1 + np.exp(-Z))
    return np.exp(Z) / (1 + np.exp(Z))


def wrong_sigmoid__one_axis(Z: Array) -> Array:
    """Your function takes only a vector: in a matrix, Z[i] is a row. np.exp takes an array of any shape.

    Breaks: 1 / (1 + e^-z).
    """
    return np.array([1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z)) for z in Z])


def wrong_sigmoid__one_axis_textbook(Z: Array) -> Array:
    """Your function takes only a vector: in a matrix, Z[i] is a row. np.exp takes an array of any shape.

    Breaks: 1 / (1 + e^-z).
    """
    return np.array([1 / (1 + math.exp(-z)) for z in Z])


def wrong_sigmoid__flattened(Z: Array) -> Array:
    """Your result is one vector: it should have the shape of Z.

    Breaks: 1 / (1 + e^-z).
    """
    return _sigmoid(Z).ravel()


def wrong_sigmoid__cut_at_5(Z: Array) -> Array:
    """Your sigmoid is flat beyond a limit, where it should still rise: -abs(z) in the exponent needs no limit.

    Breaks: within 1e-12 of the true value.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -5, 5)))


def wrong_sigmoid__cut_at_6(Z: Array) -> Array:
    """Your sigmoid is flat beyond a limit, where it should still rise: -abs(z) in the exponent needs no limit.

    Breaks: within 1e-12 of the true value.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -6, 6)))


def wrong_sigmoid__cut_at_8(Z: Array) -> Array:
    """Your sigmoid is flat beyond a limit, where it should still rise: -abs(z) in the exponent needs no limit.

    Breaks: within 1e-12 of the true value.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -8, 8)))


def wrong_sigmoid__cut_at_10(Z: Array) -> Array:
    """Your sigmoid is flat beyond a limit, where it should still rise: -abs(z) in the exponent needs no limit.

    Breaks: within 1e-12 of the true value.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -10, 10)))


def wrong_sigmoid__zero_left_out(Z: Array) -> Array:
    """Your sigmoid of 0 is 0, but should be one half: one of the two cases z > 0 and z < 0 must include z = 0.

    Breaks: 1 / (1 + e^-z).
    """
    A = np.zeros_like(Z)
    A[Z > 0] = 1 / (1 + np.exp(-Z[Z > 0]))
    A[Z < 0] = np.exp(Z[Z < 0]) / (1 + np.exp(Z[Z < 0]))
    return A


def unpolished_sigmoid__overflowing(Z: Array) -> Array:
    """Your numbers are right, but e to a large power overflows, and NumPy warns: put -abs(z) in the exponent.

    Breaks: no RuntimeWarning for values up to 1e4 in size.
    """
    return 1 / (1 + np.exp(-Z))


def unpolished_sigmoid__both_branches(Z: Array) -> Array:
    """Your numbers are right, but e to a large power overflows, and NumPy warns: put -abs(z) in the exponent.

    Breaks: no RuntimeWarning for values up to 1e4 in size.
    """
    return np.where(Z >= 0, 1 / (1 + np.exp(-Z)), np.exp(Z) / (1 + np.exp(Z)))


def unpolished_sigmoid__cut_at_500(Z: Array) -> Array:
    """In float32, e^89 is too large already, and your exponent goes beyond that: put -abs(z) in the exponent.

    Breaks: no RuntimeWarning in float32.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -500, 500)))


def unpolished_sigmoid__cut_at_250(Z: Array) -> Array:
    """In float32, e^89 is too large already, and your exponent goes beyond that: put -abs(z) in the exponent.

    Breaks: no RuntimeWarning in float32.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -250, 250)))


def unpolished_sigmoid__cut_at_100(Z: Array) -> Array:
    """In float32, e^89 is too large already, and your exponent goes beyond that: put -abs(z) in the exponent.

    Breaks: no RuntimeWarning in float32.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -100, 100)))


def unpolished_sigmoid__cut_at_709(Z: Array) -> Array:
    """In float32, e^89 is too large already, and your exponent goes beyond that: put -abs(z) in the exponent.

    Breaks: no RuntimeWarning in float32.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -709, 709)))


def unpolished_sigmoid__cut_at_15(Z: Array) -> Array:
    """Your sigmoid is flat beyond a limit, where it should still rise: -abs(z) in the exponent needs no limit.

    Breaks: within 1e-12 of the true value.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -15, 15)))


def unpolished_sigmoid__cut_at_20(Z: Array) -> Array:
    """Your sigmoid is flat beyond a limit, where it should still rise: -abs(z) in the exponent needs no limit.

    Breaks: within 1e-12 of the true value.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -20, 20)))


def unpolished_sigmoid__cut_at_25(Z: Array) -> Array:
    """Your sigmoid is flat beyond a limit, where it should still rise: -abs(z) in the exponent needs no limit.

    Breaks: within 1e-12 of the true value.
    """
    return 1 / (1 + np.exp(-np.clip(Z, -25, 25)))


def unpolished_sigmoid__kept_1e_7_off_the_ends(Z: Array) -> Array:
    """Your sigmoid never reaches 0 and 1: leave that to the loss, whose logarithm needs it.

    Breaks: within 1e-12 of the true value.
    """
    return np.clip(_sigmoid(Z), 1e-7, 1 - 1e-7)


def unpolished_sigmoid__kept_1e_8_off_the_ends(Z: Array) -> Array:
    """Your sigmoid never reaches 0 and 1: leave that to the loss, whose logarithm needs it.

    Breaks: within 1e-12 of the true value.
    """
    return np.clip(_sigmoid(Z), 1e-8, 1 - 1e-8)


def unpolished_sigmoid__kept_1e_10_off_the_ends(Z: Array) -> Array:
    """Your sigmoid never reaches 0 and 1: leave that to the loss, whose logarithm needs it.

    Breaks: within 1e-12 of the true value.
    """
    return np.clip(_sigmoid(Z), 1e-10, 1 - 1e-10)


def unpolished_sigmoid__float32_within(Z: Array) -> Array:
    """Your sigmoid is right to seven digits only, those of float32: compute in the dtype of Z.

    Breaks: within 1e-12 of the true value in float64.
    """
    return _sigmoid(Z.astype(np.float32)).astype(Z.dtype)


def unpolished_sigmoid__as_float64(Z: Array) -> Array:
    """Your result is float64, even of float32: give it the dtype of Z.

    Breaks: dtype follows NumPy's promotion.
    """
    return _sigmoid(Z.astype(np.float64))


def unpolished_sigmoid__cut_in_place(Z: Array) -> Array:
    """Your function writes into the caller's Z: np.clip without out= makes a new array.

    Breaks: no function changes what it is passed.
    """
    Z[Z > 80] = 80
    Z[Z < -80] = -80
    return _sigmoid(Z)


def unpolished_sigmoid__in_memory_order(Z: Array) -> Array:
    """Your function takes the numbers in the order of the memory, which mixes up those of a transpose: use np.exp(-Z).

    Breaks: 1 / (1 + e^-z).
    """
    return _sigmoid(Z.ravel(order="K")).reshape(Z.shape)


def unpolished_sigmoid__largest_of_none(Z: Array) -> Array:
    """Your function looks for the largest entry, but an array without entries has none.

    Breaks: any shape.
    """
    limit = max(1.0, float(np.abs(Z).max()))
    return _sigmoid(np.clip(Z, -limit, limit))


def plain_exponential__power_of_e(Z: Array) -> Array:
    """Raise np.e to the power."""
    return np.e**Z


def plain_exponential__vectorized_math(Z: Array) -> Array:
    """Let np.vectorize loop over math.exp."""
    return np.vectorize(math.exp)(Z)


def plain_exponential__flat_and_reshaped(Z: Array) -> Array:
    """Loop over the flat array, and reshape."""
    values = [math.exp(z) for z in Z.flatten()]
    return np.array(values).reshape(Z.shape)


def plain_exponential__typed_e(Z: Array) -> Array:
    """Type in the digits of e."""
    e = 2.718281828
    return e**Z


def plain_exponential__entry_by_entry(Z: Array) -> Array:
    """Fill an array of zeros."""
    result = np.zeros(Z.shape)
    for index, z in np.ndenumerate(Z):
        result[index] = np.exp(z)
    return result


def plain_positive_part__where(Z: Array) -> Array:
    """Choose by np.where."""
    return np.where(Z > 0, Z, 0.0)


def plain_positive_part__mask_in_a_copy(Z: Array) -> Array:
    """Write zeros into a copy."""
    result = np.copy(Z)
    result[result < 0] = 0
    return result


def plain_positive_part__times_a_condition(Z: Array) -> Array:
    """Multiply by the condition."""
    return Z * (Z > 0)


def plain_positive_part__clip(Z: Array) -> Array:
    """Clip at 0."""
    return np.clip(Z, 0, None)


def plain_positive_part__vectorized_max(Z: Array) -> Array:
    """Let np.vectorize loop over max."""
    return np.vectorize(lambda z: max(0.0, z))(Z)


def plain_positive_part__entry_by_entry(Z: Array) -> Array:
    """Fill an array of zeros."""
    result = np.zeros(Z.shape)
    for index in np.ndindex(Z.shape):
        if Z[index] > 0:
            result[index] = Z[index]
    return result


def plain_positive_part__positive_places(Z: Array) -> Array:
    """Fill in the positive places."""
    P = np.zeros_like(Z)
    P[Z > 0] = Z[Z > 0]
    return P


def plain_sigmoid__textbook(Z: Array) -> Array:
    """Write the formula as it is."""
    return 1 / (1 + np.exp(-Z))


def plain_sigmoid__textbook_by_power(Z: Array) -> Array:
    """Raise np.e to the power."""
    return 1.0 / (1.0 + np.e**-Z)


def plain_sigmoid__clipped(Z: Array) -> Array:
    """Clip the scores first, as many do."""
    Z = np.clip(Z, -500, 500)
    return 1 / (1 + np.exp(-Z))


def plain_sigmoid__where_of_two(Z: Array) -> Array:
    """Choose between two finished sigmoids."""
    positive = 1 / (1 + np.exp(-Z))
    negative = np.exp(Z) / (1 + np.exp(Z))
    return np.where(Z >= 0, positive, negative)


def plain_sigmoid__masks_in_zeros(Z: Array) -> Array:
    """Fill in each side by its own form."""
    A = np.zeros(Z.shape)
    pos = Z >= 0
    A[pos] = 1 / (1 + np.exp(-Z[pos]))
    A[~pos] = np.exp(Z[~pos]) / (1 + np.exp(Z[~pos]))
    return A


def plain_sigmoid__one_minus(Z: Array) -> Array:
    """Take the probability of the opposite from 1."""
    return 1 - 1 / (1 + np.exp(Z))


def plain_sigmoid__stable_number_by_number(Z: Array) -> Array:
    """Treat each number by a helper function."""

    def one(z: float) -> float:
        if z >= 0:
            return 1 / (1 + math.exp(-z))
        return math.exp(z) / (1 + math.exp(z))

    return np.array([one(float(z)) for z in Z.flatten()]).reshape(Z.shape)


def plain_sigmoid__with_epsilon(Z: Array) -> Array:
    """Keep the result off 0 and 1, for the logarithm to come."""
    return np.clip(1 / (1 + np.exp(-Z)), 1e-15, 1 - 1e-15)


def plain_sigmoid__two_exponentials(Z: Array) -> Array:
    """Divide by the sum of both exponentials, the larger one taken out."""
    m = np.maximum(Z, 0)
    return np.exp(Z - m) / (np.exp(-m) + np.exp(Z - m))


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
    """Take a detour through the logarithm."""
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
