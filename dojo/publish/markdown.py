"""Change lessons as text: what is not named here stays as it is, to the letter."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from dojo.ground.chapters import ROOT

CODE = re.compile(
    r"^(?P<fence> *```+)[^\n]*\n.*?^(?P=fence) *$|(?P<ticks>`+)(?!`)(?:(?!\n\n).)+?(?<!`)(?P=ticks)(?!`)", re.M | re.S
)
COMMENT = re.compile(r"^<!--.*?-->\n?", re.M | re.S)
DETAILS = re.compile(r"^<details>\n<summary>(?P<summary>.*?)</summary>\n\n(?P<inside>.*?)\n\n</details>\n", re.M | re.S)
HEADING = re.compile(r"^#+ (?P<title>.+)$", re.M)
LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\[\]]*)\]\((?P<target>[^()\s]+)\)")


class Address(NamedTuple):
    """Where a lesson's link leads: a file of the repository, as a path from its root, and a heading of it."""

    path: str
    anchor: str


def outside_code(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], text: str) -> str:
    """Replace what a pattern finds, but nothing that begins within code."""
    code = [match.span() for match in CODE.finditer(text)]

    def replace_unless_code(match: re.Match[str]) -> str:
        return match[0] if any(start <= match.start() < end for start, end in code) else replace(match)

    return pattern.sub(replace_unless_code, text)


def without_comments(text: str) -> str:
    """Return a text without its HTML comments, and without the empty lines that they leave."""
    return single_gaps(outside_code(COMMENT, lambda _: "", text))


def address(target: str, name: str) -> Address | None:
    """Return where a link of the lesson leads, or None if that is outside of the repository."""
    if urlsplit(target).scheme:
        return None
    file, _, anchor = target.partition("#")
    path = (ROOT / "lessons" / (file or f"{name}.md")).resolve().relative_to(ROOT)
    return Address(str(PurePosixPath(path.as_posix())), anchor)


def slug(title: str) -> str:
    """Return a title as it is written in addresses: lower-case words with hyphens between."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def with_names(text: str, prefix: str = "") -> str:
    """Return a text whose headings say what they are called in links, as GitHub makes it of their words."""
    seen = Counter[str]()

    def name(match: re.Match[str]) -> str:
        plain = re.sub(r"[^\w\- ]", "", match["title"].lower()).replace(" ", "-")
        seen[plain] += 1
        return f"{match[0]} {{#{prefix}{plain}{f'-{seen[plain] - 1}' if seen[plain] > 1 else ''}}}"

    return outside_code(HEADING, name, text)


def single_gaps(text: str) -> str:
    """Return a text with one empty line where it has several, but for those in code."""
    return outside_code(re.compile(r"\n{3,}"), lambda _: "\n\n", text)
