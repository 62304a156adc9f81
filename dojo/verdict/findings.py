"""What a test run has found so far, chapter by chapter: this package's plugins fill it, and the report shows it."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from dojo.ground.chapters import Chapter, chapters
from dojo.verdict.explanation import Explanation
from dojo.verdict.prints import Calls, Printed


@dataclass
class Found:
    """What is known of one chapter."""

    tests: dict[str, bool] = field(default_factory=dict[str, bool])  # whether each core test that was to run passed
    functions: dict[str, bool] = field(default_factory=dict[str, bool])  # whether all of each one's passed that ran
    failures: list[Explanation] = field(default_factory=list[Explanation])
    advice: dict[str, bool] = field(default_factory=dict[str, bool])  # whether each polish test passed
    printed: dict[str, Printed] = field(default_factory=dict[str, Printed])  # by each one in the first of its tests
    imported: str = ""  # what was printed by the import
    remarks: list[Explanation] = field(default_factory=list[Explanation])  # for each polish test that did not
    seconds: float = 0.0

    @property
    def green(self) -> bool:
        """Whether core tests ran, and nothing failed."""
        return bool(self.tests) and not self.failures


@dataclass
class Findings:
    """What is known of all chapters in this run."""

    of: defaultdict[str, Found] = field(default_factory=lambda: defaultdict[str, Found](Found))  # by chapters' names
    unwritten: set[str] = field(default_factory=set[str])  # the ids of tests that found a stub
    calls: Calls = field(default_factory=Calls)  # of the function under test
    paces: list[str] = field(default_factory=list[str])  # how long an epoch takes, in words

    @property
    def names(self) -> list[str]:
        """The chapters whose core was tested, in order."""
        return sorted(name for name, found in self.of.items() if found.tests or found.failures)

    def done(self, chapter: Chapter) -> int:
        """Count the functions whose core tests passed."""
        return sum(self.of[chapter.name].functions.get(function, False) for function in chapter.signatures)


def chapter_of(node: pytest.Item | pytest.Collector) -> Chapter | None:
    """Return the chapter that a test file, or a test in it, belongs to."""
    return chapter_at(node.path)


@cache  # each test asks several times
def chapter_at(path: Path) -> Chapter | None:
    """Return the chapter that a path is a test file of."""
    chapter = chapters().get(path.stem.removeprefix("test_"))
    return chapter if chapter and path in (chapter.core, chapter.polish) else None
