"""Skip a chapter that the learner knows: one function, in a file of its own, tests all that the chapter asks for.

    nox -s skip -- ch1_2

The stub of the function goes into `scratch/`, and is tested at each save. When its tests pass, the chapter's kata gets
the reference's functions, for later chapters to build on, and a copy of what was there is in `backups/`. The function
is described and solved in `solutions/skip/`, its tests are in `tests/skip/`, under the chapter's name in both.
"""

import re
import sys
from pathlib import Path

from rich.console import Console

from dojo.ground.chapters import KATAS, SOLUTIONS, TESTS, Chapter, chapters, signatures_in
from dojo.ground.command_line import Parser
from dojo.ground.lookup import find_one
from dojo.ground.pytorch import missing
from dojo.ground.safe_files import read, reason, short, tidy, write_whole
from dojo.ground.stub_maker import stub, stub_of
from dojo.ground.typed import nox
from dojo.ground.wrap import for_terminal
from dojo.practice.function_text import with_line_ends
from dojo.practice.history import History
from dojo.practice.scratch import SCRATCH, ScratchWatch
from dojo.practice.skipped import note_skipped
from dojo.practice.standing import standing

PLUGIN = "dojo.practice.skip_plugin"  # which says why a test failed


class Task(Chapter):
    """The one function that is tested instead of a chapter: to its tests it is a chapter of its own."""

    @property
    def core(self) -> Path:
        """The tests that decide."""
        return TESTS / "skip" / f"{self.name}.py"

    @property
    def solution(self) -> Path:
        """Where it is described and solved."""
        return SOLUTIONS / "skip" / f"skip_{self.name}.py"

    @property
    def file(self) -> Path:
        """Where the learner writes it."""
        return SCRATCH / self.solution.name

    @property
    def signatures(self) -> dict[str, str]:
        """The one function, by its name, with its `def` line."""
        return signatures_in(self.solution.read_text(encoding="utf-8"))


def main() -> None:
    """Skip the chapter that the command line names."""
    parser = Parser("skip", "Skip a chapter that you know, by one test.")
    parser.add_argument("name", help="a chapter such as ch1_2")
    name = parser.parse_args().name
    console = Console(highlight=False)
    try:
        task = Task(*find_one(name).chapter)
        now = standing(chapters()[task.name])
        if now.settled:
            console.print(f"Chapter {task.number} is {now.state}: there is nothing to skip.")
        elif lacking := missing(task):
            sys.exit(for_terminal(f"{lacking}."))
        else:
            skip(task, console)
    except (ValueError, OSError) as error:
        sys.exit(for_terminal(reason(error)))


def skip(task: Task, console: Console) -> None:
    """Wait until the learner's function passes its tests, and fill in the chapter.

    Raises:
        ValueError: the function is imported from the chapters that it should replace.
        OSError: something cannot be written.
    """
    if not task.file.exists():
        SCRATCH.mkdir(exist_ok=True)
        source = task.solution.read_text(encoding="utf-8")
        write_whole(task.file, stub(source, task.number).encode())
    watch = ScratchWatch(task, task.file, task.core, ["-p", PLUGIN, "--borrow"], train=True)
    if not watch.until_green():
        return
    text = (read(task.file) or b"").decode(errors="replace")
    if later := [name for name in re.findall(r"\bch\d\d_\w+", text) if task.name <= name and name in chapters()]:
        raise ValueError(f"All tests pass, but {short(task.file)} imports {later[0]}: write it without, and try again.")
    copy = fill(chapters()[task.name])
    console.print(f"Chapter {task.number} is skipped by test.", style="bold green")
    console.print(f"katas/{task.name}.py now has the reference's functions, for later chapters to build on.")
    console.print(
        f"What was there is in {short(copy)}. " if copy else "",
        f"To do the chapter after all: {nox()} -s reset -- {task.session}",
        sep="",
    )


def fill(chapter: Chapter) -> Path | None:
    """Put the reference's functions into a kata, and return where the copy of what was there is."""
    tidy()
    kata = KATAS / f"{chapter.name}.py"
    source = (SOLUTIONS / kata.name).read_text(encoding="utf-8")
    content = with_line_ends(source, read(kata) or b"")
    copy = History(kata, stub_of(kata).encode()).start_over(content)
    note_skipped(chapter, content)
    return copy


if __name__ == "__main__":
    main()
