"""Grade one submission: hear its tests in one sandbox, ask its functions in another, and judge both out here.

    katas → tests' sandbox → what the tests say ──────────────────────┐
          → answers' sandbox ← hidden inputs                          ├→ verdicts.py
                             → .npy ↔ what the reference gives, here ─┘

Both sandboxes run katas, so neither is believed. In the first one the reference is there, as tests and diagnosis need
it, and a kata may read it; but hidden inputs never go there. In the second one it is not there: a chapter of it is
sent, for later chapters to build on, only when that chapter's own answers have come back.
"""

import contextlib
import json
import pickle
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from dojo.grading import hidden
from dojo.grading.sandbox import Ended, Sandbox
from dojo.grading.submissions import Submission
from dojo.grading.verdicts import Heard, chapter_result, required, verdict_of, written
from dojo.grading.walls import Kind
from dojo.grading.weights import Weights
from dojo.ground.chapters import SOLUTIONS, Chapter, chapters
from dojo.ground.stub_maker import stubs

FOR_TESTS = "conftest.py", "pyproject.toml", "data", "dojo", "lessons", "mistakes", "solutions", "tests"
FOR_ANSWERS = "dojo/__init__.py", "dojo/ground", "dojo/verdict", "dojo/grading/__init__.py", "dojo/grading/inside"
PYTEST = "dojo.verdict.run_pytest", "-p", "dojo.grading.inside.warm", "-p", "no:cacheprovider"
TESTS = *PYTEST, "--borrow", "--all", "--katas={katas}", "--room={options}"
ANSWERS = "dojo.grading.inside.answer", "{katas}", "{room}"
SECONDS, TRAINING_SECONDS = 45, 3600  # of the processor, for a chapter's tests
ASKED, ASKED_TRAINING = 10, 600  # the same for the hidden inputs of a function
MEGABYTES, TRAINING_MEGABYTES = 1000, 3000
MOST_DEAF = 2
OUTPUT = 64 * 1024  # bytes of what a submission prints


class Terms(NamedTuple):
    """How a class is graded: all that decides, besides a submission, what comes of it."""

    kind: Kind  # of the sandbox
    seed: bytes  # of the hidden inputs, a secret
    chapters: Sequence[str]  # by name
    training: bool = False  # whether the tests that train on MNIST run
    weights: Weights = Weights()


class GraderError(Exception):
    """The grader fails, whatever the submission is."""


def grade(submission: Submission, terms: Terms) -> dict[str, Any]:
    """Return the chapters of a result, its points, and what was printed.

    Raises:
        GraderError: there is no verdict, and the submission is not to blame.
    """
    asked = [chapters()[name] for name in sorted(terms.chapters)]
    with tempfile.TemporaryDirectory(prefix="katas-") as folder:
        katas = _lay_out(submission.katas, Path(folder, "katas"))
        todo = [chapter for chapter in asked if written(chapter, submission.katas)]
        heard = _hear(katas, todo, terms, borrow=True)
        equal = _ask(katas, heard, terms)
        again = [chapter for chapter in todo if _stumbles(chapter, submission.katas, heard, terms)]
        own = _hear(katas, again, terms, borrow=False)
    results = {
        chapter.session: chapter_result(
            chapter, heard.get(chapter.name), own.get(chapter.name), equal.get(chapter.name, {}), terms
        )
        for chapter in asked
    }
    printed = "".join(text for each in heard.values() for text in each.printed)
    points = sum(each["points"] for each in results.values())
    possible = sum(each["possible"] for each in results.values())
    return {"points": round(points, 2), "possible": round(possible, 2), "chapters": results, "output": _cut(printed)}


def _lay_out(katas: Mapping[str, bytes], folder: Path) -> Path:
    """Write katas into a folder that others can read; what was not handed in is a stub, as at home."""
    folder.parent.chmod(0o755)
    folder.mkdir(mode=0o755)
    everything = {path.name: text.encode() for path, text in _stubs().items()} | dict(katas)
    for name, content in everything.items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o644)
    return folder


@cache
def _stubs() -> dict[Path, str]:
    return stubs()


def _start(katas: Path, terms: Terms, for_tests: bool) -> Sandbox:
    seconds = (TRAINING_SECONDS if terms.training else SECONDS) if for_tests else ASKED
    seconds = ASKED_TRAINING if terms.training and not for_tests else seconds
    megabytes = TRAINING_MEGABYTES if terms.training else MEGABYTES
    shown, module = (FOR_TESTS, TESTS) if for_tests else (FOR_ANSWERS, ANSWERS)
    sandbox = Sandbox(terms.kind, katas, shown, module, seconds, megabytes)
    try:
        sandbox.ask(b"", teach=True)
    except Ended:
        said = sandbox.said()
        sandbox.end()
        raise GraderError(f"the sandbox does not start: {said[-300:] if said else 'it says nothing'}") from None
    return sandbox


