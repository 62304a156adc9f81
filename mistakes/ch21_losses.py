"""Wrong and right answers to chapter 2.1."""

import importlib
import math
from typing import Any

import numpy as np
from ch11_arrays import Array


def _refuse(predicted: Array, y: Array) -> None:
    """Refuse shapes that differ, and no samples."""
    if predicted.shape != y.shape or not y.size:
        raise ValueError(f"predictions have shape {predicted.shape}, y has shape {y.shape}")


def wrong_mse_loss__halved(y_pred: Array, y: Array) -> float:
    """Your loss is half of the mean squared error: leave out the factor 1/2.

    Breaks: mean of squared errors.
    """
    return float(np.mean((y_pred - y) ** 2) / 2)


def wrong_mse_loss__sum(y_pred: Array, y: Array) -> float:
    """Your loss is the sum of the squared errors: take their mean.

    Breaks: mean over all entries.
    """
    return float(np.sum((y_pred - y) ** 2))


def wrong_mse_loss__half_of_the_sum(y_pred: Array, y: Array) -> float:
    """Your loss is half of the sum of the squared errors: take their mean, without the factor 1/2.

    Breaks: mean over all entries.
    """
    return float(np.sum((y_pred - y) ** 2) / 2)


def wrong_mse_loss__one_less(y_pred: Array, y: Array) -> float:
    """Your sum of squares is divided by one less than the number of entries: divide by all of them.

    Breaks: mean over all entries.
    """
    return float(np.sum((y_pred - y) ** 2) / max(1, y.size - 1))


def wrong_mse_loss__divided_twice(y_pred: Array, y: Array) -> float:
    """Your loss is divided by the number of samples twice: np.mean divides by it once already.

    Breaks: mean over all entries.
    """
    return float(np.mean((y_pred - y) ** 2) / len(y))


def wrong_mse_loss__root(y_pred: Array, y: Array) -> float:
    """Your loss is the root of the mean squared error: leave out the root.

    Breaks: mean of squared errors.
    """
    return float(np.sqrt(np.mean((y_pred - y) ** 2)))


def wrong_mse_loss__length(y_pred: Array, y: Array) -> float:
    """Your loss is the length of the array of errors, the root of the sum of squares: take the mean of the squares.

    Breaks: mean of squared errors.
    """
    return float(np.linalg.norm(y_pred - y))


def wrong_mse_loss__absolute(y_pred: Array, y: Array) -> float:
    """Your loss is the mean of the errors' absolute values: take the mean of their squares.

    Breaks: mean of squared errors.
    """
    return float(np.mean(np.abs(y_pred - y)))


def wrong_mse_loss__not_squared(y_pred: Array, y: Array) -> float:
    """Your loss is the mean of the errors, in which positive and negative ones cancel: square each error first.

    Breaks: mean of squared errors.
    """
    return float(np.mean(y_pred - y))


def wrong_mse_loss__squared_last(y_pred: Array, y: Array) -> float:
    """Your loss is the square of the mean error: square each error first, and then take the mean.

    Breaks: mean of squared errors.
    """
    return float(np.mean(y_pred - y) ** 2)


def wrong_mse_loss__squares_subtracted(y_pred: Array, y: Array) -> float:
    """Your loss subtracts the squared targets from the squared predictions: square the difference, (y_pred - y) ** 2.

    Breaks: mean of squared errors.
    """
    return float(np.mean(y_pred**2 - y**2))


def wrong_mse_loss__target_squared(y_pred: Array, y: Array) -> float:
    """Your loss squares only y, since ** binds tighter than the minus: put parentheses around the difference.

    Breaks: mean of squared errors.
    """
    return float(np.mean(y_pred - y**2))


def wrong_mse_loss__added(y_pred: Array, y: Array) -> float:
    """Your loss squares the sum of predictions and targets: square their difference, y_pred - y.

    Breaks: mean of squared errors.
    """
    return float(np.mean((y_pred + y) ** 2))


def wrong_mse_loss__variance(y_pred: Array, y: Array) -> float:
    """Your loss is the variance of the errors, which ignores a shift of all predictions: take the mean of the squares.

    Breaks: mean of squared errors.
    """
    return float(np.var(y_pred - y))


