"""A pytest plugin that tells the judge outside (`judge.py`) what the tests do, and sets a limit that nothing outlasts.

Each word is a line of JSON. A test that takes longer than its limit is interrupted. What cannot be interrupted, such as
a product of huge matrices or a loop that catches every exception, is ended a second later: then the lines of its stack
are the last words.
"""

import faulthandler
import importlib
import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dojo.verdict.careful import message
from dojo.verdict.interrupt import Interrupted, TimeIsUp, Timer, slowness
from dojo.verdict.outside import begin, listen

TIMEOUT: Any = importlib.import_module("pytest_timeout")  # which has no types
GRACE = 0.7  # seconds after which what was interrupted is ended, on a quiet machine
DIAGNOSIS = 2.0  # seconds for finding out why a test failed, on a quiet machine
STDERR = 2


class Channel:
    """Tells the judge; without one, it only sets limits."""

    def __init__(self, path: Path | None) -> None:
        self.handle = STDERR
        self.path = path
        self.timer: Timer | None = None
        if path:
            self.open(path)

    def open(self, path: Path) -> None:
        """Tell the judge that reads this file."""
        self.path = path
        self.handle = os.open(path, os.O_WRONLY | os.O_APPEND)
        faulthandler.enable(self.handle)  # a crash in C leaves its stack as the last words, too
        listen(lambda what, state: self.tell("asked", what=what, state=state))

    def tell(self, word: str, **more: Any) -> None:
        """Write one word, whole, at once."""
        if "chapter" in more:
            begin(more["chapter"])
        if self.path:
            line = json.dumps({"word": word, **more}).encode() + b"\n"
            try:
                os.write(self.handle, line)
            except OSError:  # the kata has closed it
                self.open(self.path)
                os.write(self.handle, line)

    def end_after(self, limit: float) -> None:
        """End the process if it heeds no interruption at its limit, with its stack as the judge's last words."""
        if self.handle != STDERR:
            faulthandler.dump_traceback_later(limit + GRACE * slowness(), exit=True, file=self.handle)

    def end_never(self) -> None:
        """Lift the limit."""
        faulthandler.cancel_dump_traceback_later()

    @pytest.hookimpl(tryfirst=True)
    def pytest_timeout_set_timer(self, item: pytest.Item, settings: Any) -> bool:
        """Set both limits, longer on a busy machine, in the place of pytest-timeout's own, which dump stacks."""
        limit = round(settings.timeout * slowness())
        self.end_after(limit)
        self.timer = Timer(limit, TimeIsUp(TIMEOUT.PYTEST_FAILURE_MESSAGE % limit))
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_timeout_cancel_timer(self, item: pytest.Item) -> bool:
        """Lift them."""
        self.pytest_enter_pdb()
        return True

    def pytest_enter_pdb(self) -> None:
        """Leave as much time to a debugger as it takes."""
        if self.timer:
            self.timer.cancel()
        self.end_never()

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Tell that the run was interrupted: where nobody pressed Ctrl-C, the kata has sent the signal."""
        if isinstance(excinfo.value, Interrupted):
            self.tell("broken", text="it was interrupted")

    @pytest.hookimpl(tryfirst=True)
    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """End a run in which pytest itself cannot go on; the judge shows what is known, and no traceback."""
        if self.path:
            try:
                said = f"{type(excinfo.value).__name__}: {message(excinfo.value)}"
                self.tell("broken", text=said.splitlines()[0][:200])
            finally:
                os._exit(pytest.ExitCode.INTERNAL_ERROR)

    @contextmanager
    def limited(self) -> Generator[None, None, None]:
        """Interrupt what takes longer than a diagnosis may, and end what cannot be interrupted.

        Raises:
            TimeIsUp: the time is up; again and again, as a kata may catch it.
        """
        limit = DIAGNOSIS * slowness()
        self.end_after(limit)
        timer = Timer(limit, TimeIsUp("the diagnosis takes too long"), every=0.05)
        try:
            yield
        finally:
            timer.cancel()
            self.end_never()
