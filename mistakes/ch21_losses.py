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
    """Your loss is half of the mean squared error: leave out the 1/2.

    Breaks: mean of squared errors.
    """
    _refuse(y_pred, y)
    return float(np.mean((y_pred - y) ** 2) / 2)


def wrong_mse_loss__sum(y_pred: Array, y: Array) -> float:
    """Your loss is the sum of the squared errors: take their mean.

    Breaks: mean over all entries.
    """
    _refuse(y_pred, y)
    return float(np.sum((y_pred - y) ** 2))


def wrong_mse_loss__by_rows(y_pred: Array, y: Array) -> float:
    """Your sum of squares is divided by the number of rows: divide by that of all entries, as np.mean does.

    Breaks: mean over all entries.
    """
    _refuse(y_pred, y)
    return float(np.sum((y_pred - y) ** 2) / len(y))


def wrong_mse_loss__one_less(y_pred: Array, y: Array) -> float:
    """Your sum of squares is divided by one less than the number of entries: divide by all of them.

    Breaks: mean over all entries.
    """
    _refuse(y_pred, y)
    return float(np.sum((y_pred - y) ** 2) / max(1, y.size - 1))


def wrong_mse_loss__root(y_pred: Array, y: Array) -> float:
    """Your loss is the root of the mean squared error: leave out the root.

    Breaks: mean of squared errors.
    """
    _refuse(y_pred, y)
    return float(np.sqrt(np.mean((y_pred - y) ** 2)))


def wrong_mse_loss__absolute(y_pred: Array, y: Array) -> float:
    """Your loss takes the size of each error: take its square.

    Breaks: mean of squared errors.
    """
    _refuse(y_pred, y)
    return float(np.mean(np.abs(y_pred - y)))


def wrong_mse_loss__not_squared(y_pred: Array, y: Array) -> float:
    """Your loss is the mean of the errors, in which those above and below make up for each other: square them first.

    Breaks: mean of squared errors.
    """
    _refuse(y_pred, y)
    return float(np.mean(y_pred - y))


def wrong_mse_loss__squared_last(y_pred: Array, y: Array) -> float:
    """Your loss is the square of the mean error: square each error first, and take the mean then.

    Breaks: mean of squared errors.
    """
    _refuse(y_pred, y)
    return float(np.mean(y_pred - y) ** 2)


def wrong_mse_loss__squares_subtracted(y_pred: Array, y: Array) -> float:
    """Your loss takes squares of predictions and truth apart: square their difference, (y_pred - y) ** 2.

    Breaks: mean of squared errors.
    """
    _refuse(y_pred, y)
    return float(np.mean(y_pred**2 - y**2))


def wrong_mse_loss__multiplied_out(y_pred: Array, y: Array) -> float:
    """Your three terms cancel, and small errors drown in rounding: take the difference first, and square it.

    Breaks: mean of squared errors.
    """
    _refuse(y_pred, y)
    return float(np.mean(y_pred**2 - 2 * y_pred * y + y**2))


def wrong_mse_loss__variance(y_pred: Array, y: Array) -> float:
    """Your loss is the variance of the errors, which forgives a shift of all predictions: take the mean of the squares.

    Breaks: mean of squared errors.
    """
    _refuse(y_pred, y)
    return float(np.var(y_pred - y))


def wrong_mse_loss__a_loss_each_column(y_pred: Array, y: Array) -> Any:
    """Your loss has an entry for each column: take one mean of all entries, which is one number.

    Breaks: -> float.
    """
    _refuse(y_pred, y)
    return np.mean((y_pred - y) ** 2, axis=0)


def wrong_mse_loss__array_of_no_axes(y_pred: Array, y: Array) -> Any:
    """Your loss is an array without axes: give a number, by float(...).

    Breaks: -> float.
    """
    _refuse(y_pred, y)
    return np.array(np.mean((y_pred - y) ** 2))


def wrong_mse_loss__nan_left_out(y_pred: Array, y: Array) -> float:
    """Your mean leaves out what is no number: np.mean keeps it, so that a training gone wrong shows.

    Breaks: mean over all entries.
    """
    _refuse(y_pred, y)
    return float(np.nanmean((y_pred - y) ** 2))


def wrong_mse_loss__in_place(y_pred: Array, y: Array) -> float:
    """Your function writes the errors into y_pred, which belongs to the caller: y_pred - y makes a new array.

    Breaks: no function changes what it was handed.
    """
    _refuse(y_pred, y)
    y_pred -= y
    return float(np.mean(y_pred**2))


def wrong_mse_loss__float32(y_pred: Array, y: Array) -> float:
    """Your loss is right to seven digits only, those of float32: compute in the dtype of what is handed in.

    Breaks: dtype follows NumPy's promotion.
    """
    _refuse(y_pred, y)
    return float(np.mean((y_pred.astype(np.float32) - y.astype(np.float32)) ** 2))


def wrong_mse_loss__broadcast(y_pred: Array, y: Array) -> float:
    """Your loss takes shapes that differ, and NumPy broadcasts them in silence: raise a ValueError that names both.

    Breaks: (n, 1) against (n,) raises ValueError.
    """
    if not y.size:
        raise ValueError("no samples")
    return float(np.mean((y_pred - y) ** 2))


