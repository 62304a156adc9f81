"""Progress moves to another machine, nothing is lost on the way, and no file that somebody made up does harm."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dojo.practice import transfer_file
from dojo.proof.project import make_project

NAME = "ch11_arrays"
STAMP = "20261101-120000-000000"


class Machine:
    """A machine with the project on it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.project = make_project(folder)

    def run(self, module: str, *arguments: str, code: int = 0) -> str:
        """Run a module of the project, and return what it prints."""
        command = [sys.executable, "-m", f"dojo.practice.{module}", *arguments]
        done = subprocess.run(command, cwd=self.project, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

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


@pytest.fixture
def machines(tmp_path: Path) -> tuple[Machine, Machine, str]:
    """Return two machines, and where the file goes."""
    return Machine(tmp_path / "old"), Machine(tmp_path / "new"), str(tmp_path / "progress.json")


def test_all_of_it_arrives(machines: tuple[Machine, Machine, str]) -> None:
    """What is written, its copies and the way through them, hints and records are on the other machine."""
    old, new, file = machines
    old.write()
    (old.project / "katas" / "helpers.py").write_bytes("# \u03b1 own\r\n".encode() + b"\xff\n")
    old.run("reset", "batch")
    old.run("reset", "--undo")
    old.run("hint", "dot")
    old.run("progress")
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


def test_training_need_not_run_again(machines: tuple[Machine, Machine, str]) -> None:
    """Minutes of training count on the other machine, as long as nothing that they depend on is different."""
    old, new, file = machines
    names = ["ch11_arrays", "ch12_matrices", "ch13_functions", "ch21_losses", "ch23_minibatches"]
    for name in names:
        old.write(name)
    session = "from dojo.ground.chapters import chapters; from dojo.verdict import judge; "
    session += "judge.test_chapter(chapters()['ch23_minibatches'], [])"
    subprocess.run([sys.executable, "-c", session], cwd=old.project, capture_output=True, check=True)
    venv = new.project / ".venv"  # a machine with an environment of its own: its records have other keys
    os.replace(venv, new.project / ".other")
    venv.mkdir()
    (venv / "pyvenv.cfg").write_text("home = elsewhere\n", encoding="utf-8")
    assert old.state("ch2_3") == "done"

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


def sound() -> dict[str, Any]:
    """Return the smallest progress that has something of everything."""
    digest, time = "0" * 64, "2026-11-01T12:00:00"
    told = {"content": digest, "when": time, "seconds": 1.5, "tests": {"test_dot": True, "test_x": None}, "polish": {}}
    return {
        "written": time,
        "katas": {f"{NAME}.py": "text \udcff", "helpers.py": ""},
        "copies": {f"{NAME}-{STAMP}.py": "older"},
        "earlier": {f"{NAME}.py": [digest]},
        "chapters": {NAME: {**told, "was_done": True, "since": {"batch": time}}},
        "hints": {"ch1_1.batch": 2},
        "history": {NAME: {"at": {"": STAMP, "batch": ""}, "from": {STAMP: ""}, "next": {}}},
        "reviews": [{"function": "ch1_1.batch", "ended": time, "seconds": 3, "saves": 1}],
        "skipped": {NAME: {"when": time, "functions": {"batch": digest}}},
    }


def put(*path: Any) -> Callable[[dict[str, Any]], object]:
    """Return what puts the last of some values where the others lead."""
    *places, name, value = path

    def change(progress: dict[str, Any]) -> None:
        for place in places:
            progress = progress[place]
        progress[name] = value

    return change


HOSTILE = [
    (put("version", 2), "another release"),
    (put("version", True), "version"),
    (put("format", "something else"), "no file that"),
    (put("katas", []), "katas is"),
    (put("katas", "../evil.py", "x"), "'../evil.py'"),
    (put("katas", "/etc/passwd", "x"), "'/etc/passwd'"),
    (put("katas", "..\\evil.py", "x"), "evil.py"),
    (put("katas", "CON.py", "x"), "'CON.py'"),
    (put("katas", "noxfile.py", "x"), "noxfile.py, which belongs"),
    (put("katas", ".hidden.py", "x"), "'.hidden.py'"),
    (put("katas", "evil.py\n", "x"), "evil.py"),
    (put("katas", "a" * 200 + ".py", "x"), "aaa"),
    (put("katas", "ch99_magic.py", "x"), "ch99_magic"),
    (put("katas", "CH11_arrays.py", "x"), "two names"),
    (put("katas", f"{NAME}.py", 7), "is 7"),
    (put("katas", f"{NAME}.py", "\ud800"), "is no text"),
    (put("copies", f"../{NAME}-{STAMP}.py", "x"), "copies has"),
    (put("copies", f"{NAME}-20261399-120000-000000.py", "x"), "does not match"),
    (put("earlier", f"{NAME}.py", ["short"]), "item 1"),
    (put("chapters", "ch99_magic", sound()["chapters"][NAME]), "ch99_magic"),
    (put("chapters", NAME, {}), "lacks"),
    (put("chapters", NAME, "seconds", float("inf")), "Infinity"),
    (put("chapters", NAME, "seconds", "1"), "seconds"),
    (put("chapters", NAME, "tests", "test_dot", 1), "is 1"),
    (put("chapters", NAME, "when", "yesterday"), "yesterday"),
    (put("chapters", NAME, "when", "2026-99-01T12:00:00"), "month"),
    (put("chapters", NAME, "more", 1), "has 'more'"),
    (put("hints", "ch1_1.batch", -1), "is -1"),
    (put("hints", "ch1_1.batch", True), "is True"),
    (put("hints", "__class__", 1), "__class__"),
    (put("history", NAME, "at", "", "../../x"), "../../x"),
    (put("history", "../x", {}), "'../x'"),
    (put("reviews", 0, {}), "lacks"),
    (put("skipped", NAME, "functions", "batch", "x"), "is 'x'"),
    (put("extra", {}), "has 'extra'"),
]


def as_written(progress: dict[str, Any]) -> bytes:
    """Return the file that holds some progress."""
    return json.dumps({"format": transfer_file.FORMAT, "version": transfer_file.VERSION, **progress}).encode()


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    """The smallest sound progress comes back as it was written, odd bytes included."""
    path = tmp_path / "progress.json"
    transfer_file.write(path, sound())
    read = transfer_file.read(path)

    assert {name: read[name] for name in sound()} == sound()
    assert transfer_file.bytes_of(read["katas"][f"{NAME}.py"]) == b"text \xff"


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_files(tmp_path: Path, number: int) -> None:
    """Whatever is not as it should be is refused by name, in one line."""
    change, named = HOSTILE[number]
    progress = json.loads(as_written(sound()))
    change(progress)
    path = tmp_path / "progress.json"
    path.write_text(json.dumps(progress), encoding="utf-8")

    with pytest.raises(ValueError) as caught:
        transfer_file.read(path)

    said = str(caught.value)
    assert named in said and "Nothing was changed." in said and len(said.splitlines()) == 1 and len(said) < 400


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "is no"),
        (b"[" * 100_000, "nested"),
        (b"null", "no file that"),
        (b'{"format": 1, "format": 2}', "a key twice"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "digits"),
    ],
)
def test_broken_files(tmp_path: Path, content: bytes, named: str) -> None:
    """So is what is not JSON, or has been made to break its reader."""
    path = tmp_path / "progress.json"
    path.write_bytes(content)

    with pytest.raises(ValueError, match=named):
        transfer_file.read(path)


def test_huge_files_and_folders(tmp_path: Path) -> None:
    """A file too large is refused before it is parsed, and so are a folder and nothing."""
    path = tmp_path / "progress.json"
    with path.open("wb") as file:
        file.truncate(transfer_file.LARGEST + 1)

    for what, named in (path, "MB"), (tmp_path, "no file"), (tmp_path / "nothing.json", "no such file"):
        with pytest.raises(ValueError, match=named):
            transfer_file.read(what)


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

    for _ in range(6):
        new.run("reset", "ch1_1", "--list")
        subprocess.run(
            [sys.executable, "-m", "dojo.practice.reset", "ch1_1", "--undo"], cwd=new.project, timeout=60, check=False
        )
