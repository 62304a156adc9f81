"""Wrong and right answers to chapter 2.3.

Those to gradient_descent pass what they are called with, (X, y, params, lr, loss_fn, batch_size=32, epochs=1,
rng=None), to `_train`.
"""

import copy
import importlib
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from ch11_arrays import Array
from ch12_matrices import linear
from ch13_functions import sigmoid
from ch21_losses import binary_cross_entropy
from ch23_minibatches import LossFn, Params, logistic_loss_and_grads, minibatches
from numpy.random import Generator, default_rng

Rng = Generator | None
Batches = Iterator[tuple[Array, Array]]
Result = tuple[Any, Params]
Trained = tuple[Params, list[float]]


def _check(X: Array, y: Array, batch_size: int) -> None:
    if len(X) != len(y) or batch_size < 1:
        raise ValueError(f"shapes {X.shape} and {y.shape} do not fit, or batch_size {batch_size} is below 1")


def _cut(
    X: Array, y: Array, batch_size: int, order: Any = None, starts: Sequence[int] | None = None, more: int = 0
) -> Batches:
    """Cut rows into batches, in a certain order or in their own, which begin at certain places, larger by so many."""
    _check(X, y, batch_size)
    for start in range(0, len(X), batch_size) if starts is None else starts:
        rows = slice(start, start + batch_size + more)
        yield (X[rows], y[rows]) if order is None else (X[order[rows]], y[order[rows]])


