"""Wrong and right answers to chapter 2.3."""

from collections.abc import Iterator

import numpy as np
from ch11_arrays import Array
from ch13_functions import sigmoid
from ch21_losses import binary_cross_entropy
from ch23_minibatches import LossFn, Params, logistic_loss_and_grads, minibatches


def _check(X: Array, y: Array, batch_size: int) -> None:
    if len(X) != len(y) or batch_size < 1:
        raise ValueError(f"shapes {X.shape} and {y.shape} do not fit, or batch_size {batch_size} is below 1")


def _copy(params: Params) -> Params:
    return {name: param.copy() for name, param in params.items()}


def _step(params: Params, lr: float, grads: Params) -> None:
    for name in params:
        params[name] -= lr * grads[name]


def _epoch(batches: Iterator[tuple[Array, Array]], params: Params, lr: float, loss_fn: LossFn) -> float:
    total, n = 0.0, 0
    for X, y in batches:
        loss, grads = loss_fn(X, y, params)
        _step(params, lr, grads)
        total, n = total + float(loss) * len(X), n + len(X)
    return total / max(n, 1)


def wrong_minibatches__last_batch_lost(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """You yield full batches only, so the rows left over are never seen: let the last batch be smaller.

    Breaks: every row once; the last batch may be smaller.
    """
    _check(X, y, batch_size)
    order = rng.permutation(len(X))
    for start in range(0, len(X) - batch_size + 1, batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def wrong_minibatches__even_sizes(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """You spread the rows evenly over the batches: fill each batch up to batch_size, and leave the rest to the last.

    Breaks: batches of batch_size, of which only the last may be smaller.
    """
    _check(X, y, batch_size)
    for rows in np.array_split(rng.permutation(len(X)), -(-len(X) // batch_size)):
        yield X[rows], y[rows]


def wrong_minibatches__targets_unshuffled(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """You shuffle X but take y in its old order: take the rows of both by the same shuffled numbers.

    Breaks: X and y stay paired.
    """
    _check(X, y, batch_size)
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        yield X[order[start : start + batch_size]], y[start : start + batch_size]


def wrong_minibatches__two_shuffles(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """You shuffle X and y by two different draws from rng: draw one order, and use it for both.

    Breaks: X and y stay paired.
    """
    _check(X, y, batch_size)
    X, y = rng.permutation(X), rng.permutation(y)
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


def wrong_minibatches__unshuffled(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """You take the rows in the order in which they come: take them by rng.permutation(len(X)).

    Breaks: a shuffled epoch.
    """
    _check(X, y, batch_size)
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


def wrong_minibatches__batches_shuffled(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """You shuffle the batches, but each still holds neighbouring rows: shuffle the rows, then cut them into batches.

    Breaks: a shuffled epoch.
    """
    _check(X, y, batch_size)
    for start in rng.permutation(np.arange(0, len(X), batch_size)):
        yield X[start : start + batch_size], y[start : start + batch_size]


def wrong_minibatches__always_the_same_seed(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """You make a generator of your own with a fixed seed, so every epoch has the same order: draw from rng.

    Breaks: each call shuffles anew, from rng.
    """
    yield from minibatches(X, y, batch_size, np.random.default_rng(0))


def wrong_minibatches__unseeded(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """You draw from a generator of your own, so no run can be repeated: draw from rng.

    Breaks: randomness comes only from rng.
    """
    yield from minibatches(X, y, batch_size, np.random.default_rng())


def wrong_minibatches__with_replacement(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """You draw row numbers one by one, so some rows come twice and others never: shuffle them by rng.permutation.

    Breaks: every row once.
    """
    _check(X, y, batch_size)
    order = rng.integers(0, len(X), len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def wrong_minibatches__inputs_shuffled(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """You shuffle the caller's own X and y: shuffle a list of row numbers and index with that.

    Breaks: no function changes an array that it was handed.
    """
    _check(X, y, batch_size)
    order = rng.permutation(len(X))
    X[:], y[:] = X[order], y[order]
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size].copy(), y[start : start + batch_size].copy()


def wrong_minibatches__lengths_unchecked(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """You go on where X and y differ in length, and drop the rows left over: raise a ValueError.

    Breaks: unequal lengths: ValueError.
    """
    n = min(len(X), len(y))
    yield from minibatches(X[:n], y[:n], batch_size, rng)


def wrong_minibatches__size_unchecked(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """You yield nothing at all where batch_size is negative: raise a ValueError where it is below 1.

    Breaks: batch_size < 1: ValueError.
    """
    if batch_size >= 0:
        yield from minibatches(X, y, batch_size, rng)


def wrong_logistic_loss_and_grads__without_n(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients are sums over the samples, but the loss is a mean: divide them by the number of samples.

    Breaks: every gradient has its 1/n.
    """
    loss, grads = logistic_loss_and_grads(X, y, params)
    return loss, {name: grad * len(X) for name, grad in grads.items()}


def wrong_logistic_loss_and_grads__bias_summed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradient of b is a sum over the samples: divide it by their number, as you do for W.

    Breaks: every gradient has its 1/n.
    """
    loss, grads = logistic_loss_and_grads(X, y, params)
    return loss, {**grads, "b": grads["b"] * len(X)}


def wrong_logistic_loss_and_grads__opposite_sign(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients point downhill, as you subtract A from y: use A - y, since the update does the subtracting.

    Breaks: the gradient of the mean loss.
    """
    loss, grads = logistic_loss_and_grads(X, y, params)
    return loss, {name: -grad for name, grad in grads.items()}


def wrong_logistic_loss_and_grads__sigmoid_slope_left_in(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You multiply A - y by the sigmoid's slope A * (1 - A), but the cross-entropy's slope cancels it: leave it out.

    Breaks: the gradient of the mean loss.
    """
    A = sigmoid(X @ params["W"] + params["b"])
    dZ = (A - y) * A * (1 - A) / len(X)
    return binary_cross_entropy(A, y), {"W": X.T @ dZ, "b": dZ.sum(axis=0)}


def wrong_logistic_loss_and_grads__bias_as_matrix(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradient of b has shape (1, 1), but b has (1,): sum over axis=0 without keepdims.

    Breaks: one gradient for each parameter, in the same shape.
    """
    loss, grads = logistic_loss_and_grads(X, y, params)
    return loss, {**grads, "b": grads["b"][None]}


def wrong_logistic_loss_and_grads__overflows(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your sigmoid takes e to the power of large scores and divides inf by inf: use the stable one of chapter 1.3.

    Breaks: no nan for values up to 1e4 in size.
    """
    E = np.exp(X @ params["W"] + params["b"])
    A = E / (1 + E)
    dZ = (A - y) / len(X)
    return binary_cross_entropy(A, y), {"W": X.T @ dZ, "b": dZ.sum(axis=0)}


def wrong_logistic_loss_and_grads__targets_reshaped(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You turn targets of shape (n,) into a column yourself: leave y as it is, and refuse shapes that do not fit.

    Breaks: (n, 1) against (n,) raises a ValueError that names both shapes.
    """
    return logistic_loss_and_grads(X, y.reshape(-1, 1), params)


def wrong_logistic_loss_and_grads__double_precision(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You turn everything into float64: leave the dtype alone, so that float32 stays float32.

    Breaks: float32 inputs alone give float32.
    """
    return logistic_loss_and_grads(X.astype(np.float64), y.astype(np.float64), params)


def wrong_gradient_descent__gradients_added_up(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
) -> tuple[Params, list[float]]:
    """You compute all batches' gradients at the epoch's first parameters: update after each batch, before the next.

    Breaks: a step for each mini-batch.
    """
    params, losses = _copy(params), list[float]()
    for _ in range(epochs):
        batches = list(minibatches(X, y, batch_size, np.random.default_rng() if rng is None else rng))
        results = [loss_fn(rows, targets, params) for rows, targets in batches]
        losses.append(sum(r[0] * len(b[0]) for r, b in zip(results, batches, strict=True)) / len(X))
        for _, grads in results:
            _step(params, lr, grads)
    return params, losses


def wrong_gradient_descent__one_step_an_epoch(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
) -> tuple[Params, list[float]]:
    """You step once an epoch on all samples and never use batch_size: step once for each batch of minibatches(...).

    Breaks: mini-batches.
    """
    _check(X, y, batch_size)
    params = _copy(params)
    return params, [_epoch(iter([(X, y)]), params, lr, loss_fn) for _ in range(epochs)]


def wrong_gradient_descent__plain_mean_of_losses(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
) -> tuple[Params, list[float]]:
    """You average the batch losses as if all batches were alike: weight each by its number of samples.

    Breaks: losses[e] is the mean weighted by the batches' sizes.
    """
    rng, params, losses = rng or np.random.default_rng(), _copy(params), list[float]()
    for _ in range(epochs):
        each = [_epoch(iter([pair]), params, lr, loss_fn) for pair in minibatches(X, y, batch_size, rng)]
        losses.append(sum(each) / len(each))
    return params, losses


def wrong_gradient_descent__last_batchs_loss(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
) -> tuple[Params, list[float]]:
    """You report the loss of each epoch's last batch: report the mean over all its batches.

    Breaks: losses[e] is the mean of epoch e's batch losses.
    """
    rng, params, losses = rng or np.random.default_rng(), _copy(params), list[float]()
    for _ in range(epochs):
        each = [_epoch(iter([pair]), params, lr, loss_fn) for pair in minibatches(X, y, batch_size, rng)]
        losses.append(each[-1])
    return params, losses


def wrong_gradient_descent__loss_of_every_batch(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
) -> tuple[Params, list[float]]:
    """You return a loss for each batch: return one for each epoch, the mean over its samples.

    Breaks: losses[e] is the mean of epoch e's batch losses.
    """
    rng, params, losses = rng or np.random.default_rng(), _copy(params), list[float]()
    for _ in range(epochs):
        losses += [_epoch(iter([pair]), params, lr, loss_fn) for pair in minibatches(X, y, batch_size, rng)]
    return params, losses


def wrong_gradient_descent__loss_after_the_update(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
) -> tuple[Params, list[float]]:
    """You measure the loss anew after each update: keep the one that loss_fn gave together with the gradients.

    Breaks: each batch's loss is that before its update.
    """
    rng, params, losses = rng or np.random.default_rng(), _copy(params), list[float]()
    for _ in range(epochs):
        total = 0.0
        for rows, targets in minibatches(X, y, batch_size, rng):
            _step(params, lr, loss_fn(rows, targets, params)[1])
            total += loss_fn(rows, targets, params)[0] * len(rows)
        losses.append(total / len(X))
    return params, losses


def wrong_gradient_descent__same_order_each_epoch(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
) -> tuple[Params, list[float]]:
    """You shuffle once and go over the same batches in every epoch: call minibatches inside the loop over epochs.

    Breaks: a fresh shuffle each epoch.
    """
    batches = list(minibatches(X, y, batch_size, np.random.default_rng() if rng is None else rng))
    params = _copy(params)
    return params, [_epoch(iter(batches), params, lr, loss_fn) for _ in range(epochs)]


def wrong_gradient_descent__rng_ignored(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
) -> tuple[Params, list[float]]:
    """You always make a generator of your own, with the same seed: use rng, and make one only where it is None.

    Breaks: randomness comes only from rng.
    """
    params, own = _copy(params), np.random.default_rng(0)
    return params, [_epoch(minibatches(X, y, batch_size, own), params, lr, loss_fn) for _ in range(epochs)]


def wrong_gradient_descent__trains_the_callers_arrays(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
) -> tuple[Params, list[float]]:
    """You copy the dict but not its arrays, and -= changes the caller's: copy each array before training.

    Breaks: no function changes an array that it was handed; arrays of its own, also after 0 epochs.
    """
    rng, params = rng or np.random.default_rng(), dict(params)
    return params, [_epoch(minibatches(X, y, batch_size, rng), params, lr, loss_fn) for _ in range(epochs)]


def wrong_gradient_descent__scales_the_gradients_in_place(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
) -> tuple[Params, list[float]]:
    """You multiply loss_fn's own gradient by lr in place: write lr * grad, which is a new array.

    Breaks: no function changes an array that a loss_fn handed it.
    """
    rng, params, losses = rng or np.random.default_rng(), _copy(params), list[float]()
    for _ in range(epochs):
        total = 0.0
        for rows, targets in minibatches(X, y, batch_size, rng):
            loss, grads = loss_fn(rows, targets, params)
            for name, grad in grads.items():
                grad *= lr
                params[name] -= grad
            total += loss * len(rows)
        losses.append(total / len(X))
    return params, losses


def wrong_gradient_descent__dtype_creep(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
) -> tuple[Params, list[float]]:
    """You write param = param - lr * grad, which is float64 as soon as lr or grad is: update a copy in place by -=.

    Breaks: each parameter keeps its own dtype.
    """
    rng, params, losses = rng or np.random.default_rng(), _copy(params), list[float]()
    for _ in range(epochs):
        total = 0.0
        for rows, targets in minibatches(X, y, batch_size, rng):
            loss, grads = loss_fn(rows, targets, params)
            params = {name: param - lr * grads[name] for name, param in params.items()}
            total += loss * len(rows)
        losses.append(total / len(X))
    return params, losses


def right_minibatches__by_shuffle(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """Shuffle row numbers in place, and shorten them batch by batch."""
    _check(X, y, batch_size)
    left = np.arange(len(X))
    rng.shuffle(left)
    while len(left):
        yield X[left[:batch_size]], y[left[:batch_size]]
        left = left[batch_size:]


def right_minibatches__by_sorting_random_keys(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """Give each row a random key, sort by it, and shuffle whole copies; errors come at the call."""
    _check(X, y, batch_size)
    order = np.argsort(rng.random(len(X)))
    X, y = X[order], y[order]
    return ((X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size))


def right_minibatches__by_split(
    X: Array, y: Array, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """Split the order at every batch_size-th row."""
    _check(X, y, batch_size)
    cuts = np.arange(batch_size, len(X), batch_size)
    return iter([(X[rows], y[rows]) for rows in np.split(rng.permutation(len(X)), cuts)])


def right_logistic_loss_and_grads__by_logaddexp(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the loss from the scores, log(1 + e^z) - yz, and the sigmoid by tanh."""
    Z = np.dot(X, params["W"]) + params["b"]
    if Z.shape != y.shape or len(X) == 0:
        raise ValueError(f"scores have shape {Z.shape}, but y has shape {y.shape}")
    dZ = (np.tanh(Z / 2) + 1) / 2 - y
    return np.mean(np.logaddexp(0, Z) - y * Z), {"W": X.T @ dZ / len(X), "b": dZ.mean(axis=0)}


def right_logistic_loss_and_grads__by_einsum(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Sum over the samples by einsum."""
    A = sigmoid(np.einsum("nd,dk->nk", X, params["W"]) + params["b"])
    loss, E = binary_cross_entropy(A, y), A - y
    return loss, {"W": np.einsum("nd,nk->dk", X, E) / len(X), "b": np.einsum("nk->k", E) / len(X)}


def right_gradient_descent__new_arrays_each_step(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
) -> tuple[Params, list[float]]:
    """Make new arrays at each step, in the old dtype, and average the losses by np.average."""
    rng, params, losses = rng or np.random.default_rng(), _copy(params), list[float]()
    for _ in range(epochs):
        seen: list[tuple[float, int]] = []
        for rows, targets in minibatches(X, y, batch_size, rng):
            loss, grads = loss_fn(rows, targets, params)
            params = {name: (p - lr * grads[name]).astype(p.dtype) for name, p in params.items()}
            seen.append((loss, len(rows)))
        losses.append(np.average([loss for loss, _ in seen], weights=[n for _, n in seen]))
    return params, losses


def right_gradient_descent__by_own_shuffle(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
) -> tuple[Params, list[float]]:
    """Shuffle one list of row numbers further each epoch, and collect weighted losses."""
    _check(X, y, batch_size)
    rng, params, rows = rng or np.random.default_rng(), _copy(params), np.arange(len(X))
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        rng.shuffle(rows)
        for part in (rows[i : i + batch_size] for i in range(0, len(X), batch_size)):
            loss, grads = loss_fn(X[part], y[part], params)
            losses[epoch] += loss * len(part) / len(X)
            _step(params, lr, grads)
    return params, losses.tolist()
