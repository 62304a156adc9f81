"""Notebooks: they run from the first cell to the last, an exercise can be done in them, and its answer is folded."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from dojo.proof.lessons import text
from dojo.proof.lessons.text import ALL, NAMES, read
from dojo.publish import notebooks

COLLAPSED = "jp-MarkdownHeadingCollapsed"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with all notebooks."""
    folder = tmp_path_factory.mktemp("notebooks")
    notebooks.main(["--to", str(folder)])
    return folder


def code(made: NotebookNode) -> list[NotebookNode]:
    """Return the cells of code that have something in them, but the first one, which finds the katas."""
    return [cell for cell in made.cells if cell.cell_type == "code" and cell.source][1:]


@pytest.mark.parametrize("name", NAMES)
def test_runs(name: str) -> None:
    """Every cell runs against the reference, but those that train for long."""
    made = notebooks.notebook(name)
    made.cells = [cell for cell in made.cells if "long" not in cell.metadata.get("tags", [])]
    first = next(cell for cell in made.cells if cell.cell_type == "code")
    first.source = first.source.replace('FOLDER = "katas"', 'FOLDER = "solutions"')
    NotebookClient(made, timeout=300, resources={"metadata": {"path": str(text.LESSONS)}}).execute()

    assert "solutions" in first.source and all(cell.execution_count for cell in code(made))


@pytest.mark.parametrize("name", ALL)
def test_cells(name: str) -> None:
    """A block of Python is a cell, and what it prints in the lesson is its output; figures are shown, not saved."""
    blocks = [source for language, source, _, _ in text.blocks(read(name)) if language == "python"]
    printed = [source for language, source, _, _ in text.blocks(read(name)) if language == "text"]
    cells = code(notebooks.notebook(name))
    outputs = [output for cell in cells for output in cell.outputs]

    assert len(cells) == len(blocks) and not any("lessons/figures" in cell.source for cell in cells)
    assert [output.text for output in outputs if output.output_type == "stream"] == printed
    assert sum(output.output_type == "display_data" for output in outputs) == sum(
        len(re.findall(r"fig\.savefig", source)) for source in blocks
    )


@pytest.mark.parametrize("name", ALL)
def test_exercises(name: str) -> None:
    """Below each exercise is an empty cell, then its answer, folded until the next heading."""
    cells = notebooks.notebook(name).cells
    answers = [place for place, cell in enumerate(cells) if cell.metadata.get(COLLAPSED)]

    assert len(answers) == len(re.findall(r"^### Exercise \d", read(name), flags=re.M))
    for place in answers:
        assert cells[place - 1].cell_type == "code" and not cells[place - 1].source
        assert cells[place].source == "#### Answer"


def test_images_and_links(folder: Path) -> None:
    """Each diagram is beside the notebooks, and each link to a lesson leads to its notebook."""
    for path in folder.glob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            for target in re.findall(r"\]\(([^)\s]+)\)", cell.source) if cell.cell_type == "markdown" else ():
                if not re.match(r"https?:|#|\.\./\.\./", target):
                    assert (folder / target.partition("#")[0]).is_file(), f"{path.name} leads to {target}"
