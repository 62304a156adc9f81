"""The sections of the lessons that failures name."""

from pathlib import Path

import pytest

from dojo.ground.chapters import ROOT, Chapter, chapters
from dojo.tests.verdict.katas_run import run, with_batch
from dojo.verdict.lesson_section import headings, sections, where_to_read


@pytest.mark.parametrize("chapter", chapters().values(), ids=str)
def test_each_function_has_a_section(chapter: Chapter) -> None:
    """It is a heading of the function's own lesson, before the katas."""
    titles = headings(chapter)

    assert set(sections()[chapter.name]) == set(chapter.signatures)
    for function, title in sections()[chapter.name].items():
        assert titles.get(title, 10**6) < titles["Katas"], (
            f"{function}: no section {title!r} in lessons/{chapter.name}.md"
        )


def test_line_and_title() -> None:
    """The line is where the section begins."""
    place, _, title = where_to_read("softmax", chapters()["ch32_activations"]).partition(", ")
    file, _, line = place.partition(":")

    text = (ROOT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]

    assert text.startswith("##") and title.strip('"') in text


def test_a_failure_names_it(tmp_path: Path) -> None:
    """Below the failure is what to read again; nothing of the kind where the function is not written."""
    _, wrong = run(tmp_path, with_batch("return X"))
    _, unwritten = run(tmp_path, with_batch('raise NotImplementedError("1.1 batch")'))

    assert "\nRead again: lessons/ch11_arrays.md:" in wrong and '"Rows, columns and slices"' in wrong
    assert "Read again" not in unwritten
