"""The prompt has what the lessons' blocks need, whatever the folder, and takes a kata again when it is saved."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from dojo.ground.stub_maker import stub
from dojo.practice.prompt import SETTINGS

PYTHON = Path(".venv", "Scripts/python.exe" if os.name == "nt" else "bin/python")


def beginning(monkeypatch: pytest.MonkeyPatch, project: Path) -> str:
    """Return the lines of Python that a kernel of a project's environment runs first, but for IPython's own."""
    monkeypatch.setattr(sys, "prefix", str(project / ".venv"))
    part = SimpleNamespace(extensions=list[str](), exec_lines=list[str]())
    exec(SETTINGS, {"get_config": lambda: SimpleNamespace(InteractiveShellApp=part)})
    return "\n".join(line for line in part.exec_lines if not line.startswith("%"))


def run(project: Path, folder: Path, code: str, **settings: str) -> str:
    """Run code with the project's environment in some folder, and return what it prints."""
    env = {**os.environ, **settings}
    command = [str(project / PYTHON), "-c", code]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8").stdout


def test_everything_is_there_in_any_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """NumPy, pyplot, MNIST, the learner's chapters, and the project's folder for what a lesson saves."""
    lesson = "import ch11_arrays, data, os; print(np.pi, plt.plot, {}, ch11_arrays.__file__, os.getcwd())"
    for folder, digits in {".": "data.FILE", "katas": "data.FILE", "lessons/figures": "len(load_mnist()[0])"}.items():
        said = run(project, project / folder, f"{beginning(monkeypatch, project)}\n{lesson.format(digits)}")

        found = f" {project / 'data' / 'mnist.npz'} " if digits == "data.FILE" else " 60000 "
        assert said.startswith("3.14") and found in said, folder
        assert said.split()[-2:] == [str(project / "katas" / "ch11_arrays.py"), str(project)], folder


def test_what_is_not_begun_is_borrowed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --borrow, a begun chapter is the learner's own, half written as it may be, and the others are not."""
    own = stub((project / "solutions" / "ch12_matrices.py").read_text(encoding="utf-8"), "1.2", ["dot"])
    (project / "katas" / "ch12_matrices.py").write_text(own, encoding="utf-8")
    lesson = "import ch11_arrays, ch12_matrices; print(ch11_arrays.__file__, ch12_matrices.__file__)"

    said = run(project, project, f"{beginning(monkeypatch, project)}\n{lesson}", KATAS_BORROW="1")

    assert [Path(each).parent.name for each in said.split()] == ["solutions", "katas"]


def test_a_saved_kata_is_taken_again(project: Path) -> None:
    """In IPython itself: unwritten at first, and right after a save, with no new import."""
    call = "add_row(np.ones((2, 3)), np.arange(3.0))"
    save = "import shutil; saved = shutil.copy('solutions/ch11_arrays.py', 'katas/ch11_arrays.py')"
    lines = "\n".join(["from ch11_arrays import add_row", call, save, call])
    command = [str(project / PYTHON), "-m", "dojo.practice.prompt", "--colors=NoColor"]
    env = {**os.environ, "IPYTHONDIR": str(project / "ipython")}

    done = subprocess.run(command, cwd=project, env=env, input=lines, capture_output=True, text=True, encoding="utf-8")

    assert "NotImplementedError: 1.1 add_row" in done.stdout
    assert "array([[1., 2., 3.],\n       [1., 2., 3.]])" in done.stdout.partition("NotImplementedError")[2]
