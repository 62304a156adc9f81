"""Decide what a chapter and its functions get, from what its tests say and from how many hidden inputs are right.

The list of tests is the trusted side's: one of which nothing is heard has not run. What the tests say earns nothing
alone; nor do exit codes, and what is printed. Points are for functions whose tests all pass, and whose answers are
right.
"""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dojo.grading.hidden import CALLS, TRAINING
from dojo.grading.told import Word, words_of
from dojo.ground.chapters import ROOT, Chapter
from dojo.ground.stub_maker import stub_of
from dojo.verdict.explanation import legible
from dojo.verdict.judge import Outcomes, outcomes_of
from dojo.verdict.lesson_section import sections
from dojo.verdict.record import tests_of
from dojo.verdict.strange import told_of_strange_ending

if TYPE_CHECKING:
    from dojo.grading.grade import Terms

WORST = "grader error", "disputed", "crashed", "memory", "time", "failed", "not run", "not written", "passed"
KINDS = "failed", "not written", "time", "memory"  # of failures; a kata may have told any other
FRAME = re.compile(r'  File "(.*)", line (\d+) in ')  # of a stack, as faulthandler writes it
LONGEST = 4000  # characters of what is said of one function


class Heard:
    """What the tests of a chapter say, sound or not."""

    def __init__(self, chapter: Chapter, told: bytes, code: int, ended: str, katas: Path) -> None:
        """Take note.

        Args:
            chapter: whose tests ran.
            told: what they wrote into the judge's file.
            code: the exit code of their process.
            ended: why that was ended from outside, as a verdict; or nothing.
            katas: the folder of the katas, as the grader sees it.
        """
        self.chapter, self.code, self.ended, self.katas = chapter, code, ended, str(katas)
        self.source = (katas / f"{chapter.name}.py").read_text(encoding="utf-8", errors="replace").splitlines()
        self.words, self.dump = words_of(told)
        try:
            self.outcomes = outcomes_of(self.words).get(chapter.name, Outcomes())
        except (KeyError, TypeError, AttributeError):  # the kata has told something else
            self.words, self.outcomes = [], Outcomes()

    @cached_property
    def printed(self) -> list[str]:
        """What was printed, test by test."""
        return [str(word.get("text")) for word in self.words if word["word"] == "printed"]

    @cached_property
    def believed(self) -> bool:
        """Whether the test that must fail did so, or nothing was heard of it since the process had ended before."""
        canary = [word.get("passed") for word in self.words if word["word"] == "canary"]
        return canary == [False] or (not canary and not self.whole)

    @cached_property
    def whole(self) -> bool:
        """Whether the run says that it came to its end."""
        return bool(self.words) and self.words[-1]["word"] == "end" and not self.ended

    @cached_property
    def broken_at(self) -> str:
        """The name of the test in whose middle the process ended; nothing if it came to its end."""
        places = [word for word in self.words if word["word"] in ("import", "test")]
        if self.whole or not places:
            return ""
        return str(places[-1].get("name", ""))

    @cached_property
    def how_it_ended(self) -> str:
        """The verdict on what ended the process early."""
        if self.ended:
            return self.ended
        return "time" if self.code in (-24, -14) or any("imeout" in line for line in self.dump[:3]) else "crashed"

    @cached_property
    def strange(self) -> str:
        """What is said of an end that came early."""
        at = next((word for word in reversed(self.words) if word["word"] in ("import", "test")), None)
        dump = ["its stack"] if self.dump else []  # no path of it: the file that is read for its line might be any
        try:
            lines = told_of_strange_ending(self.code, self.words, dump, at)
        except (KeyError, TypeError, ValueError, AttributeError):  # the kata has told something else
            return ""
        return self.legible("\n".join([*(lines[2:] if at else lines), *self._line()]))

    def _line(self) -> list[str]:
        """Return the innermost line of the chapter in the stack that an end left, if there is one."""
        for place in filter(None, map(FRAME.match, self.dump)):
            if place[1] in (f"{ROOT}/katas/{self.chapter.name}.py", f"{self.katas}/{self.chapter.name}.py"):
                text = self.source[int(place[2]) - 1 : int(place[2])] if len(place[2]) < 7 else []
                return ["", f"  katas/{self.chapter.name}.py:{place[2]}   {''.join(text).strip()}"]
        return []

    @cached_property
    def at_import(self) -> str:
        """Why the tests could not be imported, if they could not."""
        said = [word for word in self.words if word["word"] == "said" and word.get("test") == ""]
        return self.legible("\n\n".join(str(word.get("text")) for word in said))

    def first(self, function: str) -> Word:
        """Return the first failure that is explained of a function: its kind and text."""
        said = [word for word in self.words if word["word"] == "said" and word.get("test")]
        mine = [word for word in said if self.chapter.function_of(str(word["test"])) == function]
        return min(mine, key=lambda word: word.get("kind") == "not written", default=Word())

    def legible(self, text: str) -> str:
        """Return a text as it may be shown: with the places that it has at home, and not too long."""
        home = text.replace(f"{self.katas}/", "katas/").replace(f"{ROOT}/", "")
        return "\n".join(map(legible, home.strip().splitlines()))[:LONGEST]


