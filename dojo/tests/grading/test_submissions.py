"""Of what is handed in, the katas are taken, and all else is refused with its reason."""

import os
import re
import stat
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dojo.grading.sources import read_class
from dojo.grading.submissions import LARGEST, Submission, fault_of_id

KATA = b'"""Perceptrons."""\n'


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a zip with files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def reasons(submission: Submission) -> dict[str, str]:
    """Return why each file was refused."""
    return dict(submission.refused)


def test_folders_and_zips_of_students_are_a_class(tmp_path: Path) -> None:
    """A folder <id>/katas/ and a zip <id>.zip are read alike; what host packs in one more folder, too."""
    put(tmp_path, {"ada/katas/ch31_perceptron.py": KATA})
    zipped(tmp_path / "ben.zip", {"katas/ch31_perceptron.py": KATA})
    zipped(tmp_path / "cleo.zip", {"numpy-katas-main/katas/ch31_perceptron.py": KATA})

    found = read_class(tmp_path)

    assert list(found) == ["ada", "ben", "cleo"]
    assert all(each.katas == {"ch31_perceptron.py": KATA} and not each.refused for each in found.values())


def test_what_belongs_to_the_folder_of_katas_is_left_out_without_a_word(tmp_path: Path) -> None:
    """What every learner has in katas/ is not taken, and is nobody's fault."""
    files = ["katas/neural_network.py", "katas/noxfile.py", "katas/__pycache__/x.pyc", ".git/config", "katas/.DS_Store"]
    put(tmp_path / "ada", {"katas/ch31_perceptron.py": KATA, **dict.fromkeys(files, b"")})

    assert read_class(tmp_path)["ada"].refused == []


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("katas/conftest.py", "change how the tests run"),
        ("conftest.py", "change how the tests run"),
        ("pyproject.toml", "change how the tests run"),
        ("katas/test_ch31_perceptron.py", "the tests are the grader's"),
        ("tests/test_ch31_perceptron.py", "the tests are the grader's"),
        ("katas/evil.pth", "run code when Python starts"),
        ("katas/sitecustomize.py", "run code when Python starts"),
        ("katas/helpers.py", "only katas/chNN_name.py"),
        ("katas/ch99_magic.py", "no chapter has this name"),
        ("katas/ch31_Perceptron.py", "its name has to be ch31_perceptron.py"),
        ("katas/sub/ch32_activations.py", "only katas/chNN_name.py"),
        ("solutions/ch32_activations.py", "only katas/chNN_name.py"),
    ],
)
def test_other_files_are_refused_with_their_reason(tmp_path: Path, file: str, reason: str) -> None:
    """A file that is no chapter's kata is not taken, and its reason is told."""
    zipped(tmp_path / "ada.zip", {"katas/ch32_activations.py": KATA, file: b"import os"})

    ada = read_class(tmp_path)["ada"]

    assert list(ada.katas) == ["ch32_activations.py"]
    assert [reason in said for said in reasons(ada).values()] == [True], ada.refused


def test_a_kata_has_at_most_256_kilobytes(tmp_path: Path) -> None:
    """A kata of exactly that size is taken, and one of a byte more is not."""
    put(
        tmp_path / "ada",
        {"katas/ch31_perceptron.py": b"#" * LARGEST, "katas/ch32_activations.py": b"#" * (LARGEST + 1)},
    )

    ada = read_class(tmp_path)["ada"]

    assert list(ada.katas) == ["ch31_perceptron.py"]
    assert "262,145 bytes" in reasons(ada)["katas/ch32_activations.py"]


def test_a_zip_that_grows_is_not_unpacked(tmp_path: Path) -> None:
    """Of a zip bomb no more than a kata's size is ever read, even if it lies about its size."""
    path = zipped(
        tmp_path / "ada.zip", {"katas/ch31_perceptron.py": b"\0" * 50_000_000, "katas/big.bin": b"\0" * 9_000_000}
    )
    size = (50_000_000).to_bytes(4, "little")
    lying = path.read_bytes().replace(size, (1000).to_bytes(4, "little"))
    (tmp_path / "ben.zip").write_bytes(lying)

    found = read_class(tmp_path)

    assert not found["ada"].katas and "50,000,000 bytes" in reasons(found["ada"])["katas/ch31_perceptron.py"]
    assert not found["ben"].katas or len(found["ben"].katas["ch31_perceptron.py"]) <= LARGEST


@pytest.mark.parametrize("path", ["../ben/katas/ch31_perceptron.py", "/katas/ch31_perceptron.py", "katas\\..\\ch31.py"])
def test_paths_that_lead_out_are_refused(tmp_path: Path, path: str) -> None:
    """A path with .. or from the root is named as what it is."""
    zipped(tmp_path / "ada.zip", {"katas/ch32_activations.py": KATA})
    with zipfile.ZipFile(tmp_path / "ada.zip", "a") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = path
        archive.writestr(info, KATA)

    ada = read_class(tmp_path)["ada"]

    assert list(ada.katas) == ["ch32_activations.py"]
    assert "leads out of the submission" in " ".join(reasons(ada).values())


