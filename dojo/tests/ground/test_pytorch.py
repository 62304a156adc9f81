"""PyTorch is optional: only module 5 needs it, and it is installed in the build that fits the computer."""

import sys
import urllib.request
from collections.abc import Callable
from io import BytesIO

import pytest

from dojo.ground import help, pytorch
from dojo.ground.chapters import chapters, required
from dojo.ground.environment import DEPENDENCIES, GROUPS

PACKAGES = [*DEPENDENCIES, *GROUPS["torch"]]


@pytest.fixture(autouse=True)
def without_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let PyTorch be missing, and its index answer."""

    def answer(url: str, timeout: float) -> BytesIO:
        return BytesIO()

    monkeypatch.setattr(pytorch, "is_there", lambda: False)
    monkeypatch.setattr(urllib.request, "urlopen", answer)


def test_only_module_5_is_optional() -> None:
    """The course's own chapters lack nothing without PyTorch; the others say in a line how to get it."""
    said = [pytorch.missing(chapter) for chapter in chapters().values()]
    line = pytorch.missing(chapters()["ch51_tensors"])

    assert [not each for each in said] == [not name.startswith("ch5") for name in chapters()]
    assert "nox -s torch" in line and "MB" in line and "\n" not in line
    assert [chapter.name for chapter in pytorch.offered()] == required()


@pytest.mark.parametrize(
    ("platform", "by_uv", "expected"),
    [
        ("linux", True, ["--torch-backend=auto"]),
        ("darwin", True, ["--torch-backend=auto"]),
        ("linux", False, ["--extra-index-url", pytorch.CPU_BUILDS]),
        ("win32", False, ["--extra-index-url", pytorch.CPU_BUILDS]),
        ("darwin", False, []),
    ],
)
def test_build(monkeypatch: pytest.MonkeyPatch, platform: str, by_uv: bool, expected: list[str]) -> None:
    """uv chooses by itself; pip takes the build for the processor, and on macOS the only one there is."""
    said: list[str] = []
    monkeypatch.setattr(sys, "platform", platform)

    assert pytorch.options(PACKAGES, by_uv, said.append) == expected
    assert len(said) == 1 and "200 MB" in said[0]


@pytest.mark.parametrize(("platform", "size"), [("linux", "3 GB"), ("win32", "200 MB")])
def test_index_that_cannot_be_reached(monkeypatch: pytest.MonkeyPatch, platform: str, size: str) -> None:
    """Without PyTorch's own index it is the general build, and a line says how large that is."""
    said: list[str] = []
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(urllib.request, "urlopen", refuse)

    assert pytorch.options(PACKAGES, True, said.append) == []
    assert len(said) == 1 and size in said[0]


def refuse(url: str, timeout: float) -> None:
    """Fail as a computer without network does."""
    raise urllib.request.URLError("no network")  # type: ignore[attr-defined]


def test_nothing_is_asked_without_need(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks for PyTorch's index when other packages are installed, or when it is there already."""
    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    say: Callable[[str], None] = pytest.fail

    assert pytorch.options(DEPENDENCIES, True, say) == []
    monkeypatch.setattr(pytorch, "is_there", lambda: True)
    assert pytorch.options(PACKAGES, True, say) == []


def test_help_leads_to_it() -> None:
    """The help names the course's chapters, and how to install PyTorch."""
    assert "from ch1_1 to ch4_5" in help.text() and "-s torch" in help.text()
