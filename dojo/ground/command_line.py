"""The command line of a session: what is said of one that cannot be read, in a sentence and the right form.

Only the standard library is used, because nox imports this module in an environment of its own.
"""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from dojo.ground.typed import nox
from dojo.ground.wrap import for_terminal

FLAGS = "--watch", "--borrow", "--solutions", "--polish", "--all", "--core", "-s", "-x", "-v", "-q"  # without a value
UNKNOWN, LACKING = "unrecognized arguments: ", "the following arguments are required: "


class Parser(argparse.ArgumentParser):
    """Reads what follows -- after a session's name."""

    def __init__(self, session: str, about: str, abbreviations: bool = True) -> None:
        """Read the command line of a session; of nox without one, if its name is empty."""
        command = f"{nox()} -s {session} --" if session else f"{nox()} --"
        super().__init__(prog=command, description=about, allow_abbrev=abbreviations)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and then how it is written."""
        self.exit(2, f"{for_terminal(self._sentence(message))}\n\n{self.format_usage()}")

    def _sentence(self, message: str) -> str:
        if message.startswith(UNKNOWN):
            return f"This does not fit here: {message.removeprefix(UNKNOWN)}."
        if message.startswith(LACKING):
            lacking = message.removeprefix(LACKING).split(", ")
            helps = [str(each.help) for each in self._actions if {each.dest, each.metavar} & {*lacking}]
            return f"Something is missing: {', '.join(helps or lacking)}."
        return f"{message[:1].upper()}{message[1:].removesuffix('.')}."


def bare_names(options: Sequence[str]) -> list[str]:
    """Return the words that are neither options nor their values nor files, such as a function's name."""
    before = ["--watch", *options]
    return [
        word
        for word, previous in zip(options, before, strict=False)
        if not word.startswith("-") and (previous in FLAGS or not previous.startswith("-") or "=" in previous)
        if not {"/", "\\", "."} & {*word}
    ]


def not_an_option(session: str, options: Sequence[str]) -> str:
    """Say what to write instead of a bare name among a chapter's options; an empty string if there is none."""
    names = bare_names(options)
    if not names:
        return ""
    command = f"{nox()} -s {session} -- -k {names[0]}"
    return f"{names[0]} is not an option. To run only the tests with that in their name: {command}"
