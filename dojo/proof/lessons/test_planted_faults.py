"""A fault that is planted in a real lesson turns a check red: those of headings, figures, length, frame and terms."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import matplotlib.image
import numpy as np
import pytest

from dojo.proof.lessons import test_frame, test_glossary, test_pictures, test_rendering, test_runs, text
from dojo.proof.lessons.text import read

NAME = "ch21_losses"
FAULTS: dict[str, tuple[Callable[[str], None], str, str]] = {  # the check, what to replace, and by what
    "front matter": (test_rendering.test_front_matter, 'title = "Learn ', 'title = "'),
    "date": (test_rendering.test_front_matter, 'date = "202', 'date = "201'),
    "no heading": (test_rendering.test_heading, r"^# .*\n\n", ""),
    "another chapter's heading": (test_rendering.test_heading, r"^# (.*) Part 2\.1", r"# \1 Part 2.2"),
    "a heading without the series": (test_rendering.test_heading, r"^# Learn Deep Learning with NumPy, ", "# "),
    "a second heading": (test_rendering.test_heading, r"^## Recap", "# Recap"),
    "TeX": (test_rendering.test_formulas, r"\\frac", r"\\frag"),
    "eaten rows": (test_rendering.test_plain_parsers_keep_formulas, r"^## Recap", "$$\na \\\\\\\\ b\n$$\n\n## Recap"),
    "no neighbor": (
        test_rendering.test_neighbors_are_linked,
        r"\(ch22_gradient_descent\.md",
        "(ch34_backpropagation.md",
    ),
    "too many words": (test_frame.test_weight, r"^## Recap", "word " * 3500 + "\n\n## Recap"),
    "too many minutes": (test_frame.test_top, r"\*\*Read:\*\* \d+", "**Read:** 26"),
    "no recap": (test_frame.test_end, r"^## Recap", "## Summary"),
    "no kata": (test_frame.test_katas_and_exercises, r"^### `mse_loss`", "### `mse`"),
    "no answer": (test_frame.test_katas_and_exercises, "<summary>Answer</summary>", "<summary>More</summary>"),
    "a term": (test_glossary.test_what_is_introduced_is_in_it, r"^## Recap", "A *brand new term*.\n\n## Recap"),
    "no diagram": (test_pictures.test_what_is_drawn_is_shown, r"^!\[(.|\n)*?\)$", ""),
    "a silent figure": (test_pictures.test_figures_speak_and_are_sharp, r"^!\[(.|\n)*?\]", "![A plot]"),
    "a wide line": (test_runs.test_code_is_narrow, r"^## Recap", f"```python\n# {'x' * 87}\n```\n\n## Recap"),
    "a paste": (test_runs.test_blocks_can_be_pasted, r"^## Recap", "```python\nif 1:\n    2\n3\n```\n\n## Recap"),
}


def _copy(source: str, target: str) -> str:
    if source.endswith(".png") and not Path(source).name.startswith(NAME[:4]):
        Path(target).touch()
        return target
    return shutil.copy(source, target)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of lessons/, which the checks take for the lessons; figures of other lessons are empty files."""
    copy = tmp_path / "lessons"
    shutil.copytree(text.LESSONS, copy, copy_function=_copy)
    monkeypatch.setattr(text, "LESSONS", copy)
    monkeypatch.setattr(test_pictures, "FIGURES", copy / "figures")
    return copy


@pytest.mark.parametrize("fault", FAULTS)
def test_fault(folder: Path, fault: str) -> None:
    """What is right passes the check, and fails it once the fault is planted."""
    check, old, new = FAULTS[fault]
    check(NAME)
    changed = re.sub(old, new, read(NAME), flags=re.M)
    (folder / f"{NAME}.md").write_text(changed, encoding="utf-8", newline="\n")

    with pytest.raises((AssertionError, ValueError)):
        check(NAME)


def test_diagram_out_of_date(folder: Path, tmp_path: Path) -> None:
    """A diagram is found in which a label is where an older drawing had it."""
    test_pictures.test_diagrams_are_as_drawn(NAME, tmp_path)
    figure = folder / "figures" / "ch21_squared_errors.png"
    pixels = matplotlib.image.imread(figure).copy()
    pixels[500:760, 880:1540] = pixels[520:780, 880:1540].copy()
    cast(Any, matplotlib.image).imsave(figure, pixels)

    with pytest.raises(AssertionError, match="out of date"):
        test_pictures.test_diagrams_are_as_drawn(NAME, tmp_path)


def test_narrow_figure(folder: Path) -> None:
    """A figure that is not 1600 pixels wide is found."""
    test_pictures.test_figures_speak_and_are_sharp(NAME)
    figure = folder / "figures" / sorted(test_pictures.shown(NAME))[0]
    cast(Any, matplotlib.image).imsave(figure, np.zeros((10, 1599)))

    with pytest.raises(AssertionError, match="1599"):
        test_pictures.test_figures_speak_and_are_sharp(NAME)


def test_figure_left_over(folder: Path) -> None:
    """A figure that no lesson shows is found."""
    test_pictures.test_no_figure_is_left_over()
    (folder / "figures" / "ch99_unused.png").touch()

    with pytest.raises(AssertionError, match="ch99_unused"):
        test_pictures.test_no_figure_is_left_over()
