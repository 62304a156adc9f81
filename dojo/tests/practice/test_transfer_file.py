"""The file that carries progress: what is written can be read, and what somebody made up does no harm."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dojo.practice import transfer_file

NAME = "ch11_arrays"
STAMP = "20261101-120000-000000"


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
