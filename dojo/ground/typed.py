"""How this user starts nox: `uvx nox`, `pipx run nox`, `.venv/bin/nox` or plain `nox`, for all that prints a command.

nox's own process finds it out, and the processes that it starts get it as a variable. What runs without nox, such as
the tests in an editor, reads it from a note. Only the standard library is used, because nox imports this
module in an environment of its own.
"""

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from dojo.ground.chapters import ROOT

VARIABLE = "KATAS_NOX"  # may be set by hand, too
NOTE = ROOT / ".kata_cache" / "typed.txt"


def nox() -> str:
    """Return what this user types for `nox`."""
    try:
        return os.environ.get(VARIABLE) or NOTE.read_text(encoding="utf-8").strip() or "nox"
    except (OSError, ValueError):
        return "nox"


def remember() -> None:
    """In nox's own process: find out how it was started, for this process and for those that it starts."""
    if os.environ.get(VARIABLE):
        return
    os.environ[VARIABLE] = found(sys.argv, sys.orig_argv, Path(sys.prefix))
    with contextlib.suppress(OSError, ValueError):  # where nothing can be written, what runs without nox says `nox`
        NOTE.parent.mkdir(exist_ok=True)
        if not NOTE.exists() or NOTE.read_text(encoding="utf-8") != nox():
            NOTE.write_text(nox(), encoding="utf-8")


def found(argv: Sequence[str], original: Sequence[str], prefix: Path) -> str:
    """Return what was typed to start nox, up to nox's own arguments.

    Args:
        argv: the script that runs, and nox's arguments.
        original: the same as Python itself got it.
        prefix: the environment that nox is installed in.
    """
    script = Path(argv[0])
    if script.name == "__main__.py":  # python -m nox
        return shlex.join(original[: len(original) - len(argv) + 1])
    if "UV" in os.environ and (by_uv := _by_uv(argv[1:])):
        return by_uv
    if prefix in script.parents:  # neither found on the PATH nor typed, but started by what made the environment
        if {"archive-v0", "builds-v0"} & set(prefix.parts) or (prefix / "uv-receipt.toml").exists():
            return "uvx nox"
        if (prefix / "pipx_metadata.json").exists():
            return "pipx run nox" if shutil.which("pipx") else "python3 -m pipx run nox"
    if (on_path := shutil.which("nox")) and Path(on_path).with_suffix("") == script.with_suffix(""):
        return "nox"
    if os.name == "nt":
        return str(script.relative_to(ROOT) if script.is_relative_to(ROOT) else script)
    return shlex.quote(argv[0])


def _by_uv(arguments: Sequence[str]) -> str:
    """Return `uvx nox`, `uvx -p 3.13 nox` or the like, if uv is the parent process and says so; else nothing."""
    command = _parent()
    typed = command[: len(command) - len(arguments)]
    if not typed or Path(typed[0]).stem != "uv" or command[len(typed) :] != list(arguments):
        return ""
    if typed[1:3] == ["tool", "uvx"]:
        return shlex.join(["uvx", *typed[3:]])
    return shlex.join(["uv" if shutil.which("uv") else typed[0], *typed[1:]])


def _parent() -> list[str]:
    """Return the command line of the process that started this one, where the system tells."""
    try:
        return Path(f"/proc/{os.getppid()}/cmdline").read_text(encoding="utf-8").split("\0")[:-1]
    except (OSError, ValueError):
        pass
    try:  # macOS
        ps = subprocess.run(["ps", "-o", "args=", "-p", str(os.getppid())], capture_output=True, encoding="utf-8")
        return ps.stdout.split()
    except (OSError, ValueError):
        return []
