"""Polish advises after core's verdict: it is counted, its first remark is shown, and it decides only when asked to."""

import ast
import inspect
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from dojo.ground.chapters import ROOT, SOLUTIONS, chapters

PLAIN = '''"""Losses as a beginner writes them."""
import numpy as np


def mse_loss(y_pred, y):
    return np.mean((y_pred - y) ** 2)


def binary_cross_entropy(A, y):
    return -np.mean(y * np.log(A + 1e-15) + (1 - y) * np.log(1 - A + 1e-15))
'''


def run(folder: Path, kata: str, *options: str) -> tuple[int, str]:
    """Run chapter 2.1's tests on a kata among the reference's; return the exit code and what was printed."""
    (folder / "ch21_losses.py").write_text(kata, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "tests/test_ch21_losses.py", f"--katas={folder}", "--borrow", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)
    return done.returncode, done.stdout + done.stderr


def test_plain_answers_are_done(tmp_path: Path) -> None:
    """Core decides: the exit code is 0, then come the count, the first remark, and what an author would write."""
    code, text = run(tmp_path, PLAIN)

    assert code == 0
    core, polish, remark = (text.index(part) for part in ("2 of 2 functions done", "\npolish ", "\nmse_loss: "))
    assert core < polish < remark
    assert re.search(r"^polish \d+ of \d+$", text, re.M) and "The author of a library would write:\n" in text
    assert "\n  if y_pred.shape != y.shape" in text
    assert re.search(r"^All \d+ remarks: nox -s ch2_1 -- --polish$", text, re.M)
    assert text.count("The author of a library would write") == 1 and "Next: nox -s ch2_2" in text


def test_polish_counts_when_asked(tmp_path: Path) -> None:
    """With --polish all remarks are shown, and the exit code is 1."""
    code, text = run(tmp_path, PLAIN, "--polish")

    missing = re.search(r"^polish (\d+) of (\d+)$", text, re.M)
    assert code == 1 and missing
    assert text.count("The author of a library would write") == int(missing[2]) - int(missing[1]) > 1


def test_polish_waits_for_core(tmp_path: Path) -> None:
    """A chapter with a wrong function hears nothing of polish, and neither does a run that asks for core alone."""
    wrong = run(tmp_path, PLAIN.replace("** 2)", "** 2) / 2"))
    alone = run(tmp_path, PLAIN, "--core")

    assert wrong[0] == 1 and "\npolish " not in wrong[1]
    assert alone[0] == 0 and "\npolish " not in alone[1]


def test_all_polish_has_a_mark(tmp_path: Path) -> None:
    """The reference gets it, also with --polish."""
    code, text = run(tmp_path, (SOLUTIONS / "ch21_losses.py").read_text(encoding="utf-8"), "--polish")

    assert code == 0 and re.search(r"^polish (\d+) of \1 ★$", text, re.M)


def test_chosen_tests_choose_polish_too(tmp_path: Path) -> None:
    """-k holds for both rooms, and a test that is named is all that runs."""
    chosen = run(tmp_path, PLAIN, "-k", "mse_loss")
    command = [sys.executable, "-m", "pytest", "tests/test_ch21_losses.py::test_mse_loss_by_hand", "--solutions"]
    named = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)

    assert chosen[0] == 0 and "binary_cross_entropy: " not in chosen[1] and "polish " in chosen[1]
    assert "polish" not in named.stdout


def test_a_warning_beside_right_numbers_is_polish(tmp_path: Path) -> None:
    """A textbook sigmoid passes core; polish shows NumPy's warning."""
    kata = (SOLUTIONS / "ch13_functions.py").read_text(encoding="utf-8")
    head = kata[: kata.index("def sigmoid")]
    (tmp_path / "ch13_functions.py").write_text(f"{head}def sigmoid(Z):\n    return 1 / (1 + np.exp(-Z))\n", "utf-8")
    command = [sys.executable, "-m", "pytest", "tests/test_ch13_functions.py", f"--katas={tmp_path}", "--borrow"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)

    assert done.returncode == 0, done.stdout
    assert "RuntimeWarning: overflow encountered in exp" in done.stdout


@pytest.mark.parametrize("name", chapters())
def test_every_remark_says_what_an_author_would_write(name: str) -> None:
    """A polish test's docstring has a fact and, after an empty line, valid Python; no name is used in both rooms."""
    core, polish = (
        {test.name: ast.get_docstring(test) or "" for test in _tests(path)}
        for path in (chapters()[name].core, chapters()[name].polish)
    )

    assert polish and not core.keys() & polish.keys()
    for test, docstring in polish.items():
        fact, _, code = inspect.cleandoc(docstring).partition("\n\n")
        assert fact.endswith((".", "?", "!")), test
        whole = textwrap.dedent(code).replace("…", "...")
        whole += "\n    ..." if re.search(r":( *#.*)?$", whole.splitlines()[-1]) else ""
        assert code, f"{test} says nothing that an author would write"
        ast.parse(f"def f():\n{textwrap.indent(whole, '    ')}")


def _tests(path: Path) -> list[ast.FunctionDef]:
    nodes = ast.parse(path.read_text(encoding="utf-8")).body
    return [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