def wrong_mse_loss__a_loss_each_column(y_pred: Array, y: Array) -> Any:
    """Your loss is an array with an entry for each column: take one mean of all entries, which is one number.

    Breaks: -> float.
    """
    return np.mean((y_pred - y) ** 2, axis=0)


def wrong_mse_loss__a_loss_each_sample(y_pred: Array, y: Array) -> Any:
    """Your loss has a square for each sample: take the mean of all of them, which is one number.

    Breaks: -> float.
    """
    return (y_pred - y) ** 2


def wrong_mse_loss__mean_over_columns(y_pred: Array, y: Array) -> Any:
    """Your loss has an entry for each sample: take the mean of all of them, which is one number.

    Breaks: -> float.
    """
    return np.mean((y_pred - y) ** 2, axis=1)


def wrong_mse_loss__last_sample_alone(y_pred: Array, y: Array) -> float:
    """Your sum has only the last sample: set it to 0 before the loop, not in it.

    Breaks: mean over all entries.
    """
    return float((y_pred[-1, 0] - y[-1, 0]) ** 2 / len(y))


def wrong_mse_loss__first_sample_alone(y_pred: Array, y: Array) -> float:
    """Your sum has only the first sample: return after the loop, not in it.

    Breaks: mean over all entries.
    """
    return float((y_pred[0, 0] - y[0, 0]) ** 2 / len(y))


def wrong_mse_loss__doubled(y_pred: Array, y: Array) -> float:
    """Your loss is twice the mean of the errors: * 2 doubles, ** 2 squares.

    Breaks: mean of squared errors.
    """
    return float(np.mean((y_pred - y) * 2))


def wrong_mse_loss__sum_squared(y_pred: Array, y: Array) -> float:
    """Your loss squares the sum of the errors: square each error first, and then take the mean.

    Breaks: mean of squared errors.
    """
    return float(np.sum(y_pred - y) ** 2 / len(y))


def wrong_mse_loss__a_matrix(y_pred: Array, y: Array) -> Any:
    """Your loss is a matrix of shape (1, 1), as the product of a row and a column is: return a number, by np.mean.

    Breaks: -> float.
    """
    E = y_pred - y
    return E.T @ E / len(y)


def wrong_mse_loss__in_place(y_pred: Array, y: Array) -> float:
    """Your function writes the errors into y_pred, which belongs to the caller: y_pred - y makes a new array.

    Breaks: no function changes what it was passed.
    """
    y_pred -= y
    return float(np.mean(y_pred**2))


def unpolished_mse_loss__mean_of_nothing(y_pred: Array, y: Array) -> float:
    """Your loss of no samples is nan, with a warning: raise a ValueError where there are none.

    Breaks: no samples: ValueError.
    """
    if y_pred.shape != y.shape:
        raise ValueError(f"predictions have shape {y_pred.shape}, y has shape {y.shape}")
    return float(np.mean((y_pred - y) ** 2))


def unpolished_mse_loss__broadcast(y_pred: Array, y: Array) -> float:
    """NumPy broadcasts shapes that differ without an error: compare them first, and raise a ValueError that names both.

    Breaks: (n, 1) against (n,) raises ValueError.
    """
    return float(np.mean((y_pred - y) ** 2))


def unpolished_mse_loss__broadcast_but_not_empty(y_pred: Array, y: Array) -> float:
    """NumPy broadcasts shapes that differ without an error: compare them first, and raise a ValueError that names both.

    Breaks: (n, 1) against (n,) raises ValueError.
    """
    if not y.size:
        raise ValueError("no samples")
    return float(np.mean((y_pred - y) ** 2))


def unpolished_mse_loss__flattened(y_pred: Array, y: Array) -> float:
    """A column and a vector of as many entries pass for the same: raise a ValueError that names both shapes.

    Breaks: (n, 1) against (n,) raises ValueError.
    """
    if not y.size:
        raise ValueError("no samples")
    return float(np.mean((y_pred.ravel() - y.ravel()) ** 2))


