"""Check the types of the katas with mypy, and say what to write where NumPy's types know less than the mathematics.

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

# NumPy's types cannot tell that the product of two vectors is one number.
PRODUCT = re.compile(r'(.*\.py):\d+:.* \(got "ndarray\[.*", expected "float"\)  \[return-value\]')
FLOAT = "    NumPy's types cannot tell that a product of two vectors is one number; the tests accept it as it is."
WRITE = "    For mypy, write it as float(u @ v)."


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
    """Return what mypy said, with what to write below errors that a right function makes."""
    lines: list[str] = []
    for line in said.splitlines():
        lines += [line, FLOAT, WRITE] if PRODUCT.match(line) else [line]
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
