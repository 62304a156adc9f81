"""The door: `nox -l` lists the chapters, `nox -s ch1_1` tests one, bare `nox` shows how far you are."""

import contextlib
import logging
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
logging.getLogger("nox").addFilter(lambda record: "uv binary not found" not in record.getMessage())  # nor is it missed

# All sessions share one environment, which is built when it is missing and when the dependencies have changed.
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED = VENV / "installed-for-katas.txt"
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
DEPENDENCIES: list[str] = PROJECT["project"]["dependencies"]


def is_ready() -> bool:
    """Tell whether the environment holds the dependencies that pyproject.toml names now."""
    return PYTHON.exists() and INSTALLED.exists() and INSTALLED.read_text().splitlines() == DEPENDENCIES


REQUIRES = [] if is_ready() else ["env"]


@nox.session
def env(session: nox.Session) -> None:
    """Set up .venv, which all sessions share (they do it by themselves)"""
    from filelock import FileLock  # nox brings it along; importing it takes time that other sessions need not

    if not os.access(ROOT, os.W_OK):
        session.error(f"{ROOT} cannot be written to, and .venv goes there: copy the project to a folder of your own")
    with FileLock(ROOT / ".venv.lock"):  # of two sessions at once the second waits, and finds it done
        if is_ready():
            return
        if Path(sys.prefix).resolve() != VENV:
            uv = find_uv()
            create = (
                [uv, "venv", "--quiet", "--allow-existing"] if uv else [sys.executable, "-m", "virtualenv", "--quiet"]
            )
            session.run(*create, "--python", sys.executable, str(VENV), external=True)
        session.log("installing what the katas need, some 400 MB: this happens once, and takes a minute or two")
        install(session, DEPENDENCIES)
        INSTALLED.write_text("\n".join(DEPENDENCIES))


def find_uv() -> str | None:
    """Return the path of uv, where there is one: uvx names itself, and others may have it on the PATH."""
    return os.environ.get("UV") or shutil.which("uv")


def install(session: nox.Session, packages: list[str]) -> None:
    """Install packages in the shared environment."""
    uv = find_uv()
    pip = [uv, "pip", "install", "--python", str(PYTHON)] if uv else [str(PYTHON), "-m", "pip", "install", "--quiet"]
    session.run(*pip, *packages, external=True)


def python(session: nox.Session, *args: str, failed: str = "") -> None:
    """Run the shared environment's Python; end the session if its exit code is not 0, with what the code 1 means."""
    process = subprocess.Popen([PYTHON, *args], cwd=ROOT)
    try:
        code = process.wait()
    except KeyboardInterrupt:  # it got the same signal: let it say where it was
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
        process.kill()
        raise
    if code < 0:
        session.error(f"the system ended it with signal {-code}" + (" (out of memory?)" if code == -9 else ""))
    if code:
        session.error(f"exit code {code}{failed if code == 1 else ''}")


def watched(session: nox.Session, *args: str) -> None:
    """Watch the katas until Ctrl-C, or until this process ends: its end of the pipe is closed then, come what may."""
    process = subprocess.Popen([PYTHON, "-m", "dojo.watch", *args], cwd=ROOT, stdin=subprocess.PIPE)
    try:
        code = process.wait()
    except KeyboardInterrupt:
        code = process.wait(timeout=5)
    if code:
        session.error(f"exit code {code}")


def pytest(session: nox.Session, *args: str) -> None:
    """Run pytest in the shared environment, with what follows -- on the command line."""
    python(session, "-m", "dojo.run", *args, *session.posargs, failed=", not everything passes yet")


def add_tool(name: str, title: str, tags: list[str] | None = None) -> None:
    """Add a session that runs the module of its name in dojo/, with what follows -- on the command line."""

    def run(session: nox.Session) -> None:
        python(session, "-m", f"dojo.{name}", *session.posargs)

    run.__doc__ = title
    nox.session(name=name, requires=REQUIRES, tags=tags)(run)


def add_chapter(chapter: Chapter) -> None:
    """Add the session that tests one chapter."""

    def run(session: nox.Session) -> None:
        if "--watch" in session.posargs:
            watched(session, chapter.name, *(option for option in session.posargs if option != "--watch"))
        else:
            pytest(session, f"tests/test_{chapter.name}.py")

    run.__doc__ = chapter.title
    nox.session(name=chapter.session, requires=REQUIRES)(run)


add_tool("progress", "See how far you are (-- --json, -- --html)")
for chapter in chapters().values():
    add_chapter(chapter)


@nox.session(requires=REQUIRES)
def watch(session: nox.Session) -> None:
    """Test the chapter that you are at, at each save"""
    watched(session, *session.posargs)


add_tool("hint", "Get unstuck, one hint more each time (-- softmax)")
add_tool("compare", "See your functions beside the reference's (-- ch3_2)")
add_tool("reset", "Start over, and keep a copy (-- ch3_2, -- softmax, -- --undo)")
add_tool("stubs", "Get back the stubs that katas/ lacks (-- --help says more)")


@nox.session(requires=REQUIRES)
def plots(session: nox.Session) -> None:
    """Train, and draw what came of it, into plots/"""
    python(session, "-m", "dojo.plots", *session.posargs, failed=", not everything was drawn")


@nox.session(requires=REQUIRES, tags=["ci"])
def typecheck(session: nox.Session) -> None:
    """Check the types with mypy: everything, or the files after --"""
    if session.posargs:
        python(session, "-m", "mypy", *session.posargs)
        return
    install(session, PROJECT["dependency-groups"]["maintain"])  # some of dojo/ imports it
    python(session, "-m", "mypy", "katas")
    python(session, "-m", "mypy", "solutions", "tests", "conftest.py", "noxfile.py", "dojo", "data", "mistakes")


@nox.session(requires=REQUIRES, tags=["ci"])
def solutions(session: nox.Session) -> None:
    """Test the reference: all chapters"""
    pytest(session, "--solutions")


add_tool("bench", "Time the reference beside scikit-learn, PyTorch and BLAS (-- --json)")
add_tool("gate", "Prove that the tests reject known wrong answers, and pass right ones", tags=["ci"])


@nox.session(requires=REQUIRES, tags=["ci"])
def proof(session: nox.Session) -> None:
    """Prove that every test fails while its function is unwritten"""
    python(session, "-m", "dojo.stubs", "--check")
    python(session, "-m", "dojo.proof")


@nox.session(requires=REQUIRES)
def mutants(session: nox.Session) -> None:
    """Prove that the tests notice small changes of the reference"""
    install(session, PROJECT["dependency-groups"]["maintain"])
    python(session, "-m", "dojo.mutants", *session.posargs)


@nox.session(requires=REQUIRES, tags=["ci"])
def dojo(session: nox.Session) -> None:
    """Test what surrounds the chapters: loader, stubs, explanations"""
    pytest(session, "dojo/tests", "--tb=short", "--assert=rewrite", "--timeout=300")


@nox.session(requires=REQUIRES, tags=["ci"])
def lessons(session: nox.Session) -> None:
    """Prove that every line of the lessons is true"""
    install(session, PROJECT["dependency-groups"]["maintain"])
    pytest(session, "dojo/lessons", "--solutions", "--tb=short", "--assert=rewrite", "--timeout=600")


@nox.session(requires=REQUIRES, tags=["ci"])
def lint(session: nox.Session) -> None:
    """Check style with ruff, and types as strict editors do"""
    install(session, PROJECT["dependency-groups"]["maintain"])
    python(session, "-m", "ruff", "check")
    python(session, "-m", "ruff", "format", "--check")
    python(session, "-m", "basedpyright")