def unpolished_mse_loss__asserted(y_pred: Array, y: Array) -> float:
    """Your function raises an AssertionError where the shapes differ, and python -O skips that: raise a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    assert y_pred.shape == y.shape and y.size, (y_pred.shape, y.shape)
    return float(np.mean((y_pred - y) ** 2))


def unpolished_mse_loss__nothing_costs_nothing(y_pred: Array, y: Array) -> float:
    """Your loss of no samples is 0, the best there is: raise a ValueError where there are none.

    Breaks: no samples: ValueError.
    """
    if y_pred.shape != y.shape:
        raise ValueError(f"predictions have shape {y_pred.shape}, y has shape {y.shape}")
    return float(np.sum((y_pred - y) ** 2) / max(1, y.size))


def unpolished_mse_loss__by_rows(y_pred: Array, y: Array) -> float:
    """Your sum of squares is divided by the number of rows: of several columns, divide by y.size, as np.mean does.

    Breaks: mean over all entries.
    """
    _refuse(y_pred, y)
    return float(np.sum((y_pred - y) ** 2) / len(y))


def unpolished_mse_loss__multiplied_out(y_pred: Array, y: Array) -> float:
    """Small errors of large numbers are lost to rounding, where large squares cancel: subtract first, then square.

    Breaks: mean of squared errors.
    """
    _refuse(y_pred, y)
    return float(np.mean(y_pred**2 - 2 * y_pred * y + y**2))


def unpolished_mse_loss__array_of_no_axes(y_pred: Array, y: Array) -> Any:
    """Your loss is an array without axes: return a number, by float(...).

    Breaks: -> float.
    """
    _refuse(y_pred, y)
    return np.array(np.mean((y_pred - y) ** 2))


def unpolished_mse_loss__nan_left_out(y_pred: Array, y: Array) -> float:
    """Your mean leaves out errors that are nan: np.mean keeps them, so that a training that has gone wrong shows.

    Breaks: mean over all entries.
    """
    _refuse(y_pred, y)
    return float(np.nanmean((y_pred - y) ** 2))


def unpolished_mse_loss__float32(y_pred: Array, y: Array) -> float:
    """Your loss is right to seven digits only, those of float32: compute in the dtype of the inputs.

    Breaks: dtype follows NumPy's promotion.
    """
    _refuse(y_pred, y)
    return float(np.mean((y_pred.astype(np.float32) - y.astype(np.float32)) ** 2))


def _surprise(A: Array, y: Array, floor: float = 1e-15) -> Array:
    """Return what each entry costs."""
    return -y * np.log(np.maximum(A, floor)) - (1 - y) * np.log(np.maximum(1 - A, floor))


def wrong_binary_cross_entropy__sign(A: Array, y: Array) -> float:
    """Your loss is below 0: the logarithm of a probability is negative, so put a minus before the mean.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    return float(-np.mean(_surprise(A, y)))


def wrong_binary_cross_entropy__sign_clipped(A: Array, y: Array) -> float:
    """Your loss is below 0: the logarithm of a probability is negative, so put a minus before the mean.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    P = np.clip(A, 1e-7, 1 - 1e-7)
    return float(np.mean(y * np.log(P) + (1 - y) * np.log(1 - P)))


def wrong_binary_cross_entropy__one_side(A: Array, y: Array) -> float:
    """Your loss counts only the samples of class 1: those of class 0 add (1 - y) * log(1 - A).

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    return float(-np.mean(y * np.log(np.maximum(A, 1e-15))))


def wrong_binary_cross_entropy__other_side(A: Array, y: Array) -> float:
    """Your loss counts only the samples of class 0: those of class 1 add y * log(A).

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    return float(-np.mean((1 - y) * np.log(np.maximum(1 - A, 1e-15))))


def wrong_binary_cross_entropy__second_sign(A: Array, y: Array) -> float:
    """Your two terms have opposite signs, so that one subtracts what the other adds: both have a minus.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    return float(np.mean(_surprise(A, y) * (2 * y - 1)))


def wrong_binary_cross_entropy__second_sign_clipped(A: Array, y: Array) -> float:
    """Your two terms have opposite signs, so that one subtracts what the other adds: both have a minus.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    P = np.clip(A, 1e-7, 1 - 1e-7)
    return float(np.mean(-y * np.log(P) + (1 - y) * np.log(1 - P)))


def wrong_binary_cross_entropy__swapped(A: Array, y: Array) -> float:
    """Your loss swaps probabilities and truth: y is the factor before each logarithm, and A is inside it.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    return float(np.mean(_surprise(y, A)))


