"""Say why a test file could not import its chapter: what is wrong in which line of which file, and what to do."""

import ast
import difflib
import linecache
import re
from pathlib import Path
from traceback import FrameSummary

import pytest

from dojo.ground import pytorch
from dojo.ground.chapters import ROOT, Chapter, chapters
from dojo.ground.safe_files import short
from dojo.ground.typed import nox
from dojo.verdict.beginning import broken_package
from dojo.verdict.careful import message, parsed
from dojo.verdict.circular import circular
from dojo.verdict.explanation import WIDTH, Explanation, code, folder_of_katas, frames_of, own_frames, way_on, what
from dojo.verdict.fresh import Unreadable


def explain_import(error: BaseException, config: pytest.Config, chapter: Chapter | None) -> Explanation:
    """Explain why a test file could not import its chapter, whatever the chapter raised."""
    try:
        return _explanation(error, config, chapter)
    except Exception:  # an error of the learner's own may fail at anything that it is asked
        return Explanation("The tests cannot be imported", ["", f"  {what(error.__cause__ or error)}"])


def _explanation(error: BaseException, config: pytest.Config, chapter: Chapter | None) -> Explanation:
    # pytest passes errors on in a text of its own; what was raised is its cause.
    raised = error.__cause__ or error
    own = own_frames(frames_of(raised), config)
    wanted = re.match(r"cannot import name '(\w+)' from '(\w+)'", message(raised))
    if isinstance(raised, Unreadable):
        culprit = Path(str(raised.path))
        headline, *details = f"{short(culprit)} {raised.msg}".splitlines()
    elif circle := circular(own, message(raised)):
        culprit, headline, details = circle
    elif isinstance(raised, SyntaxError) and raised.filename and raised.lineno:
        culprit = Path(raised.filename)
        headline, details = _unmerged(culprit) or _invalid(raised, culprit)
    elif isinstance(raised, ModuleNotFoundError) and raised.name in chapters():
        culprit = Path(folder_of_katas(str(config.getoption("katas")))) / f"{raised.name}.py"
        headline, details = f"{short(culprit)} is missing", [f"Get its stub back with: {nox()} -s stubs"]
    elif wanted and wanted[2] in chapters():
        culprit = Path(getattr(raised, "path", None) or f"{wanted[2]}.py")
        if own and wanted[1] not in chapters()[wanted[2]].signatures:
            culprit = Path(own[-1].filename)
            headline, details = _mistyped(wanted[1], chapters()[wanted[2]], code(own), culprit, own[-1].lineno or 0)
        else:
            headline, details = _lacking(wanted[1], chapters()[wanted[2]], culprit)
    else:
        culprit = Path(own[-1].filename) if own else ROOT
        headline, details = _failing(raised, own, chapter)
    return Explanation(headline, [*details, *way_on(culprit.stem, chapter)])


def _failing(error: BaseException, own: list[FrameSummary], chapter: Chapter | None) -> tuple[str, list[str]]:
    """Say what the learner's line raises, or a library that it imports."""
    if isinstance(error, ModuleNotFoundError) and error.name == "torch" and chapter and pytorch.missing(chapter):
        return pytorch.missing(chapter), []
    if not own:
        return "The tests cannot be imported", ["", f"  {what(error)}"]
    place, broken = f"{short(Path(own[-1].filename))}:{own[-1].lineno}", broken_package(error)
    if isinstance(error, ModuleNotFoundError) and error.name and not broken:
        needed = "The katas need NumPy alone, and what you wrote in earlier chapters."
        return f"{place} imports {error.name}, which is not installed here", ["", f"  {code(own)[0]}", "", needed]
    lines = [*code(own), "", broken or what(error)]
    return f"{place.rpartition(':')[0]} fails while it is imported", ["", *(f"  {line}" for line in lines)]


