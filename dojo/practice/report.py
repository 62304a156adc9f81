"""Print the text of an issue for when a test seems wrong or unfair: the versions, the function, and what was said.

    nox -s report                 of the function that is next
    nox -s report -- softmax      of this one; ch3_2.softmax where several chapters have one of that name

Nothing is sent: read it, add what you expected, and copy it into an issue.
"""

import platform
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.console import Console

from dojo.ground.chapters import KATAS, ROOT
from dojo.ground.command_line import Parser
from dojo.ground.lookup import Named
from dojo.ground.wrap import for_terminal
from dojo.practice.compare import text_of
from dojo.practice.current import judged, up_to_date
from dojo.practice.hint import meant
from dojo.practice.standing import standing
from dojo.verdict.judge import Judge
from dojo.verdict.record import tests_of

PACKAGES = "numpy", "scipy", "pytest", "hypothesis", "nox", "torch"


def main() -> None:
    """Print the report that the command line asks for."""
    parser = Parser("report", "Print an issue text about a function.")
    parser.add_argument("name", nargs="?", help="a function such as softmax")
    name = parser.parse_args().name
    up_to_date(Console(stderr=True))
    try:
        print(without_places(report(meant(name))))
    except ValueError as error:
        sys.exit(for_terminal(str(error)))
    print("\n(Copy the text above into an issue, and say in it what you expected.)", file=sys.stderr)


def report(named: Named) -> str:
    """Return the text of an issue about a function."""
    chapter, function = named
    said, reference = said_of(named), said_of(named, "--solutions")
    passes = "passes" if standing(chapter).functions.get(function) else "does not pass"
    parts = [
        f"# {chapter.number} {function}: a test seems wrong",
        "**What I expected:** (write it here)",
        f"**What was said** (`{function}` {passes} here, the reference {'passes' if not reference else 'does not'}):",
        fenced(said or "Nothing: all quick tests of this function pass.", "text"),
        *([f"What was said of the reference:\n\n{fenced(reference, 'text')}"] if reference else []),
        "**My function**, without its docstring:",
        fenced(text_of(function, KATAS / f"{chapter.name}.py"), "python"),
        "**Versions**",
        "\n".join(f"- {line}" for line in versions()),
    ]
    return "\n\n".join(parts)


def said_of(named: Named, *options: str) -> str:
    """Run the tests of a function that do not train, and return what is said if one does not pass."""
    chapter, function = named
    tests = [test for test, trains in tests_of(chapter.core).items() if not trains]
    own = [test for test in tests if chapter.function_of(test) == function]
    files = [f"tests/{chapter.core.name}::{test}" for test in own]
    if not files:
        return ""
    ending, printed = judged(Judge([chapter], [*files, *options]), *files, "--core", *options)
    said = printed.partition("functions done\n")  # that line counts the tests of all functions
    words = re.sub(r"\n*ERROR: found no collectors for .*", "", said[2] or said[0])  # the reason is above them
    return "\n".join([words.strip(), *ending.lines]).strip() if ending.code else ""


def versions() -> list[str]:
    """Return what this runs on, line by line."""
    project = re.search(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    commit, changed = _git("rev-parse", "--short", "HEAD"), _git("status", "--porcelain", "--", ".", ":!katas")
    packages = [f"{name} {found}" for name in PACKAGES if (found := _version(name))]
    return [
        f"katas {project[1] if project else 'of an unknown version'}" + (f", commit {commit}" if commit else ""),
        f"Python {platform.python_version()} on {platform.platform()}",
        ", ".join(packages),
        *([f"changed besides katas/: {', '.join(line[3:] for line in changed.splitlines())}"] if changed else []),
    ]


def fenced(text: str, language: str) -> str:
    """Return text as a block of Markdown that nothing in it can end."""
    longest = max(map(len, re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def without_places(text: str) -> str:
    """Leave out where the project and the user's home are: that is nobody's business."""
    for path, name in (ROOT, "."), (Path.home(), "~"):
        text = text.replace(str(path), name).replace(path.as_posix(), name)
    return text


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _git(*arguments: str) -> str:
    try:
        run = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return run.stdout.rstrip() if run.returncode == 0 else ""


if __name__ == "__main__":
    main()
