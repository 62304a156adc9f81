"""Read what a run of tests has told: those words of it that are like what channel.py tells.

A kata runs in the same process, and may have told anything.
"""

import json
from typing import Any, TypeGuard

Word = dict[str, Any]
LARGEST = 2**53  # integer that a run has reason to tell, such as an exit code


def words_of(told: bytes) -> tuple[list[Word], list[str]]:
    """Return the sound words, and the lines of a stack, in what a run has told."""
    words, dump = list[Word](), list[str]()
    for line in told.decode(errors="replace").splitlines():
        try:
            word = json.loads(line)
        except (ValueError, RecursionError):
            dump.append(line)
            continue
        if _is_sound(word):
            words.append(word)
    return words, dump


def _is_sound(word: Any) -> TypeGuard[Word]:
    """Tell whether something is like what channel.py tells: flat, and with no number that arithmetic refuses."""
    if not isinstance(word, dict) or not isinstance(word.get("word"), str):  # pyright: ignore[reportUnknownMemberType]
        return False
    values = list[Any](word.values())  # pyright: ignore[reportUnknownArgumentType,reportUnknownMemberType]
    return all(
        isinstance(each, str | float | None) or (isinstance(each, int) and abs(each) < LARGEST) for each in values
    )
