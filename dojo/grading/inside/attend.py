"""Wait for requests, answer each one in a forked process with limits, and leave nothing of it behind."""

import contextlib
import ctypes
import gc
import os
import select
import shutil
import signal
import struct
import time
from collections.abc import Callable, Sequence
from pathlib import Path

LENGTH = struct.Struct("!BQ")  # of a frame: what kind it is, and how many bytes follow
DATA, TEACH = 0, 1  # kinds of requests: one to answer in a fork, and one that all later forks are to know
ENDED, LATE, IDLE = 0, 1, 2  # kinds of replies: the process ended by itself, or when its time was up; it did nothing
STATUS = struct.Struct("!i")  # of the process: its exit code, or minus the signal that ended it
MEGABYTE = 2**20
FILES = 16 * MEGABYTE  # the largest file that may be written
LONGEST = 8 * MEGABYTE  # bytes of a reply
PROCESSES, HANDLES = 48, 128
DUMPABLE = 4  # what prctl is asked to set
PATIENCE = 3  # times as long as the processor may work: other programs want it, too


class Room:
    """Where a request is answered."""

    def __init__(self, arguments: Sequence[str], requests: int = 0) -> None:
        """Read what the grader gives on the command line.

        Args:
            arguments: the number of the file to reply on; a folder to write in; seconds of the processor, and
                megabytes, for an answer; and "alone" where no other processes are to be seen.
            requests: the number of the file that they come from.
        """
        self.requests = requests
        reply, folder, seconds, megabytes, alone = arguments
        self.reply, self.folder, self.seconds, self.megabytes = int(reply), Path(folder), int(seconds), int(megabytes)
        self.alone = alone == "alone"
        self.told = self.folder / "told"
        with contextlib.suppress(OSError):  # if the machine runs out of memory, this is what it ends first
            Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
        _be_open(False)

    def next_request(
        self,
        teach: Callable[[bytes], object] = lambda lesson: None,
        prepare: Callable[[bytes], object] = lambda request: None,
    ) -> bytes:
        """Return a request, in a process of its own; the one that waits never returns, and ends with its input.

        Args:
            teach: does, in the process that waits, what all later ones are to find done.
            prepare: does there what the process of a request, and all later ones, are to find done.
        """
        while True:
            kind, request = self._read()
            if kind == TEACH:
                if request:  # none asks only whether this is ready
                    teach(request)
                self._send(ENDED, STATUS.pack(0))
                continue
            prepare(request)
            self.told.touch()
            gc.freeze()  # what is there by now is collected by no fork, which would copy it
            process = os.fork()
            if not process:
                self._settle()
                return request
            late = not _has_ended(process, PATIENCE * self.seconds)
            self._sweep(process)
            _, status, used = os.wait4(process, 0)
            kind = ENDED if not late else IDLE if used.ru_utime + used.ru_stime < self.seconds / 3 else LATE
            told = self._told()
            self._clean()
            self._send(kind, STATUS.pack(os.waitstatus_to_exitcode(status)) + told)

    def _settle(self) -> None:
        """In the process that answers: let go of what is not its own, and set limits."""
        import resource

        _be_open(True)
        os.setpgid(0, 0)
        nothing = os.open(os.devnull, os.O_RDWR)
        for handle in (0, 1, 2, self.requests):
            os.dup2(nothing, handle)
        os.close(self.reply)
        limits = {
            resource.RLIMIT_CPU: self.seconds,
            resource.RLIMIT_DATA: self.megabytes * MEGABYTE,
            resource.RLIMIT_FSIZE: FILES,
            resource.RLIMIT_NOFILE: HANDLES,
            resource.RLIMIT_CORE: 0,
            **({resource.RLIMIT_NPROC: PROCESSES} if self.alone else {}),
        }
        for which, most in limits.items():
            resource.setrlimit(which, (most, most))

    def _sweep(self, process: int) -> None:
        """End the process, and all that it started: alone, that is whatever else is to be seen."""
        for _ in range(3 if self.alone else 1):  # one that forks just now may be missed once
            with contextlib.suppress(OSError):
                if self.alone:
                    os.kill(-1, signal.SIGKILL)
                else:
                    os.killpg(process, signal.SIGKILL)

    def _told(self) -> bytes:
        """Return what the process wrote; from a pipe, nobody waits for more."""
        try:
            with open(self.told, "rb", opener=_at_once) as file:
                return file.read(LONGEST) or b""
        except OSError:  # the kata has put something else there
            return b""

    def _clean(self) -> None:
        for path in self.folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _send(self, kind: int, content: bytes) -> None:
        left = memoryview(LENGTH.pack(kind, len(content)) + content)
        while left:
            left = left[os.write(self.reply, left) :]

    def _read(self) -> tuple[int, bytes]:
        kind, size = LENGTH.unpack(self._exactly(LENGTH.size))
        return kind, self._exactly(size)

    def _exactly(self, size: int) -> bytes:
        parts, left = list[bytes](), size
        while left:
            part = os.read(self.requests, left)
            if not part:
                os._exit(0)
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


def _be_open(is_open: bool) -> None:
    """Say whether processes of the same user may look into this one, and write into its memory."""
    with contextlib.suppress(AttributeError):  # only Linux has this
        ctypes.CDLL(None).prctl(DUMPABLE, int(is_open), 0, 0, 0)


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOFOLLOW)


def _has_ended(process: int, seconds: float) -> bool:
    """Wait for a process, and tell whether it ends in time."""
    if hasattr(os, "pidfd_open"):
        handle = os.pidfd_open(process)
        try:
            return bool(select.select([handle], [], [], seconds)[0])
        finally:
            os.close(handle)
    end = time.monotonic() + seconds  # macOS, where nobody needs the last millisecond
    while time.monotonic() < end:
        if os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return True
        time.sleep(0.005)
    return False
