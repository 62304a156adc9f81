"""Break long lines between words, as wide as the terminal is; a word that is longer stays whole.

Only the standard library is used, because nox imports this module in an environment of its own.
"""

import re
import shutil
import sys
import textwrap

NARROW = 20  # columns below which nothing is broken
HANGING = re.compile(r"( *)((?:expected|got|yours|the stub's) +|\d+\. |- )?")  # further lines are indented by its width


def wrapped(text: str, width: int) -> str:
    """Return a text whose lines are no longer than a width, where their words allow it."""
    if width < NARROW:
        return text
    return "\n".join(part for line in text.split("\n") for part in _broken(line, width))


def for_terminal(text: str) -> str:
    """Return a text as it fits the terminal; as it is, where it goes to a file or another program."""
    return wrapped(text, shutil.get_terminal_size().columns) if sys.stdout.isatty() else text


def say(text: str) -> None:
    """Print a text as it fits the terminal."""
    print(for_terminal(text), flush=True)


def _broken(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    found = HANGING.match(line)
    indent = " " * (len(found[0]) if found else 0)
    first = " " * (len(line) - len(line.lstrip(" ")))
    parts = textwrap.wrap(
        line.lstrip(" "),
        width,
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
    )
    return parts or [line]