def wrong_mse_loss__flattened(y_pred: Array, y: Array) -> float:
    """Your loss reshapes what does not fit, so that a column passes for a vector: raise a ValueError that names both.

    Breaks: (n, 1) against (n,) raises ValueError.
    """
    if not y.size:
        raise ValueError("no samples")
    return float(np.mean((y_pred.ravel() - y.ravel()) ** 2))


def wrong_mse_loss__asserted(y_pred: Array, y: Array) -> float:
    """Your function asserts that the shapes are alike, which python -O leaves out: raise a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    assert y_pred.shape == y.shape and y.size, (y_pred.shape, y.shape)
    return float(np.mean((y_pred - y) ** 2))


def wrong_mse_loss__mean_of_nothing(y_pred: Array, y: Array) -> float:
    """Your loss of no samples is nan: raise a ValueError where there are none.

    Breaks: no samples: ValueError.
    """
    if y_pred.shape != y.shape:
        raise ValueError(f"predictions have shape {y_pred.shape}, y has shape {y.shape}")
    return float(np.mean((y_pred - y) ** 2))


def wrong_mse_loss__nothing_costs_nothing(y_pred: Array, y: Array) -> float:
    """Your loss of no samples is 0, the best there is: raise a ValueError where there are none.

    Breaks: no samples: ValueError.
    """
    if y_pred.shape != y.shape:
        raise ValueError(f"predictions have shape {y_pred.shape}, y has shape {y.shape}")
    return float(np.sum((y_pred - y) ** 2) / max(1, y.size))


def _surprise(A: Array, y: Array, floor: float = 1e-15) -> Array:
    """Return what each entry costs."""
    return -y * np.log(np.maximum(A, floor)) - (1 - y) * np.log(np.maximum(1 - A, floor))


def wrong_binary_cross_entropy__sign(A: Array, y: Array) -> float:
    """Your loss is below 0: the logarithm of a probability is, so put a minus before the mean.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    _refuse(A, y)
    return float(-np.mean(_surprise(A, y)))


def wrong_binary_cross_entropy__one_side(A: Array, y: Array) -> float:
    """Your loss counts only the samples of class 1: those of class 0 add (1 - y) * log(1 - A).

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    _refuse(A, y)
    return float(-np.mean(y * np.log(np.maximum(A, 1e-15))))


def wrong_binary_cross_entropy__other_side(A: Array, y: Array) -> float:
    """Your loss counts only the samples of class 0: those of class 1 add y * log(A).

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    _refuse(A, y)
    return float(-np.mean((1 - y) * np.log(np.maximum(1 - A, 1e-15))))


def wrong_binary_cross_entropy__second_sign(A: Array, y: Array) -> float:
    """Your two terms have opposite signs, so that one takes away what the other adds: both have a minus.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    _refuse(A, y)
    return float(np.mean(_surprise(A, y) * (2 * y - 1)))


def wrong_binary_cross_entropy__swapped(A: Array, y: Array) -> float:
    """Your loss has probabilities and truth in each other's place: y stands before the logarithm, A within it.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    _refuse(A, y)
    return float(np.mean(_surprise(y, A)))


def wrong_binary_cross_entropy__classes_swapped(A: Array, y: Array) -> float:
    """Your loss takes A for the probability of class 0: log(A) goes with y, and log(1 - A) with 1 - y.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    _refuse(A, y)
    return float(np.mean(_surprise(1 - A, y)))


def wrong_binary_cross_entropy__sum(A: Array, y: Array) -> float:
    """Your loss is the sum over the samples: take the mean.

    Breaks: mean over entries.
    """
    _refuse(A, y)
    return float(np.sum(_surprise(A, y)))


def wrong_binary_cross_entropy__by_rows(A: Array, y: Array) -> float:
    """Your sum is divided by the number of rows: divide by that of all entries, as np.mean does.

    Breaks: mean over entries.
    """
    _refuse(A, y)
    return float(np.sum(_surprise(A, y)) / len(A))


def wrong_binary_cross_entropy__halved(A: Array, y: Array) -> float:
    """Your loss is half of the cross-entropy: each sample costs one of the two terms, so do not halve their sum.

    Breaks: mean over entries.
    """
    _refuse(A, y)
    return float(np.mean(_surprise(A, y)) / 2)


def wrong_binary_cross_entropy__bits(A: Array, y: Array) -> float:
    """Your loss is in bits, by np.log2: take the natural logarithm, np.log.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    _refuse(A, y)
    return float(np.mean(_surprise(A, y)) / math.log(2))


def wrong_binary_cross_entropy__log10(A: Array, y: Array) -> float:
    """Your logarithm is that of base 10: take the natural one, np.log.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    _refuse(A, y)
    return float(np.mean(_surprise(A, y)) / math.log(10))


def wrong_binary_cross_entropy__squared_errors(A: Array, y: Array) -> float:
    """Your loss is the mean squared error: that of probabilities takes their logarithm.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    _refuse(A, y)
    return float(np.mean((A - y) ** 2))


