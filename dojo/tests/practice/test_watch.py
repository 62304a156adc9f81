"""Watching: after each save the verdict on what was saved, whatever the save, and nothing left behind."""

import contextlib
import os
import re
import signal
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from dojo.tests.endless import LOOP
from dojo.tests.practice.watched import CHAPTER, LIMIT, Watched

KILLS = True  # so that each test has a project of its own


@pytest.fixture
def watched(project: Path) -> Generator[Watched, None, None]:
    """Watch chapter 1.1 of a project, from after the first verdict on."""
    with contextlib.closing(Watched(project, CHAPTER, "--timeout=1")) as watch:
        watch.until("0 of 5 functions done(.|\n)*next save")
        yield watch
    assert watch.process.returncode == 0


def save(path: Path, text: str) -> None:
    """Save as most editors do: write into the file."""
    path.write_text(text, encoding="utf-8")


def save_by_rename(path: Path, text: str) -> None:
    """Save as Vim does: write another file, and rename it to this one."""
    other = path.with_name(f".{path.name}.swp")
    other.write_text(text, encoding="utf-8")
    os.replace(other, path)


def save_by_deleting(path: Path, text: str) -> None:
    """Save as some editors on network drives do: delete the file first."""
    path.unlink()
    path.write_text(text, encoding="utf-8")


