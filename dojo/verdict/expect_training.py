"""Compare what a `gradient_descent` does with what chapters 2.3 and 4.5 both promise: its batches, shuffles and losses.

Each function calls it by position, `train(X, y, params, lr, loss_fn, batch_size, epochs, rng)`, with a loss function
that notes which rows it is given. Momentum makes no difference to any of this. What only polish
minds is in expect_training_polish.py.
"""

import copy
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dojo.verdict.expect import expect_close, expect_shape, expect_unchanged

Array = NDArray[Any]
Params = dict[str, Array]
Train = Callable[..., tuple[Params, Sequence[float]]]
Batch = tuple[Array, Array]
PAIR = "a pair, rows of X and rows of y"
MIXED = "rows of X and of y must be picked by the same row numbers"


def pull(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute a loss that is the mean of the batch, with a slope of 1 for each entry of each parameter."""
    return float(X.mean()), {name: np.ones(param.shape) for name, param in params.items()}


def bowl(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the loss w², a bowl whose bottom is at 0, and its slope 2w, whatever the samples."""
    return float((params["w"] ** 2).sum()), {"w": 2 * params["w"]}


def collected(batches: Any) -> list[Batch]:
    """Return all batches of an epoch, each copied as it comes, or fail if they are no pairs of arrays."""
    assert hasattr(batches, "__iter__"), (
        f"expected  batches, one after the other\ngot       {type(batches).__name__}: is a `yield` or `return` missing?"
    )
    pairs: list[Batch] = []
    for batch in batches:
        kind = type(batch).__name__
        got = f"{kind} of shape {batch.shape}" if kind == "ndarray" else kind
        assert kind in ("tuple", "list"), f"expected  each batch to be {PAIR}\ngot       {got}"
        assert len(batch) == 2, f"expected  each batch to be {PAIR}\ngot       {kind} of {len(batch)}"
        pairs.append(copy.deepcopy((batch[0], batch[1])))
    return pairs


def batches_of(train: Train, X: Array, y: Array, *settings: Any) -> list[Batch]:
    """Train w by batches, and return those that loss_fn was given; settings are batch_size, epochs and rng.

    Where w ends depends on all that matters of a batch, so that known mistakes can be told apart by it.
    """
    seen: list[Batch] = []

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        # A training may ask twice about the same batch, for its loss and for its gradients.
        if not seen or not np.array_equal(X, seen[-1][0]):
            seen.append((X.copy(), y.copy()))
        bottom = (
            len(X) + X.ndim * X.mean() + y.ndim * (X.reshape(len(X), -1)[:, 0] * y.reshape(len(y), -1)[:, 0]).mean()
        )
        return float(X.mean() + params["w"][0]), {"w": params["w"] - bottom}

    train(X, y, {"w": np.zeros(1)}, 0.1, loss_fn, *settings)
    return seen


def _order(batches: list[Batch]) -> list[float]:
    """Return the first entry of each row, in the order in which the rows came."""
    return [float(x) for X, _ in batches for x in X.reshape(len(X), -1)[:, 0]]


def expect_each_row_once(train: Train) -> None:
    """Fail unless ten rows come in batches of 4, 4 and 2, each row once an epoch, with its own target."""
    X = np.arange(10.0).reshape(10, 1)

    batches = batches_of(train, X, 10 * X, 4, 2, np.random.default_rng(0))

    sizes = [len(rows) for rows, _ in batches]
    assert sizes == [4, 4, 2, 4, 4, 2], (
        f"expected  batches of 4, 4 and 2 rows in each of two epochs\ngot       batches of {sizes} rows"
    )
    for rows, targets in batches:
        expect_close(targets, 10 * rows, atol=0, hint=f"targets are ten times their rows; {MIXED}")
    for epoch in batches[:3], batches[3:]:
        order = sorted(_order(epoch))
        assert order == list(range(10)), f"expected  each of the rows 0 to 9 once an epoch\ngot       {order}, sorted"


def expect_any_shape(train: Train) -> None:
    """Fail unless images (n, h, w) with targets (n,) reach loss_fn in these shapes, each with its own target."""
    X, y = np.zeros((5, 2, 3)) + np.arange(5.0)[:, None, None], np.arange(5.0)

    for images, targets in batches_of(train, X, y, 4, 1, np.random.default_rng(0)):
        expect_shape(targets, (len(images),), hint="this is the y that loss_fn was given")
        right = np.zeros((len(images), 2, 3)) + targets[:, None, None]
        expect_close(images, right, atol=0, hint=f"this is the X that loss_fn was given; {MIXED}")


def expect_mean_over_samples(train: Train) -> None:
    """Fail unless an epoch's loss weights batches of 4, 4 and 2 rows by their sizes."""
    X = np.arange(10.0).reshape(10, 1)

    _, losses = train(X, X, {"w": np.zeros(1)}, 0.1, pull, 4, 3, np.random.default_rng(0))

    hint = "a loss for each epoch, in which each batch counts as many times as it has rows"
    expect_close(np.array(losses), [4.5, 4.5, 4.5], atol=1e-9, hint=hint)


def expect_gradients_by_name(train: Train) -> None:
    """Fail unless each parameter moves by the gradient of its own name, and the parameters keep their order."""
    X = np.zeros((3, 1))
    params: Params = {"W1": np.zeros(1), "b1": np.zeros(1), "W2": np.zeros(1)}

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        return 0.0, {"b1": np.array([2.0]), "W2": np.array([3.0]), "W1": np.array([1.0])}

    trained, _ = train(X, X, params, 1.0, loss_fn)

    assert list(trained) == ["W1", "b1", "W2"], f"expected  W1, b1, W2, in this order\ngot       {list(trained)}"
    for name, value in ("W1", -1), ("b1", -2), ("W2", -3):
        expect_close(trained[name], [value], atol=1e-9, hint=f"{name} moves by the gradient of {name}")


def expect_one_point(train: Train) -> None:
    """Fail unless loss_fn sees all parameters after the same number of steps."""
    X, points = np.zeros((6, 1)), list[tuple[float, float]]()

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        points.append((float(params["a"][0]), float(params["b"][0])))
        slope = 1 + params["a"] - params["b"]  # 1 as long as they go together
        return 0.0, {"a": slope, "b": slope.copy()}

    train(X, X, {"a": np.zeros(1), "b": np.zeros(1)}, 1.0, loss_fn, 2)

    apart = next((point for point in points if abs(point[0] - point[1]) > 1e-9), None)
    assert apart is None, (
        f"expected  loss_fn called with a and b after the same number of steps\ngot       a call at a, b = {apart}"
    )


def expect_32_rows_and_one_epoch(train: Train) -> None:
    """Fail unless 33 rows are two batches, of 32 and of 1, where neither batch_size nor epochs is given."""
    X = np.zeros((33, 1))

    sizes = [len(rows) for rows, _ in batches_of(train, X, X)]

    assert sizes == [32, 1], f"expected  batches of 32 and 1 rows by default, in one epoch\ngot       {sizes}"


def expect_another_order_each_epoch(train: Train) -> None:
    """Fail unless 100 rows come in another order in each of eight epochs, and never in their own."""
    X = np.arange(100.0).reshape(100, 1)

    rows = _order(batches_of(train, X, X, 50, 8, np.random.default_rng(0)))

    orders = {tuple(rows[start : start + 100]) for start in range(0, 800, 100)}
    assert tuple(range(100)) not in orders, "expected  rows in a random order\ngot       0, 1, 2, ... as they are in X"
    assert len(orders) == 8, (
        f"expected  8 different orders in 8 epochs\ngot       {len(orders)}: each epoch needs a shuffle of its own"
    )


def expect_order_from_seed(train: Train) -> None:
    """Fail unless generators of the same seed give the same order of rows, and those of another seed another one."""
    X = np.arange(20.0).reshape(20, 1)

    first, again, other = (
        _order(batches_of(train, X.copy(), X.copy(), 3, 2, np.random.default_rng(seed))) for seed in (1, 1, 2)
    )

    assert again == first, (
        f"expected  the same order of rows from two generators of the same seed\ngot       {first[:5]} ..., "
        f"then {again[:5]} ...\nthe order must come from rng alone"
    )
    assert other != first, (
        f"expected  another order of rows from another seed\ngot       {first[:5]} ... for both\n"
        "the order must come from rng"
    )


def expect_fresh_generator(train: Train) -> None:
    """Fail unless two trainings without rng see twenty rows in two different orders."""
    X = np.arange(20.0).reshape(20, 1)

    first, second = (_order(batches_of(train, X.copy(), X.copy(), 5)) for _ in range(2))

    assert first != second, (
        f"expected  another order of rows in each training without rng\ngot       {first[:5]} ... twice"
    )


def expect_start_kept(train: Train) -> None:
    """Fail if training changes the parameters that it starts from."""
    X, start = np.zeros((6, 1)), {"W": np.ones((2, 2)), "b": np.array([1.0, 2.0, 3.0])}

    train(X, X, start, 0.1, pull, 2, 2)

    assert set(start) == {"W", "b"}, f"expected  params with W and b, as before\ngot       {sorted(start)}"
    expect_unchanged(start["W"], np.ones((2, 2)), "params['W']")
    expect_unchanged(start["b"], np.array([1.0, 2.0, 3.0]), "params['b']")


def expect_samples_kept(train: Train) -> None:
    """Fail if training changes X or y, be it only their order."""
    X, y = np.arange(8.0).reshape(8, 1), np.arange(8.0).reshape(8, 1)

    train(X, y, {"w": np.zeros(1)}, 0.1, pull, 3, 2, np.random.default_rng(0))

    expect_unchanged(X, np.arange(8.0).reshape(8, 1), "X")
    expect_unchanged(y, np.arange(8.0).reshape(8, 1), "y")
