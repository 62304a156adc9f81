"""Starting over: the stub comes back, and nothing that was written is lost."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROUNDS = 50  # of killing


def reset(project: Path, *arguments: str) -> tuple[int, str]:
    """Run it in a project; return the exit code and what it prints, the time in copies' names left out."""
    command = [sys.executable, "-m", "dojo.practice.reset", *arguments]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def kata(project: Path) -> Path:
    """Return a kata that is written, in a project of its own."""
    path = project / "katas" / "ch32_activations.py"
    path.write_bytes((project / "solutions" / path.name).read_bytes())
    return path


def test_chapter_and_undo(project: Path, kata: Path) -> None:
    """A chapter's stub comes back, a copy is kept and named, and undo brings back what was there."""
    written, stub = kata.read_bytes(), (project / "katas" / "ch33_mlp_forward.py").read_bytes()
    code, text = reset(project, "ch3_2")
    (copy,) = (project / "backups").iterdir()

    assert code == 0 and f"Kept a copy of what was there: backups/{copy.name}" in text
    assert "nox -s reset -- ch3_2 --undo" in text
    assert copy.read_bytes() == written and b'NotImplementedError("3.2 relu")' in kata.read_bytes()
    assert reset(project, "--undo")[0] == 0 and kata.read_bytes() == written
    assert (project / "katas" / "ch33_mlp_forward.py").read_bytes() == stub


def test_function_and_undo(project: Path, kata: Path) -> None:
    """Only the function named changes, its helpers and comments above others stay, and undo brings back only it."""
    written = kata.read_text(encoding="utf-8") + "\n\ndef _mine() -> int:\n    return 1\n"
    kata.write_text(written, encoding="utf-8")
    assert reset(project, "softmax")[0] == 0
    without = kata.read_text(encoding="utf-8")
    kata.write_text(without.replace("np.maximum(0, Z)", "np.maximum(Z, 0)"), encoding="utf-8")
    assert reset(project, "softmax", "--undo")[0] == 0

    assert 'NotImplementedError("3.2 softmax")' in without and "np.maximum(0, Z)" in without and "_mine" in without
    assert kata.read_text(encoding="utf-8") == written.replace("np.maximum(0, Z)", "np.maximum(Z, 0)")


def test_undo_twice_takes_it_back(project: Path, kata: Path) -> None:
    """An undo can itself be undone, since it keeps a copy as well."""
    written = kata.read_bytes()
    reset(project, "ch3_2")
    fresh = kata.read_bytes()
    reset(project, "--undo")
    reset(project, "--undo")
    again = kata.read_bytes()
    reset(project, "--undo")

    assert again == fresh and kata.read_bytes() == written


def test_nothing_to_do(project: Path) -> None:
    """What is a stub already is left alone, without a copy; where no copy is, undo says so."""
    assert reset(project, "relu") == (0, "relu is as it was at the beginning: nothing to do.\n")
    assert reset(project, "ch3_2") == (0, "chapter 3.2 is as it was at the beginning: nothing to do.\n")
    assert not (project / "backups").exists()
    assert reset(project, "--undo") == (1, "backups/ has no copy that differs from what is there now.\n")


def test_broken_kata(project: Path, kata: Path) -> None:
    """Of a file that is no Python one function cannot be found, but the chapter can start over, bytes kept."""
    broken = kata.read_bytes().replace(b"def relu(", b"def relu((") + b"\xff\xfe"
    kata.write_bytes(broken)
    code, text = reset(project, "softmax")
    whole = reset(project, "ch3_2")[0]
    (copy,) = (project / "backups").iterdir()

    assert code == 1 and "katas/ch32_activations.py:" in text and "is not valid Python" in text
    assert whole == 0 and copy.read_bytes() == broken


def test_line_ends_stay(project: Path, kata: Path) -> None:
    """A file with Windows's line ends keeps them."""
    kata.write_bytes(kata.read_bytes().replace(b"\n", b"\r\n"))
    reset(project, "softmax")

    assert b'NotImplementedError("3.2 softmax")\r\n' in kata.read_bytes()
    assert kata.read_bytes().count(b"\n") == kata.read_bytes().count(b"\r\n")


def test_deleted_kata_comes_back(project: Path, kata: Path) -> None:
    """A chapter without a file gets its stub, and nothing is copied."""
    kata.unlink()

    assert reset(project, "ch3_2")[0] == 0 and b"3.2 softmax" in kata.read_bytes()
    assert not (project / "backups").exists()


UNKNOWN = {
    "sofmax": "There is no chapter and no function named 'sofmax': did you mean softmax?",
    "ch9_9": "There is no chapter and no function named 'ch9_9'",
    "gradient_descent": "write one of ch2_2.gradient_descent, ch2_3.gradient_descent, ch4_5.gradient_descent",
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_unknown_name(project: Path, name: str) -> None:
    """A name that means nothing, or several things, is answered with those that were perhaps meant."""
    code, text = reset(project, name)

    assert code == 1 and UNKNOWN[name] in text and len(text.splitlines()) == 1


@pytest.mark.parametrize("command", [["reset", "ch3_2"], ["reset", "softmax"], ["progress"]])
def test_killed_at_any_moment(project: Path, kata: Path, command: list[str]) -> None:
    """Whenever the process is killed, the kata is the old one or the new one, and so is each copy and record."""
    written, rng = kata.read_bytes(), random.Random(0)
    module = [sys.executable, "-m", f"dojo.practice.{command[0]}", *command[1:]]
    assert subprocess.run(module, cwd=project, capture_output=True).returncode == 0
    after = kata.read_bytes()
    start = time.perf_counter()
    kata.write_bytes(written)
    subprocess.run(module, cwd=project, capture_output=True)
    takes = time.perf_counter() - start
    for _ in range(ROUNDS):
        kata.write_bytes(written)
        for file in (project / ".kata_cache").glob("*"):
            file.unlink()
        process = subprocess.Popen(module, cwd=project, stdout=-3, stderr=-3)
        time.sleep(rng.uniform(0, 1.2 * takes))
        process.kill()
        process.wait()
        assert kata.read_bytes() in (written, after)

    copies = [path.read_bytes() for path in (project / "backups").glob("ch*")]
    assert set(copies) <= {written, after}
    for path in (project / ".kata_cache").glob("ch*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["tests"]
