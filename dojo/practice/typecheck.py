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
from dojo.ground.pytorch import offered

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
    arguments = sys.argv[1:]
    optional = [str(KATAS / f"{chapter.name}.py") for chapter in offered() if chapter.is_optional]
    if optional and not any(Path(argument).exists() for argument in arguments):
        arguments += ["katas", *filter(os.path.exists, optional)]  # which are left out unless they are named
    said, errors, code = api.run(arguments)
    print(with_hints(said), end="")
    print(errors, end="", file=sys.stderr)
    return code


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
