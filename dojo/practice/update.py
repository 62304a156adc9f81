"""Take a newer release: the two lines of git that README.md has, checked first, and what they changed for the learner.

    nox -s update

First a copy of each kata that is begun goes to `backups/`. Then what the learner has changed is committed, and the
release merged; where both changed the same lines, the learner's stay. If that is not possible, all is as it was.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from dojo.ground.chapters import ROOT
from dojo.ground.command_line import Parser
from dojo.ground.safe_files import BACKUPS, reason, short, tidy
from dojo.ground.stub_maker import is_stub, katas, learners_own, stub_of
from dojo.ground.wrap import for_terminal, say
from dojo.practice.history import History
from dojo.practice.release import changes

BY_HAND = "Without git, unpack the release in a folder of its own, and copy your katas/ over its katas/."
UNFINISHED = {"MERGE_HEAD": "merge", "rebase-merge": "rebase", "rebase-apply": "rebase", "CHERRY_PICK_HEAD": "pick"}
Git = Callable[..., subprocess.CompletedProcess[str]]


def main() -> None:
    """Update, and say what changed."""
    Parser("update", "Take a newer release.").parse_args()
    try:
        say("\n".join(update()))
    except (ValueError, OSError) as error:
        sys.exit(for_terminal(reason(error)))


def update() -> list[str]:
    """Take a newer release, and return what to say, line by line.

    Raises:
        ValueError: that is not possible here; nothing has changed.
        OSError: no copies can be written.
    """
    trouble()
    if (fetch := git("fetch", "--quiet")).returncode:
        raise ValueError(f"The release cannot be fetched: {_last_line(fetch)}. Are you online?")
    before, coming = _commit("HEAD"), _commit("@{upstream}")
    if not _output("rev-list", "-1", "HEAD..@{upstream}"):
        return ["This is the newest release: there is nothing to update."]
    said = keep_katas()
    commit_mine()
    merge = git("merge", "--no-edit", "--quiet", "-X", "ours", "@{upstream}")
    if merge.returncode:
        git("merge", "--abort")
        raise ValueError(
            f"git could not merge the release with what you changed, so all is as it was:\n{_told(merge)}\n{BY_HAND}"
        )
    base = _output("merge-base", before, coming)
    return [*said, f"Updated from {base[:9]} to {coming[:9]}.", *changes(lambda path: show(base, path), show_now)]


def trouble() -> None:
    """Refuse where the two lines of git would not do.

    Raises:
        ValueError: with the reason, and what to do.
    """
    if not shutil.which("git"):
        raise ValueError(f"git is not installed. {BY_HAND}")
    top = git("rev-parse", "--show-toplevel")
    if top.returncode or not os.path.samefile(top.stdout.strip(), ROOT):
        raise ValueError(f"This folder was not made by `git clone`. {BY_HAND}")
    for name, what in UNFINISHED.items():
        if Path(ROOT, _output("rev-parse", "--git-path", name)).exists():
            raise ValueError(f"A {what} of git is not finished yet. `git status` says how to go on; then try again.")
    if git("rev-parse", "--verify", "--quiet", "HEAD").returncode:
        raise ValueError(f"This folder has no commit yet. {BY_HAND}")
    if not _output("symbolic-ref", "--quiet", "--short", "HEAD"):
        raise ValueError("git is at a commit of its own, on no branch. `git switch main` goes back; then try again.")
    if git("rev-parse", "--verify", "--quiet", "@{upstream}").returncode:
        remotes = _output("remote").split()
        branch = f"git branch --set-upstream-to {remotes[0]}/main" if remotes else "git remote add origin ADDRESS"
        raise ValueError(f"git does not know where releases come from. Tell it, then try again: {branch}")


def keep_katas() -> list[str]:
    """Keep a copy of each kata that is begun, unless there is one, and return what to say."""
    tidy()
    begun = [path for path in katas() if path.is_file() and not is_stub(path)]
    others = [path for path in learners_own() if path.is_file()]
    for path in [*begun, *others]:
        History(path, stub_of(path).encode() if path in begun else b"").keep()
    count = len(begun) + len(others)
    return [f"Copies of {count} file{'s' * (count > 1)} of katas/ are in {short(BACKUPS)}/."] if count else []


def commit_mine() -> None:
    """Commit what the learner has changed.

    Raises:
        ValueError: git does not do it; what it says is told.
    """
    if not _output("status", "--porcelain", "--untracked-files=no"):
        return
    commit = git("commit", "--quiet", "--all", "-m", "My katas")
    if commit.returncode:
        name = "git config --global user.name 'Your Name'\ngit config --global user.email you@example.org"
        unknown = "user.email" in commit.stderr or "user.name" in commit.stderr
        raise ValueError(
            f"git does not know who you are. Enter these two lines, with your name, and try again:\n{name}"
            if unknown
            else f"git could not commit your katas, so nothing was updated:\n{_told(commit)}"
        )


def show(commit: str, path: str) -> str:
    """Return a file of a commit; nothing if it is not there."""
    found = git("show", f"{commit}:{path}")
    return found.stdout if found.returncode == 0 else ""


def show_now(path: str) -> str:
    """Return a file as it is now; nothing if it is not there."""
    file = ROOT / path
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git here; it never asks anything, and speaks English."""
    env = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "LC_ALL": "C"}
    command = ["git", "-c", "core.quotePath=false", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace"
    )


def _output(*arguments: str) -> str:
    return git(*arguments).stdout.strip()


def _commit(name: str) -> str:
    return _output("rev-parse", name)


def _told(run: subprocess.CompletedProcess[str]) -> str:
    return "\n".join(f"  {line}" for line in f"{run.stdout}{run.stderr}".strip().splitlines()[:12])


def _last_line(run: subprocess.CompletedProcess[str]) -> str:
    return (f"{run.stdout}{run.stderr}".strip().splitlines() or [f"exit code {run.returncode}"])[-1].rstrip(".")


if __name__ == "__main__":
    main()
