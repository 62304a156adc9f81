"""The command line of `nox -s similar`, which ranks pairs of submissions by how much of their katas is alike.

    python -m dojo.grading.similar SUBMISSIONS [--chapters ch3_1,ch3_4] [--top 30]

copydetect compares the katas by what they do, whatever names they use. What the reference and the stubs have is left
out first. It is advice for somebody who then reads both: there are few ways to write a short function.
"""

import heapq
import importlib
import itertools
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from dojo.grading.sources import read_class
from dojo.grading.submissions import Submission
from dojo.ground.chapters import SOLUTIONS, Chapter, chapters
from dojo.ground.command_line import Parser
from dojo.ground.stub_maker import stubs
from dojo.ground.typed import nox
from dojo.ground.wrap import for_terminal

SPAN = 25  # symbols in a row that have to agree, as copydetect itself proposes
CLOSE = 200  # pairs of a chapter that are compared symbol by symbol: those that share most marks
LEAST = 100  # symbols of a kata's own, with less of which nothing can be said


class Pair(NamedTuple):
    """Two submissions whose katas of a chapter are alike."""

    share: float  # of the shorter one's own symbols
    symbols: int  # that agree
    chapter: str
    first: str
    second: str


def main(arguments: list[str] | None = None) -> None:
    """Print the pairs that are most alike."""
    parser = Parser("similar", "Rank submissions by likeness.")
    parser.add_argument("submissions", type=Path, help=f"as {nox()} -s grade takes them")
    parser.add_argument("--chapters", default="", help="such as ch3_1,ch3_4; all unless given")
    parser.add_argument("--top", type=int, default=30, metavar="N", help="how many pairs to show (30)")
    options = parser.parse_args(arguments)
    sessions = [name for name in options.chapters.split(",") if name]
    known = {chapter.session: chapter for chapter in chapters().values()}
    if unknown := [name for name in sessions if name not in known]:
        parser.error(f"unknown: {', '.join(unknown)}; chapters are {', '.join(known)}")
    try:
        submissions = read_class(options.submissions)
    except (OSError, ValueError) as error:
        parser.exit(2, f"{for_terminal(str(error))}\n")  # which may begin with a file's name
    pairs = [pair for name in sessions or known for pair in alike(known[name], submissions)]
    _show(sorted(pairs, reverse=True)[: options.top])


def alike(chapter: Chapter, submissions: Mapping[str, Submission]) -> list[Pair]:
    """Return the pairs of submissions whose katas of a chapter have something in common, the most alike first."""
    copydetect: Any = importlib.import_module("copydetect")  # of an optional group
    ours = [(SOLUTIONS / f"{chapter.name}.py").read_text(encoding="utf-8"), _stub(chapter)]
    common = list({mark for text in ours for mark in _marks(copydetect, text, []).hashes})
    katas = {name: each.katas.get(f"{chapter.name}.py", b"") for name, each in submissions.items()}
    marks = {name: _marks(copydetect, kata.decode(errors="replace"), common) for name, kata in katas.items()}
    sets = {name: set(each.hashes) for name, each in marks.items() if each.token_coverage >= LEAST}
    pairs = itertools.combinations(sets, 2)
    shared = ((len(sets[a] & sets[b]) / min(len(sets[a]), len(sets[b])), a, b) for a, b in pairs)
    found = list[Pair]()
    for _, first, second in heapq.nlargest(CLOSE, (each for each in shared if each[0])):
        symbols, shares, _ = copydetect.compare_files(marks[first], marks[second])
        found.append(Pair(float(max(shares)), int(symbols), chapter.session, first, second))
    return sorted(found, reverse=True)


def _marks(copydetect: Any, text: str, common: list[int]) -> Any:
    """Return copydetect's fingerprint of a text without what is common to all."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8", delete=False) as file:
        file.write(text)
    try:
        return copydetect.CodeFingerprint(file.name, SPAN, 1, common)
    finally:
        Path(file.name).unlink()


def _stub(chapter: Chapter) -> str:
    return next(text for path, text in stubs().items() if path.stem == chapter.name)


def _show(pairs: list[Pair]) -> None:
    table = Table(title="Katas that are alike, without what the reference and the stubs have")
    for heading in "alike", "symbols", "chapter", "submissions":
        table.add_column(heading, justify="right" if heading in ("alike", "symbols") else "left")
    for pair in pairs:
        table.add_row(f"{pair.share:.0%}", str(pair.symbols), pair.chapter, f"{pair.first}, {pair.second}")
    console = Console()
    console.print(table if pairs else "No two submissions have more in common than the reference and the stubs.")
    console.print("Read both before you say anything: there are few ways to write a short function.", style="dim")


if __name__ == "__main__":
    main()
