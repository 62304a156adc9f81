"""A wrong name of a session is answered with the right command, and nox starts in the learner's folders."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.ground import help
from dojo.ground.chapters import ROOT, chapters
from dojo.ground.misnamed import advice

SESSIONS = [
    *(chapter.session for chapter in chapters().values()),
    "hint",
    "compare",
    "plots",
    "solutions",
    "torch",
    "watch",
]
RIGHT = {
    "-s ch11": "-s ch1_1",
    "-s 1.1": "-s ch1_1",
    "-s CH1_1": "-s ch1_1",
    "-s chapter1.1": "-s ch1_1",
    "-s katas/ch11_arrays.py": "-s ch1_1",
    "-sch11 -- --polish": "-s ch1_1 -- --polish",
    "--session=ch2_7": "-s ch2_1",
    "-s ch5": "-s ch5_1",
    "-s ch6": "-l",
    "-s pytorch": "-s torch",
    "-s zzz": "-l",
    "-s hnt": "-s hint",
    "-e softmax": "-s ch3_2",
    "-s sofmax": "-s ch3_2",
    "-s hint softmax": "-s hint -- softmax",
    "-s hnt softmax -- --again": "-s hint -- softmax --again",
    "-s compare ch3_2": "-s compare -- ch3_2",
    "-s watch 3.2": "-s ch3_2 -- --watch",
    "-s ch1_1 ch12": "-s ch1_1 ch1_2",
}


@pytest.mark.parametrize("wrong", RIGHT)
def test_the_right_command_is_said(wrong: str) -> None:
    """The last line is a command to copy, with what follows --, and it is one that needs no advice."""
    lines = advice(wrong.split(), SESSIONS).splitlines()

    assert lines[-1] == f"    nox {RIGHT[wrong]}" and len(lines[0]) > 10
    assert advice(RIGHT[wrong].split(), SESSIONS) == ""


@pytest.mark.parametrize("right", ["", "-l", "-s", "-t ci", "-s ch1_1 -- -s ch11", "-s solutions hint", "-k ch1_1"])
def test_what_is_right_stays_silent(right: str) -> None:
    """Nothing is said of what nox can do."""
    assert advice(right.split(), SESSIONS) == ""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run nox in a folder."""
    command = [sys.executable, "-m", "nox", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize("folder", [".", "katas", "lessons"])
def test_nox_starts_where_a_learner_is(folder: str) -> None:
    """In the project's folder, and in those that one reads and writes in, nox has the same sessions and words."""
    wrong, listed = run(ROOT / folder, "-s", "hnt"), run(ROOT / folder, "--list", "--nocolor").stdout
    sessions = set(re.findall(r"^[*-] (\w+)", listed, re.M))
    named = {words.split()[1] for words in help.COMMANDS if words.startswith("-s")}

    assert wrong.returncode == 1 and "There is no session hnt. Did you mean hint?" in wrong.stderr
    assert "nox >" not in wrong.stderr + wrong.stdout
    assert {*SESSIONS, *named, "help"} <= sessions


@pytest.mark.parametrize("typed", ["nox", "uvx nox", "pipx run nox", "uvx -p 3.13 nox", "/home/somebody/.venv/bin/nox"])
def test_help_fits_on_a_screen(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    """Of 24 lines of 80 columns, two are nox's own, and two the prompts before and after."""
    monkeypatch.setattr(help, "nox", lambda: typed)
    lines = help.text().splitlines()

    assert len(lines) <= 20 and max(map(len, lines)) <= 80
    assert any(typed in line for line in lines)
