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
    with tempfile.TemporaryDirectory() as katas:
        os.chmod(katas, 0o755)
        command = [*walls(Path(katas), []), str(python()), "-c", "import numpy"]
        run = subprocess.run(command, cwd=ROOT, env=variables(str(ROOM)), capture_output=True, text=True)
    if not run.returncode:
        return ""
    last = (run.stderr.strip() or f"exit code {run.returncode}").splitlines()[-1]
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


def walls(katas: Path, shown: Iterable[str]) -> list[str]:
    """Return the command that starts what follows it in a sandbox."""
    apart = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    own = ["--unshare-user", "--disable-userns", "--uid", str(NOBODY), "--gid", str(NOBODY)]
    ends = ["--die-with-parent", "--new-session"]
    room = ["--perms", "1777", "--size", str(SPACE), "--tmpfs", str(ROOM)]
    project = [part for name in shown for part in _read_only(ROOT / name)]
    inside = [*project, *_read_only(katas, ROOT / "katas"), "--remount-ro", "/dev", "--remount-ro", "/"]
    # A process without rights may mount its own /proc only where it sees one without restrictions.
    proc = ["--proc", "/proc"] if os.getuid() else ["--dev-bind", "/proc", "/proc"]
    mounts = [*proc, "--dev", "/dev", *_system(), *room, *inside, "--chdir", str(ROOT)]
    if os.getuid():
        return ["bwrap", *apart, *own, *ends, *mounts, "--"]
    nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--inh-caps=-all"]
    rights = ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    within = [
        "bwrap",
        "--unshare-pid",
        *own,
        *ends,
        "--dev-bind",
        "/",
        "/",
        "--proc",
        "/proc",
        "--chdir",
        str(ROOT),
        "--",
    ]
    return ["bwrap", *apart, *ends, *mounts, *rights, "--", *nobody, *within]


def _system() -> list[str]:
    """Return the mounts of the system's programs and libraries, of Python, and of the environment."""
    mounts = ["--ro-bind", "/usr", "/usr"]
    for name in "bin", "sbin", "lib", "lib32", "lib64":
        path = Path("/", name)
        if path.is_symlink():
            mounts += ["--symlink", os.readlink(path), str(path)]
        elif path.is_dir():
            mounts += _read_only(path)
    for name in "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime":
        mounts += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    places, program = [Path(sys.base_prefix), Path(sys.base_prefix).resolve()], python()
    while program.is_symlink():
        places.append(program.parent.parent)
        program = program.parent / os.readlink(program)
    places.append(program.parent.parent)
    wanted = [place for place in dict.fromkeys(places) if not place.is_relative_to("/usr")]
    return mounts + [part for place in wanted for part in _read_only(place)]


def _read_only(path: Path, to: Path | None = None) -> list[str]:
    """Return what mounts a path, in folders that everybody may pass through."""
    to = to or path
    above = [part for folder in reversed(to.parents[:-1]) for part in ("--perms", "0755", "--dir", str(folder))]
    return [*above, "--ro-bind", str(path), str(to)]
