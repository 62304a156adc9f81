"""Read the fifth room, `mistakes/`: wrong answers that people give, and right ones of another shape.

A candidate is a function whose name tells what kind it is and which function it replaces, such as `softmax`:

    wrong_softmax__sums_all_rows        wrong: the core tests reject it
    unpolished_softmax__warns           right, but the author of a library would mind: the polish tests reject it
    plain_softmax__by_a_loop            right, as a beginner writes it: the core tests pass it, whatever polish says
    right_softmax__by_logsumexp         right in every way: core and polish pass it

The first paragraph of a docstring is what would help who wrote a wrong or an unpolished one.
"""

from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, NamedTuple, cast, get_args

from dojo.ground.chapters import ROOT, Chapter

MISTAKES = ROOT / "mistakes"
Kind = Literal["wrong", "unpolished", "plain", "right"]


class Candidate(NamedTuple):
    """An answer to one function of a chapter."""

    kind: Kind
    function: str
    what: str  # the rest of its name
    call: Callable[..., Any]

    @property
    def sentence(self) -> str:
        """What to tell who wrote this: the first paragraph of its docstring, on one line."""
        return " ".join((self.call.__doc__ or "").strip().split("\n\n")[0].split())

    def __str__(self) -> str:
        """Return its name."""
        return f"{self.kind}_{self.function}__{self.what}"


def candidates(chapter: Chapter, folder: Path = MISTAKES) -> list[Candidate]:
    """Return a chapter's candidates, in the order of the file.

    The file runs under the chapter's own name, so that what looks at a function's module takes it for the chapter's.

    Raises:
        ValueError: a name begins with a kind, but names no function of the chapter.
    """
    file = folder / f"{chapter.name}.py"
    if not file.is_file():
        return []
    module = ModuleType(chapter.name)
    code = SourceFileLoader(chapter.name, str(file)).get_code(chapter.name)  # kept as bytecode: a watch has no time
    assert code
    exec(code, module.__dict__)
    found: list[Candidate] = []
    for name, call in vars(module).items():
        kind, _, rest = name.partition("_")
        if kind in get_args(Kind):
            function, _, what = rest.partition("__")
            if function not in chapter.signatures or not what:
                raise ValueError(f"mistakes/{file.name}: {name} is named after no function of chapter {chapter.number}")
            found.append(Candidate(cast(Kind, kind), function, what, call))
    return found
