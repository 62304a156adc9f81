"""Start a process in a sandbox, send it requests, and end it as a whole; bubblewrap builds the walls.

Inside there is no network, nothing of other submissions, and nothing to write on but a small file system in memory. All
else is read-only: Python and its packages, the katas, and of the project what is asked for. The process is nobody's.
Root's own files may be closed to nobody, so root mounts them first, and an inner sandbox of nobody's then closes the
door behind: it can make no namespaces of its own.
"""

import contextlib
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from dojo.grading.inside.attend import DATA, LATE, LENGTH, LONGEST, MEGABYTE, PATIENCE, STATUS, TEACH
from dojo.ground.chapters import ROOT
from dojo.ground.threads import SETTINGS
from dojo.ground.typed import VARIABLE, nox

Kind = Literal["bubblewrap", "container", "none"]
ROOM = Path("/room")  # where a sandboxed process may write
SPACE = 64 * MEGABYTE  # bytes that it may write there
NOBODY = 65534
STARTING = 60  # seconds until a process is ready, on a machine that is busy
GRACE = 20  # seconds after which one that does not reply is ended from outside
TICK = 0.25  # seconds between two looks at its memory


class Ended(Exception):
    """A sandbox is no more; the reason is a verdict: time, memory, crashed."""


class Sandbox:
    """A process that answers requests about one submission, with walls around it."""

    def __init__(
        self, kind: Kind, katas: Path, shown: Iterable[str], module: Sequence[str], seconds: int, megabytes: int
    ) -> None:
        """Start it.

        Args:
            kind: who builds the walls: bubblewrap; a container that holds this program, too; or nobody.
            katas: the folder of the submission's katas, which is katas/ of the project inside.
            shown: names of the project's files and folders that are there inside.
            module: what runs: its name and arguments, of which `{room}` stands for those of `attend.py`.
            seconds: of the processor for one answer.
            megabytes: of memory for each process that answers.
        """
        reading, writing = os.pipe()
        self.reading, self.seconds, self.megabytes = reading, seconds, megabytes
        self.own = None if kind == "bubblewrap" else tempfile.mkdtemp(prefix="katas-room-")
        where = self.own or str(ROOM)
        room = [str(writing), where, str(seconds), str(megabytes), "alone" if kind == "bubblewrap" else "among others"]
        inside = str(ROOT / "katas") if kind == "bubblewrap" else str(katas)
        filled = {"{room}": room, "{options}": [",".join(room)], "{katas}": [inside]}
        arguments = [part for each in module for part in _fill(each, filled)]
        command = [*(_walls(katas, shown) if kind == "bubblewrap" else []), str(_python()), "-m", *arguments]
        options: dict[str, int | None] = {}
        if kind == "container" and os.getuid() == 0:
            os.chown(where, NOBODY, NOBODY)
            options = {"user": NOBODY, "group": NOBODY}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=_variables(where), pass_fds=[writing], start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options,  # type: ignore[call-overload]
        )  # fmt: skip
        os.close(writing)

    def ask(self, request: bytes, teach: bool = False) -> tuple[int, bytes, bool]:
        """Send a request; return the exit code of the process that answered, its answer, and whether it was late.

        Raises:
            Ended: the sandbox is no more, and this is why.
        """
        try:
            assert self.process.stdin
            self.process.stdin.write(LENGTH.pack(TEACH if teach else DATA, len(request)) + request)
            self.process.stdin.flush()
        except OSError:
            raise Ended("crashed") from None
        end = time.monotonic() + (STARTING if teach else PATIENCE * self.seconds + GRACE)
        kind, size = LENGTH.unpack(self._read(LENGTH.size, end))
        if not STATUS.size <= size <= STATUS.size + LONGEST:
            raise Ended("crashed")  # the kata replies in the place of what waits for it
        content = self._read(size, end)
        return STATUS.unpack_from(content)[0], content[STATUS.size :], kind == LATE

    def said(self) -> str:
        """Return what the process has said on its way down, for those who look after the grader."""
        self.process.kill()
        assert self.process.stderr
        os.set_blocking(self.process.stderr.fileno(), False)
        return (self.process.stderr.read(MEGABYTE) or b"").decode(errors="replace").strip()

    def end(self) -> None:
        """End it, and all that is in it: with the first process of its namespace the others are ended by the kernel."""
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid, 9)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stderr):
            with contextlib.suppress(OSError):
                assert stream
                stream.close()
        os.close(self.reading)
        if self.own:
            shutil.rmtree(self.own, ignore_errors=True)

    def _read(self, size: int, end: float) -> bytes:
        parts, left = list[bytes](), size
        while left:
            if not select.select([self.reading], [], [], TICK)[0]:
                if time.monotonic() > end:
                    raise Ended("time")
                if memory_of(self.process.pid) > 2 * self.megabytes * MEGABYTE:
                    raise Ended("memory")
                continue
            part = os.read(self.reading, min(left, MEGABYTE))
            if not part:
                raise Ended("crashed")
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


