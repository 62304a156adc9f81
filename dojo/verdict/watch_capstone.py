"""Train a capstone on all digits, once for all tests, and note where its randomness comes from and what it changes."""

import copy
import inspect
import random
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any, NamedTuple, cast

import numpy as np
import pytest
from numpy.typing import NDArray

Array = NDArray[Any]
Train = Callable[[Array, Array, np.random.Generator], Any]
CHANCE = "numbers drawn by the functions of random or np.random"


class Capstone(NamedTuple):
    """What came of a training."""

    params: Any
    strangers: list[str]  # sources of randomness that owe nothing to rng
    changed: list[str]  # what of X and y the training has written into


_trained: dict[object, Capstone] = {}


def capstone(train: Train, X: Array, y: Array) -> Capstone:
    """Train with a generator of seed 0, on copies of X and y; the second time return what came of the first.

    Args:
        train: the learner's `train_capstone`.
        X: images as rows.
        y: their labels.
    """
    kata = inspect.unwrap(train)  # what notes its prints may be around it
    # Core and polish may have imported the same file twice.
    key = kata.__code__ if isinstance(kata, FunctionType) and not kata.__closure__ else kata
    if key not in _trained:
        _trained[key] = _train(train, X, y)
    return copy.deepcopy(_trained[key])


def _train(train: Train, X: Array, y: Array) -> Capstone:
    rng, make, strangers = np.random.default_rng(0), np.random.default_rng, list[str]()
    untouched, X_own, y_own = rng.bit_generator.state, X.copy(), y.copy()
    before = random.getstate(), str(np.random.get_state())

    def watched(seed: Any = None) -> np.random.Generator:
        # A seed that was drawn from rng is as good as rng.
        if seed is None or (isinstance(seed, int) and rng.bit_generator.state == untouched):
            strangers.append(f"a generator of np.random.default_rng({'' if seed is None else seed})")
        return make(seed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(np.random, "default_rng", watched)
        params = train(X_own, y_own, rng)
    if (random.getstate(), str(np.random.get_state())) != before:
        strangers.append(CHANCE)
    pairs = ("X", X, X_own), ("y", y, y_own)
    return Capstone(params, strangers, [name for name, was, now in pairs if not np.array_equal(was, now)])


def named_arrays(params: Any, name: str = "params") -> Iterator[tuple[str, Array]]:
    """Yield the arrays in a nest of dicts, lists and tuples, each with its key or place."""
    if isinstance(params, np.ndarray):
        yield name, cast(Array, params)
    elif hasattr(params, "items"):
        for key, part in params.items():
            yield from named_arrays(part, str(key))
    elif isinstance(params, list | tuple):
        for place, part in enumerate(cast(list[Any], params)):
            yield from named_arrays(part, f"{name}[{place}]")


def not_finite(params: Any) -> str:
    """Say which parameters have entries that are no finite numbers; nothing where all are."""
    arrays = [(name, array) for name, array in named_arrays(params) if array.dtype.kind in "fc"]
    bad = [f"{name} has {_kinds(array)} entries" for name, array in arrays if not np.isfinite(array).all()]
    return ", ".join(bad)


def _kinds(array: Array) -> str:
    return " and ".join([*["nan"] * bool(np.isnan(array).any()), *["infinite"] * bool(np.isinf(array).any())])


def what_stands_out(labels: Array, params: Any) -> str:
    """Say what is striking if too few labels are right: nearly all are alike, or weights are 0 or enormous."""
    said, names = list[str](), [name for name, array in named_arrays(params) if array.ndim > 1 and not array.any()]
    values = [int(label) for label in labels]
    most = max(set(values), key=values.count)
    if (count := values.count(most)) > 0.9 * len(values):
        how_many = f"all {count:,}" if count == len(values) else f"{count:,} of {len(values):,}"
        said.append(f"{how_many} digits get the label {most}")
    if names:
        said.append(f"all entries of {' and '.join(names)} are 0: weights that start at 0 may stay there, so draw them")
    sizes = {name: float(np.abs(array).max()) for name, array in named_arrays(params) if array.ndim > 1 and array.size}
    largest = max(sizes, key=lambda name: sizes[name], default="")
    if largest and sizes[largest] > 100:  # trained weights are a few units in size
        said.append(
            f"{largest} has entries up to {sizes[largest]:,.0f} in size: the learning rate is probably too large"
        )
    return "".join(f"\n{line}" for line in said)
