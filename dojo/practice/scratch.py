"""Test a file outside `katas/` at each save, until its tests pass: what `review` and `skip` wait for."""

import time
from collections.abc import Sequence
from pathlib import Path

from dojo.ground.chapters import ROOT, Chapter
from dojo.ground.safe_files import short
from dojo.practice.ready import Ready
from dojo.practice.saves import Saves
from dojo.practice.watch import Watch

SCRATCH = ROOT / "scratch"  # which git ignores


class ScratchWatch(Watch):
    """A watch that ends when the tests pass."""

    def __init__(
        self, chapter: Chapter, file: Path, tests: Path, more: Sequence[str] = (), train: bool = False
    ) -> None:
        """Watch one file, which the tests find in its folder.

        Args:
            chapter: whose tests they are.
            file: the one to write in.
            tests: the test file.
            more: options for pytest.
            train: whether the tests that train on MNIST run as well.
        """
        super().__init__(chapter, ["--core", f"--katas={file.parent}"])
        self.file, self.tests, self.train = file, tests, train
        self.saves = Saves(file.parent)
        self.ready = Ready([*self.options, *more])
        self.ready.turn_to(chapter)
        self.green, self.verdicts, self.begun = False, 0, time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it has watched."""
        return time.monotonic() - self.begun

    def until_green(self) -> bool:
        """Test now and at each save; tell whether all passed, and not what started this is gone."""
        try:
            self.run()
        except KeyboardInterrupt:
            print()
        finally:
            self.end()
        return self.green

    def _test_file(self) -> str:
        return short(self.tests)

    def _trains(self) -> bool:
        return self.train and super()._trains()

    def _saved(self, names: set[str]) -> None:
        self._test()

    def _over(self, done: bool) -> None:
        self.green, self.verdicts = done, self.verdicts + 1
        if done:
            self.words.put("gone")
        else:
            self.console.print(f"\nWaiting for the next save of {short(self.file)}. Ctrl-C ends this.", style="dim")
