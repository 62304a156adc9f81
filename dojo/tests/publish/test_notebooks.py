"""Notebooks: they run from the first cell to the last, an exercise can be done in them, and its answer is folded."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.ground.chapters import ROOT, chapters
from dojo.ground.pytorch import offered
from dojo.proof.lessons import text
from dojo.proof.lessons.text import ALL, NAMES, read
from dojo.publish import notebooks
from dojo.publish.notebooks import Cell, Notebook

COLLAPSED = "jp-MarkdownHeadingCollapsed"
FOLDER = ROOT / ".kata_cache" / "notebooks"  # inside of the project, where a notebook finds the katas


@pytest.fixture(scope="module")
def made() -> dict[str, Notebook]:
    """Return all notebooks by their names."""
    return notebooks.notebooks(ALL)


def code(notebook: Notebook) -> list[Cell]:
    """Return the cells of code that have something in them, but the first one, which finds the katas."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and cell["source"]][1:]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in chapters() or chapters()[name] in offered()])
def test_runs(name: str) -> None:
    """Every cell runs against the reference, but those that train for long."""
    notebook = notebooks.notebooks([name])[name]
    notebook["cells"] = [cell for cell in notebook["cells"] if "long" not in cell["metadata"].get("tags", [])]
    first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    first["source"] = first["source"].replace('FOLDER = "katas"', 'FOLDER = "solutions"')
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    command = [sys.executable, "-m", "jupyter", "execute", "--inplace", "--timeout=300", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    run = json.loads(path.read_text(encoding="utf-8"))

    assert done.returncode == 0, done.stderr[-3000:]
    assert "solutions" in first["source"] and all(cell["execution_count"] for cell in code(run))


@pytest.mark.parametrize("name", ALL)
def test_cells(made: dict[str, Notebook], name: str) -> None:
    """A block of Python is a cell, and what it prints in the lesson is its output; figures are shown, not saved."""
    blocks = [source for language, source, _, _ in text.blocks(read(name)) if language == "python"]
    printed = [source for language, source, _, _ in text.blocks(read(name)) if language == "text"]
    cells = code(made[name])
    outputs = [output for cell in cells for output in cell["outputs"]]

    assert len(cells) == len(blocks) and not any("lessons/figures" in cell["source"] for cell in cells)
    assert [output["text"] for output in outputs if output["output_type"] == "stream"] == printed
    drawn = sum(output["output_type"] == "display_data" for output in outputs)
    assert drawn == sum(len(re.findall(r"fig\.savefig", source)) for source in blocks)


@pytest.mark.parametrize("name", ALL)
def test_exercises(made: dict[str, Notebook], name: str) -> None:
    """Below each exercise is an empty cell, then its answer, folded until the next heading."""
    cells: list[Cell] = made[name]["cells"]
    answers = [place for place, cell in enumerate(cells) if cell["metadata"].get(COLLAPSED)]

    assert len(answers) == len(re.findall(r"^### Exercise \d", read(name), flags=re.M))
    for place in answers:
        assert cells[place - 1]["cell_type"] == "code" and not cells[place - 1]["source"]
        assert cells[place]["source"] == "#### Answer"


def test_first_cell(made: dict[str, Notebook]) -> None:
    """A notebook with code begins by finding the katas; the glossary, which has none, has no cell of code."""
    first = {
        name: [cell["source"] for cell in each["cells"] if cell["cell_type"] == "code"] for name, each in made.items()
    }

    assert first.pop("glossary") == [] and all("FOLDER = " in sources[0] for sources in first.values())


def test_images_and_links(tmp_path: Path) -> None:
    """Each diagram is beside the notebooks, and each link to a lesson leads to its notebook."""
    notebooks.main(["--to", str(tmp_path)])
    for path in tmp_path.glob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for target in re.findall(r"\]\(([^)\s]+)\)", cell["source"]) if cell["cell_type"] == "markdown" else ():
                if not re.match(r"https?:|#|\.\./\.\./", target):
                    assert (tmp_path / target.partition("#")[0]).is_file(), f"{path.name} leads to {target}"
    assert len(list(tmp_path.glob("*.ipynb"))) == len(ALL)
