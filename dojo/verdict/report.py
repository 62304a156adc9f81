"""A pytest plugin: what a learner sees of a test run.

Of each chapter the first failure is shown, in the learner's words; where none is left, the first remark of polish.
Tests that train on MNIST wait until the chapter's others pass, and after a test that ran into its time limit all others
of the chapter wait. `--all` lifts all three. `--tb=short` and its like give pytest's own tracebacks instead of the
explanations. The other plugins of this package are registered here.
"""

from collections.abc import Generator
from pathlib import Path

import pytest

from dojo.ground.chapters import Chapter, chapters
from dojo.ground.pytorch import offered
from dojo.ground.settings import dropped
from dojo.ground.typed import nox
from dojo.ground.wrap import wrapped
from dojo.verdict.channel import Channel
from dojo.verdict.collect import Collect
from dojo.verdict.explanation import Explanation, legible
from dojo.verdict.findings import Findings
from dojo.verdict.guard import Guard
from dojo.verdict.polish import run_polish
from dojo.verdict.prints import of_import, of_passing
from dojo.verdict.record import MARK
from dojo.verdict.training import Training


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that choose what runs and what is shown."""
    group = parser.getgroup("katas")
    group.addoption("--all", action="store_true", help="run every test and show every failure")
    group.addoption("--polish", action="store_true", help="show all that polish remarks, and make it count")
    group.addoption("--core", action="store_true", help="run no polish tests")
    group.addoption("--channel", type=Path, metavar="FILE", help="tell there what the tests do (see judge.py)")
    group.addoption("--watched", action="store_true", help="say nothing of what to run next: each save runs the tests")


def pytest_configure(config: pytest.Config) -> None:
    """Begin a run."""
    findings, channel = Findings(), Channel(config.getoption("channel"))
    plugins = [make(config, findings, channel) for make in (Guard, Collect, Report)]
    config.pluginmanager.register(channel, "channel")
    for plugin in [*plugins, Training(config)]:
        config.pluginmanager.register(plugin)


class Report:
    """Shows the verdict on core as soon as it is there, and then what polish advises."""

    def __init__(self, config: pytest.Config, findings: Findings, channel: Channel) -> None:
        self.config = config
        self.findings = findings
        self.channel = channel
        self.shown = False

    @pytest.hookimpl(wrapper=True, tryfirst=True)  # after pytest has ended its line of dots
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """Show the verdict on core, and let polish follow."""
        result = yield
        terminal = self.config.pluginmanager.get_plugin("terminalreporter")
        if isinstance(terminal, pytest.TerminalReporter):
            self._show_core(terminal)
            if not self.config.getoption("core"):
                self._polish(terminal, session)
        return result

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
        """Say what is next; and all else, if the run was broken off before."""
        self._show_core(terminalreporter)
        for pace in self.findings.paces:
            terminalreporter.write_line(f"{pace}\n")
        for name in dropped.keys() & {"PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_TIMEOUT"}:
            terminalreporter.write_line(f"The setting {name} changes what pytest does here: {dropped[name]}\n")
        on = exitstatus != pytest.ExitCode.INTERRUPTED and not self.config.getoption("watched")
        if self.findings.names and self.config.option.tbstyle == "no" and on:
            self._show_next(terminalreporter, [chapters()[name] for name in self.findings.names])

    def _show_core(self, terminal: pytest.TerminalReporter) -> None:
        names = self.findings.names
        if self.shown or self.config.option.tbstyle != "no" or not names:
            return
        self.shown = True
        terminal.write_line("\n" if self.config.get_terminal_writer().width_of_current_line else "")
        for name in names if not self._only_trains else ():
            self._show_standing(terminal, chapters()[name], alone=len(names) == 1)
        everything = bool(self.config.getoption("all"))
        failures = [self.findings.of[name].failures for name in names if self.findings.of[name].failures]
        for explanations in failures[: None if everything else 1]:
            # What is written and wrong says more than what is not written yet.
            first = [each for each in explanations if each.kind != "unwritten"] or explanations
            for explanation in explanations if everything else first[:1]:
                _show(terminal, explanation)
        if len(names) == 1:
            self._show_prints(terminal, chapters()[names[0]])
        terminal.flush()
        self.channel.tell("shown")

    @property
    def _only_trains(self) -> bool:
        """Whether this is the second part of a verdict, of which the first has been shown."""
        return bool(self.config.getoption("watched")) and self.config.option.markexpr == "mnist"

    def _show_prints(self, terminal: pytest.TerminalReporter, chapter: Chapter) -> None:
        """Show what was printed that no failure is about."""
        found = self.findings.of[chapter.name]
        passing = {name: printed for name, printed in found.printed.items() if found.functions[name]}
        for line in of_import(chapter, found.imported) + of_passing(passing):
            _write(terminal, legible(line))

    def _show_standing(self, terminal: pytest.TerminalReporter, chapter: Chapter, alone: bool) -> None:
        done, functions = self.findings.done(chapter), len(chapter.signatures)
        imported = bool(self.findings.of[chapter.name].tests)
        complete = done == functions and self.findings.of[chapter.name].green
        title = chapter.title if alone else f"{chapter.title:<50}"
        count = f"{done} of {functions} functions done" if imported else "cannot be tested yet"
        text = f"{chapter.number} {title}  {count}"
        _write(terminal, text, green=complete, bold=alone)

    def _polish(self, terminal: pytest.TerminalReporter, session: pytest.Session) -> None:
        """Run the polish tests of the chapters whose core tests passed, and show what they remark."""
        if any("::" in argument for argument in self.config.args):
            return  # a test that was named is all that was asked for
        asked = {name for name, found in self.findings.of.items() if found.advice}  # whose file was named
        names = [name for name in self.findings.names if self.findings.of[name].green]
        for chapter in (chapters()[name] for name in sorted({*asked, *names})):
            if chapter.name not in asked and chapter.polish.is_file():
                run_polish(session, chapter)
                if self.config.getoption("polish"):
                    session.testsfailed += len(self.findings.of[chapter.name].remarks)
            self._show_polish(terminal, chapter, alone=len({*asked, *names}) == 1)

    def _show_polish(self, terminal: pytest.TerminalReporter, chapter: Chapter, alone: bool) -> None:
        found, everything = self.findings.of[chapter.name], bool(self.config.getoption("polish"))
        if not found.advice or self.config.option.tbstyle != "no":
            return
        missing = [name for name, passed in found.advice.items() if not passed]
        of = f"polish {len(found.advice) - len(missing)} of {len(found.advice)}"
        of += "" if missing else f" {MARK}"
        terminal.write_line(f"\n{of}" if alone else f"{chapter.number} {of}", cyan=True)
        for remark in found.remarks[: None if everything else int(alone)]:
            _show(terminal, remark)
        if alone and len(missing) > 1 and not everything:
            _write(terminal, f"\nAll {len(missing)} remarks: {nox()} -s {chapter.session} -- --polish")

    def _show_next(self, terminal: pytest.TerminalReporter, run: list[Chapter]) -> None:
        """Name the session to run next, if this run leaves no doubt of it."""
        later = [chapter for chapter in offered() if chapter.name > run[-1].name]
        borrow = " -- --borrow" if self.config.getoption("borrow") else ""
        failed = [chapter for chapter in run if self.findings.of[chapter.name].failures]
        if failed and len(run) > 1:
            terminal.write_line(f"Next: {nox()} -s {failed[0].session}{borrow}")
        elif not failed and later and not self.config.getoption("solutions"):
            terminal.write_line(f"Next: {nox()} -s {later[0].session}{borrow}")


def _show(terminal: pytest.TerminalReporter, explanation: Explanation) -> None:
    """Print an explanation; the sentence that tells most has a color that can be read on light and dark."""
    terminal.write_line("")
    for line in explanation.lines:
        is_key = explanation.is_key(line)
        _write(terminal, line, purple=is_key, bold=is_key)


def _write(terminal: pytest.TerminalReporter, text: str, **markup: bool) -> None:
    """Print a text as it fits the terminal; pytest leaves colors out where they are not wanted."""
    width = terminal.config.get_terminal_writer().fullwidth
    terminal.write_line(wrapped(text, width) if terminal.isatty else text, **markup)
