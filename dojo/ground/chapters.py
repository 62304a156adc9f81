"""Find the chapters: the files in `solutions/` are the only list of them.

Read as text, never imported, so that a mistake in one chapter hurts no other. Only the standard library is used,
because nox reads this module in an environment of its own.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
KATAS = ROOT / "katas"
SOLUTIONS = ROOT / "solutions"
TESTS = ROOT / "tests"


class Chapter(NamedTuple):
    """One chapter, known by the name that its file has in every room: `ch34_backpropagation`."""

    name: str
    title: str

    @property
    def number(self) -> str:
        """The chapter's number, `3.4`."""
        return f"{self.name[2]}.{self.name[3]}"

    @property
    def session(self) -> str:
        """The chapter's nox session, `ch3_4`."""
        return f"ch{self.name[2]}_{self.name[3]}"

    @property
    def is_optional(self) -> bool:
        """Whether the course is complete without it: module 5 is, as it needs PyTorch."""
        return self.name[2] == "5"

    @property
    def core(self) -> Path:
        """The tests that decide whether the chapter is done."""
        return TESTS / f"test_{self.name}.py"

    @property
    def polish(self) -> Path:
        """The tests that advise once the chapter is done."""
        return TESTS / "polish" / f"test_{self.name}.py"

    @property
    def signatures(self) -> dict[str, str]:
        """The functions that the chapter asks for, in the order of the file: their names and `def` or `class` lines."""
        return _signatures(self.name)

    def function_of(self, test: str) -> str:
        """Return the function that a test is about: `test_conv_forward_keeps_float32` is about `conv_forward`."""
        named = [name for name in self.signatures if test.startswith(f"test_{name}_")]
        return max(named, key=len, default="")


@cache
def chapters() -> dict[str, Chapter]:
    """Return all chapters in order, by name, each with the first line of its docstring as its title."""
    return {path.stem: Chapter(path.stem, _title(path)) for path in sorted(SOLUTIONS.glob("ch[0-9][0-9]_*.py"))}


def required() -> list[str]:
    """Return the names of the chapters that the course consists of, without the optional ones."""
    return [name for name, chapter in chapters().items() if not chapter.is_optional]


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as lines:
        return next(lines).strip().strip('"').rstrip(".")


@cache
def _signatures(name: str) -> dict[str, str]:
    return signatures_in((SOLUTIONS / f"{name}.py").read_text(encoding="utf-8"))


def signatures_in(text: str) -> dict[str, str]:
    """Return the public functions that a solution's text has, in its order: their names and `def` lines.

    A public class counts as one function, whatever methods it has.
    """
    found = re.finditer(r"^(?:def (?=[a-z])|class (?=[A-Z]))(\w+).*?:$", text, flags=re.MULTILINE | re.DOTALL)
    # A signature that spans several lines is put on one.
    return {match[1]: re.sub(r",? \)", ")", " ".join(match[0].split()).replace("( ", "(")) for match in found}
