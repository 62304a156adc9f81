"""Interrupt a kata when its time is up, and tell that from Ctrl-C and from a kata's own `raise KeyboardInterrupt`."""

import _thread
import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable
from functools import cache
from types import FrameType

from _pytest.outcomes import Failed

TICK = 0.02  # seconds
INFINITE = float("inf")

_late: list[BaseException] = []  # what to raise at the next interruption, which is then ours
_running: list["Timer"] = []
_lock = threading.Lock()


class Interrupted(KeyboardInterrupt):
    """Somebody pressed Ctrl-C."""

    __module__ = "builtins"  # pytest shows it as the end of the run


class TimeIsUp(Failed):
    """A kata takes too long; the message says so."""


@cache
def slowness() -> float:
    """Say how many times as long a program takes as on a quiet machine: how many of them want each core."""
    if not hasattr(os, "getloadavg"):
        return 1.0
    return min(max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)), 6.0)


def tell_apart() -> None:
    """From now on Ctrl-C raises Interrupted, which no kata raises."""
    with contextlib.suppress(ValueError):  # signals are the main thread's
        signal.signal(signal.SIGINT, _answer)


def _answer(number: int, frame: FrameType | None) -> None:
    raise _late.pop() if _late else Interrupted


class Timer:
    """Raises an error in the main thread when some seconds have passed, unless it is cancelled before."""

    def __init__(
        self, seconds: float, error: BaseException, every: float = 0, more: Callable[[], bool] | None = None
    ) -> None:
        """Begin.

        Args:
            seconds: after which it is raised.
            error: what is raised.
            every: seconds after which it is raised again, as a kata may catch it; 0 is never.
            more: called then, in another thread; tells whether to wait as long once more.
        """
        _late.clear()
        self.seconds, self.error, self.every, self.more = seconds, error, every, more
        self.end = time.monotonic() + seconds
        _running.append(self)
        _start()

    def cancel(self) -> None:
        """Raise nothing any more."""
        try:
            with _lock:
                self.end = INFINITE
                _running.remove(self)
        except BaseException as error:
            self.end = INFINITE
            if error is not self.error and not isinstance(error, ValueError):  # came too late, or was cancelled before
                raise

    def look(self) -> None:
        """Raise the error if it is time."""
        with _lock:
            if time.monotonic() < self.end:
                return
            if self.more and self.more():
                self.end, self.more = self.end + self.seconds, None
                return
            self.end = time.monotonic() + self.every if self.every else INFINITE
            _late[:] = [self.error]
            interrupt()


@cache
def _start() -> None:
    """Start the one thread that looks at all timers: a thread for each test would take longer than many a test."""
    threading.Thread(target=_look_again_and_again, daemon=True).start()


def _look_again_and_again() -> None:
    while True:
        time.sleep(TICK)
        for timer in tuple(_running):
            timer.look()


def interrupt() -> None:
    """Interrupt the main thread as Ctrl-C does: where the system can, even if it sleeps."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()
