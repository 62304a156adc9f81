"""Show how far the learner is: each chapter's functions, and the one next step.

What is known of a kata that has not changed is believed; the tests of the others run first, all but
their training on MNIST, which a chapter's own session does:

    nox [-- --json | --html]
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.progress_bar import ProgressBar
from rich.table import Table

from dojo.ground.chapters import ROOT, Chapter, chapters
from dojo.ground.safe_files import write_whole
from dojo.ground.typed import nox
from dojo.practice.next_step import next_step
from dojo.practice.standing import Standing, State, standing
from dojo.verdict.judge import Judge
from dojo.verdict.record import MARK, Record

MODULES = {
    "1": "NumPy fundamentals and linear algebra",
    "2": "Optimization and loss functions",
    "3": "Basic neural networks",
    "4": "Deep learning architectures and techniques",
}
LOOKS: dict[State, str] = {"not begun": "dim", "at work": "yellow", "done": "green", "changed since": "magenta"}
ROOMY = 88  # columns from which on the table also has the time of the last run
QUICK = "-m", "not mnist"
PAGE = ROOT / "plots" / "progress.html"


def main() -> None:
    """Bring the records up to date, and show them."""
    parser = argparse.ArgumentParser(prog=f"{nox()} --", description="See how far you are.")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--html", action="store_true", help=f"write a page, {PAGE.relative_to(ROOT).as_posix()}")
    options = parser.parse_args()
    standings = up_to_date(Console(stderr=True))
    if options.json:
        print(json.dumps(summary(standings), indent=2))
    elif options.html:
        write_page(summary(standings))
        print(f"wrote {PAGE.relative_to(ROOT).as_posix()}: {PAGE.as_uri()}")
    else:
        show(standings)


def up_to_date(console: Console) -> list[Standing]:
    """Return where all chapters stand, after a run of the tests of those that have changed."""
    standings = [standing(chapter) for chapter in chapters().values()]
    waiting = [each.chapter for each in standings if each.waits]
    if waiting:
        count = f"{len(waiting)} chapters" if len(waiting) > 1 else f"chapter {waiting[0].number}"
        with console.status(f"Testing {count} that changed …"):
            test_all(waiting)
        standings = [standing(chapter) for chapter in chapters().values()]
    return standings


def test_all(waiting: Sequence[Chapter]) -> None:
    """Run the quick tests of some chapters; after one in which the process ends, those of the others by themselves."""
    left = list(waiting)
    while left:
        judge = Judge(left, QUICK)
        files = [str(chapter.core) for chapter in left]
        command = [sys.executable, "-m", "dojo.verdict.run_pytest", *files, *QUICK, judge.option]
        run = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True)
        judge.ending(run.returncode)
        tested = [chapter for chapter in left if not standing(chapter).waits]
        left = [chapter for chapter in left if chapter not in tested] if tested else []


def summary(standings: Sequence[Standing]) -> dict[str, Any]:
    """Return everything that there is to show, in the form of JSON."""
    command, why = next_step(standings)
    rows = [
        {
            "chapter": each.chapter.number,
            "module": MODULES[each.chapter.number[0]],
            "title": each.chapter.title,
            "session": each.chapter.session,
            "files": files(each.chapter),
            "state": each.state,
            "borrowed": list(each.borrowed),
            "functions": each.functions,
            "polish": {"passed": sum(each.polish.values()), "of": len(each.polish)},
            "last_run": each.last.when if each.last else None,
            "seconds": each.last.seconds if each.last else None,
        }
        for each in standings
    ]
    done = sum(sum(each.functions.values()) for each in standings)
    return {
        "done": done,
        "functions": sum(len(each.functions) for each in standings),
        "written": datetime.now().isoformat(timespec="minutes"),
        "next": {"command": command, "why": why},
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
    for each in standings:
        number, look = each.chapter.number, LOOKS[each.state]
        if number.endswith(".1"):
            table.add_row()
            table.add_row(number[0], f"[bold]{MODULES[number[0]]}")
        functions = f"{sum(each.functions.values())}/{len(each.functions)}"
        state = "changed" if each.state == "changed since" else each.state
        borrowed = f"\n[dim]with {', '.join(each.borrowed)} borrowed" if each.borrowed else ""
        cells = [number, each.chapter.title + borrowed, functions, f"[{look}]{state}", polish(each), ago(each.last)]
        table.add_row(*cells[: len(headings)])
    done, everything = (int(summary(standings)[name]) for name in ("done", "functions"))
    bar = Table.grid(padding=(0, 2, 0, 0))
    bar.add_row(ProgressBar(total=everything, completed=done, width=50), f"{done} of {everything} functions done")
    command, why = next_step(standings)
    console.print(table, "", bar, f"\n{why}", f"Next: [bold]{command}", sep="\n")


def polish(standing: Standing) -> str:
    """Say how many of a chapter's polish tests pass, or give it the mark of those that all do."""
    passed, everything = sum(standing.polish.values()), len(standing.polish)
    return "" if not everything else f"[cyan]{MARK}" if passed == everything else f"{passed}/{everything}"


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