def wrong_minibatches__last_batch_lost(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You yield full batches only, so the rows left over are never seen: let the last batch be smaller.

    Breaks: every row once; the last batch may be smaller.
    """
    _check(X, y, batch_size)
    return _cut(X, y, batch_size, rng.permutation(len(X)), range(0, len(X) - batch_size + 1, batch_size))


def wrong_minibatches__stops_before_the_last(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You stop before the last batch, also where it is full: let start run over range(0, len(X), batch_size).

    Breaks: every row once.
    """
    _check(X, y, batch_size)
    return _cut(X, y, batch_size, rng.permutation(len(X)), range(0, len(X) - batch_size, batch_size))


def wrong_minibatches__empty_at_the_end(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You yield an empty batch after the last full one: let start run over range(0, len(X), batch_size).

    Breaks: every row once, in batches of batch_size.
    """
    _check(X, y, batch_size)
    return _cut(X, y, batch_size, rng.permutation(len(X)), range(0, len(X) + 1, batch_size))


def wrong_minibatches__slices_without_an_end(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Your batches go on to the last sample: end each slice at start + batch_size.

    Breaks: all samples once, a batch at a time.
    """
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start:]
        yield X[rows], y[rows]


def wrong_minibatches__slices_end_at_the_size(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Your slices end at batch_size, so only the first has samples: end each at start + batch_size.

    Breaks: all samples once, a batch at a time.
    """
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start:batch_size]
        yield X[rows], y[rows]


def wrong_minibatches__one_row_more(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Your batches have a row too many, which the next one has again: a slice ends before start + batch_size.

    Breaks: every row once.
    """
    return _cut(X, y, batch_size, rng.permutation(len(X)), more=1)


def wrong_minibatches__small_one_first(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Your smaller batch comes first: it is the last one.

    Breaks: the last batch may be smaller.
    """
    _check(X, y, batch_size)
    order, rest = rng.permutation(len(X)), len(X) % batch_size
    if rest:
        yield X[order[:rest]], y[order[:rest]]
    yield from _cut(X, y, batch_size, order, range(rest, len(X), batch_size))


def wrong_minibatches__filled_up(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You fill the last batch up with rows that have been seen: let it be smaller.

    Breaks: every row once; the last batch may be smaller.
    """
    return _cut(X, y, batch_size, np.resize(rng.permutation(len(X)), len(X) + max(batch_size, 0)))


def wrong_minibatches__even_sizes(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Your batches have nearly equal sizes: fill each up to batch_size rows, and let the last one have what is left.

    Breaks: batches of batch_size, of which only the last may be smaller.
    """
    _check(X, y, batch_size)
    for rows in np.array_split(rng.permutation(len(X)), -(-len(X) // batch_size)):
        yield X[rows], y[rows]


def wrong_minibatches__so_many_batches(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You make as many batches as batch_size says: it says how many rows each of them has.

    Breaks: batches of batch_size.
    """
    _check(X, y, batch_size)
    for rows in np.array_split(rng.permutation(len(X)), min(batch_size, len(X))):
        yield X[rows], y[rows]


def wrong_minibatches__targets_unshuffled(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You shuffle X but take y in its old order: take the rows of both by the same shuffled numbers.

    Breaks: X and y stay paired.
    """
    _check(X, y, batch_size)
    return _cut(X[rng.permutation(len(X))], y, batch_size)


def wrong_minibatches__two_shuffles(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You shuffle X and y by two different draws from rng: draw one order, and use it for both.

    Breaks: X and y stay paired.
    """
    _check(X, y, batch_size)
    return _cut(rng.permutation(X), rng.permutation(y), batch_size)


def wrong_minibatches__targets_first(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You yield the targets first: yield rows of X, and then those of y.

    Breaks: Iterator[tuple[Array, Array]], X and y.
    """
    return _cut(y, X, batch_size, rng.permutation(len(X)))


def wrong_minibatches__targets_left_out(X: Array, y: Array, batch_size: int, rng: Generator) -> Any:
    """You yield rows of X without their targets: yield both, X[rows], y[rows].

    Breaks: Iterator[tuple[Array, Array]].
    """
    return (rows for rows, _ in _cut(X, y, batch_size, rng.permutation(len(X))))


def wrong_minibatches__unshuffled(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You take the rows in the order in which they come: take them by rng.permutation(len(X)).

    Breaks: a shuffled epoch.
    """
    return _cut(X, y, batch_size)


def wrong_minibatches__batches_shuffled(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You shuffle the batches, but each still holds neighboring rows: shuffle the rows, then cut them into batches.

    Breaks: a shuffled epoch.
    """
    _check(X, y, batch_size)
    return _cut(X, y, batch_size, None, rng.permutation(np.arange(0, len(X), batch_size)).tolist())


def unpolished_minibatches__whole_unshuffled(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Where one batch holds all rows, they come in their own order: shuffle there, too.

    Breaks: a shuffled epoch.
    """
    return _cut(X, y, batch_size, rng.permutation(len(X))) if batch_size < len(X) else iter([(X, y)])


def unpolished_minibatches__sorted_in_the_batch(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """The rows of each of your batches are sorted by their numbers: leave them in their random order.

    Breaks: a shuffled epoch.
    """
    _check(X, y, batch_size)
    parts = np.split(rng.permutation(len(X)), range(batch_size, len(X), batch_size))
    return _cut(X, y, batch_size, np.concatenate([np.sort(part) for part in parts]))


def wrong_minibatches__always_the_same_seed(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You make a generator of your own with a fixed seed, so every epoch has the same order: draw from rng.

    Breaks: each call shuffles again, from rng.
    """
    return _cut(X, y, batch_size, default_rng(0).permutation(len(X)))


def wrong_minibatches__unseeded(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You draw from a generator of your own, so no run can be repeated: draw from rng.

    Breaks: randomness comes only from rng.
    """
    return _cut(X, y, batch_size, default_rng().permutation(len(X)))


def wrong_minibatches__numpys_own_generator(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You draw from np.random, which all of a program shares, so no run can be repeated: draw from rng.

    Breaks: randomness comes only from rng.
    """
    return _cut(X, y, batch_size, np.random.permutation(len(X)))  # noqa: NPY002


def wrong_minibatches__copy_of_rng(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You draw from a copy of rng, which starts again at every call: draw from rng itself.

    Breaks: each call shuffles again.
    """
    return _cut(X, y, batch_size, copy.deepcopy(rng).permutation(len(X)))


def wrong_minibatches__with_replacement(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You draw row numbers one by one, so some rows come twice and others never: shuffle them by rng.permutation.

    Breaks: every row once.
    """
    return _cut(X, y, batch_size, rng.integers(0, max(len(X), 1), len(X)))


def wrong_minibatches__inputs_shuffled(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You shuffle the caller's own X and y: shuffle row numbers, such as rng.permutation(len(X)), and index with those.

    Breaks: no function changes an array that it was passed.
    """
    _check(X, y, batch_size)
    order = rng.permutation(len(X))
    X[:], y[:] = X[order], y[order]
    return _cut(X, y, batch_size)


def unpolished_minibatches__same_arrays_again(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Each of your batches overwrites the one before, which a caller may have kept: give each batch arrays of its own.

    Breaks: every row once.
    """
    _check(X, y, batch_size)
    X_batch, y_batch = np.empty_like(X[:batch_size]), np.empty_like(y[:batch_size])
    for rows, targets in _cut(X, y, batch_size, rng.permutation(len(X))):
        X_batch[: len(rows)], y_batch[: len(rows)] = rows, targets
        yield X_batch[: len(rows)], y_batch[: len(rows)]


def unpolished_minibatches__one_table(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Your batches have a different dtype than X or y, as if cut from one table: take X[rows] and y[rows].

    Breaks: dtype follows what comes in; X and y stay paired.
    """
    _check(X, y, batch_size)
    width = X[:1].size
    table = np.hstack([X.reshape(len(X), -1), y.reshape(len(y), -1)])[rng.permutation(len(X))]
    X, y = table[:, :width].reshape(X.shape), table[:, width:].reshape(y.shape)
    return _cut(X, y, batch_size)


def wrong_minibatches__flattened(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You flatten the samples: keep the shape of each, (h, w) where it is an image.

    Breaks: rows of X.
    """
    return _cut(X.reshape(len(X), -1), y, batch_size, rng.permutation(len(X)))


def wrong_minibatches__targets_in_a_column(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You turn y into a column: keep its shape, which may be (n,).

    Breaks: rows of y.
    """
    return _cut(X, y.reshape(len(y), -1), batch_size, rng.permutation(len(X)))


def unpolished_minibatches__a_list(X: Array, y: Array, batch_size: int, rng: Generator) -> Any:
    """Your batches come in a list, which is a second copy of the data: yield one after the other.

    Breaks: Iterator.
    """
    return list(_cut(X, y, batch_size, rng.permutation(len(X))))


def unpolished_minibatches__lengths_unchecked(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Where X and y differ in length, you leave out the rows without a partner: raise a ValueError.

    Breaks: unequal lengths: ValueError.
    """
    n = min(len(X), len(y))
    return _cut(X[:n], y[:n], batch_size, rng.permutation(n))


def unpolished_minibatches__size_unchecked(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You yield nothing at all where batch_size is negative: raise a ValueError where it is below 1.

    Breaks: batch_size < 1: ValueError.
    """
    return _cut(X, y, batch_size, rng.permutation(len(X))) if batch_size >= 0 else iter([])


def unpolished_minibatches__asserts(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You check the sizes by assert, whose error is an AssertionError: raise a ValueError.

    Breaks: unequal lengths or batch_size < 1: ValueError.
    """
    assert len(X) == len(y) and batch_size >= 1
    return _cut(X, y, batch_size, rng.permutation(len(X)))


def wrong_minibatches__refuses_large_ones(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You raise an error for a batch_size above the number of rows: it gives one batch with all of them.

    Breaks: the last batch may be smaller.
    """
    return _cut(X, y, batch_size if batch_size <= len(X) else 0, rng.permutation(len(X)))


def wrong_minibatches__returns_the_first(X: Array, y: Array, batch_size: int, rng: Generator) -> Any:
    """You return at the first batch, so the loop ends there: use yield, which goes on with the next one.

    Breaks: every row once.
    """
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        return X[rows], y[rows]


def wrong_minibatches__first_batch_only(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You give the first batch only: go on with the next ones until each row has come once.

    Breaks: every row once.
    """
    rows = rng.permutation(len(X))[:batch_size]
    yield X[rows], y[rows]


def wrong_minibatches__overlapping(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You begin a batch at every row, so batches overlap: count in steps, range(0, len(X), batch_size).

    Breaks: every row once.
    """
    order = rng.permutation(len(X))
    for start in range(len(X)):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def wrong_minibatches__one_row_short(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You lose the last row where it would be a batch by itself: let start run over range(0, len(X), batch_size).

    Breaks: every row once.
    """
    order = rng.permutation(len(X))
    for start in range(0, len(X) - 1, batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def wrong_minibatches__other_row_numbers(X: Array, y: Array, batch_size: int, rng: Generator) -> Any:
    """You give one batch, whose rows of X and of y are drawn separately: shuffle once, and cut all rows into batches.

    Breaks: every row once; X and y stay paired.
    """
    return X[rng.permutation(len(X))[:batch_size]], y[rng.permutation(len(X))[:batch_size]]


def wrong_minibatches__drawn_for_each_batch(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You draw each batch from all rows, so some come twice in an epoch and others never: shuffle once, and then cut.

    Breaks: every row once.
    """
    for start in range(0, len(X), batch_size):
        rows = rng.choice(len(X), min(batch_size, len(X) - start), replace=False)
        yield X[rows], y[rows]


def wrong_minibatches__shuffled_inside_only(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You shuffle within each batch, but it holds neighboring rows: shuffle all rows, then cut them into batches.

    Breaks: a shuffled epoch.
    """
    for start in range(0, len(X), batch_size):
        rows = np.arange(start, min(start + batch_size, len(X)))
        rng.shuffle(rows)
        yield X[rows], y[rows]


def wrong_minibatches__samples_shuffled_in_place(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You shuffle the caller's X in place, and not y: shuffle row numbers, and pick from both by those.

    Breaks: X and y stay paired; no function changes an array that it was passed.
    """
    rng.shuffle(X)
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


def wrong_minibatches__both_shuffled_in_place(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You shuffle the caller's X and y in place, by two different draws: shuffle row numbers, and pick by those.

    Breaks: X and y stay paired; no function changes an array that it was passed.
    """
    rng.shuffle(X)
    rng.shuffle(y)
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


def wrong_minibatches__same_state_for_both(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You shuffle the caller's X and y in place, by np.random: pick rows of both by rng.permutation(len(X)).

    Breaks: no function changes an array that it was passed; randomness comes only from rng.
    """
    state = np.random.get_state()
    np.random.shuffle(X)  # noqa: NPY002
    np.random.set_state(state)
    np.random.shuffle(y)  # noqa: NPY002
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


def wrong_minibatches__pythons_shuffle(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You draw from Python's random, which all of a program shares, so no run can be repeated: draw from rng.

    Breaks: randomness comes only from rng.
    """
    order = list(range(len(X)))
    random.shuffle(order)
    return _cut(X, y, batch_size, np.array(order))


def wrong_minibatches__rows_swapped_by_python(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You give random.shuffle an array, whose rows it overwrites instead of swapping them: shuffle row numbers by rng.

    Breaks: every row once; no function changes an array that it was passed.
    """
    random.shuffle(X)  # type: ignore[arg-type]
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


def unpolished_minibatches__unchecked(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Where X and y differ in length, you leave out the rows without a partner: raise a ValueError.

    Breaks: unequal lengths: ValueError.
    """
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def unpolished_minibatches__only_lengths_checked(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """You yield nothing at all where batch_size is negative: raise a ValueError where it is below 1.

    Breaks: batch_size < 1: ValueError.
    """
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def plain_minibatches__in_a_list(X: Array, y: Array, batch_size: int, rng: Generator) -> Any:
    """Collect all batches in a list, and return it."""
    indices = rng.permutation(X.shape[0])
    batches: list[tuple[Array, Array]] = []
    for i in range(0, X.shape[0], batch_size):
        batch = indices[i : i + batch_size]
        batches.append((X[batch], y[batch]))
    return batches


def plain_minibatches__shuffles_copies(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Make shuffled copies of X and y, and cut slices of those."""
    perm = rng.permutation(len(X))
    X_shuffled, y_shuffled = X[perm], y[perm]
    for i in range(0, len(X), batch_size):
        yield X_shuffled[i : i + batch_size], y_shuffled[i : i + batch_size]


def plain_minibatches__by_shuffled_arange(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Shuffle np.arange in place."""
    idx = np.arange(len(X))
    rng.shuffle(idx)
    for start in range(0, len(idx), batch_size):
        end = min(start + batch_size, len(idx))
        yield X[idx[start:end]], y[idx[start:end]]


def plain_minibatches__by_while(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Count on in a while loop."""
    order, done = rng.permutation(len(X)), 0
    while done < len(X):
        rows = order[done : done + batch_size]
        yield X[rows], y[rows]
        done += batch_size


def plain_minibatches__full_ones_and_a_rest(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Count the full batches first, and then give the rest."""
    n = X.shape[0]
    order = rng.permutation(n)
    full = n // batch_size
    for k in range(full):
        rows = order[k * batch_size : (k + 1) * batch_size]
        yield X[rows], y[rows]
    if n % batch_size != 0:
        rows = order[full * batch_size :]
        yield X[rows], y[rows]


def plain_minibatches__by_ceil(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Compute the number of batches, rounded up."""
    order = rng.permutation(len(y))
    for k in range(int(np.ceil(len(y) / batch_size))):
        rows = order[k * batch_size : (k + 1) * batch_size]
        yield X[rows, ...], y[rows, ...]


def plain_minibatches__by_pairs(X: Array, y: Array, batch_size: int, rng: Generator) -> Any:
    """Shuffle a list of pairs, and stack each batch."""
    pairs: list[tuple[Array, Array]] = list(zip(X, y, strict=True))
    shuffled = [pairs[i] for i in rng.permutation(len(pairs))]
    batches: list[tuple[Array, Array]] = []
    while shuffled:
        batch, shuffled = shuffled[:batch_size], shuffled[batch_size:]
        batches.append((np.stack([row for row, _ in batch]), np.stack([target for _, target in batch])))
    return batches


def plain_minibatches__by_unused_rows(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Mark the rows that are used, and draw each batch from the others."""
    unused = np.ones(len(X), dtype=bool)
    while unused.any():
        free = np.flatnonzero(unused)
        rows = rng.choice(free, size=min(batch_size, len(free)), replace=False)
        unused[rows] = False
        yield X[rows], y[rows]


def plain_minibatches__by_two_lists(X: Array, y: Array, batch_size: int, rng: Generator) -> Any:
    """Zip two lists of batches."""
    order = rng.permuted(np.arange(len(X)))
    X_batches = [X[order[i : i + batch_size]] for i in range(0, len(X), batch_size)]
    y_batches = [y[order[i : i + batch_size]] for i in range(0, len(y), batch_size)]
    return zip(X_batches, y_batches, strict=True)


def plain_minibatches__by_array_split(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Split at the places where batches begin."""
    order = rng.choice(len(X), size=len(X), replace=False)
    for rows in np.array_split(order, range(batch_size, len(X), batch_size)):
        yield X[rows], y[rows]


def _zeros(params: Params) -> Params:
    return {name: np.zeros_like(param) for name, param in params.items()}


def _logistic(
    X: Array,
    y: Array,
    params: Params,
    *,
    act: Callable[[Array], Array] = sigmoid,
    loss: Callable[[Array, Array], Any] = binary_cross_entropy,
    slope: Callable[[Array, Array], Array] = np.subtract,
    of_W: Callable[[Array, Array], Any] = lambda X, E: X.T @ E / len(X),
    of_b: Callable[[Array], Any] = lambda E: E.mean(axis=0),
) -> Result:
    """Compute logistic regression as the chapter does, but for what is passed by name."""
    Z = X @ params["W"] + params["b"]
    binary_cross_entropy(sigmoid(Z), y)  # refuses what does not fit
    A = act(Z)
    E = slope(A, y)
    return loss(A, y), {"W": of_W(X, E), "b": of_b(E)}


def wrong_logistic_loss_and_grads__without_n(X: Array, y: Array, params: Params) -> Result:
    """Your gradients are sums over the samples, but the loss is a mean: divide them by the number of samples.

    Breaks: every gradient has its 1/n.
    """
    return _logistic(X, y, params, of_W=lambda X, E: X.T @ E, of_b=lambda E: E.sum(axis=0))


def wrong_logistic_loss_and_grads__all_summed(X: Array, y: Array, params: Params) -> Result:
    """Your loss and gradients are sums over the samples: divide all of them by the number of samples.

    Breaks: every gradient is that of the mean loss.
    """
    loss, grads = wrong_logistic_loss_and_grads__without_n(X, y, params)
    return loss * len(X), grads


def wrong_logistic_loss_and_grads__weights_summed(X: Array, y: Array, params: Params) -> Result:
    """Your gradient of W is a sum over the samples: divide it by their number, as you do for b.

    Breaks: every gradient has its 1/n.
    """
    return _logistic(X, y, params, of_W=lambda X, E: X.T @ E)


def wrong_logistic_loss_and_grads__bias_summed(X: Array, y: Array, params: Params) -> Result:
    """Your gradient of b is a sum over the samples: divide it by their number, as you do for W.

    Breaks: every gradient has its 1/n.
    """
    return _logistic(X, y, params, of_b=lambda E: E.sum(axis=0))


def wrong_logistic_loss_and_grads__bias_divided_twice(X: Array, y: Array, params: Params) -> Result:
    """You divide the gradient of b by n twice, as where dZ has its 1/n already and is averaged: sum it.

    Breaks: every gradient has its 1/n, once.
    """
    return _logistic(X, y, params, of_b=lambda E: E.mean(axis=0) / len(E))


def wrong_logistic_loss_and_grads__divided_by_inputs(X: Array, y: Array, params: Params) -> Result:
    """You divide the gradient of W by the number of inputs, X.shape[1]: divide by that of samples, X.shape[0].

    Breaks: 1/n, n being the number of samples.
    """
    return _logistic(X, y, params, of_W=lambda X, E: X.T @ E / X.shape[1])


def wrong_logistic_loss_and_grads__divided_by_size(X: Array, y: Array, params: Params) -> Result:
    """You divide the gradient of W by X.size, which counts inputs as well as samples: divide by len(X).

    Breaks: 1/n, n being the number of samples.
    """
    return _logistic(X, y, params, of_W=lambda X, E: X.T @ E / X.size)


def wrong_logistic_loss_and_grads__twice_as_large(X: Array, y: Array, params: Params) -> Result:
    """Your gradients have a 2, which belongs to squared errors: the slope of the cross-entropy is A - y alone.

    Breaks: the gradient of the mean loss.
    """
    return _logistic(X, y, params, slope=lambda A, y: 2 * (A - y))


def wrong_logistic_loss_and_grads__opposite_sign(X: Array, y: Array, params: Params) -> Result:
    """Your gradients point downhill, as you subtract A from y: use A - y, since the update does the subtracting.

    Breaks: the gradient of the mean loss.
    """
    return _logistic(X, y, params, slope=lambda A, y: y - A)


def wrong_logistic_loss_and_grads__sigmoid_slope_left_in(X: Array, y: Array, params: Params) -> Result:
    """You multiply A - y by the sigmoid's slope A * (1 - A), but the cross-entropy's slope cancels it: leave it out.

    Breaks: the gradient of the mean loss.
    """
    return _logistic(X, y, params, slope=lambda A, y: (A - y) * A * (1 - A))


def wrong_logistic_loss_and_grads__squared_errors(X: Array, y: Array, params: Params) -> Result:
    """Your loss is the mean squared error of the probabilities: take the binary cross-entropy, with the slope A - y.

    Breaks: sigmoid and binary cross-entropy.
    """

    def loss(A: Array, y: Array) -> float:
        return float(np.mean((A - y) ** 2))

    return _logistic(X, y, params, loss=loss, slope=lambda A, y: 2 * (A - y) * A * (1 - A))


def wrong_logistic_loss_and_grads__decisions(X: Array, y: Array, params: Params) -> Result:
    """You round the probabilities before you take y from them, as a perceptron does: the slope is A - y, unrounded.

    Breaks: the gradient of the mean loss.
    """
    return _logistic(X, y, params, slope=lambda A, y: np.round(A) - y)


def wrong_logistic_loss_and_grads__scores_as_probabilities(X: Array, y: Array, params: Params) -> Result:
    """You take the scores X @ W + b for probabilities: put them through sigmoid.

    Breaks: sigmoid and binary cross-entropy.
    """
    return _logistic(X, y, params, act=lambda Z: Z)


def wrong_logistic_loss_and_grads__bias_left_out(X: Array, y: Array, params: Params) -> Result:
    """You leave b out of the scores: they are X @ W + b.

    Breaks: params W and b.
    """
    return _logistic(X, y, {**params, "b": 0 * params["b"]})


def wrong_logistic_loss_and_grads__ones_only(X: Array, y: Array, params: Params) -> Result:
    """Your loss counts only the samples whose truth is 1: add -(1 - y) * log(1 - A) for those whose truth is 0.

    Breaks: binary cross-entropy.
    """
    return _logistic(X, y, params, loss=lambda A, y: float(np.mean(y * -np.log(np.maximum(A, 1e-15)))))


def wrong_logistic_loss_and_grads__minus_forgotten(X: Array, y: Array, params: Params) -> Result:
    """Your loss lacks its minus, so it is below 0: logarithms of probabilities are negative.

    Breaks: binary cross-entropy.
    """
    return _logistic(X, y, params, loss=lambda A, y: -binary_cross_entropy(A, y))


def wrong_logistic_loss_and_grads__loss_of_each_sample(X: Array, y: Array, params: Params) -> Result:
    """You return a loss for each sample: return their mean, a single number.

    Breaks: tuple[float, Params].
    """

    def loss(A: Array, y: Array) -> Array:
        return y * -np.log(np.maximum(A, 1e-15)) + (1 - y) * -np.log(np.maximum(1 - A, 1e-15))

    return _logistic(X, y, params, loss=loss)


def unpolished_logistic_loss_and_grads__eps_in_the_logarithm(X: Array, y: Array, params: Params) -> Result:
    """Your loss is slightly off where a probability is near 1e-6, as with a guard of 1e-8: use a smaller one, 1e-15.

    Breaks: exact (to 1e-5) for probabilities in [1e-6, 1 - 1e-6].
    """

    def loss(A: Array, y: Array) -> float:
        return float(np.mean(y * -np.log(A + 1e-8) + (1 - y) * -np.log(1 - A + 1e-8)))

    return _logistic(X, y, params, loss=loss)


def wrong_logistic_loss_and_grads__clipped_widely(X: Array, y: Array, params: Params) -> Result:
    """You clip probabilities at a thousandth, where they are still true: clip at 1e-7 or below, and in the loss alone.

    Breaks: exact (to 1e-5) for probabilities in [1e-6, 1 - 1e-6].
    """
    return _logistic(X, y, params, act=lambda Z: np.clip(sigmoid(Z), 1e-3, 1 - 1e-3))


def unpolished_logistic_loss_and_grads__clipped_for_doubles(X: Array, y: Array, params: Params) -> Result:
    """Your guard of the logarithm is lost in float32, where 1 - 1e-15 is 1: put np.maximum(1 - A, 1e-15) in it.

    Breaks: finite at A = 0 and 1, in float32 too.
    """

    def loss(A: Array, y: Array) -> float:
        A = np.clip(A, 1e-15, 1 - 1e-15)
        return float(np.mean(y * -np.log(A) + (1 - y) * -np.log(1 - A)))

    return _logistic(X, y, params, loss=loss)


def wrong_logistic_loss_and_grads__logarithm_of_zero(X: Array, y: Array, params: Params) -> Result:
    """You take the logarithm of 0 where a probability is 0 or 1: use chapter 2.1's loss, which is finite there.

    Breaks: the losses are finite at probabilities of exactly 0 and 1.
    """

    def loss(A: Array, y: Array) -> float:
        return float(np.mean(y * -np.log(A) + (1 - y) * -np.log(1 - A)))

    return _logistic(X, y, params, loss=loss)


def wrong_logistic_loss_and_grads__overflows(X: Array, y: Array, params: Params) -> Result:
    """Your probabilities are nan for large scores, as inf / inf is: use the stable sigmoid of chapter 1.3.

    Breaks: no nan for values up to 1e4 in size.
    """
    return _logistic(X, y, params, act=lambda Z: np.exp(Z) / (1 + np.exp(Z)))


def wrong_logistic_loss_and_grads__scores_clipped(X: Array, y: Array, params: Params) -> Result:
    """You cut the scores off at 10, where probabilities are still true: use the stable sigmoid of chapter 1.3.

    Breaks: exact (to 1e-5) for probabilities in [1e-6, 1 - 1e-6].
    """
    return _logistic(X, y, params, act=lambda Z: sigmoid(np.clip(Z, -10, 10)))


def wrong_logistic_loss_and_grads__first_samples_only(X: Array, y: Array, params: Params) -> Result:
    """You take the first 32 samples only: take all that are passed in, a batch or not.

    Breaks: every gradient is that of the mean loss.
    """
    logistic_loss_and_grads(X, y, params)
    return logistic_loss_and_grads(X[:32], y[:32], params)


def wrong_logistic_loss_and_grads__bias_as_matrix(X: Array, y: Array, params: Params) -> Result:
    """Your gradient of b has shape (1, 1), but b has (1,): sum over axis=0 without keepdims.

    Breaks: one gradient for each parameter, in the same shape.
    """
    return _logistic(X, y, params, of_b=lambda E: E.mean(axis=0, keepdims=True))


def wrong_logistic_loss_and_grads__bias_as_number(X: Array, y: Array, params: Params) -> Result:
    """Your gradient of b is a single number, but b has shape (1,): sum over axis=0.

    Breaks: one gradient for each parameter, in the same shape.
    """
    return _logistic(X, y, params, of_b=np.mean)


def wrong_logistic_loss_and_grads__bias_never_trained(X: Array, y: Array, params: Params) -> Result:
    """Your gradient of b is always 0, so b is never trained: it is the mean of A - y.

    Breaks: the gradient of the mean loss.
    """
    return _logistic(X, y, params, of_b=lambda E: np.zeros(1, E.dtype))


def wrong_logistic_loss_and_grads__flat_weights(X: Array, y: Array, params: Params) -> Result:
    """Your gradient of W has shape (d,), but W has (d, 1): use X.T @ (A - y), which keeps the column.

    Breaks: one gradient for each parameter, in the same shape.
    """
    return _logistic(X, y, params, of_W=lambda X, E: np.mean(X * E, axis=0))


def wrong_logistic_loss_and_grads__row_of_weights(X: Array, y: Array, params: Params) -> Result:
    """Your gradient of W is a row, (1, d), but W is a column, (d, 1): use X.T @ (A - y), not (A - y).T @ X.

    Breaks: one gradient for each parameter, in the same shape.
    """
    return _logistic(X, y, params, of_W=lambda X, E: E.T @ X / len(X))


def wrong_logistic_loss_and_grads__named_dW(X: Array, y: Array, params: Params) -> Result:
    """You call the gradients "dW" and "db": they come under the keys of their parameters, "W" and "b".

    Breaks: under the same keys.
    """
    loss, grads = logistic_loss_and_grads(X, y, params)
    return loss, {f"d{name}": grad for name, grad in grads.items()}


def wrong_logistic_loss_and_grads__pair_of_gradients(X: Array, y: Array, params: Params) -> Any:
    """You return the gradients without their names: return a dict, {"W": …, "b": …}.

    Breaks: tuple[float, Params].
    """
    loss, grads = logistic_loss_and_grads(X, y, params)
    return loss, (grads["W"], grads["b"])


def wrong_logistic_loss_and_grads__gradients_first(X: Array, y: Array, params: Params) -> Any:
    """You return the gradients first: return the loss, and then the gradients.

    Breaks: tuple[float, Params].
    """
    return logistic_loss_and_grads(X, y, params)[::-1]


def wrong_logistic_loss_and_grads__bias_without_gradient(X: Array, y: Array, params: Params) -> Result:
    """You return only a gradient of W: b is a parameter, too.

    Breaks: one gradient a parameter.
    """
    loss, grads = logistic_loss_and_grads(X, y, params)
    return loss, {"W": grads["W"]}


def wrong_logistic_loss_and_grads__more_than_gradients(X: Array, y: Array, params: Params) -> Result:
    """You return more than the gradients in their dict: one for each parameter, under the same keys, and nothing else.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = logistic_loss_and_grads(X, y, params)
    return loss, {**grads, "A": sigmoid(X @ params["W"] + params["b"])}


def wrong_logistic_loss_and_grads__trains(X: Array, y: Array, params: Params) -> Result:
    """You change the parameters yourself: return the gradients, and leave the step to gradient_descent.

    Breaks: no function changes an array or dict that it was passed.
    """
    loss, grads = logistic_loss_and_grads(X, y, params)
    for name, grad in grads.items():
        params[name] -= 0.01 * grad
    return loss, grads


def wrong_logistic_loss_and_grads__errors_written_into_y(X: Array, y: Array, params: Params) -> Result:
    """You write the errors into y by -=, which changes the caller's targets: put them into a new array.

    Breaks: no function changes an array that it was passed.
    """
    loss, grads = logistic_loss_and_grads(X, y, params)
    y -= sigmoid(X @ params["W"] + params["b"])
    return loss, grads


def unpolished_logistic_loss_and_grads__nothing_is_nan(X: Array, y: Array, params: Params) -> Result:
    """Your loss of no samples is nan, with a warning: raise a ValueError there.

    Breaks: no samples: ValueError.
    """
    if len(X) or len(y):
        return logistic_loss_and_grads(X, y, params)
    A = X @ params["W"] + params["b"]
    return float(np.mean(A)), {"W": X.T @ A / len(X), "b": A.sum(axis=0) / len(X)}


def unpolished_logistic_loss_and_grads__broadcasts(X: Array, y: Array, params: Params) -> Result:
    """You let NumPy stretch y of a different shape, so that (n, 1) and (n,) make n times n errors: raise a ValueError.

    Breaks: (n, 1) against (n,) raises a ValueError that names both shapes.
    """
    A = sigmoid(X @ params["W"] + params["b"])
    loss = np.mean(y * -np.log(np.maximum(A, 1e-15)) + (1 - y) * -np.log(np.maximum(1 - A, 1e-15)))
    return float(loss), {"W": X.T @ (A - y) / len(X), "b": (A - y).mean(axis=0)}


def unpolished_logistic_loss_and_grads__stretches(X: Array, y: Array, params: Params) -> Result:
    """You check for a y without columns, but not for a single truth, which NumPy broadcasts: compare the shapes.

    Breaks: shapes that do not fit raise a ValueError that names both.
    """
    if y.ndim != 2 or not len(X):
        raise ValueError(f"scores have shape {(X @ params['W']).shape}, but y has shape {y.shape}")
    return unpolished_logistic_loss_and_grads__broadcasts(X, y, params)


def unpolished_logistic_loss_and_grads__targets_reshaped(X: Array, y: Array, params: Params) -> Result:
    """You turn targets of a different shape into a column: raise a ValueError for shapes that do not fit.

    Breaks: (n, 1) against (n,) raises a ValueError that names both shapes.
    """
    return logistic_loss_and_grads(X, y.reshape(-1, 1), params)


def unpolished_logistic_loss_and_grads__asserts(X: Array, y: Array, params: Params) -> Result:
    """You check the shapes by assert, whose error is an AssertionError: raise a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    assert (X @ params["W"]).shape == y.shape and len(X)
    return logistic_loss_and_grads(X, y, params)


def unpolished_logistic_loss_and_grads__nothing_is_zero(X: Array, y: Array, params: Params) -> Result:
    """You give a loss of 0 where there are no samples: nothing has no mean, so raise a ValueError.

    Breaks: no samples: ValueError.
    """
    return logistic_loss_and_grads(X, y, params) if len(X) or len(y) else (0.0, _zeros(params))


def unpolished_logistic_loss_and_grads__double_precision(X: Array, y: Array, params: Params) -> Result:
    """Your gradients are float64 where all inputs are float32: let NumPy choose the dtype.

    Breaks: float32 inputs alone give float32.
    """
    return logistic_loss_and_grads(X.astype(np.float64), y.astype(np.float64), params)


def unpolished_logistic_loss_and_grads__cast_like_params(X: Array, y: Array, params: Params) -> Result:
    """Your gradients have the dtypes of the parameters: let NumPy choose, which makes them float64 if X or y is.

    Breaks: dtype follows NumPy's promotion.
    """
    loss, grads = logistic_loss_and_grads(X, y, params)
    return loss, {name: grad.astype(params[name].dtype) for name, grad in grads.items()}


def wrong_logistic_loss_and_grads__divided_twice(X: Array, y: Array, params: Params) -> Result:
    """You divide both gradients by n twice, as where dZ has its 1/n already: divide once.

    Breaks: every gradient has its 1/n, once.
    """
    A = sigmoid(X @ params["W"] + params["b"])
    n = X.shape[0]
    dZ = (A - y) / n
    return binary_cross_entropy(A, y), {"W": X.T @ dZ / n, "b": np.sum(dZ, axis=0) / n}


def wrong_logistic_loss_and_grads__loss_halved(X: Array, y: Array, params: Params) -> Result:
    """Your loss is half of what it should be, as the mean of two terms for each sample would be: divide only by n.

    Breaks: mean over samples.
    """
    loss, grads = logistic_loss_and_grads(X, y, params)
    return loss / 2, grads


def wrong_logistic_loss_and_grads__truths_first(X: Array, y: Array, params: Params) -> Result:
    """You take the truths for probabilities: call binary_cross_entropy(A, y), with the probabilities first.

    Breaks: binary cross-entropy.
    """
    return _logistic(X, y, params, loss=lambda A, y: binary_cross_entropy(y, A))


def wrong_logistic_loss_and_grads__squared_loss(X: Array, y: Array, params: Params) -> Result:
    """Your loss is the mean squared error, but your gradients are those of the cross-entropy: take that for the loss.

    Breaks: sigmoid and binary cross-entropy.
    """
    return _logistic(X, y, params, loss=lambda A, y: float(np.mean((A - y) ** 2)))


def wrong_logistic_loss_and_grads__loss_summed(X: Array, y: Array, params: Params) -> Result:
    """Your loss is a sum over the samples, but your gradients are those of a mean: divide the loss by n, too.

    Breaks: mean over samples.
    """
    loss, grads = logistic_loss_and_grads(X, y, params)
    return loss * len(X), grads


def wrong_logistic_loss_and_grads__weights_averaged(X: Array, y: Array, params: Params) -> Result:
    """Your gradient of W is one number: X.T @ (A - y) is (d, 1), which you divide by n, not average.

    Breaks: one gradient for each parameter, in the same shape.
    """
    return _logistic(X, y, params, of_W=lambda X, E: np.mean(X.T @ E))


def wrong_logistic_loss_and_grads__three_results(X: Array, y: Array, params: Params) -> Any:
    """You return the loss and two gradients: put the gradients into one dict, {"W": dW, "b": db}.

    Breaks: tuple[float, Params].
    """
    loss, grads = logistic_loss_and_grads(X, y, params)
    return loss, grads["W"], grads["b"]


def wrong_logistic_loss_and_grads__loss_alone(X: Array, y: Array, params: Params) -> Any:
    """You return only the loss: return it with a dict of the gradients, loss, {"W": dW, "b": db}.

    Breaks: tuple[float, Params].
    """
    return logistic_loss_and_grads(X, y, params)[0]


def unpolished_logistic_loss_and_grads__unchecked(X: Array, y: Array, params: Params) -> Result:
    """You let NumPy stretch y of a different shape, so that (n, 1) and (n,) make n times n errors: raise a ValueError.

    Breaks: (n, 1) against (n,) raises a ValueError that names both shapes.
    """
    A = sigmoid(X @ params["W"] + params["b"])
    loss = -np.mean(y * np.log(np.maximum(A, 1e-15)) + (1 - y) * np.log(np.maximum(1 - A, 1e-15)))
    return float(loss), {"W": X.T @ (A - y) / len(X), "b": np.sum(A - y, axis=0) / len(X)}


def plain_logistic_loss_and_grads__textbook(X: Array, y: Array, params: Params) -> Result:
    """Compute all by the textbook, with a small number in the logarithm."""
    n = X.shape[0]
    z = X @ params["W"] + params["b"]
    a = 1 / (1 + np.exp(-z))
    loss = -(1 / n) * np.sum(y * np.log(a + 1e-8) + (1 - y) * np.log(1 - a + 1e-8))
    dW = (1 / n) * np.dot(X.T, a - y)
    db = (1 / n) * np.sum(a - y, axis=0)
    return loss, {"W": dW, "b": db}


def plain_logistic_loss_and_grads__clips(X: Array, y: Array, params: Params) -> Result:
    """Clip the probabilities, for the loss and for the gradients."""
    A = 1 / (1 + np.exp(-(X @ params["W"] + params["b"])))
    A = np.clip(A, 1e-7, 1 - 1e-7)
    loss = np.mean(-y * np.log(A) - (1 - y) * np.log(1 - A))
    error = A - y
    return loss, {"W": X.T @ error / len(error), "b": np.mean(error, axis=0)}


def plain_logistic_loss_and_grads__eps_of_1e_7(X: Array, y: Array, params: Params) -> Result:
    """Add 1e-7 in the logarithm."""
    A, eps = sigmoid(linear(X, params["W"], params["b"])), 1e-7
    loss = -np.mean(y * np.log(A + eps) + (1 - y) * np.log(1 - A + eps))
    grads = {"W": np.dot(X.T, (A - y) / X.shape[0]), "b": ((A - y) / X.shape[0]).sum(axis=0)}
    return float(loss), grads


def plain_logistic_loss_and_grads__by_chain_rule(X: Array, y: Array, params: Params) -> Result:
    """Go back step by step, with probabilities that are cut off before they are divided by."""
    Z = linear(X, params["W"], params["b"])
    A = np.clip(sigmoid(Z), 1e-12, 1 - 1e-12)
    loss = binary_cross_entropy(A, y)
    dA = (-(y / A) + (1 - y) / (1 - A)) / y.shape[0]
    dZ = dA * A * (1 - A)
    return loss, {"W": X.T.dot(dZ), "b": np.sum(dZ, axis=0)}


def plain_logistic_loss_and_grads__by_loops(X: Array, y: Array, params: Params) -> Result:
    """Loop over samples and inputs."""
    n, d = X.shape
    total, dW, db = 0.0, np.zeros((d, 1)), np.zeros(1)
    for i in range(n):
        z = float(params["b"][0])
        for j in range(d):
            z += float(X[i, j] * params["W"][j, 0])
        a = 1 / (1 + np.exp(-z))
        total += -np.log(max(a, 1e-15)) if y[i, 0] == 1 else -np.log(max(1 - a, 1e-15))
        for j in range(d):
            dW[j, 0] += (a - y[i, 0]) * X[i, j] / n
        db[0] += (a - y[i, 0]) / n
    return total / n, {"W": dW, "b": db}


def plain_logistic_loss_and_grads__by_masks(X: Array, y: Array, params: Params) -> Result:
    """Treat ones and zeros separately, and give b its gradient by a list."""
    A = sigmoid(np.matmul(X, params["W"]) + params["b"])
    ones, zeros = A[y == 1], A[y == 0]
    loss = -(np.log(np.maximum(ones, 1e-10)).sum() + np.log(np.maximum(1 - zeros, 1e-10)).sum()) / A.size
    grads: Params = {}
    grads["W"] = (X * (A - y)).mean(axis=0).reshape(-1, 1)
    grads["b"] = np.array([float((A - y).mean())])
    return loss, grads


def plain_logistic_loss_and_grads__from_the_scores(X: Array, y: Array, params: Params) -> Result:
    """Compute the loss from the scores instead of probabilities."""
    z = X @ params["W"] + params["b"]
    loss = np.mean(np.maximum(z, 0) - z * y + np.log(1 + np.exp(-np.abs(z))))
    dz = 1 / (1 + np.exp(-z)) - y
    return loss, {"b": dz.mean(axis=0), "W": X.T @ dz / len(z)}


def _copies(params: Params) -> Params:
    return {name: param.copy() for name, param in params.items()}


def _doubles(params: Params) -> Params:
    return {name: param.astype(np.float64) for name, param in params.items()}


def _same(params: Params) -> Params:
    return params


def _down(param: Array, lr: float, grad: Array) -> Array:
    return param - lr * grad


def _in_place(param: Array, lr: float, grad: Array) -> Array:
    param -= lr * grad
    return param


def _whole(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    _check(X, y, batch_size)
    return iter([(X, y)])


def _nothing() -> Any:
    return None


def _in_dtype(param: Array, grad: Array, new: Array) -> Any:
    return param.dtype


def _weighted(losses: list[float], sizes: list[int], batch_size: int) -> float:
    return float(np.dot(losses, sizes) / max(sum(sizes), 1))


def _train(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: Generator | None = None,
    *,
    fresh: Callable[[], Generator] = default_rng,
    start: Callable[[Params], Params] = _copies,
    batches: Callable[[Array, Array, int, Generator], Any] = minibatches,
    names: Callable[[Params], list[str]] = list,
    step: Callable[[Array, float, Array], Array] = _down,
    dtype: Callable[[Array, Array, Array], Any] = _in_dtype,
    mean: Callable[[list[float], list[int], int], float] = _weighted,
) -> Trained:
    """Train as the chapter does, but for what is passed by name."""
    rng = fresh() if rng is None else rng
    params, means = start(params), list[float]()
    for _ in range(epochs):
        losses, sizes = list[float](), list[int]()
        for X_batch, y_batch in batches(X, y, batch_size, rng):
            loss, grads = loss_fn(X_batch, y_batch, params)
            for name in names(params):
                new = step(params[name], lr, grads[name])
                params[name] = new.astype(dtype(params[name], grads[name], new), copy=False)
            losses.append(float(loss))
            sizes.append(len(X_batch))
        means.append(mean(losses, sizes, batch_size))
    return params, means


def wrong_gradient_descent__uphill(*call: Any, **named: Any) -> Trained:
    """You add the gradients, which goes uphill: subtract lr * grad.

    Breaks: param - lr * gradient.
    """
    return _train(*call, **named, step=lambda param, lr, grad: param + lr * grad)


def wrong_gradient_descent__without_lr(*call: Any, **named: Any) -> Trained:
    """You subtract whole gradients: scale them by lr first.

    Breaks: param - lr * gradient.
    """
    return _train(*call, **named, step=lambda param, lr, grad: param - grad)


def wrong_gradient_descent__cut_off(*call: Any, **named: Any) -> Trained:
    """You cut large gradients off: subtract lr * grad, whatever its size.

    Breaks: param - lr * gradient.
    """
    return _train(*call, **named, step=lambda param, lr, grad: param - lr * np.clip(grad, -5, 5))


def wrong_gradient_descent__divided_by_batch_size(
    X: Array, y: Array, params: Params, lr: float, loss_fn: LossFn, *call: Any, **named: Any
) -> Trained:
    """You divide the gradients by the batch's size: loss_fn's are those of a mean already.

    Breaks: param - lr * gradient.
    """

    def changed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = loss_fn(X, y, params)
        return loss, {name: grad / len(X) for name, grad in grads.items()}

    return _train(X, y, params, lr, changed, *call, **named)


def unpolished_gradient_descent__scales_the_gradients_in_place(*call: Any, **named: Any) -> Trained:
    """You write into the gradient that loss_fn returned: lr * grads[name] is a new array, grads[name] *= lr is not.

    Breaks: no function changes an array that a loss_fn returned.
    """

    def step(param: Array, lr: float, grad: Array) -> Array:
        grad *= lr
        return param - grad

    return _train(*call, **named, step=step)


def unpolished_gradient_descent__takes_gradients_out(
    X: Array, y: Array, params: Params, lr: float, loss_fn: LossFn, *call: Any, **named: Any
) -> Trained:
    """You change the dict that loss_fn returned: look each gradient up by grads[name], and leave the dict as it is.

    Breaks: no function changes a dict that a loss_fn returned.
    """

    def changed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = loss_fn(X, y, params)
        return loss, {name: grads.pop(name) for name in params}

    return _train(X, y, params, lr, changed, *call, **named)


def wrong_gradient_descent__gradients_by_position(
    X: Array, y: Array, params: Params, lr: float, loss_fn: LossFn, *call: Any, **named: Any
) -> Trained:
    """You pair parameters and gradients by their order: look each gradient up by its parameter's name.

    Breaks: one gradient a parameter, under the same keys.
    """

    def changed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = loss_fn(X, y, params)
        return loss, dict(zip(params, grads.values(), strict=False))

    return _train(X, y, params, lr, changed, *call, **named)


def wrong_gradient_descent__all_samples_in_every_step(
    X: Array, y: Array, params: Params, lr: float, loss_fn: LossFn, *call: Any, **named: Any
) -> Trained:
    """You take the gradients over all samples in every step: take them over the batch.

    Breaks: mini-batches.
    """
    every = X, y

    def changed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        return loss_fn(X, y, params)[0], loss_fn(*every, params)[1]

    return _train(X, y, params, lr, changed, *call, **named)


def wrong_gradient_descent__one_parameter_after_another(
    X: Array, y: Array, params: Params, lr: float, loss_fn: LossFn, *call: Any, **named: Any
) -> Trained:
    """You compute a gradient after other parameters have moved: call loss_fn once, and update all from that call.

    Breaks: a step takes all parameters from one point.
    """

    def changed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        moved, slopes = _copies(params), Params()
        for name in params:
            slopes[name] = loss_fn(X, y, moved)[1][name]
            moved[name] -= lr * slopes[name]
        return loss_fn(X, y, params)[0], slopes

    return _train(X, y, params, lr, changed, *call, **named)


def wrong_gradient_descent__loss_after_the_update(
    X: Array, y: Array, params: Params, lr: float, loss_fn: LossFn, *call: Any, **named: Any
) -> Trained:
    """Your losses are those after each update: keep the loss that loss_fn returns together with the gradients.

    Breaks: each batch's loss is that before its update.
    """

    def changed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        _, grads = loss_fn(X, y, params)
        return loss_fn(X, y, {name: param - lr * grads[name] for name, param in params.items()})[0], grads

    return _train(X, y, params, lr, changed, *call, **named)


def wrong_gradient_descent__momentum(
    X: Array, y: Array, params: Params, lr: float, loss_fn: LossFn, *call: Any, **named: Any
) -> Trained:
    """You carry on a part of the last step, which is momentum, of chapter 4.5: here a step is only lr * grad.

    Breaks: param - lr * gradient.
    """
    velocities: Params = {}

    def changed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = loss_fn(X, y, params)
        for name, grad in grads.items():
            velocities[name] = 0.9 * velocities.get(name, np.zeros_like(grad)) + grad
        return loss, velocities

    return _train(X, y, params, lr, changed, *call, **named)


def wrong_gradient_descent__gradients_added_up(
    X: Array, y: Array, params: Params, lr: float, loss_fn: LossFn, *call: Any, **named: Any
) -> Trained:
    """You compute all batches' gradients at the epoch's first parameters: update after each batch, before the next.

    Breaks: a step for each mini-batch.
    """
    fixed: list[Params] = []

    def batches(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
        fixed.clear()
        return minibatches(X, y, batch_size, rng)

    def changed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        if not fixed:
            fixed.append(_copies(params))
        return loss_fn(X, y, fixed[0])

    return _train(X, y, params, lr, changed, *call, **named, batches=batches)


def wrong_gradient_descent__one_step_an_epoch(*call: Any, **named: Any) -> Trained:
    """You step once per epoch on all samples and never use batch_size: step once for each batch of minibatches(...).

    Breaks: mini-batches.
    """
    return _train(*call, **named, batches=_whole)


def wrong_gradient_descent__last_batch_lost(*call: Any, **named: Any) -> Trained:
    """You leave out the last batch where it is smaller: take a step for it, too.

    Breaks: an epoch goes over all samples.
    """
    return _train(*call, **named, batches=wrong_minibatches__last_batch_lost)


def wrong_gradient_descent__unshuffled(*call: Any, **named: Any) -> Trained:
    """You cut the batches in the order in which the rows come: shuffle them, by minibatches.

    Breaks: a fresh shuffle each epoch.
    """
    return _train(*call, **named, batches=wrong_minibatches__unshuffled)


def wrong_gradient_descent__flattened(*call: Any, **named: Any) -> Trained:
    """You flatten the samples: pass them on in their own shape, (h, w) where they are images.

    Breaks: samples of any shape.
    """
    return _train(*call, **named, batches=wrong_minibatches__flattened)


def unpolished_gradient_descent__lengths_unchecked(*call: Any, **named: Any) -> Trained:
    """Where X and y differ in length, you leave out rows without a partner: raise a ValueError, as minibatches does.

    Breaks: unequal lengths: ValueError.
    """
    return _train(*call, **named, batches=unpolished_minibatches__lengths_unchecked)


def wrong_gradient_descent__same_order_each_epoch(*call: Any, **named: Any) -> Trained:
    """Your epochs all have the same batches in the same order: draw a new order from rng in each epoch.

    Breaks: a fresh shuffle each epoch.
    """
    once: list[Any] = []

    def batches(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
        if not once:
            once.append(list(minibatches(X, y, batch_size, rng)))
        return iter(once[0])

    return _train(*call, **named, batches=batches)


def wrong_gradient_descent__batches_used_up(*call: Any, **named: Any) -> Trained:
    """You call minibatches before the loop over epochs, so its batches are used up after the first: call it inside.

    Breaks: a fresh shuffle each epoch.
    """
    once: list[Batches] = []

    def batches(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
        if not once:
            once.append(minibatches(X, y, batch_size, rng))
        return once[0]

    return _train(*call, **named, batches=batches)


def wrong_gradient_descent__rng_ignored(*call: Any, **named: Any) -> Trained:
    """You always make a generator of your own, with the same seed: use rng, and make one only where it is None.

    Breaks: randomness comes only from rng.
    """
    own = default_rng(0)
    return _train(*call, **named, batches=lambda X, y, size, _: minibatches(X, y, size, own))


def wrong_gradient_descent__unseeded(*call: Any, **named: Any) -> Trained:
    """You always make a generator of your own, so no run can be repeated: use rng, and make one only where it is None.

    Breaks: the same seed gives the same numbers.
    """
    return _train(*call, **named, batches=lambda X, y, size, _: minibatches(X, y, size, default_rng()))


def wrong_gradient_descent__none_is_a_seed(*call: Any, **named: Any) -> Trained:
    """You use a fixed seed where rng is None, so every run is the same: make a fresh generator, default_rng().

    Breaks: rng=None is a fresh generator.
    """
    return _train(*call, **named, fresh=lambda: default_rng(0))


def wrong_gradient_descent__none_unknown(*call: Any, **named: Any) -> Trained:
    """You use rng also where it is None: make a fresh generator there, np.random.default_rng().

    Breaks: rng=None is a fresh generator.
    """
    return _train(*call, **named, fresh=_nothing)


def wrong_gradient_descent__plain_mean_of_losses(*call: Any, **named: Any) -> Trained:
    """You average the batch losses as if all batches were alike: weight each by its number of samples.

    Breaks: losses[e] is the mean weighted by the batches' sizes.
    """
    return _train(*call, **named, mean=lambda losses, sizes, _: float(np.mean(losses)))


def wrong_gradient_descent__weighted_by_batch_size(*call: Any, **named: Any) -> Trained:
    """You weight every batch by batch_size, and divide by the number of samples: the last has fewer, so weight by len.

    Breaks: losses[e] is the mean weighted by the batches' sizes.
    """
    return _train(*call, **named, mean=lambda losses, sizes, batch_size: sum(losses) * batch_size / sum(sizes))


def wrong_gradient_descent__summed_losses(*call: Any, **named: Any) -> Trained:
    """You add up the batch losses: report their mean, each weighted by its number of samples.

    Breaks: losses[e] is the mean of epoch e's batch losses.
    """
    return _train(*call, **named, mean=lambda losses, sizes, _: sum(losses))


def wrong_gradient_descent__losses_over_n(*call: Any, **named: Any) -> Trained:
    """You divide the sum of the batch losses by all samples: multiply each by the number of samples in its batch first.

    Breaks: losses[e] is the mean of epoch e's batch losses.
    """
    return _train(*call, **named, mean=lambda losses, sizes, _: sum(losses) / sum(sizes))


def wrong_gradient_descent__last_batchs_loss(*call: Any, **named: Any) -> Trained:
    """You report the loss of each epoch's last batch: report the mean over all its batches.

    Breaks: losses[e] is the mean of epoch e's batch losses.
    """
    return _train(*call, **named, mean=lambda losses, sizes, _: losses[-1])


def wrong_gradient_descent__losses_added_up(*call: Any, **named: Any) -> Trained:
    """You never set the sum of losses back to 0, so each epoch includes those before it: start from 0 in each epoch.

    Breaks: losses[e] is the mean of epoch e's batch losses.
    """
    params, losses = _train(*call, **named)
    return params, np.cumsum(losses).tolist()


def wrong_gradient_descent__loss_of_every_batch(*call: Any, **named: Any) -> Trained:
    """You return a loss for each batch: return one for each epoch, the mean over its samples.

    Breaks: losses[e] is the mean of epoch e's batch losses.
    """
    every: list[float] = []

    def mean(losses: list[float], sizes: list[int], batch_size: int) -> float:
        every.extend(losses)
        return 0.0

    params, _ = _train(*call, **named, mean=mean)
    return params, every


def unpolished_gradient_descent__array_of_losses(*call: Any, **named: Any) -> Any:
    """Your losses are an array: return a list of floats.

    Breaks: tuple[Params, list[float]].
    """
    params, losses = _train(*call, **named)
    return params, np.array(losses)


def wrong_gradient_descent__parameters_alone(*call: Any, **named: Any) -> Any:
    """You return only the parameters: return the list of losses with them.

    Breaks: tuple[Params, list[float]].
    """
    return _train(*call, **named)[0]


def wrong_gradient_descent__stops_when_it_rises(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: Rng = None,
) -> Trained:
    """You stop when the loss rises: go on for all the epochs asked for, so that the losses show it.

    Breaks: epochs epochs, and a loss for each.
    """
    start, means = _copies(params), list[float]()
    for _ in range(epochs):
        after, losses = _train(X, y, start, lr, loss_fn, batch_size, 1, rng)
        if means and losses[0] > means[-1]:
            break
        start, means = after, means + losses
    return start, means


def wrong_gradient_descent__batches_of_64(
    X: Array, y: Array, params: Params, lr: float, loss_fn: LossFn, batch_size: int = 64, *call: Any, **named: Any
) -> Trained:
    """You take batches of 64 where no batch_size is given: leave the defaults of the stub as they are.

    Breaks: batch_size=32.
    """
    return _train(X, y, params, lr, loss_fn, batch_size, *call, **named)


def wrong_gradient_descent__weights_and_bias_only(*call: Any, **named: Any) -> Trained:
    """You train only W and b: train every parameter that there is, by a loop over params.

    Breaks: any Params.
    """
    return _train(*call, **named, names=lambda params: [name for name in params if name in ("W", "b")])


def wrong_gradient_descent__last_parameter_only(*call: Any, **named: Any) -> Trained:
    """You train the last parameter alone, as if the update came after the loop over names: put it inside the loop.

    Breaks: any Params.
    """
    return _train(*call, **named, names=lambda params: list(params)[-1:])


def wrong_gradient_descent__sorted_names(*call: Any, **named: Any) -> Trained:
    """You sort the parameters by name, W1, W2, b1: leave them in their order, which is that of the layers.

    Breaks: Params are in forward order.
    """
    return _train(*call, **named, start=lambda params: {name: params[name].copy() for name in sorted(params)})


def wrong_gradient_descent__starts_at_zero(*call: Any, **named: Any) -> Trained:
    """You start from zeros: start from copies of the params that are passed in.

    Breaks: gradient_descent(X, y, params, …).
    """
    return _train(*call, **named, start=_zeros)


def wrong_gradient_descent__trains_the_callers_arrays(*call: Any, **named: Any) -> Trained:
    """You train the caller's own parameters: copy the dict, and each array in it, before training.

    Breaks: no function changes an array or dict that it was passed.
    """
    return _train(*call, **named, start=dict, step=_in_place)


def wrong_gradient_descent__fills_the_callers_dict(*call: Any, **named: Any) -> Trained:
    """You train the caller's own parameters: copy the dict, and each array in it, before training.

    Breaks: no function changes an array or dict that it was passed.
    """
    return _train(*call, **named, start=_same)


def unpolished_gradient_descent__hands_back_the_start(*call: Any, **named: Any) -> Trained:
    """After 0 epochs you return the caller's own arrays: copy each of them before training.

    Breaks: arrays of its own, also after 0 epochs.
    """
    return _train(*call, **named, start=dict)


def unpolished_gradient_descent__dtype_creep(*call: Any, **named: Any) -> Trained:
    """Your float32 parameters become float64: copy each in its own dtype, and update the copy in place by -=.

    Breaks: each parameter keeps its own dtype.
    """
    return _train(*call, **named, dtype=lambda param, grad, new: new.dtype)


def unpolished_gradient_descent__double_precision(*call: Any, **named: Any) -> Trained:
    """Your float32 parameters become float64: copy each in its own dtype, and update the copy in place by -=.

    Breaks: each parameter keeps its own dtype.
    """
    return _train(*call, **named, start=_doubles)


def wrong_gradient_descent__inputs_shuffled(*call: Any, **named: Any) -> Trained:
    """You shuffle the caller's own X and y: leave them in their order, and shuffle row numbers.

    Breaks: no function changes an array that it was passed.
    """
    return _train(*call, **named, batches=wrong_minibatches__inputs_shuffled)


def wrong_gradient_descent__its_own_loss(
    X: Array, y: Array, params: Params, lr: float, loss_fn: LossFn, *call: Any, **named: Any
) -> Trained:
    """You compute logistic regression whatever loss_fn is: take loss and gradients from loss_fn(X, y, params).

    Breaks: any Params.
    """
    return _train(X, y, params, lr, logistic_loss_and_grads, *call, **named)


def wrong_gradient_descent__returns_after_one_epoch(
    X: Array, y: Array, params: Params, lr: float, loss_fn: LossFn, batch_size: int = 32, epochs: int = 1, *call: Any
) -> Trained:
    """You return after the first epoch, inside the loop over epochs: return after the loop.

    Breaks: epochs epochs, and a loss for each.
    """
    return _train(X, y, params, lr, loss_fn, batch_size, min(epochs, 1), *call)


def wrong_gradient_descent__the_same_seed_each_epoch(*call: Any, **named: Any) -> Trained:
    """You make a generator with a fixed seed in each epoch, so all have the same order: draw from rng itself.

    Breaks: a fresh shuffle each epoch, from rng.
    """
    return _train(*call, **named, batches=lambda X, y, size, _: minibatches(X, y, size, default_rng(0)))


def wrong_gradient_descent__by_np_random(*call: Any, **named: Any) -> Trained:
    """You draw from np.random, which all of a program shares, so no run can be repeated: draw from rng.

    Breaks: randomness comes only from rng.
    """
    return _train(*call, **named, batches=wrong_minibatches__numpys_own_generator)


def wrong_gradient_descent__targets_unshuffled(*call: Any, **named: Any) -> Trained:
    """You shuffle X but take y in its old order: take the rows of both by the same shuffled numbers.

    Breaks: X and y stay paired.
    """
    return _train(*call, **named, batches=wrong_minibatches__targets_unshuffled)


def wrong_gradient_descent__drawn_for_each_step(*call: Any, **named: Any) -> Trained:
    """You draw each batch from all rows, so some come twice in an epoch and others never: use minibatches.

    Breaks: an epoch goes over all samples once.
    """
    return _train(*call, **named, batches=wrong_minibatches__drawn_for_each_batch)


def wrong_gradient_descent__loss_after_the_epoch(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: Rng = None,
) -> Trained:
    """You measure the loss over all samples after each epoch: take the mean of the batch losses before their steps.

    Breaks: losses[e] is the mean of epoch e's batch losses, each as it was before the update.
    """
    rng, params, losses = rng or default_rng(), _copies(params), list[float]()
    for _ in range(epochs):
        params, _ = _train(X, y, params, lr, loss_fn, batch_size, 1, rng)
        losses.append(float(loss_fn(X, y, params)[0]))
    return params, losses


def wrong_gradient_descent__slows_down(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: Rng = None,
) -> Trained:
    """You make lr smaller from epoch to epoch: keep it as it is, so that the caller decides.

    Breaks: param - lr * gradient.
    """
    rng, params, losses = rng or default_rng(), _copies(params), list[float]()
    for epoch in range(epochs):
        params, loss = _train(X, y, params, lr / (1 + epoch), loss_fn, batch_size, 1, rng)
        losses += loss
    return params, losses


def wrong_gradient_descent__epochs_as_seeds(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: Rng = None,
) -> Trained:
    """You shuffle by seeds of your own, the numbers of the epochs, whatever rng is: draw from rng.

    Breaks: randomness comes only from rng.
    """
    params, losses = _copies(params), list[float]()
    for epoch in range(epochs):
        params, loss = _train(X, y, params, lr, loss_fn, batch_size, 1, default_rng(epoch))
        losses += loss
    return params, losses


def wrong_gradient_descent__losses_first(*call: Any, **named: Any) -> Any:
    """You return the losses first: return the parameters, and then the losses.

    Breaks: tuple[Params, list[float]].
    """
    return _train(*call, **named)[::-1]


def wrong_gradient_descent__last_gradients(*call: Any, **named: Any) -> Any:
    """You step once per epoch, by the last batch's gradients: step after each batch, inside the loop over batches.

    Breaks: a step for each mini-batch.
    """
    last: list[tuple[Array, Array]] = []

    def batches(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
        last[:] = list(minibatches(X, y, batch_size, rng))
        return iter(last)

    given = dict(zip(("X", "y", "params", "lr", "loss_fn", "batch_size", "epochs", "rng"), call, strict=False)) | named
    loss_fn, count = given["loss_fn"], [0]

    def changed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = loss_fn(X, y, params)
        count[0] += 1
        return loss, grads if count[0] % len(last) == 0 else _zeros(params)

    return _train(**given | {"loss_fn": changed}, batches=batches)


def plain_gradient_descent__in_one_go(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: Rng = None,
) -> Trained:
    """Shuffle and cut without minibatches."""
    if rng is None:
        rng = default_rng()
    params = {k: v.copy() for k, v in params.items()}
    losses: list[float] = []
    n = X.shape[0]
    for _ in range(epochs):
        order = rng.permutation(n)
        total = 0.0
        for i in range(0, n, batch_size):
            rows = order[i : i + batch_size]
            loss, grads = loss_fn(X[rows], y[rows], params)
            for k in params:
                params[k] = params[k] - lr * grads[k]
            total += loss * len(rows)
        losses.append(total / n)
    return params, losses


def plain_gradient_descent__dict_of_new_arrays(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: Rng = None,
) -> Trained:
    """Make a new dict at each step, so that nothing needs a copy."""
    rng = rng or default_rng()
    losses: list[float] = []
    for _ in range(epochs):
        epoch_losses, sizes = list[float](), list[int]()
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            loss, grads = loss_fn(X_batch, y_batch, params)
            params = {name: params[name] - lr * grads[name] for name in params}
            epoch_losses.append(loss)
            sizes.append(X_batch.shape[0])
        losses.append(np.average(epoch_losses, weights=sizes))
    return params, losses


def plain_gradient_descent__scaled_gradients(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: Rng = None,
) -> Any:
    """Scale the gradients in place, and collect the losses in an array."""
    generator = rng if rng is not None else default_rng()
    params = copy.deepcopy(params)
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, generator):
            loss, grads = loss_fn(X_batch, y_batch, params)
            losses[epoch] += loss * len(X_batch)
            for key in grads:
                grads[key] *= lr
                params[key] -= grads[key]
    return params, losses / len(X)


def plain_gradient_descent__asks_twice(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: Rng = None,
) -> Trained:
    """Call loss_fn for the loss, and again for the gradients."""
    rng = default_rng() if rng is None else rng
    new = {name: np.array(value) for name, value in params.items()}
    losses: list[float] = []
    for _ in range(epochs):
        running, seen = 0.0, 0
        for xb, yb in list(minibatches(X, y, batch_size, rng)):
            running += loss_fn(xb, yb, new)[0] * xb.shape[0]
            gradients = loss_fn(xb, yb, new)[1]
            for name, gradient in gradients.items():
                new[name] -= lr * gradient
            seen += xb.shape[0]
        losses += [running / seen]
    return new, losses


def plain_gradient_descent__one_shuffled_list(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: Rng = None,
) -> Trained:
    """Shuffle one list of row numbers on and on, in a while loop over epochs."""
    rng = rng if rng is not None else default_rng()
    theta = {k: np.copy(v) for k, v in params.items()}
    history: list[float] = []
    idx, epoch = np.arange(len(X)), 0
    while epoch < epochs:
        rng.shuffle(idx)
        sum_loss = 0.0
        for b in range((len(X) + batch_size - 1) // batch_size):
            part = idx[b * batch_size : (b + 1) * batch_size]
            loss, grads = loss_fn(X[part], y[part], theta)
            sum_loss += loss * (len(part) / len(X))
            theta = {k: theta[k] - lr * grads[k] for k in theta}
        history.append(sum_loss)
        epoch += 1
    return theta, history


def plain_gradient_descent__shuffled_copies(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: Rng = None,
) -> Trained:
    """Shuffle its own copies of X and y, more and more."""
    rng = rng or default_rng()
    params = {name: 1.0 * p for name, p in params.items()}
    losses: list[float] = []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        X, y = X[order], y[order]
        batch_losses: list[float] = []
        for i in range(0, len(X), batch_size):
            X_i, y_i = X[i : i + batch_size], y[i : i + batch_size]
            loss, grads = loss_fn(X_i, y_i, params)
            batch_losses.extend([loss] * len(X_i))
            for name in params:
                params[name] = params[name] - grads[name] * lr
        losses.append(sum(batch_losses) / len(batch_losses))
    return params, losses


def right_minibatches__by_shuffle(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Shuffle row numbers in place, and shorten them batch by batch."""
    _check(X, y, batch_size)
    left = np.arange(len(X))
    rng.shuffle(left)
    while len(left):
        yield X[left[:batch_size]], y[left[:batch_size]]
        left = left[batch_size:]


def right_minibatches__by_sorting_random_keys(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Give each row a random key, sort by it, and shuffle whole copies; errors come at the call."""
    _check(X, y, batch_size)
    order = np.argsort(rng.random(len(X)))
    X, y = X[order], y[order]
    return ((X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size))


def right_minibatches__by_split(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Split the order at every batch_size-th row."""
    _check(X, y, batch_size)
    cuts = np.arange(batch_size, len(X), batch_size)
    return iter([(X[rows], y[rows]) for rows in np.split(rng.permutation(len(X)), cuts)])


def right_minibatches__drawn_one_by_one(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Draw row after row out of a list of those that are left."""
    _check(X, y, batch_size)
    left = list(range(len(X)))
    while left:
        rows = [left.pop(int(rng.integers(len(left)))) for _ in range(min(batch_size, len(left)))]
        yield np.take(X, rows, axis=0), np.take(y, rows, axis=0)


def right_minibatches__twice_from_one_seed(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Shuffle copies of X and y by two generators of one seed, which is drawn from rng."""
    _check(X, y, batch_size)
    seed = int(rng.integers(2**32))
    X, y = default_rng(seed).permutation(X), default_rng(seed).permutation(y)
    return zip(*([a[i : i + batch_size] for i in range(0, len(a), batch_size)] for a in (X, y)), strict=True)


def right_minibatches__by_choice(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
    """Draw all row numbers at once, without replacement."""
    return _cut(X, y, batch_size, rng.choice(len(X), len(X), replace=False))


def right_logistic_loss_and_grads__by_logaddexp(X: Array, y: Array, params: Params) -> Result:
    """Compute the loss from the scores, log(1 + e^z) - yz, and the sigmoid by tanh."""
    Z = np.dot(X, params["W"]) + params["b"]
    if Z.shape != y.shape or len(X) == 0:
        raise ValueError(f"scores have shape {Z.shape}, but y has shape {y.shape}")
    dZ = (np.tanh(Z / 2) + 1) / 2 - y
    return np.mean(np.logaddexp(0, Z) - y * Z), {"W": X.T @ dZ / len(X), "b": dZ.mean(axis=0)}


def right_logistic_loss_and_grads__by_einsum(X: Array, y: Array, params: Params) -> Result:
    """Sum over the samples by einsum."""
    A = sigmoid(np.einsum("nd,dk->nk", X, params["W"]) + params["b"])
    loss, E = binary_cross_entropy(A, y), A - y
    return loss, {"W": np.einsum("nd,nk->dk", X, E) / len(X), "b": np.einsum("nk->k", E) / len(X)}


def right_logistic_loss_and_grads__by_expit(X: Array, y: Array, params: Params) -> Result:
    """Take SciPy's sigmoid and its logarithm, and give b first."""
    special = importlib.import_module("scipy.special")
    expit, log_expit = special.expit, special.log_expit
    Z = X @ params["W"] + params["b"]
    if Z.shape != y.shape or Z.size == 0:
        raise ValueError(f"scores have shape {Z.shape}, but y has shape {y.shape}")
    E = (expit(Z) - y) / len(y)
    return -np.mean(y * log_expit(Z) + (1 - y) * log_expit(-Z)), {"b": E.sum(axis=0), "W": np.dot(X.T, E)}


def right_logistic_loss_and_grads__by_a_column_of_ones(X: Array, y: Array, params: Params) -> Result:
    """Take b for one more weight, of an input that is always 1."""
    ones, W = np.ones((len(X), 1), dtype=X.dtype), np.vstack([params["W"], params["b"][None]])
    A = sigmoid(np.hstack([X, ones]) @ W)
    loss, slopes = binary_cross_entropy(A, y), np.hstack([X, ones]).T @ (A - y) / len(X)
    return loss, {"W": slopes[:-1], "b": slopes[-1]}


def right_logistic_loss_and_grads__by_vectors(X: Array, y: Array, params: Params) -> Result:
    """Go without the columns in between, with an own floor for the logarithm."""
    Z = X @ params["W"] + params["b"]
    if Z.shape != y.shape or Z.size == 0:
        raise ValueError(f"scores have shape {Z.shape}, but y has shape {y.shape}")
    a, t = sigmoid(Z[:, 0]), y[:, 0]
    loss = -np.mean(np.log(np.clip(np.where(t == 1, a, 1 - a), 1e-15, None)))
    return float(loss), {"W": (X.T @ (a - t) / len(t)).reshape(-1, 1), "b": np.mean(a - t).reshape(1)}


def right_gradient_descent__new_arrays_each_step(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: Rng = None,
) -> Trained:
    """Make new arrays at each step, in the old dtype, and average the losses by np.average."""
    rng, params, losses = rng or default_rng(), _copies(params), list[float]()
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
    rng: Rng = None,
) -> Trained:
    """Shuffle one list of row numbers further each epoch, and collect weighted losses."""
    _check(X, y, batch_size)
    rng, params, rows = rng or default_rng(), _copies(params), np.arange(len(X))
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        rng.shuffle(rows)
        for part in (rows[i : i + batch_size] for i in range(0, len(X), batch_size)):
            loss, grads = loss_fn(X[part], y[part], params)
            losses[epoch] += loss * len(part) / len(X)
            for name, grad in grads.items():
                params[name] -= lr * grad
    return params, losses.tolist()


def right_gradient_descent__running_mean(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: Rng = None,
) -> Trained:
    """Move the mean a little with each batch, and step by np.subtract in the order of the gradients."""
    rng, params, losses = rng or default_rng(), copy.deepcopy(params), [0.0] * epochs
    for epoch in range(epochs):
        seen = 0
        for rows, targets in minibatches(X, y, batch_size, rng):
            loss, grads = loss_fn(rows, targets, params)
            seen += len(rows)
            losses[epoch] += (loss - losses[epoch]) * len(rows) / seen
            for name, grad in grads.items():
                np.subtract(params[name], lr * grad, out=params[name], casting="same_kind")
    return params, losses


def right_gradient_descent__a_generator_an_epoch(X: Array, y: Array, *call: Any, **named: Any) -> Trained:
    """Shuffle each epoch by a generator of its own, whose seed is drawn from rng."""

    def batches(X: Array, y: Array, batch_size: int, rng: Generator) -> Batches:
        return minibatches(X, y, batch_size, default_rng(int(rng.integers(2**32))))

    return _train(X, y, *call, **named, batches=batches)


def right_gradient_descent__drawn_one_by_one(X: Array, y: Array, *call: Any, **named: Any) -> Trained:
    """Draw row after row out of a list of those that are left."""
    return _train(X, y, *call, **named, batches=right_minibatches__drawn_one_by_one)
