"""Classes as other programs export them: who, when, and what they leave beside it."""

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dojo.grading.sources import read_class
from dojo.tests.grading.handed_in import KATA, put, reasons, zipped

METADATA = b"""
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: 'ada'
    :email: ada@example.org
  :created_at: 2026-11-30 23:00:00.123456789 +01:00
  :score: 0.0
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    tests: []
submission_2:
  :submitters:
  - :name: Ben
    :email: ben@example.org
  - :name: Cleo
    :sid: cleo
  :created_at: 2026-12-01 12:00:00 Z
"""


@pytest.mark.parametrize("packed", [False, True])
def test_gradescopes_export_says_who_and_when(tmp_path: Path, packed: bool) -> None:
    """The metadata names the students of each folder, a group has several, and katas may lie at the top."""
    files = {
        "assignment_9_export/submission_metadata.yml": METADATA,
        "assignment_9_export/submission_1/ch31_perceptron.py": KATA,
        "assignment_9_export/submission_2/katas/ch32_activations.py": KATA,
    }
    path = zipped(tmp_path / "export.zip", files) if packed else put(tmp_path / "export", files)

    found = read_class(path)

    assert {name: list(each.katas) for name, each in found.items()} == {
        "ada": ["ch31_perceptron.py"],
        "ben@example.org": ["ch32_activations.py"],
        "cleo": ["ch32_activations.py"],
    }
    assert found["ada"].when == datetime(2026, 11, 30, 22, tzinfo=UTC)


def test_who_is_twice_in_an_export_is_told(tmp_path: Path) -> None:
    """Of two submissions of a student, none is passed over without a word."""
    record = b":\n  :submitters:\n  - :sid: ada\n"
    files = {"1/ch31_perceptron.py": KATA, "2/ch31_perceptron.py": KATA}
    put(tmp_path, {f"submission_{name}": content for name, content in files.items()})
    put(tmp_path, {"submission_metadata.yml": b"submission_1" + record + b"submission_2" + record})

    ada = read_class(tmp_path)["ada"]

    assert not ada.katas and ada.refused[0].reason == "the export has two submissions of this student"


@pytest.mark.parametrize("made", ["2026-13-01 00:00:00", "0001-01-01 00:00:00 +14:00"])
def test_an_export_with_no_dates_is_refused(tmp_path: Path, made: str) -> None:
    """The message names the file."""
    text = f"submission_1:\n  :submitters:\n  - :sid: ada\n  :created_at: {made}\n"
    put(tmp_path, {"submission_metadata.yml": text.encode()})

    with pytest.raises(ValueError, match=r"submission_metadata\.yml"):
        read_class(tmp_path)


def test_repositories_are_read_without_a_checkout(tmp_path: Path) -> None:
    """A list of git addresses gives the katas of the newest commits; links in them are refused, and no hook runs."""
    repository = put(tmp_path / "origin", {"katas/ch31_perceptron.py": KATA, ".gitattributes": b"* filter=x"})
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(repository)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    link = ["update-index", "--add", "--cacheinfo"]
    blob = subprocess.run([*git, "hash-object", "-w", "--stdin"], input=b"/etc/passwd", capture_output=True, check=True)
    subprocess.run([*git, *link, f"120000,{blob.stdout.decode().strip()},katas/ch32_activations.py"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "x", "--date", "2026-01-01"], check=True)
    listed = tmp_path / "class.txt"
    listed.write_text(f"# the class\nada {repository.as_uri()}\nben, file:///nowhere/ben.git\n")

    found = read_class(listed)

    assert found["ada"].katas == {"ch31_perceptron.py": KATA}
    assert "a link" in reasons(found["ada"])["katas/ch32_activations.py"]
    assert found["ada"].when and "git cannot fetch file:///nowhere/ben.git" in found["ben"].refused[0].reason


@pytest.mark.parametrize("line", ["ada ext::sh -c id", "ada --upload-pack=id", "ada", "ada b c", "ada /x\nada /y"])
def test_a_list_with_no_addresses_is_refused(tmp_path: Path, line: str) -> None:
    """What git could take for a command or an option is no address, and an id is there once."""
    listed = tmp_path / "class.txt"
    listed.write_text(line)

    with pytest.raises(ValueError, match="git address|twice"):
        read_class(listed)


@pytest.mark.parametrize("made", ["1700000000 +9999", "99999999999999 +0000"])
def test_a_commit_of_no_time_is_taken(tmp_path: Path, made: str) -> None:
    """A date that nobody can read is none, and does not end the reading of the class."""
    repository = put(tmp_path / "origin", {"katas/ch31_perceptron.py": KATA})
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(repository)]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], check=True)
    commit = subprocess.run([*git, "cat-file", "commit", "HEAD"], capture_output=True, check=True).stdout.decode()
    changed = re.sub(r"(?m)^(committer .*> ).*$", rf"\g<1>{made}", commit)
    write = ["hash-object", "-w", "-t", "commit", "--literally", "--stdin"]
    new = (
        subprocess.run([*git, *write], input=changed.encode(), capture_output=True, check=True).stdout.decode().strip()
    )
    subprocess.run([*git, "update-ref", "HEAD", new], check=True)
    (tmp_path / "class.txt").write_text(f"ada {repository.as_uri()}\n")

    ada = read_class(tmp_path / "class.txt")["ada"]

    assert ada.katas and ada.when is None


def test_a_list_in_another_encoding_is_named(tmp_path: Path) -> None:
    """What is no text in UTF-8 is refused with the file's name."""
    (tmp_path / "class.txt").write_text("ada https://example.org/ada.git", encoding="utf-16")

    with pytest.raises(ValueError, match=r"class\.txt is no zip, and no text in UTF-8"):
        read_class(tmp_path / "class.txt")
