"""The command line of `nox -s notebooks`, which writes each lesson as a notebook:

    python -m dojo.publish.notebooks [--to DIR]

The folder has to be inside the project, where the notebooks find the katas. What a block prints and draws in the
lesson is in its cell from the start. An exercise has an empty cell, and its answer is folded.
"""

import base64
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dojo.ground.chapters import ROOT
from dojo.ground.command_line import Parser
from dojo.ground.safe_files import short
from dojo.proof.lessons.text import ALL, FRONT, LESSONS, read
from dojo.publish.markdown import DETAILS, HEADING, LINK, outside_code, without_comments

Cell = dict[str, Any]
Notebook = dict[str, Any]
FIRST = """\
```python
import os
import sys
from pathlib import Path

FOLDER = "katas"  # "solutions" takes the reference instead of what you wrote

root = next(folder for folder in [Path.cwd(), *Path.cwd().parents] if (folder / "katas").is_dir())
sys.path[:0] = [str(root), str(root / FOLDER)]
os.chdir(root)
```
"""
TURN = "```python\n\n```\n\n<!-- #region jp-MarkdownHeadingCollapsed=true -->\n#### Answer\n<!-- #endregion -->\n\n"
SAVED = re.compile(r'^fig\.savefig\("lessons/figures/(?P<name>[\w.-]+)"[^)\n]*\)\nplt\.close\(fig\)$', re.M)
RESULT = re.compile(r"^<!-- result -->\n+```python\n", re.M)
LONG = "# This trains for a while.\n"
PRINTED = re.compile(r"\A```text\n(?P<text>.*?)^```\n*", re.M | re.S)


def notebooks(names: Sequence[str]) -> dict[str, Notebook]:
    """Return lessons as notebooks, by their names; Jupytext divides them into cells."""
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            (Path(folder) / f"{name}.md").write_text(prepared(name), encoding="utf-8", newline="\n")
        command = [sys.executable, "-m", "jupytext", "--quiet", "--to", "ipynb", "--opt", "split_at_heading=true"]
        subprocess.run([*command, *(f"{name}.md" for name in names)], cwd=folder, check=True)
        return {name: _finished((Path(folder) / f"{name}.ipynb").read_text(encoding="utf-8")) for name in names}


def prepared(name: str) -> str:
    """Return a lesson as Markdown that Jupytext divides into the right cells."""
    text = RESULT.sub(lambda match: f"```python\n{LONG}", FRONT.sub("", read(name)))
    text = without_comments(text).replace("```sh\n", "```console\n")  # sh would become a cell
    text = outside_code(DETAILS, lambda match: _unfolded(match, text), text)
    text = outside_code(LINK, lambda match: f"{match['image']}[{match['text']}]({_target(match['target'])})", text)
    title, rest = text.split("\n", 1)
    return f"{title}\n\n{FIRST}\n{rest}" if "```python" in rest else text  # the glossary has nothing to run


def _finished(made: str) -> Notebook:
    """Return a notebook with its outputs, and without cells of text that have become empty."""
    found: Notebook = json.loads(made)
    found["metadata"] = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    cells: list[Cell] = found["cells"]
    for cell in cells:
        cell["source"] = "".join(cell["source"])
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        if cell["cell_type"] == "code":
            _give_outputs(cell, following)
    found["cells"] = [cell for cell in cells if cell["source"] or cell["cell_type"] == "code"]
    return found


def _unfolded(match: re.Match[str], text: str) -> str:
    """Return folded text as a notebook has it: an exercise's answer below a cell to write in, code in cells."""
    *_, above = ("", *(heading["title"] for heading in HEADING.finditer(text, 0, match.start())))
    if match["summary"] == "Answer" and above.startswith("Exercise "):
        return f"{TURN}{match['inside']}\n"
    return f"**{match['summary']}.**\n\n{match['inside']}\n" if "```python" in match["inside"] else match[0]


def _target(target: str) -> str:
    """Return where a link leads from a notebook, two folders below the project's."""
    target = re.sub(r"^(\w+)\.md(?=#|$)", r"\1.ipynb", target)
    return re.sub(r"^\.\./", "../../", target)


def _give_outputs(cell: Cell, following: Cell | None) -> None:
    """Put into a cell what it prints and draws in the lesson, and take that away from the text below it."""
    if cell["source"].startswith(LONG):
        cell["metadata"]["tags"] = ["long"]
    figures = [match["name"] for match in SAVED.finditer(cell["source"])]
    cell["source"] = SAVED.sub("plt.show()", cell["source"])
    if following is None or following["cell_type"] == "code":
        return
    if match := PRINTED.match(following["source"] + "\n"):
        cell["outputs"].append({"output_type": "stream", "name": "stdout", "text": match["text"]})
        following["source"] = following["source"][match.end() :]
    for name in figures:
        picture = base64.b64encode((LESSONS / "figures" / name).read_bytes()).decode()
        shown = re.compile(rf"!\[(?P<text>[^\]]*)\]\(figures/{re.escape(name)}\)\n*")
        seen = shown.search(following["source"])
        data = {"image/png": picture, "text/plain": seen["text"] if seen else name}
        cell["outputs"].append({"output_type": "display_data", "data": data, "metadata": {}})
        following["source"] = shown.sub("", following["source"])


def main(arguments: list[str] | None = None) -> None:
    """Write all notebooks and the diagrams that they show, and print where they are."""
    parser = Parser("notebooks", "Write each lesson as a notebook.")
    place = ROOT / "published" / "notebooks"
    parser.add_argument("--to", type=Path, default=place, metavar="DIR", help="where they go (published/notebooks)")
    to: Path = parser.parse_args(arguments).to
    (to / "figures").mkdir(parents=True, exist_ok=True)
    for name, made in notebooks(ALL).items():
        (to / f"{name}.ipynb").write_text(json.dumps(made, indent=1), encoding="utf-8", newline="\n")
        texts = (cell["source"] for cell in made["cells"] if cell["cell_type"] == "markdown")
        for image in re.findall(r"\]\(figures/([\w.-]+)\)", "\n".join(texts)):
            shutil.copyfile(LESSONS / "figures" / image, to / "figures" / image)
    print(f"{len(ALL)} notebooks are in {short(to)}")


if __name__ == "__main__":
    main()
