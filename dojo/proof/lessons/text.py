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

from dojo.ground.chapters import ROOT, chapters

LESSONS = ROOT / "lessons"
NAMES = ["ch00_introduction", *chapters()]
ALL = [*NAMES, "glossary"]
TITLES = {"ch00_introduction": ", Part 0: Introduction", "glossary": ": Glossary"}
TITLES |= {chapter.name: f", Part {chapter.number}: {chapter.title}" for chapter in chapters().values()}
FRONT = re.compile(r'\+\+\+\ntitle = "(.*)"\nauthor = "Artintellica"\ndate = "(\d{4}-\d\d-\d\d)"\n\+\+\+\n\n')
CHECK = re.compile(r"<!-- (result )?check: (.*?) -->", re.DOTALL)
RESULT = re.compile(r"<!-- result -->\s*\Z")  # above a block that trains for long


def read(name: str) -> str:
    """Return the text of a lesson."""
    return (LESSONS / f"{name}.md").read_text(encoding="utf-8")


def title(name: str) -> str:
    """Return the title that a lesson has to have."""
    return f"Learn Deep Learning with NumPy{TITLES[name]}"


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


@cache  # nearly each check asks for those of each lesson, and to read one takes as long as most checks
def tokens(text: str) -> tuple[Token, ...]:
    """Return all tokens of a lesson, those within others included; its front matter is left out."""
    body = FRONT.sub(lambda match: "\n" * match[0].count("\n"), text)
    found: list[Token] = []
    for token in _parser().parse(body):
        found.append(token)
        for child in token.children or ():
            child.map = token.map
            found.append(child)
    return tuple(found)


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


def blocks(text: str) -> Iterator[tuple[str, str, int, bool]]:
    """Yield blocks of code: the language, the source, its first line, and whether it is a result block."""
    above = ""
    for token in tokens(text):
        if token.type == "fence":
            yield token.info.strip(), token.content, (token.map or [0])[0] + 2, RESULT.search(above) is not None
        if token.content:
            above = token.content if token.type == "html_block" else ""


def has_results(text: str) -> bool:
    """Tell whether a lesson has result blocks."""
    return any(is_result for _, _, _, is_result in blocks(text))


def saved(text: str, results: bool) -> set[str]:
    """Return the names of figures that a lesson's blocks save: its result blocks, or all others."""
    sources = (
        source for language, source, _, is_result in blocks(text) if language == "python" and is_result == results
    )
    return {name for source in sources for name in re.findall(r"lessons/figures/([\w.-]+)", source)}


def formulas(text: str) -> Iterator[tuple[str, bool, int]]:
    """Yield formulas in TeX, each with whether it is on lines of its own, and its line."""
    for token in tokens(text):
        if token.type.startswith("math"):
            yield token.content, token.type != "math_inline", (token.map or [0])[0] + 1


def headings(text: str) -> list[tuple[str, str]]:
    """Return the headings of a text, each with its level, such as h2."""
    parsed = tokens(text)
    return [
        (token.tag, following.content)
        for token, following in zip(parsed, parsed[1:], strict=False)
        if token.type == "heading_open"
    ]


def anchors(text: str) -> set[str]:
    """Return what the headings of a text are called in links, as GitHub makes it of them."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for _, heading in headings(text)}


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
                r"\b([Cc]hapters?|Parts?|[Ll]essons?|[Ss]ections?|and|to|or|,) [1-5]\.[1-5]\b",
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