def save_in_halves(path: Path, text: str) -> None:
    """Save slowly: half of the file, a pause, the rest."""
    with path.open("w", encoding="utf-8") as file:
        file.write(text[: len(text) // 2])
        file.flush()
        time.sleep(0.15)
        file.write(text[len(text) // 2 :])


def swapped(text: str, new: str) -> str:
    """Return a kata with another body of `add_row`."""
    assert "    return X + row\n" in text
    return text.replace("    return X + row\n", new)


# What is saved, and what the verdict says of it.
SAVES: list[tuple[Callable[[str], str], str]] = [
    (lambda text: text, "5 of 5 functions done"),
    (lambda text: swapped(text, "    return X - row\n"), "4 of 5 functions done(.|\n)*return X - row"),
    (lambda text: swapped(text, "    return X * row\n"), r"4 of 5 functions done(.|\n)*return X \* row"),  # as long
    (lambda text: text.replace("def add_row(", "def add_row(("), r"ch11_arrays\.py:\d+ is not valid Python"),
    (lambda text: "", "nox -s reset -- ch1_1"),
    (lambda text: swapped(text, "    return X + row  # hello\n"), "5 of 5 functions done"),
    (lambda text: swapped(text, "    raise SystemExit\n"), "the kata ends the program"),
    (lambda text: swapped(text, f"    {LOOP}\n"), "add_row ran for more than"),
    (
        lambda text: swapped(text, f"    for _ in range(10**4): print('x' * 99)\n    {LOOP}\n"),
        "add_row ran for more than",
    ),
    (lambda text: text + "\nraise ValueError('no')\n", "fails while it is imported"),
]


@pytest.mark.parametrize("saving", [save, save_by_rename, save_by_deleting, save_in_halves])
def test_saves_of_every_kind(watched: Watched, saving: Callable[[Path, str], None]) -> None:
    """Ten saves in each of four ways: each is judged by what was saved, and by nothing older."""
    for change, verdict in SAVES:
        saving(watched.kata, change(watched.solution))
        watched.until(verdict)


def test_deleted_kata(watched: Watched) -> None:
    """A file that is gone is missed, and judged again when it is back."""
    watched.kata.unlink()
    watched.until("katas/ch11_arrays.py is missing")
    save(watched.kata, watched.solution)

    watched.until("5 of 5 functions done(.|\n)*Next: nox -s ch1_2 -- --watch")


def test_save_during_a_run(watched: Watched) -> None:
    """A save while the tests run puts an end to that run: its verdict would be out of date."""
    save(watched.kata, swapped(watched.solution, "    import time\n    time.sleep(1000)\n    return X\n"))
    time.sleep(0.5)
    start = time.perf_counter()
    save(watched.kata, watched.solution)
    text = watched.until("5 of 5 functions done")

    assert "ran for more than" not in text and time.perf_counter() - start < LIMIT


def test_what_cannot_be_imported_is_not_counted(watched: Watched) -> None:
    """After a syntax error no functions are counted: nobody knows how many are right."""
    save(watched.kata, "def batch(:\n")

    text = watched.until("next save")

    assert "is not valid Python" in text and "functions done" not in text


def test_an_endless_loop_shows_the_line_alone(watched: Watched) -> None:
    """The verdict names the line, and shows nothing of the threads that watch over the tests."""
    save(watched.kata, swapped(watched.solution, "    while True:\n        pass\n"))

    text = watched.until("next save")

    assert "ever end?" in text and re.search(r":\d+   (while True:|pass)$", text, re.M)
    assert "Stack of" not in text and "threading" not in text and "It printed" not in text


def test_follows_the_learner(project: Path) -> None:
    """Without a chapter it begins where the learner is, and goes to the chapter that is saved."""
    with contextlib.closing(Watched(project)) as watch:
        watch.until("1.1 Getting Started(.|\n)*0 of 5")
        save(watch.kata, watch.solution)
        done = watch.until("Chapter 1.1 is done. Next: save katas/ch12_matrices.py")
        (project / "katas" / "ch12_matrices.py").write_bytes((project / "solutions" / "ch12_matrices.py").read_bytes())
        watch.until("1.2 Matrix Operations(.|\n)*5 of 5 functions done")

    assert "5 of 5 functions done" in done


def test_trains_when_all_else_passes(project: Path) -> None:
    """Where a chapter trains on MNIST, that follows when its other tests pass, and has a verdict of its own."""
    for path in (project / "solutions").glob("ch[12]*.py"):
        (project / "katas" / path.name).write_bytes(path.read_bytes())
    with contextlib.closing(Watched(project, "ch23_minibatches")) as watch:
        text = watch.until("Chapter 2.3 is done")

    assert re.search(r"3 of 3 functions done(.|\n)*Training on MNIST(.|\n)*1 passed", text)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_goes_on_without_its_waiting_process(watched: Watched) -> None:
    """However often the process that waits is killed, as for want of memory, each save has its verdict."""
    for count in range(5):
        for process in _waiting(watched.process.pid):
            os.kill(process, signal.SIGKILL)
        save(watched.kata, swapped(watched.solution, f"    return X + row + {count + 1}\n"))
        watched.until(rf"4 of 5 functions done(.|\n)*return X \+ row \+ {count + 1}(.|\n)*next save")


def _waiting(parent: int) -> list[int]:
    """Return the processes that a process has started."""
    found: list[int] = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            status = (process / "stat").read_text().rpartition(")")[2].split()
            found += [int(process.name)] if int(status[1]) == parent else []
    return found


def test_a_function_by_its_name(project: Path) -> None:
    """A function's name means its chapter, and of a name that there is not one hears at once."""
    with contextlib.closing(Watched(project, "softmax")) as watch:
        watch.until("3.2 Activation Functions")

    with contextlib.closing(Watched(project, "sofmax")) as watch:
        watch.until("did you mean softmax?")
        assert watch.process.wait(LIMIT) == 1


def test_ends_with_an_option_that_pytest_does_not_take(project: Path) -> None:
    """What can never test anything waits for no save."""
    with contextlib.closing(Watched(project, CHAPTER, "--no-such-option")) as watch:
        text = watch.until("pytest does not know --no-such-option")
        code = watch.process.wait(LIMIT)

    assert code == 4 and text.count("ERROR") == 1


def _alive(project: Path) -> list[str]:
    """Return the commands of the processes that work in a project's folder."""
    found: list[str] = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (process / "cwd").resolve() == project.resolve():
                found.append((process / "cmdline").read_text().replace("\0", " "))
    return found


def _gone(project: Path) -> bool:
    end = time.perf_counter() + LIMIT
    while _alive(project) and time.perf_counter() < end:
        time.sleep(0.05)
    return not _alive(project)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
@pytest.mark.parametrize("ended", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("command", [("-m", "nox", "-s", "ch1_1", "--", "--watch"), ("-m", "nox", "-s", "watch")])
def test_leaves_nothing_behind(project: Path, command: tuple[str, ...], ended: signal.Signals) -> None:
    """However nox ends, while a test runs on and on, no process of its is left."""
    with contextlib.closing(Watched(project, command=command)) as watch:
        watch.until("0 of 5 functions done")
        save(watch.kata, swapped(watch.solution, f"    {LOOP}\n"))
        time.sleep(0.5)
        if ended == signal.SIGINT:
            os.killpg(watch.process.pid, ended)  # as a terminal does
        else:
            watch.process.send_signal(ended)
        watch.process.wait(LIMIT)
        gone = _gone(project)

    assert gone
