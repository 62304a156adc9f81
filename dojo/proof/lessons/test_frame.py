"""Every lesson has the same frame, and is no longer than a reader can bear."""

import re

import pytest

from dojo.ground.chapters import chapters
from dojo.proof.lessons import frame
from dojo.proof.lessons.text import NAMES, read


@pytest.mark.parametrize("name", list(chapters()))
def test_top(name: str) -> None:
    """At the top is how long it takes, what you need, and three things that you can do afterwards."""
    assert list(frame.top_faults(name, read(name))) == []


@pytest.mark.parametrize("name", list(chapters()))
def test_end(name: str) -> None:
    """From the mistakes on, all lessons have the same sections, and in each as much as in the others."""
    assert list(frame.end_faults(read(name))) == []


@pytest.mark.parametrize("name", NAMES)
def test_weight(name: str) -> None:
    """A lesson is read in about 25 minutes."""
    assert frame.words(read(name)) <= frame.WORDS


@pytest.mark.parametrize("name", list(chapters()))
def test_katas_and_exercises(name: str) -> None:
    """A lesson names each function of its chapter under Katas, and has four exercises or more, with folded answers."""
    chapter, sections = chapters()[name], frame.sections(read(name))
    exercises = re.split(r"\n### Exercise \d", sections["Exercises"])[1:]

    assert re.findall(r"\n### `(\w+)`\n", sections["Katas"]) == list(chapter.signatures)
    assert f"nox -s {chapter.session}" in sections["Katas"]
    assert len(exercises) >= 4
    answered = re.compile(frame.ANSWER + r"(?:.|\n)*```python\n(?:.|\n)*\n</details>\n")
    assert [number for number, exercise in enumerate(exercises, 1) if not answered.search(exercise)] == []
