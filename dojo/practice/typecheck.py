"""Check the types of the katas with mypy, and say what to write where a library's types know less than the learner.

    nox -s typecheck [-- FILE …]

Whatever else mypy says is passed on as it is.
"""

import os
import re
import sys
from pathlib import Path

from mypy import api

from dojo.ground.chapters import KATAS
from dojo.ground.command_line import bare_names
from dojo.ground.lookup import find_one
from dojo.ground.pytorch import offered
from dojo.ground.wrap import for_terminal

ACCEPTED = "the tests accept it as it is."
HELP = {  # what mypy says of a right function, and what to write
    re.compile(r'.* \(got "ndarray\[.*", expected "float"\)  \[return-value\]'): (
        f"    NumPy's types cannot tell that a product of two vectors is one number; {ACCEPTED}",
        "    For mypy, write it as float(u @ v).",
    ),
    re.compile(r'.*("Tensor \| (Module|Any)"|"Tensor" not callable|\("Tensor" and Module\))'): (
        f"    PyTorch's types cannot tell what a module's attribute is: a tensor, or a module; {ACCEPTED}",
        "    For mypy, give it a name of type Any first: layers: Any = model.layers",
        "    That needs this line above: from typing import Any",
    ),
    re.compile(r".*\bTensor \| None\b"): (
        f"    For PyTorch's types, a layer's bias and a tensor's .grad may be None; {ACCEPTED}",
        "    For mypy, give it a name first, and say that it is there: assert bias is not None",
    ),
    re.compile(r'.*"Dataset\[.*expected "Sized"'): (
        f"    PyTorch's types cannot tell that a dataset has a length; {ACCEPTED}",
        "    For mypy, add up len(y) over the batches.",
    ),
    re.compile(r'.*"SGD" has incompatible type "list\[object\]"'): (
        f"    mypy cannot tell that groups of different keys are what an optimizer takes; {ACCEPTED}",
        "    For mypy, give them a name first: groups: list[dict[str, Any]] = [{...}, {...}]",
        "    That needs this line above: from typing import Any",
    ),
}


def main() -> int:
    """Run mypy with the command line's arguments, and return its exit code."""
    try:
        names = [*bare_names(sys.argv[1:]), *(word for word in sys.argv[1:] if word.endswith(".py"))]
        arguments = [file_of(word) if word in names else word for word in sys.argv[1:]]
    except ValueError as error:
        sys.exit(for_terminal(str(error)))
    optional = [str(KATAS / f"{chapter.name}.py") for chapter in offered() if chapter.is_optional]
    if optional and not any(Path(argument).exists() for argument in arguments):
        arguments += ["katas", *filter(os.path.exists, optional)]  # which are left out unless they are named
    said, errors, code = api.run(arguments)
    print(with_hints(said), end="")
    print(errors, end="", file=sys.stderr)
    return code


def file_of(name: str) -> str:
    """Return the kata that a chapter's or a function's name means; a name that is a file stays as it is.

    Raises:
        ValueError: there is nothing of that name.
    """
    return name if Path(name).exists() else str(KATAS / f"{find_one(name).chapter.name}.py")


def with_hints(said: str) -> str:
    """Return what mypy said, with what to write below errors that a right function makes, once a kind and file."""
    lines: list[str] = []
    helped = set[tuple[str, re.Pattern[str]]]()
    for line in said.splitlines():
        lines.append(line)
        file = line.partition(".py:")[0]
        for kind, words in HELP.items():
            if kind.match(line) and ": error: " in line and (file, kind) not in helped:
                helped.add((file, kind))
                lines += words
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
