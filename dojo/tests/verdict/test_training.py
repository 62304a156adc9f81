"""What is shown of a training while it runs, and that it changes nothing."""

from collections.abc import Callable
from types import FunctionType
from typing import Any, cast

import numpy as np

from dojo.verdict.training import Meter, measured

Steps = list[tuple[float, str]]


class Screen:
    """Keeps what is shown."""

    def __init__(self) -> None:
        self.shown: Steps = []
        self.cleared = 0

    def show(self, share: float, text: str) -> None:
        self.shown.append((share, text))

    def clear(self) -> None:
        self.cleared += 1


def train(
    X: Any, y: Any, params: Any, lr: float, loss_fn: Callable[..., Any], batch_size: int = 100, epochs: int = 1
) -> Any:
    """Train as chapter 2.3 does, without a shuffle."""
    losses: list[float] = []
    for _ in range(epochs):
        for row in range(0, len(X), batch_size):
            loss, grads = loss_fn(X[row : row + batch_size], y[row : row + batch_size], params)
            params = {name: param - lr * grads[name] for name, param in params.items()}
            losses.append(loss)
    return params, losses


TRAIN = cast(FunctionType, train)


def pull(X: Any, y: Any, params: Any) -> tuple[float, dict[str, Any]]:
    """Return a loss and a slope that depend on the batch."""
    return float(X.sum()), {"w": X.sum(axis=0)}


def forward(X: Any, params: Any) -> tuple[Any]:
    """Give every sample the class 1."""
    return (np.array([[0.0, 1.0]] * len(X)),)


def meter(clock: Callable[[], float], epochs: int = 2) -> Meter:
    """Return one for 1,000 samples, of which 3 in 4 of the first 500 are of class 1."""
    labels = np.arange(1000) % 4 > 0
    return Meter({"X": np.zeros((1000, 3)), "y": np.eye(2)[labels.astype(int)], "epochs": epochs}, forward, clock)


def test_nothing_changes() -> None:
    """A training that is shown gives what it gives otherwise, to the last digit, and the line goes when it ends."""
    X, screen = np.random.default_rng(0).normal(size=(2000, 3)), Screen()
    start = {"w": np.zeros(3)}

    params, losses = measured(TRAIN, forward, screen)(X, X, start, 0.1, pull, epochs=2)

    plain, same = train(X, X, start, 0.1, pull, epochs=2)
    assert params["w"].tobytes() == plain["w"].tobytes() and losses == same
    assert screen.shown and screen.cleared == 1


def test_small_trainings_are_not_shown() -> None:
    """A training on a few rows is over before anybody reads."""
    X, screen = np.zeros((20, 3)), Screen()

    measured(TRAIN, None, screen)(X, X, {"w": np.zeros(3)}, 0.1, pull)

    assert not screen.shown


def test_another_function_is_called_as_it_is() -> None:
    """A function with other parameters gets what it is given."""

    def other(a: int, b: int = 2) -> int:
        return a + b

    assert measured(other, None, Screen())(40) == 42  # type: ignore[arg-type]


def test_epoch_accuracy_and_time() -> None:
    """Half of the first epoch of two took 10 seconds: 30 are left, and 3 in 4 of the digits are read."""
    times = iter([0.0, 10.0, 10.0, 10.0])
    training = meter(lambda: next(times))

    training.saw(np.zeros((500, 3)), {})

    assert training.share == 0.25
    assert str(training) == "epoch 1 of 2, accuracy 75%, 0:30 left"


def test_only_batches_count() -> None:
    """A batch that is looked at twice counts once, and a look at all samples not at all."""
    training, batch = meter(lambda: 0.0), np.zeros((500, 3))

    training.saw(batch, {})
    training.saw(batch, {})
    training.saw(training.X, {})
    training.saw(np.zeros((500, 3)), {})

    assert training.share == 0.5 and str(training).startswith("epoch 2 of 2")


def test_a_broken_forward_pass_is_no_harm() -> None:
    """Where the accuracy cannot be computed, the rest is shown."""

    def broken(X: Any, params: Any) -> Any:
        raise ValueError

    times = iter([0.0, 10.0, 10.0, 10.0])
    training = Meter({"X": np.zeros((1000, 3)), "y": np.zeros((1000, 2)), "epochs": 1}, broken, lambda: next(times))

    training.saw(np.zeros((500, 3)), {})

    assert str(training) == "epoch 1 of 1, 0:10 left"
