"""Choose whose chapters the pictures are made with, as conftest.py does for tests: a matter of the import path."""

import importlib
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from dojo.ground.chapters import SOLUTIONS, Chapter, chapters
from dojo.plots.run import Run
from dojo.plots.style import Picture

HERE = Path(__file__).parent


def drawn() -> dict[str, Chapter]:
    """Return the chapters that have pictures, by session: those with a module here."""
    return {chapter.session: chapter for chapter in chapters().values() if (HERE / f"{chapter.name}.py").is_file()}


def draw(chapter: Chapter, run: Run, katas: Path, solutions: bool = False, borrow: bool = False) -> Iterator[Picture]:
    """Draw a chapter's pictures.

    Args:
        chapter: one that has pictures.
        run: what they are made with.
        katas: the folder of the learner's chapters.
        solutions: take the reference's in their place.
        borrow: take the reference's, but for the chapter itself.

    Yields:
        The pictures, each as soon as it is drawn.
    """
    forget()
    sys.path[:] = [str(SOLUTIONS if solutions or borrow else katas), *sys.path]
    try:
        if borrow:
            load(chapter, katas)
        module: Any = importlib.import_module(f"{__package__}.{chapter.name}")
        yield from module.draw(run)
    finally:
        del sys.path[0]
        forget()


def forget() -> None:
    """Forget all chapters that were imported, and what imported them."""
    for name in list(sys.modules):
        if name in chapters() or name.removeprefix(f"{__package__}.") in chapters():
            del sys.modules[name]


def load(chapter: Chapter, folder: Path) -> None:
    """Import one chapter from a folder that is not on the import path."""
    file = folder / f"{chapter.name}.py"
    spec = spec_from_file_location(chapter.name, file)
    if not file.is_file() or spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {chapter.name!r}", name=chapter.name)
    sys.modules[chapter.name] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules[chapter.name])
