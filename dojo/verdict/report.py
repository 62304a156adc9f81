"""A pytest plugin: what a learner sees of a test run.

Of each chapter the first failure is shown, in the learner's words. Tests that train on MNIST wait until the chapter's
others pass, and after a test that ran into its time limit all others of the chapter wait. `--all` lifts all three.
`--tb=short` and its like give pytest's own tracebacks in place of the explanations.
"""

import _thread
import contextlib
import threading
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path

import pytest

from dojo.ground.chapters import KATAS, Chapter, chapters
from dojo.verdict.explain import Explanation, explain_import, explain_test
from dojo.verdict.record import key, save

MEMORY = 8 * 2**30  # bytes: a kata that asks for more gets a MemoryError, not a laptop that grinds to a halt
PRINTED = 5  # lines shown of what a failing test printed


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that choose what is shown."""
    group = parser.getgroup("katas")
    group.addoption("--all", action="store_true", help="run every test and show every failure")
    group.addoption("--watched", action="store_true", help="say nothing of what to run next: each save runs the tests")


def pytest_configure(config: pytest.Config) -> None:
    """Begin a report."""
    _limit_memory()
    config.pluginmanager.register(Report(config))


class Report:
    """What is known of the chapters in this run, by their names."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        own = not config.getoption("solutions") and not config.getoption("borrow")
        self.records = own and Path(str(config.getoption("katas"))) == KATAS
        self.explanations: dict[str, list[Explanation]] = {}
        self.green: dict[str, dict[str, bool]] = {}  # each function: whether all its tests so far passed
        self.unwritten: set[str] = set()  # tests, by their ids
        self.paces: list[str] = []  # what dojo.verdict.epoch_time says
        self.keys: dict[str, str] = {}  # what dojo.verdict.record knows the tested content by
        self.passed: dict[str, dict[str, bool]] = {}  # each test that was to run
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Import a test file: an endless loop or a sys.exit() in a kata is a failure like any other."""
        if not isinstance(collector, pytest.Module):
            return (yield)
        if (chapter := _chapter(collector)) and self.records:
            self.keys[chapter.name] = key(chapter)
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
        chapter = _chapter(node)
        explanation = explain_import(error, self.config, chapter)
        report.longrepr = str(explanation)
        if chapter:
            self.explanations.setdefault(chapter.name, []).append(explanation)
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Let tests wait that would only cost time after a chapter's first failure."""
        chapter = _chapter(item)
        found = self.explanations.get(chapter.name, []) if chapter else []
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

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Note each test's outcome, and explain a failure."""
        report = yield
        chapter = _chapter(item)
        if chapter:
            self.seconds[chapter.name] += report.duration
            passed = self.passed.setdefault(chapter.name, {})
            passed[item.name] = passed.get(item.name, True) and report.passed
        if chapter and isinstance(item, pytest.Function) and (report.when == "call" or report.failed):
            green, function = self.green.setdefault(chapter.name, {}), chapter.function_of(item.name)
            green[function] = green.get(function, True) and report.passed
            self.paces += [str(value) for name, value in report.user_properties if name == "pace"]
            if report.failed and call.excinfo:
                explanation = explain_test(item, call.excinfo.value, chapter)
                first = chapter.name not in self.explanations
                if first and report.when == "call" and explanation.kind == "failed":
                    explanation = self._with_culprit(explanation, item, chapter, call.duration)
                self.explanations.setdefault(chapter.name, []).append(_with_prints(explanation, report.capstdout))
                if explanation.kind == "unwritten":
                    self.unwritten.add(item.nodeid)
                if self.config.option.tbstyle == "no":
                    report.longrepr = str(explanation)
        return report

    def _with_culprit(
        self, explanation: Explanation, item: pytest.Function, chapter: Chapter, seconds: float
    ) -> Explanation:
        if self.config.getoption("solutions"):
            return explanation
        from dojo.verdict.blame import find_culprit  # a green run does without

        lines: list[str] = []
        with contextlib.suppress(Exception):  # a kata may give what no diagnosis is made for
            lines = find_culprit(item, chapter, seconds)
        return explanation._replace(details=[*([""] if lines else []), *lines, *explanation.details])

    def pytest_report_teststatus(self, report: pytest.CollectReport | pytest.TestReport) -> tuple[str, str, str] | None:
        """Mark what is unwritten with a dash, so that an F means: look here."""
        return ("failed", "-", "UNWRITTEN") if report.failed and report.nodeid in self.unwritten else None

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Keep what was found, unless the run was broken off."""
        for name, tested in self.keys.items() if exitstatus in (0, 1) else ():
            save(chapters()[name], tested, self.passed.get(name, {}), self.seconds[name])

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say where each chapter stands, and explain the first failure."""
        names = sorted({*self.green, *self.explanations})
        if self.config.option.tbstyle != "no" or not names:
            return
        terminalreporter.write_line("")
        for name in names:
            self._write_standing(terminalreporter, chapters()[name], alone=len(names) == 1)
        everything = bool(self.config.getoption("all"))
        for name in sorted(self.explanations)[: None if everything else 1]:
            for explanation in self.explanations[name][: None if everything else 1]:
                terminalreporter.write_line(f"\n{explanation}")
        for pace in self.paces:
            terminalreporter.write_line(f"\n{pace}")
        if not self.config.getoption("watched"):
            self._write_next(terminalreporter, [chapters()[name] for name in names])

    def _write_standing(self, terminal: pytest.TerminalReporter, chapter: Chapter, alone: bool) -> None:
        functions, green = chapter.signatures, self.green.get(chapter.name, {})
        done = sum(green.get(function, False) for function in functions)
        complete = done == len(functions) and chapter.name not in self.explanations
        title = chapter.title if alone else f"{chapter.title:<50}"
        text = f"{chapter.number} {title}  {done} of {len(functions)} functions done"
        terminal.write_line(text, green=complete, bold=alone)

    def _write_next(self, terminal: pytest.TerminalReporter, run: list[Chapter]) -> None:
        """Name the session to run next, where this run leaves no doubt of it."""
        later = [chapter for chapter in chapters().values() if chapter.name > run[-1].name]
        failed = [chapter for chapter in run if chapter.name in self.explanations]
        if failed and len(run) > 1:
            terminal.write_line(f"\nNext: nox -s {failed[0].session}")
        elif not failed and later and not self.config.getoption("solutions"):
            terminal.write_line(f"\nNext: nox -s {later[0].session}")


def _chapter(node: pytest.Item | pytest.Collector) -> Chapter | None:
    """Return the chapter that a test file or a test in it belongs to."""
    return chapters().get(node.path.stem.removeprefix("test_"))


def _interrupt(late: threading.Event) -> None:
    late.set()
    _thread.interrupt_main()


def _with_prints(explanation: Explanation, printed: str) -> Explanation:
    lines = printed.splitlines()
    if not lines:
        return explanation
    count = f", the last {PRINTED} of {len(lines)} lines" if len(lines) > PRINTED else ""
    return explanation._replace(details=[*explanation.details, "", f"It printed{count}:", *lines[-PRINTED:]])


def _limit_memory() -> None:
    """Refuse memory beyond a bound, where the system can: Linux does, for what a program may write to."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or hard > MEMORY:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, hard))
