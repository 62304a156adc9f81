"""A newer release, taken by `nox -s update`: checked first, copies kept, and told in the learner's terms."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.ground.chapters import ROOT
from dojo.ground.stub_maker import stubs
from dojo.practice.release import changes

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is missing")

NAME = "ch32_activations"
SOMEBODY = "[user]\nname = Somebody\nemail = somebody@example.org\n[maintenance]\nauto = false\n"
LEAKY = 'def leaky_relu(Z: Array) -> Array:\n    """New.\n\n    Args:\n        Z: x.\n    """\n    return Z\n\n\n'

NEEDED = [*(f"dojo/{name}" for name in ("__init__.py", "ground", "practice", "verdict")), f"tests/test_{NAME}.py"]
NEEDED += ["solutions", "README.md", "CHANGELOG.md", "pyproject.toml", ".gitignore"]


def unpack(folder: Path) -> None:
    """Put into a folder what an update needs of the project, and what it tells of."""
    for name in NEEDED:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, path, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, path)
    (folder / "katas").mkdir()
    for kata, text in stubs().items():
        (folder / "katas" / kata.name).write_text(text, encoding="utf-8")


class Clones:
    """The project's repository and a learner's clone of it."""

    def __init__(self, folder: Path) -> None:
        self.ours, self.mine = folder / "ours", folder / "mine"
        unpack(self.ours)
        self.who = folder / "gitconfig"
        self.who.write_text(SOMEBODY, encoding="utf-8")
        self.git(self.ours, "init", "--quiet", "--template=", "--initial-branch=main")
        self.release("The first release")
        self.git(folder, "clone", "--quiet", "--template=", str(self.ours), str(self.mine))

    def env(self) -> dict[str, str]:
        """Return the variables that keep this machine's own settings of git away."""
        others = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        return {**others, "GIT_CONFIG_GLOBAL": str(self.who), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}

    def git(self, folder: Path, *arguments: str) -> str:
        """Run git, and return what it prints."""
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=self.env(), capture_output=True, text=True, encoding="utf-8"
        )
        return done.stdout + done.stderr

    def release(self, message: str = "A release") -> None:
        """Publish what is in our folder."""
        self.git(self.ours, "add", "--all")
        self.git(self.ours, "commit", "--quiet", "-m", message)

    def change(self, path: str, old: str, new: str) -> None:
        """Change a file of ours."""
        file = self.ours / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def update(self, code: int = 0, **settings: str) -> str:
        """Run the session's module in the learner's clone, and return what it prints."""
        command = [sys.executable, "-m", "dojo.practice.update"]
        done = subprocess.run(
            command, cwd=self.mine, env={**self.env(), **settings}, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def write(self, more: str = "") -> bytes:
        """Write chapter 3.2 in the learner's clone, and return what is there."""
        text = (self.mine / "solutions" / f"{NAME}.py").read_text(encoding="utf-8")
        self.kata.write_text(text.replace("np.maximum(0, Z)", "np.maximum(Z, 0)  # mine") + more, encoding="utf-8")
        return self.kata.read_bytes()

    @property
    def kata(self) -> Path:
        """The learner's kata."""
        return self.mine / "katas" / f"{NAME}.py"

    def backups(self) -> list[bytes]:
        """Return what the learner's copies hold."""
        return [path.read_bytes() for path in (self.mine / "backups").glob("*.py")]


@pytest.fixture
def clones(tmp_path: Path) -> Clones:
    """Return clones."""
    return Clones(tmp_path)


def test_release_arrives_and_what_is_mine_stays(clones: Clones) -> None:
    """The release's words, new function and other signature are told; the kata is kept, committed and not lost."""
    before = clones.write()
    clones.change("CHANGELOG.md", "## Unreleased\n\n", "## Unreleased\n\n- A fast sigmoid,\n  in two lines.\n")
    for room in "solutions", "katas":
        clones.change(f"{room}/{NAME}.py", "def softmax(Z: Array)", f"{LEAKY}def softmax(Z: Array, axis: int = -1)")
    clones.change(f"tests/test_{NAME}.py", '"""What', '"""This is what')
    clones.release()
    said = clones.update()

    assert "Copies of 1 file of katas/ are in backups/." in said and before in clones.backups()
    assert "- A fast sigmoid,\n  in two lines." in said and "- MNIST is in the repository" not in said
    assert "3.2 leaky_relu is new" in said and "3.2 has other tests" in said
    assert "3.2 softmax is called in another way: def softmax(Z: Array, axis: int = -1) -> Array" in said
    assert b"np.maximum(Z, 0)  # mine" in clones.kata.read_bytes()
    assert "My katas" in clones.git(clones.mine, "log", "--format=%s", "-3")
    assert clones.git(clones.mine, "status", "--porcelain") == ""
    assert "newest release" in clones.update()


def test_lines_that_both_changed_stay_mine(clones: Clones) -> None:
    """Where the release changes the very lines that the learner wrote, these stay, and git leaves no marks.

    A new function that the merge so leaves out is named with the way to its stub.
    """
    before = clones.write(more="\n\n# mine\n")
    clones.change(f"katas/{NAME}.py", 'NotImplementedError("3.2 relu")', 'NotImplementedError("chapter 3.2: relu")')
    stub = '\n\ndef leaky_relu(Z: Array) -> Array:\n    """New."""\n    raise NotImplementedError("3.2 leaky_relu")\n'
    for room in "solutions", "katas":
        path = clones.ours / room / f"{NAME}.py"
        path.write_text(path.read_text(encoding="utf-8") + stub, encoding="utf-8")
    clones.release()
    said = clones.update()

    assert "3.2 leaky_relu is new: get its stub: nox -s reset -- ch3_2.leaky_relu" in said
    assert clones.kata.read_bytes() == before and before.endswith(b"# mine\n")


def test_nothing_new_and_offline(clones: Clones) -> None:
    """Without a new release, or where it cannot be reached, a line says so; nothing is copied, committed or changed."""
    before = clones.write()
    nothing_new = clones.update()
    clones.git(clones.mine, "remote", "set-url", "origin", str(clones.ours / "nowhere"))
    offline = clones.update(code=1)

    assert "This is the newest release" in nothing_new
    assert re.search(r"The release cannot be fetched: .*Are you online\?", offline)
    assert not (clones.mine / "backups").exists() and clones.kata.read_bytes() == before
    assert "My katas" not in clones.git(clones.mine, "log", "--format=%s")


def test_what_git_cannot_join_is_undone(clones: Clones) -> None:
    """A release that deletes a file that the learner has changed, or has one where theirs lies, changes nothing."""
    before = clones.write()
    (clones.ours / "katas" / f"{NAME}.py").unlink()
    clones.release()
    deleted = clones.update(code=1)
    again = clones.git(clones.mine, "status", "--porcelain")
    (clones.ours / "katas" / "notes.py").write_text("theirs = 1\n", encoding="utf-8")
    clones.git(clones.ours, "revert", "--no-edit", "HEAD")
    clones.release()
    (clones.mine / "katas" / "notes.py").write_text("mine = 1\n", encoding="utf-8")
    in_the_way = clones.update(code=1)

    assert "all is as it was" in deleted and again == "" and clones.kata.read_bytes() == before
    assert "all is as it was" in in_the_way and "katas/notes.py" in in_the_way
    assert (clones.mine / "katas" / "notes.py").read_text(encoding="utf-8") == "mine = 1\n"


def test_folder_that_is_no_clone(tmp_path: Path) -> None:
    """A folder that was unpacked, also within somebody's own repository, is told the way without git."""
    unpacked, own = tmp_path / "own" / "unpacked", {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    unpack(unpacked)
    subprocess.run(["git", "init", "--quiet"], cwd=unpacked.parent, env=own, check=True)
    for settings in {}, {"GIT_CEILING_DIRECTORIES": str(unpacked.parent)}:
        command = [sys.executable, "-m", "dojo.practice.update"]
        done = subprocess.run(
            command, cwd=unpacked, env={**own, **settings}, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == 1 and "was not made by `git clone`" in done.stderr
        assert "copy your katas/ over its katas/" in done.stderr


def test_trouble_is_told_before_anything_changes(clones: Clones) -> None:
    """No git, no remote, a commit of its own, a merge that is not finished and no name are each one clear answer."""
    clones.write()
    clones.change("README.md", "Build", "Do build")
    clones.release()
    before, log = clones.kata.read_bytes(), clones.git(clones.mine, "log")
    said = {"no git": clones.update(code=1, PATH="")}
    clones.who.write_text("[user]\nuseConfigOnly = true\n", encoding="utf-8")
    said["no name"] = clones.update(code=1)
    clones.who.write_text(SOMEBODY, encoding="utf-8")
    clones.git(clones.mine, "branch", "--unset-upstream")
    said["no upstream"] = clones.update(code=1)
    clones.git(clones.mine, "remote", "remove", "origin")
    said["no remote"] = clones.update(code=1)
    clones.git(clones.mine, "checkout", "--detach", "--quiet")
    said["no branch"] = clones.update(code=1)
    (clones.mine / ".git" / "MERGE_HEAD").write_text(clones.git(clones.mine, "rev-parse", "HEAD"), encoding="utf-8")
    said["a merge"] = clones.update(code=1)

    assert "git is not installed" in said["no git"] and "user.email" in said["no name"]
    assert "git branch --set-upstream-to origin/main" in said["no upstream"] and "git remote add" in said["no remote"]
    assert "on no branch" in said["no branch"] and "A merge of git is not finished" in said["a merge"]
    assert clones.kata.read_bytes() == before and clones.git(clones.mine, "log") == log


def test_new_chapter_and_packages() -> None:
    """A chapter that is new, and packages that are installed by the next session, are told."""
    row = "[`ch99_new.py`](katas/ch99_new.py)"
    before = {"pyproject.toml": 'dependencies = [\n    "numpy",\n]\n'}
    after = {
        "README.md": row,
        "solutions/ch99_new.py": "def f(x: int) -> int:\n    return x\n",
        "pyproject.toml": 'dependencies = [\n    "numpy",\n    "scipy",\n]\n',
    }
    said = "\n".join(changes(lambda path: before.get(path, ""), lambda path: after.get(path, "")))

    assert "- 9.9 is a new chapter: f" in said and "installs what else the release needs" in said
