"""Stubs are made from solutions by a program."""

import ast
from pathlib import Path

from dojo.ground.chapters import KATAS, SOLUTIONS, chapters, signatures_in
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


CLASS = '''"""Title"""

import math

from torch import Tensor, nn


class Layer(nn.Module):
    """A layer.

    Two paragraphs.
    """

    size: int

    def __init__(self, size: int) -> None:
        """Make it."""
        super().__init__()
        self.size = math.floor(size)

    # Why, not what.
    @property
    def _twice(self) -> int:
        return 2 * self.size

    @staticmethod
    def forward(X: Tensor) -> Tensor:
        """Go on."""
        return X
'''

CLASS_STUB = '''"""Title"""

from torch import Tensor, nn


class Layer(nn.Module):
    """A layer.

    Two paragraphs.
    """

    size: int

    def __init__(self, size: int) -> None:
        """Make it."""
        raise NotImplementedError("5.3 Layer.__init__")

    @staticmethod
    def forward(X: Tensor) -> Tensor:
        """Go on."""
        raise NotImplementedError("5.3 Layer.forward")
'''


def test_a_class_keeps_its_methods() -> None:
    """Each public method of a class asks for its own body; what else the class says of itself stays."""
    assert stub(CLASS, "5.3") == CLASS_STUB
    assert stub(CLASS, "5.3", ["Layer"]) == CLASS
    assert looks_untouched(CLASS_STUB.encode()) and not looks_untouched(CLASS.encode())


def test_a_class_is_one_function() -> None:
    """A public class is asked for by its first line; a test with its name is about it."""
    assert signatures_in(CLASS) == {"Layer": "class Layer(nn.Module):"}


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
        theirs, ours = functions_of(source), functions_of(text)
        assert {*chapter.signatures} <= {name.split(".")[0] for name in ours}
        for name, node in ours.items():
            assert ast.unparse(theirs[name].args) == ast.unparse(node.args)
            assert ast.get_docstring(theirs[name]) == ast.get_docstring(node)
            assert ast.unparse(node.body[-1]) == f"raise NotImplementedError('{chapter.number} {name}')"


def functions_of(code: str) -> dict[str, ast.FunctionDef]:
    """Return the functions of a text, and the methods of its classes, by their names."""
    found = dict[str, ast.FunctionDef]()
    for node in ast.parse(code).body:
        for part in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(part, ast.FunctionDef):
                found[f"{node.name}.{part.name}" if isinstance(node, ast.ClassDef) else part.name] = part
    return found


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
