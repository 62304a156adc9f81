"""A pytest plugin: report on the test of the function that is tested instead of a chapter, and tell the judge."""

from collections.abc import Generator
from typing import Any

import pytest

from dojo.ground.chapters import chapters
from dojo.ground.safe_files import short
from dojo.practice.skip import Task
from dojo.verdict.explain import explain_test
from dojo.verdict.explain_import import explain_import
from dojo.verdict.explanation import Explanation


class Tell:
    """Tells the judge which test runs and what came of it, and shows the first failure."""

    def __init__(self, config: pytest.Config) -> None:
        self.channel: Any = config.pluginmanager.get_plugin("channel")
        self.first: Explanation | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Tell which test begins; after a failure those wait that train."""
        self.channel.tell("test", chapter=item.path.stem, name=item.name)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Tell a test's outcome, and explain the first failure."""
        report = yield
        if isinstance(item, pytest.Function) and (report.when == "call" or not report.passed):
            told = {"room": "core", "name": item.originalname, "passed": report.passed, "seconds": report.duration}
            self.channel.tell("outcome", chapter=item.path.stem, **told)
            if report.failed and call.excinfo:
                explanation = explain_test(item, call.excinfo.value, Task(*chapters()[item.path.stem]))
                self.first = self.first or explanation
        return report

    def pytest_exception_interact(
        self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[object], report: pytest.CollectReport
    ) -> None:
        """Explain why the function could not be imported."""
        if isinstance(node, pytest.Module) and call.excinfo is not None:
            task, error = Task(*chapters()[node.path.stem]), call.excinfo.value
            raised = error.__cause__ or error
            if isinstance(raised, ModuleNotFoundError) and raised.name == task.name:
                headline = f"{short(task.file)} imports {task.name}, the chapter that it replaces: write it without"
                self.first = Explanation(headline, [])
            else:
                self.first = explain_import(error, node.config, task)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show the first failure."""
        if self.first:
            terminalreporter.write_line(f"\n{self.first}")


def pytest_configure(config: pytest.Config) -> None:
    """Begin a run, after the plugins that the judge listens to."""
    config.pluginmanager.register(Tell(config), "skip")
