"""Show how far the learner is: each chapter's functions, and the one next step.

What is known of a kata that has not changed is believed; the tests of the others run first, all but
their training on MNIST, which a chapter's own session does:

    nox [-- --json | --html]
    nox -- --export FILE     moves all of it to another machine (`transfer.py`)
    nox -- --import FILE
"""

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress_bar import ProgressBar
from rich.table import Table

from dojo.ground.chapters import ROOT, Chapter
from dojo.ground.command_line import Parser
from dojo.ground.safe_files import reason, tidy, write_whole
from dojo.ground.typed import nox
from dojo.ground.wrap import for_terminal, say
from dojo.practice.current import up_to_date
from dojo.practice.next_step import next_step
from dojo.practice.spacing import history
from dojo.practice.standing import Standing, State, counts, done
from dojo.verdict.record import MARK, Record

MODULES = {
    "1": "NumPy fundamentals and linear algebra",
    "2": "Optimization and loss functions",
    "3": "Basic neural networks",
    "4": "Deep learning architectures and techniques",
    "5": "The same again in PyTorch (optional)",
}
LOOKS: dict[State, str] = {"not begun": "dim", "at work": "yellow", "done": "green", "changed since": "magenta"}
LOOKS |= {"skipped by test": "green"}
SHORT: dict[State, str] = {"changed since": "changed", "skipped by test": "skipped"}
ROOMY = 88  # columns from which on the table also has the time of the last run
PAGE = ROOT / "plots" / "progress.html"


def main() -> None:
    """Bring the records up to date, and show them."""
    parser = Parser("", "See how far you are.")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--html", action="store_true", help=f"write a page, {PAGE.relative_to(ROOT).as_posix()}")
    form.add_argument("--export", type=Path, metavar="FILE", help="write all progress into a file, for another machine")
    form.add_argument("--import", type=Path, metavar="FILE", dest="take", help="take over what --export has written")
    options = parser.parse_args()
    tidy()
    if options.export or options.take:
        move(options.export, options.take)
        return
    standings = up_to_date(Console(stderr=True))
    if options.json:
        print(json.dumps(summary(standings), indent=2))
    elif options.html:
        write_page(summary(standings))
        print(f"wrote {PAGE.relative_to(ROOT).as_posix()}: {PAGE.as_uri()}")
    else:
        show(standings)


def move(export: Path | None, take: Path | None) -> None:
    """Write progress into a file, or take it over from one."""
    from dojo.practice import transfer  # which the table need not wait for

    try:
        said = transfer.export(export) if export else transfer.take_over(take) if take else []
    except (ValueError, OSError) as error:
        sys.exit(for_terminal(reason(error)))
    say("\n".join(said))


def summary(standings: Sequence[Standing]) -> dict[str, Any]:
    """Return everything that there is to show, in the form of JSON."""
    command, why = next_step(standings)
    rows = [
        {
            "chapter": each.chapter.number,
            "module": MODULES[each.chapter.number[0]],
            "optional": each.chapter.is_optional,
            "title": each.chapter.title,
            "session": each.chapter.session,
            "files": files(each.chapter),
            "state": each.state,
            "borrowed": list(each.borrowed),
            "functions": each.functions,
            "done": done(each),
            "skipped": each.skipped,
            "polish": {"passed": sum(each.polish.values()), "of": len(each.polish)},
            "last_run": each.last.when if each.last else None,
            "seconds": each.last.seconds if each.last else None,
        }
        for each in standings
    ]
    finished, skipped, everything = counts(standings)
    return {
        "done": finished,
        "skipped": skipped,
        "functions": everything,
        "written": datetime.now().isoformat(timespec="minutes"),
        "next": {"command": command, "why": why},
        "reviews": {**history(standings), "command": f"{nox()} -s review"},
        "chapters": rows,
    }


