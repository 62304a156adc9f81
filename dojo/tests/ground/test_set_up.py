"""Set-up: whatever was interrupted, removed or moved, the next one makes the environment ready again."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dojo.ground import environment
from dojo.ground.chapters import ROOT
from dojo.ground.set_up import BESIDE, SHEBANG

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the installer of these tests is a script")

# An installer as uv is: it trusts a record that is there, and writes the list of files last.
UV = r"""#!{python}
import sys

if sys.argv[1] == "venv":
    import venv

    venv.create(sys.argv[-1], symlinks=True)
    raise SystemExit

import base64, hashlib, time
from pathlib import Path

python = Path(sys.argv[sys.argv.index("--python") + 1])
site = next(python.parent.parent.glob("lib/python3*/site-packages"))
for name in ("numpy", "pytest", "rich"):
    record = site / f"{name}-1.0.dist-info"
    if record.exists():
        continue
    record.mkdir()
    (site / name).mkdir(exist_ok=True)
    files = [f"{name}/{n}.py" for n in ("__init__", *"abcdefg")] + [f"{record.name}/INSTALLER", f"../../../bin/{name}"]
    for file in files:
        time.sleep(0.002)
        (site / file).write_text(f"#!{python}\nprint()\n")
    digests = [hashlib.sha256((site / file).read_bytes()).digest() for file in files]
    digests = [f"sha256={base64.urlsafe_b64encode(digest).decode().rstrip('=')}" for digest in digests]
    lines = [f"{file},{digest},{(site / file).stat().st_size}" for file, digest in zip(files, digests)]
    lines += [f"{name}/__pycache__,,", f"{record.name}/RECORD,,"]  # the first as virtualenv lists it for pip
    (record / "RECORD").write_text("\n".join(lines))
"""
SET_UP = "from dojo.ground.set_up import set_up; raise SystemExit(set_up(['numpy>=1'], print) or 0)"
HEAL = """
import time
from dojo.ground import environment
from dojo.ground.set_up import set_up
assert not set_up(["numpy>=1"], print)
assert environment.damaged() == [], environment.damaged()
environment.is_ready(["numpy>=1"])
start = time.perf_counter()
assert environment.is_ready(["numpy>=1"]), environment.MARKER.read_text()
assert time.perf_counter() - start < 0.05
assert not environment.is_ready(["numpy>=2"])
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project whose environment is ready: one with small packages, by an installer that needs no network."""
    project = tmp_path_factory.mktemp("made") / "project"
    shutil.copytree(ROOT / "dojo" / "ground", project / "dojo" / "ground")
    shutil.copy(ROOT / "pyproject.toml", project)
    uv = project / "uv"
    uv.write_text(UV.replace("{python}", sys.executable, 1), encoding="utf-8")
    uv.chmod(0o755)
    assert run(project, SET_UP).wait() == 0
    return project


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """Return a copy of the project, moved to a place of its own."""
    return Path(shutil.copytree(made, tmp_path / "project", symlinks=True))


def run(project: Path, code: str) -> subprocess.Popen[bytes]:
    """Run code in the project, in a process group of its own."""
    variables = {**os.environ, "UV": str(project / "uv"), "PYTHONPATH": str(project)}
    return subprocess.Popen([sys.executable, "-c", code], cwd=project, env=variables, start_new_session=True)


def assert_heals(project: Path) -> None:
    """Set up once, and find everything ready."""
    assert run(project, HEAL).wait() == 0
    assert sorted(path.name for path in project.glob(".venv*")) == [".venv", ".venv.lock"]


def look_at(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process look at the project's environment."""
    venv = project / ".venv"
    for name, path in {
        "VENV": venv,
        "PYTHON": venv / "bin" / "python",
        "MARKER": venv / environment.MARKER.name,
    }.items():
        monkeypatch.setattr(environment, name, path)


def site(project: Path) -> Path:
    """Return the folder of the packages."""
    return next(project.glob(".venv/lib/python3*/site-packages"))


