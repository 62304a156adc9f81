"""Pictures of chapter 5.5: one network twice, and photos if they are asked for."""

import io
from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
from rich.console import Console
from rich.progress import Progress

from data.cifar import Cifar10
from dojo.ground.chapters import KATAS
from dojo.plots import choose, run
from dojo.plots.run import Run

CHAPTER = choose.drawn()["ch5_5"]


@pytest.fixture(autouse=True)
def reference(request: pytest.FixtureRequest) -> Generator[None, None, None]:
    """Import chapters from solutions/ in these tests."""
    target: Any = request.config.pluginmanager.get_plugin("target")
    with target.referring():
        yield
        choose.forget()


@pytest.fixture
def photos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let random images pass for CIFAR-10's."""
    rng = np.random.default_rng(0)
    few = (rng.integers(0, 256, (40, 32, 32, 3), dtype=np.uint8), rng.integers(0, 10, 40))
    monkeypatch.setattr(run, "load_cifar10", lambda archive: Cifar10(*few, *few))


@pytest.mark.usefixtures("photos")
def test_pictures_are_the_same_again() -> None:
    """With an archive there are losses, curves, filters, confusions and mistakes; two runs give the same bytes."""
    made: list[dict[str, bytes]] = []
    for _ in range(2):
        few = Run(Progress(disable=True), samples=40, epochs=2, archive="")
        made.append({each.name: each.png() for each in choose.draw(CHAPTER, few, KATAS, solutions=True)})

    assert list(made[0]) == ["ch55_losses", "ch55_curves", "ch55_filters", "ch55_confusion", "ch55_worst"]
    assert made[0] == made[1]


def test_without_archive_photos_are_left_out() -> None:
    """Without --cifar there is the picture of the losses alone, and a line that says how to ask for more."""
    console = Console(record=True, file=io.StringIO(), width=300)
    few = Run(Progress(disable=True, console=console), samples=40, epochs=1)

    names = [picture.name for picture in choose.draw(CHAPTER, few, KATAS, solutions=True)]

    assert names == ["ch55_losses"]
    assert "plots -- ch5_5 --cifar [ARCHIVE]" in console.export_text()


def test_both_trainings_have_the_same_losses() -> None:
    """Three epochs of 300 digits in NumPy and in PyTorch give the same losses to 1e-9, batch by batch."""
    few: Any = Run(Progress(disable=True), samples=300)
    figure = next(choose.draw(CHAPTER, few, KATAS, solutions=True)).figure
    losses, differences = figure.axes

    ours, theirs = (np.asarray(line.get_ydata(), dtype=np.float64) for line in losses.lines)
    assert len(ours) == len(theirs) == 15
    assert ours[0] > 2 * ours[-1], "the network has not learned"
    assert np.abs(ours - theirs).max() < 1e-9
    assert differences.get_yscale() == "log"
