"""The environment that all sessions share, and the processes that run in it.

Only the standard library is used, because nox imports this module in an environment of its own.
"""

import base64
import contextlib
import csv
import hashlib
import json
import os
import signal
import subprocess
import tomllib
from collections.abc import Collection, Generator, Iterable
from pathlib import Path
from typing import Any

from dojo.ground.chapters import ROOT

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MARKER = VENV / "ready-for-katas.json"  # what its set-up wrote last
_PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DEPENDENCIES: list[str] = _PROJECT["project"]["dependencies"]
_GROUPS: dict[str, list[Any]] = _PROJECT["dependency-groups"]
GROUPS: dict[str, list[str]] = {  # one may include another
    name: [each for part in parts for each in ([part] if isinstance(part, str) else _GROUPS[part["include-group"]])]
    for name, parts in _GROUPS.items()
}


def is_ready(packages: Iterable[str] = DEPENDENCIES) -> bool:
    """Tell whether a set-up with these packages came to its end, and all seems to be as it left it.

    Every session asks, so it has a millisecond: it sees a package that is gone, `damaged` a file that is.
    """
    try:
        noted = json.loads(MARKER.read_bytes())
        place, installed = _place(), set(os.listdir(site_packages()))
        return noted["place"] == place and set(packages) <= set(noted["packages"]) and installed >= set(noted["files"])
    except (OSError, ValueError, LookupError, TypeError):  # no environment, or a marker that is none
        return False


def came_later() -> set[str]:
    """Return the names in the folder of packages that came with a group, when the course's own were there already."""
    return _noted("later")


def mark_ready(packages: Iterable[str], before: Collection[str], later: Collection[str]) -> None:
    """Note that the environment has these packages, and how it is now.

    Args:
        packages: what pip and uv take.
        before: the names that were in the folder of packages when all of the course was there; none if it was not.
        later: those that came later even then.
    """
    files = sorted(name for name in os.listdir(site_packages()) if name != "__pycache__")
    known = {name.partition("-")[0] for name in before}  # another version of what the course needs is the course's
    new = [name for name in files if known and name.partition("-")[0] not in known]
    noted = {"packages": list(packages), "place": _place(), "files": files, "later": sorted({*later, *new} & {*files})}
    MARKER.write_text(json.dumps(noted, indent=1), encoding="utf-8")


