"""Start the tests, and judge them from outside: whatever ends them early is a failure with one clear line.

The tests tell what they do, in lines of JSON, in a file of their own (`channel.py`). Their last word is the exit code.
If it is missing, or a test that had to run has no outcome, the process ended in some strange way, and what it told
until then says where. Records are kept here, never by a process that a kata has run in. Only the standard library is
used, because nox imports this module in an environment of its own.
"""

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dojo.ground import pytorch
from dojo.ground.chapters import Chapter, chapters
from dojo.ground.command_line import not_an_option
from dojo.ground.environment import run_module
from dojo.ground.sessions import PYTEST, WATCH, failure, run
from dojo.ground.wrap import for_terminal
from dojo.verdict.left_behind import end_left_behind, mark
from dojo.verdict.record import key, save, tests_of
from dojo.verdict.strange import told_of_strange_ending

Word = dict[str, Any]
FAILED = 1  # the exit code of tests that ended early
USAGE = 4  # that of pytest when it does not begin, and has said why
READER_GONE = 128 + 13, -13  # the codes of a process that prints for nobody, as with `| head -1`
WHOLE = "--all", "--polish", "--core", "--watched"  # options that change neither what is tested nor the verdict
OTHERS = "--solutions", "--borrow"  # the verdict is then not on the learner's own chapters alone


class Ending(NamedTuple):
    """How a test run ended."""

    code: int  # 0 only if all tests that had to run passed
    lines: list[str]  # what is to be said besides what the tests have printed
    began: bool = True  # whether a chapter was imported


class Judge:
    """Judges one run of some chapters' tests."""

    def __init__(self, tested: Iterable[Chapter], options: Sequence[str] = ()) -> None:
        """Take note of what the tests depend on, before they run.

        Args:
            tested: the chapters.
            options: for pytest, besides the files; of unknown ones nobody knows what they do to a verdict.
        """
        self.tested = list(tested)
        plain = [option for option in options if option not in (*WHOLE, *OTHERS, "-m", "not mnist", "mnist")]
        self.is_whole = not plain
        self.which = options[options.index("-m") + 1] if "-m" in options else ""
        self.borrowing = "--borrow" in options  # which is a record of its own
        mine = self.is_whole and "--solutions" not in options
        self.keys = {chapter.name: key(chapter, self.borrowing) for chapter in self.tested} if mine else {}
        try:
            handle, name = tempfile.mkstemp(prefix="katas-", suffix=".jsonl")
        except OSError as error:
            sys.exit(f"The tests need room for small temporary files: {error.strerror or error}")
        os.close(handle)
        self.file = Path(name)
        mark()

    @property
    def option(self) -> str:
        """The option that makes the tests tell what they do."""
        return f"--channel={self.file}"

    def ending(self, code: int) -> Ending:
        """Say how the run ended by its exit code and what it told; keep the outcomes, if they can be relied on."""
        words, dump = self._read()
        self._discard()
        last: Mapping[str, Any] = words[-1] if words else {}
        outcomes, broken = outcomes_of(words), any(word["word"] == "broken" for word in words)
        regular = last.get("word") == "end" and last["code"] == code and not broken
        if not regular or any(word.get("what") == "" for word in words):  # a kata that may have started a program
            end_left_behind().wait()
        if regular:
            self._keep(outcomes)
            return self._complete(code, outcomes)
        if code in READER_GONE or (code == USAGE and not words):
            return Ending(abs(code), [])
        at = _place(words)
        if at and at["chapter"] in outcomes:
            outcomes[at["chapter"]].break_off(_of_the_same(at))
        self._keep(outcomes)
        return Ending(FAILED, told_of_strange_ending(code, words, dump, at), at is not None)

    def give_up(self) -> None:
        """End what is left of a run that was itself ended, so that nobody wants to know how."""
        self._discard()
        end_left_behind()

    def _discard(self) -> None:
        with contextlib.suppress(OSError):
            self.file.unlink()

    def _complete(self, code: int, outcomes: Mapping[str, "Outcomes"]) -> Ending:
        """Believe the exit code 0 only if each core test that had to run has passed."""
        for chapter in self.tested if code == 0 and self.is_whole else []:
            passed = outcomes[chapter.name].core if chapter.name in outcomes else {}
            missing = [name for name in self._required(chapter) if not passed.get(name)]
            if missing:
                said = f"{len(missing)} of chapter {chapter.number}'s tests did not run, {missing[0]} for one."
                return Ending(FAILED, ["", said])
        return Ending(code, [])

    def _required(self, chapter: Chapter) -> list[str]:
        wanted = {"": (True, False), "mnist": (True,), "not mnist": (False,)}[self.which]
        return [name for name, trains in tests_of(chapter.core).items() if trains in wanted]

    def _keep(self, outcomes: Mapping[str, "Outcomes"]) -> None:
        """Keep the outcomes, unless one chapter may have changed something in the process for others."""
        if len(self.tested) > 1 and any("" in found.asked for found in outcomes.values()):
            return
        for name, tested in self.keys.items():
            if name in outcomes:
                found = outcomes[name]
                told = found.core, found.polish, found.seconds, found.broken_off
                save(chapters()[name], tested, *told, self.borrowing, found.asked)

    def _read(self) -> tuple[list[Word], list[str]]:
        """Return the words that the run has told, and the lines of the stack that it left when its time was up."""
        words, dump = list[Word](), list[str]()
        with contextlib.suppress(OSError):
            for line in self.file.read_text(encoding="utf-8", errors="replace").splitlines():
                try:
                    words.append(dict(json.loads(line)))
                except ValueError:
                    dump.append(line)
        return words, dump


