"""A newer release, taken as README.md says: nothing that a learner has written is lost."""

import ast
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from dojo.ground.chapters import KATAS, ROOT, SOLUTIONS, chapters
from dojo.ground.stub_maker import stub

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is missing")

NAME = "ch32_activations.py"
SOMEBODY = "[user]\nname = Somebody\nemail = somebody@example.org\n[maintenance]\nauto = false\n"
SOLUTION = (SOLUTIONS / NAME).read_text(encoding="utf-8")
STUB = stub(SOLUTION, "3.2")
RELU = "    return np.maximum(Z, 0)  # mine"
SOFTMAX = (
    "    E = np.exp(Z - Z.max(axis=-1, keepdims=True))  # mine\n    return E / E.sum(axis=-1, keepdims=True)  # mine"
)
MINE = (
    STUB.replace('    raise NotImplementedError("3.2 relu")', RELU)
    .replace('    raise NotImplementedError("3.2 softmax")', SOFTMAX)
    .replace("import numpy as np\n", "")
    .replace("from ch11_arrays", "import numpy as np\nfrom ch11_arrays")
)
LEAKY = 'def leaky_relu(Z: Array) -> Array:\n    """New."""\n    raise NotImplementedError("3.2 leaky_relu")\n'
APART = {  # what a release changes, some lines away from the learner's
    "a docstring": STUB.replace("Args:\n", "See also: the lesson.\n\n    Args:\n", 1),
    "a signature": STUB.replace("def softmax(Z: Array)", "def softmax(Z: Array, axis: int = -1)"),
    "a new function": STUB.replace("def softmax(", LEAKY + "\n\ndef softmax("),
    "a chapter's title": '"""New\n' + STUB.removeprefix('"""'),
}
AMONG = {  # the very lines that the learner changed, too
    "the body": STUB.replace('NotImplementedError("3.2 relu")', 'NotImplementedError("chapter 3.2: relu")'),
    "a new function at the end": f"{STUB}\n\n{LEAKY}",
    "an import": STUB.replace("from ch11_arrays", "from typing import Literal\n\nfrom ch11_arrays"),
    "everything": "\n".join(f"{line}  #" for line in STUB.splitlines()),
}
RELEASES = APART | AMONG


