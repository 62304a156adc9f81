"""The command line of `nox -s pictures`:

    python -m dojo.pictures [ch1_2 …] [--to DIR]

Pictures go to lessons/figures/.
"""

import argparse
import importlib
import inspect
import re
from collections.abc import Callable
from pathlib import Path

from matplotlib.figure import Figure

from dojo.ground.chapters import ROOT
from dojo.ground.command_line import Parser
from dojo.ground.safe_files import short
from dojo.plots.style import png

HERE = Path(__file__).parent


def modules() -> list[str]:
    """Return the names of the modules that draw, one a chapter, in order."""
    return sorted(path.stem for path in HERE.glob("ch[0-9][0-9]_*.py"))


def functions(module: str) -> dict[str, Callable[[], Figure]]:
    """Return the functions that draw a chapter's pictures, by the pictures' names: all public ones of its module."""
    loaded = importlib.import_module(f"{__package__}.{module}")
    return {
        f"{module[:4]}_{name}": function
        for name, function in inspect.getmembers(loaded, inspect.isfunction)
        if function.__module__ == loaded.__name__ and not name.startswith("_")
    }


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line; `chapters` becomes the names of modules."""
    parser = Parser("pictures", "Draw the diagrams of the lessons.")
    parser.add_argument("chapters", nargs="*", metavar="chapter", help="such as ch1_2; all unless named")
    parser.add_argument("--to", type=Path, default=ROOT / "lessons" / "figures", metavar="DIR", help="where they go")
    options = parser.parse_args(arguments)
    chosen = set[str]()
    for name in options.chapters:
        start = re.sub(r"^ch(\d)_(\d)$", r"ch\1\2_", name)  # as sessions are called
        found = {module for module in modules() if module.startswith(start)}
        chosen |= found or parser.error(f"no pictures belong to {name}; there are some for {', '.join(modules())}")
    options.chapters = sorted(chosen) or modules()
    return options


def main(arguments: list[str] | None = None) -> None:
    """Draw what the command line asks for, and print where it is."""
    options = parse(arguments)
    options.to.mkdir(parents=True, exist_ok=True)
    for module in options.chapters:
        for name, function in functions(module).items():
            path = options.to / f"{name}.png"
            path.write_bytes(png(function()))
            print(short(path), (inspect.getdoc(function) or "").partition("\n")[0], sep="  ")


if __name__ == "__main__":
    main()