def wrong_binary_cross_entropy__classes_swapped(A: Array, y: Array) -> float:
    """Your loss takes A for the probability of class 0: log(A) goes with y, and log(1 - A) with 1 - y.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    return float(np.mean(_surprise(1 - A, y)))


def wrong_binary_cross_entropy__log_before_minus(A: Array, y: Array) -> float:
    """Your second term has 1 - log(A) where log(1 - A) belongs: the 1 - A goes inside the logarithm.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    L = np.log(np.maximum(A, 1e-15))
    return float(-np.mean(y * L + (1 - y) * (1 - L)))


def wrong_binary_cross_entropy__truth_left_out(A: Array, y: Array) -> float:
    """Your loss is the surprise at class 1 in every sample: samples of class 0 cost -log(1 - A).

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    return float(-np.mean(np.log(np.maximum(A, 1e-15))))


def wrong_binary_cross_entropy__last_sample_alone(A: Array, y: Array) -> float:
    """Your sum has only the last sample: set it to 0 before the loop, not in it.

    Breaks: mean over entries.
    """
    return float(_surprise(A, y)[-1, 0] / len(y))


def wrong_binary_cross_entropy__first_sample_alone(A: Array, y: Array) -> float:
    """Your sum has only the first sample: return after the loop, not in it.

    Breaks: mean over entries.
    """
    return float(_surprise(A, y)[0, 0] / len(y))


def wrong_binary_cross_entropy__sum(A: Array, y: Array) -> float:
    """Your loss is the sum over the samples: take the mean.

    Breaks: mean over entries.
    """
    return float(np.sum(_surprise(A, y)))


def wrong_binary_cross_entropy__divided_twice(A: Array, y: Array) -> float:
    """Your loss is divided by the number of samples twice: np.mean divides by it once already.

    Breaks: mean over entries.
    """
    return float(np.mean(_surprise(A, y)) / len(y))


def wrong_binary_cross_entropy__halved(A: Array, y: Array) -> float:
    """Your loss is half of the cross-entropy: of the two terms only one counts for a sample, so leave out the 1/2.

    Breaks: mean over entries.
    """
    return float(np.mean(_surprise(A, y)) / 2)


def wrong_binary_cross_entropy__bits(A: Array, y: Array) -> float:
    """Your loss is in bits, that is, with the logarithm to base 2: take the natural logarithm, np.log.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    return float(np.mean(_surprise(A, y)) / math.log(2))


def wrong_binary_cross_entropy__log10(A: Array, y: Array) -> float:
    """Your logarithm is the one to base 10: take the natural one, np.log.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    return float(np.mean(_surprise(A, y)) / math.log(10))


def wrong_binary_cross_entropy__squared_errors(A: Array, y: Array) -> float:
    """Your loss is the mean squared error: the cross-entropy takes logarithms of the probabilities.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    return float(np.mean((A - y) ** 2))


