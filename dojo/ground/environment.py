"""The environment that all sessions share, and the processes that run in it.

Only the standard library is used, because nox imports this module in an environment of its own.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from typing import Any

from dojo.ground.chapters import ROOT

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / ".venv.lock"
INSTALLED = VENV / "installed-for-katas.txt"
_PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DEPENDENCIES: list[str] = _PROJECT["project"]["dependencies"]
GROUPS: dict[str, list[str]] = _PROJECT["dependency-groups"]


def is_ready() -> bool:
    """Tell whether the environment has the dependencies that pyproject.toml names now."""
    return PYTHON.exists() and INSTALLED.exists() and INSTALLED.read_text().splitlines() == DEPENDENCIES


def mark_ready() -> None:
    """Note which dependencies the environment has now."""
    INSTALLED.write_text("\n".join(DEPENDENCIES))


def create_command() -> list[str]:
    """Return the command that creates the environment; an empty list if this Python already runs in it."""
    if os.path.realpath(sys.prefix) == str(VENV):
        return []
    uv = _find_uv()
    create = [uv, "venv", "--quiet", "--allow-existing"] if uv else [sys.executable, "-m", "virtualenv", "--quiet"]
    return [*create, "--python", sys.executable, str(VENV)]


def install_command(packages: Sequence[str]) -> list[str]:
    """Return the command that installs packages in the environment."""
    uv = _find_uv()
    pip = [uv, "pip", "install", "--python", str(PYTHON)] if uv else [str(PYTHON), "-m", "pip", "install", "--quiet"]
    return [*pip, *packages]


def run_module(module: str, *args: str) -> int:
    """Run a module with the environment's Python, and return its exit code."""
    process = subprocess.Popen([PYTHON, "-m", module, *args], cwd=ROOT)
    try:
        return process.wait()
    except KeyboardInterrupt:  # the process got the same signal: let it say where it was
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
        process.kill()
        raise


def run_attached(module: str, *args: str) -> int:
    """Run a module that ends when its standard input does: when this process ends, come what may, or at Ctrl-C."""
    process = subprocess.Popen([PYTHON, "-m", module, *args], cwd=ROOT, stdin=subprocess.PIPE)
    try:
        return process.wait()
    except KeyboardInterrupt:
        return process.wait(timeout=5)


def run_side_by_side(commands: Sequence[Sequence[str]]) -> list[str]:
    """Run modules at the same time, print in order what each says, and return the names of those that fail."""
    options: dict[str, Any] = {"cwd": ROOT, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    processes = [subprocess.Popen([PYTHON, "-m", *command], encoding="utf-8", **options) for command in commands]
    failed: list[str] = []
    for command, process in zip(commands, processes, strict=True):
        said, _ = process.communicate()
        print(f"{' '.join(command)}\n{said}", flush=True)
        failed += [command[0]] if process.returncode else []
    return failed


def meaning(code: int, failed: str = "") -> str:
    """Say what an exit code means; `failed` is what the code 1 means."""
    if code < 0:
        return f"the system ended it with signal {-code}" + (" (out of memory?)" if code == -9 else "")
    return f"exit code {code}{failed if code == 1 else ''}"


def _find_uv() -> str | None:
    """Return the path of uv, if there is one: uvx names itself, and others may have it on the PATH."""
    return os.environ.get("UV") or shutil.which("uv")
