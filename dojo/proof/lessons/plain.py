"""Read a lesson as a plain CommonMark parser does, which knows nothing of formulas, and see what it leaves of them."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dojo.proof.lessons.text import FRONT, formulas

BREAK = "\0"  # where text is interrupted, by emphasis, a link, HTML or code
FORMULA = re.compile(r"\$\$(?P<display>[^$]+)\$\$|\$(?P<inline>[^$]+)\$")


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def _texts(lesson: str) -> Iterator[tuple[str, int]]:
    """Yield each paragraph, heading and cell as the parser passes it on, with its line."""
    body, line = FRONT.sub(lambda match: "\n" * match[0].count("\n"), lesson), 1
    for token in _parser().parse(body):
        line = token.map[0] + 1 if token.map else line
        if token.type == "inline":
            yield "".join(_part(child) for child in token.children or ()), line


def _part(token: Token) -> str:
    return {"text": token.content, "softbreak": "\n"}.get(token.type, BREAK)


def faults(lesson: str) -> Iterator[str]:
    """Yield what a plain parser changes in formulas, and dollars that belong to none."""
    seen = list[tuple[str, bool, int]]()
    for text, line in _texts(lesson):
        for match in FORMULA.finditer(text):
            seen.append((_one_line(match["display"] or match["inline"]), match["display"] is not None, line))
            if re.search(r"\w", text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]):
                yield f"line {line}: a letter or digit touches {match[0]}"
        if "$" in FORMULA.sub("", text):
            yield f"line {line}: a dollar has no partner"
    meant = [(_one_line(tex), display, line) for tex, display, line in formulas(lesson)]
    for ours, theirs in zip_longest(meant, seen):
        if not ours or not theirs or ours[:2] != theirs[:2]:
            yield f"line {(ours or theirs)[2]}: {ours and ours[0]} becomes {theirs and theirs[0].replace(BREAK, '…')}"
            if len(meant) != len(seen):
                return  # those that follow are out of step


def loose_dollars(lesson: str) -> Iterator[int]:
    """Yield the lines with `$$` that is not alone on its line, or lacks the empty line before or after its block."""
    lines = re.sub(r"^( *)(```+).*?^\1\2$", lambda match: "\n" * match[0].count("\n"), lesson, flags=re.M | re.S)
    opens = True
    padded = ["", *lines.split("\n"), ""]
    for number, line in enumerate(padded):
        if "$$" in line:
            neighbor = padded[number - 1 if opens else number + 1]
            if line.strip() != "$$" or neighbor.strip():
                yield number
            opens = not opens if line.count("$$") % 2 else opens


def _one_line(tex: str) -> str:
    return " ".join(tex.split())