def wrong_binary_cross_entropy__of_scores(A: Array, y: Array) -> float:
    """Your loss applies a sigmoid to A: A holds probabilities already.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    return float(np.mean(np.logaddexp(0, A) - y * A))


def wrong_binary_cross_entropy__zero_times_infinity(A: Array, y: Array) -> float:
    """Your loss is nan or inf at probabilities of 0 and 1: keep what each logarithm gets above 0, as in A + 1e-15.

    Breaks: finite at A = 0 and 1.
    """
    return float(np.mean(-y * np.log(A) - (1 - y) * np.log(1 - A)))


def wrong_binary_cross_entropy__cut_below_only(A: Array, y: Array) -> float:
    """Your loss is nan or inf at a probability of 1, where log(1 - A) is -inf: keep what both logarithms get above 0.

    Breaks: finite at A = 0 and 1.
    """
    P = np.maximum(A, 1e-15)
    return float(np.mean(-y * np.log(P) - (1 - y) * np.log(1 - P)))


def wrong_binary_cross_entropy__added_to_both(A: Array, y: Array) -> float:
    """Your loss is nan or inf at a probability of 1, where log(1 - A) is -inf: keep what both logarithms get above 0.

    Breaks: finite at A = 0 and 1.
    """
    P = A + 1e-15
    return float(np.mean(-y * np.log(P) - (1 - y) * np.log(1 - P)))


def wrong_binary_cross_entropy__cut_too_wide(A: Array, y: Array) -> float:
    """Your loss treats all probabilities below 1e-5 alike, which is too many: 1e-15 keeps log 0 away as well.

    Breaks: exact (to 1e-5) for probabilities in [1e-6, 1 - 1e-6].
    """
    return float(np.mean(_surprise(A, y, 1e-5)))


def wrong_binary_cross_entropy__shifted_far(A: Array, y: Array) -> float:
    """Your loss adds 1e-5 to probabilities, which is more than some of them: 1e-15 keeps log 0 away as well.

    Breaks: exact (to 1e-5) for probabilities in [1e-6, 1 - 1e-6].
    """
    return float(-np.mean(y * np.log(A + 1e-5) + (1 - y) * np.log(1 - A + 1e-5)))


def wrong_binary_cross_entropy__certain_left_out(A: Array, y: Array) -> float:
    """Your loss costs nothing where A is exactly 0 or 1, even if that is wrong: make it 10 or more, but finite.

    Breaks: 10 or more for a sample that is certain and wrong.
    """
    return float(np.mean(np.where((A > 0) & (A < 1), _surprise(A, y), 0)))


def wrong_binary_cross_entropy__a_loss_each_column(A: Array, y: Array) -> Any:
    """Your loss is an array with an entry for each column: take one mean of all entries, which is one number.

    Breaks: -> float.
    """
    return np.mean(_surprise(A, y), axis=0)


def wrong_binary_cross_entropy__a_loss_each_sample(A: Array, y: Array) -> Any:
    """Your loss has an entry for each sample: take the mean of all of them, which is one number.

    Breaks: -> float.
    """
    return _surprise(A, y)


def wrong_binary_cross_entropy__a_matrix(A: Array, y: Array) -> Any:
    """Your loss is a matrix of shape (1, 1), as the product of a row and a column is: return a number, by float(...).

    Breaks: -> float.
    """
    ones, zeros = np.log(np.maximum(A, 1e-15)), np.log(np.maximum(1 - A, 1e-15))
    return -(y.T @ ones + (1 - y).T @ zeros) / len(y)


def wrong_binary_cross_entropy__writes_into_A(A: Array, y: Array) -> float:
    """Your function writes into the caller's A: compute in a new array.

    Breaks: no function changes what it was passed.
    """
    A[y == 0] = 1 - A[y == 0]
    return float(-np.mean(np.log(np.maximum(A, 1e-15))))


def unpolished_binary_cross_entropy__mean_of_nothing(A: Array, y: Array) -> float:
    """Your loss of no samples is nan, with a warning: raise a ValueError where there are none.

    Breaks: no samples: ValueError.
    """
    if A.shape != y.shape:
        raise ValueError(f"A has shape {A.shape}, y has shape {y.shape}")
    return float(np.mean(_surprise(A, y)))


def unpolished_binary_cross_entropy__broadcast(A: Array, y: Array) -> float:
    """NumPy broadcasts shapes that differ without an error: compare them first, and raise a ValueError that names both.

    Breaks: (n, 1) against (n,) raises ValueError.
    """
    return float(np.mean(_surprise(A, y)))


def unpolished_binary_cross_entropy__flattened(A: Array, y: Array) -> float:
    """A column and a vector of as many entries pass for the same: raise a ValueError that names both shapes.

    Breaks: (n, 1) against (n,) raises ValueError.
    """
    return float(np.mean(_surprise(A.ravel(), y.ravel())))


def unpolished_binary_cross_entropy__cut_too_fine(A: Array, y: Array) -> float:
    """In float32 your loss is nan or inf at a probability of 1, since 1 - 1e-15 is 1 there: guard each logarithm.

    Breaks: finite at A = 0 and 1, in float32 too.
    """
    _refuse(A, y)
    P = np.clip(A, 1e-15, 1 - 1e-15)
    return float(np.mean(-y * np.log(P) - (1 - y) * np.log(1 - P)))


def unpolished_binary_cross_entropy__cut_at_1e_8(A: Array, y: Array) -> Any:
    """In float32 your loss is nan or inf at a probability of 1, since 1 - 1e-8 is 1 there: 1e-7 is just enough.

    Breaks: finite at A = 0 and 1, in float32 too.
    """
    _refuse(A, y)
    P = np.clip(A, 1e-8, 1 - 1e-8)
    return np.mean(-y * np.log(P) - (1 - y) * np.log(1 - P))


def unpolished_binary_cross_entropy__shifted(A: Array, y: Array) -> float:
    """Your loss shifts each probability by 1e-8, which shows for those near 1e-6: 1e-15 keeps log 0 away as well.

    Breaks: exact (to 1e-5) for probabilities in [1e-6, 1 - 1e-6].
    """
    _refuse(A, y)
    return float(np.mean(-y * np.log(A + 1e-8) - (1 - y) * np.log(1 - A + 1e-8)))


def unpolished_binary_cross_entropy__shifted_more(A: Array, y: Array) -> float:
    """Your loss shifts each probability by 1e-7, which shows for those near 1e-6: 1e-15 keeps log 0 away as well.

    Breaks: exact (to 1e-5) for probabilities in [1e-6, 1 - 1e-6].
    """
    _refuse(A, y)
    return float(np.mean(-y * np.log(A + 1e-7) - (1 - y) * np.log(1 - A + 1e-7)))


def unpolished_binary_cross_entropy__by_rows(A: Array, y: Array) -> float:
    """Your sum is divided by the number of rows: of several columns, divide by y.size, as np.mean does.

    Breaks: mean over entries.
    """
    _refuse(A, y)
    return float(np.sum(_surprise(A, y)) / len(A))


def unpolished_binary_cross_entropy__in_place(A: Array, y: Array) -> float:
    """Your function writes into the caller's A, to keep it away from 0 and 1: np.clip without `out` makes a new array.

    Breaks: no function changes what it was passed.
    """
    _refuse(A, y)
    np.clip(A, 1e-7, 1 - 1e-7, out=A)
    return float(np.mean(_surprise(A, y)))


def unpolished_binary_cross_entropy__array_of_no_axes(A: Array, y: Array) -> Any:
    """Your loss is an array without axes: return a number, by float(...).

    Breaks: -> float.
    """
    _refuse(A, y)
    return np.array(np.mean(_surprise(A, y)))


def plain_mse_loss__one_line(y_pred: Array, y: Array) -> Any:
    """Write the formula."""
    return np.mean((y_pred - y) ** 2)


def plain_mse_loss__as_the_outline_has_it(y_pred: Array, y: Array) -> Any:
    """Sum, and divide by n in front."""
    n = y.shape[0]
    return (1 / n) * np.sum((y_pred - y) ** 2)


def plain_mse_loss__loop(y_pred: Array, y: Array) -> Any:
    """Add up in a loop over the rows, whose entry is an array."""
    total = 0
    for i in range(len(y)):
        total = total + (y_pred[i, 0] - y[i, 0]) ** 2
    return total / len(y)


def plain_mse_loss__flattened(y_pred: Array, y: Array) -> Any:
    """Make vectors of both, and take their dot product."""
    diff = y_pred.flatten() - y.flatten()
    return np.dot(diff, diff) / len(diff)


def plain_mse_loss__matrix_product(y_pred: Array, y: Array) -> Any:
    """Take the one entry of a matrix product."""
    error = y_pred - y
    return (error.T @ error)[0, 0] / error.shape[0]


def plain_mse_loss__steps(y_pred: Array, y: Array) -> Any:
    """Square by np.square, sum, and divide by the size."""
    errors = np.subtract(y_pred, y)
    squared = np.square(errors)
    return squared.sum() / squared.size


def plain_mse_loss__list(y_pred: Array, y: Array) -> Any:
    """Collect the squares in a list."""
    squares = [(p - t) ** 2 for p, t in zip(y_pred, y, strict=False)]
    return np.mean(squares)


def plain_mse_loss__array_without_axes(y_pred: Array, y: Array) -> Any:
    """Squeeze the axes away."""
    return np.squeeze(np.mean((y - y_pred) ** 2, axis=0))


def plain_mse_loss__by_average(y_pred: Array, y: Array) -> Any:
    """Check one thing, by assert."""
    assert len(y_pred) == len(y)
    return np.average(np.abs(y_pred - y) ** 2)


def plain_binary_cross_entropy__added_1e_15(A: Array, y: Array) -> Any:
    """Add a tiny number inside each logarithm."""
    return -np.mean(y * np.log(A + 1e-15) + (1 - y) * np.log(1 - A + 1e-15))


def plain_binary_cross_entropy__added_1e_8(A: Array, y: Array) -> Any:
    """Add a small number inside each logarithm."""
    eps = 1e-8
    n = len(y)
    return -(1 / n) * np.sum(y * np.log(A + eps) + (1 - y) * np.log(1 - A + eps))


def plain_binary_cross_entropy__added_1e_7(A: Array, y: Array) -> Any:
    """Add the largest number that is small enough."""
    return np.mean(-(y * np.log(A + 1e-7) + (1 - y) * np.log(1 - A + 1e-7)))


def plain_binary_cross_entropy__clipped_1e_15(A: Array, y: Array) -> Any:
    """Clip on both sides, where float64 can tell it from 1."""
    A = np.clip(A, 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(A) + (1 - y) * np.log(1 - A))


def plain_binary_cross_entropy__clipped_1e_12(A: Array, y: Array) -> Any:
    """Clip, and name the parts."""
    eps = 1e-12
    clipped = np.clip(A, eps, 1 - eps)
    ones = y * np.log(clipped)
    zeros = (1 - y) * np.log(1 - clipped)
    return -(ones + zeros).mean()


def plain_binary_cross_entropy__clipped_1e_8(A: Array, y: Array) -> Any:
    """Clip at 1e-8."""
    A = np.minimum(np.maximum(A, 1e-8), 1 - 1e-8)
    return -np.sum(y * np.log(A) + (1 - y) * np.log(1 - A)) / y.shape[0]


def plain_binary_cross_entropy__clipped_1e_7(A: Array, y: Array) -> Any:
    """Clip at 1e-7, in another array."""
    p = A.clip(1e-7, 1 - 1e-7)
    loss = -y * np.log(p) - (1 - y) * np.log(1 - p)
    return float(np.mean(loss))


def plain_binary_cross_entropy__by_finfo(A: Array, y: Array) -> Any:
    """Clip by the dtype's own step."""
    eps = np.finfo(A.dtype).eps
    A = np.clip(A, eps, 1 - eps)
    return -np.average(y * np.log(A) + (1 - y) * np.log1p(-A))


