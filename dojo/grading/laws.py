"""Judge what is drawn at random: no two right answers give the same numbers, but a law holds for all of them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data import load_mnist
from dojo.verdict.call_outcome import Call

Array = NDArray[Any]
Leaves = Sequence[Array | str]
SURE = 6  # standard deviations: one right answer in 500 million is further off
SHUFFLED = 13  # rows that no shuffle leaves in order: it would be one in six billion
READS = 0.8  # share of digits: what learns from 10,000 reads more than nine in ten


def alike(call: Call, got: Leaves, expected: Leaves) -> bool:
    """Tell whether numbers have the names, shapes, mean and spread of the reference's, and zeros are zeros."""
    return len(got) == len(expected) and all(map(_alike, got, expected))


def _alike(got: Array | str, expected: Array | str) -> bool:
    if isinstance(got, str) or isinstance(expected, str):
        return isinstance(got, str) and isinstance(expected, str) and got == expected
    if got.shape != expected.shape or not np.isfinite(got).all():
        return False
    n, spread = expected.size, float(expected.std())
    if not spread:
        return bool((got == expected).all())
    of_mean, of_spread = SURE * spread / n**0.5, SURE * spread / (2 * n) ** 0.5
    near = abs(got.mean() - expected.mean()) < 2 * of_mean and abs(got.std() - spread) < 2 * of_spread
    inner = np.mean(np.abs(got) < spread) - np.mean(np.abs(expected) < spread)
    return bool(near and abs(inner) < SURE / n**0.5)


def batches(call: Call, got: Leaves, expected: Leaves) -> bool:
    """Tell whether batches have each row once, shuffled, beside its target, and the sizes that are asked for."""
    X, _, most, _ = call.args
    arrays = [leaf for leaf in got if not isinstance(leaf, str)]
    if len(arrays) != len(got) or len(arrays) != 2 * -(-len(X) // most):
        return False
    sizes = [len(batch) if batch.ndim == 2 else -1 for batch in arrays]
    wanted = [min(most, len(X) - start) for start in range(0, len(X), most) for _ in "Xy"]
    if sizes != wanted or {batch.shape[1] for batch in arrays[1::2]} != {1}:
        return False
    order = np.concatenate(arrays[1::2])[:, 0].astype(int)
    if len(X) >= SHUFFLED and np.array_equal(order, np.arange(len(X))):
        return False
    return sorted(order) == list(range(len(X))) and np.array_equal(np.concatenate(arrays[::2]), X[order])


def dropped(call: Call, got: Leaves, expected: Leaves) -> bool:
    """Tell whether a mask keeps units with their probability, and scales them."""
    A, p, _ = call.args
    if len(got) != 2 or any(isinstance(leaf, str) or leaf.shape != A.shape for leaf in got):
        return False
    thinned, mask = (np.asarray(leaf) for leaf in got)
    return _is_mask(mask, p) and np.allclose(thinned, A * mask)


def thinned(call: Call, got: Leaves, expected: Leaves) -> bool:
    """Tell whether loss and gradients are those of a network of which the gradients themselves say what dropped out."""
    X, y, params, p, _ = call.args
    names = [str(leaf) for leaf in got[1::2]]
    if p == 1 or names != sorted(params) or len(got) != 1 + 2 * len(params):
        return p == 1 and close(got, expected)
    grads = {name: np.asarray(leaf) for name, leaf in zip(names, got[2::2], strict=True)}
    if any(grads[name].dtype.kind != "f" or grads[name].shape != param.shape for name, param in params.items()):
        return False
    A1 = np.maximum(X @ params["W1"] + params["b1"], 0)
    lives = A1[0] > 0
    mask = np.zeros_like(A1)
    with np.errstate(all="ignore"):
        mask[0, lives] = (grads["W2"][:, 0] / grads["b2"][0] / A1[0])[lives]
    mask = np.where(np.abs(mask) < 1e-6, 0, mask)
    return _is_mask(mask[:, lives], p) and close(got, _of_mask(X, y, params, A1, mask))


def _of_mask(X: Array, y: Array, params: dict[str, Array], A1: Array, mask: Array) -> Leaves:
    """Return the loss and the gradients of one sample whose hidden layer is masked."""
    A = A1 * mask
    Z = A @ params["W2"] + params["b2"]
    A2 = np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum()
    dZ2 = A2 - y
    dZ1 = dZ2 @ params["W2"].T * mask * (A1 > 0)
    grads = {"W1": X.T @ dZ1, "W2": A.T @ dZ2, "b1": dZ1[0], "b2": dZ2[0]}
    parts: list[Array | str] = [part for name in sorted(grads) for part in (name, grads[name])]
    return [-np.log(A2[y == 1]), *parts]


def _is_mask(mask: Array, p: float) -> bool:
    kept = np.isclose(mask, 1 / p, rtol=1e-4)
    share = float(kept.mean())
    return bool((kept | (mask == 0)).all()) and abs(share - p) < SURE * (p * (1 - p) / mask.size) ** 0.5


def reads(call: Call, got: Leaves, expected: Leaves) -> bool:
    """Tell whether digits that were not among those to learn from are read."""
    digits = load_mnist()
    labels = {row.tobytes(): label for row, label in zip(digits.X_test, digits.y_test, strict=True)}
    truth = np.array([labels[row.tobytes()] for row in call.kwargs["read"]])
    if len(got) != 1 or isinstance(got[0], str) or got[0].shape != truth.shape:
        return False
    return float(np.mean(np.equal(got[0], truth))) > READS


def close(got: Leaves, expected: Leaves, near: float = 1e-6) -> bool:
    """Tell whether two outcomes are equal, but for rounding: kinds of numbers are free, and so are lists and tuples."""
    if len(got) != len(expected):
        return False
    return all(_close(a, b, near) for a, b in zip(got, expected, strict=True))


def _close(got: Array | str, expected: Array | str, near: float) -> bool:
    if isinstance(got, str) or isinstance(expected, str):
        return isinstance(got, str) and isinstance(expected, str) and got == expected
    first, second = np.asarray(got), np.asarray(expected)
    return first.shape == second.shape and np.allclose(first, second, rtol=1e-5, atol=near, equal_nan=True)


Law = Callable[[Call, Leaves, Leaves], bool]


def _by_slopes(call: Call, got: Leaves, expected: Leaves) -> bool:
    return close(got, expected, near=1e-4)  # differences of losses have few digits


OF: dict[tuple[str, str], Law] = {
    ("ch11_arrays", "random_matrix"): alike,
    ("ch23_minibatches", "minibatches"): batches,
    ("ch24_numerical_gradients", "numerical_gradient"): _by_slopes,
    ("ch24_numerical_gradients", "check_gradients"): _by_slopes,
    ("ch33_mlp_forward", "init_mlp"): alike,
    ("ch41_deep_mlp", "init_deep_mlp"): alike,
    ("ch43_cnn", "init_cnn"): alike,
    ("ch44_regularization", "dropout"): dropped,
    ("ch44_regularization", "dropout_mlp_loss_and_grads"): thinned,
    ("ch45_capstone", "train_capstone"): reads,
    ("ch45_capstone", "predict_capstone"): reads,
}  # of all others the numbers are the reference's
