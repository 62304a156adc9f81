"""Give one hint more each time: from a nudge to nearly the answer.

The hints are in the chapter's lesson, below the function's heading, folded away:

    nox -s hint -- softmax            the next hint of a function; ch3_2.softmax where several have that name
    nox -s hint -- ch3_2              of the chapter's first function that is not done
    nox -s hint                       of the function that is next
    nox -s hint -- softmax --again    all those given so far
"""

import re
import sys

from markdown_it import MarkdownIt
from rich.console import Console
from rich.markdown import Markdown
from rich.theme import Theme

from dojo.ground.chapters import ROOT, Chapter, chapters
from dojo.ground.command_line import Parser
from dojo.ground.lookup import Named, find
from dojo.ground.typed import nox
from dojo.ground.wrap import for_terminal
from dojo.practice.notes import read_notes, write_notes
from dojo.practice.standing import standing

LESSONS = ROOT / "lessons"
GIVEN = "hints"  # the notes on how many hints were given


def main() -> None:
    """Print a hint."""
    parser = Parser("hint", "Get unstuck, one hint at a time.")
    parser.add_argument("name", nargs="?", help="a function such as softmax, or a chapter such as ch3_2")
    parser.add_argument("--again", action="store_true", help="show the hints given so far once more")
    options = parser.parse_args()
    try:
        named = meant(options.name)
        show(named, options.again)
    except ValueError as error:
        sys.exit(for_terminal(str(error)))


def meant(name: str | None) -> Named:
    """Return the function that a name means to a learner: of several the first that is not done.

    Raises:
        ValueError: nothing has that name, or all that it names is done.
    """
    found = find(name) if name else [Named(chapter) for chapter in chapters().values()]
    if len(found) == 1 and found[0].function:
        return found[0]
    for each in found:
        for function, done in standing(each.chapter).functions.items():
            if not done and each.function in ("", function):
                return Named(each.chapter, function)
    raise ValueError(f"{name or 'Everything'} is done: hints are for what is not. Name a function to see its hints.")


def show(named: Named, again: bool = False) -> None:
    """Print a function's next hint, or all that were given."""
    hints, given = hints_of(named.chapter)[named.function], read_notes(GIVEN)
    count = given.get(str(named), 0)
    if not again:
        count = min(count + 1, len(hints))
        write_notes(GIVEN, {**given, str(named): count})  # where nothing can be written, the first hint comes again
    plain = Theme({"markdown.code": "bold cyan"})  # Rich's own has a black background everywhere
    console = Console(highlight=False, width=min(100, Console().width), theme=plain)
    for number in range(1 if again else count, count + 1):
        console.print(f"[bold]{named.function}[/], chapter {named.chapter.number}, hint {number} of {len(hints)}\n")
        text = hints[number - 1].replace("```python", "```")  # no colors suit both light and dark terminals
        console.print(Markdown(text, code_theme="ansi_light"), "")
    if again and not count:
        console.print(f"No hint has been given yet. The first: {nox()} -s hint -- {named}")
    elif count < len(hints):
        console.print(f"Another one: {nox()} -s hint -- {named}", style="dim")
    else:
        console.print("That was the last hint. To see the reference's way anyway:", style="dim")
        console.print(f"{nox()} -s compare -- {named} --spoil", style="dim")


def hints_of(chapter: Chapter) -> dict[str, list[str]]:
    """Return the hints of a chapter's functions, in Markdown, as its lesson has them."""
    text = (LESSONS / f"{chapter.name}.md").read_text(encoding="utf-8")
    lines, function = text.splitlines(), ""
    found: dict[str, list[str]] = {name: [] for name in chapter.signatures}
    begin = 0
    tokens = MarkdownIt().parse(text)
    for token, following in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        if token.type == "heading_open":
            function = following.content.strip("`")
        if token.type != "html_block" or function not in found or token.map is None:
            continue
        if re.search(r"<summary>Hint \d</summary>", token.content):
            begin = token.map[1]
        elif "</details>" in token.content and begin:
            found[function].append("\n".join(lines[begin : token.map[0]]).strip())
            begin = 0
    return found


if __name__ == "__main__":
    main()
