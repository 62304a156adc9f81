"""Prove the lessons' results, which take too long for `nox -s lessons`. The command line of `nox -s results`:

    python -m dojo.proof.lessons.results [ch34 …] [--keep]

Each lesson runs wholly, in a project whose katas are written; what it prints and draws is compared with what it shows.
"""

import re
import sys
import tempfile
import time
from pathlib import Path

import matplotlib

from dojo.ground.chapters import SOLUTIONS, chapters
from dojo.ground.command_line import Parser
from dojo.ground.pytorch import offered
from dojo.proof.lessons import text
from dojo.proof.lessons.compare import expect_alike
from dojo.proof.lessons.run import Runner
from dojo.proof.project import make_written_project


def main(arguments: list[str] | None = None) -> int:
    """Run the lessons that the command line names, and print what is wrong; return the exit code."""
    parser = Parser("results", "Prove what long training gives.")
    parser.add_argument("lessons", nargs="*", help="such as ch34 or ch3_4; all that have results unless named")
    parser.add_argument("--keep", action="store_true", help="keep the figures that are drawn as the lessons' own")
    options = parser.parse_args(arguments)
    matplotlib.use("Agg")
    sys.dont_write_bytecode = True
    with tempfile.TemporaryDirectory() as folder:
        project = make_written_project(Path(folder) / "project")
        sys.path.insert(0, str(project / "katas"))
        return 1 if any([not prove(path, project, options.keep) for path in chosen(options.lessons)]) else 0


def chosen(names: list[str]) -> list[Path]:
    """Return the lessons that are named, or all that have results; those of module 5 only where PyTorch is."""
    left_out = {*chapters()} - {chapter.name for chapter in offered()}
    starts = tuple(re.sub(r"^(ch\d)_(\d)$", r"\1\2", name) for name in names)
    found = [
        path
        for path in sorted(text.LESSONS.glob("ch*.md"))
        if (
            path.name.startswith(starts)
            if starts
            else path.stem not in left_out and text.has_results(text.read(path.stem))
        )
    ]
    if names and not found:
        raise SystemExit(f"There is no lesson {', '.join(names)}.")
    return found


def prove(lesson: Path, project: Path, keep: bool) -> bool:
    """Run a lesson with its results, and compare its figures or keep them; return whether all is as it says."""
    start, drawn = time.perf_counter(), project / "lessons" / "figures"
    try:
        Runner(project, results=True).run(lesson)
        for file in sorted(drawn.iterdir()):
            if keep:
                (text.LESSONS / "figures" / file.name).write_bytes(file.read_bytes())
            else:
                expect_alike(text.LESSONS / "figures" / file.name, file)
    except AssertionError as error:
        print(error)
        return False
    finally:
        for file in drawn.iterdir():
            file.unlink()
        forget()
    print(f"{lesson.name}: everything is as it says, after {time.perf_counter() - start:.0f} seconds")
    return True


def forget() -> None:
    """Forget the chapters, which a lesson may have changed."""
    for path in SOLUTIONS.glob("*.py"):
        sys.modules.pop(path.stem, None)


if __name__ == "__main__":
    sys.exit(main())
