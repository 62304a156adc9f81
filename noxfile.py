"""The door: `nox -l` lists the chapters, `nox -s ch1_1` tests one, bare `nox` shows how far you are."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nox

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(f"The katas need Python 3.11 or newer; this nox runs on {sys.version.split()[0]}. Try: uvx -p 3.13 nox")

ROOT = Path(__file__).resolve().parent
sys.path.append(str(ROOT))

from dojo.chapters import Chapter, chapters  # noqa: E402

nox.needs_version = ">=2025.5.1"
nox.options.sessions = ["progress"]
nox.options.default_venv_backend = "none"

# All sessions share one environment, which is built when it is missing and when the dependencies have changed.
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED = VENV / "installed-for-katas.txt"
DEPENDENCIES: list[str] = nox.project.load_toml(ROOT / "pyproject.toml")["project"]["dependencies"]


def is_ready() -> bool:
    """Tell whether the environment holds the dependencies that pyproject.toml names now."""
    return PYTHON.exists() and INSTALLED.exists() and INSTALLED.read_text().splitlines() == DEPENDENCIES


REQUIRES = [] if is_ready() else ["env"]


@nox.session
def env(session: nox.Session) -> None:
    """Set up .venv, the environment that all sessions share; they call this when they need it."""
    from filelock import FileLock  # nox brings it along; importing it takes time that other sessions need not

    uv = os.environ.get("UV") or shutil.which("uv")
    if uv:
        create = [uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable]
        install = [uv, "pip", "install", "--python", str(PYTHON)]
    else:
        create = [sys.executable, "-m", "virtualenv", "--quiet", "--python", sys.executable]
        install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    with FileLock(ROOT / ".venv.lock"):  # two sessions at once: the second waits, and finds it done
        if is_ready():
            return
        if Path(sys.prefix) != VENV:
            session.run(*create, str(VENV), external=True)
        session.run(*install, *DEPENDENCIES, external=True)
        INSTALLED.write_text("\n".join(DEPENDENCIES))


def python(session: nox.Session, *args: str, fine: tuple[int, ...] = (0,)) -> None:
    """Run the shared environment's Python, and end the session if its exit code is not one of the fine ones."""
    code = subprocess.run([PYTHON, *args], cwd=ROOT).returncode
    if code < 0:
        session.error(f"the system ended it (signal {-code}; 9 often means: out of memory)")
    if code not in fine:
        session.error(f"exit code {code}")


def add_chapter(chapter: Chapter) -> None:
    """Add the session that tests one chapter."""

    def run(session: nox.Session) -> None:
        python(session, "-m", "pytest", f"tests/test_{chapter.name}.py", *session.posargs)

    run.__doc__ = chapter.title
    nox.session(name=chapter.session, requires=REQUIRES)(run)


@nox.session(requires=REQUIRES)
def progress(session: nox.Session) -> None:
    """See how far you are: all chapters, without the tests that train on MNIST"""
    python(session, "-m", "pytest", "-m", "not mnist", *session.posargs, fine=(0, 1))


for chapter in chapters().values():
    add_chapter(chapter)


@nox.session(requires=REQUIRES, tags=["ci"])
def solutions(session: nox.Session) -> None:
    """Test the reference, all of it"""
    python(session, "-m", "pytest", "--solutions", *session.posargs)


@nox.session(requires=REQUIRES, tags=["ci"])
def typecheck(session: nox.Session) -> None:
    """Check the types: your katas', or what you name after --"""
    if session.posargs:
        python(session, "-m", "mypy", *session.posargs)
        return
    python(session, "-m", "mypy", "katas")
    python(session, "-m", "mypy", "solutions", "tests", "conftest.py", "noxfile.py", "dojo", "data")


@nox.session(requires=REQUIRES)
def stubs(session: nox.Session) -> None:
    """Write the stubs that katas/ lacks (-- --check shows what differs)"""
    python(session, "-m", "dojo.stubs", *session.posargs)