def files(chapter: Chapter) -> dict[str, str]:
    """Return where a chapter's lesson, kata and test are, from the project's folder on."""
    return {
        "lesson": f"lessons/{chapter.name}.md",
        "kata": f"katas/{chapter.name}.py",
        "test": chapter.core.relative_to(ROOT).as_posix(),
    }


def write_page(everything: dict[str, Any]) -> None:
    """Write a page that a browser opens from disk."""
    from jinja2 import Environment, FileSystemLoader  # which takes time that the table need not

    template = Environment(
        loader=FileSystemLoader(ROOT / "dojo" / "practice"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    PAGE.parent.mkdir(exist_ok=True)
    write_whole(PAGE, template.get_template("progress.html").render(everything).encode())


def show(standings: Sequence[Standing]) -> None:
    """Print a table, module by module, a bar, and the next step."""
    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    headings = ["", "", "done", "state", "polish", *(["last run"] if console.width >= ROOMY else [])]
    for heading in headings:
        table.add_column(heading, header_style="dim", justify="right" if heading == "done" else "left")
    optional = [each for each in standings if each.chapter.is_optional]
    is_begun = any(each.state != "not begun" for each in optional)
    for each in standings if is_begun else [each for each in standings if each not in optional]:
        number, look = each.chapter.number, LOOKS[each.state]
        if number.endswith(".1"):
            table.add_row()
            table.add_row(number[0], f"[bold]{MODULES[number[0]]}")
        functions = f"{done(each)}/{len(each.functions)}"
        state = SHORT.get(each.state, each.state)
        borrowed = f"\n[dim]with {', '.join(each.borrowed)} borrowed" if each.borrowed else ""
        cells = [number, each.chapter.title + borrowed, functions, f"[{look}]{state}", polish(each), ago(each.last)]
        table.add_row(*cells[: len(headings)])
    if optional and not is_begun:
        table.add_row()
        table.add_row("5", f"[bold]{MODULES['5']}", f"0/{sum(len(each.functions) for each in optional)}")
    console.print(table, "", bar(standings), *(f"[dim]{line}" for line in reviewed(standings)), sep="\n")
    command, why = next_step(standings)
    console.print(f"\n{why}", f"Next: [bold]{command}", sep="\n")


def bar(standings: Sequence[Standing]) -> Table:
    """Return a bar, and how many functions are done."""
    finished, skipped, everything = counts(standings)
    text = f"{finished} of {everything} functions done" + (f", {skipped} skipped by test" if skipped else "")
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_row(ProgressBar(total=everything, completed=finished + skipped, width=30 if skipped else 50), text)
    return grid


def reviewed(standings: Sequence[Standing]) -> list[str]:
    """Say which functions are due for a review, and what was reviewed last."""
    reviews, lines = history(standings), list[str]()
    if due := reviews["due"]:
        count = f"{len(due)} functions are" if len(due) > 1 else "One function is"
        lines.append(f"{count} due for a review, {due[0]} first: {nox()} -s review")
    if past := reviews["done"]:
        last = ", ".join(f"{each['function']} on {each['ended'][:10]}" for each in past[:-3:-1])
        lines.append(f"Reviewed so far: {len(past)}, last {last}")
    return ["", *lines] if lines else []


def polish(standing: Standing) -> str:
    """Say how many of a chapter's polish tests pass, or give it the mark of those that all do."""
    passed, everything = sum(standing.polish.values()), len(standing.polish)
    return (
        ""
        if not everything or standing.skipped
        else f"[cyan]{MARK}"
        if passed == everything
        else f"{passed}/{everything}"
    )


def ago(record: Record | None) -> str:
    """Say how long ago a chapter's tests ran."""
    if record is None:
        return ""
    minutes = (datetime.now() - datetime.fromisoformat(record.when)).total_seconds() / 60
    hours = minutes / 60
    if minutes < 1:
        return "just now"
    return f"{minutes:.0f} min" if minutes < 60 else f"{hours:.0f} h" if hours < 36 else f"{hours / 24:.0f} days"


if __name__ == "__main__":
    main()
