"""What a kata reads by itself is part of what was tested: a record holds as long as all of it is what it was."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dojo.ground.chapters import SOLUTIONS, chapters
from dojo.tests.verdict.katas_run import run_warm
from dojo.verdict import record
from dojo.verdict.judge import Judge
from dojo.verdict.left_behind import MARK
from dojo.verdict.outside import OUTSIDE, state_of

SOLUTION = (SOLUTIONS / "ch11_arrays.py").read_text(encoding="utf-8")
BODY = "    return X[start : start + size]\n"  # of batch
HEAD = "import numpy as np\n"
FIRST = chapters()["ch11_arrays"]
RUN = """
import sys
from dojo.ground.chapters import chapters
from dojo.verdict.judge import test_chapter
from dojo.verdict.record import holds, is_sure, key, load

chapter = chapters()["ch11_arrays"]
code = test_chapter(chapter, []) if sys.argv[1:] else 0
record = load(chapter)
is_sure.__globals__["_tested"].clear()  # as in another program
print(bool(record and holds(chapter, record, key(chapter))), bool(record and is_sure(chapter, record)), code)
"""
Change = Callable[[Path], object]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a place with a folder for katas and an empty one, where judge and records look for them."""
    monkeypatch.setattr(record, "KATAS", tmp_path / "katas")
    monkeypatch.setattr(record, "RECORDS", tmp_path / ".kata_cache")
    monkeypatch.setenv(MARK, "")  # which the judge changes
    for name in "katas", "own":
        (tmp_path / name).mkdir()
    return tmp_path


def judged(place: Path) -> int:
    """Run chapter 1.1's tests in a copy of a warm process, keep what they say, and return the exit code."""
    judge = Judge([FIRST])
    code, _ = run_warm(place / "katas", "tests/test_ch11_arrays.py", judge.option)
    with judge.file.open("a", encoding="utf-8") as channel:
        channel.write(f'{{"word": "end", "code": {code}}}\n')  # the last word of a process that is no copy
    return judge.ending(code).code


def known() -> tuple[bool, bool]:
    """Tell whether chapter 1.1's record holds, and whether it is sure."""
    kept = record.load(FIRST)
    vars(record)["_tested"].clear()  # as in another program
    return bool(kept and record.holds(FIRST, kept, record.key(FIRST))), bool(kept and record.is_sure(FIRST, kept))


def known_in(project: Path, *run: str, **settings: str) -> list[str]:
    """Tell the same of a project in a program of its own, and the exit code of a session, if one is wanted."""
    command, env = [sys.executable, "-c", RUN, *run], {**os.environ, **settings}
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", env=env)
    return done.stdout.splitlines()[-1].split()


def write(project: Path, head: str = "", *lines: str) -> None:
    """Write chapter 1.1, right as long as the lines before the end of `batch` raise nothing."""
    body = "".join(f"    {line}\n" for line in lines)
    text = SOLUTION.replace(HEAD, f"{HEAD}{head}\n", 1).replace(BODY, body + BODY)
    text = text.replace("OWN", (project / "own").as_posix())
    (project / "katas" / "ch11_arrays.py").write_text(text, encoding="utf-8")


def put(name: str, text: str) -> Change:
    """Return what writes a file, all of them in the same second."""

    def write_file(project: Path) -> None:
        (project / name).write_text(text, encoding="utf-8")
        os.utime(project / name, (1e9, 1e9))

    return write_file


def folder(name: str) -> Change:
    """Return what makes a folder."""
    return lambda project: (project / name).mkdir(exist_ok=True)


def gone(*names: str) -> Change:
    """Return what removes files, or empty folders."""

    def remove(project: Path) -> None:
        for path in (project / name for name in names):
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)

    return remove


W, ONE, ZERO = "own/w.txt", put("own/w.txt", "1"), put("own/w.txt", "0")
READS: dict[str, tuple[str, str, Change, Change]] = {
    "a file": ("", "assert open('OWN/w.txt').read() == '1'", ONE, ZERO),
    "by NumPy": ("", "assert np.loadtxt('OWN/w.txt') == 1", ONE, ZERO),
    "while imported": ("W = np.fromfile('OWN/w.txt', 'u1')", "assert W[0] == 49", ONE, ZERO),
    "a file that goes": ("", "assert open('OWN/w.txt')", ONE, gone(W)),
    "a folder": ("from os import listdir", "assert 'w.txt' in listdir('OWN')", ONE, gone(W)),
    "a folder to write into": ("", "np.save('OWN/w/x.npy', X)", folder("own/w"), gone("own/w/x.npy", "own/w")),
    "in a thread": (
        "from concurrent.futures import ThreadPoolExecutor as Pool",
        "assert [*Pool(1).map(np.loadtxt, ['OWN/w.txt'])][0]",
        ONE,
        ZERO,
    ),
}


@pytest.mark.parametrize("kind", READS)
def test_record_holds_for_what_was_read(place: Path, kind: str) -> None:
    """Once something that the kata has read changes, the record holds no more; it did before."""
    head, line, before, after = READS[kind]
    write(place, head, line)
    before(place)

    assert judged(place) == 0 and known()[0]
    after(place)
    assert not known()[0] and judged(place) == 1


