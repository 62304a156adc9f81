"""The command that starts over, for tests of what it does."""

import contextlib
import io
import sys
from pathlib import Path

import pytest

from dojo.practice.reset import main


def reset(*arguments: str) -> tuple[int, str]:
    """Run it; return the exit code and what it prints."""
    code, said = 0, io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        patch.setattr(sys, "argv", ["reset", *arguments])
        try:
            main()
        except SystemExit as end:
            code = 1
            print(end)
    return code, said.getvalue()


def walk(kata: Path, *steps: str) -> list[bytes]:
    """Reset with each step's words, and return what the kata is after each."""
    after = list[bytes]()
    for words in steps:
        reset(*words.split())
        after.append(kata.read_bytes())
    return after
