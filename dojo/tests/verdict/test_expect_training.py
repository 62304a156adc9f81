"""What the comparisons of trainings in chapters 2.3 and 4.5 say."""

import copy
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

from dojo.verdict import expect_training, expect_training_polish
from dojo.verdict.expect_training import Array, Params, Train, collected
from dojo.verdict.expect_training_polish import limited

CORE = """expect_each_row_once expect_any_shape expect_mean_over_samples expect_gradients_by_name expect_one_point
expect_32_rows_and_one_epoch expect_another_order_each_epoch expect_order_from_seed expect_fresh_generator
expect_start_kept expect_samples_kept""".split()
POLISH = """expect_list_of_losses expect_dtypes_kept expect_gradients_kept expect_copies_after_no_epochs
expect_bad_sizes_refused expect_names""".split()


def expectation(name: str) -> Callable[[Train], None]:
    """Return one of the comparisons by its name."""
    return getattr(expect_training_polish if name in POLISH else expect_training, name)


def trained(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: Callable[..., Any],
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mistake: str = "",
) -> Any:
    """Train as chapter 2.3 does, but for one mistake."""
    if (len(X) != len(y) or batch_size < 1) and mistake != "nothing refused":
        raise ValueError("bad sizes")
    seed = 0 if mistake == "None is a seed" else None
    rng = np.random.default_rng(seed) if rng is None or mistake == "rng ignored" else rng
    params = params if mistake == "start trained" else {name: param.copy() for name, param in params.items()}
    order, losses = rng.permutation(len(X)), list[float]()
    for _ in range(epochs):
        order = order if mistake == "one shuffle" else rng.permutation(len(X))
        order, found = np.arange(len(X)) if mistake == "no shuffle" else order, list[tuple[float, int]]()
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            targets = y[start : start + batch_size] if mistake == "pairs lost" else y[rows]
            samples = X[rows].reshape(len(rows), -1) if mistake == "flattened" else X[rows]
            if len(rows) < batch_size and mistake == "last batch lost":
                continue
            loss, grads = loss_fn(samples, targets, params)
            for position, name in enumerate(params):
                if mistake == "one after another":
                    loss, grads = loss_fn(samples, targets, params)
                grad = list(grads.values())[position] if mistake == "by position" else grads[name]
                if mistake == "gradients scaled":
                    grad *= lr
                    params[name] -= grad
                elif mistake == "dtype grows":
                    params[name] = params[name] - lr * grad
                else:
                    params[name] -= lr * grad
            found.append((loss, 1 if mistake == "plain mean" else len(rows)))
        losses.append(sum(loss * n for loss, n in found) / sum(n for _, n in found))
    return params, tuple(losses) if mistake == "tuple" else losses


def with_mistake(mistake: str) -> Train:
    """Return a training that makes one mistake."""
    return partial(trained, mistake=mistake)


@pytest.mark.parametrize("name", CORE + POLISH)
def test_a_right_training_passes(name: str) -> None:
    """Chapter 2.3's own steps meet every expectation."""
    expectation(name)(trained)


@pytest.mark.parametrize(
    ("name", "mistake", "said"),
    [
        ("expect_each_row_once", "last batch lost", r"got       batches of \[4, 4, 4, 4\] rows"),
        ("expect_each_row_once", "pairs lost", "same row numbers"),
        ("expect_any_shape", "flattened", r"expected  shape \(4, 2, 3\)"),
        ("expect_mean_over_samples", "plain mean", r"expected  \[4.5, 4.5, 4.5\]"),
        ("expect_gradients_by_name", "by position", "W1 moves by the gradient of W1"),
        ("expect_one_point", "one after another", r"got       a call at a, b = \(-1.0, 0.0\)"),
        ("expect_another_order_each_epoch", "no shuffle", "0, 1, 2, ... as they are in X"),
        ("expect_another_order_each_epoch", "one shuffle", "got       1: each epoch needs a shuffle of its own"),
        ("expect_order_from_seed", "rng ignored", "the order must come from rng alone"),
        ("expect_order_from_seed", "no shuffle", "another order of rows from another seed"),
        ("expect_fresh_generator", "None is a seed", r"\.\.\. twice"),
        ("expect_start_kept", "start trained", r"expected  params\['W'\] left as it was"),
        ("expect_list_of_losses", "tuple", "got       tuple"),
        ("expect_dtypes_kept", "dtype grows", "expected  dtype float32\ngot       dtype float64"),
        ("expect_gradients_kept", "gradients scaled", "the gradient that loss_fn gave left as it was"),
        ("expect_copies_after_no_epochs", "start trained", "got       the same array"),
        ("expect_bad_sizes_refused", "nothing refused", "expected  a ValueError\ngot       IndexError"),
    ],
)
def test_a_wrong_training_is_told_what_it_does(name: str, mistake: str, said: str) -> None:
    """Each expectation fails for its mistake, in words that hold for it."""
    with pytest.raises(AssertionError, match=said):
        expectation(name)(with_mistake(mistake))


def test_samples_out_of_order_are_noticed() -> None:
    """A training that shuffles the caller's X is told what X was, and what it is now."""

    def shuffles(X: Array, *args: Any) -> Any:
        np.random.default_rng(0).shuffle(X)
        return trained(X, *args)

    with pytest.raises(AssertionError, match="expected  X left as it was"):
        expect_training.expect_samples_kept(shuffles)


def test_other_defaults_are_noticed() -> None:
    """A training whose batches have 64 rows by default puts 33 rows into one."""

    def by_64(X: Array, y: Array, params: Params, lr: float, loss_fn: Callable[..., Any], batch_size: int = 64) -> Any:
        return trained(X, y, params, lr, loss_fn, batch_size)

    with pytest.raises(AssertionError, match=r"got       \[33\]"):
        expect_training.expect_32_rows_and_one_epoch(by_64)


def test_who_asks_twice_about_a_batch_is_not_blamed() -> None:
    """Two calls of loss_fn for one batch, for its loss and for its gradients, are one batch."""

    def asks_twice(X: Array, y: Array, params: Params, lr: float, loss_fn: Callable[..., Any], *settings: Any) -> Any:
        def twice(X: Array, y: Array, params: Params) -> tuple[Any, Any]:
            return loss_fn(X, y, params)[0], loss_fn(X, y, params)[1]

        return trained(X, y, params, lr, twice, *settings)

    for name in CORE:
        expectation(name)(asks_twice)


def test_collected_batches_are_copies() -> None:
    """Where each batch overwrites the one before, the collected ones keep what they were."""
    buffer = np.zeros(2)

    def overwriting() -> Any:
        for value in 1.0, 2.0:
            buffer[:] = value
            yield buffer, buffer

    assert [rows.tolist() for rows, _ in collected(overwriting())] == [[1, 1], [2, 2]]


@pytest.mark.parametrize(
    ("batches", "said"),
    [
        (None, "got       NoneType"),
        ((np.zeros((3, 2)), np.zeros((3, 1))), r"got       ndarray of shape \(3, 2\)"),
        ([(1, 2, 3)], "got       tuple of 3"),
    ],
)
def test_what_is_no_batch_is_named(batches: Any, said: str) -> None:
    """Nothing at all, one batch that was returned, and three parts are no batches."""
    with pytest.raises(AssertionError, match=said):
        collected(batches)


def test_a_loop_over_batches_that_never_ends_is_stopped() -> None:
    """Batches of 0 rows collected in a list would fill the memory: indexing the samples stops it, as in a copy."""
    X = limited(5)

    for samples in X, copy.deepcopy(X):
        with pytest.raises(RuntimeError, match="batches without end"):
            while True:
                samples[:0]
