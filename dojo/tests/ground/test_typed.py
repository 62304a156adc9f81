"""Messages name the command that this user typed, however nox was started, and none of them spells it itself."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.ground import typed
from dojo.ground.chapters import ROOT

BIN, NOX = ("Scripts", "nox.exe") if os.name == "nt" else ("bin", "nox")


def executable(path: Path) -> Path:
    """Make a file that may be executed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o755)
    return path


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which nothing is on the PATH but its own programs, and of which uv knows nothing."""
    monkeypatch.setenv("PATH", str(tmp_path / "on_path"))
    monkeypatch.delenv("UV", raising=False)
    return tmp_path


def found(script: Path | str, prefix: Path, *original: str) -> str:
    """Return what is found for a script with the arguments -s ch1_1."""
    return typed.found([str(script), "-s", "ch1_1"], [*original, "-s", "ch1_1"], prefix)


def test_nox_on_the_path_is_nox(elsewhere: Path) -> None:
    """What a shell finds by its name is typed by its name."""
    assert found(executable(elsewhere / "on_path" / NOX), elsewhere / "venv") == "nox"


@pytest.mark.skipif(
    os.name == "nt", reason="Windows passes the whole path, of which only the project's part is left out"
)
def test_a_path_is_itself(elsewhere: Path) -> None:
    """A path is repeated as it was typed, in quotes where a shell needs them."""
    assert found(".venv/bin/nox", elsewhere / ".venv") == ".venv/bin/nox"
    assert found("/my katas/.venv/bin/nox", elsewhere / ".venv") == "'/my katas/.venv/bin/nox'"


def test_a_module_is_python_m(elsewhere: Path) -> None:
    """What Python itself got says how it was called."""
    assert found("/lib/nox/__main__.py", elsewhere, "python3", "-m", "nox") == "python3 -m nox"


@pytest.mark.parametrize("folder", ["archive-v0", "builds-v0"])
def test_the_cache_of_uv_is_uvx(elsewhere: Path, folder: str) -> None:
    """uv runs what it keeps in its cache."""
    prefix = elsewhere / "uv" / folder / "n_6m7W5FC4"

    assert found(prefix / BIN / NOX, prefix) == "uvx nox"


def test_the_environment_of_pipx_is_pipx_run(elsewhere: Path) -> None:
    """pipx leaves its note in an environment; where pipx is not on the PATH, Python runs it."""
    (elsewhere / "pipx_metadata.json").touch()
    without = found(elsewhere / BIN / NOX, elsewhere)
    executable(elsewhere / "on_path" / NOX.replace("nox", "pipx"))

    assert (found(elsewhere / BIN / NOX, elsewhere), without) == ("pipx run nox", "python3 -m pipx run nox")


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell the parent's command line")
@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("tool uvx nox", "uvx nox"),
        ("tool uvx -p 3.13 nox", "uvx -p 3.13 nox"),
        ("tool run nox@latest", "uv tool run nox@latest"),
    ],
)
def test_uv_says_what_was_typed(tmp_path: Path, words: str, wanted: str) -> None:
    """Options such as that of a Python version are repeated, since the next command needs them, too."""
    uv = executable(tmp_path / "bin" / "uv")
    uv.unlink()
    uv.symlink_to(sys.executable)
    child = "import sys; from dojo.ground import typed; print(typed.found(['nox', *sys.argv[1:]], [], typed.ROOT))"
    (tmp_path / "tool").write_text(  # what this Python under uv's name takes for its program
        f"import subprocess, sys\nsubprocess.run([{sys.executable!r}, '-c', {child!r}, '-s', 'ch1_1'], check=True)"
    )
    path = f"{uv.parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "UV": str(uv), "PATH": path, "PYTHONPATH": str(ROOT)}
    command = [str(uv), *words.split(), "-s", "ch1_1"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)

    assert done.stdout.strip() == wanted, done.stderr


def test_found_once_and_remembered(project: Path) -> None:
    """nox tells the processes that it starts, and a note tells those that it does not, such as tests in an editor."""
    (project / "katas" / "ch11_arrays.py").unlink()
    env = {name: value for name, value in os.environ.items() if name not in (typed.VARIABLE, "UV")}

    def said(*arguments: str) -> str:
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, encoding="utf-8").stdout

    alone = said("pytest", "tests/test_ch11_arrays.py")
    by_nox = said("nox", "-s", "ch1_1")
    afterwards = said("pytest", "tests/test_ch11_arrays.py")

    assert "Get its stub back with: nox -s stubs\n" in alone
    for each in by_nox, afterwards:
        assert f"Get its stub back with: {sys.executable} -m nox -s stubs\n" in each


def test_no_message_spells_it_itself() -> None:
    """Outside of docstrings, no module of dojo/ has a command that begins with a fixed `nox`."""
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "dojo").rglob("*.py"))
        if "tests" not in path.relative_to(ROOT).parts and not path.name.startswith("test_")
        for node in _messages(ast.parse(path.read_text(encoding="utf-8")))
        if re.search(r"\bnox( -[stl]\b| --)", str(node.value))
    ]

    assert wrong == []


def _messages(tree: ast.Module) -> list[ast.Constant]:
    """Return the strings of a module that are not docstrings."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node for node in constants if id(node) not in docstrings]
