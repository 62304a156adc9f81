"""Tell the learner how fast a training is beside the reference's, timed in the same run; never a failure."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

BATCH = 64
SAMPLES = 60000  # in an epoch of MNIST
ROUNDS = 5  # of which the fastest counts, so that a busy machine does not blame the learner

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
        A sentence with both times, and with praise or with a pointer to what may be slow.
    """
    seconds: dict[LossFn, list[float]] = {mine: [], reference: []}
    for _ in range(ROUNDS):
        for loss_fn, times in seconds.items():
            start = time.perf_counter()
            for row in range(0, len(X), BATCH):
                loss_fn(X[row : row + BATCH], y[row : row + BATCH], params)
            times.append((time.perf_counter() - start) * SAMPLES / len(X))
    own, theirs = min(seconds[mine]), min(seconds[reference])
    times_text = f"{name}: an epoch takes about {own:.1f} s, the reference's {theirs:.1f} s"
    if own <= 1.25 * theirs:
        return f"{times_text}. That is as fast as it gets."
    if own <= 3 * theirs:
        return f"{times_text}."
    return f"{times_text}. Is there a loop, or a copy, that NumPy could do for the whole batch at once?"
