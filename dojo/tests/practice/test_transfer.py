"""Progress moves to another machine, nothing is lost on the way, and no file that somebody made up does harm."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.practice import transfer_file
from dojo.tests.practice.pristine import Pristine
from dojo.tests.practice.test_transfer_file import NAME, STAMP, as_written, sound

ALL = """
import importlib
import sys

for command in sys.argv[1:]:
    sys.argv = command.split()
    importlib.import_module(f"dojo.practice.{sys.argv[0]}").main()
"""


class Machine:
    """A machine with the project on it."""

    def __init__(self, project: Path) -> None:
        self.project = project

    def run(self, module: str, *arguments: str, code: int = 0) -> str:
        """Run a module of the project, and return what it prints."""
        command = [sys.executable, "-m", f"dojo.practice.{module}", *arguments]
        done = subprocess.run(command, cwd=self.project, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def run_all(self, *commands: str) -> None:
        """Run several of them in turn, in one process, where nothing depends on what they print."""
        subprocess.run(
            [sys.executable, "-c", ALL, *commands], cwd=self.project, capture_output=True, timeout=120, check=True
        )

    def kata(self, name: str = NAME) -> Path:
        """Return where a kata is."""
        return self.project / "katas" / f"{name}.py"

    def write(self, name: str = NAME, more: str = "") -> None:
        """Write a chapter as the reference has it, with some text at the end."""
        text = (self.project / "solutions" / f"{name}.py").read_text(encoding="utf-8")
        self.kata(name).write_text(text + more, encoding="utf-8")

    def state(self, session: str) -> str:
        """Return the state of a chapter."""
        rows = json.loads(self.run("progress", "--json"))["chapters"]
        return next(str(row["state"]) for row in rows if row["session"] == session)

    def backups(self) -> set[bytes]:
        """Return what the copies hold."""
        return {path.read_bytes() for path in (self.project / "backups").glob("*.py")}


@pytest.fixture(scope="session")
def another(tmp_path_factory: pytest.TempPathFactory) -> Pristine:
    """Return the project of the other machine."""
    return Pristine(tmp_path_factory.mktemp("another") / "project")


@pytest.fixture
def machines(project: Path, another: Pristine, tmp_path: Path) -> tuple[Machine, Machine, str]:
    """Return two machines, and where the file goes."""
    return Machine(project), Machine(another.as_new()), str(tmp_path / "progress.json")


def test_all_of_it_arrives(machines: tuple[Machine, Machine, str]) -> None:
    """What is written, its copies and the way through them, hints and records are on the other machine."""
    old, new, file = machines
    old.write()
    (old.project / "katas" / "helpers.py").write_bytes("# \u03b1 own\r\n".encode() + b"\xff\n")
    old.run_all("reset batch", "reset --undo", "hint dot", "progress")
    said = old.run("progress", "--export", file)
    arrived = new.run("progress", "--import", file)

    assert "2 katas" in said and "ch11_arrays" in arrived and "helpers" in arrived
    assert new.kata().read_bytes() == old.kata().read_bytes()
    assert new.kata("helpers").read_bytes() == old.kata("helpers").read_bytes()
    assert old.backups() <= new.backups() and new.state("ch1_1") == "done"
    assert "hint 2 of" in new.run("hint", "dot")
    assert "NotImplementedError" in new.run("reset", "ch1_1", "--redo") + new.kata().read_text(encoding="utf-8")


def test_nothing_begun_is_nothing_to_move(machines: tuple[Machine, Machine, str]) -> None:
    """Without anything begun the file is empty, and changes nothing where something is."""
    old, new, file = machines
    new.write()
    before = new.kata().read_bytes()
    old.run("progress", "--export", file)
    new.run("progress", "--import", file)

    assert new.kata().read_bytes() == before and not new.backups()


def test_back_and_forth(machines: tuple[Machine, Machine, str]) -> None:
    """The newer version wins, whichever machine it is on; an older export replaces nothing."""
    old, new, file = machines
    old.write(more="# 1\n")
    old.run("progress", "--export", file)
    new.run("progress", "--import", file)
    new.write(more="# 2\n")
    stale = new.run("progress", "--import", file)
    kept = new.kata().read_bytes()
    new.run("progress", "--export", file)
    newer = old.run("progress", "--import", file)

    assert "what is here is newer" in stale and kept.endswith(b"# 2\n")
    assert "newer than what was here" in newer and old.kata().read_bytes() == kept
    assert any(copy.endswith(b"# 1\n") for copy in old.backups())
    assert "the same" in old.run("progress", "--import", file)


def test_changes_on_both_machines(machines: tuple[Machine, Machine, str]) -> None:
    """Where both have changed a kata, that of the file is taken, and what was there comes back by undo."""
    old, new, file = machines
    old.write(more="# mine, old\n")
    new.write(more="# mine, new\n")
    old.run("progress", "--export", file)
    said = new.run("progress", "--import", file)
    taken = new.kata().read_bytes()
    new.run("reset", "ch1_1", "--undo")

    assert "changed here as well" in said and "nox -s reset -- ch1_1 --undo" in said
    assert taken.endswith(b"# mine, old\n") and new.kata().read_bytes().endswith(b"# mine, new\n")


TRAIN = """
from dojo.ground.chapters import chapters
from dojo.practice.standing import standing
from dojo.verdict.judge import test_chapter

