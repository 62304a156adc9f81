"""The state of each chapter, by what is known of its kata without running anything."""

import os
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from dojo.ground.chapters import KATAS, Chapter, chapters
from dojo.ground.safe_files import readable
from dojo.ground.stub_maker import is_stub, looks_untouched
from dojo.practice.skipped import skipped_functions
from dojo.verdict.record import Record, holds, is_sure, katas_behind, key, load, tests_of

State = Literal["not begun", "at work", "done", "changed since", "skipped by test"]


class Standing(NamedTuple):
    """The state of a chapter."""

    chapter: Chapter
    state: State  # "changed since" is of a chapter that was done, and is no longer known to be
    functions: dict[str, bool]  # whether each one's tests all passed, but for training on MNIST that has not run
    last: Record | None  # of the last run, be it of what is there now or not
    polish: dict[str, bool]  # whether each polish test passed; none as long as they have not run
    waits: bool  # it is begun, and tests have not run on what is there now, training on MNIST aside
    to_train: bool  # nothing but training on MNIST has not passed
    skipped: tuple[str, ...] = ()  # the functions that one test has replaced, as long as they are the reference's
    borrowed: Sequence[str] = ()  # the numbers of the chapters whose reference all this holds with

    @property
    def settled(self) -> bool:
        """Whether there is nothing left to do: the chapter is done, or skipped."""
        return self.state in ("done", "skipped by test")


def standing(chapter: Chapter) -> Standing:
    """Return the state of a chapter, by what is known without running anything.

    What passed with other chapters borrowed counts if more did than with the learner's own.
    """
    kata = KATAS / f"{chapter.name}.py"
    content = readable(kata)
    if not os.path.lexists(kata) or is_stub(kata) or (content is not None and looks_untouched(content)):
        last = load(chapter)
        return Standing(chapter, "not begun", dict.fromkeys(chapter.signatures, False), last, {}, False, False)
    own = _by_record(chapter, load(chapter), key(chapter))
    last = None if own.state == "done" else load(chapter, borrowing=True)
    if last is None:
        return own
    if not holds(chapter, last, key(chapter, True), True) or not is_sure(chapter, last, True):
        return own._replace(state="changed since") if last.was_done and own.state == "at work" else own
    numbers = [each.number for each in _behind(chapter) if not _by_record(each, load(each), key(each)).settled]
    other = _by_record(chapter, last, last.key)
    if not numbers or _score(other) <= _score(own):
        return own
    return other._replace(borrowed=numbers, waits=own.waits)


def done(standing: Standing) -> int:
    """Count a chapter's functions that the learner has written, and that are right."""
    return sum(green and name not in standing.skipped for name, green in standing.functions.items())


def counts(standings: Sequence[Standing]) -> tuple[int, int, int]:
    """Return how many functions are done, skipped by test, and there in all, without the optional ones."""
    course = [each for each in standings if not each.chapter.is_optional]
    skipped, everything = sum(len(each.skipped) for each in course), sum(len(each.functions) for each in course)
    return sum(map(done, course)), skipped, everything


def _score(standing: Standing) -> tuple[bool, int]:
    return standing.state == "done", sum(standing.functions.values())


def _behind(chapter: Chapter) -> list[Chapter]:
    """Return the chapters that one builds on."""
    names = [path.stem for path in katas_behind(chapter.name)]
    return [chapters()[name] for name in names if name in chapters() and name != chapter.name]


def _by_record(chapter: Chapter, last: Record | None, now: str) -> Standing:
    """Return the state of a chapter by one record; `now` is the key of what is there."""
    known = last if last and holds(chapter, last, now) else None
    tests = {name: known.tests.get(name) if known else None for name in tests_of(chapter.core)}
    quick = {name: tests[name] for name, trains in tests_of(chapter.core).items() if not trains}
    ran_so_far = {name: passed for name, passed in tests.items() if name in quick or passed is not None}
    functions = {name: _passed(chapter, name, ran_so_far) for name in chapter.signatures}
    advice = {name: known.polish.get(name) if known else None for name in tests_of(chapter.polish)}
    ran = None not in advice.values()
    unasked = any(advice[name] is None for name, trains in tests_of(chapter.polish).items() if not trains)
    polish = {name: bool(passed) for name, passed in advice.items()} if ran else {}
    done, green = all(tests.values()), all(quick.values())
    skipped = tuple(skipped_functions(chapter, readable(KATAS / f"{chapter.name}.py") or b""))
    state: State = "done" if done else "changed since" if last and last.was_done else "at work"
    state = "skipped by test" if skipped and green else state
    waits = None in quick.values() or (green and unasked) or not (known and is_sure(chapter, known))
    to_train = green and not done and not skipped and False not in tests.values()
    return Standing(chapter, state, functions, last, polish, waits, to_train, skipped)


def _passed(chapter: Chapter, function: str, tests: Mapping[str, bool | None]) -> bool:
    """Tell whether tests have some that are about a function, and all of these passed."""
    of_function = [passed for name, passed in tests.items() if chapter.function_of(name) == function]
    return bool(of_function) and all(of_function)
