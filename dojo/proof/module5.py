"""Prove the optional module 5, which needs PyTorch, as `nox -t ci` proves all else; run by `nox -s torch_checks`.

Its reference must pass its tests, its stubs must fail them, sample answers must be judged as they should be, its
lessons must be true, and its types right. What takes longest comes first, two checks at a time.
"""

import json
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from dojo.ground.chapters import ROOT, chapters, required
from dojo.ground.pytorch import missing

NAMES = [name for name in chapters() if name not in required()]
FOLDERS = (
    "solutions",
    "solutions/skip",
    "tests",
    "tests/polish",
    "tests/skip",
    "dojo/plots",
    "dojo/pictures",
    "dojo/tests/module5",
)
PARTLY = "dojo/tests", "--ignore=dojo/tests/publish"  # the session dojo leaves out those of module 5
LOOSE = "--disable-error-code=misc", "--disable-error-code=assignment"  # for what PyTorch's types make of += and layers
WIDE = "--tb=short", "--assert=rewrite", "--timeout=600"


def main() -> int:
    """Run all checks, and print what those say that fail."""
    if lacking := missing(chapters()[NAMES[0]]):
        sys.exit(lacking)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        return int(not all([*pool.map(_passes, commands(Path(folder)))]))


def commands(folder: Path) -> list[list[str]]:
    """Return the modules to run, each with its arguments; the settings of one go into a folder."""
    katas, others = files("katas"), [path for each in FOLDERS for path in files(each)]
    settings = folder / "pyrightconfig.json"
    settings.write_text(json.dumps(settings_of_pyright([*katas, *others])), encoding="utf-8")
    return [
        ["dojo.proof.unwritten", *NAMES],
        ["dojo.verdict.run_pytest", *(f"tests/test_{name}.py" for name in NAMES), "--solutions", "--polish"],
        ["dojo.proof.gate", *NAMES],
        ["dojo.verdict.run_pytest", "dojo/proof/lessons", "--solutions", "-k", "ch5", *WIDE],
        ["dojo.verdict.run_pytest", "dojo/tests/module5", *WIDE],
        ["dojo.verdict.run_pytest", *PARTLY, "-k", "ch5", *WIDE],
        ["mypy", *LOOSE, *others],
        ["basedpyright", "-p", str(settings)],
    ]


def files(folder: str) -> list[str]:
    """Return the files of module 5 in a folder."""
    pattern = "test_*.py" if folder.endswith("module5") else "*ch5[0-9]_*.py"
    return [path.relative_to(ROOT).as_posix() for path in sorted(Path(ROOT, folder).glob(pattern))]


def settings_of_pyright(paths: list[str]) -> dict[str, object]:
    """Return the project's settings for other files: what they exclude is not looked at even if it is named.

    PyTorch leaves out many of its types, and `autograd.Function` has its own way to override a method.
    """
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pyright"]
    settings |= {"include": [str(ROOT / path) for path in paths], "exclude": [], "venvPath": str(ROOT)}
    settings |= {f"reportUnknown{what}Type": False for what in ("Member", "Argument", "Variable", "Lambda")}
    settings |= {"reportIncompatibleMethodOverride": False}
    settings["ignore"] = [str(ROOT / path) for path in settings["ignore"]]
    for each in settings["executionEnvironments"]:
        each["extraPaths"] = [str(ROOT / path) for path in each.get("extraPaths", [])]
        each["root"] = str(ROOT / each["root"])
    return dict(settings)


def _passes(command: list[str]) -> bool:
    """Run a module; print how it ends and how long it takes and, if it fails, what it says; tell whether it passes."""
    start = time.monotonic()
    pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    run = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, encoding="utf-8", **pipes)
    ended = "failed" if run.returncode else "passed"
    said = f"{' '.join(command[:2])} {ended}, {time.monotonic() - start:.0f} seconds\n"
    print(said + (run.stdout if run.returncode else ""), end="", flush=True)
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
