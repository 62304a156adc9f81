"""docs/editors.md and pyproject.toml: what is pasted is well formed, what is named exists, imports are found."""

import ast
import json
import re
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dojo.ground.chapters import ROOT, chapters
from dojo.ground.pytorch import offered
from dojo.ground.stub_maker import stub
from dojo.proof.forked import run_pytest

PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
BLOCKS = [(kind, textwrap.dedent(text)) for kind, text in re.findall(r"^ *```(\w*)\n(.*?)^ *```$", PAGE, re.M | re.S)]
PYRIGHT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pyright"]
SOLUTION = (ROOT / "solutions" / "ch11_arrays.py").read_text(encoding="utf-8")
THEIRS = ".vscode/", ".venv", "~"  # what is on the reader's own machine


def code(kind: str) -> list[str]:
    """Return the page's blocks of one language."""
    return [text for each, text in BLOCKS if each == kind]


def pytest_here(folder: Path, *arguments: str) -> str:
    """Run pytest in a folder of the project, as test explorers do, and return what it prints."""
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8").stdout


def test_every_block_parses() -> None:
    """JSON is JSON, and Python is Python; nothing is pasted in another language unseen."""
    assert all(json.loads(text) for text in code("json")) and all(ast.parse(cell) for cell in code("python"))
    assert {kind: len(code(kind)) for kind, _ in BLOCKS} == {"": 3, "lua": 1, "vim": 1, "json": 2, "python": 1}


