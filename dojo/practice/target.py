"""What a command of `nox -s reset` is about: a kata, or a function in it."""

from pathlib import Path
from typing import NamedTuple

from dojo.ground.chapters import KATAS, chapters
from dojo.ground.lookup import find_one
from dojo.ground.safe_files import read, short
from dojo.ground.stub_maker import katas, stub_of
from dojo.practice.function_text import text_of
from dojo.practice.history import History


class Target(NamedTuple):
    """A kata, or a function in it."""

    path: Path
    name: str  # as a learner would write it
    function: str = ""  # none: the whole kata

    @property
    def what(self) -> str:
        """What to call it in a sentence."""
        chapter = chapters().get(self.path.stem)
        return self.function or (f"chapter {chapter.number}" if chapter else short(self.path))

    def history(self) -> History:
        """Return the versions of the kata."""
        return History(self.path, stub_of(self.path).encode())

    def text(self) -> bytes | None:
        """Return what is there now; None if there is no file, or no such function in it.

        Raises:
            ValueError: the kata is not valid Python, so that it is unclear where the function is.
        """
        kata = read(self.path)
        try:
            return text_of(self.function, kata) if self.function and kata is not None else kata
        except ValueError as error:
            unclear = f"{short(self.path)}{error}, so it is unclear where {self.function} ends"
            raise ValueError(f"{unclear}.\nFix that line first, or start the whole chapter over.") from None


def target_of(name: str) -> Target:
    """Return what a name means.

    Raises:
        ValueError: nothing, or more than one thing.
    """
    spelled = name.strip().removesuffix(".py").removeprefix("katas/")
    if (path := KATAS / f"{spelled}.py") in katas() and spelled not in chapters():  # the toolkit is no chapter
        return Target(path, spelled)
    named = find_one(name)
    return Target(KATAS / f"{named.chapter.name}.py", str(named), named.function)


def all_targets() -> list[Target]:
    """Return every kata."""
    return [Target(path, chapters()[path.stem].session if path.stem in chapters() else path.stem) for path in katas()]
