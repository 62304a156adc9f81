"""A pytest plugin that tells the judge outside (`judge.py`) what the tests do, and sets a limit that nothing outlasts.

Each word is a line of JSON. When a test takes longer than its limit, pytest-timeout interrupts it; what cannot be
interrupted, such as a product of huge matrices or a loop that catches every exception, is ended a second later: then
the lines of its stack are the last words.
"""

import faulthandler
import importlib
import json
import os
import signal
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

TIMEOUT: Any = importlib.import_module("pytest_timeout")  # which has no types
GRACE = 0.7  # seconds after which a test that was interrupted is ended
DIAGNOSIS = 2.0  # seconds for finding out why a test failed, on a quiet machine
STDERR = 2


class Channel:
    """Tells the judge; without one, it only sets limits."""

    def __init__(self, path: Path | None) -> None:
        self.handle = STDERR
        if path:
            self.open(path)

    def open(self, path: Path) -> None:
        """Tell the judge that reads this file."""
        self.handle = os.open(path, os.O_WRONLY | os.O_APPEND)
        faulthandler.enable(self.handle)  # a crash in C leaves its stack as the last words, too

    def tell(self, word: str, **more: Any) -> None:
        """Write one word, whole, at once."""
        if self.handle != STDERR:
            os.write(self.handle, json.dumps({"word": word, **more}).encode() + b"\n")

    def end_after(self, seconds: float) -> None:
        """End the process after so many seconds, whatever it does then, with its stack as the judge's last words."""
        if self.handle != STDERR:
            faulthandler.dump_traceback_later(seconds, exit=True, file=self.handle)

    def end_never(self) -> None:
        """Lift the limit."""
        faulthandler.cancel_dump_traceback_later()

    @pytest.hookimpl(tryfirst=True)
    def pytest_timeout_set_timer(self, item: pytest.Item, settings: Any) -> bool | None:
        """Set both limits, longer on a busy machine; without signals the judge's is the only one."""
        limit, told = round(settings.timeout * slowness()), self.handle != STDERR
        by_signal = settings.method != "thread"
        self.end_after(limit + GRACE * by_signal)
        if by_signal or not told:
            TIMEOUT.pytest_timeout_set_timer(item, settings._replace(timeout=limit))
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_timeout_cancel_timer(self, item: pytest.Item) -> None:
        """Lift it."""
        self.end_never()

    @contextmanager
    def limited(self) -> Generator[None, None, None]:
        """Interrupt what takes longer than a diagnosis may, and end what cannot be interrupted.

        Raises:
            TimeoutError: the time is up; again and again, as a kata may catch it.
        """
        limit = DIAGNOSIS * slowness()
        self.end_after(limit + GRACE)
        by_signal = hasattr(signal, "setitimer")
        before = signal.signal(signal.SIGALRM, _interrupt) if by_signal else None
        try:
            if by_signal:
                signal.setitimer(signal.ITIMER_REAL, limit, 0.05)
            yield
        finally:
            if by_signal:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(signal.SIGALRM, before)
            self.end_never()


@cache
def slowness() -> float:
    """Say how many times as long a program takes as on a quiet machine: how many of them want each core."""
    if not hasattr(os, "getloadavg"):
        return 1.0
    return min(max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)), 8.0)


def _interrupt(number: int, frame: object) -> None:
    raise TimeoutError("the diagnosis takes too long")
