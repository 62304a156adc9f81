"""A pytest plugin: be ready to run tests, with all that is slow done before the save that they are to judge.

Which tests comes as JSON on a line of standard input: a file, an expression for pytest's `-m`, and the judge's file.
When that input ends, the process that was to give them is gone, and so is this one, even out of an endless loop.
"""

import contextlib
import importlib
import json
import os
import threading
from typing import Any

import pytest
from _pytest.timing import Instant

from dojo.verdict import run_pytest
from dojo.verdict.late import ALWAYS

CHANNEL = os.dup(0)  # later pytest replaces standard input


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names the libraries which the chapter needs."""
    parser.addoption("--library", action="append", default=[])


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Import what the tests will need, and wait to be told which to collect."""
    libraries: list[str] = session.config.getoption("--library") or []
    for name in (*ALWAYS, *libraries):
        with contextlib.suppress(ImportError):  # where PyTorch is missing, the tests say so
            importlib.import_module(name)
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(CHANNEL, 1)
        if not byte:
            os._exit(0)
        line += byte
    threading.Thread(target=_leave_with_channel, daemon=True).start()
    path, session.config.option.markexpr, told = json.loads(line)
    session.config.args = [path]
    run_pytest.given.append(f"--channel={told}")  # where it tells the end
    channel: Any = session.config.pluginmanager.get_plugin("channel")
    channel.open(told)
    terminal: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    terminal._session_start = Instant()  # waiting is no part of what the tests take


def _leave_with_channel() -> None:
    while os.read(CHANNEL, 1):
        pass
    os._exit(1)
