"""Test a chapter at each save, at once: a process that has done its slow imports waits for it.

Run by `nox -s ch3_4 -- --watch`, and by `nox -s watch` for the chapter that the learner is at, which is the one whose
file was saved last:

    python -m dojo.practice.watch [ch34_backpropagation] [pytest's options]

Standard input is a pipe from who started this. When it ends they are gone, however they went, and so is this.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from queue import Empty, Queue
from typing import Any, Literal

import watchfiles
from rich.console import Console

from dojo.ground.chapters import KATAS, ROOT, SOLUTIONS, Chapter, chapters
from dojo.practice.standing import standing
from dojo.verdict.record import katas_behind, tests_of

TICK = 0.2  # seconds: so often the files are looked at even if nobody tells of a change, as on a network drive
QUICK = "not mnist"
PYTEST = "dojo.verdict.run_pytest"
Process = subprocess.Popen[str]
Word = Literal["look", "gone"] | Process  # what wakes the watch; a process is one that has ended
Snapshot = dict[Path, tuple[int, int, int]]


class Watch:
    """The chapter at hand, the process that tests it, and the one that waits for the next save."""

    def __init__(self, chapter: Chapter | None, options: list[str]) -> None:
        self.follow = chapter is None
        self.folder = SOLUTIONS if "--solutions" in options else KATAS
        self.chapter = chapter or _where_the_learner_is()
        self.options = options
        self.words: Queue[Word] = Queue()
        self.console = Console(highlight=False)
        self.running: Process | None = None
        self.waiting: Process | None = self._spawn()
        self.quick = True  # whether it runs the tests that do not train

    def run(self) -> None:
        """Test now and at each save, until whoever started this is gone."""
        for listen in self._listen_to_files, self._listen_to_input:
            threading.Thread(target=listen, daemon=True).start()
        seen = self._snapshot()
        self._test()
        while True:
            word = self._next_word()
            if word == "gone":
                return
            if isinstance(word, subprocess.Popen):
                self._ended(word)
            now = self._snapshot()
            if now != seen:
                saved = {path.stem for path in now.keys() | seen.keys() if now.get(path) != seen.get(path)}
                seen = now
                self._saved(saved)

    def end(self) -> None:
        """Leave no process behind."""
        for process in self.running, self.waiting:
            if process:
                process.kill()

    def _next_word(self) -> Word:
        """Wait for what comes first: a save, the end of a test run or of the input, or a tick."""
        try:
            return self.words.get(timeout=TICK)
        except Empty:
            if self.waiting is None:
                self.waiting = self._spawn()
            return "look"

    def _listen_to_files(self) -> None:
        with contextlib.suppress(OSError, RuntimeError):  # where files tell nothing, they are looked at all the same
            for _ in watchfiles.watch(self.folder, debounce=60, step=10, recursive=False, raise_interrupt=False):
                self.words.put("look")

    def _listen_to_input(self) -> None:
        while os.read(0, 1):
            pass
        self.words.put("gone")

    def _snapshot(self) -> Snapshot:
        found: Snapshot = {}
        with contextlib.suppress(FileNotFoundError):  # a file that goes while it is looked at, or the folder
            for entry in os.scandir(self.folder):
                if entry.name.endswith(".py"):
                    stat = entry.stat()
                    found[Path(entry.path)] = stat.st_mtime_ns, stat.st_size, stat.st_ino
        return found

    def _saved(self, names: set[str]) -> None:
        """Test after a save; where the learner is followed, the chapter that was saved."""
        mine = chapters().keys() & names
        if self.follow and mine and self.chapter.name not in mine:
            self.chapter = chapters()[max(mine)]
        if names & {path.stem for path in katas_behind(self.chapter.name)}:
            self._test()

    def _test(self, which: str = QUICK) -> None:
        """Hand the chapter's tests to the process that waits."""
        process, self.waiting = self.waiting or self._spawn(), None
        if self.running:
            self.running.kill()
        self.quick = which == QUICK
        if self.quick:
            self.console.clear()
        with contextlib.suppress(BrokenPipeError):  # it was killed meanwhile, and will be seen to have ended
            assert process.stdin
            process.stdin.write(json.dumps([f"tests/test_{self.chapter.name}.py", which]) + "\n")
            process.stdin.flush()
        self.running = process
        threading.Thread(target=self._listen_to_end, args=(process,), daemon=True).start()

    def _listen_to_end(self, process: Process) -> None:
        process.wait()
        self.words.put(process)

    def _ended(self, process: Process) -> None:
        """Go on to the training on MNIST where the other tests pass, and say what is next."""
        if process is not self.running:
            return  # it was killed for a later save
        self.running = None
        self.waiting = self.waiting or self._spawn()
        code = process.returncode
        if code == 0 and self.quick and any(tests_of(self.chapter).values()):
            self.console.print("\nTraining on MNIST …")
            self._test("mnist")
        elif code < 0:
            self.console.print(f"\nThe system ended the tests with signal {-code}.")
        else:
            self.console.print(f"\n{self._next(done=code == 0)} Ctrl-C ends this.", style="dim")

    def _next(self, done: bool) -> str:
        later = [chapter for chapter in chapters().values() if chapter.name > self.chapter.name]
        if not done or not later:
            return f"Waiting for the next save of {self.folder.name}/{self.chapter.name}.py."
        if self.follow:
            return f"Chapter {self.chapter.number} is done. Next: save {self.folder.name}/{later[0].name}.py."
        return f"Chapter {self.chapter.number} is done. Next: nox -s {later[0].session} -- --watch."

    def _spawn(self) -> Process:
        """Start a process that imports what tests need, and then waits; Ctrl-C is not for it."""
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        return subprocess.Popen(
            [sys.executable, "-m", PYTEST, "-p", "dojo.practice.wait_plugin", "--watched", *self.options],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            text=True,
            **apart,
        )


def _where_the_learner_is() -> Chapter:
    """Return the first chapter that is not done, or the last."""
    everything = list(chapters().values())
    return next((chapter for chapter in everything if standing(chapter).state != "done"), everything[-1])


def main() -> None:
    """Watch until Ctrl-C."""
    names = [name for name in sys.argv[1:] if name in chapters()]
    watch = Watch(chapters()[names[0]] if names else None, [name for name in sys.argv[1:] if name not in names])
    try:
        watch.run()
    except KeyboardInterrupt:
        print()
    finally:
        watch.end()


if __name__ == "__main__":
    main()
