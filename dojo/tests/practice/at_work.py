"""A learner at work in a project, and what is known of it, for tests of progress."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

MODULE_1 = "ch11_arrays", "ch12_matrices", "ch13_functions"


def progress(project: Path, *options: str, columns: int = 80) -> str:
    """Run it in a project, and return what it prints."""
    command = [sys.executable, "-m", "dojo.practice.progress", *options]
    env = {**os.environ, "COLUMNS": str(columns)}
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=True, env=env)
    return done.stdout


def summary(project: Path) -> dict[str, Any]:
    """Return its JSON, with the chapters by their sessions."""
    everything: dict[str, Any] = json.loads(progress(project, "--json"))
    everything["chapters"] = {each["session"]: each for each in everything["chapters"]}
    return everything


def state(project: Path, session: str) -> str:
    """Return the state of one chapter."""
    return str(summary(project)["chapters"][session]["state"])


SESSION = "import sys; from dojo.ground.chapters import chapters; from dojo.verdict import judge; " + (
    "sys.exit(judge.test_chapter(chapters()[sys.argv[1]], sys.argv[2:]))"
)


def run(project: Path, file: str, *options: str) -> str:
    """Run a chapter's tests in a project as its session does, and return what is printed."""
    command = [sys.executable, "-c", SESSION, Path(file).stem.removeprefix("test_"), *options]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8").stdout


def fill(project: Path, *names: str) -> None:
    """Write what the solution has into katas."""
    for name in names:
        (project / "katas" / f"{name}.py").write_bytes((project / "solutions" / f"{name}.py").read_bytes())


def edit(project: Path, name: str, change: Callable[[str], str]) -> None:
    """Change the text of a kata."""
    path = project / "katas" / f"{name}.py"
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")
