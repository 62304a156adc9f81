"""Every figure is drawn by code and shown by a lesson, and speaks to those who do not see it."""

# matplotlib leaves the types of its settings open.
# pyright: reportUnknownMemberType=false

from pathlib import Path

import matplotlib
import pytest
from PIL import Image

from dojo.pictures.__main__ import functions, modules
from dojo.plots import style
from dojo.proof.lessons import legible, text
from dojo.proof.lessons.compare import SAME, expect_alike
from dojo.proof.lessons.text import NAMES, read

FIGURES = text.LESSONS / "figures"


def shown(name: str) -> set[str]:
    """Return the names of the files that a lesson shows."""
    return {Path(source).name for source, _ in text.figures(read(name))}


def diagrams(name: str) -> set[str]:
    """Return the names of the files that the lesson's module in dojo/pictures/ draws."""
    return {f"{function}.png" for function in functions(name)} if name in modules() else set()


def width_of(picture: Path) -> int:
    """Return the width of a picture that can be read to its end, in pixels."""
    with Image.open(picture) as image:
        image.load()
        return image.width


@pytest.mark.parametrize("name", NAMES)
def test_diagrams_are_as_drawn(name: str, tmp_path: Path) -> None:
    """A lesson has a diagram or more, whose words can be read; drawn again, each is the same."""
    assert diagrams(name), f"there is no dojo/pictures/{name}.py"
    with matplotlib.rc_context():
        style.apply()
        for file, function in functions(name).items():
            path, figure = tmp_path / f"{file}.png", function()
            assert list(legible.faults(figure)) == [], f"{function.__name__} of dojo/pictures/{name}.py"
            path.write_bytes(style.png(figure))
            expect_alike(FIGURES / path.name, path, limit=SAME)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_drawn_is_shown(name: str) -> None:
    """A lesson shows exactly the figures that its blocks and its diagrams' module draw."""
    drawn = text.saved(read(name), results=False) | text.saved(read(name), results=True) | diagrams(name)

    assert shown(name) == drawn


@pytest.mark.parametrize("name", NAMES)
def test_figures_speak_and_are_sharp(name: str) -> None:
    """Each figure has a text for those who do not see it, and is 1600 pixels wide."""
    assert [source for source, alternative in text.figures(read(name)) if len(alternative) < 30] == []
    assert {file: width for file in shown(name) if (width := width_of(FIGURES / file)) != 1600} == {}


def test_no_figure_is_left_over() -> None:
    """Each picture in lessons/figures/ is shown by a lesson, and each module of diagrams has a lesson."""
    assert {path.name for path in FIGURES.iterdir()} == set[str]().union(*map(shown, NAMES))
    assert set(modules()) <= set(NAMES)
