"""Say what a learner meant who names a session that there is not: `nox -s ch11`, `nox -s hnt`, `nox -s hint softmax`.

nox would only say that it was not found. Only the standard library is used, because nox imports this module in an
environment of its own.
"""

import argparse
import re
import shlex
from collections.abc import Collection, Sequence

from dojo.ground.chapters import Chapter, chapters
from dojo.ground.typed import nox

# Sessions that people give a name without --
TAKE_NAMES = "hint", "compare", "reset", "review", "skip", "report", "plots", "typecheck", "watch"
NUMBER = re.compile(r"(?:ch|chapter|kata|lesson|module)?[ ._-]*0?(\d)(?:[ ._-]*0?(\d))?")


def advice(arguments: Sequence[str], sessions: Collection[str]) -> str:
    """Return what to write where a session is named that there is not; an empty string where all is well.

    Args:
        arguments: what the learner wrote after `nox`.
        sessions: the names of all sessions.
    """
    before, after = list(arguments), list[str]()
    if "--" in before:
        before, after = before[: before.index("--")], before[before.index("--") + 1 :]
    if not before or (len(before) == 2 and before[1] in sessions):
        return ""  # nearly always, and at once
    tests = {chapter.session for chapter in chapters().values()}
    said, right, moved = list[str](), list[str](), list[str]()
    for name in _named(before):
        if right and right[0] in TAKE_NAMES and (name in tests or name not in sessions):
            said, moved = [*said, f"Names for {right[0]} come after --."], [*moved, name]
        elif name in sessions:
            right.append(name)
        else:
            sentence, session = _meant(name, sessions)
            said.append(f"There is no session {name}. {sentence}".strip())
            right += [session] if session else []
    if moved and right == ["watch"]:
        _, session = _meant(moved[0], sessions)
        said, right = ["To watch one chapter, run its own session."], [session] if session else []
        moved, after = [], ["--watch", *after]
    if not said:
        return ""
    import textwrap  # only here: where all is well, nobody has to wait for it

    command = ["-s", *right, *(["--", *moved, *after] if moved or after else [])] if right else ["-l"]
    said.append("You can write:" if right else "This lists all sessions:")
    words = textwrap.fill(" ".join(dict.fromkeys(said)), 79, break_long_words=False, break_on_hyphens=False)
    return f"{words}\n\n    {nox()} {shlex.join(command)}\n"


def _named(arguments: Sequence[str]) -> list[str]:
    """Return the names of sessions on a command line, read as nox reads it."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("-s", "-e", "--session", "--sessions", nargs="*", default=[])
    return list(parser.parse_known_args(arguments)[0].session)


def _meant(name: str, sessions: Collection[str]) -> tuple[str, str]:
    """Return what there is to say of a name, and the session to run instead of it, if there is one."""
    import difflib

    from dojo.ground.lookup import find

    functions = {function for chapter in chapters().values() for function in chapter.signatures}
    spelled = name.strip().lower()
    close = difflib.get_close_matches(spelled, [*sessions, *functions], n=1, cutoff=0.7)
    for spelling in (name, spelled, *close):
        if spelling in sessions:
            return f"Did you mean {spelling}?", spelling
        try:
            found = find(spelling)
        except ValueError:
            if number := NUMBER.fullmatch(spelling):
                return _numbered(number[1], number[2] or "")
            continue
        if found[0].function:
            numbers = f"{'s' if len(found) > 1 else ''} {', '.join(each.chapter.number for each in found)}"
            return f"{found[0].function} is a function of chapter{numbers}.", found[0].chapter.session
        return _of(found[0].chapter)
    return "", ""


def _numbered(module: str, part: str) -> tuple[str, str]:
    of_module = [chapter for chapter in chapters().values() if chapter.number[0] == module]
    for chapter in of_module:
        if chapter.number[2:] == part:
            return _of(chapter)
    if of_module:
        return f"Module {module} has {', '.join(chapter.session for chapter in of_module)}.", of_module[0].session
    first, *_, last = chapters().values()
    return f"The chapters are {first.session} to {last.session}.", ""


def _of(chapter: Chapter) -> tuple[str, str]:
    return f"The session of chapter {chapter.number} is {chapter.session}.", chapter.session
