"""Archives as students and their systems pack them: what is read, and what is refused."""

import os
import stat
import zipfile
from pathlib import Path

import pytest

from dojo.grading.sources import read_class
from dojo.grading.submissions import LARGEST
from dojo.tests.grading.handed_in import KATA, put, reasons, zipped


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


def test_the_same_file_twice_is_refused(tmp_path: Path) -> None:
    """Nobody can tell which of two katas of one name, or of one but for capital letters, is meant."""
    with zipfile.ZipFile(tmp_path / "ada.zip", "w") as archive, pytest.warns(UserWarning):
        for content in b"1", b"2":
            archive.writestr("katas/ch31_perceptron.py", content)
    zipped(tmp_path / "ben.zip", {"katas/ch31_perceptron.py": b"1", "katas/CH31_PERCEPTRON.py": b"2"})

    found = read_class(tmp_path)

    assert found["ada"].katas == found["ben"].katas == {}
    assert "there twice" in found["ada"].refused[0].reason and "there twice" in found["ben"].refused[0].reason


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