def wrong_binary_cross_entropy__of_scores(A: Array, y: Array) -> float:
    """Your loss puts A through a sigmoid: A holds probabilities already.

    Breaks: -mean(y log A + (1 - y) log(1 - A)).
    """
    _refuse(A, y)
    return float(np.mean(np.logaddexp(0, A) - y * A))


def wrong_binary_cross_entropy__zero_times_infinity(A: Array, y: Array) -> float:
    """Your loss is nan or inf at probabilities of 0 and 1: keep log's arguments above 0, by np.maximum(A, 1e-15).

    Breaks: finite at A = 0 and 1.
    """
    _refuse(A, y)
    return float(np.mean(-y * np.log(A) - (1 - y) * np.log(1 - A)))


def wrong_binary_cross_entropy__cut_below_only(A: Array, y: Array) -> float:
    """Your loss keeps A away from 0, but not from 1, where log(1 - A) is -inf: keep each logarithm's argument above 0.

    Breaks: finite at A = 0 and 1.
    """
    _refuse(A, y)
    P = np.maximum(A, 1e-15)
    return float(np.mean(-y * np.log(P) - (1 - y) * np.log(1 - P)))


def wrong_binary_cross_entropy__cut_too_fine(A: Array, y: Array) -> float:
    """Your cut at 1 - 1e-15 does nothing in float32, where that is 1: keep each logarithm's argument above 0.

    Breaks: finite at A = 0 and 1, in float32 too.
    """
    _refuse(A, y)
    P = np.clip(A, 1e-15, 1 - 1e-15)
    return float(np.mean(-y * np.log(P) - (1 - y) * np.log(1 - P)))


def wrong_binary_cross_entropy__cut_too_wide(A: Array, y: Array) -> float:
    """Your loss cuts A off at 1e-5, so that it is wrong for smaller probabilities: 1e-15 keeps log 0 away as well.

    Breaks: exact (to 1e-5) for probabilities in [1e-6, 1 - 1e-6].
    """
    _refuse(A, y)
    return float(np.mean(_surprise(A, y, 1e-5)))


def wrong_binary_cross_entropy__shifted(A: Array, y: Array) -> float:
    """Your loss adds 1e-8 within the logarithm, too much for probabilities near it: 1e-15 keeps log 0 away as well.

    Breaks: exact (to 1e-5) for probabilities in [1e-6, 1 - 1e-6].
    """
    _refuse(A, y)
    return float(np.mean(-y * np.log(A + 1e-8) - (1 - y) * np.log(1 - A + 1e-8)))


def wrong_binary_cross_entropy__certain_left_out(A: Array, y: Array) -> float:
    """Your loss costs nothing where A is exactly 0 or 1, even if that is wrong: make it 10 or more, but finite.

    Breaks: 10 or more for a sample that is certain and wrong.
    """
    _refuse(A, y)
    return float(np.mean(np.where((A > 0) & (A < 1), _surprise(A, y), 0)))


def wrong_binary_cross_entropy__in_place(A: Array, y: Array) -> float:
    """Your function writes into the caller's A, to keep it off 0 and 1: np.clip and np.maximum make new arrays.

    Breaks: no function changes what it was handed.
    """
    _refuse(A, y)
    np.clip(A, 1e-7, 1 - 1e-7, out=A)
    return float(np.mean(_surprise(A, y)))


def wrong_binary_cross_entropy__a_loss_each_column(A: Array, y: Array) -> Any:
    """Your loss has an entry for each column: take one mean of all entries, which is one number.

    Breaks: -> float.
    """
    _refuse(A, y)
    return np.mean(_surprise(A, y), axis=0)


def wrong_binary_cross_entropy__broadcast(A: Array, y: Array) -> float:
    """Your loss takes shapes that differ, and NumPy broadcasts them in silence: raise a ValueError that names both.

    Breaks: (n, 1) against (n,) raises ValueError.
    """
    if not y.size:
        raise ValueError("no samples")
    return float(np.mean(_surprise(A, y)))


def wrong_binary_cross_entropy__mean_of_nothing(A: Array, y: Array) -> float:
    """Your loss of no samples is nan: raise a ValueError where there are none.

    Breaks: no samples: ValueError.
    """
    if A.shape != y.shape:
        raise ValueError(f"A has shape {A.shape}, y has shape {y.shape}")
    return float(np.mean(_surprise(A, y)))


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
    """Cut A off where float32 can still tell it from 1."""
    _refuse(A, y)
    P = np.clip(A, 1e-7, 1 - 1e-7)
    return float(-np.mean(y * np.log(P) + (1 - y) * np.log(1 - P)))


def right_binary_cross_entropy__added(A: Array, y: Array) -> float:
    """Add a little within each logarithm."""
    _refuse(A, y)
    return float(np.mean(-y * np.log(A + 1e-12) - (1 - y) * np.log(1 - A + 1e-12)))


def right_binary_cross_entropy__logarithms_cut(A: Array, y: Array) -> Any:
    """Cut the logarithms off, in place of their arguments."""
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
