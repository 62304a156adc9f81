"""Of what is handed in, the katas are taken, and all else is refused with its reason."""

import os
from pathlib import Path

import pytest

from dojo.grading.sources import read_class
from dojo.grading.submissions import LARGEST, fault_of_id
from dojo.tests.grading.handed_in import KATA, put, reasons, zipped


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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only Unix has pipes among its files")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """A named pipe, which would never end, is refused without being opened."""
    put(tmp_path / "ada", {"katas/ch32_activations.py": KATA})
    os.mkfifo(tmp_path / "ada" / "katas" / "ch31_perceptron.py")

    assert "only regular files" in reasons(read_class(tmp_path)["ada"])["katas/ch31_perceptron.py"]


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


def test_nothing_handed_in_is_said(tmp_path: Path) -> None:
    """A submission without katas says so."""
    put(tmp_path, {"ada/katas/neural_network.py": b""})

    assert read_class(tmp_path)["ada"].refused == [("", "there is no folder katas/ with chapters in it")]


def test_a_hundred_strange_files_are_cut_short(tmp_path: Path) -> None:
    """However much is refused, the list stays readable and says how much more there is."""
    zipped(tmp_path / "ada.zip", {f"katas/x{number}.py": b"" for number in range(100)})

    refused = read_class(tmp_path)["ada"].refused

    assert len(refused) == 41 and refused[-1].reason == "60 more were left out, too"


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


def test_one_students_work_is_no_class(tmp_path: Path) -> None:
    """Who gives a folder that has katas/ itself is told what to give."""
    put(tmp_path, {"katas/ch31_perceptron.py": KATA})

    with pytest.raises(ValueError, match="give the folder above it"):
        read_class(tmp_path)
