"""Build a sandbox's walls with bubblewrap: the command, and what it shows inside.

Inside there is no network, nothing of other submissions, and nothing to write on but a small file system in memory. All
else is read-only: Python and its packages, the katas, and of the project what is asked for. The process is nobody's.
Root's own files may be closed to nobody, so root mounts them first, and an inner sandbox of nobody's then closes the
door behind: it can make no namespaces of its own.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from dojo.grading import barred
from dojo.grading.inside.attend import MEGABYTE
from dojo.ground.chapters import ROOT
from dojo.ground.threads import SETTINGS
from dojo.ground.typed import VARIABLE, nox

Kind = Literal["bubblewrap", "container", "none"]
ROOM = Path("/room")  # where a sandboxed process may write
SPACE = 64 * MEGABYTE  # bytes that it may write there
NOBODY = 65534


def trouble(kind: Kind) -> str:
    """Say why there can be no sandbox here, and what to do; nothing if there can."""
    if sys.platform == "win32":
        return "Classes are graded on Linux; on Windows, in WSL 2: docs/instructors.md says how."
    if kind == "container" and not os.getuid() and not _is_for_nobody():
        return f"In a container katas run as nobody, who cannot start {python()}: put Python outside root's home."
    if kind != "bubblewrap":
        return ""
    otherwise = "or give --sandbox container inside a container that is thrown away afterwards"
    if not shutil.which("bwrap"):
        where = "apt install bubblewrap" if sys.platform == "linux" else "only Linux has it"
        return f"The katas of a class run in a sandbox, and bubblewrap is not here: {where}, {otherwise}."
    if not barred.is_here():
        return f"The sandbox needs {barred.LIBRARY}, which is not here: apt install libseccomp2, {otherwise}."
    with tempfile.TemporaryDirectory() as katas:
        os.chmod(katas, 0o755)
        handle = barred.handle()
        command = [*walls(Path(katas), ["dojo"], handle), str(python()), "-c", "import numpy, dojo.verdict"]
        env = variables(str(ROOM))
        run = subprocess.run(command, cwd=ROOT, env=env, pass_fds=[handle], capture_output=True, text=True)
        os.close(handle)
    if not run.returncode:
        return ""
    last = (run.stderr.strip() or f"exit code {run.returncode}").splitlines()[-1]
    if "Permission denied" in last or "No module" in last:  # Python says the latter of folders that are closed
        return f"In the sandbox katas run as nobody, who may not read what they need ({last}): chmod -R a+rX '{ROOT}'"
    return f"bubblewrap can build no sandbox here ({last}): allow user namespaces to everybody, {otherwise}."


def _is_for_nobody() -> bool:
    command = [str(python()), "-c", "import numpy"]
    try:
        return not subprocess.run(command, cwd=ROOT, user=NOBODY, group=NOBODY, extra_groups=[]).returncode
    except OSError:
        return False


def python() -> Path:
    """Return the program that runs inside."""
    return Path(sys.prefix).resolve() / "bin" / "python"


def variables(room: str) -> dict[str, str]:
    """Return all variables that are set inside."""
    threads = dict.fromkeys((*SETTINGS, "OMP_NUM_THREADS"), "1")
    own = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1"}
    places = {"PATH": "/usr/bin:/bin", "HOME": room, "TMPDIR": room, "LANG": "C.UTF-8"}
    return places | threads | own | {VARIABLE: nox()}


def walls(katas: Path, shown: Iterable[str], filter_: int) -> list[str]:
    """Return the command that starts what follows it in a sandbox.

    Args:
        katas: the folder that is katas/ of the project inside.
        shown: names of the project's files and folders that are there inside.
        filter_: the number of the open file that says which system calls are refused.
    """
    apart = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    own = ["--unshare-user", "--disable-userns", "--uid", str(NOBODY), "--gid", str(NOBODY)]
    ends, last = ["--die-with-parent", "--new-session"], ["--seccomp", str(filter_), "--"]
    mounts = [*_system(), *_project(katas, shown), "--chdir", str(ROOT)]
    if os.getuid():
        return ["bwrap", *apart, *own, *ends, "--proc", "/proc", *mounts, *last]
    nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--inh-caps=-all"]
    rights = ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    # A process without rights may mount its own /proc only where it sees one without restrictions; and it builds its
    # new root in /tmp, which is here only if the project is in it.
    needs = ["--dev-bind", "/proc", "/proc", "--perms", "0755", "--dir", "/tmp"]
    first = ["bwrap", *apart, *ends, *needs, *mounts, *rights, "--", *nobody]
    everything = ["--dev-bind", "/", "/", "--proc", "/proc", "--chdir", str(ROOT)]
    return [*first, "bwrap", "--unshare-pid", *own, *ends, *everything, *last]


def _system() -> list[str]:
    """Return the mounts of the system's programs and libraries, and of devices."""
    mounts = ["--dev", "/dev", "--ro-bind", "/usr", "/usr", *_folders(Path("/etc/any"))]
    for name in "bin", "sbin", "lib", "lib32", "lib64":
        path = Path("/", name)
        if path.is_symlink():
            mounts += ["--symlink", os.readlink(path), str(path)]
        elif path.is_dir():
            mounts += _read_only(path)
    for name in "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime":
        mounts += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    return mounts


def _project(katas: Path, shown: Iterable[str]) -> list[str]:
    """Return the mounts of Python, of the room to write in, and of what is shown of the project; nothing else of it."""
    others = [place for place in _pythons() if not place.is_relative_to(ROOT)]
    within = [place for place in _pythons() if place.is_relative_to(ROOT)]
    room = ["--perms", "1777", "--size", str(SPACE), "--tmpfs", str(ROOM)]
    cover = [*_folders(ROOT), "--perms", "0755", "--tmpfs", str(ROOT)]
    places = [*within, *(ROOT / name for name in shown)]
    own = [part for place in places for part in _read_only(place)] + _read_only(katas, ROOT / "katas")
    locks = [part for place in ("/dev", str(ROOT), "/") for part in ("--remount-ro", place)]
    return [*(part for place in others for part in _read_only(place)), *room, *cover, *own, *locks]


def _pythons() -> list[Path]:
    """Return the folders that Python and the environment need, and those of links on the way."""
    places, program = [Path(sys.base_prefix), Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve()], python()
    while program.is_symlink():
        program = program.parent / os.readlink(program)
        places.append(program.parent)
    return [place for place in dict.fromkeys(places) if not place.is_relative_to("/usr")]


def _read_only(path: Path, to: Path | None = None) -> list[str]:
    to = to or path
    return [*_folders(to), "--ro-bind", str(path), str(to)]


def _folders(path: Path) -> list[str]:
    """Return what makes the folders above a path, for everybody to pass through."""
    return [part for folder in reversed(path.parents[:-1]) for part in ("--perms", "0755", "--dir", str(folder))]
