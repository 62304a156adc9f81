"""Show the learner's functions beside the reference's, with their speeds, once their tests pass.

    nox -s compare                         the functions of the chapter that was saved last
    nox -s compare -- ch3_4 [--spoil]      all functions of a chapter
    nox -s compare -- softmax [--spoil]    one; ch3_2.softmax where several chapters have one of that name

`--spoil` shows also those whose tests do not pass yet.
"""

import ast
import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.style import Style
from rich.syntax import ANSISyntaxTheme, Syntax
from rich.table import Table
from rich.text import Text

from dojo.ground.chapters import KATAS, SOLUTIONS, Chapter
from dojo.ground.command_line import Parser
from dojo.ground.lookup import Named, find_one
from dojo.ground.typed import nox
from dojo.ground.wrap import for_terminal
from dojo.practice.current import judged, up_to_date
from dojo.practice.standing import Standing
from dojo.verdict.judge import Judge
from dojo.verdict.ratio import in_words

PATIENCE = 120  # seconds for measuring times, on a busy machine: a function that passes may still be endlessly slow
WIDE = 110  # columns from which on two texts are side by side
CYAN, BOLD = Style(color="cyan"), Style(bold=True)
COLORS = {("Comment",): Style(italic=True), ("Keyword",): Style(color="magenta"), ("Name", "Builtin"): CYAN}
COLORS |= {("Name", "Function"): BOLD, ("Name", "Class"): BOLD, ("Literal", "Number"): CYAN}
COLORS |= {("Literal", "String"): Style(color="green")}  # they suit both light and dark terminals
LOOK: dict[str, Any] = {"theme": ANSISyntaxTheme(COLORS), "background_color": "default", "word_wrap": True}
Times = Mapping[str, tuple[float, float, str]]


def main() -> None:
    """Compare what the command line names."""
    parser = Parser("compare", "See how the reference does it.")
    parser.add_argument("name", nargs="?", help="a chapter such as ch3_4, or a function such as softmax")
    parser.add_argument("--spoil", action="store_true", help="show also functions whose tests do not pass yet")
    options = parser.parse_args()
    console = Console(highlight=False)
    try:
        named = find_one(options.name) if options.name else None
        standings = up_to_date(console)
        named = named or Named(_saved_last(standings))
    except ValueError as error:
        sys.exit(for_terminal(str(error)))
    stands = next(each for each in standings if each.chapter == named.chapter)
    green = stands.functions
    wanted = [function for function in green if named.function in ("", function)]
    shown = [function for function in wanted if green[function] or options.spoil]
    timed = [function for function in shown if green[function]]
    with Console(stderr=True).status("Measuring the speeds …"):
        times: Times = measure(named.chapter, timed, bool(stands.borrowed)) if timed else {}
    for function in shown:
        console.print(Rule(function, align="left", style="cyan"), "")
        console.print(side_by_side(named.chapter, function, console.width))
        if green[function] and function in times:
            console.print(speeds(times[function]))
        console.print()
    hidden = [function for function in wanted if function not in shown]
    if hidden:
        console.print(f"{', '.join(hidden)}: shown when the tests pass. To see the reference's way anyway:")
        console.print(f"{nox()} -s compare -- {named} --spoil")


def _saved_last(standings: Sequence[Standing]) -> Chapter:
    """Return the chapter with functions that pass whose kata was saved last.

    Raises:
        ValueError: there is none.
    """
    ready = [each.chapter for each in standings if any(each.functions.values())]
    if not ready:
        raise ValueError("No function passes its tests yet. Once one does, its code is shown beside the reference's.")
    return max(ready, key=lambda chapter: ((KATAS / f"{chapter.name}.py").stat().st_mtime_ns, chapter.name))


def side_by_side(chapter: Chapter, function: str, width: int) -> RenderableType:
    """Return the learner's text of a function and the reference's, with the helpers that each uses."""
    yours, theirs = (text_of(function, folder / f"{chapter.name}.py") for folder in (KATAS, SOLUTIONS))
    return beside({"yours": yours, "the reference's": theirs}, width)


def beside(texts: Mapping[str, str], width: int) -> RenderableType:
    """Return two texts of Python, each with its heading, side by side where there is room."""
    (first, second), (left, right) = texts, (Syntax(text, "python", **LOOK) for text in texts.values())
    if width < WIDE:
        return Group(Text(first, "bold"), left, Text(f"\n{second}", "bold"), right)
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for heading in texts:
        table.add_column(heading, ratio=1)
    table.add_row(left, right)
    return table


def text_of(function: str, path: Path) -> str:
    """Return a function's text without its docstring, and that of the helpers that it uses, as they are in a file."""
    try:
        source = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        nodes = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    except SyntaxError as error:
        return f"# line {error.lineno} is not valid Python: {error.msg}"
    except (OSError, ValueError, RecursionError, MemoryError) as error:  # closed, null bytes, nested too deeply
        return f"# Python cannot read this file: {error or type(error).__name__}"
    public = [node.name for node in nodes if not node.name.startswith("_")]
    wanted, parts = [function], list[str]()
    for name in wanted:  # which grows
        node = next((node for node in reversed(nodes) if node.name == name), None)
        if node:
            parts.append(_without_docstring(node, source.splitlines()))
            used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
            wanted += [each.name for each in nodes if each.name in used - {*wanted, *public}]
    return "\n\n\n".join(parts) or "# not there"


def _without_docstring(node: ast.FunctionDef | ast.ClassDef, lines: list[str]) -> str:
    """Return the text of a function or a class, with neither its docstring nor those of its methods."""
    left_out = set[int]()
    for each in (node, *(node.body if isinstance(node, ast.ClassDef) else [])):
        if isinstance(each, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(each) and len(each.body) > 1:
            first, last = each.body[0].lineno - 1, each.body[0].end_lineno or 0
            left_out |= {*range(first, last + (isinstance(each, ast.ClassDef) and not lines[last].strip()))}
    return "\n".join(lines[number] for number in range(node.lineno - 1, node.end_lineno or 0) if number not in left_out)


def measure(chapter: Chapter, functions: Sequence[str], borrowing: bool) -> Times:
    """Time some functions of a chapter in a process of their own; none if that breaks, or takes too long."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "times.json")
        options = ["-m", "not mnist", "--core", *["--borrow"] * borrowing]
        options += ["-p", "dojo.practice.time_plugin", f"--times={out}", f"--timed={','.join(functions)}"]
        with contextlib.suppress(subprocess.TimeoutExpired):
            judged(Judge([chapter], options), str(chapter.core), *options, timeout=PATIENCE)
        times: Times = json.loads(out.read_text(encoding="utf-8")) if out.is_file() else {}
        return times


def speeds(times: tuple[float, float, str]) -> str:
    """Say how long both take, and on what."""
    mine, theirs, shapes = times
    size = f", with arrays of {shapes}" if shapes else ""
    return f"\nyours {_short(mine)}, the reference's {_short(theirs)}: {in_words(mine / theirs)}{size}"


def _short(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.1f} µs"


if __name__ == "__main__":
    main()
