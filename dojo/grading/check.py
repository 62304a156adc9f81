"""Grade what is known before a class is graded: a grader that judges it wrongly judges nobody."""

import compileall
from functools import cache
from typing import Any

from dojo.grading.grade import GraderError, Terms, grade
from dojo.grading.submissions import Submission
from dojo.grading.walls import Kind
from dojo.ground.chapters import ROOT, SOLUTIONS, chapters

FORGED = """
import _pytest.python

_pytest.python.Function.runtest = lambda self: None
"""


def check(terms: Terms) -> None:
    """Grade one chapter of the reference, and one without right answers that says that its tests pass.

    Raises:
        ValueError: the first does not get all of its points, or the second gets one.
    """
    _compile_everything()
    _check(terms.kind, terms.seed, min(terms.chapters))


@cache
def _compile_everything() -> None:
    """Write the bytecode that sandboxes read, and cannot keep: each of them would compile the tests anew."""
    for name in "dojo", "tests", "mistakes", "data":
        compileall.compile_dir(ROOT / name, quiet=2, workers=1)
    compileall.compile_file(ROOT / "conftest.py", quiet=2)


@cache
def _check(kind: Kind, seed: bytes, name: str) -> None:
    right = (SOLUTIONS / f"{name}.py").read_text(encoding="utf-8")
    wrong = "".join(f"def {each}(*args, **kwargs): return None\n" for each in chapters()[name].signatures)
    for what, text in ("the reference", right), ("a forgery", FORGED + wrong):
        try:
            found = grade(Submission({f"{name}.py": text.encode()}, []), Terms(kind, seed, [name]))
        except GraderError as error:
            raise ValueError(f"nothing was graded: {error}") from None
        if found["points"] != (found["possible"] if text == right else 0):
            why = [text for each in _functions(found) for text in (each["said"], each.get("why", "")) if text]
            raise ValueError(f"nothing was graded: {what} gets {found['points']:g} points here. {' '.join(why[:1])}")


def _functions(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for chapter in found["chapters"].values() for each in chapter["functions"].values()]
