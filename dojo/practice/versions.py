"""Show the versions of a kata or a function that `backups/` has, or which chapters it has versions of."""

from datetime import datetime
from itertools import zip_longest

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dojo.ground.safe_files import BACKUPS, STAMP, short
from dojo.ground.typed import nox
from dojo.practice.target import Target, all_targets


def show(target: Target | None) -> None:
    """Print a table of the versions of one, newest first, or of all chapters that have any.

    Raises:
        ValueError: there is no version, or the kata is not valid Python.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    last = _fill(table, target) if target else _fill_with_all(table)
    if not table.row_count:
        raise ValueError(f"{short(BACKUPS)}/ has no copy{f' of {target.name}' if target else ''}.")
    Console(highlight=False).print(table, "", last, sep="\n")


def _fill(table: Table, target: Target) -> str:
    history, now = target.history(), target.text()
    numbers = {version: number for number, version in enumerate(history.copies, 1)}
    for heading in ("N", "kept", "lines", "first line that is not there now"):
        table.add_column(heading, justify="right" if heading in ("N", "lines") else "left")
    for version, text in reversed(history.different(target.function).items()):
        first = Text("what is there now", "dim") if text == now else _first_difference(text, now or b"")
        table.add_row(str(numbers[version]), _when(version), str(len(text.splitlines())), first)
    return f"To bring one back: {nox()} -s reset -- {target.name} --to N"


def _fill_with_all(table: Table) -> str:
    for heading in ("chapter", "versions", "the newest"):
        table.add_column(heading, justify="right" if heading == "versions" else "left")
    for target in all_targets():
        if versions := list(target.history().different()):
            table.add_row(target.name, str(len(versions)), _when(versions[-1]))
    return f"To see one chapter's: {nox()} -s reset -- ch3_4 --list"


def _first_difference(text: bytes, now: bytes) -> Text:
    """Return the first line of a text that another has not in its place, cut to fit."""
    pairs = zip_longest(text.splitlines(keepends=True), now.splitlines(keepends=True), fillvalue=b"")
    number, line = next((number, line) for number, (line, other) in enumerate(pairs, 1) if line != other)
    shown = "".join(each if each.isprintable() else " " for each in line.decode(errors="replace")).strip()
    return Text(f"{number}: {shown}" if line else f"{number}: it ends here", no_wrap=True, overflow="ellipsis")


def _when(version: str) -> str:
    return f"{datetime.strptime(version, STAMP):%Y-%m-%d %H:%M:%S}"
