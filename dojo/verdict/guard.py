"""A pytest plugin that keeps a kata from harming its own test run.

A kata may ask for all of the memory, end the program, skip its tests, or never end: each is a failure like any other.
"""

import _thread
import threading
from collections.abc import Generator

import pytest

from dojo.verdict.explain_import import explain_import
from dojo.verdict.findings import Findings, chapter_of

MEMORY = 8 * 2**30  # bytes: a kata that asks for more gets a MemoryError, not a laptop that grinds to a halt


class Guard:
    """Turns whatever a kata does at import or in a test into an outcome, and lets tests wait that only cost time."""

    def __init__(self, config: pytest.Config, findings: Findings) -> None:
        self.config = config
        self.findings = findings
        _limit_memory()

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Import a test file: an endless loop or a sys.exit() in a kata is a failure like any other."""
        if not isinstance(collector, pytest.Module):
            return (yield)
        limit = float(self.config.getini("timeout"))
        late = threading.Event()
        timer = threading.Timer(limit, _interrupt, [late])
        timer.daemon = True
        timer.start()
        try:
            return (yield)
        except (SystemExit, KeyboardInterrupt) as error:
            if isinstance(error, KeyboardInterrupt) and not late.is_set():
                raise
            endless = TimeoutError(f"it ran for more than {limit:g} seconds: does a loop in it never end?")
            raised = endless.with_traceback(error.__traceback__) if late.is_set() else error
            return self._not_imported(pytest.CollectReport(collector.nodeid, "failed", None, []), collector, raised)
        finally:
            timer.cancel()

    def pytest_exception_interact(
        self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[object], report: pytest.CollectReport
    ) -> None:
        """Explain why a test file could not be imported."""
        if isinstance(node, pytest.Module) and call.excinfo is not None:
            self._not_imported(report, node, call.excinfo.value)

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

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, None, None]:
        """Take it for a failure when a kata skips its test, expects it to fail, or ends the run."""
        try:
            return (yield)
        except (pytest.skip.Exception, pytest.xfail.Exception, pytest.exit.Exception) as error:
            trace = error.__traceback__
            raise AssertionError(f"the kata ends its own test: {error}").with_traceback(trace) from None


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
