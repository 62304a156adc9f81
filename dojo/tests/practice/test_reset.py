"""Starting over: the stub comes back, and nothing that was written is lost."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dojo.ground.chapters import SOLUTIONS
from dojo.practice.function_text import text_of
from dojo.tests.practice.resetting import reset, walk


def test_chapter_and_undo(folder: Path, kata: Path) -> None:
    """A chapter's stub comes back, a copy is kept and named, and undo brings back what was there."""
    written, stub = kata.read_bytes(), (folder / "katas" / "ch33_mlp_forward.py").read_bytes()
    code, text = reset("ch3_2")
    (copy,) = (folder / "backups").iterdir()

    assert code == 0 and f"Kept a copy of what was there: backups/{copy.name}" in text
    assert "nox -s reset -- ch3_2 --undo" in text
    assert copy.read_bytes() == written and b'NotImplementedError("3.2 relu")' in kata.read_bytes()
    assert reset("--undo")[0] == 0 and kata.read_bytes() == written
    assert (folder / "katas" / "ch33_mlp_forward.py").read_bytes() == stub


def test_function_and_undo(folder: Path, kata: Path) -> None:
    """Only the function named changes, its helpers and comments above others stay, and undo brings back only it."""
    written = kata.read_text(encoding="utf-8") + "\n\ndef _mine() -> int:\n    return 1\n"
    kata.write_text(written, encoding="utf-8")
    assert reset("softmax")[0] == 0
    without = kata.read_text(encoding="utf-8")
    kata.write_text(without.replace("np.maximum(0, Z)", "np.maximum(Z, 0)"), encoding="utf-8")
    assert reset("softmax", "--undo")[0] == 0

    assert 'NotImplementedError("3.2 softmax")' in without and "np.maximum(0, Z)" in without and "_mine" in without
    assert kata.read_text(encoding="utf-8") == written.replace("np.maximum(0, Z)", "np.maximum(Z, 0)")


def test_undo_goes_further_back_and_redo_returns(folder: Path, kata: Path) -> None:
    """Each undo goes one version back and stops at the oldest; each redo takes one back, up to the stub."""
    first, second = kata.read_bytes(), kata.read_bytes() + b"# more\n"
    (stub,) = walk(kata, "ch3_2")
    kata.write_bytes(second)
    back = walk(kata, "ch3_2", "ch3_2 --undo", "--undo", "--undo")
    forth = walk(kata, "--redo", "ch3_2 --redo", "--redo")

    assert back == [stub, second, first, first]
    assert forth == [second, stub, stub]
    assert "has no version of ch3_2 that was undone to get what is there now" in reset("ch3_2", "--redo")[1]


def test_undo_after_more_writing(folder: Path, kata: Path) -> None:
    """What was written after an undo is undone first, then what was there before, never what was brought back."""
    first = kata.read_bytes()
    walk(kata, "softmax", "--undo")
    kata.write_bytes(first + b"# more\n")

    assert walk(kata, "--undo", "--undo", "--redo") == [first, first, first + b"# more\n"]


def test_undo_of_a_function_goes_further_back(folder: Path, kata: Path) -> None:
    """A function has a history of its own: its older texts come back, and what else was written since stays."""
    first = kata.read_bytes()
    second = first.replace(b"axis=-1", b"axis=1")
    walk(kata, "softmax")
    kata.write_bytes(second)
    walk(kata, "softmax")
    other = kata.read_bytes().replace(b"np.maximum(0, Z)", b"np.maximum(Z, 0)")
    kata.write_bytes(other)
    after = walk(kata, *["softmax --undo"] * 3, *["softmax --redo"] * 3)
    mine = [text.replace(b"np.maximum(0, Z)", b"np.maximum(Z, 0)") for text in (second, first)]

    assert first != second and after == [mine[0], mine[1], mine[1], mine[0], other, other]


