"""Every lesson reads the same wherever it is rendered: front matter, heading, formulas, figures, links."""

import re
from pathlib import Path

import pytest

from dojo.ground.chapters import ROOT, SOLUTIONS, chapters
from dojo.proof.lessons import formulas, plain, text
from dojo.proof.lessons.text import ALL, NAMES, read

FIRST = "2025-06-05"  # when the introduction and 1.1 appeared


@pytest.mark.parametrize("name", ALL)
def test_front_matter(name: str) -> None:
    """The title is the chapter's, and the date is that of the first posts, or a later one."""
    front = text.front_matter(read(name))

    assert front["title"] == text.title(name)
    assert (front["date"] == FIRST) == (name in ("ch00_introduction", "ch11_arrays")) and front["date"] >= FIRST


@pytest.mark.parametrize("name", ALL)
def test_heading(name: str) -> None:
    """The title is repeated as the only heading of the first level, for pages that do not know front matter."""
    body = text.FRONT.sub("", read(name))

    assert body.split("\n", 2)[:2] == [f"# {text.title(name)}", ""]
    assert [heading for level, heading in text.headings(body) if level == "h1"] == [text.title(name)]


@pytest.mark.parametrize("name", ALL)
def test_formulas(name: str) -> None:
    """KaTeX can set each formula."""
    formulas.install()
    found = list(text.formulas(read(name)))
    for (tex, _, line), fault in zip(found, formulas.faults([each[:2] for each in found]), strict=True):
        assert not fault, f"{name}.md:{line}: {tex}\n{fault}"


@pytest.mark.parametrize("name", ALL)
def test_plain_parsers_keep_formulas(name: str) -> None:
    """A Markdown parser that knows nothing of formulas passes each on to the letter."""
    wrong = [*plain.faults(read(name)), *(f"line {line}: $$ needs a line of its own, and an empty line around its block"
                                          for line in plain.loose_dollars(read(name)))]  # fmt: skip

    assert not wrong, f"{name}.md: " + "\n".join(wrong)


@pytest.mark.parametrize("name", ALL)
def test_links_lead_somewhere(name: str) -> None:
    """Each link inside the repository leads to a file that is there, and to one of its headings."""
    for target, line in text.links(read(name)):
        if re.match(r"https?://[\w.-]+\.\w+(/\S*)?$", target):
            continue
        path, anchor = text.path_of(target, name)
        assert path.is_file() and path.is_relative_to(ROOT), f"{name}.md:{line}: there is no {target}"
        fine = not anchor or anchor in text.anchors(path.read_text(encoding="utf-8"))
        assert fine, f"{name}.md:{line}: {path.name} has no heading for #{anchor}"


@pytest.mark.parametrize("name", NAMES)
def test_neighbors_are_linked(name: str) -> None:
    """A lesson leads to the one before and the one after."""
    place, targets = NAMES.index(name), {Path(target).stem for target, _ in text.links(read(name))}

    assert {*NAMES[max(place - 1, 0) : place], *NAMES[place + 1 : place + 2]} <= targets


def test_chapters_link_their_lessons() -> None:
    """The README's table and each chapter's docstring lead to the lesson."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in chapters():
        assert f"(lessons/{name}.md)" in readme
        docstring = (SOLUTIONS / f"{name}.py").read_text(encoding="utf-8").split('"""')[1]
        assert f"lessons/{name}.md" in docstring, f"{name}.py does not name its lesson"


def test_lessons_are_all() -> None:
    """lessons/ has the introduction, a lesson for each chapter, and the glossary."""
    assert sorted(path.stem for path in text.LESSONS.glob("*.md")) == sorted(ALL)
