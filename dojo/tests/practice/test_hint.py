"""Hints: every function has some, they come one by one, and none gives the answer away."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from dojo.ground.chapters import SOLUTIONS, chapters
from dojo.practice.hint import hints_of


def hint(project: Path, *arguments: str) -> tuple[int, str]:
    """Run it in a project; return the exit code and what it prints."""
    command = [sys.executable, "-m", "dojo.practice.hint", *arguments]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def test_every_function_has_two_or_three() -> None:
    """No function is without hints, and none of them is empty."""
    for chapter in chapters().values():
        for function, hints in hints_of(chapter).items():
            assert 2 <= len(hints) <= 3, f"{chapter.number} {function} has {len(hints)} hints"
            assert all(len(hint) > 20 for hint in hints)


def test_no_hint_is_the_answer() -> None:
    """No hint contains what the reference returns, nor a line of its body that says more than a name."""
    for chapter in chapters().values():
        tree = ast.parse((SOLUTIONS / f"{chapter.name}.py").read_text(encoding="utf-8"))
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        for function, hints in hints_of(chapter).items():
            returned = [node.value for node in ast.walk(functions[function]) if isinstance(node, ast.Return)]
            answers = [ast.unparse(value) for value in returned if not isinstance(value, ast.Name | ast.Tuple | None)]
            given = re.sub(r"\s", "", " ".join(hints))
            for answer in answers:
                assert re.sub(r"\s", "", answer) not in given, f"{chapter.number} {function}: {answer}"


def test_one_more_each_time(project: Path) -> None:
    """The first call gives the first hint, the next one the second; the last one stays, and all come again."""
    hints = len(hints_of(chapters()["ch32_activations"])["softmax"])
    texts = [hint(project, "softmax")[1] for _ in range(hints + 1)]
    again = hint(project, "softmax", "--again")[1]

    assert [f"hint {number} of {hints}" in texts[number - 1] for number in range(1, hints + 1)] == [True] * hints
    assert texts[0] != texts[1] and texts[-1] == texts[-2]
    assert "nox -s hint -- ch3_2.softmax" in texts[0] and "nox -s compare -- ch3_2.softmax --spoil" in texts[-1]
    assert all(f"hint {number} of {hints}" in again for number in range(1, hints + 1))


def test_of_what_is_next(project: Path) -> None:
    """Without a name, or with a chapter's, the hint is for the first function that is not done."""
    assert "random_matrix, chapter 1.1, hint 1" in hint(project)[1]
    assert "relu, chapter 3.2, hint 1" in hint(project, "ch3_2")[1]
    assert "gradient_descent, chapter 2.2, hint 1" in hint(project, "gradient_descent")[1]
    assert "gradient_descent, chapter 4.5, hint 1" in hint(project, "ch4_5.gradient_descent")[1]
    assert hint(project, "sofmax")[0] == 1
