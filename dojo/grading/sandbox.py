"""Start a process in a sandbox, send it requests, and end it as a whole."""

import contextlib
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dojo.grading import barred
from dojo.grading.inside.attend import DATA, IDLE, LATE, LENGTH, LONGEST, MEGABYTE, PATIENCE, STATUS, TEACH
from dojo.grading.walls import NOBODY, ROOM, Kind, python, variables, walls
from dojo.ground.chapters import ROOT

READERS = 65533  # a group, to which a container may close solutions/, mistakes/ and lessons/
STARTING = 60  # seconds until a process is ready, on a machine that is busy
GRACE = 20  # seconds after which one that does not reply is ended from outside
TICK = 0.5  # seconds between two looks at its memory


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
        given = [barred.handle()] if kind == "bubblewrap" else []
        command = [*(walls(katas, shown, *given) if given else []), str(python()), "-m", *arguments]
        nobody = _become_nobody(where, READERS if "solutions" in shown else NOBODY) if kind == "container" else {}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=variables(where), pass_fds=[writing, *given], start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **nobody,
        )  # fmt: skip
        for handle in (writing, *given):
            os.close(handle)

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
        if kind == IDLE:
            raise Ended("time")
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
    return filled.get(
        part, [part.replace("{options}", filled["{options}"][0]).replace("{katas}", filled["{katas}"][0])]
    )


def _become_nobody(room: str, group: int) -> dict[str, Any]:
    """In a container, let root start nobody's process, of a group that may or may not read the reference there."""
    if os.getuid():
        return {}
    os.chown(room, NOBODY, group)
    return {"user": NOBODY, "group": group, "extra_groups": []}
