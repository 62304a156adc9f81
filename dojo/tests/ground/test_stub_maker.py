"""Stubs are made from solutions by a program."""

import ast
from pathlib import Path

from dojo.ground.chapters import KATAS, SOLUTIONS, chapters
from dojo.ground.stub_maker import is_stub, looks_untouched, stub

SOURCE = '''"""Title"""

import math
import os

import numpy as np

Array = np.ndarray
_EPS = 1e-9


# Keeps log 0 away.
def _safe(x: float) -> float:
    return max(x, _EPS)


def log(x: float, base: float = math.e) -> float:
    """Compute a logarithm.

    Two paragraphs.
    """
    # Why, not what.
    return math.log(_safe(x)) / np.log(base)


def twice(x: float) -> float:
    """Double a number."""

    def double(y: float) -> float:
        return 2 * y

    return double(x)
'''

STUB = '''"""Title"""

import math

import numpy as np

Array = np.ndarray


def log(x: float, base: float = math.e) -> float:
    """Compute a logarithm.

    Two paragraphs.
    """
    raise NotImplementedError("3.4 log")


def twice(x: float) -> float:
    """Double a number."""
    raise NotImplementedError("3.4 twice")
'''


def test_bodies_helpers_and_unused_imports_go() -> None:
    """Signatures, docstrings, public constants and used imports stay."""
    assert stub(SOURCE, "3.4") == STUB


def test_partly_written() -> None:
    """Functions that are written keep their bodies, helpers and imports."""
    text = stub(SOURCE, "3.4", ["log"])

    assert "return math.log(_safe(x)) / np.log(base)" in text
    assert "def _safe" in text and "_EPS" in text
    assert 'raise NotImplementedError("3.4 twice")' in text and "3.4 log" not in text


def test_every_stub_asks_for_what_its_solution_has() -> None:
    """The public functions of a stub have the signatures and docstrings of its solution's, and no body."""
    for chapter in chapters().values():
        source = (SOLUTIONS / f"{chapter.name}.py").read_text(encoding="utf-8")
        text = stub(source, chapter.number)

        assert looks_untouched(text.encode())
        for name in chapter.signatures:
            (theirs,), (ours,) = (
                [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef) and node.name == name]
                for code in (source, text)
            )
            assert ast.unparse(theirs.args) == ast.unparse(ours.args)
            assert ast.get_docstring(theirs) == ast.get_docstring(ours)
            assert ast.unparse(ours.body[-1]) == f"raise NotImplementedError('{chapter.number} {name}')"


def test_is_stub_to_the_byte(tmp_path: Path) -> None:
    """A kata is its stub only to the byte, but for the line ends; a file of no chapter is none."""
    (name, *_) = chapters()
    text = stub((SOLUTIONS / f"{name}.py").read_text(encoding="utf-8"), chapters()[name].number).encode()
    kata = tmp_path / f"{name}.py"
    found = list[bool]()
    for content in (text, text.replace(b"\n", b"\r\n"), text + b"\n", text[:-1], b"\xef\xbb\xbf" + text):
        kata.write_bytes(content)
        found.append(is_stub(kata))

    assert found == [True, True, False, False, False]
    assert not is_stub(tmp_path / "missing.py") and not is_stub(tmp_path) and not is_stub(KATAS / "stray.py")
