"""What is printed comes out in any terminal: no character ends a command."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.ground.chapters import ROOT, SOLUTIONS
from dojo.proof.project import make_project

LEFT = ".kata_cache", ".pytest_cache"  # what these commands leave in a project
HINTS = """
from functools import cache
from dojo.ground.chapters import chapters
from dojo.ground.lookup import Named
from dojo.practice import hint
hint.hints_of = cache(hint.hints_of)
for chapter in chapters().values():
    for name, hints in hint.hints_of(chapter).items():
        hint.read_notes = lambda _: {str(Named(chapter, name)): len(hints)}
        hint.show(Named(chapter, name), again=True)
"""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project for all tests that are here."""
    return make_project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def project(shared: Path) -> Path:
    """Return the project as it is when somebody begins."""
    for name in LEFT:
        shutil.rmtree(shared / name, ignore_errors=True)
    return shared


def printed(*arguments: str, cwd: Path = ROOT, code: int = 0, **settings: str) -> str:
    """Run Python with other settings, and return what it prints."""
    done = subprocess.run([sys.executable, *arguments], cwd=cwd, env={**os.environ, **settings}, capture_output=True)
    text = (done.stdout + done.stderr).decode(settings.get("PYTHONIOENCODING", "utf-8"))
    assert done.returncode == code, text
    return text


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_all_hints_in_any_encoding(encoding: str) -> None:
    """What an encoding lacks is said in plainer words."""
    text = printed("-c", HINTS, PYTHONIOENCODING=encoding, COLUMNS="100")

    assert "sqrt" in text and "->" in text and "?->" not in text


def test_a_run_in_ascii(tmp_path: Path) -> None:
    """A chapter's mark and a failure with a root in it keep their lines."""
    for source in SOLUTIONS.glob("*.py"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    kata = tmp_path / "ch11_arrays.py"
    run = "-m", "pytest", "tests/test_ch11_arrays.py", f"--katas={tmp_path}"
    green = printed(*run, PYTHONIOENCODING="ascii")
    kata.write_text(kata.read_text("utf-8") + "\n\ndef normalize(X, axis=None):\n    return X\n", encoding="utf-8")
    red = printed(*run, "--all", code=1, PYTHONIOENCODING="ascii", COLUMNS="20")

    assert "\npolish 21 of 21 *\n" in green and "sqrt6" in red and "\\n" not in red, green + red


THREE = """
import runpy, sys
for sys.argv in ["hint", "softmax"], ["compare", "relu", "--spoil"], ["progress"]:
    runpy.run_module(f"dojo.practice.{sys.argv[0]}", run_name="__main__")
    print("END")
"""


@pytest.mark.parametrize("columns", ["20", "1"])
def test_a_narrow_terminal(project: Path, columns: str) -> None:
    """Hints, texts side by side and the table fit in twenty columns, and survive one."""
    text = printed("-c", THREE, cwd=project, COLUMNS=columns)

    assert text.count("END\n") == 3 and (columns == "1" or max(map(len, text.splitlines())) <= 20)


SESSION = "from dojo.ground.chapters import chapters; from dojo.verdict import judge; " + (
    "judge.test_chapter(chapters()['ch11_arrays'], [])"
)
COMMANDS = {
    "hint": ("-m", "dojo.practice.hint", "softmax"),
    "progress": ("-m", "dojo.practice.progress"),
    "json": ("-m", "dojo.practice.progress", "--json"),
    "list": ("-m", "dojo.practice.reset", "--list"),
    "compare": ("-m", "dojo.practice.compare", "relu", "--spoil"),
    "session": ("-c", SESSION),
}


@pytest.mark.skipif(sys.platform == "win32", reason="which has no such shell")
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("end", ["| head -1", "| true", ">&-", ">&- 2>&-", "<&-", ">/dev/full"])
def test_output_that_nobody_reads(project: Path, name: str, end: str) -> None:
    """A reader that leaves early and a closed output end a command without a traceback."""
    command = f"{shlex.join([sys.executable, *COMMANDS[name]])} {end}"
    done = subprocess.run(["sh", "-c", command], cwd=project, capture_output=True, text=True, encoding="utf-8")

    assert "Traceback" not in done.stderr and "Exception" not in done.stderr, done.stderr