def test_every_session_exists() -> None:
    """Whatever follows `nox -s` is a session."""
    command = [sys.executable, "-m", "nox", "--list", "--nocolor"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8").stdout
    sessions = set(re.findall(r"^[*-] (\w+)", listed, re.M))

    assert {"ch1_1", "watch"} <= set(re.findall(r"nox -s (\w+)\b(?!%)", PAGE)) <= sessions


def test_every_file_exists() -> None:
    """Files and folders of the project that the page names are there, and what is the reader's own git leaves alone."""
    names = {name for name in re.findall(r"`([\w.~/-]+)`", PAGE) if re.search(r"/|\.(py|toml|md)$", name)}
    ours = {name for name in names if not name.startswith(THEIRS)}

    assert {"katas/", "tests/test_ch11_arrays.py", "pyproject.toml"} <= ours
    assert not [name for name in ours if not (ROOT / name).exists() and not (ROOT / "tests" / name).exists()]
    assert {".vscode/", "/.venv"} <= set((ROOT / ".gitignore").read_text(encoding="utf-8").split())


def test_readme_links_the_page_and_its_sections() -> None:
    """Who reads README.md finds the page, and each link at its top leads to a heading."""
    headings = {re.sub(r"[^\w-]", "", line.lower().replace(" ", "-")) for line in re.findall(r"^## (.*)$", PAGE, re.M)}

    assert "(docs/editors.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) == headings


def test_notebook_shows_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebook's cell calls a function that chapter 1.1 has, by its name, and it is unwritten at first."""
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    (tmp_path / "ch11_arrays.py").write_text(stub(SOLUTION, "1.1"), encoding="utf-8")
    cell = f"import numpy as np\n{code('python')[0]}"

    done = subprocess.run([sys.executable, "-c", cell], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")

    said = re.search(r"You see `(.*?)`", PAGE)
    assert said and done.stderr.splitlines()[-1] == said[1]


def test_test_explorer_shows_our_explanation(tmp_path: Path) -> None:
    """With VS Code's settings from the page, pytest lists tests of each chapter that can run here.

    One of them, run by its id from tests/ as PyCharm does, fails with the words that the session has.
    """
    (tmp_path / "ch11_arrays.py").write_text(stub(SOLUTION, "1.1"), encoding="utf-8")
    arguments = json.loads(code("json")[0])["python.testing.pytestArgs"]
    listed = pytest_here(ROOT, "--collect-only", *arguments)
    first = listed.splitlines()[0].removeprefix("tests/")
    pytest_here(ROOT / "tests", first, f"--katas={tmp_path}", f"--junitxml={tmp_path / 'results.xml'}")
    (failure,) = ElementTree.parse(tmp_path / "results.xml").iter("failure")

    assert set(re.findall(r"^tests/test_(\w+)\.py::", listed, re.M)) == {chapter.name for chapter in offered()}
    assert "random_matrix is not written yet: " in str(failure.text) and "Traceback" not in str(failure.text)


KATAS: dict[str, Callable[[], str]] = {
    'raise NotImplementedError("1.1 random_matrix")': lambda: stub(SOLUTION, "1.1"),
    "return X  # wrong": lambda: SOLUTION.replace("return X[start : start + size]", "return X  # wrong"),
    "def batch(X:: Array": lambda: SOLUTION.replace("def batch(X: Array", "def batch(X:: Array"),
    "<<<<<<< HEAD": lambda: f"{SOLUTION}<<<<<<< HEAD\na = 1\n=======\n>>>>>>> 0123456\n",
}


@pytest.mark.parametrize("line", KATAS)
def test_make_goes_to_the_line(tmp_path: Path, line: str) -> None:
    """Neovim's errorformat from the page finds the kata's line first in what a session prints."""
    text = KATAS[line]()
    (tmp_path / "ch11_arrays.py").write_text(text, encoding="utf-8")
    printed = tmp_path / "printed.txt"
    run_pytest(["tests/test_ch11_arrays.py", f"--katas={tmp_path}"], printed)
    places = _places(printed.read_text(encoding="utf-8"))
    file, number = places[0]

    assert Path(file) == tmp_path / "ch11_arrays.py" and line in text.splitlines()[number - 1]
    assert {Path(file).name for file, _ in places} <= {"ch11_arrays.py", "test_ch11_arrays.py"}


def _places(printed: str) -> list[tuple[str, int]]:
    """Return the files and lines that the page's errorformat finds, its items tried in turn as Vim does."""
    given = re.search(r'errorformat = "(.*)"', code("lua")[0])
    assert given
    formats = given[1].replace(r"\\", "\\").split(",")
    regexes = [re.escape(each).replace(r"%\*\\s", r"\s+").replace(r"\ ", " ") for each in formats if each[:2] != "%-"]
    for item, regex in {"%m": ".+", "%f": r"(?P<f>\S+)", "%l": r"(?P<l>\d+)"}.items():
        regexes = [each.replace(item, regex) for each in regexes]
    matches = [
        next((match for each in regexes if (match := re.fullmatch(each, line))), None) for line in printed.splitlines()
    ]
    return [(match["f"], int(match["l"])) for match in matches if match]


def test_make_runs_the_session_of_the_file() -> None:
    """The page's pattern makes of each chapter's file name, and of its test's, the name of its session."""
    assert 'match("ch(%d)(%d)_")' in code("lua")[0] and '("nox -s ch%s_%s"):format(module, chapter)' in code("lua")[0]
    for chapter in chapters().values():
        number = re.search(r"ch(\d)(\d)_", f"test_{chapter.name}.py")
        assert number and f"ch{number[1]}_{number[2]}" == chapter.session


MEANT = {"katas": "katas", "solutions": "solutions", "tests": "katas", "mistakes": "solutions", "dojo": "solutions"}


@pytest.mark.parametrize("folder", MEANT)
def test_every_import_is_found(folder: str) -> None:
    """As pyright looks for it: in the environment's root, its extra paths, then among what is installed."""
    environment = next(each for each in PYRIGHT["executionEnvironments"] if each["root"] in (folder, "."))
    places = [ROOT / path for path in (environment["root"], *environment.get("extraPaths", []))]
    for path in sorted((ROOT / folder).rglob("*.py")):
        for name in _imported(path):
            found = next((place / name for place in places if _is_module(place / name)), None)
            optional = name == "torch" and ("ch5" in path.name or "module5" in path.parts or folder == "dojo")
            assert found or optional or name in sys.stdlib_module_names or find_spec(name), f"{path}: {name}"
            assert name not in chapters() or found == ROOT / MEANT[folder] / name


def _imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {
        name.split(".")[0] for name in plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    }


def _is_module(path: Path) -> bool:
    return path.with_suffix(".py").is_file() or path.is_dir()


def test_environment_is_the_sessions() -> None:
    """Type checkers and the page's settings take the environment that the sessions make."""
    module = (ROOT / "dojo" / "ground" / "environment.py").read_text(encoding="utf-8")

    assert f'VENV = ROOT / "{PYRIGHT["venv"]}"' in module and PYRIGHT["venvPath"] == "."
    assert json.loads(code("json")[0])["python.defaultInterpreterPath"] == f"${{workspaceFolder}}/{PYRIGHT['venv']}"


def test_codespace_is_as_the_page_says() -> None:
    """What a browser opens has VS Code's settings from the page, opens files that exist, and finds nox in `.venv`."""
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    parts = container["customizations"]

    assert parts["vscode"]["settings"] == json.loads(code("json")[0])
    assert all(f"`{extension}`" in PAGE for extension in parts["vscode"]["extensions"])
    assert all((ROOT / name).is_file() for name in parts["codespaces"]["openFiles"])
    assert container["remoteEnv"]["PATH"].startswith("${containerWorkspaceFolder}/.venv/bin:")
    assert container["postCreateCommand"].endswith("/bin/nox -s env")
