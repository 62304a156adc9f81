"""Keep a process ready whose slow imports are done, and tell it which tests to run."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from dojo.ground.chapters import ROOT, Chapter
from dojo.verdict.late import libraries

PLUGIN = "dojo.practice.wait_plugin"  # what the process does meanwhile
Process = subprocess.Popen[str]


class Ready:
    """The process that waits for tests, if there is one now."""

    def __init__(self, options: Sequence[str]) -> None:
        self.options = options
        self.waiting: Process | None = None
        self.libraries: list[str] = []  # what it imports beside NumPy

    def turn_to(self, chapter: Chapter) -> None:
        """Be ready for this chapter, with the libraries that it needs; PyTorch takes too much memory for the others."""
        needed = libraries(chapter.core, chapter.polish)
        if ("torch" in needed) != ("torch" in self.libraries):
            self.end()
            self.waiting = None
        self.libraries = needed

    def prepare(self) -> None:
        """Start a process unless one waits; Ctrl-C is not for it."""
        if self.waiting:
            return
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        options = ["-p", PLUGIN, "--watched", *self.options, *(f"--library={name}" for name in self.libraries)]
        command = [sys.executable, "-m", "dojo.verdict.run_pytest", *options]
        self.waiting = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, text=True, **apart)

    def run(self, file: str, expression: str, channel: str) -> Process:
        """Pass a test file, an expression for -m and the judge's file to the process; return it, now at work."""
        while True:
            self.prepare()
            process, self.waiting = self.waiting, None
            assert process and process.stdin
            with contextlib.suppress(OSError):  # it was killed while it waited: another one takes its place
                process.stdin.write(json.dumps([file, expression, channel]) + "\n")
                process.stdin.flush()
                return process

    def end(self) -> None:
        """Leave no process behind."""
        if self.waiting:
            self.waiting.kill()