chapter = chapters()["ch23_minibatches"]
test_chapter(chapter, [])
print(standing(chapter).state)
"""


def test_training_need_not_run_again(machines: tuple[Machine, Machine, str]) -> None:
    """Minutes of training count on the other machine, as long as nothing that they depend on is different."""
    old, new, file = machines
    names = ["ch11_arrays", "ch12_matrices", "ch13_functions", "ch21_losses", "ch23_minibatches"]
    for name in names:
        old.write(name)
    trained = subprocess.run([sys.executable, "-c", TRAIN], cwd=old.project, capture_output=True, check=True)
    venv = new.project / ".venv"  # a machine with an environment of its own: its records have other keys
    os.replace(venv, new.project / ".other")
    venv.mkdir()
    (venv / "pyvenv.cfg").write_text("home = elsewhere\n", encoding="utf-8")
    assert trained.stdout.decode().splitlines()[-1] == "done"

    old.run("progress", "--export", file)
    new.run("progress", "--import", file)
    after = new.state("ch2_3")
    new.write("ch23_minibatches", more="# changed\n")

    assert after == "done" and new.state("ch2_3") == "changed since"


def test_other_files_stay(machines: tuple[Machine, Machine, str]) -> None:
    """An export replaces an export, and no other file; what is not a progress file is not taken."""
    old, _, file = machines
    old.write()
    readme = old.project / "conftest.py"
    before = readme.read_bytes()
    said = old.run("progress", "--export", str(readme), code=1)
    refused = old.run("progress", "--import", str(readme), code=1)
    for _ in range(2):
        old.run("progress", "--export", file)

    assert "is not a progress file" in said and readme.read_bytes() == before
    assert "it is not JSON" in refused and "Nothing was changed" in refused


def test_huge_files_and_folders(tmp_path: Path) -> None:
    """A file too large is refused before it is parsed, and so are a folder and nothing."""
    path = tmp_path / "progress.json"
    with path.open("wb") as file:
        file.truncate(transfer_file.LARGEST + 1)

    for what, named in (path, "MB"), (tmp_path, "no file"), (tmp_path / "nothing.json", "no such file"):
        with pytest.raises(ValueError, match=named):
            transfer_file.read(what)


UNDO = """
import contextlib
import sys
from dojo.practice import reset

for _ in range(6):
    sys.argv = ["reset", "ch1_1", "--list"]
    reset.main()
    sys.argv = ["reset", "ch1_1", "--undo"]
    with contextlib.suppress(SystemExit):  # where there is nothing older
        reset.main()
"""


def test_made_up_history_ends(machines: tuple[Machine, Machine, str]) -> None:
    """A way through the copies that goes in circles, or to copies that are not there, leads nowhere and ends."""
    _, new, file = machines
    progress = sound()
    other = "20261102-120000-000000"
    progress["katas"] = {f"{NAME}.py": "# taken\n"}
    progress["copies"][f"{NAME}-{other}.py"] = "other"
    progress["history"][NAME] = {
        "at": {"": other},
        "from": {other: STAMP, STAMP: other},
        "next": {STAMP: other, other: STAMP},
    }
    Path(file).write_bytes(as_written(progress))
    new.run("progress", "--import", file)

    subprocess.run([sys.executable, "-c", UNDO], cwd=new.project, timeout=60, check=True)
