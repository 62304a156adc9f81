"""Name the section of a lesson that explains what a function computes, for those who read it again."""

import tomllib
from functools import cache

from dojo.ground.chapters import ROOT, Chapter

LESSONS = ROOT / "lessons"
SECTIONS = LESSONS / "sections.toml"


def where_to_read(function: str, chapter: Chapter) -> str:
    """Return file, line and title of the section that is about a function; an empty string if nobody knows."""
    title = sections().get(chapter.name, {}).get(function, "")
    line = headings(chapter).get(title)
    return f'lessons/{chapter.name}.md:{line}, "{title}"' if line else ""


@cache
def sections() -> dict[str, dict[str, str]]:
    """Return the title of each function's section, by chapters."""
    try:
        return tomllib.loads(SECTIONS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def headings(chapter: Chapter) -> dict[str, int]:
    """Return the line of each heading in a lesson, the first one of a title; blocks of code have none."""
    found: dict[str, int] = {}
    fenced = False
    try:
        lines = (LESSONS / f"{chapter.name}.md").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    for number, line in enumerate(lines, 1):
        fenced ^= line.startswith("```")
        if line.startswith("##") and not fenced:
            found.setdefault(line.lstrip("# "), number)
    return found
