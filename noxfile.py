"""The sessions: `nox -l` lists the chapters, `nox -s ch1_1` tests one, bare `nox` shows how far you are."""

import logging
import sys
from pathlib import Path

import nox

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(f"The katas need Python 3.11 or newer; this nox runs on {sys.version.split()[0]}. Try: uvx -p 3.13 nox")

sys.path.append(str(Path(__file__).resolve().parent))

from dojo.ground import environment  # noqa: E402
from dojo.ground.chapters import Chapter, chapters  # noqa: E402
from dojo.verdict.judge import test_chapter  # noqa: E402

nox.needs_version = ">=2025.5.1"
nox.options.sessions = ["progress"]
nox.options.default_venv_backend = "none"
logging.getLogger("nox").addFilter(lambda record: "uv binary not found" not in record.getMessage())  # nor is it missed

REQUIRES = [] if environment.is_ready() else ["env"]
PYTEST, WATCH = "dojo.verdict.run_pytest", "dojo.practice.watch"
FAILED = {PYTEST: ", not everything passes yet", "dojo.plots": ", not everything was drawn"}  # what exit code 1 means
CHECKED = ["solutions", "tests", "conftest.py", "noxfile.py", "dojo", "data", "mistakes"]
WIDE = ["--tb=short", "--assert=rewrite", "--timeout=600", "-p", "xdist", "-n", "auto"]  # for maintainers' tests


@nox.session
def env(session: nox.Session) -> None:
    """Set up .venv, which all sessions share, or repair it (they do it by themselves)"""
    add_packages(session)


def add_packages(session: nox.Session, group: str = "") -> None:
    """Make .venv ready, with the packages of a group too; end the session if that is not possible."""
    from dojo.ground.set_up import set_up  # only here: a warm start has no time for it

    packages = [*environment.DEPENDENCIES, *environment.GROUPS.get(group, [])]
    if not (group and environment.is_ready(packages)) and (fault := set_up(packages, session.log)):
        session.error(fault)


def run(session: nox.Session, module: str, *args: str) -> None:
    """Run a module in the shared environment; end the session unless its exit code is 0."""
    start = environment.run_attached if module == WATCH else environment.run_module
    if code := start(module, *args):
        fail(session, code, module)


def fail(session: nox.Session, code: int, module: str) -> None:
    """End the session with what an exit code means."""
    lost = environment.lost("pytest*" if (module, code) == (PYTEST, 1) else "*")  # a verdict tells of the others
    session.error(lost or environment.meaning(code, FAILED.get(module, "")))


def add_session(
    name: str, title: str, *commands: list[str], ci: bool = False, group: str = "", together: bool = False
) -> None:
    """Add a session that runs one module with what follows -- on the command line, or several without."""

    def session_of_its_own(session: nox.Session) -> None:
        if group:
            add_packages(session, group)
        if together and (failed := environment.run_side_by_side(commands)):
            session.error(f"not everything is well: {', '.join(failed)}")
        for command in commands if not together else ():
            run(session, *command, *(session.posargs if len(commands) == 1 else []))

    session_of_its_own.__doc__ = title
    nox.session(name=name, requires=REQUIRES, tags=["ci"] if ci else None)(session_of_its_own)


def add_chapter(chapter: Chapter) -> None:
    """Add the session that tests one chapter."""

    def session_of_its_own(session: nox.Session) -> None:
        if "--watch" in session.posargs:
            run(session, WATCH, chapter.name, *(option for option in session.posargs if option != "--watch"))
        elif code := test_chapter(chapter, session.posargs):
            fail(session, code, PYTEST)

    session_of_its_own.__doc__ = chapter.title
    nox.session(name=chapter.session, requires=REQUIRES)(session_of_its_own)


add_session("progress", "See how far you are (-- --json, -- --html)", ["dojo.practice.progress"])
for chapter in chapters().values():
    add_chapter(chapter)
add_session("watch", "Test the chapter that you are at, at each save", [WATCH])
add_session("hint", "Get unstuck, one hint more each time (-- softmax)", ["dojo.practice.hint"])
add_session("compare", "See your functions beside the reference's (or -- ch3_2)", ["dojo.practice.compare"])
add_session("reset", "Start over, and keep a copy (-- ch3_2, -- softmax, -- --undo)", ["dojo.practice.reset"])
add_session("stubs", "Get back the stubs that katas/ lacks (-- --help says more)", ["dojo.practice.stubs"])
add_session("pictures", "Draw the diagrams of the lessons, into lessons/figures/ (-- ch1_2)", ["dojo.pictures"])
add_session("plots", "Train, and draw what came of it, into plots/", ["dojo.plots"])
add_session("typecheck", "Check the types of your katas with mypy, or of the files after --", ["mypy"])
add_session("solutions", "Test the reference: all chapters", [PYTEST, "--solutions", "--polish"], ci=True)
add_session("bench", "Time the reference beside scikit-learn, PyTorch and BLAS (-- --quick)", ["dojo.bench"])
add_session("gate", "Prove that the tests reject wrong answers, and pass right ones", ["dojo.proof.gate"], ci=True)
add_session("proof", "Prove that every test fails while its function is unwritten",
            ["dojo.practice.stubs", "--check"], ["dojo.proof.unwritten"], ci=True)  # fmt: skip
add_session("mutants", "Prove that the tests notice small changes of the reference",
            ["dojo.proof.mutants"], group="maintain")  # fmt: skip
add_session("dojo", "Test what surrounds the chapters: loader, stubs, explanations",
            [PYTEST, "dojo/tests", *WIDE], group="maintain", ci=True)  # fmt: skip
add_session("lessons", "Prove that every line of the lessons is true",
            [PYTEST, "dojo/proof/lessons", "--solutions", *WIDE], group="maintain", ci=True)  # fmt: skip
add_session("results", "Prove what long training gives in the lessons (-- ch34; -- ch34 --keep keeps the figures)",
            ["dojo.proof.lessons.results"], group="maintain")  # fmt: skip
add_session("lint", "Check style with ruff, and types with mypy and as strict editors do",
            ["ruff", "check"], ["ruff", "format", "--check"], ["basedpyright"],
            ["mypy", "--cache-dir=.mypy_cache/katas"], ["mypy", *CHECKED],
            group="maintain", ci=True, together=True)  # fmt: skip
