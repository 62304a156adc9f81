"""Settings that somebody has for other programs, and files that lie in the folder, change no verdict."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.ground.chapters import ROOT, SOLUTIONS
from dojo.ground.settings import drop_settings
from dojo.proof.project import make_project

CHAPTER = "ch11_arrays.py"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with one chapter that is written."""
    project = make_project(tmp_path_factory.mktemp("project"))
    (project / "katas" / CHAPTER).write_bytes((SOLUTIONS / CHAPTER).read_bytes())
    return project


def run(project: Path, *command: str, **settings: str) -> tuple[int, str]:
    """Run Python in a project with other settings; return the exit code and what it prints."""
    variables = {**os.environ, **settings}
    done = subprocess.run([sys.executable, *command], cwd=project, env=variables, capture_output=True)
    return done.returncode, (done.stdout + done.stderr).decode()


HOSTILE = {
    "PYTHONPATH": "{elsewhere}",
    "PYTHONSAFEPATH": "1",
    "PYTHONOPTIMIZE": "2",
    "PYTHONWARNINGS": "error",
    "PYTHONSTARTUP": "/no/such/file",
    "PYTHONDEVMODE": "1",
    "PYTHONINTMAXSTRDIGITS": "640",
    "PYTEST_ADDOPTS": "--setup-only",
    "PYTEST_PLUGINS": "no_such_plugin",
    "PYTEST_TIMEOUT": "0.000001",
}


FILES = {
    "pytest.ini": "[pytest]\naddopts = -k nothing\n",
    ".pytest.ini": "[pytest]\ntestpaths = elsewhere\n",
    "tox.ini": "[pytest]\naddopts = --setup-only\n",
    "setup.cfg": "[tool:pytest]\naddopts = --collect-only\n",
    "pytest.toml": '[pytest]\naddopts = ["-k", "nothing"]\n',
}


@pytest.mark.parametrize("name", FILES)
def test_no_setting_reaches_the_tests(project: Path, tmp_path: Path, name: str) -> None:
    """A chapter's session gives its verdict, whatever is set for other Python programs, two settings at a time here.

    Of pytest's settings it heeds the project's own alone, whatever other file lies in the folder.
    """
    for module in ("dojo", "numpy", "ch11_arrays"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit('another module of that name')", encoding="utf-8")
    number = [*FILES].index(name)
    settings = {each: HOSTILE[each].format(elsewhere=tmp_path) for each in [*HOSTILE][number :: len(FILES)]}
    (project / name).write_text(FILES[name], encoding="utf-8")

    code, text = run(project, "-m", "nox", "-s", "ch1_1", **settings)

    (project / name).unlink()
    assert code == 0 and "5 of 5 functions done" in text and "21 passed" in text, f"{settings}\n{text}"


def test_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """How text is printed, and what is no setting of Python's or pytest's own, is the user's; no order is by chance."""
    kept = {"PYTHONIOENCODING": "ascii", "NO_COLOR": "1", "OMP_NUM_THREADS": "2", "PYTHON_KEYRING_BACKEND": "x"}
    kept |= {"PYTEST_XDIST_WORKER": "gw0", "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/bin"}
    variables = {**kept, "PYTHONHOME": "/", "PYTHONINSPECT": "1", "PYTEST_ADDOPTS": "-x", "PYTHONHASHSEED": "7"}

    monkeypatch.setattr("dojo.ground.settings.dropped", {})
    drop_settings(variables)

    assert variables == {**kept, "PYTHONHASHSEED": "0"}


WRONG = {
    "--no-such-option": "ERROR: pytest does not know --no-such-option\n",
    "-p no_such_plugin": "ERROR: the plugin no_such_plugin of the option -p cannot be imported: No module named",
    "--timeout=soon": "ERROR: argument --timeout: invalid float value: 'soon'\n",
    "--tb=all": "ERROR: argument --tb: invalid choice: 'all'",
    "tests/test_none.py": "ERROR: file or directory not found: tests/test_none.py\n",
}


SESSIONS = """
import os, sys
from dojo.ground.chapters import chapters
from dojo.verdict.judge import run_chapter

os.dup2(1, 2)
for options in sys.argv[1:]:
    print(run_chapter(chapters()["ch11_arrays"], options.split()), "END", flush=True)
"""


def test_an_option_that_pytest_does_not_take(project: Path) -> None:
    """One line names it, and that is all that is said."""
    first, *others = WRONG
    code, text = run(project, "-m", "nox", "-s", "ch1_1", "--", first)
    _, texts = run(project, "-c", SESSIONS, *others)

    assert code == 1 and WRONG[first] in text and len(text.strip().splitlines()) <= 5, text
    for options, said in zip(others, texts.split("END\n")[:-1], strict=True):
        assert WRONG[options] in said and said.endswith("exit code 4 ") and len(said.strip().splitlines()) <= 4, said
    assert "Traceback" not in text + texts and "usage:" not in text + texts


BARE = {
    "--no-such-option -x": "the setting PYTEST_ADDOPTS has --no-such-option, which pytest does not know",
    "--setup-only": "The setting PYTEST_ADDOPTS changes what pytest does here: --setup-only",
}


@pytest.mark.parametrize("options", BARE)
def test_bare_pytest_names_the_setting(options: str) -> None:
    """Bare pytest heeds its settings, but says so."""
    _, text = run(ROOT, "-m", "pytest", f"tests/test_{CHAPTER}", "--solutions", PYTEST_ADDOPTS=options)

    assert BARE[options] in text