def _mistyped(name: str, other: Chapter, line: list[str], path: Path, number: int) -> tuple[str, list[str]]:
    """Say that an import asks an earlier chapter for what it never had, and what may be meant."""
    close = difflib.get_close_matches(name, other.signatures, n=1)
    meant = f"Did you mean {close[0]}?" if close else f"It has {', '.join(other.signatures)}."
    headline = f"{short(path)}:{number} imports {name}, but chapter {other.number} asks for no such function"
    return headline, ["", *(f"  {each}" for each in line), "", meant]


def _lacking(name: str, chapter: Chapter, path: Path) -> tuple[str, list[str]]:
    """Say that a file lacks a function, and where it may have gone."""
    signature = chapter.signatures.get(name, name)
    headline = f"{short(path)} has no {'class' if signature.startswith('class') else 'function'} {name}"
    lines = linecache.getlines(str(path))
    tree = parsed("".join(lines))
    if not "".join(lines).strip():
        return f"{short(path)} is empty", [f"Get its stub back with: {nox()} -s reset -- {chapter.session}"]
    for outer in (node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)):
        inner = (node for node in ast.walk(outer) if isinstance(node, ast.FunctionDef) and node is not outer)
        if line := next((node.lineno for node in inner if node.name == name), 0):
            kind = "class" if isinstance(outer, ast.ClassDef) else "function"
            where = f"It is indented into the {kind} {outer.name}, in line {line}: move it to the left margin, as"
            return headline, [where, "", f"  {signature}"]
    others = {node.name: node.lineno for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    close = difflib.get_close_matches(name, others.keys() - chapter.signatures.keys(), n=1)
    if close:
        where = f"There is {close[0]} in line {others[close[0]]}: the tests look for the name"
    else:
        where = "Was it renamed or deleted? It belongs there as"
    return headline, [where, "", f"  {signature}"]


def _invalid(error: SyntaxError, path: Path) -> tuple[str, list[str]]:
    """Say which line of a file is not valid Python, and show it."""
    line, offset = linecache.getline(str(path), error.lineno or 1).rstrip(), max(error.offset or 1, 1)
    part = (error.text or "").rstrip()
    if offset <= len(part) + 2 and 0 < len(part) < len(line.lstrip()) and line.endswith(part):
        offset = min(offset + len(line) - len(part), len(line))  # Python 3.13 counts within the end of a long line
    if offset > WIDTH // 2:
        line, offset = f"... {line[offset - 41 :]}", 45
    before = "".join(each if each == "\t" else " " for each in line[: offset - 1].ljust(offset - 1))
    return f"{short(path)}:{error.lineno} is not valid Python: {error.msg}", ["", f"  {line}", f"  {before}^"]


def _unmerged(path: Path) -> tuple[str, list[str]] | None:
    """Say what to do with two versions of the same lines that git left in a file, if it did.

    Between its marks a merge puts yours first. A rebase and a stash put yours last, under a label of several words.
    """
    lines = linecache.getlines(str(path))
    begin = next((number for number, line in enumerate(lines, 1) if line.startswith("<<<<<<< ")), 0)
    if not begin:
        return None
    end = next((line for line in lines[begin:] if line.startswith(">>>>>>> ")), "")
    middle = "|||||||" if any(line.startswith("|||||||") for line in lines[begin:]) else "======="
    first, last = f"between <<<<<<< and {middle}", "between ======= and >>>>>>>"
    yours, new = (last, first) if len(end.split()) > 2 else (first, last)
    rebased = yours == last and "Stashed" not in end
    kata = path.stem in chapters() and path.parent != ROOT / "solutions"
    settle = "git add -u; git rebase --continue" if rebased else "git add -u"
    details = [f"Yours is {yours}, the new one {new}. Keep what you want, without git's marks; then: {settle}"]
    if kata:
        details += [
            f"Or take the new stub, and keep a copy of yours: {nox()} -s reset -- {chapters()[path.stem].session}"
        ]
    return f"{short(path)}:{begin} holds two versions, yours and a new one: git could not merge them", details
