"""The command line of `nox -s plots`:

    python -m dojo.plots [ch3_4 …] [--solutions | --borrow] [--cifar [ARCHIVE]]

Pictures go to plots/, those of the reference to plots/solutions/.
"""

import argparse
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from dojo.ground.chapters import KATAS, ROOT
from dojo.ground.command_line import Parser
from dojo.ground.pytorch import missing
from dojo.ground.safe_files import short, write_whole

if TYPE_CHECKING:
    from dojo.ground.chapters import Chapter
    from dojo.plots.run import Run
    from dojo.plots.style import Picture

INTERRUPTED = 130  # the exit code of what Ctrl-C ends


class Unwritable(Exception):
    """A picture can't be written; the message says which, and why."""


def main(arguments: list[str] | None = None) -> int:
    """Draw what the command line asks for, and print where it is; return the exit code."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from dojo.plots.run import Run

    sys.dont_write_bytecode = True
    options = parse(arguments)
    console = Console()
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with (
        warnings.catch_warnings(action="ignore"),  # what overflows in a kata shows in the loss
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress,
    ):
        run = Run(progress, archive=options.cifar)
        try:
            return 1 if any([draw_all(chapter, run, options) for chapter in options.chapters]) else 0
        except Unwritable as error:
            run.note(str(error))
            return 2


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line; `chapters` becomes a list of chapters that have pictures."""
    from dojo.plots.choose import drawn

    parser = Parser("plots", "Train, and draw what came of it.")
    parser.add_argument(
        "chapters", nargs="*", metavar="chapter", help=f"{', '.join(drawn())}; unless named, all but module 5"
    )
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--solutions", action="store_true", help="train with the reference; draws into plots/solutions/")
    whose.add_argument("--borrow", action="store_true", help="take every chapter but the drawn one from the reference")
    parser.add_argument("--katas", type=Path, default=KATAS, metavar="DIR", help="where the katas are")
    parser.add_argument("--to", type=Path, metavar="DIR", help="where the pictures go")
    parser.add_argument("--cifar", nargs="?", const="", metavar="ARCHIVE", help="in ch5_5, learn CIFAR-10's photos")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.chapters if name not in drawn()]
    if unknown:
        parser.error(f"no pictures belong to {', '.join(unknown)}; there are some for {', '.join(drawn())}")
    course = [name for name, chapter in drawn().items() if not chapter.is_optional]
    options.chapters = [drawn()[name] for name in options.chapters or course]
    options.katas = options.katas.resolve()
    options.to = options.to or ROOT / "plots" / ("solutions" if options.solutions else "")
    return options


def draw_all(chapter: "Chapter", run: "Run", options: argparse.Namespace) -> bool:
    """Draw and save a chapter's pictures; return whether something is wrong, after saying what."""
    from dojo.plots.choose import draw
    from dojo.plots.trouble import explain

    if lacking := missing(chapter):
        run.note(f"{lacking}.")
        return True
    try:
        for picture in draw(chapter, run, options.katas, options.solutions, options.borrow):
            run.note(f"{save(picture, options.to)}  {picture.title}")
    except Unwritable:
        raise
    except (Exception, SystemExit) as error:
        run.note(explain(error, chapter, options.katas))
        return True
    return False


def save(picture: "Picture", folder: Path) -> str:
    """Write a picture, and return its path as the learner would type it."""
    path = folder / f"{picture.name}.png"
    content = picture.png()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as error:
        raise Unwritable(f"{short(path)} can't be written: {error.strerror}") from error
    return short(path)


if __name__ == "__main__":
    try:
        code = main()
    except KeyboardInterrupt:
        print("Interrupted. The pictures named above are whole, and no other was written.", file=sys.stderr)
        code = INTERRUPTED
    sys.exit(code)
