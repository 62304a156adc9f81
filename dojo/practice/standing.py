"""Where each chapter stands, by what is known of its kata without running anything."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from dojo.ground.chapters import KATAS, Chapter
from dojo.ground.stub_maker import is_untouched
from dojo.verdict.record import Record, key, load, tests_of

State = Literal["not begun", "at work", "done", "changed since"]


class Standing(NamedTuple):
    """Where a chapter stands."""

    chapter: Chapter
    state: State  # "changed since" is of a chapter that was done, and is no longer known to be
    functions: dict[str, bool]  # whether each one's tests, but for training on MNIST, all passed
    last: Record | None  # of the last run, be it of what is there now or not
    waits: bool  # it is begun, and tests have not run on what is there now, training on MNIST aside
    to_train: bool  # nothing but training on MNIST has not passed


def standing(chapter: Chapter) -> Standing:
    """Return where a chapter stands, by what is known without running anything."""
    last, kata = load(chapter), KATAS / f"{chapter.name}.py"
    if not kata.is_file() or is_untouched(kata.read_text(encoding="utf-8", errors="replace")):
        return Standing(chapter, "not begun", dict.fromkeys(chapter.signatures, False), last, False, False)
    known = last.tests if last and last.key == key(chapter) else {}
    tests = {name: known.get(name) for name in tests_of(chapter)}
    quick = {name: tests[name] for name, trains in tests_of(chapter).items() if not trains}
    functions = {name: _passed(chapter, name, quick) or _passed(chapter, name, tests) for name in chapter.signatures}
    done = all(tests.values())
    state: State = "done" if done else "changed since" if last and last.was_done else "at work"
    return Standing(chapter, state, functions, last, None in quick.values(), all(quick.values()) and not done)


def _passed(chapter: Chapter, function: str, tests: Mapping[str, bool | None]) -> bool:
    """Tell whether tests have some that are about a function, and all of these passed."""
    of_function = [passed for name, passed in tests.items() if chapter.function_of(name) == function]
    return bool(of_function) and all(of_function)