def plain_binary_cross_entropy__floors(A: Array, y: Array) -> Any:
    """Put a floor under each logarithm, as the lesson does."""
    return np.mean(-y * np.log(np.maximum(A, 1e-15)) - (1 - y) * np.log(np.maximum(1 - A, 1e-15)))


def plain_binary_cross_entropy__loop(A: Array, y: Array) -> Any:
    """Add up the price of each sample."""
    total = 0.0
    for a, t in zip(A[:, 0], y[:, 0], strict=False):
        if t == 1:
            total += -math.log(max(a, 1e-15))
        else:
            total += -math.log(max(1 - a, 1e-15))
    return total / len(A)


def plain_binary_cross_entropy__where(A: Array, y: Array) -> Any:
    """Choose the probability of what was true."""
    p = np.where(y == 1, A, 1 - A)
    return -np.log(p + 1e-10).mean()


def plain_binary_cross_entropy__masks(A: Array, y: Array) -> Any:
    """Take the two classes apart by masks."""
    ones = np.log(np.maximum(A[y == 1], 1e-15)).sum()
    zeros = np.log(np.maximum(1 - A[y == 0], 1e-15)).sum()
    return -(ones + zeros) / len(y)


def plain_binary_cross_entropy__matrix_products(A: Array, y: Array) -> Any:
    """Sum by products of a row and a column."""
    m = y.shape[0]
    cost = -1 / m * (np.dot(y.T, np.log(A + 1e-12)) + np.dot((1 - y).T, np.log(1 - A + 1e-12)))
    return np.squeeze(cost)