def run_chapter(chapter: Chapter, options: Sequence[str]) -> str:
    """Test a chapter, with --watch at each save; return what is wrong in a line, or an empty string."""
    if lacking := pytorch.missing(chapter):
        return lacking
    if mistaken := not_an_option(chapter.session, options):
        return mistaken
    if "--watch" in options:
        return run(WATCH, chapter.name, *(option for option in options if option != "--watch"))
    return failure(test_chapter(chapter, options), PYTEST)


def test_chapter(chapter: Chapter, options: Sequence[str], file: str = "") -> int:
    """Run a chapter's tests, print what they do not say themselves, and return the exit code: 0 if it is done."""
    judge = Judge([chapter], options)
    try:
        code = run_module(PYTEST, file or f"tests/test_{chapter.name}.py", *options, judge.option)
    except BaseException:  # Ctrl-C
        judge.give_up()
        raise
    ending = judge.ending(code)
    with contextlib.suppress(OSError):  # nobody reads it, or the disk is full
        print(for_terminal("\n".join([*ending.lines, ""])), end="", flush=True)
    return ending.code


class Outcomes:
    """What a run told of one chapter."""

    def __init__(self) -> None:
        self.core: dict[str, bool] = {}
        self.polish: dict[str, bool] = {}
        self.seconds = 0.0
        self.broken_off = False  # the process ended in the middle of this chapter
        self.asked: dict[str, str] = {}  # what the katas have read by themselves, see `outside.py`

    def break_off(self, tests: Iterable[str]) -> None:
        """Note that the process ended in the middle, and so that these tests have not passed."""
        self.broken_off = True
        self.core |= dict.fromkeys(self.core.keys() & {*tests}, False)


def outcomes_of(words: Iterable[Word]) -> dict[str, Outcomes]:
    """Return what a run told of each chapter, by name."""
    found: dict[str, Outcomes] = {}
    chapter = ""
    for word in words:
        if word["word"] in ("import", "test", "outcome"):
            chapter = word["chapter"]
            outcomes = found.setdefault(chapter, Outcomes())
            if word["word"] == "outcome":
                outcomes.seconds += word["seconds"]
                tests = outcomes.polish if word["room"] == "polish" else outcomes.core
                tests[word["name"]] = word["passed"]
        elif word["word"] == "asked" and chapter:
            found[chapter].asked[word["what"]] = word["state"]
    return found


def _of_the_same(at: Word) -> list[str]:
    """Return the core tests of the function that a run was testing last, be it for polish."""
    chapter = chapters()[at["chapter"]]
    function = chapter.function_of(at.get("name", ""))
    return [name for name in tests_of(chapter.core) if chapter.function_of(name) == function]


def _place(words: Sequence[Word]) -> Word | None:
    """Return the word that tells what a run was doing last."""
    return next((word for word in reversed(words) if word["word"] in ("import", "test")), None)
