"""A pytest plugin that keeps a kata from harming its own test run.

A kata may ask for all of the memory, end the program, skip its tests, or never end: each is a failure like any other.
"""

import _thread
import importlib
import threading
import unittest
from collections.abc import Generator

import pytest

from dojo.ground.chapters import Chapter
from dojo.verdict.careful import message
from dojo.verdict.channel import GRACE, Channel, slowness
from dojo.verdict.explain_import import explain_import
from dojo.verdict.explanation import Explanation
from dojo.verdict.findings import Findings, chapter_of

ENDS = unittest.SkipTest, pytest.skip.Exception, pytest.xfail.Exception, pytest.exit.Exception
IMPORTS = 2  # times the limit of a test, an import may take: libraries are slow on a cold disk
MEMORY = 8 * 2**30  # bytes: a kata that asks for more gets a MemoryError, not a laptop that grinds to a halt


class Guard:
    """Turns whatever a kata does at import or in a test into an outcome, and lets tests wait that only cost time."""

    def __init__(self, config: pytest.Config, findings: Findings, channel: Channel) -> None:
        self.config = config
        self.findings = findings
        self.channel = channel
        _limit_memory()

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Import a test file: an endless loop or a sys.exit() in a kata is a failure like any other."""
        chapter = chapter_of(collector) if isinstance(collector, pytest.Module) else None
        if chapter is None:
            return (yield)
        limit = round(IMPORTS * float(self.config.getini("timeout")) * slowness())
        late = threading.Event()
        timer = threading.Timer(limit, _interrupt, [late])
        timer.daemon = True
        timer.start()
        self.channel.tell("import", chapter=chapter.name)
        self.channel.end_after(limit + GRACE)
        try:
            report = yield
            return self._not_skipped(report, chapter) if report.skipped else report
        except (SystemExit, KeyboardInterrupt) as error:
            if isinstance(error, KeyboardInterrupt) and not late.is_set():
                raise
            endless = TimeoutError(f"it ran for more than {limit:g} seconds: does a loop in it never end?")
            raised = endless.with_traceback(error.__traceback__) if late.is_set() else error
            return self._not_imported(pytest.CollectReport(collector.nodeid, "failed", None, []), collector, raised)
        finally:
            timer.cancel()
            self.channel.end_never()

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
        """Import what tests of laws need, outside their time."""
        tests = (item.obj for item in session.items if isinstance(item, pytest.Function))
        if any("expect_law" in test.__code__.co_names for test in tests):
            importlib.import_module("hypothesis")

    def _not_imported(
        self, report: pytest.CollectReport, node: pytest.Collector, error: BaseException
    ) -> pytest.CollectReport:
        chapter = chapter_of(node)
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
            trace = error.__traceback__
            raise AssertionError(f"the kata ends its own test: {error}").with_traceback(trace) from None
        except (KeyboardInterrupt, pytest.fail.Exception, SystemExit):
            raise
        except Exception:
            raise
        except BaseException as error:  # which pytest would take for the end of the run
            said = ": ".join(filter(None, [type(error).__name__, message(error)]))
            raise AssertionError(said).with_traceback(error.__traceback__) from None


def _interrupt(late: threading.Event) -> None:
    late.set()
    _thread.interrupt_main()


def _limit_memory() -> None:
    """Refuse memory beyond a bound, where the system can: Linux does, for what a program may write to."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or hard > MEMORY:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, hard))
