"""Terms: those of the glossary, and those that a lesson introduces.

In a lesson, single asterisks around one to four words introduce a term. Titles are links or in quotation marks,
and stress is bold.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dojo.proof.lessons.text import anchors, read, tokens

MOST = 4  # words of a term


class Entry(NamedTuple):
    """A term of the glossary, with the lesson that introduces it, and the heading there if one is named."""

    term: str
    lesson: str
    anchor: str


def entries() -> list[Entry]:
    """Return the glossary's terms."""
    row = re.compile(r"^\| ([^|]+) \| [^|]+ \| \[[\d.]+\]\((\w+)\.md#?([\w-]*)\) \|$", re.M)
    return [Entry(*match.groups()) for match in row.finditer(read("glossary"))]


def is_introduced(entry: Entry) -> bool:
    """Tell whether the lesson that the glossary names has the term in italics, below the heading that it names."""
    parts = re.split(r"^(?=#{2,4} )", read(entry.lesson), flags=re.M)
    below = [part for part in parts if entry.anchor in anchors(part.splitlines()[0])] if entry.anchor else parts
    return any(means(term, entry.term) for part in below for term in introduced(part))


def introduced(lesson: str) -> Iterator[str]:
    """Yield the terms that a lesson has in italics."""
    term, linked = None, 0
    for token in tokens(lesson):
        linked += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "em_open":
            term = ""
        elif token.type == "em_close":
            words = (term or "").split()
            if 1 <= len(words) <= MOST and not linked:
                yield " ".join(words)
            term = None
        elif term is not None:
            term += token.content if token.type in ("text", "code_inline") else " "


def means(words: str, term: str) -> bool:
    """Tell whether words are a term, or one of its forms, such as the plural."""
    return re.fullmatch(rf"{re.escape(term[:-1])}\w*", words, re.I) is not None
