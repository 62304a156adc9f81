"""A Python prompt, or with --notebook a JupyterLab, in which the lessons' blocks can be pasted.

    nox -s prompt [-- --borrow] [-- --notebook]

Every IPython and every Jupyter kernel of `.venv` then begins by `SETTINGS`: the chapters can be imported, whatever the
working folder was, and a kata that is saved is imported again by itself.
"""

import os
import runpy
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

from dojo.ground.chapters import KATAS, ROOT, SOLUTIONS, chapters
from dojo.ground.command_line import Parser
from dojo.ground.safe_files import read, write_whole
from dojo.ground.sessions import add_packages
from dojo.ground.stub_maker import looks_untouched

BORROW = "KATAS_BORROW"  # a variable that every kernel inherits
SETTINGS = '''"""How every IPython and every Jupyter kernel of this environment begins, by dojo/practice/prompt.py."""

import sys
from pathlib import Path

project = str(Path(sys.prefix).parent)
c = get_config()
c.InteractiveShellApp.extensions.append("autoreload")
c.InteractiveShellApp.exec_lines.extend(
    [
        f"import sys; sys.path.insert(0, {project!r})",
        "from dojo.practice.prompt import begin; begin()",
        "import matplotlib.pyplot as plt",
        "import numpy as np",
        "from data import load_mnist",
        "%autoreload 2",
    ]
)
'''


class Borrowed(MetaPathFinder):
    """Find the chapters that the learner has not begun in the reference."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module's file."""
        file = SOLUTIONS / f"{fullname}.py"
        return spec_from_file_location(fullname, file) if fullname in self.names else None


def begin() -> None:
    """In a prompt or a kernel: let the chapters be imported, and be in the project's folder, as the lessons are."""
    os.chdir(ROOT)
    sys.path.insert(0, str(KATAS))
    if os.environ.get(BORROW):
        sys.meta_path.insert(0, Borrowed(not_begun()))


def not_begun() -> list[str]:
    """Return the names of the chapters of which the learner has written nothing."""
    return [name for name in chapters() if looks_untouched(read(KATAS / f"{name}.py") or b"")]


def main() -> None:
    """Start the prompt, or JupyterLab."""
    about = "Try things out in Python. IPython, or JupyterLab, gets all other options."
    parser = Parser("prompt", about, abbreviations=False)
    parser.add_argument("--borrow", action="store_true", help="take the chapters that are not begun from the reference")
    parser.add_argument("--notebook", action="store_true", help="start JupyterLab, which is installed the first time")
    options, others = parser.parse_known_args()
    os.environ[BORROW] = "1" if options.borrow else ""
    if options.notebook and (fault := add_packages("notebook", print)):
        sys.exit(fault)
    folder = Path(sys.prefix) / "etc" / "ipython"
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "ipython_config.py", SETTINGS.encode())
    print(welcome(options.borrow, "Ctrl-C here ends it." if options.notebook else "exit() ends it."), flush=True)
    module, own = ("jupyterlab", f"--ServerApp.root_dir={ROOT}") if options.notebook else ("IPython", "--no-banner")
    sys.argv = [module, own, *others]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def welcome(borrow: bool, end: str) -> str:
    """Say what is there, and how to end it."""
    numbers = [chapters()[name].number for name in not_begun()] if borrow else []
    lines = [
        "np, plt and load_mnist are there. Your katas: from ch11_arrays import add_row",
        f"When you save a kata, its new code is used at once. {end}",
        *([f"Borrowed from the reference: {', '.join(numbers)}"] if numbers else []),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