def mark_unready() -> None:
    """Take the mark away: the next session sets the environment up again."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        MARKER.unlink()


def files_noted() -> set[str]:
    """Return the names that the folder of packages had when this was last noted; none if that is not known."""
    return _noted("files")


def _noted(what: str) -> set[str]:
    try:
        return {*json.loads(MARKER.read_bytes())[what]}
    except (OSError, ValueError, LookupError, TypeError):
        return set()


def place_noted() -> str:
    """Return where the environment was when it was last ready; an empty string if that is not known."""
    try:
        return str(json.loads(MARKER.read_bytes())["place"][0])
    except (OSError, ValueError, LookupError, TypeError):
        return ""


def lost(packages: str = "*") -> str:
    """After something failed, say in a line if packages are not whole, and let the next session repair them."""
    try:
        names = ", ".join(record.name.split("-")[0] for record in damaged(packages))
    except LookupError:
        names = ""
    if not names and is_ready():
        return ""
    mark_unready()
    return f".venv has lost files{names and f' of {names}'}: run the same again, and it is repaired first"


def site_packages() -> Path:
    """Return the folder that packages are installed in.

    Raises:
        LookupError: there is none, or there are several, of Pythons that came after each other.
    """
    folders = [*VENV.glob("lib/python3*/site-packages"), *VENV.glob("Lib/site-packages")]
    if len({os.path.realpath(folder) for folder in folders}) != 1:
        raise LookupError(f"{VENV} has {len(folders)} folders for packages, not one")
    return folders[0]


def damaged(packages: str = "*", by_content: bool = False) -> list[Path]:
    """Return the records (`.dist-info`) of packages that are not whole, of those whose names fit a pattern.

    An installer writes the list of files last, and its own name into it. So a package is whole if it has a list that
    says who installed it, and each file on it is there in its size, or with its content, which takes some seconds; but
    scripts may be changed, and bytecode is written again.
    """
    site = site_packages()
    return [record for record in sorted(site.glob(f"{packages}.dist-info")) if not _is_whole(record, by_content)]


def _is_whole(record: Path, by_content: bool) -> bool:
    installer = False
    try:
        with (record / "RECORD").open(encoding="utf-8", newline="") as lines:
            for name, digest, size in csv.reader(lines):
                installer = installer or name.endswith(".dist-info/INSTALLER")
                if not name.endswith((".pyc", "__pycache__")):  # the latter as virtualenv lists them
                    found = os.stat(file := f"{record.parent}/{name}").st_size
                    if size and found != int(size) and not name.startswith(".."):
                        return False
                    if by_content and digest and not name.startswith("..") and digest != _digest(file):
                        return False
    except (OSError, ValueError):
        return False
    return installer


def _digest(file: str) -> str:
    """Return the digest of a file in the form that lists of files have."""
    with open(file, "rb") as content:
        digest = hashlib.file_digest(content, "sha256").digest()
    return f"sha256={base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def _place() -> list[object]:
    """Return where the environment is, and of which Python: another place, or another Python, is another one."""
    settings = (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
    home = next(line.partition("=")[2].strip() for line in settings.splitlines() if line.startswith("home"))
    os.stat(home)  # on Windows PYTHON is a file of its own, that stays when the Python that it starts is gone
    python = PYTHON.stat()
    return [os.path.realpath(VENV), settings, python.st_size, python.st_mtime_ns]


def run_module(module: str, *args: str) -> int:
    """Run a module with the environment's Python, and return its exit code."""
    return wait_for(subprocess.Popen([PYTHON, "-m", module, *args], cwd=ROOT))


def until_it_ends(process: subprocess.Popen[Any]) -> int:
    """Wait for a process and return its exit code; one that stops itself goes on, as nothing else would make it.

    Ctrl-Z is another thing: it stops this process, too, until somebody has both go on.
    """
    while hasattr(os, "WUNTRACED") and process.returncode is None:
        try:
            _, status = os.waitpid(process.pid, os.WUNTRACED)
        except ChildProcessError:  # somebody else has waited for it
            break
        if not os.WIFSTOPPED(status):
            process.returncode = os.waitstatus_to_exitcode(status)
        elif os.WSTOPSIG(status) == signal.SIGSTOP:
            process.send_signal(signal.SIGCONT)
    return process.wait()


def wait_for(process: subprocess.Popen[bytes], grace: float = 5) -> int:
    """Wait for a process and return its exit code; what interrupts this ends the process too."""
    with _signals_passed_to(process):
        try:
            return until_it_ends(process)
        except BaseException:  # at Ctrl-C the process got the same signal: let it say where it was
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=grace)
            process.kill()
            process.wait()
            raise


@contextlib.contextmanager
def _signals_passed_to(process: subprocess.Popen[bytes]) -> Generator[None]:
    """Pass on what asks this process to end (a closed terminal, `kill`), and be interrupted as by Ctrl-C."""

    def pass_on(number: int, _: object) -> None:
        process.send_signal(number)
        raise KeyboardInterrupt

    before: dict[int, Any] = {}
    with contextlib.suppress(ValueError):  # signals are the main thread's
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                before[number] = signal.signal(number, pass_on)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_attached(module: str, *args: str) -> int:
    """Run a module that ends when its standard input does: when this process ends, come what may, or at Ctrl-C."""
    process = subprocess.Popen([PYTHON, "-m", module, *args], cwd=ROOT, stdin=subprocess.PIPE)
    try:
        return process.wait()
    except KeyboardInterrupt:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(timeout=5)
        process.kill()
        return process.wait()


def meaning(code: int, failed: str = "") -> str:
    """Say what an exit code means; `failed` is what the code 1 means."""
    if code < 0:
        return f"the system ended it with signal {-code}" + (" (out of memory?)" if code == -9 else "")
    return f"exit code {code}{failed if code == 1 else ''}"
