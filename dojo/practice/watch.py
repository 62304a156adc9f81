"""Test a chapter at each save, at once: a process that has done its slow imports waits for it.

Run by `nox -s ch3_4 -- --watch`, and by `nox -s watch` for the chapter that the learner is at, which is the one whose
file was saved last. `saves.py` notices the saves, `ready.py` keeps the process that waits.

Standard input is a pipe from the process that started this one. When it ends that process is gone, and so is this one.
"""

import os
import subprocess
import sys
import threading
from queue import Empty, Queue

from rich.console import Console

from dojo.ground.chapters import KATAS, ROOT, SOLUTIONS, Chapter, chapters
from dojo.ground.command_line import bare_names
from dojo.ground.environment import until_it_ends
from dojo.ground.lookup import find_one
from dojo.ground.pytorch import missing, offered
from dojo.ground.typed import nox
from dojo.ground.wrap import for_terminal
from dojo.practice import keys
from dojo.practice.ready import Process, Ready
from dojo.practice.saves import Saves
from dojo.practice.standing import standing
from dojo.verdict.judge import USAGE, Judge, test_chapter
from dojo.verdict.record import katas_behind, tests_of

TICK = 0.2  # seconds: so often the files are looked at even if nobody tells of a change, as on a network drive
QUICK = "not mnist"
Word = str | Process  # what wakes the watch: "look", "gone", a key, or a process that has ended


