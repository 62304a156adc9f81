"""Feedback for a student, made of a result alone: the words that the tests say at home, and what to read again.

A page shows nothing that the grader keeps to itself: of hidden inputs it says how many results were equal, never which
were expected. What a kata printed, and what files are called, is shown as text: none of it becomes a page's own code.
"""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dojo.grading import due
from dojo.grading.words import TO_STUDENTS, Result, points
from dojo.ground.chapters import Chapter, chapters
from dojo.practice.report import fenced
from dojo.verdict.explanation import legible

AT_HOME = re.compile(r"^Read again: lessons/.*(\n+|\Z)", re.M)  # where the page has a link


def markdown(result: Result, name: str = "", lessons: str = "") -> str:
    """Return a student's feedback in Markdown.

    Args:
        result: as `result.schema.json` has it.
        name: of the student; the id if it is empty.
        lessons: the address before `lessons/…` in links, such as https://example.org/main/; empty for relative ones.
    """
    return _page("feedback.md.jinja", result, name, lessons)


def html(result: Result, name: str = "", lessons: str = "") -> str:
    """Return the same as a page that needs no other file."""
    return _page("feedback.html.jinja", result, name, lessons)


def _page(template: str, result: Result, name: str, lessons: str) -> str:
    places = FileSystemLoader(Path(__file__).parent)
    environment = Environment(
        loader=places, autoescape=".html." in template, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters |= {"points": points, "plain": _plain, "code": _code, "fenced": _fenced}
    known = {chapter.session: chapter for chapter in chapters().values()}
    parts = [_chapter(each, known[session], lessons) for session, each in result["chapters"].items()]
    facts = {"late": due.in_words(result["late"]), "output": _text(result["output"]), "result": result}
    refused = [{key: _line(text) for key, text in each.items()} for each in result["refused"]]
    page = environment.get_template(template)
    return page.render(**facts, who=_line(name or result["id"]), chapters=parts, refused=refused)


def _chapter(each: dict[str, Any], chapter: Chapter, lessons: str) -> dict[str, Any]:
    polish = each["polish"]
    functions = [_function(name, function, chapter, lessons) for name, function in each["functions"].items()]
    return {
        **chapter._asdict(),
        "number": chapter.number,
        "session": chapter.session,
        "points": each["points"],
        "possible": each["possible"],
        "said": _text(each["said"]),
        "functions": functions,
        "star": bool(polish) and 0 < polish["of"] == polish["passed"],
        "own": _own(each),
        "polish": _polish(each),
    }


def _function(name: str, function: dict[str, Any], chapter: Chapter, lessons: str) -> dict[str, Any]:
    file = f"lessons/{chapter.name}.md"
    anchor = re.sub(r"[^\w\- ]", "", function["read"].lower()).replace(" ", "-")  # as hosts of git name headings
    return {
        **function,
        "name": name,
        "words": TO_STUDENTS[function["verdict"]],
        "said": _text(AT_HOME.sub("", function["said"]) if function["read"] else function["said"]),
        "counts": _counts(function),
        "read": _line(function["read"]),
        "file": file,
        "link": f"{lessons.rstrip('/')}/{file}#{anchor}".removeprefix("/"),
    }


def _counts(function: dict[str, Any]) -> str:
    """Say of how many tests and hidden inputs, where something of the function has run."""
    if function["verdict"] == "grader error":
        return ""
    tests, hidden = function["tests"], function["hidden"]
    said = f"; {tests['passed']} of {tests['of']} tests passed" if tests["of"] else ""
    return said + (f", {hidden['equal']} of {hidden['of']} further results were right" if hidden["of"] else "")


def _own(each: dict[str, Any]) -> str:
    """Say where a chapter does not work with what the student has written before, which costs no points."""
    if each["verdict"] == "passed" and each["own"] not in ("passed", None):
        return "With your own earlier chapters it does not pass yet. That costs no points here: see to those first."
    return ""


def _polish(each: dict[str, Any]) -> str:
    polish = each["polish"]
    if each["verdict"] != "passed" or not polish or not polish["of"]:
        return ""
    bonus = f", which gives {points(each['bonus'])} points in addition" if each["bonus"] else ""
    return f"Polish: {polish['passed']} of {polish['of']}{bonus}."


def _text(text: str) -> str:
    """Return lines of what a kata said, with what a terminal or a browser would obey spelled out."""
    return "\n".join(map(legible, text.splitlines())).strip("\n")


def _fenced(text: str) -> str:
    return fenced(text, "text")


def _line(text: str) -> str:
    return legible(" ".join(text.split()))


def _plain(text: str) -> str:
    """Return a line that Markdown takes for text alone."""
    return re.sub(r"([\\`*_{}\[\]<>#|&!~$])", r"\\\1", text)


def _code(text: str) -> str:
    """Return a line as code within a line of Markdown."""
    return f"`{text.replace('`', chr(0x2019))}`"
