"""The sessions, each after -s, as in -s ch1_1; alone, nox shows how far you are."""

import logging
import sys
from pathlib import Path

import nox

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(f"The katas need Python 3.11 or newer; this nox runs on {sys.version.split()[0]}. Try: uvx -p 3.13 nox")

sys.path.insert(0, str(Path(__file__).resolve().parent))  # PYTHONPATH may have another dojo

from dojo.ground import environment, typed  # noqa: E402
from dojo.ground.chapters import Chapter, chapters  # noqa: E402
from dojo.ground.misnamed import advice  # noqa: E402
from dojo.ground.sessions import PROMPT, PYTEST, WATCH, add_packages, end, run, run_several  # noqa: E402
from dojo.verdict.judge import run_chapter  # noqa: E402

nox.needs_version = ">=2025.5.1"
nox.options.sessions = ["progress"]
nox.options.default_venv_backend = "none"
logging.getLogger("nox").addFilter(lambda record: "uv binary not found" not in record.getMessage())  # nor is it missed
typed.remember()
SESSIONS = ["help", "env"]
REQUIRES = [] if environment.is_ready() else ["env"]
CHECKED = ["solutions", "tests", "conftest.py", "noxfile.py", "dojo", "data", "mistakes"]
REFERENCE = [PYTEST, "--solutions", "--polish", "--ignore-glob=*ch5*"]
WIDE = ["--tb=short", "--assert=rewrite", "--timeout=600", "-p", "xdist", "-n", "logical"]  # for maintainers' tests
WIDE += ["-k", "not ch5"]  # module 5 is the session torch_checks's


@nox.session(name="help")
def help_(session: nox.Session) -> None:
    """See on one screen what you can do"""
    from dojo.ground.help import text  # only here: a warm start has no time for it

    print(text(), flush=True)


@nox.session
def env(session: nox.Session) -> None:
    """Set up .venv, or repair it (the sessions do so by themselves)"""
    end(session, add_packages("", session.log))


def add_session(name: str, title: str, *commands: list[str], tag: str = "", group: str = "") -> None:
    """Add a session that runs one module with what follows -- on the command line, or several side by side without."""

    def session_of_its_own(session: nox.Session) -> None:
        end(session, add_packages(group, session.log) if group else "")
        if len(commands) == 1:
            end(session, run(*commands[0], *session.posargs))
        else:
            end(session, run_several(commands))

    session_of_its_own.__doc__ = title
    nox.session(name=name, requires=REQUIRES, tags=[tag] if tag else None)(session_of_its_own)
    SESSIONS.append(name)


def add_chapter(chapter: Chapter) -> None:
    """Add the session that tests one chapter."""

    def session_of_its_own(session: nox.Session) -> None:
        end(session, run_chapter(chapter, session.posargs))

    session_of_its_own.__doc__ = chapter.title + " (optional)" * chapter.is_optional
    nox.session(name=chapter.session, requires=REQUIRES)(session_of_its_own)
    SESSIONS.append(chapter.session)


add_session("progress", "See how far you are (-- --json, -- --html, -- --export FILE)", ["dojo.practice.progress"])
for chapter in chapters().values():
    add_chapter(chapter)
add_session("watch", "Test the chapter that you are at, at each save", [WATCH])
add_session("hint", "Get unstuck, one hint more each time (-- softmax)", ["dojo.practice.hint"])
add_session("compare", "See your functions beside the reference's (or -- ch3_2)", ["dojo.practice.compare"])
add_session("reset", "Start over, and keep a copy (-- ch3_2, -- softmax, -- --undo)", ["dojo.practice.reset"])
add_session("stubs", "Get back the stubs that katas/ lacks (-- --help says more)", ["dojo.practice.stubs"])
add_session("review", "Write a function once more that has been green for days (-- softmax)", ["dojo.practice.review"])
add_session("skip", "Skip a chapter that you know, by one test (-- ch1_2)", ["dojo.practice.skip"])
add_session("report", "Print an issue text for a test that seems wrong (-- softmax)", ["dojo.practice.report"])
add_session("update", "Take a newer release, and keep what you have written", ["dojo.practice.update"])
add_session("prompt", "Try things out in Python (-- --borrow, -- --notebook)", [PROMPT], group="prompt")
add_session("torch", "Install PyTorch, for the optional module 5", ["dojo.ground.pytorch"], group="torch", tag="torch")
add_session("plots", "Train, and draw what came of it, into plots/", ["dojo.plots"])
add_session("typecheck", "Check the types of your katas, or of the files after --", ["dojo.practice.typecheck"])
add_session("solutions", "Test the reference", REFERENCE)
add_session("bench", "Time the reference beside scikit-learn, PyTorch and BLAS (-- --quick)", ["dojo.bench"])
add_session("gate", "Prove that the tests reject wrong answers, and pass right ones", ["dojo.proof.gate"], tag="ci")
add_session("proof", "Prove that the reference passes its tests, and that stubs fail",
            REFERENCE, ["dojo.practice.stubs", "--check"], ["dojo.proof.unwritten"], tag="ci")  # fmt: skip
add_session("mutants", "Prove that the tests notice small changes", ["dojo.proof.mutants"], group="maintain")
add_session("dojo", "Test what surrounds the chapters: loader, stubs, explanations",
            [PYTEST, "dojo/tests", "--ignore=dojo/tests/publish", *WIDE], group="publish", tag="ci")  # fmt: skip
add_session("lessons", "Prove that every line of the lessons is true",
            [PYTEST, "dojo/proof/lessons", "--solutions", *WIDE], group="maintain", tag="ci")  # fmt: skip
add_session("results", "Repeat the lessons' long trainings (-- ch34)", ["dojo.proof.lessons.results"], group="maintain")
add_session("pictures", "Draw the diagrams of the lessons, into lessons/figures/ (-- ch1_2)", ["dojo.pictures"])
add_session("torch_checks", "Prove module 5", ["dojo.proof.module5"], group="maintain", tag="torch")
add_session("blog", "Write the lessons as posts of a blog (-- --help)", ["dojo.publish.blog"], group="publish")
add_session("site", "Build a site of the lessons (-- --help)", ["dojo.publish.site"], group="publish")
add_session("notebooks", "Write each lesson as a notebook", ["dojo.publish.notebooks"], group="publish")
add_session("book", "Make an EPUB and a PDF of all lessons (-- --help)", ["dojo.publish.book"], group="publish")
add_session("grade", "For classes: grade submissions (-- SUBMISSIONS --roster FILE)", ["dojo.grading"], group="grading")
add_session("autograder", "For classes: write an autograder for Gradescope", ["dojo.grading.autograder"])
add_session("similar", "For classes: rank submissions by likeness", ["dojo.grading.similar"], group="similar")
add_session("published", "Prove that posts, site, notebooks and book are whole",
            [PYTEST, "dojo/tests/publish", *WIDE], group="publish")  # fmt: skip
add_session("lint", "Check style with ruff, and types with mypy and as strict editors do",
            ["ruff", "check"], ["ruff", "format", "--check"], ["basedpyright"],
            ["mypy", "--cache-dir=.mypy_cache/katas"], ["mypy", *CHECKED],
            group="publish", tag="ci")  # fmt: skip

if said := advice(sys.argv[1:], SESSIONS):
    sys.exit(said)