def cut(path: Path) -> None:
    """Leave half of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def replace(path: Path, target: Path) -> None:
    """Replace a file or folder by a link."""
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    path.symlink_to(target)


BROKEN: dict[str, Callable[[Path], object]] = {
    "moved": lambda _: None,
    "nothing there": lambda project: shutil.rmtree(project / ".venv"),
    "link to nowhere": lambda project: replace(project / ".venv", Path("/nowhere")),
    "no marker": lambda project: (project / ".venv/ready-for-katas.json").unlink(),
    "binary marker": lambda project: (project / ".venv/ready-for-katas.json").write_bytes(bytes(range(256))),
    "cut marker": lambda project: cut(project / ".venv/ready-for-katas.json"),
    "marker of another kind": lambda project: (project / ".venv/ready-for-katas.json").write_text("[1]"),
    "package removed": lambda project: shutil.rmtree(site(project) / "rich"),
    "record removed": lambda project: shutil.rmtree(site(project) / "numpy-1.0.dist-info"),
    "file removed": lambda project: (site(project) / "numpy" / "c.py").unlink(),
    "file cut": lambda project: cut(site(project) / "numpy" / "c.py"),
    "list of files removed": lambda project: (site(project) / "numpy-1.0.dist-info/RECORD").unlink(),
    "list of files cut": lambda project: cut(site(project) / "numpy-1.0.dist-info/RECORD"),
    "Python removed": lambda project: replace(project / ".venv/bin/python", Path("/nowhere")),
    "Python of another kind": lambda project: replace(project / ".venv/bin/python", Path("/bin/true")),
    "no settings": lambda project: (project / ".venv/pyvenv.cfg").unlink(),
    "Python upgraded": lambda project: site(project).parent.rename(project / ".venv/lib/python3.1"),
}


@pytest.mark.parametrize("state", BROKEN)
def test_heals(project: Path, state: str) -> None:
    """Whatever happened to an environment, setting it up is enough."""
    BROKEN[state](project)

    assert_heals(project)


@pytest.mark.parametrize("state", ["package removed", "record removed", "cut marker", "Python removed", "moved"])
def test_is_not_ready(project: Path, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a look from outside can see, each session sees."""
    look_at(project, monkeypatch)
    if state != "moved":
        assert run(project, SET_UP).wait() == 0 and environment.is_ready(["numpy>=1"])
    BROKEN[state](project)

    assert not environment.is_ready(["numpy>=1"])


def test_a_changed_file_is_repaired_on_request(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for a set-up of what seems to be ready has its files' content looked at."""
    look_at(project, monkeypatch)
    assert run(project, SET_UP).wait() == 0
    changed = site(project) / "numpy" / "c.py"
    changed.write_bytes(changed.read_bytes()[::-1])
    assert environment.is_ready(["numpy>=1"])

    assert_heals(project)
    assert changed.read_bytes().endswith(b"print()\n")


def test_lost_files_are_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a session failed, the package that lost files is named, and the next session repairs it."""
    look_at(project, monkeypatch)
    assert run(project, SET_UP).wait() == 0
    (site(project) / "numpy" / "c.py").unlink()

    assert environment.is_ready(["numpy>=1"])
    assert environment.lost() == ".venv has lost files of numpy: run the same again, and it is repaired first"
    assert not environment.is_ready(["numpy>=1"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
@pytest.mark.parametrize("kill", [os.kill, os.killpg])
def test_interrupted_at_any_moment(project: Path, number: int, kill: Callable[[int, int], None]) -> None:
    """A first set-up that a signal ends, aimed at it alone or at all it started, is gone on with."""
    shutil.rmtree(project / ".venv")
    moments = random.Random(f"{number} {kill.__name__}")
    for _ in range(2):
        process = run(project, SET_UP)
        time.sleep(moments.uniform(0.05, 0.5))
        kill(process.pid, number)
        process.wait()

    assert_heals(project)


@pytest.mark.parametrize(
    "start",
    [
        b"#!/home/me/katas/.venv/bin/python\n",
        b"#!/home/me/katas/.venv/bin/python3.11\n",
        b"#!/bin/sh\n'''exec' \"/home/me/my katas/.venv/bin/python3\" \"$0\" \"$@\"\n' '''\n",
    ],
)
def test_scripts_survive_a_move(tmp_path: Path, start: bytes) -> None:
    """However pip or uv begins a script, it runs the Python beside it, also through a link from elsewhere."""
    (tmp_path / "a folder").mkdir()
    (tmp_path / "a folder" / "python").symlink_to(sys.executable)
    script = tmp_path / "a folder" / "script"
    script.write_bytes(SHEBANG.sub(lambda _: BESIDE, start + b"import sys; print(sys.argv[1:])\n"))
    script.chmod(0o755)
    (tmp_path / "link").symlink_to(script)

    said = [subprocess.check_output([path, "a b", "c"]) for path in (script, tmp_path / "link")]

    assert said == [b"['a b', 'c']\n"] * 2


@pytest.mark.parametrize(
    "start", [b"#!/bin/sh\necho\n", b"#!/usr/bin/env python3\n", b"\x7fELF", b"# #!/x/bin/python\n"]
)
def test_other_scripts_stay(start: bytes) -> None:
    """What does not run the environment's Python is left as it is."""
    assert SHEBANG.sub(b"", start) == start
