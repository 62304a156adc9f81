"""A pytest plugin that keeps a kata from harming its own test run.

A kata may ask for all of the memory, end the program, skip its tests, or never end: each is a failure like any other.
"""

import importlib
import os
import sys
import threading
import unittest
from collections.abc import Generator

import pytest

from dojo.ground.chapters import Chapter
from dojo.verdict.careful import UNPRINTABLE, message
from dojo.verdict.channel import Channel
from dojo.verdict.explain_import import explain_import
from dojo.verdict.explanation import Explanation, is_chapter
from dojo.verdict.findings import Findings, chapter_of
from dojo.verdict.interrupt import Interrupted, TimeIsUp, Timer, slowness, tell_apart
from dojo.verdict.late import libraries

ENDS = unittest.SkipTest, pytest.skip.Exception, pytest.xfail.Exception, pytest.exit.Exception
MEMORY = 8 * 2**30  # bytes: a kata that asks for more gets a MemoryError, not a laptop that grinds to a halt


class Guard:
    """Turns whatever a kata does at import or in a test into an outcome, and lets tests wait that only cost time."""

    def __init__(self, config: pytest.Config, findings: Findings, channel: Channel) -> None:
        self.config = config
        self.findings = findings
        self.channel = channel
        self.process = os.getpid()
        _limit_memory()
        tell_apart()

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Import a test file: an endless loop or a sys.exit() in a kata is a failure like any other."""
        chapter = chapter_of(collector) if isinstance(collector, pytest.Module) else None
        if chapter is None:
            return (yield)
        limit = round(float(self.config.getoption("timeout") or self.config.getini("timeout")) * slowness())
        endless = TimeIsUp(f"it ran for more than {limit:g} seconds: does a loop in it never end?")
        timer = Timer(limit, endless, more=lambda: self._loads_a_library(limit))
        self.channel.tell("import", chapter=chapter.name)
        self.channel.end_after(limit)
        try:
            report = yield
            return self._not_skipped(report, chapter) if report.skipped else report
        except Interrupted:
            raise
        except (SystemExit, KeyboardInterrupt) as error:
            return self._not_imported(pytest.CollectReport(collector.nodeid, "failed", None, []), collector, error)
        finally:
            timer.cancel()
            self.channel.end_never()

    def _loads_a_library(self, limit: float) -> bool:
        """Tell whether a kata imports a library just now, which may take its time on a slow disk, and give it some."""
        frames = sys._current_frames()  # pyright: ignore[reportPrivateUsage]
        frame = frames.get(threading.main_thread().ident or 0)
        while frame and "importlib" not in frame.f_code.co_filename:
            if is_chapter(frame.f_code.co_filename, self.config):
                return False
            frame = frame.f_back
        self.channel.end_after(limit)
        return True

    def pytest_exception_interact(
        self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[object], report: pytest.CollectReport
    ) -> None:
        """Explain why a test file could not be imported."""
        if isinstance(node, pytest.Module) and call.excinfo is not None:
            self._not_imported(report, node, call.excinfo.value)

    def _not_skipped(self, report: pytest.CollectReport, chapter: Chapter) -> pytest.CollectReport:
        headline = f"katas/{chapter.name}.py, or a file that it imports, skips its own tests"
        self.findings.of[chapter.name].failures.append(Explanation(headline, []))
        return pytest.CollectReport(report.nodeid, "failed", headline, [])

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Import outside the tests' time what they import when they run."""
        for path in {item.path for item in session.items if chapter_of(item)}:
            for library in libraries(path):
                importlib.import_module(library)

    def _not_imported(
        self, report: pytest.CollectReport, node: pytest.Collector, error: BaseException
    ) -> pytest.CollectReport:
        chapter = chapter_of(node)
        if isinstance(error, TimeIsUp):
            error = TimeoutError(str(error)).with_traceback(error.__traceback__)
        explanation = explain_import(error, self.config, chapter)
        report.longrepr = str(explanation)
        if chapter:
            self.findings.of[chapter.name].failures.append(explanation)
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Let tests wait that would only cost time after a chapter's first failure."""
        chapter = chapter_of(item)
        found = self.findings.of[chapter.name].failures if chapter else []
        timed_out = any(explanation.kind == "timeout" for explanation in found)
        if found and (timed_out or item.get_closest_marker("mnist")) and not self.config.getoption("all"):
            pytest.skip("waits until the chapter's other tests pass")

    @pytest.hookimpl(wrapper=True, trylast=True)  # next to the test, so that no other plugin meets what it raises
    def pytest_runtest_call(self) -> Generator[None, None, None]:
        """Take whatever a kata raises for a failure, also what skips its test, ends the run, or cannot be printed."""
        try:
            return (yield)
        except ENDS as error:
            said = f"the kata ends its own test: {error}"
            raise AssertionError(said).with_traceback(error.__traceback__) from None
        except (Interrupted, pytest.fail.Exception, SystemExit):
            raise
        except BaseException as error:
            try:
                said = message(error)
            except TimeIsUp as late:
                raise late.with_traceback(error.__traceback__) from None  # nobody must ask for that message again
            if isinstance(error, Exception) and said != UNPRINTABLE:
                raise
            said = ": ".join(filter(None, [type(error).__name__, said]))  # pytest would take it for the end of the run
            raise AssertionError(said).with_traceback(error.__traceback__) from None
        finally:
            if os.getpid() != self.process:  # the kata has forked: this is the other one
                os._exit(0)


def _limit_memory() -> None:
    """Refuse memory beyond a bound, where the system can: Linux does, for what a program may write to."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or hard > MEMORY:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, hard))
