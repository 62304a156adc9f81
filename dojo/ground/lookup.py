"""Find the chapter, or the function in a chapter, that a learner names on the command line."""

import difflib
from typing import NamedTuple

from dojo.ground.chapters import Chapter, chapters


class Named(NamedTuple):
    """A chapter, or a function of it."""

    chapter: Chapter
    function: str = ""  # none: the whole chapter

    def __str__(self) -> str:
        """Return the name as a learner would write it."""
        return f"{self.chapter.session}.{self.function}" if self.function else self.chapter.session


def find(name: str) -> list[Named]:
    """Return what a name can mean: `ch3_4`, `3.4`, `ch34_backpropagation`, `softmax` or `ch3_2.softmax`.

    Raises:
        ValueError: there is nothing of that name; similar names are told.
    """
    everything = {str(named): named for chapter in chapters().values() for named in _all_of(chapter)}
    spelled = name.strip().removesuffix(".py").removeprefix("katas/").removesuffix("()")
    for spelling in (str, str.lower):  # `Linear` and `linear` are two things, but Softmax can only mean softmax
        wanted = spelling(spelled)
        found = [each for full, each in everything.items() if wanted in map(spelling, _spellings(full, each))]
        if found:
            return found
    known = sorted({named.function or named.chapter.session for named in everything.values()})
    close = difflib.get_close_matches(spelled, known, n=3)
    hint = (
        f"did you mean {' or '.join(close)}?"
        if close
        else "write a chapter, such as ch3_4, or a function, such as softmax"
    )
    raise ValueError(f"There is no chapter and no function named {name!r}: {hint}")


def find_one(name: str) -> Named:
    """Return what a name means.

    Raises:
        ValueError: nothing, or more than one thing.
    """
    found = find(name)
    if len(found) > 1:
        where = ", ".join(map(str, found))
        raise ValueError(f"Several chapters have a function {name}: write one of {where}")
    return found[0]


def _all_of(chapter: Chapter) -> list[Named]:
    return [Named(chapter), *(Named(chapter, function) for function in chapter.signatures)]


def _spellings(full: str, named: Named) -> set[str]:
    chapter = named.chapter
    if named.function:
        return {full, named.function, f"{chapter.number}.{named.function}", f"{chapter.name}.{named.function}"}
    return {full, chapter.number, chapter.name, chapter.name[:4], chapter.name[2:4]}