def test_record_holds_for_a_module_and_a_setting(project: Path) -> None:
    """A module beside katas/ and a setting that the kata has asked for count, and another setting does not."""
    write(project, "import os, mine", "assert os.environ.get('KATA') == '1' and mine.OK")
    put("mine.py", "OK = 1")(project)

    assert known_in(project, "run", KATA="1", OTHER="1") == ["True", "False", "0"]
    assert known_in(project, KATA="1", OTHER="2")[0] == "True"
    assert known_in(project, KATA="2", OTHER="1")[0] == "False"
    put("mine.py", "OK = 0")(project)
    assert known_in(project, KATA="1", OTHER="1")[0] == "False"
    assert known_in(project, "run", KATA="1", OTHER="1")[2] == "1"


def test_an_own_file_that_changes_in_the_run(project: Path) -> None:
    """A record of a kata that changes what it reads does not hold: the next run would read something else."""
    write(project, "", "n = int(open('w.txt').read())", "open('w.txt', 'w').write(str(n + 1))")
    put("w.txt", "0")(project)

    assert known_in(project, "run")[0] == "False"


def test_what_is_written_is_no_question(place: Path) -> None:
    """A kata that only writes, as into a log, is as sure as any other."""
    write(place, "", "print(size, file=open('OWN/log.txt', 'a'))")

    assert judged(place) == 0 and known() == (True, True)


UNSURE = {
    "the clock": "import time",
    "NumPy's clock": "NOW = np.datetime64('now')",
    "other programs": "from subprocess import run",
    "the system": "from os.path import exists",
    "memory": "M = np.empty(3)",
    "any name": "N = getattr(np, 'zeros')",
    "code": "exec('A = 1')",
    "a name of others": "np.float = float",
    "a module that may come": "try:\n    import mine.deep\nexcept ImportError: pass",
    "a module in another place": "import dojo.practice.notes",
}


@pytest.mark.parametrize("kind", UNSURE)
def test_unsure(place: Path, kind: str) -> None:
    """A record of a kata whose code names what may answer differently each time is not sure."""
    write(place, UNSURE[kind])

    assert judged(place) == 0 and known() == (True, False)


CHANCE = {
    "NumPy's old generator": "np.random.rand()",
    "a generator without a seed": "np.random.default_rng().random()",
    "random": "random.random()",
    "the system's chance": "random.SystemRandom().random()",
    "a set of words": "sorted('abc').index(list({'a', 'b', 'c'})[0]) / 3",
}


def test_chance_is_the_same_in_each_run(project: Path) -> None:
    """What a kata draws without a seed differs from call to call, and not from run to run."""
    draws = "".join(f"[{draw}, {draw}], " for draw in CHANCE.values())
    write(project, "import random", f"print([{draws}], file=open('drawn.txt', 'a'))")
    drawn: list[dict[str, list[list[float]]]] = []
    for _ in range(2):
        gone("drawn.txt")(project)
        known_in(project, "run")
        calls = map(json.loads, (project / "drawn.txt").read_text(encoding="utf-8").splitlines())
        drawn.append(dict(zip(CHANCE, map(list, zip(*calls, strict=True)), strict=True)))

    assert drawn[0] == drawn[1]
    assert [kind for kind, draws in drawn[0].items() if draws[0][0] == draws[0][1]] == ["a set of words"]


def test_the_reference_is_sure() -> None:
    """No chapter of the reference names what is outside, so nothing of it is tested twice."""
    from dojo.verdict import outside

    for chapter in chapters():
        path = SOLUTIONS / f"{chapter}.py"
        names = outside._names(compile(path.read_bytes(), path, "exec"))  # pyright: ignore[reportPrivateUsage]

        assert not names & OUTSIDE, chapter


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="has no devices as files")
def test_what_never_ends_is_never_the_same() -> None:
    """Of a device or a pipe nobody knows what it holds, and nobody reads it to find out."""
    assert state_of("/dev/zero") != state_of("/dev/zero")


def test_earlier_chapters_are_new_for_each_test_file(place: Path) -> None:
    """What one chapter's tests leave in a kata changes nothing for the tests of the next."""
    write(place, "SEEN = []", "SEEN.append(1)")
    later = (SOLUTIONS / "ch12_matrices.py").read_text(encoding="utf-8")
    later += "\nfrom ch11_arrays import SEEN\n_dot = dot\ndef dot(x, y): assert not SEEN; return _dot(x, y)\n"
    (place / "katas" / "ch12_matrices.py").write_text(later, encoding="utf-8")

    code, said = run_warm(place / "katas", "tests/test_ch11_arrays.py", "tests/test_ch12_matrices.py")

    assert code == 0, said


def test_an_attribute_is_not_built_in() -> None:
    """PyTorch's `model.eval` asks for nothing; `eval` itself may ask for anything."""
    from dojo.verdict import outside

    for code, expected in {"model.eval()": set[str](), "eval('1')": {"eval"}, "f = eval": {"eval"}}.items():
        names = outside._names(compile(code, "kata", "exec"))  # pyright: ignore[reportPrivateUsage]

        assert names & OUTSIDE == expected, code