def written(chapter: Chapter, katas: Mapping[str, bytes]) -> bool:
    """Tell whether a chapter was handed in, and is more than its stub."""
    kata = katas.get(f"{chapter.name}.py")
    return kata is not None and kata.replace(b"\r\n", b"\n") != stub_of(Path(f"{chapter.name}.py")).encode()


def required(chapter: Chapter, terms: "Terms") -> dict[str, list[str]]:
    """Return the functions that count, each with the names of the tests that have to pass."""
    return _required(chapter, terms.training)


@cache
def _required(chapter: Chapter, training: bool) -> dict[str, list[str]]:
    tests = [name for name, trains in tests_of(chapter.core).items() if training or not trains]
    of = {name: [test for test in tests if chapter.function_of(test) == name] for name in chapter.signatures}
    return {name: own for name, own in of.items() if own}


def verdict_of(heard: Heard, function: str, terms: "Terms") -> str:
    """Return the verdict of a function's tests alone."""
    tests, core = required(heard.chapter, terms).get(function, []), heard.outcomes.core
    if any(core.get(test) is False for test in tests):
        kind = heard.first(function).get("kind")
        return str(kind) if kind in KINDS else "failed"
    if tests and all(core.get(test) is True for test in tests):
        return "passed"
    if heard.at_import:
        return _kind_of_import(heard.at_import)
    is_here = not heard.broken_at or heard.chapter.function_of(heard.broken_at) == function
    return heard.how_it_ended if is_here and not heard.whole else "not run"


def chapter_result(
    chapter: Chapter, heard: Heard | None, own: Heard | None, equal: Mapping[str, int], terms: "Terms"
) -> dict[str, Any]:
    """Return a chapter's part of a result.

    Args:
        chapter: the chapter.
        heard: of its tests, with other chapters borrowed; None if it is not written.
        own: of its tests with the learner's own earlier chapters, where those are not all right.
        equal: how many hidden inputs each function got right.
        terms: how the class is graded.
    """
    functions = {name: _function(chapter, name, heard, equal, terms) for name in required(chapter, terms)}
    verdict = _worst([each["verdict"] for each in functions.values()])
    polish = _polish(chapter, heard, terms) if verdict == "passed" else None
    bonus = terms.weights.bonus(polish["passed"], polish["of"]) if polish else 0.0
    of_own = _worst([verdict_of(own, name, terms) for name in functions]) if own else verdict
    return {
        "verdict": verdict,
        "points": round(sum(each["points"] for each in functions.values()) + bonus, 2),
        "possible": round(sum(each["possible"] for each in functions.values()), 2),
        "bonus": bonus,
        "own": of_own if heard else None,
        "polish": polish,
        "said": (heard.at_import or ("" if heard.whole else heard.strange)) if heard else "",
        "functions": functions,
    }


def _function(
    chapter: Chapter, name: str, heard: Heard | None, equal: Mapping[str, int], terms: "Terms"
) -> dict[str, Any]:
    tests = required(chapter, terms)[name]
    verdict = verdict_of(heard, name, terms) if heard else "not written"
    of, right = (1 if name in TRAINING else CALLS) if verdict == "passed" else 0, equal.get(name, 0)
    why = ""
    if verdict == "passed" and heard and not heard.believed:
        verdict, why = "disputed", "the test that must fail is said to have passed, or to have vanished"
    elif verdict == "passed" and right < of:
        verdict, why = "disputed", f"its tests pass, but of {of} hidden inputs it gets {right} right"
    possible = terms.weights.of(chapter, name)
    found = {
        "verdict": verdict,
        "points": possible if verdict == "passed" else 0.0,
        "possible": possible,
        "tests": {
            "passed": sum(heard.outcomes.core.get(test) is True for test in tests) if heard else 0,
            "of": len(tests),
        },
        "hidden": {"equal": right, "of": of},
        "said": _said(heard, name, verdict),
        "read": "" if verdict == "passed" else sections().get(chapter.name, {}).get(name, ""),
    }
    return found | ({"why": why} if why else {})


def _said(heard: Heard | None, function: str, verdict: str) -> str:
    if heard is None or verdict in ("passed", "disputed"):
        return ""
    if text := heard.first(function).get("text"):
        return heard.legible(str(text))
    return heard.strange if verdict == heard.how_it_ended and not heard.whole else ""


def _polish(chapter: Chapter, heard: Heard | None, terms: "Terms") -> dict[str, int] | None:
    """Count the polish tests that pass; None if none ran."""
    if heard is None or not heard.outcomes.polish:
        return None
    tests = [name for name, trains in tests_of(chapter.polish).items() if terms.training or not trains]
    return {"passed": sum(heard.outcomes.polish.get(test) is True for test in tests), "of": len(tests)}


def _worst(verdicts: list[str]) -> str:
    return min(verdicts, key=WORST.index, default="not run")


def _kind_of_import(text: str) -> str:
    if "ran for more than" in text:
        return "time"
    return "memory" if "MemoryError" in text else "failed"