def test_unnamed_undo_takes_what_was_replaced_last(folder: Path, kata: Path) -> None:
    """Without a name undo goes backwards through the chapters, and redo forwards."""
    other = folder / "katas" / "ch33_mlp_forward.py"
    other.write_bytes((SOLUTIONS / other.name).read_bytes())
    written, written_other = kata.read_bytes(), other.read_bytes()
    (stub,) = walk(kata, "ch3_2")
    reset("ch3_3")
    states = list[tuple[bool, bool]]()
    for way in ("--undo", "--undo", "--redo", "--redo"):
        reset(way)
        states.append((kata.read_bytes() == written, other.read_bytes() == written_other))

    assert states == [(False, True), (True, True), (False, True), (False, False)] and kata.read_bytes() == stub


def test_list_and_to(folder: Path, kata: Path) -> None:
    """The list has each version once, with the first line that differs; any of them comes back by its number."""
    first, second = kata.read_bytes(), kata.read_bytes().replace(b"np.maximum(0, Z)", b"np.maximum(Z, 0)")
    walk(kata, "ch3_2")
    kata.write_bytes(second)
    walk(kata, "ch3_2", "--undo")
    code, shown = reset("ch3_2", "--list")
    rows = [line.split() for line in shown.splitlines() if line[:1].isdigit()]
    everything = reset("--list")[1]
    reset("relu", "--to", "1")

    assert code == 0 and [row[0] for row in rows] == ["3", "2", "1"]
    assert " ".join(rows[1][4:]) == "what is there now" and "return np.maximum(0, Z)" in " ".join(rows[2])
    assert ["ch3_2", "3"] == everything.splitlines()[1].split()[:2]
    assert kata.read_bytes() == first
    assert reset("ch3_2", "--to", "9")[1] == "backups/ has no version 9 of ch3_2: it has 1 to 3.\n"
    assert reset("ch3_3", "--list") == (1, "backups/ has no copy of ch3_3.\n")


def test_nothing_to_do(folder: Path) -> None:
    """What is a stub already is left alone, without a copy; where no copy is, undo says so."""
    assert reset("relu") == (0, "relu is as it was at the beginning: nothing to do.\n")
    assert reset("ch3_2") == (0, "chapter 3.2 is as it was at the beginning: nothing to do.\n")
    assert not (folder / "backups").exists()
    assert reset("--undo") == (1, "backups/ has no version further back than what is there now.\n")


def test_broken_kata(folder: Path, kata: Path) -> None:
    """Of a file that is no Python one function cannot be found, but the chapter can start over, bytes kept."""
    broken = kata.read_bytes().replace(b"def relu(", b"def relu((") + b"\xff\xfe"
    kata.write_bytes(broken)
    code, text = reset("softmax")
    whole = reset("ch3_2")[0]
    (copy,) = (folder / "backups").iterdir()

    assert code == 1 and "katas/ch32_activations.py:" in text and "is not valid Python" in text
    assert whole == 0 and copy.read_bytes() == broken


def test_line_ends_stay(folder: Path, kata: Path) -> None:
    """A file with Windows's line ends keeps them."""
    kata.write_bytes(kata.read_bytes().replace(b"\n", b"\r\n"))
    reset("softmax")

    assert b'NotImplementedError("3.2 softmax")\r\n' in kata.read_bytes()
    assert kata.read_bytes().count(b"\n") == kata.read_bytes().count(b"\r\n")


