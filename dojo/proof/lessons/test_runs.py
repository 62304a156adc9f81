"""Every lesson runs as it is: in the project, and pasted line by line at a prompt."""

from collections.abc import Iterator
from functools import cache

import matplotlib
import pytest

import data
from dojo.proof.lessons import paste, text
from dojo.proof.lessons.compare import expect_alike
from dojo.proof.lessons.run import Runner
from dojo.proof.lessons.text import NAMES, read
from dojo.proof.project import make_written_project

WIDEST = 88


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """Yield what runs lessons, in a project whose katas are all written; MNIST is unpacked once for all of them."""
    matplotlib.use("Agg")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data._read", cache(getattr(data, "_read")))  # noqa: B009  # load_mnist copies what that gives
        yield Runner(make_written_project(tmp_path_factory.mktemp("project")))


@pytest.mark.parametrize("name", NAMES[::-1])  # the longest first, for workers side by side
def test_lesson_runs(name: str, runner: Runner) -> None:
    """Its blocks run in order, print what is shown, compute its numbers, and draw its figures."""
    drawn = runner.project / "lessons" / "figures"
    for file in drawn.iterdir():
        file.unlink()
    runner.run(text.LESSONS / f"{name}.md")

    assert {file.name for file in drawn.iterdir()} == text.saved(read(name), results=False)
    for file in drawn.iterdir():
        expect_alike(text.LESSONS / "figures" / file.name, file)


@pytest.mark.parametrize("name", NAMES)
def test_code_is_narrow(name: str) -> None:
    """No line of Python has more than 88 characters, so that a page shows it whole."""
    lines = [
        f"{name}.md:{first + place}: {line}"
        for language, source, first, _ in text.blocks(read(name))
        for place, line in enumerate(source.splitlines() if language == "python" else [])
        if len(line) > WIDEST
    ]

    assert not lines, "\n".join(lines)


@pytest.mark.parametrize("name", NAMES)
def test_blocks_can_be_pasted(name: str) -> None:
    """A prompt takes each block line by line."""
    wrong = [
        f"{name}.md, {fault}"
        for language, source, line, _ in text.blocks(read(name))
        for fault in (paste.faults(source, line) if language == "python" else [])
    ]

    assert not wrong, "\n".join(wrong)