def plain_binary_cross_entropy__nan_to_num(A: Array, y: Array) -> Any:
    """Replace nan and inf at the end, as Nielsen's program does."""
    with np.errstate(all="ignore"):
        return np.sum(np.nan_to_num(-y * np.log(A) - (1 - y) * np.log(1 - A))) / len(y)


def plain_binary_cross_entropy__in_place(A: Array, y: Array) -> Any:
    """Set the extremes to what a logarithm can take."""
    A[A < 1e-10] = 1e-10
    A[A > 1 - 1e-10] = 1 - 1e-10
    return -np.mean(y * np.log(A) + (1 - y) * np.log(1 - A))


def right_mse_loss__by_dot(y_pred: Array, y: Array) -> float:
    """Sum the squares by a dot product."""
    _refuse(y_pred, y)
    error = (y_pred - y).ravel()
    return float(error @ error / error.size)


def right_mse_loss__one_by_one(y_pred: Array, y: Array) -> float:
    """Sum the squares in a loop."""
    _refuse(y_pred, y)
    return math.fsum((float(p) - float(t)) ** 2 for p, t in zip(y_pred.flat, y.flat, strict=True)) / y.size


def right_mse_loss__numpy_scalar(y_pred: Array, y: Array) -> Any:
    """Return a NumPy scalar, float32 of float32."""
    _refuse(y_pred, y)
    return np.square(y - y_pred).mean()