ODD: dict[str, Callable[[bytes], bytes]] = {
    "a byte-order mark": lambda text: b"\xef\xbb\xbf" + text,
    "no last newline": lambda text: text.rstrip(b"\n"),
    "mixed line ends": lambda text: text.replace(b"\n", b"\r\n", 30),
    "old line ends": lambda text: text.replace(b"\n", b"\r"),
    "form feeds": lambda text: b"# \x0c \x0b \x1c \x1d \x1e\n\x0c\n" + text,
    "lines of Unicode": lambda text: "# \u2028 \u2029 \x85\n".encode() + text,
    "bytes of another encoding": lambda text: b"# \xff\xfe\n" + text,
    "an encoding of its own": lambda text: b"# coding: latin-1\n# \xe9\n" + text.decode().encode("ascii", "replace"),
    "a wrong escape": lambda text: text + b"x = '\\d'\n",
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_bytes_stay(folder: Path, kata: Path, odd: str) -> None:
    """Of a file with odd bytes only the function's lines change; undo brings back each byte, of it and of the whole."""
    written = ODD[odd](kata.read_bytes())
    kata.write_bytes(written)
    text = text_of("softmax", written) or b""
    begin = written.index(text)
    walk(kata, "softmax")
    without = kata.read_bytes()

    assert without.startswith(written[:begin]) and without.endswith(written[begin + len(text) :])
    assert b'NotImplementedError("3.2 softmax")' in without and len(text_of("relu", without) or b"") > 50
    assert walk(kata, "softmax --undo", "ch3_2", "ch3_2 --undo")[::2] == [written, written]


@pytest.mark.skipif(sys.platform == "win32", reason="modes and links are others there")
@pytest.mark.parametrize("mode", [0o444, 0o600, 0o755])
def test_modes_and_links_stay(folder: Path, kata: Path, mode: int) -> None:
    """The file keeps its mode; a link stays a link, and what it points to is written."""
    target = folder / "elsewhere.py"
    kata.rename(target)
    kata.symlink_to(target)
    written = target.read_bytes()
    target.chmod(mode)
    walk(kata, "softmax")
    between = kata.is_symlink(), target.read_bytes() == written, stat.S_IMODE(target.stat().st_mode)
    walk(kata, "ch3_2 --undo")
    (copy, _) = sorted((folder / "backups").iterdir())

    assert between == (True, False, mode)
    assert kata.is_symlink() and target.read_bytes() == written and stat.S_IMODE(target.stat().st_mode) == mode
    assert stat.S_IMODE(copy.stat().st_mode) == mode | 0o600


def test_what_cannot_be_kept_is_not_replaced(folder: Path, kata: Path) -> None:
    """Where no copy can be written, or the kata is no file, one line says so, and everything stays."""
    written = kata.read_bytes()
    (folder / "backups").write_text("in the way", encoding="utf-8")
    code, text = reset("ch3_2")
    (folder / "katas" / "ch33_mlp_forward.py").unlink()
    (folder / "katas" / "ch33_mlp_forward.py").mkdir()
    codes = [code, *(reset(*words)[0] for words in (["ch3_3"], ["softmax"], ["ch3_3", "--undo"]))]

    assert codes == [1, 1, 1, 1] and kata.read_bytes() == written
    assert text.startswith("backups") and len(text.splitlines()) == 1


def test_leftovers_go(folder: Path, kata: Path) -> None:
    """What a killed process left unfinished is removed at the next start, but not what is new or not ours."""
    for room in (folder / "katas", folder / "backups", folder / ".kata_cache"):
        room.mkdir(exist_ok=True)
        for name in (f".{kata.name}.abcd1234.unfinished", f".{kata.name}.swp", f".{kata.name}.zyxw1234.unfinished"):
            (room / name).write_bytes(b"x")
            if not name.startswith(f".{kata.name}.z"):
                os.utime(room / name, (0, 0))
    reset("--list")
    left = {path.name for path in folder.glob("*/.ch32*")}

    assert left == {f".{kata.name}.swp", f".{kata.name}.zyxw1234.unfinished"}


def test_deleted_kata_comes_back(folder: Path, kata: Path) -> None:
    """A chapter without a file gets its stub, and nothing is copied."""
    kata.unlink()

    assert reset("ch3_2")[0] == 0 and b"3.2 softmax" in kata.read_bytes()
    assert not (folder / "backups").exists()


UNKNOWN = {
    "sofmax": "There is no chapter and no function named 'sofmax': did you mean softmax?",
    "ch9_9": "There is no chapter and no function named 'ch9_9'",
    "gradient_descent": "write one of ch2_2.gradient_descent, ch2_3.gradient_descent, ch4_5.gradient_descent",
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_unknown_name(folder: Path, name: str) -> None:
    """A name that means nothing, or several things, is answered with those that were perhaps meant."""
    code, text = reset(name)

    assert code == 1 and UNKNOWN[name] in text and len(text.splitlines()) == 1