def test_links_are_refused(tmp_path: Path) -> None:
    """A link in a zip, in a folder, or instead of a folder gives nothing of what it points to."""
    secret = put(tmp_path / "secret", {"ch31_perceptron.py": b"secret"})
    class_ = tmp_path / "class"
    with zipfile.ZipFile(zipped(tmp_path / "x.zip", {}), "a") as archive:
        info = zipfile.ZipInfo("katas/ch31_perceptron.py")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, str(secret / "ch31_perceptron.py"))
    put(class_, {"ada.zip": (tmp_path / "x.zip").read_bytes(), "ben/katas/ch32_activations.py": KATA})
    try:
        os.symlink(secret / "ch31_perceptron.py", class_ / "ben" / "katas" / "ch31_perceptron.py")
        os.symlink(secret, class_ / "cleo")
    except OSError:  # Windows lets only some users make links
        (class_ / "cleo.zip").write_bytes((class_ / "ada.zip").read_bytes())

    found = read_class(class_)

    assert found["ada"].katas == found["cleo"].katas == {}
    assert "ch31_perceptron.py" not in found["ben"].katas
    assert "link" in found["ada"].refused[0].reason and "link" in found["cleo"].refused[0].reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only Unix has pipes among its files")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """A named pipe, which would never end, is refused without being opened."""
    put(tmp_path / "ada", {"katas/ch32_activations.py": KATA})
    os.mkfifo(tmp_path / "ada" / "katas" / "ch31_perceptron.py")

    assert "only regular files" in reasons(read_class(tmp_path)["ada"])["katas/ch31_perceptron.py"]


def test_the_same_file_twice_is_refused(tmp_path: Path) -> None:
    """Nobody can tell which of two katas of one name, or of one but for capital letters, is meant."""
    with zipfile.ZipFile(tmp_path / "ada.zip", "w") as archive, pytest.warns(UserWarning):
        for content in b"1", b"2":
            archive.writestr("katas/ch31_perceptron.py", content)
    zipped(tmp_path / "ben.zip", {"katas/ch31_perceptron.py": b"1", "katas/CH31_PERCEPTRON.py": b"2"})

    found = read_class(tmp_path)

    assert found["ada"].katas == found["ben"].katas == {}
    assert "there twice" in found["ada"].refused[0].reason and "there twice" in found["ben"].refused[0].reason


@pytest.mark.parametrize(
    "name", ["", "..", "-rf", ".hidden", "a/b", "con", "nul.txt", "a\nb", "a:b", "dot.", "x" * 101]
)
def test_odd_ids_are_refused(name: str) -> None:
    """An id that cannot be a folder's name everywhere is refused."""
    assert fault_of_id(name)


@pytest.mark.parametrize("name", ["ada", "1234567", "ada@example.org", "Ada Lovelace_12_file", "zoë", "a.b-c+d"])
def test_ordinary_ids_are_taken(name: str) -> None:
    """Numbers, names, e-mail addresses and what Moodle calls its folders are ids."""
    assert fault_of_id(name) == ""


def test_ids_that_differ_in_capital_letters_alone_are_refused(tmp_path: Path) -> None:
    """Two such folders would be one on many disks, so neither is graded."""
    zipped(tmp_path / "class.zip", {f"all/{name}/katas/ch31_perceptron.py": KATA for name in ("ada", "Ada", "ben")})

    found = read_class(tmp_path / "class.zip")

    assert [bool(each.katas) for each in found.values()] == [False, False, True]
    assert "but for capital letters" in found["Ada"].refused[0].reason


def test_a_broken_zip_is_one_students_trouble(tmp_path: Path) -> None:
    """What cannot be read is refused with its reason, and the others are read."""
    put(tmp_path, {"ada.zip": b"PK no zip", "ben/katas/ch31_perceptron.py": KATA})

    found = read_class(tmp_path)

    assert "its zip cannot be read" in found["ada"].refused[0].reason and found["ben"].katas


@pytest.mark.parametrize("damage", [b"\0" * 40, b"\xff" * 40])
def test_a_broken_kata_in_the_zip_of_a_class_is_one_students_trouble(tmp_path: Path, damage: bytes) -> None:
    """What cannot be unpacked is refused with its reason, and the others are read."""
    kata = b"".join(b"x%d = %d\n" % (number, number * number) for number in range(300))
    path = zipped(
        tmp_path / "class.zip", {"a/ada/katas/ch31_perceptron.py": kata, "a/ben/katas/ch31_perceptron.py": KATA}
    )
    content = path.read_bytes()
    path.write_bytes(content[:100] + damage + content[140:])

    found = read_class(path)

    assert "cannot be read" in found["ada"].refused[0].reason and found["ben"].katas


