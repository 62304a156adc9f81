"""PyTorch, which only module 5 needs: whether it is there, what to say if not, and in which build to install it.

Only the standard library is used, because nox imports this module in an environment of its own.
"""

import importlib
import sys
from collections.abc import Callable, Sequence

from dojo.ground.chapters import Chapter, chapters
from dojo.ground.environment import GROUPS, site_packages
from dojo.ground.typed import nox

CPU_BUILDS = "https://download.pytorch.org/whl/cpu"
PATIENCE = 10  # seconds for that index to answer
SIZE = "some 200 MB to download"


def is_there() -> bool:
    """Tell whether it is installed in the shared environment."""
    try:
        return any(site_packages().glob("torch-*.dist-info"))
    except LookupError:
        return False


def missing(chapter: Chapter) -> str:
    """Say in a line what a chapter lacks; an empty string if that is nothing."""
    if not chapter.is_optional or is_there():
        return ""
    return f"Chapter {chapter.number} is optional. {nox()} -s torch installs PyTorch for it, {SIZE}"


def offered() -> list[Chapter]:
    """Return the chapters whose tests can run here: all, or those that do without PyTorch."""
    return [chapter for chapter in chapters().values() if not missing(chapter)]


def options(packages: Sequence[str], by_uv: bool, say: Callable[[str], None]) -> list[str]:
    """Return the options with which an installer takes the build that fits this computer, if PyTorch is asked for.

    uv looks for a graphics card. With pip it is the build for the processor; on macOS there is only one. Where
    PyTorch's own index cannot be reached, it is the general build. In each case `say` gets a line about the size.
    """
    if not {*GROUPS["torch"]} & {*packages} or is_there():
        return []
    if sys.platform == "darwin" and not by_uv:
        say(f"installing PyTorch, {SIZE}")
        return []
    from urllib.request import urlopen  # only here: importing it takes time

    try:
        urlopen(f"{CPU_BUILDS}/torch/", timeout=PATIENCE).close()
    except OSError:
        large = ": with what graphics cards need, some 3 GB" if sys.platform == "linux" else f", {SIZE}"
        say(f"PyTorch's own index cannot be reached, so this installs the general build{large}")
        return []
    say(f"installing PyTorch, {SIZE}{'; for a graphics card it is up to 3 GB' if by_uv else ''}")
    return ["--torch-backend=auto"] if by_uv else ["--extra-index-url", CPU_BUILDS]


def main() -> None:
    """Import it once: only then the tests find it compiled, and need not wait for that."""
    torch = importlib.import_module("torch")
    importlib.import_module("torch._dynamo")  # which optimizers import when they are made
    print(f"PyTorch {torch.__version__} is ready. Begin with {nox()} -s ch5_1")


if __name__ == "__main__":
    main()
