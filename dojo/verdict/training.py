"""A pytest plugin: show on a terminal how far a training on MNIST is, which may take minutes.

Nothing of the learner's is touched. While such a test runs, `gradient_descent` is called through a function that passes
everything on, and gives it a loss function that counts the rows and passes everything on as well.
"""

import contextlib
import functools
import inspect
import math
import os
import sys
import time
from collections.abc import Callable, Generator
from types import FunctionType
from typing import Any, Protocol, cast

import pytest

from dojo.ground.chapters import chapters

TRAIN = "gradient_descent"
LARGE = 1000  # samples from which on a training takes long enough to be shown
SHOWN = 0.2  # seconds between two looks of the line
TRIED = 2.0  # seconds between two trials on digits
DIGITS = 500  # tried
Function = Callable[..., Any]


class Screen(Protocol):
    """Where the line is shown."""

    def show(self, share: float, text: str) -> None: ...

    def clear(self) -> None: ...


class Meter:
    """Counts what one training has seen, and says how far it is."""

    def __init__(self, arguments: dict[str, Any], forward: Function | None, clock: Callable[[], float]) -> None:
        self.X: Any
        self.y: Any
        self.X, self.y = arguments["X"], arguments["y"]
        self.epochs: int = arguments["epochs"]
        self.forward = forward
        self.clock = clock
        self.begin = self.tried = clock()
        self.seen = 0
        self.last: object = None
        self.accuracy = ""

    def saw(self, X: Any, params: Any) -> None:
        """Count a batch, unless it is the one before once more, or all samples; now and then try the parameters."""
        if X is not self.last and len(X) < len(self.X):
            self.seen += len(X)
        self.last = X
        if self.forward and self.clock() - self.tried > TRIED:
            self.tried = self.clock()
            with contextlib.suppress(Exception):
                right: Any = self.forward(self.X[:DIGITS], params)[-1].argmax(axis=1) == self.y[:DIGITS].argmax(axis=1)
                self.accuracy = f", accuracy {float(right.mean()):.0%}"

    @property
    def share(self) -> float:
        """How much of the training is done, from 0 to 1."""
        return min(self.seen / (len(self.X) * self.epochs), 1.0)

    def __str__(self) -> str:
        """Say the epoch, the accuracy so far on some of the digits, and the time that is left."""
        epoch = min(self.seen // len(self.X) + 1, self.epochs)
        took = self.clock() - self.begin
        left = f", {_minutes(took / self.share - took)} left" if self.share > 0.01 else ""
        return f"epoch {epoch} of {self.epochs}{self.accuracy}{left}"


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(math.ceil(seconds), 60)
    return f"{minutes}:{rest:02d}"


def measured(train: FunctionType, forward: Function | None, screen: Screen) -> Function:
    """Return a function that trains as another does, and shows meanwhile how far it is."""
    signature = inspect.signature(train)

    @functools.wraps(train)
    def training(*args: Any, **kwargs: Any) -> Any:
        try:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            meter = Meter(bound.arguments, forward, time.monotonic)
            if len(meter.X) < LARGE:
                return train(*args, **kwargs)
            bound.arguments["loss_fn"] = _counted(bound.arguments["loss_fn"], meter, screen)
        except (KeyError, TypeError, ValueError):  # it is another function than the chapter's
            return train(*args, **kwargs)
        try:
            return train(*bound.args, **bound.kwargs)
        finally:
            screen.clear()

    return training


def _counted(loss_fn: Function, meter: Meter, screen: Screen) -> Function:
    shown = [0.0]

    @functools.wraps(loss_fn)
    def counted(X: Any, y: Any, params: Any) -> Any:
        result = loss_fn(X, y, params)
        with contextlib.suppress(Exception):  # what is shown decides nothing
            meter.saw(X, params)
            if time.monotonic() - shown[0] > SHOWN:
                shown[0] = time.monotonic()
                screen.show(meter.share, str(meter))
        return result

    return counted


class Training:
    """Shows the trainings of tests that are marked with `mnist`."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        # Now nothing is captured: later this is the way around.
        self.handle = os.dup(1) if _is_lively(1) else None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        """Put the measured function in the place of the plain one while a test runs."""
        if self.handle is None or not isinstance(item, pytest.Function) or not item.get_closest_marker("mnist"):
            return (yield)
        from dojo.verdict.training_screen import Line  # importing it takes time

        screen = Line(self.handle, self.config.get_terminal_writer().width_of_current_line)
        forward = cast(Function | None, getattr(item.module, "forward", None))
        places: list[tuple[Any, FunctionType]] = []
        for module in [sys.modules[name] for name in chapters() if name in sys.modules] + [item.module]:
            train = getattr(module, TRAIN, None)
            if isinstance(train, FunctionType):
                places.append((module, train))
                setattr(module, TRAIN, measured(train, forward, screen))
        try:
            return (yield)
        finally:
            for module, train in places:
                setattr(module, TRAIN, train)


def _is_lively(handle: int) -> bool:
    """Tell whether a terminal is there that can change a line."""
    try:
        return os.isatty(handle) and os.environ.get("TERM") != "dumb"
    except OSError:
        return False