def test_zips_that_windows_packs_with_backslashes_are_read(tmp_path: Path) -> None:
    """A backslash between folders is a slash."""
    with zipfile.ZipFile(tmp_path / "ada.zip", "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = "katas\\ch31_perceptron.py"
        archive.writestr(info, KATA)

    assert read_class(tmp_path)["ada"].katas == {"ch31_perceptron.py": KATA}


def test_nothing_handed_in_is_said(tmp_path: Path) -> None:
    """A submission without katas says so."""
    put(tmp_path, {"ada/katas/neural_network.py": b""})

    assert read_class(tmp_path)["ada"].refused == [("", "there is no folder katas/ with chapters in it")]


def test_a_hundred_strange_files_are_cut_short(tmp_path: Path) -> None:
    """However much is refused, the list stays readable and says how much more there is."""
    zipped(tmp_path / "ada.zip", {f"katas/x{number}.py": b"" for number in range(100)})

    refused = read_class(tmp_path)["ada"].refused

    assert len(refused) == 41 and refused[-1].reason == "60 more were left out, too"


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


@pytest.mark.parametrize("name", ["..", "", "C:", "seed", "exports", "wide.csv", "-rf", "a\nb", "=1+1"])
def test_an_odd_id_gets_another_that_names_a_folder(tmp_path: Path, name: str) -> None:
    """Results never go to where an id leads that is none, such as out of the folder of grades, or over its seed."""
    zipped(tmp_path / "class.zip", {f"{who}/katas/ch31_perceptron.py": KATA for who in (name, "ben")})

    found = read_class(tmp_path / "class.zip")

    (odd,) = set(found) - {"ben"}
    assert fault_of_id(odd) == "" and odd.startswith("no id")
    assert "cannot be an id" in found[odd].refused[0].reason and not found[odd].katas and found["ben"].katas


def test_an_id_from_macos_is_the_rosters(tmp_path: Path) -> None:
    """macOS writes an umlaut as two characters, and the id has one."""
    put(tmp_path, {"ju\u0308rgen/katas/ch31_perceptron.py": KATA})

    assert list(read_class(tmp_path)) == ["j\xfcrgen"]


def test_what_is_called_katas_may_be_no_folder(tmp_path: Path) -> None:
    """A link or a file of that name is one student's trouble."""
    zipped(tmp_path / "ada.zip", {"katas": b"/etc"})
    put(tmp_path, {"ben/katas/ch31_perceptron.py": KATA})

    found = read_class(tmp_path)

    assert found["ben"].katas and "not the folder of the katas" in reasons(found["ada"])["katas"]


def test_a_zip_with_a_nameless_entry_is_read(tmp_path: Path) -> None:
    """Some programs write them, and zipfile cannot say whether it is a folder."""
    with zipfile.ZipFile(tmp_path / "ada.zip", "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = ""
        archive.writestr(info, b"")
        archive.writestr("katas/ch31_perceptron.py", KATA)

    assert read_class(tmp_path)["ada"].katas == {"ch31_perceptron.py": KATA}


def test_a_class_that_windows_packs_is_read(tmp_path: Path) -> None:
    """Backslashes are slashes in the zip of a class, too."""
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for name in "ada", "ben":
            info = zipfile.ZipInfo("x")
            info.filename = f"{name}\\katas\\ch31_perceptron.py"
            archive.writestr(info, KATA)

    assert [each.katas for each in read_class(tmp_path / "class.zip").values()] == [{"ch31_perceptron.py": KATA}] * 2


def test_a_zip_beside_what_macos_leaves_is_the_submission(tmp_path: Path) -> None:
    """.DS_Store is nothing that was handed in."""
    put(tmp_path, {"ada/.DS_Store": b"x"})
    zipped(tmp_path / "ada" / "work.zip", {"katas/ch31_perceptron.py": KATA})

    assert read_class(tmp_path)["ada"].katas


@pytest.mark.parametrize("name", ["ada.tar.gz", "ada.rar", "ada.7Z", "ada.tgz"])
def test_another_archive_is_not_passed_over(tmp_path: Path, name: str) -> None:
    """Who hands in an archive that is no zip is told so, and is not missing from the grades."""
    put(tmp_path, {name: b"x", "ben/katas/ch31_perceptron.py": KATA})

    assert read_class(tmp_path)["ada"].refused[0].reason == f"{name} is no zip: pack it as one"


@pytest.mark.skipif(not hasattr(os, "getuid") or not os.getuid(), reason="root reads everything")
def test_a_closed_folder_beside_the_katas_is_left_out(tmp_path: Path) -> None:
    """What cannot be read is named, and the katas are taken; a student whose folder is closed is told so."""
    put(tmp_path, {"ada/katas/ch31_perceptron.py": KATA, "ada/closed/x": b"", "ben/x": b""})
    closed = tmp_path / "ada" / "closed", tmp_path / "ben"
    for folder in closed:
        folder.chmod(0)

    found = read_class(tmp_path)

    for folder in closed:
        folder.chmod(0o755)
    assert found["ada"].katas and "closed" in reasons(found["ada"])
    assert found["ben"].refused == [("", "it cannot be read: Permission denied")]


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


def test_one_students_work_is_no_class(tmp_path: Path) -> None:
    """Who gives a folder that has katas/ itself is told what to give."""
    put(tmp_path, {"katas/ch31_perceptron.py": KATA})

    with pytest.raises(ValueError, match="give the folder above it"):
        read_class(tmp_path)
