"""Prove the optional module 5, which needs PyTorch, as `nox -t ci` proves all else; run by `nox -s torch_checks`.

Its reference must pass its tests, its stubs must fail them, sample answers must be judged as they should be, and its
lessons must be true. Its types are checked with mypy and basedpyright.
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dojo.ground.chapters import ROOT, chapters, required
from dojo.ground.pytorch import missing

NAMES = [name for name in chapters() if name not in required()]
FOLDERS = "katas", "solutions", "solutions/skip", "tests", "tests/polish", "tests/skip", "mistakes", "dojo/plots"
WIDE = "--tb=short", "--assert=rewrite", "--timeout=600"


def main() -> int:
    """Run all checks, two at a time, and print what they say."""
    if lacking := missing(chapters()[NAMES[0]]):
        sys.exit(lacking)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(_run, commands()))
    for command, run in zip(commands(), found, strict=True):
        print(f"{' '.join(command[:2])}: {'passed' if run.returncode == 0 else 'failed'}")
        print(run.stdout if run.returncode else "", end="", flush=True)
    return int(any(run.returncode for run in found))


def commands() -> list[list[str]]:
    """Return the modules to run, those that take longest first, each with its arguments."""
    tests = [f"tests/test_{name}.py" for name in NAMES]
    katas, others = files("katas"), [path for folder in FOLDERS[1:] for path in files(folder)]
    return [
        ["dojo.proof.unwritten", *NAMES],
        ["dojo.verdict.run_pytest", *tests, "--solutions", "--polish"],
        ["dojo.proof.gate", *NAMES],
        ["mypy", *others],
        ["mypy", "--cache-dir=.mypy_cache/katas", *katas],
        ["dojo.verdict.run_pytest", "dojo/proof/lessons", "--solutions", "-k", "ch5", *WIDE],
        ["basedpyright", *katas, *others],
    ]


def files(folder: str) -> list[str]:
    """Return the files of module 5 in a folder."""
    return [path.relative_to(ROOT).as_posix() for path in sorted(Path(ROOT, folder).glob("*ch5[0-9]_*.py"))]


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    options = {"cwd": ROOT, "stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.run([sys.executable, "-m", *command], **options, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