class Clones:
    """The project's repository and a learner's clone of it, with the katas alone."""

    def __init__(self, folder: Path) -> None:
        self.ours, self.mine = folder / "ours", folder / "mine"
        self.editor = "false"
        self.who = folder / "gitconfig"
        self.who.write_text(SOMEBODY, encoding="utf-8")
        (self.ours / "katas").mkdir(parents=True)
        self.git(self.ours, "init", "--quiet", "--template=")
        self.release(STUB)
        self.git(folder, "clone", "--quiet", "--template=", str(self.ours), str(self.mine))
        self.kata = self.mine / "katas" / NAME
        self.kata.write_text(MINE, encoding="utf-8")

    def git(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run git, with no settings but the learner's name; never ask anything."""
        settings = {
            "GIT_CONFIG_GLOBAL": str(self.who),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_EDITOR": self.editor,
            "LC_ALL": "C",
        }
        env = {**{key: value for key, value in os.environ.items() if not key.startswith("GIT_")}, **settings}
        return subprocess.run(
            ["git", *arguments], cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8"
        )

    def release(self, text: str) -> None:
        """Publish a stub."""
        (self.ours / "katas" / NAME).write_text(text, encoding="utf-8")
        self.git(self.ours, "add", "--all")
        assert self.git(self.ours, "commit", "--quiet", "-m", "A release").returncode == 0

    def follow_the_advice(self) -> list[int]:
        """Enter what README.md says, and return git's exit codes."""
        return [self.git(self.mine, *line[1:]).returncode for line in advice()]


@pytest.fixture
def clones(tmp_path: Path) -> Clones:
    """Return clones in which the learner has written two functions and not committed them."""
    return Clones(tmp_path)


def advice() -> list[list[str]]:
    """Return the commands of README.md's section, in words."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"## A newer release\n.*?```\n(git .*?)```", readme, re.DOTALL)
    assert block
    return [shlex.split(line) for line in block[1].splitlines()]


def test_advice_is_git_commands() -> None:
    """What the tests below enter is README.md's own text, all of it git's."""
    assert len(advice()) == 2 and all(line[0] == "git" for line in advice())


def test_releases_differ() -> None:
    """Each release of these tests changes the stub, and the learner's file is the stub but for two bodies."""
    assert STUB not in RELEASES.values() and MINE.count("# mine") == 3
    assert ast.parse(MINE) and NAME.removesuffix(".py") in chapters() and (KATAS / NAME).exists()


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize("change", RELEASES)
def test_advice_loses_nothing(clones: Clones, change: str, committed: bool) -> None:
    """All that was written stays, without marks of git; what is new comes where the learner had changed nothing."""
    if committed:
        clones.git(clones.mine, "commit", "-am", "Some words of mine")
    (clones.mine / "katas" / "notes.py").write_text("mine = True\n", encoding="utf-8")
    clones.release(RELEASES[change])
    codes = clones.follow_the_advice()
    text = clones.kata.read_text(encoding="utf-8")

    assert codes == [int(committed), 0], "the first says 'nothing to commit' where all is committed"
    assert RELU in text and SOFTMAX in text and "import numpy as np\n" in text
    assert ast.parse(text) and "<<<<<<<" not in text
    assert clones.git(clones.mine, "show", f"HEAD^1:katas/{NAME}").stdout == MINE
    assert clones.git(clones.mine, "status", "--porcelain").stdout == "?? katas/notes.py\n"
    if change in APART:
        assert set(RELEASES[change].splitlines()) - set(STUB.splitlines()) <= set(text.splitlines())


def test_releases_one_after_the_other(clones: Clones) -> None:
    """The advice holds each time, also with more written in between."""
    for change in ("everything", "a new function at the end", "the body"):
        clones.release(RELEASES[change])
        assert clones.follow_the_advice()[1] == 0
        clones.kata.write_text(clones.kata.read_text(encoding="utf-8") + f"# after {change}: mine\n", encoding="utf-8")
    text = clones.kata.read_text(encoding="utf-8")

    assert RELU in text and SOFTMAX in text and text.count("# after") == 3


def test_nobodys_git(clones: Clones) -> None:
    """Where git does not know the learner's name it says so, and nothing changes."""
    clones.release(RELEASES["the body"])
    clones.who.write_text("[user]\nuseConfigOnly = true\n", encoding="utf-8")
    said = clones.git(clones.mine, *advice()[0][1:]).stderr

    assert "git config --global user.email" in said
    assert 0 not in clones.follow_the_advice() and clones.kata.read_text(encoding="utf-8") == MINE


@pytest.mark.parametrize("committed", [False, True])
def test_plain_pull_loses_nothing(clones: Clones, committed: bool) -> None:
    """Git refuses, the file stays as it is, and the advice still works."""
    if committed:
        clones.git(clones.mine, "commit", "-am", "Some words of mine")
    clones.release(RELEASES["an import"])
    code = clones.git(clones.mine, "pull").returncode

    assert code != 0 and clones.kata.read_text(encoding="utf-8") == MINE
    assert clones.follow_the_advice()[1] == 0 and RELU in clones.kata.read_text(encoding="utf-8")


def test_autostash_leaves_both_versions(clones: Clones) -> None:
    """After `--autostash` both versions can be in the file; settled, the advice works for the next release."""
    clones.release(RELEASES["an import"])
    clones.git(clones.mine, "pull", "--rebase", "--autostash")
    both = clones.kata.read_text(encoding="utf-8")
    clones.kata.write_text(MINE, encoding="utf-8")
    clones.release(RELEASES["everything"])

    assert all(
        text in both for text in ("<<<<<<< Updated upstream", "Literal", "import numpy", ">>>>>>> Stashed changes")
    )
    assert clones.follow_the_advice() == [0, 0] and RELU in clones.kata.read_text(encoding="utf-8")


def test_rebase_leaves_both_versions(clones: Clones) -> None:
    """So can a rebase; settled as the dojo says, it goes on, and the advice works for the next release."""
    clones.git(clones.mine, "commit", "-am", "Some words of mine")
    clones.release(RELEASES["an import"])
    clones.git(clones.mine, "pull", "--rebase")
    both = clones.kata.read_text(encoding="utf-8")
    clones.kata.write_text(MINE, encoding="utf-8")
    clones.git(clones.mine, "add", "-u")
    clones.editor = "true"  # in which the learner leaves the message as it is
    code = clones.git(clones.mine, "rebase", "--continue").returncode
    clones.release(RELEASES["everything"])

    assert code == 0
    assert all(text in both for text in ("<<<<<<< HEAD", "Literal", "import numpy", " (Some words of mine)"))
    assert clones.follow_the_advice()[1] == 0 and RELU in clones.kata.read_text(encoding="utf-8")