class Watch:
    """The chapter at hand, and the process that tests it."""

    def __init__(self, chapter: Chapter | None, options: list[str]) -> None:
        self.follow = chapter is None
        self.chapter = chapter or _where_the_learner_is()
        self.saves = Saves(SOLUTIONS if "--solutions" in options else KATAS)
        self.options = options
        self.ready = Ready(options)
        self.ready.turn_to(self.chapter)
        self.judge: Judge | None = None
        self.words: Queue[Word] = Queue()
        self.console = Console(highlight=False)
        self.running: Process | None = None
        self.which = QUICK  # the tests that it runs: those that do not train, or those that do
        self.tries = 0
        self.has_keys = False

    def run(self) -> None:
        """Test now and at each save, until the process that started this one is gone."""
        threading.Thread(target=self.saves.listen, args=(self._look,), daemon=True).start()
        threading.Thread(target=self._listen_to_input, daemon=True).start()
        self._test()
        self.has_keys = keys.listen(self.words.put)
        while (word := self._next_word()) not in ("gone", "q"):
            if isinstance(word, subprocess.Popen):
                self._ended(word)
            elif word in keys.MEANINGS:
                self._pressed(word)
            if saved := self.saves.since_last_look():
                self._saved(saved)

    def end(self) -> None:
        """Leave no process behind."""
        self.ready.end()
        self._stop()

    def _next_word(self) -> Word:
        """Wait for what comes first: a save, the end of a test run or of the input, or a tick."""
        try:
            return self.words.get(timeout=TICK)
        except Empty:
            self.ready.prepare()
            return "look"

    def _look(self) -> None:
        self.words.put("look")

    def _listen_to_input(self) -> None:
        while os.read(0, 1):
            pass
        self.words.put("gone")

    def _saved(self, names: set[str]) -> None:
        """Test after a save; if the learner is followed, the chapter that was saved."""
        mine = chapters().keys() & names
        if self.follow and mine and self.chapter.name not in mine:
            self.chapter = chapters()[max(mine)]
        if names & {path.stem for path in katas_behind(self.chapter.name)}:
            self._test()

    def _stop(self) -> None:
        """End the run at hand, if there is one."""
        if self.running and self.judge:
            self.running.kill()
            self.judge.give_up()
        self.running = None

    def _test(self, which: str = QUICK, tries: int = 1) -> None:
        """Have the chapter tested, and end an earlier run."""
        self._stop()
        self.which, self.tries = which, tries
        if which == QUICK:
            self.console.clear()
        self.judge = Judge([self.chapter], [*self.options, "-m", which])
        self.ready.turn_to(self.chapter)
        self.running = self.ready.run(self._test_file(), which, str(self.judge.file))
        threading.Thread(target=self._listen_to_end, args=(self.running,), daemon=True).start()

    def _listen_to_end(self, process: Process) -> None:
        until_it_ends(process)
        self.words.put(process)

    def _ended(self, process: Process) -> None:
        """Go on to the training on MNIST if the other tests pass, and say what is next."""
        if process is not self.running:
            return  # it was killed for a later save
        self.running = None
        assert self.judge
        ending = self.judge.ending(process.returncode)
        if ending.code == USAGE:
            sys.exit(USAGE)
        if not ending.began and self.tries == 1:  # the process was killed before it knew what to test
            self._test(self.which, tries=2)
            return
        self.ready.prepare()
        for line in ending.lines:
            self.console.print(line, markup=False)
        if ending.code == 0 and self.which == QUICK and self._trains():
            self.console.print("\nTraining on MNIST …")
            self._test("mnist")
        else:
            self._over(done=ending.code == 0)

    def _test_file(self) -> str:
        return f"tests/test_{self.chapter.name}.py"

    def _trains(self) -> bool:
        return any(tests_of(self.chapter.core).values())

    def _over(self, done: bool) -> None:
        self._rest(self._next(done))

    def _rest(self, said: str) -> None:
        """Say what is next, and what can be done meanwhile."""
        if said:
            self.console.print(f"\n{said}{'' if self.has_keys else ' Ctrl-C ends this.'}", style="dim")
        if self.has_keys:
            self.console.print(keys.LINE, style="dim", overflow="ellipsis", no_wrap=True)

    def _pressed(self, key: str) -> None:
        """Do what a key asks for; what takes longer than a moment ends at the next save."""
        modules = {"h": "dojo.practice.hint", "c": "dojo.practice.compare"}
        if key in modules:
            command = [sys.executable, "-m", modules[key], self.chapter.session]
            subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL)
            self._rest("")
        elif key == "p":
            test_chapter(self.chapter, ["-m", QUICK, "--polish", "--watched", *self.options], self._test_file())
            self._rest("")
        elif key == "t" and not self._trains():
            self._rest(f"Chapter {self.chapter.number} has no training on MNIST.")
        elif key == "n" and not self._later():
            self._rest(f"Chapter {self.chapter.number} is the last one.")
        else:
            self.chapter = self._later()[0] if key == "n" else self.chapter
            self._test("mnist" if key == "t" else QUICK)

    def _later(self) -> list[Chapter]:
        return [chapter for chapter in offered() if chapter.name > self.chapter.name]

    def _next(self, done: bool) -> str:
        later, borrow = self._later(), " --borrow" if "--borrow" in self.options else ""
        if not done or not later:
            return f"Waiting for the next save of {self.saves.folder.name}/{self.chapter.name}.py."
        if self.follow:
            return f"Chapter {self.chapter.number} is done. Next: save {self.saves.folder.name}/{later[0].name}.py."
        return f"Chapter {self.chapter.number} is done. Next: {nox()} -s {later[0].session} -- --watch{borrow}."


def _where_the_learner_is() -> Chapter:
    """Return the first chapter that is not done, or the last."""
    everything = offered()
    return next((chapter for chapter in everything if not standing(chapter).settled), everything[-1])


def main() -> None:
    """Watch until Ctrl-C."""
    names = bare_names(sys.argv[1:])
    try:
        chapter = find_one(" ".join(names)).chapter if names else None
    except ValueError as error:
        sys.exit(for_terminal(str(error)))
    if chapter and (lacking := missing(chapter)):
        sys.exit(for_terminal(f"{lacking}."))
    watch = Watch(chapter, [name for name in sys.argv[1:] if name not in names])
    try:
        watch.run()
    except KeyboardInterrupt:
        print()
    finally:
        watch.end()


if __name__ == "__main__":
    main()
