"""What is noted of a capstone's training."""

import random
from typing import Any

import numpy as np
import pytest

from dojo.verdict.watch_capstone import CHANCE, capstone, named_arrays, not_finite, what_stands_out

X, Y = np.ones((5, 4)), np.arange(5)


def test_a_training_is_done_once() -> None:
    """The second call gets copies of what came of the first."""
    calls: list[int] = []

    def train(X: Any, y: Any, rng: np.random.Generator) -> Any:
        calls.append(len(X))
        return {"W": rng.standard_normal(3)}

    first = capstone(train, X, Y)
    kept = first.params["W"].copy()
    first.params["W"][:] = 0
    again = capstone(train, X, Y)

    assert calls == [5]
    assert np.array_equal(again.params["W"], kept)
    assert (again.strangers, again.changed) == ([], [])


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("np.random.default_rng()", "a generator of np.random.default_rng()"),
        ("np.random.default_rng(7)", "a generator of np.random.default_rng(7)"),
        ("np.random.rand()", CHANCE),
        ("random.random()", CHANCE),
    ],
)
def test_foreign_randomness_is_noted(source: str, said: str) -> None:
    """Generators that owe nothing to rng, and draws by the functions of random and np.random, are strangers."""

    def train(X: Any, y: Any, rng: np.random.Generator) -> Any:
        eval(source, {"np": np, "random": random})
        return {}

    assert capstone(train, X, Y).strangers == [said]


def test_a_generator_seeded_from_rng_is_no_stranger() -> None:
    """A seed that was drawn from rng hands its randomness on."""

    def train(X: Any, y: Any, rng: np.random.Generator) -> Any:
        return {"W": np.random.default_rng(int(rng.integers(9))).random(2)}

    assert capstone(train, X, Y).strangers == []


def test_changed_digits_are_noted_and_stay_as_they_were() -> None:
    """A training that writes into X does so in a copy."""

    def train(X: Any, y: Any, rng: np.random.Generator) -> Any:
        X *= 2
        return {}

    assert capstone(train, X, Y).changed == ["X"]
    assert np.array_equal(X, np.ones((5, 4)))


def test_arrays_are_named_by_their_places() -> None:
    """Of a dict they have the keys, of a list the numbers."""
    one = np.ones(1)

    assert [name for name, _ in named_arrays({"W": one, "sizes": [one, (3, one)]})] == [
        "W",
        "sizes[0]",
        "sizes[1][1]",
    ]


def test_parameters_that_are_not_finite_are_named() -> None:
    """W1 has nan entries, b1 infinite ones; integers and finite numbers are fine."""
    params = {"W1": np.array([1.0, np.nan]), "b1": np.array([np.inf]), "n": np.array([3]), "W2": np.ones(2)}

    assert not_finite(params) == "W1 has nan entries, b1 has infinite entries"
    assert not_finite({"W2": np.ones(2)}) == ""


def test_one_label_for_all_is_told() -> None:
    """All digits get the label 1, as weights that are all 0 make it."""
    params = {"W1": np.zeros((2, 2)), "b1": np.zeros(2), "W2": np.zeros((2, 2)), "W3": np.ones((2, 2))}

    said = what_stands_out(np.ones(10_000, dtype=int), params)

    assert said.startswith("\nall 10,000 digits get the label 1\nall entries of W1 and W2 are 0: ")


def test_enormous_weights_are_told() -> None:
    """Nearly all digits get the label 9, and an entry of W2 is -18,024."""
    labels, params = np.array([9] * 99 + [3]), {"W1": np.ones((2, 2)), "W2": np.array([[1.0, -18024.4]])}

    said = what_stands_out(labels, params)

    assert said.startswith("\n99 of 100 digits get the label 9\nW2 has entries up to 18,024 in size: the learning rate")


def test_nothing_is_told_of_what_is_in_order() -> None:
    """Two labels, from weights of ordinary size."""
    assert what_stands_out(np.array([0, 1]), {"W": np.ones((2, 2))}) == ""
