"""What a kata reads by itself is part of what was tested: a record holds as long as all of it is what it was."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dojo.ground.chapters import SOLUTIONS, chapters
from dojo.proof.project import make_project
from dojo.verdict.outside import OUTSIDE, state_of

SOLUTION = (SOLUTIONS / "ch11_arrays.py").read_text(encoding="utf-8")
BODY = "    return X[start : start + size]\n"  # of batch
HEAD = "import numpy as np\n"
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


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that all these tests write their katas into."""
    return make_project(tmp_path_factory.mktemp("project"))


def known(project: Path, *run: str, **settings: str) -> list[str]:
    """Tell whether chapter 1.1's record holds, whether it is sure, and the exit code of a run, if one is wanted."""
    command, env = [sys.executable, "-c", RUN, *run], {**os.environ, **settings}
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", env=env)
    return done.stdout.splitlines()[-1].split()


def write(project: Path, head: str = "", *lines: str) -> None:
    """Write chapter 1.1, right as long as the lines before the end of `batch` raise nothing."""
    body = "".join(f"    {line}\n" for line in lines)
    text = SOLUTION.replace(HEAD, f"{HEAD}{head}\n", 1).replace(BODY, body + BODY)
    (project / "katas" / "ch11_arrays.py").write_text(text, encoding="utf-8")


def put(name: str, text: str) -> Change:
    """Return what writes a file of the project, all of them in the same second."""

    def write_file(project: Path) -> None:
        (project / name).write_text(text, encoding="utf-8")
        os.utime(project / name, (1e9, 1e9))

    return write_file


def folder(name: str) -> Change:
    """Return what makes a folder of the project."""
    return lambda project: (project / name).mkdir(exist_ok=True)


def gone(*names: str) -> Change:
    """Return what removes files, or empty folders."""

    def remove(project: Path) -> None:
        for path in (project / name for name in names):
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)

    return remove


READS: dict[str, tuple[str, str, Change, Change]] = {
    "a file": ("", "assert open('w.txt').read() == '1'", put("w.txt", "1"), put("w.txt", "0")),
    "by NumPy": ("", "assert np.loadtxt('w.txt') == 1", put("w.txt", "1"), put("w.txt", "0")),
    "while imported": ("W = np.fromfile('w.txt', 'u1')", "assert W[0] == 49", put("w.txt", "1"), put("w.txt", "0")),
    "a file that goes": ("", "assert open('w.txt')", put("w.txt", "1"), gone("w.txt")),
    "a folder": ("from os import listdir", "assert 'w.txt' in listdir('.')", put("w.txt", "1"), gone("w.txt")),
    "a folder to write into": ("", "np.save('w/x.npy', X)", folder("w"), gone("w/x.npy", "w")),
    "a module": ("import mine", "assert mine.OK", put("mine.py", "OK = 1"), put("mine.py", "OK = 0")),
    "in a thread": (
        "from concurrent.futures import ThreadPoolExecutor as Pool",
        "assert [*Pool(1).map(np.loadtxt, ['w.txt'])][0]",
        put("w.txt", "1"),
        put("w.txt", "0"),
    ),
}


@pytest.mark.parametrize("kind", READS)
def test_record_holds_for_what_was_read(project: Path, kind: str) -> None:
    """Once something that the kata has read changes, the record holds no more; it did before."""
    head, line, before, after = READS[kind]
    write(project, head, line)
    before(project)
    ran, then = known(project, "run"), known(project)
    after(project)
    changed, again = known(project), known(project, "run")

    gone("mine.py")(project)
    assert (ran[0], ran[2], then[0]) == ("True", "0", "True")
    assert (changed[0], again[2]) == ("False", "1")


def test_record_holds_for_a_setting(project: Path) -> None:
    """A setting that the kata has asked for counts, and another one does not."""
    write(project, "import os", "assert os.environ.get('KATA') == '1'")
    ran = known(project, "run", KATA="1", OTHER="1")

    assert ran == ["True", "False", "0"]
    assert known(project, KATA="1", OTHER="2")[0] == "True"
    assert known(project, KATA="2", OTHER="1")[0] == "False"


def test_an_own_file_that_changes_in_the_run(project: Path) -> None:
    """A record of a kata that changes what it reads does not hold: the next run would read something else."""
    write(project, "", "n = int(open('w.txt').read())", "open('w.txt', 'w').write(str(n + 1))")
    put("w.txt", "0")(project)

    assert known(project, "run")[0] == "False"


def test_what_is_written_is_no_question(project: Path) -> None:
    """A kata that only writes, as into a log, is as sure as any other."""
    write(project, "", "print(size, file=open('log.txt', 'a'))")

    assert known(project, "run") == ["True", "True", "0"]


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
def test_unsure(project: Path, kind: str) -> None:
    """A record of a kata whose code names what may answer differently each time is not sure."""
    write(project, UNSURE[kind])

    assert known(project, "run") == ["True", "False", "0"]


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
        known(project, "run")
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


def test_earlier_chapters_are_new_for_each_test_file(project: Path) -> None:
    """What one chapter's tests leave in a kata changes nothing for the tests of the next."""
    write(project, "SEEN = []", "SEEN.append(1)")
    later = (SOLUTIONS / "ch12_matrices.py").read_text(encoding="utf-8")
    later += "\nfrom ch11_arrays import SEEN\n_dot = dot\ndef dot(x, y): assert not SEEN; return _dot(x, y)\n"
    (project / "katas" / "ch12_matrices.py").write_text(later, encoding="utf-8")
    files = "tests/test_ch11_arrays.py", "tests/test_ch12_matrices.py"
    command = [sys.executable, "-m", "dojo.verdict.run_pytest", *files]

    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")

    assert done.returncode == 0, done.stdout


def test_an_attribute_is_not_built_in() -> None:
    """PyTorch's `model.eval` asks for nothing; `eval` itself may ask for anything."""
    from dojo.verdict import outside

    for code, expected in {"model.eval()": set[str](), "eval('1')": {"eval"}, "f = eval": {"eval"}}.items():
        names = outside._names(compile(code, "kata", "exec"))  # pyright: ignore[reportPrivateUsage]

        assert names & OUTSIDE == expected, code
