"""Tell the learner how fast a training is beside the reference's, timed in the same run; never a failure."""

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dojo.verdict.ratio import in_words

BATCH = 64
SAMPLES = 60000  # in an epoch of MNIST
ROUNDS = 5  # of which the fastest counts for each batch, so that a busy machine does not blame the learner
STEADY = 1.5  # times as long as the fastest rounds the usual one may take: on a quiet machine 1.1

Array = NDArray[np.floating]
LossFn = Callable[[Array, Array, dict[str, Array]], Any]
Pace = Callable[[LossFn, Array, Array, dict[str, Array]], None]  # the fixture that tests use


def verdict(name: str, mine: LossFn, reference: LossFn, X: Array, y: Array, params: dict[str, Array]) -> str:
    """Compare how long two loss functions take over some samples, and say what that makes of an epoch.

    Args:
        name: the function's name.
        mine: the learner's.
        reference: the solution's.
        X: samples, shape (n, …), n some batches of 64.
        y: their targets, n rows.
        params: what the functions take.

    Returns:
        A sentence with both times, and with praise or with a pointer to what may be slow; nothing where the machine is
        too busy to tell.
    """
    batches = [(X[row : row + BATCH], y[row : row + BATCH]) for row in range(0, len(X), BATCH)]
    times = np.array([[_seconds(each, batches, params) for each in (mine, reference)] for _ in range(ROUNDS)])
    if too_busy(times):
        return ""
    own, theirs = times.min(axis=0).sum(axis=1) * SAMPLES / len(X)
    return in_a_sentence(name, own, theirs)


def too_busy(times: NDArray[np.floating]) -> bool:
    """Tell whether others disturb the measurement.

    Args:
        times: seconds of each batch, shape (rounds, functions, batches).
    """
    quickest = times.min(axis=0).sum(axis=1)
    return bool((np.median(times, axis=0).sum(axis=1) > STEADY * quickest).any())


def in_a_sentence(name: str, own: float, theirs: float) -> str:
    """Say how long an epoch takes, in seconds, and the reference's."""
    beside = f"the reference's {theirs:.1f} s: {in_words(own / theirs)}"
    said = f"{name}: an epoch takes about {own:.1f} s, {beside}"
    if own <= 3 * theirs:
        return f"{said}."
    return f"{said}. Is there a loop, or a copy, that NumPy could do for the whole batch at once?"


def _seconds(loss_fn: LossFn, batches: Sequence[tuple[Array, Array]], params: dict[str, Array]) -> list[float]:
    ends = [time.perf_counter()]
    for X, y in batches:
        loss_fn(X, y, params)
        ends.append(time.perf_counter())
    return np.diff(ends).tolist()