def right_mse_loss__by_norm(y_pred: Array, y: Array) -> float:
    """Square the length of the vector of errors."""
    _refuse(y_pred, y)
    return float(np.linalg.norm((y_pred - y).ravel()) ** 2 / y.size)


def right_binary_cross_entropy__cut_at_both_ends(A: Array, y: Array) -> float:
    """Clip A where float32 can still tell it from 1."""
    _refuse(A, y)
    P = np.clip(A, 1e-7, 1 - 1e-7)
    return float(-np.mean(y * np.log(P) + (1 - y) * np.log(1 - P)))


def right_binary_cross_entropy__added(A: Array, y: Array) -> float:
    """Add a little within each logarithm."""
    _refuse(A, y)
    return float(np.mean(-y * np.log(A + 1e-12) - (1 - y) * np.log(1 - A + 1e-12)))


def right_binary_cross_entropy__logarithms_cut(A: Array, y: Array) -> Any:
    """Clip the logarithms, not their arguments."""
    _refuse(A, y)
    with np.errstate(divide="ignore"):
        of_one, of_zero = np.maximum(np.log(A), -100), np.maximum(np.log1p(-A), -100)
    return -np.mean(y * of_one + (1 - y) * of_zero)


def right_binary_cross_entropy__by_xlogy(A: Array, y: Array) -> float:
    """Multiply by SciPy's xlogy."""
    _refuse(A, y)
    xlogy = importlib.import_module("scipy.special").xlogy
    return float(-np.mean(xlogy(y, np.maximum(A, 1e-30)) + xlogy(1 - y, np.maximum(1 - A, 1e-30))))


def right_binary_cross_entropy__of_scores(A: Array, y: Array) -> float:
    """Go back to the scores, in float64, and take the loss of these."""
    _refuse(A, y)
    P = np.clip(A.astype(np.float64), 1e-12, 1 - 1e-12)
    Z = np.log(P) - np.log1p(-P)
    return float(np.mean(np.logaddexp(0, Z) - y * Z))


def right_binary_cross_entropy__one_by_one(A: Array, y: Array) -> float:
    """Sum in a loop."""
    _refuse(A, y)
    total = 0.0
    for a, t in zip(A.ravel().tolist(), y.ravel().tolist(), strict=True):
        total -= t * math.log(max(a, 1e-15)) + (1 - t) * math.log(max(1 - a, 1e-15))
    return total / y.size


def right_binary_cross_entropy__of_the_true_class(A: Array, y: Array) -> float:
    """Take the probability of what was true, and one logarithm."""
    _refuse(A, y)
    return float(-np.mean(np.log(np.maximum(np.where(y == 1, A, 1 - A), 1e-15))))