def _hear(katas: Path, asked: Sequence[Chapter], terms: Terms, borrow: bool) -> dict[str, Heard]:
    """Run the tests of chapters, each in a fork, and return what they say, by chapters' names."""
    heard: dict[str, Heard] = {}
    deaf = 0  # how often no reply came in time, or the kata only waited, which no honest one brings about
    with contextlib.ExitStack() as stack:
        sandbox: Sandbox | None = None
        for chapter in asked:
            if deaf == MOST_DEAF:
                heard[chapter.name] = Heard(chapter, b"", 1, "time", katas)
                continue
            if sandbox is None:
                sandbox = _start(katas, terms, for_tests=True)
                stack.callback(sandbox.end)
            request = {"chapter": chapter.name, "borrow": borrow, "marks": "" if terms.training else "not mnist"}
            request["core"] = not (borrow and terms.weights.polish)  # polish takes a third of the time
            try:
                code, told, late = sandbox.ask(json.dumps(request).encode())
                heard[chapter.name] = Heard(chapter, told, code, "time" if late else "", katas)
            except Ended as ended:
                heard[chapter.name] = Heard(chapter, b"", 1, str(ended), katas)
                deaf += str(ended) == "time"
                stack.close()
                sandbox = None
    return heard


def _ask(katas: Path, heard: Mapping[str, Heard], terms: Terms) -> dict[str, dict[str, int]]:
    """Ask the functions whose tests pass for the outcomes of hidden inputs, and return how many are right."""
    todo = {
        name: [function for function in chapters()[name].signatures if verdict_of(each, function, terms) == "passed"]
        for name, each in heard.items()
    }
    last = max((name for name, functions in todo.items() if functions), default="")
    equal: dict[str, dict[str, int]] = {}
    answers = _Answers(katas, terms)
    try:
        for name in (name for name in chapters() if name <= last):
            equal[name] = {function: answers.equal(name, function) for function in todo.get(name, [])}
            answers.teach(name)
    finally:
        answers.end()
    return equal


class _Answers:
    """The sandbox that answers; a new one takes the place of one that a kata has ended."""

    def __init__(self, katas: Path, terms: Terms) -> None:
        self.katas, self.terms = katas, terms
        self.sandbox: Sandbox | None = None
        self.taught: list[str] = []  # to this one
        self.known: list[str] = []  # what it may be taught by now
        self.deaf = 0  # how often it did not reply in time

    def equal(self, name: str, function: str) -> int:
        """Return how many hidden inputs a function gets right."""
        if self.deaf == MOST_DEAF:
            return 0
        question = _questions(self.terms.seed, name, self.terms.training)[function]
        if self.sandbox is None:
            self.sandbox = _start(self.katas, self.terms, for_tests=False)
        try:
            while len(self.taught) < len(self.known):
                lesson = self.known[len(self.taught)]
                self.sandbox.ask(pickle.dumps((lesson, _source(lesson))), teach=True)
                self.taught.append(lesson)
            _, told, _ = self.sandbox.ask(hidden.request(name, function, question))
        except Ended as ended:
            self.deaf += str(ended) == "time"
            self.end()
            return 0
        return hidden.equal(name, function, question, told)

    def teach(self, name: str) -> None:
        """From now on a chapter of the reference may be known: its own answers have come back."""
        self.known.append(name)

    def end(self) -> None:
        """End it."""
        if self.sandbox:
            self.sandbox.end()
        self.sandbox, self.taught = None, []


@cache
def _questions(seed: bytes, name: str, training: bool) -> dict[str, hidden.Question]:
    return hidden.questions(seed, name, training)


@cache
def _source(name: str) -> str:
    return (SOLUTIONS / f"{name}.py").read_text(encoding="utf-8")


def _stumbles(chapter: Chapter, katas: Mapping[str, bytes], heard: Mapping[str, Heard], terms: Terms) -> bool:
    """Tell whether a chapter is right, and builds on another of the submission that is not."""
    if not _passes(chapter, heard[chapter.name], terms):
        return False
    behind = _behind(chapter.name, katas) - {chapter.name}
    return any(name not in heard or not _passes(chapters()[name], heard[name], terms) for name in behind)


def _passes(chapter: Chapter, heard: Heard, terms: Terms) -> bool:
    return all(verdict_of(heard, function, terms) == "passed" for function in required(chapter, terms))


def _behind(name: str, katas: Mapping[str, bytes]) -> set[str]:
    """Return a chapter and the earlier ones that it, its tests and these name, and so on."""
    found, left = set[str](), [name]
    while left:
        each = left.pop()
        if each not in found:
            found.add(each)
            tests = chapters()[each].core.read_text(encoding="utf-8") if each == name else ""
            left += [other for other in _named(katas.get(f"{each}.py", b""), tests) if other < each]
    return found


def _named(kata: bytes, tests: str) -> Iterable[str]:
    return chapters().keys() & set(re.findall(r"\bch\d\d_\w+\b", kata.decode(errors="replace") + tests))


def _cut(text: str) -> str:
    """Return a text of at most 64 KB, with its middle cut out if it was longer."""
    content = text.encode(errors="replace")
    if len(content) <= OUTPUT:
        return content.decode()
    half = OUTPUT // 2 - 50
    return "\n... the middle is cut out ...\n".join(
        part.decode(errors="ignore") for part in (content[:half], content[-half:])
    )
