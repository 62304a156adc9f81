"""Read lessons: their front matter, links, figures, formulas, and the numbers in their prose."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from dojo.ground.chapters import ROOT

LESSONS = ROOT / "lessons"
FRONT = re.compile(r'\+\+\+\ntitle = "(.*)"\nauthor = "Artintellica"\ndate = "(\d{4}-\d\d-\d\d)"\n\+\+\+\n\n')
CHECK = re.compile(r"<!-- check: (.*?) -->", re.DOTALL)


class Paragraph(NamedTuple):
    """A paragraph of prose, its code and formulas left out."""

    text: str
    line: int


def front_matter(text: str) -> dict[str, str]:
    """Return a lesson's front matter.

    Raises:
        ValueError: it has not exactly the form that all have.
    """
    if not FRONT.match(text):
        raise ValueError('the lesson does not begin with +++, title = "…", author = "Artintellica", date = "…", +++')
    return tomllib.loads(text.split("+++")[1])


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, allow_space=False, double_inline=True)


def tokens(text: str) -> list[Token]:
    """Return all tokens of a lesson, those within others included; its front matter is left out."""
    body = FRONT.sub(lambda match: "\n" * match[0].count("\n"), text)
    found: list[Token] = []
    for token in _parser().parse(body):
        found.append(token)
        for child in token.children or ():
            child.map = token.map
            found.append(child)
    return found


def links(text: str) -> Iterator[tuple[str, int]]:
    """Yield where links and images lead, each with its line."""
    for token in tokens(text):
        target = token.attrGet("href") or token.attrGet("src")
        if target:
            yield str(target), (token.map or [0])[0] + 1


def figures(text: str) -> Iterator[tuple[str, str]]:
    """Yield the figures that a lesson shows, each with its alternative text."""
    for token in tokens(text):
        if token.type == "image":
            yield str(token.attrGet("src")), token.content


def formulas(text: str) -> Iterator[tuple[str, bool, int]]:
    """Yield formulas in TeX, each with whether it stands by itself, and its line."""
    for token in tokens(text):
        if token.type.startswith("math"):
            yield token.content, token.type != "math_inline", (token.map or [0])[0] + 1


def anchors(text: str) -> set[str]:
    """Return what the headings of a text are called in links, as GitHub makes it of them."""
    parsed = tokens(text)
    headings = [
        following.content for token, following in zip(parsed, parsed[1:], strict=False) if token.type == "heading_open"
    ]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the prose of a lesson; links, chapters' numbers, code, formulas and headings are left out."""
    parsed = tokens(text)
    for token, following in zip(parsed, parsed[1:], strict=False):
        if token.type in ("paragraph_open", "td_open") and following.children is not None:
            depth, words = 0, list[str]()
            for child in following.children:
                depth += (child.type == "link_open") - (child.type == "link_close")
                words += [child.content] if child.type in ("text", "softbreak") and not depth else []
            prose = re.sub(
                r"\b([Cc]hapters?|Parts?|[Ll]essons?|[Ss]ections?|and|to|or|,) [1-4]\.[1-5]\b",
                "",
                " ".join(" ".join(words).split()),
            )
            yield Paragraph(prose, (token.map or following.map or [0])[0] + 1)


def measured(prose: str) -> list[str]:
    """Return the numbers of a paragraph that look as if they came from a run: decimals and percentages."""
    return re.findall(r"\d[\d,]*\.\d+(?: ?%)?|\d+ ?%", prose)


def path_of(target: str, name: str) -> tuple[Path, str]:
    """Return the file and the heading that a link of a lesson leads to."""
    file, _, anchor = target.partition("#")
    return (LESSONS / (file or f"{name}.md")).resolve(), anchor