def trouble(kind: Kind) -> str:
    """Say why there can be no sandbox here, and what to do; nothing if there can."""
    if kind != "bubblewrap":
        return ""
    otherwise = "or give --sandbox container inside a container that is thrown away afterwards"
    if not shutil.which("bwrap"):
        where = "apt install bubblewrap" if sys.platform == "linux" else "only Linux has it"
        return f"The katas of a class run in a sandbox, and bubblewrap is not here: {where}, {otherwise}."
    with tempfile.TemporaryDirectory() as katas:
        os.chmod(katas, 0o755)
        command = [*_walls(Path(katas), []), str(_python()), "-c", "import numpy"]
        run = subprocess.run(command, cwd=ROOT, env=_variables(str(ROOM)), capture_output=True, text=True)
    if not run.returncode:
        return ""
    last = (run.stderr.strip() or f"exit code {run.returncode}").splitlines()[-1]
    return f"bubblewrap can build no sandbox here ({last}): allow user namespaces to everybody, {otherwise}."


def memory_of(process: int) -> int:
    """Return the bytes of memory that a process and its descendants use, as far as the system tells."""
    parents, sizes = dict[int, int](), dict[int, int]()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = path.read_text(errors="replace").rpartition(")")[2].split()
            parents[int(path.parent.name)], sizes[int(path.parent.name)] = int(fields[1]), int(fields[21])
    family = {process}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(sizes.get(each, 0) for each in family) * os.sysconf("SC_PAGE_SIZE")


def _fill(part: str, filled: dict[str, list[str]]) -> list[str]:
    return filled.get(part, [part.replace("{options}", filled["{options}"][0]).replace("{katas}", filled["{katas}"][0])])


def _python() -> Path:
    return Path(sys.prefix).resolve() / "bin" / "python"


def _variables(room: str) -> dict[str, str]:
    threads = dict.fromkeys((*SETTINGS, "OMP_NUM_THREADS"), "1")
    python = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1"}
    return {"PATH": "/usr/bin:/bin", "HOME": room, "TMPDIR": room, "LANG": "C.UTF-8", VARIABLE: nox(), **threads, **python}


def _walls(katas: Path, shown: Iterable[str]) -> list[str]:
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
    within = ["bwrap", "--unshare-pid", *own, *ends, "--dev-bind", "/", "/", "--proc", "/proc", "--chdir", str(ROOT), "--"]
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
    places, python = [Path(sys.base_prefix), Path(sys.base_prefix).resolve()], _python()
    while python.is_symlink():
        places.append(python.parent.parent)
        python = python.parent / os.readlink(python)
    places.append(python.parent.parent)
    wanted = [place for place in dict.fromkeys(places) if not place.is_relative_to("/usr")]
    return mounts + [part for place in wanted for part in _read_only(place)]


def _read_only(path: Path, to: Path | None = None) -> list[str]:
    """Return what mounts a path, in folders that everybody may pass through."""
    to = to or path
    above = [part for folder in reversed(to.parents[:-1]) for part in ("--perms", "0755", "--dir", str(folder))]
    return [*above, "--ro-bind", str(path), str(to)]
