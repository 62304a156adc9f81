"""The command line of `nox -s autograder`, which writes the zip that Gradescope takes for an autograder:

    python -m dojo.grading.autograder [--chapters ch3_1,ch3_4] [--mnist] [--weights FILE] [--to autograder.zip]

Gradescope runs each submission in a container of its own, which it throws away afterwards: that is the sandbox, since
bubblewrap's walls cannot be built in it. Within it the katas run as nobody, who cannot write results; where they answer
hidden inputs, they cannot read the reference. But there may be a network: grade again with bubblewrap if it matters.
Source: Gradescope's autograder documentation, "Autograder Specifications".
"""

import secrets
import shlex
import zipfile
from collections.abc import Iterator
from pathlib import Path

from dojo.grading.weights import read_weights
from dojo.ground import environment
from dojo.ground.chapters import ROOT, chapters
from dojo.ground.command_line import Parser
from dojo.ground.safe_files import short
from dojo.ground.wrap import for_terminal

FOLDERS = "data", "dojo", "lessons", "mistakes", "solutions", "tests"
FILES = "conftest.py", "noxfile.py", "pyproject.toml"
GRADE = "dojo.grading.on_gradescope"
LEFT_OUT = {"__pycache__", "figures", "publish", "pictures", "plots", "bench"}
SETUP = """#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image of the autograder.
set -euo pipefail
apt-get update
apt-get install -y python3-venv
python3 -m venv /opt/uv
/opt/uv/bin/pip install --quiet uv
cd /autograder/source
export UV_PYTHON_INSTALL_DIR=/opt/python  # root's home is closed to nobody, who runs the katas
/opt/uv/bin/uv venv --python 3.13 .venv
/opt/uv/bin/uv pip install --python .venv/bin/python {packages}
chmod a+rx /autograder
chmod -R a+rX /autograder/source
chmod 600 /autograder/source/seed
chgrp 65533 solutions mistakes lessons  # of the katas' processes only those that run tests are in this group
chmod 750 solutions mistakes lessons
"""
RUN = """#!/usr/bin/env bash
# Gradescope runs this for each submission.
cd /autograder/source
exec .venv/bin/python -m {module} {options}
"""


def main(arguments: list[str] | None = None) -> None:
    """Write the zip, and say what to do with it."""
    parser = Parser("autograder", "Write an autograder for Gradescope.")
    say = parser.add_argument
    say("--chapters", default="", help="those of the assignment, such as ch3_1,ch3_4; all unless given")
    say("--mnist", action="store_true", help="run the tests that train, too; the assignment needs a long timeout then")
    say("--weights", type=Path, help="your copy of dojo/grading/weights.toml")
    say("--seed-file", type=Path, help="with the secret of the hidden inputs; a new one is made unless given")
    say("--to", type=Path, default=ROOT / "autograder.zip", help="the zip (autograder.zip)")
    options = parser.parse_args(arguments)
    sessions = [chapter.session for chapter in chapters().values()]
    if unknown := [name for name in options.chapters.split(",") if name and name not in sessions]:
        parser.error(f"unknown: {', '.join(unknown)}; chapters are {', '.join(sessions)}")
    try:
        weights = options.weights.read_bytes() if options.weights and read_weights(options.weights) else b""
        seed = options.seed_file.read_bytes() if options.seed_file else secrets.token_hex(32).encode()
    except (OSError, ValueError) as error:
        parser.exit(2, f"{for_terminal(str(error))}\n")  # which may begin with a file's name
    write(options.to, seed, weights, options.chapters, options.mnist)
    print(f"{short(options.to)} is written. On Gradescope: Configure Autograder, then upload it.")


def write(path: Path, seed: bytes, weights: bytes = b"", asked: str = "", training: bool = False) -> None:
    """Write the zip of an autograder; the same contents give the same bytes."""
    options = [*(["--chapters", asked] if asked else []), *(["--mnist"] if training else [])]
    options += ["--weights", "weights.toml"] if weights else []
    packages = shlex.join(
        each for each in environment.DEPENDENCIES if not each.startswith(("nox", "mypy", "watchfiles"))
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "setup.sh", SETUP.format(packages=packages).encode(), 0o755)
        _add(archive, "run_autograder", RUN.format(module=GRADE, options=shlex.join(options)).encode(), 0o755)
        _add(archive, "seed", seed, 0o600)
        if weights:
            _add(archive, "weights.toml", weights)
        for file in _files(training):
            _add(archive, file.relative_to(ROOT).as_posix(), file.read_bytes())


def _files(training: bool) -> Iterator[Path]:
    yield from (ROOT / name for name in FILES)
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            parts = set(path.relative_to(ROOT).parts)
            ours = path.is_file() and not parts & LEFT_OUT and not path.is_relative_to(ROOT / "dojo" / "tests")
            if ours and (training or path.suffix != ".npz"):
                yield path


def _add(archive: zipfile.ZipFile, name: str, content: bytes, mode: int = 0o644) -> None:
    info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    info.external_attr, info.compress_type = (0o100000 | mode) << 16, zipfile.ZIP_DEFLATED
    archive.writestr(info, content)


if __name__ == "__main__":
    main()
