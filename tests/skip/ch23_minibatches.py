"""What it takes to skip chapter 2.3."""

import math
from typing import Any

import numpy as np
from ch11_arrays import Array
from skip_ch23_minibatches import train_logistic

from dojo.verdict.expect import expect_close, expect_number


def start(d: int) -> dict[str, Array]:
    """Return weights and a bias that are not 0."""
    rng = np.random.default_rng(5)
    return {"W": rng.standard_normal((d, 1)), "b": rng.standard_normal(1)}


def loss_of(X: Array, y: Array, params: Any) -> float:
    """Compute the mean binary cross-entropy, one sample after the other."""
    right = np.where(y == 1, 1, -1) * (X @ params["W"] + params["b"])
    return float(np.mean([math.log1p(math.exp(-float(z))) for z in right.ravel()]))


def test_train_logistic_takes_one_step_by_hand() -> None:
    """From 0, all probabilities are 1/2: for x = 1, 3 and y = 1, 1 the slopes are -1 of W and -1/2 of b."""
    X, y = np.array([[1.0], [3.0]]), np.array([[1.0], [1.0]])
    params: dict[str, Array] = {"W": np.zeros((1, 1)), "b": np.zeros(1)}

    trained, losses = train_logistic(X, y, params, 0.5, 10, 1, np.random.default_rng(0))

    expect_close(trained["W"], [[0.5]], atol=1e-9, hint="dW = X.T @ (A - y) / n")
    expect_close(trained["b"], [0.25], atol=1e-9, hint="db = sum(A - y) / n")
    expect_close(np.array(losses), [math.log(2)], atol=1e-6)
    expect_close(params["W"], [[0]], atol=0, hint="params is left as it is")


def test_train_logistic_weighs_the_last_batch_by_its_size() -> None:
    """Without a step the epoch's loss is the mean over all 7 samples, in batches of 3, 3 and 1."""
    rng = np.random.default_rng(1)
    X, y, params = rng.standard_normal((7, 2)), np.array([[1.0]] * 3 + [[0.0]] * 4), start(2)

    _, losses = train_logistic(X, y, params, 0.0, 3, 2, np.random.default_rng(0))

    expect_close(np.array(losses), [loss_of(X, y, params)] * 2, atol=1e-6, hint="a mean over samples, not over batches")


def test_train_logistic_takes_every_sample_once_an_epoch() -> None:
    """Each sample has an input of its own: with tiny steps its weight tells how often it was seen, and with what y."""
    y = (np.arange(10) % 2.0).reshape(10, 1)

    trained, _ = train_logistic(np.eye(10), y, {"W": np.zeros((10, 1)), "b": np.zeros(1)}, 1e-6, 4, 3,
                                np.random.default_rng(0))  # fmt: skip

    # A sample moves its weight by lr * (y - 1/2) / n, and it may come in the last batch, of 2 and not of 4.
    moved = trained["W"].ravel() / (1e-6 * (y.ravel() - 0.5))
    counts = [round(float(m) * 4) for m in moved]
    assert all(3 <= count <= 6 for count in counts) and sum(counts) == 3 * (8 + 2 * 2), (
        f"expected  each of 10 samples once in each of 3 epochs, in batches of 4, 4 and 2\ngot       quarters {counts}"
    )


def test_train_logistic_shuffles() -> None:
    """Seeds make the order: the same one gives the same weights, others do not, and each epoch has its own."""
    rng = np.random.default_rng(2)
    X, y = rng.standard_normal((12, 3)), (rng.random((12, 1)) < 0.5).astype(float)
    before = X.copy(), y.copy()

    def W(seed: int, epochs: int = 1) -> Array:
        return train_logistic(X, y, start(3), 0.5, 2, epochs, np.random.default_rng(seed))[0]["W"]

    expect_close(W(0), W(0), atol=0, hint="the same seed gives the same weights")
    assert not np.allclose(W(0), W(1)), "expected  another order for another seed\ngot       the same weights"
    twice = np.random.default_rng(0)
    first, _ = train_logistic(X, y, start(3), 0.5, 2, 1, twice)
    second, _ = train_logistic(X, y, first, 0.5, 2, 1, np.random.default_rng(0))
    assert not np.allclose(W(0, 2), second["W"]), "expected  a new order in each epoch\ngot       the first one again"
    expect_close(X, before[0], atol=0, hint="X stays in its order")
    expect_close(y, before[1], atol=0, hint="y stays in its order")


def test_train_logistic_learns() -> None:
    """Two clouds of 200 points are told apart: the loss falls below 0.1, and is finite also at certain answers."""
    rng = np.random.default_rng(3)
    y = (rng.random((200, 1)) < 0.5).astype(float)
    X = rng.standard_normal((200, 2)) + 6 * y - 3

    trained, losses = train_logistic(X, y, start(2), 0.5, 16, 20, np.random.default_rng(0))
    _, far = train_logistic(1000 * X, 1 - y, trained, 0.0, 16, 1, np.random.default_rng(0))

    expect_number(losses[-1], 0.03, atol=0.07)
    assert all(map(math.isfinite, far)) and far[0] >= 10, f"expected  a finite loss of 10 or more\ngot       {far}"
