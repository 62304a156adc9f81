"""A pytest plugin: with all imports done, fork for each chapter, and tell of its tests what only a grader needs."""

import contextlib
import importlib
import json
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from dojo.grading.inside.attend import Room
from dojo.ground.chapters import ROOT, chapters
from dojo.verdict import run_pytest
from dojo.verdict.channel import Channel
from dojo.verdict.findings import chapter_at, chapter_of
from dojo.verdict.guard import Guard
from dojo.verdict.late import ALWAYS, libraries

REQUESTS = os.dup(0)  # later pytest replaces standard input
SHOWN = 4000  # characters of what a test printed
CANARY = Path(__file__).with_name("test_canary.py")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that says how to talk to the grader."""
    parser.addoption("--room", metavar="ARGUMENTS", help="as attend.py has them, with commas between")


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Import what the tests will need, and wait; in the process of a chapter, let pytest go on with its tests."""
    for name in ALWAYS:
        importlib.import_module(name)
    room = Room(str(session.config.getoption("room")).split(","), REQUESTS)
    _begin(session.config, json.loads(room.next_request(prepare=_import_libraries)), room.told)


def _import_libraries(request: bytes) -> None:
    chapter = chapters()[json.loads(request)["chapter"]]
    for name in libraries(chapter.core, chapter.polish):
        if not name.startswith("torch"):  # it may start threads, which a fork would lack
            importlib.import_module(name)


def _begin(config: pytest.Config, request: dict[str, Any], told: Path) -> None:
    """Turn the waiting pytest to a chapter."""
    chapter, option, manager = chapters()[request["chapter"]], config.option, config.pluginmanager
    config.args = [str(chapter.core), str(CANARY)]
    option.markexpr, option.core, option.borrow = request["marks"], request["core"], request["borrow"]
    target: Any = manager.get_plugin("target")
    capture: Any = manager.get_plugin("capturemanager")
    channel = manager.get_plugin("channel")
    if not request["borrow"]:
        target.borrow, target.folders = False, [target.own]
        option.maxfail, option.tbstyle = 1, "line"  # whether all is right is all that is asked: nothing is explained
    run_pytest.given.append(f"--channel={told}")  # where run_pytest.py tells the end
    assert isinstance(channel, Channel)
    channel.open(told)
    capture.suspend_global_capture(in_=True)  # what captures has files, which all forks would share
    capture.stop_global_capturing()
    nothing = os.open(os.devnull, os.O_RDWR)
    for handle in range(3):  # those of the waiting process were kept by what captures
        os.dup2(nothing, handle)
    capture.start_global_capturing()
    for plugin in manager.get_plugins():
        if isinstance(plugin, Guard):
            plugin.process = os.getpid()
    manager.register(Teller(config, channel))


class Teller:
    """Tells why tests fail and what they print, and keeps to one failure of a function what takes long to find out."""

    def __init__(self, config: pytest.Config, channel: Channel) -> None:
        self.config = config
        self.channel = channel
        self.failed: dict[str, str] = {}  # the kind of each function's first failure

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Leave out what would run into the same limit once more."""
        if self.failed.get(_function_of(item)) == "time":
            pytest.skip("another test of the function ran into its time limit")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Have the first failure of each function explained in full."""
        function = _function_of(item)
        self.config.option.all = function not in self.failed
        report = yield
        self.config.option.all = True
        if item.path == CANARY and report.when == "call":
            self.channel.tell("canary", passed=report.passed)
        chapter = chapter_of(item)
        if report.failed and chapter and item.path == chapter.core:
            kind = _kind(call)
            self.failed.setdefault(function, kind)
            self.channel.tell("said", test=getattr(item, "originalname", ""), kind=kind, text=str(report.longrepr))
        if report.when == "call" and (printed := report.capstdout[:SHOWN]):
            self.channel.tell("printed", text=printed)
        return report

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Tell why a test file could not be imported, and what was printed by then."""
        if chapter_at(ROOT / report.nodeid):
            if report.failed:
                self.channel.tell("said", test="", kind="failed", text=str(report.longrepr))
            if report.capstdout:
                self.channel.tell("printed", text=report.capstdout[:SHOWN])


def _function_of(item: pytest.Item) -> str:
    chapter = chapter_of(item)
    return chapter.function_of(item.name) if chapter else ""


def _kind(call: pytest.CallInfo[None]) -> str:
    error = call.excinfo.value if call.excinfo else None
    with contextlib.suppress(Exception):
        if str(error).startswith("Timeout (>"):
            return "time"
    kinds = {NotImplementedError: "not written", MemoryError: "memory"}
    return next((kind for error_type, kind in kinds.items() if isinstance(error, error_type)), "failed")
