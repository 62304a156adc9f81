"""Set up `.venv`, whatever is there: nothing, what an interrupted set-up left, a package that lost files.

The environment counts only with the marker that this writes last, and takes away before it changes anything. What is
there is then not trusted but looked at: packages that are not whole are installed again, and an environment whose
Python or pip does not run makes room for a new one. A lock keeps two set-ups apart. Installers inherit it, so that
one that goes on alone, because nox was killed, is waited for.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from dojo.ground import environment, pytorch
from dojo.ground.chapters import ROOT
from dojo.ground.environment import PYTHON, VENV

LOCK = ROOT / ".venv.lock"
BY_HAND = f"Remove the folder {VENV}, and run the same again"
# What a script begins with that runs the Python of the environment, as pip and uv write it: a path that a moved folder
# does not have any more. What it begins with instead is uv's: the Python beside the script.
SHEBANG = re.compile(rb"\A#!(?:/bin/sh\n'''exec' )?\"?/[^\n]*/bin/python[\d.]*\"?(?: \"\$0\" \"\$@\"\n' ''')?\n")
BESIDE = b"""#!/bin/sh
'''exec' "$(dirname -- "$(realpath -- "$0" 2>/dev/null || echo "$0")")"/'python' "$0" "$@"
' '''
"""

Say = Callable[[str], None]


def set_up(packages: Sequence[str], say: Say) -> str:
    """Make the environment ready for these packages; return what is in the way in a line, or an empty string.

    Args:
        packages: what pip and uv take, `numpy>=2.3`.
        say: gets a line before what takes a while.
    """
    if not os.access(ROOT, os.W_OK):
        return f"{ROOT} cannot be written to, and .venv goes there: copy the project to a folder of your own"
    try:
        with _locked(say) as lock:
            return _make_ready(packages, say, lock)
    except OSError as error:
        return f".venv cannot be set up: {error}"


def _make_ready(packages: Sequence[str], say: Say, lock: int) -> str:
    for left in ROOT.glob(".venv.old-*"):
        _remove(left)
    before, was_ready = environment.place_noted(), environment.is_ready(packages)
    files, later = environment.files_noted() if environment.is_ready() else set[str](), environment.came_later()
    environment.mark_unready()
    if not _runs(lock) and (fault := _make_new(lock)):
        return fault
    damaged = environment.damaged(by_content=was_ready)  # somebody asks for what seems to be there
    if damaged:
        say(f"installing again what is not whole: {', '.join(sorted(path.name.split('-')[0] for path in damaged))}")
    elif not _has_numpy():
        say("installing what the katas need, some 400 MB: this happens once, and takes a minute or two")
    _forget(damaged)
    if code := _run(_install_command(packages, say), lock):
        return f"the packages were not installed: {environment.meaning(code)}. Are you online? Then run the same again"
    if damaged := environment.damaged():
        return f"{damaged[0].name} is still not whole. {BY_HAND}"
    _make_movable(before)
    environment.mark_ready(packages, files, later)
    return ""


def _runs(lock: int) -> bool:
    """Tell whether the environment's Python runs, is new enough, finds its packages here, and can install some."""
    try:
        site = environment.site_packages()
    except LookupError:
        return False
    asked = "import sys, sysconfig; print(sys.version_info >= (3, 11), sysconfig.get_path('purelib'))"
    try:
        found = subprocess.run([PYTHON, "-I", "-c", asked], capture_output=True, encoding="utf-8", timeout=60).stdout
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return False
    new_enough, _, path = found.strip().partition(" ")
    if new_enough != "True" or os.path.realpath(path) != os.path.realpath(site):
        return False
    if _find_uv():
        return True
    _forget([record for record in environment.damaged() if record.name.startswith("pip-")])
    return _has_pip() or (_is_ours() and _run([PYTHON, "-m", "ensurepip", "--default-pip"], lock) == 0)


def _has_pip() -> bool:
    if not any(environment.site_packages().glob("pip-*.dist-info")):
        return False
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0


def _has_numpy() -> bool:
    return any(environment.site_packages().glob("numpy-*.dist-info"))


def _is_ours() -> bool:
    """Tell whether this very process runs in the environment, which then cannot make room for another."""
    return os.path.realpath(sys.prefix) == os.path.realpath(VENV)


def _make_new(lock: int) -> str:
    """Put a new environment where one is that does not run; return what is in the way."""
    if _is_ours():
        return ".venv has no pip that runs. Run `python3 -m venv --clear .venv`, then install nox as README.md says"
    if os.path.lexists(VENV):
        old = VENV.with_name(f".venv.old-{os.getpid()}-{time.time_ns()}")
        try:
            os.replace(VENV, old)
        except OSError as error:
            return f".venv does not run and cannot be replaced ({error}). Close what uses it, then {BY_HAND.lower()}"
        _remove(old)
    uv = _find_uv()
    create = [uv, "venv", "--quiet"] if uv else [sys.executable, "-m", "virtualenv", "--quiet"]
    code = _run([*create, "--python", sys.executable, VENV], lock)
    return f".venv was not made: {environment.meaning(code)}" if code else ""


def _install_command(packages: Sequence[str], say: Say) -> list[str | Path]:
    uv = _find_uv()
    pip: list[str | Path] = [uv, "pip", "install", "--python"] if uv else []
    options = pytorch.options(packages, bool(uv), say)
    return [*pip, PYTHON, *([] if uv else ["-m", "pip", "install", "--quiet"]), *options, *packages]


def _find_uv() -> str | None:
    """Return the path of uv, if there is one: uvx names itself, and others may have it on the PATH."""
    return shutil.which(os.environ.get("UV") or "uv") or shutil.which("uv")


def _run(command: Sequence[str | Path], lock: int) -> int:
    inherited = (lock,) if os.name == "posix" else ()
    variables = {name: value for name, value in os.environ.items() if name != "UV_NO_INSTALLER_METADATA"}
    return environment.wait_for(subprocess.Popen(command, cwd=ROOT, pass_fds=inherited, env=variables), grace=2)


def _forget(damaged: Sequence[Path]) -> None:
    """Remove the records of packages, so that the next installer writes all their files again; and pip's remains."""
    for record in damaged:
        _remove(record)
    for remains in environment.site_packages().glob("~*"):
        _remove(remains)


def _make_movable(before: str) -> None:
    """Let the scripts (`.venv/bin/nox`) start the Python beside them, so that they run wherever the folder is moved.

    What does need the path (`activate`) gets the one of now, if it has the one of before.
    """
    now = os.path.realpath(VENV)
    for script in PYTHON.parent.iterdir():
        if script.is_symlink() or not script.is_file() or script.stat().st_size > 100_000:
            continue
        content = script.read_bytes()
        changed = content if os.name == "nt" else SHEBANG.sub(lambda _: BESIDE, content)
        if before not in ("", now) and script.suffix != ".exe":
            changed = changed.replace(os.fsencode(before), os.fsencode(now))
        if changed != content:
            written = script.with_name(f".{script.name}.new")
            written.write_bytes(changed)
            shutil.copymode(script, written)
            os.replace(written, script)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def _locked(say: Say) -> Generator[int]:
    """Hold the lock, and yield its file's descriptor. (`filelock` has such a lock, but no way to pass it on.)"""
    with LOCK.open("ab") as file:
        waited = False
        while not _try_lock(file.fileno()):
            if not waited:
                say("waiting for another set-up of .venv to end")
            waited = True
            time.sleep(0.1)
        yield file.fileno()


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
