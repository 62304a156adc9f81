"""A pytest plugin that collects each test's outcome and, for a failure, says what is wrong and why."""

import time
from collections.abc import Generator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

import pytest

from dojo.ground.chapters import ROOT, Chapter
from dojo.ground.typed import nox
from dojo.verdict.careful import message
from dojo.verdict.channel import Channel
from dojo.verdict.explain import explain_test
from dojo.verdict.explanation import Explanation
from dojo.verdict.findings import Findings, chapter_at, chapter_of
from dojo.verdict.interrupt import Interrupted
from dojo.verdict.lesson_section import where_to_read
from dojo.verdict.polish import written_by_an_author
from dojo.verdict.prints import in_short, of_failure


class Collect:
    """Fills the findings, test by test."""

    def __init__(self, config: pytest.Config, findings: Findings, channel: Channel) -> None:
        self.config = config
        self.findings = findings
        self.channel = channel
        self.worked = 0.0  # seconds of the processor for the last test

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        """Note how long the processor works for a test: on a busy machine a clock tells less."""
        start = time.thread_time()
        try:
            with self.findings.calls.noted(item, chapter_of(item)):
                return (yield)
        finally:
            self.worked = time.thread_time() - start

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note what a kata printed while it was imported."""
        if chapter := chapter_at(ROOT / report.nodeid):
            self.findings.of[chapter.name].imported += report.capstdout

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Tell which test begins."""
        if chapter := chapter_of(item):
            self.channel.tell("test", chapter=chapter.name, name=item.name)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Note a test's outcome, and explain a failure."""
        report = yield
        chapter = chapter_of(item)
        if chapter and isinstance(item, pytest.Function):
            found = self.findings.of[chapter.name]
            found.seconds += report.duration
            if report.when == "call" or not report.passed:  # a test that was only set up has not passed
                self._note(item, chapter, report)
            self.findings.paces += [str(value) for name, value in report.user_properties if name == "pace"]
            if report.failed and call.excinfo:
                is_polish = item.path == chapter.polish
                self._explain(item, call.excinfo.value, report, chapter, found.remarks if is_polish else found.failures)
        return report

    def _note(self, item: pytest.Function, chapter: Chapter, report: pytest.TestReport) -> None:
        """Note whether a test passed, in all its phases and with all its parameters, and tell it."""
        found, name = self.findings.of[chapter.name], item.originalname
        is_polish = item.path == chapter.polish
        tests = found.advice if is_polish else found.tests
        tests[name] = tests.get(name, True) and report.passed
        if not is_polish and not report.skipped:
            function = chapter.function_of(item.name)
            found.functions[function] = found.functions.get(function, True) and report.passed
            if function not in found.printed and (printed := self.findings.calls.first(report.capstdout)):
                found.printed[function] = printed
        room = "polish" if is_polish else "core"
        told = {"room": room, "name": name, "passed": tests[name], "seconds": round(report.duration, 4)}
        self.channel.tell("outcome", chapter=chapter.name, **told)

    def _explain(
        self,
        item: pytest.Function,
        error: BaseException,
        report: pytest.TestReport,
        chapter: Chapter,
        earlier: list[Explanation],
    ) -> None:
        if self.config.option.tbstyle != "no":  # pytest's own tracebacks are shown
            kind = "unwritten" if isinstance(error, NotImplementedError) else "failed"
            report.sections = [(title, in_short(text)) for title, text in report.sections]
            kind = "timeout" if message(error).startswith("Timeout (>") else kind
            earlier.append(Explanation(item.name, [], kind))
            return
        explanation = explain_test(item, error, chapter)
        written = [failure for failure in earlier if failure.kind != "unwritten"]
        shown = not written or self.config.getoption("all") or item.path == chapter.polish
        if shown and report.when == "call" and explanation.kind == "failed":
            explanation = self._with_culprit(explanation, item, chapter)
        if item.path == chapter.polish:
            explanation = _with_advice(explanation, item)
        explanation = explanation._replace(printed=of_failure(self.findings.calls.last(report.capstdout)))
        earlier.append(explanation)
        if explanation.kind == "unwritten":
            self.findings.unwritten.add(item.nodeid)
        report.longrepr = str(explanation)

    def _with_culprit(self, explanation: Explanation, item: pytest.Function, chapter: Chapter) -> Explanation:
        if self.config.getoption("solutions"):
            return explanation
        from dojo.verdict.blame import find_culprit  # a green run does without

        lines: list[str] = []
        # A kata may give what no diagnosis is made for; what it prints, it has printed once already.
        quiet = redirect_stdout(StringIO()), redirect_stderr(StringIO())
        self.channel.tell("failed", text=str(explanation))
        self.channel.tell("looking")
        try:
            with self.channel.limited(), quiet[0], quiet[1]:
                lines = find_culprit(item, chapter, self.worked)
        except Interrupted:
            raise
        except BaseException:  # whatever the kata raises, or the time is up
            pass
        self.channel.tell("found")
        function = chapter.function_of(item.name)
        where = where_to_read(function, chapter) if len(lines) < 2 else ""  # two lines name an earlier chapter
        after = [f"Read again: {where}"] if where else []
        after += [] if lines else [f"Stuck? {nox()} -s hint -- {chapter.session}.{function}"]
        after = [] if item.path == chapter.polish or not after else ["", *after]
        details = [*([""] if lines else []), *lines, *explanation.details, *after]
        return explanation._replace(details=details, key=lines)

    def pytest_report_teststatus(self, report: pytest.CollectReport | pytest.TestReport) -> tuple[str, str, str] | None:
        """Mark what is unwritten with a dash, so that an F means: look here."""
        return ("failed", "-", "UNWRITTEN") if report.failed and report.nodeid in self.findings.unwritten else None


def _with_advice(explanation: Explanation, item: pytest.Function) -> Explanation:
    code = [f"  {line}" for line in written_by_an_author(item)]
    advice = ["", "The author of a library would write:", "", *code] if code else []
    return explanation._replace(details=[*explanation.details, *advice])
