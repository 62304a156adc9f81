"""Write a function once more that has been green for days, with nothing of it in sight.

    nox -s review                the function that is due: some days after it turned green, and later each time
    nox -s review -- --random    any function that is green
    nox -s review -- softmax     this one; ch3_2.softmax where several chapters have one of that name
    nox -s review -- --list      show when which function is due

Its stub goes into a folder of its own in `scratch/`, together with what it builds on, and is tested at each save.
`katas/` stays as it is.
"""

import random
import shutil
import sys
from datetime import date, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from dojo.ground.chapters import KATAS
from dojo.ground.command_line import Parser
from dojo.ground.lookup import Named, find
from dojo.ground.safe_files import reason, write_whole
from dojo.ground.stub_maker import stub_of
from dojo.ground.typed import nox
from dojo.ground.wrap import for_terminal
from dojo.practice import function_text
from dojo.practice.compare import beside, text_of
from dojo.practice.current import up_to_date
from dojo.practice.function_text import fitted, with_text
from dojo.practice.history import History
from dojo.practice.scratch import SCRATCH, ScratchWatch
from dojo.practice.spacing import DAYS, Planned, note_finished, note_unfinished, planned, unfinished
from dojo.verdict.record import katas_behind


def main() -> None:
    """Choose a function, and wait until it is green again."""
    parser = Parser("review", "Write a function once more.")
    parser.add_argument("name", nargs="?", help="a function such as softmax; of a chapter (ch3_2), the one due first")
    parser.add_argument("--random", action="store_true", help="take any function that is green")
    parser.add_argument("--list", action="store_true", help="show when which function is due")
    options = parser.parse_args()
    console = Console(highlight=False)
    plan = planned(up_to_date(Console(stderr=True)))
    try:
        if options.list:
            show(plan, console)
        elif each := chosen(plan, options.name, options.random):
            review(each, console)
        else:
            console.print(why_none(plan))
    except (ValueError, OSError) as error:
        sys.exit(for_terminal(reason(error)))


def chosen(plan: list[Planned], name: str | None, at_random: bool) -> Planned | None:
    """Return the function to review; None if none is due.

    Raises:
        ValueError: the one that is named cannot be reviewed.
    """
    if name:
        wanted = find(name)
        found = [each for each in plan if each.named in wanted or Named(each.named.chapter) in wanted]
        if not found:
            raise ValueError(f"{name} is not green, or only training on MNIST tests it: there is nothing to review.")
        return found[0]
    if at_random and plan:
        return random.choice(plan)
    begun = (unfinished() or {}).get("function")
    if again := [each for each in plan if str(each.named) == begun]:
        return again[0]
    return plan[0] if plan and plan[0].due <= date.today() else None


def why_none(plan: list[Planned]) -> str:
    """Say when a function will be due."""
    if not plan:
        return "No function is green yet: reviews are for what you have written."
    first = f"{plan[0].named.function} is the first, on {plan[0].due}"
    return f"Nothing is due: {first}. To review one now: {nox()} -s review -- --random"


def review(each: Planned, console: Console) -> None:
    """Put a function's stub into the scratch place, wait until it is green, and note it."""
    named, so_far = each.named, unfinished() or {}
    file = SCRATCH / "review" / str(named) / f"{named.chapter.name}.py"
    goes_on = file.is_file()
    noted = goes_on and so_far.get("function") == str(named)  # if not, another one was begun in the meantime
    seconds, saves = (float(so_far["seconds"]), int(so_far["saves"])) if noted else (0.0, 0)
    if not goes_on:
        prepare(named, file)
    note_unfinished(str(named), seconds, saves)
    watch = ScratchWatch(named.chapter, file, named.chapter.core)
    green = watch.until_green()
    seconds, saves = seconds + watch.seconds, saves + max(0, watch.verdicts - 1)  # the first came before a save
    if not green:
        note_unfinished(str(named), seconds, saves)
        return
    note_finished(str(named), seconds, saves)
    days = DAYS[min(each.reviews + 1, len(DAYS) - 1)]
    console.print(
        f"{named.function} is green again, after {_minutes(seconds)} and {_times(saves)}.", style="bold green"
    )
    console.print(f"Its next review is in {days} days.")
    before, now = (text_of(named.function, path) for path in (KATAS / file.name, file))
    console.print("", beside({"what you had": before, "what you wrote now": now}, console.width))
    folder = file.parent  # nothing that was written is lost, and the next review begins anew
    folder.rename(folder.with_name(f"{folder.name} {datetime.now():%Y%m%d-%H%M%S}"))


def prepare(named: Named, file: Path) -> None:
    """Put a chapter, with one function's stub in it, and what it builds on into a folder.

    Raises:
        ValueError: the kata is not valid Python.
        OSError: the folder cannot be written.
    """
    kata = KATAS / file.name
    History(kata, stub_of(kata).encode()).keep()
    content, stub = kata.read_bytes(), function_text.text_of(named.function, stub_of(kata).encode()) or b""
    content = with_text(named.function, content, fitted(stub.decode(), content))
    shutil.rmtree(file.parent, ignore_errors=True)
    behind = [path for path in katas_behind(named.chapter.name) if path not in (kata, KATAS / "noxfile.py")]
    for path in [*behind, kata]:  # the last one: where it is, all are
        copy = file.parent / path.relative_to(KATAS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            write_whole(copy, content if path == kata else path.read_bytes())


def show(plan: list[Planned], console: Console) -> None:
    """Print a table of the functions that can be reviewed."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("function", "reviews", "due"):
        table.add_column(heading, justify="right" if heading == "reviews" else "left")
    for each in plan:
        table.add_row(str(each.named), str(each.reviews), "[yellow]now" if each.due <= date.today() else str(each.due))
    console.print(table if plan else "No function is green yet.")


def _minutes(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} minutes" if minutes > 1 else "a minute" if seconds > 50 else f"{seconds:.0f} seconds"


def _times(saves: int) -> str:
    return f"{saves} saves" if saves != 1 else "one save"


if __name__ == "__main__":
    main()
