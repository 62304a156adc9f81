"""Fetch submissions from git: a text file has an address a line, with the student's id before it.

    ada   https://git.example.edu/ada/numpy-katas.git
    ben   https://git.example.edu/ben/numpy-katas.git   # and a comment

Nothing is checked out, so that no hook, filter or link of a repository does anything: git reads the katas from its
objects. An address without an id has its last part for one.
"""

import os
import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from dojo.grading.submissions import Entry, Submission, nothing, take
from dojo.verdict.explanation import legible

PATIENCE = 180  # seconds for one repository
AT_ONCE = 8  # repositories
SAFE = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.ext.allow=never"]
ADDRESS = re.compile(r"(https?|ssh|git|file)://\S+|[\w.-]+@[\w.-]+:\S+|/\S+")


def read_list(path: Path) -> dict[str, Submission]:
    """Return the submission at each address of a list, by id.

    Raises:
        ValueError: a line is no address, or an id is there twice.
        OSError: the list cannot be read.
    """
    addresses = dict[str, str]()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ValueError(f"{path} is no zip, and no text in UTF-8 with a git address a line") from None
    for number, line in enumerate(lines, 1):
        words = re.split(r"[,;\s]+", line.split("#")[0].strip())
        if words == [""]:
            continue
        address = words[-1]
        if len(words) > 2 or not ADDRESS.fullmatch(address):
            raise ValueError(f"{path}:{number}: a line is an id and a git address, and this one is {line.strip()!r}")
        name = words[0] if len(words) == 2 else re.split(r"[/:]", address.rstrip("/"))[-1].removesuffix(".git")
        if name in addresses:
            raise ValueError(f"{path}:{number}: {name} is there twice")
        addresses[name] = address
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(addresses, pool.map(fetch, addresses.values()), strict=True))


def fetch(address: str) -> Submission:
    """Return what the newest commit at an address has; if git cannot fetch it, what git says is the reason."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        options = ["--bare", "--depth=1", "--single-branch", "--no-tags", "--template=", "--quiet"]
        try:
            _git("clone", *options, "--", address, folder)
            when = _moment(_git("-C", folder, "log", "-1", "--format=%cI").decode())
            listed = _git("-C", folder, "ls-tree", "-r", "-l", "-z", "--full-tree", "HEAD").decode("utf-8", "replace")
            return take([_entry(folder, line) for line in listed.split("\0") if line], when)
        except subprocess.TimeoutExpired:
            return nothing(f"{address} did not answer within {PATIENCE} seconds")
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", "replace").strip().splitlines() or [f"exit code {error.returncode}"]
            fatal = next((line for line in said if line.startswith("fatal: ")), said[-1])
            return nothing(f"git cannot fetch {address}: {legible(fatal)}")
        except FileNotFoundError:
            return nothing("git is not installed here")


def _moment(text: str) -> datetime | None:
    """Return when a commit says that it was made; None if that is no date, as some clocks and jokers have it."""
    try:
        return datetime.fromisoformat(text.strip()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _entry(folder: str, line: str) -> Entry:
    """Return an entry for a line of git ls-tree: mode, type, name of the object, size, and path after a tab."""
    facts, _, path = line.partition("\t")
    mode, kind, name, size = facts.split()
    what = {"120000": "a link", "160000": "another repository"}.get(mode, "file" if kind == "blob" else "no file")
    return Entry(path, int(size) if size.isdigit() else 0, what, lambda: _git("-C", folder, "cat-file", "blob", name))


def _git(*arguments: str) -> bytes:
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "https:http:ssh:git:file"}
    environment |= {"GIT_LFS_SKIP_SMUDGE": "1", "GIT_CONFIG_NOSYSTEM": "1", "GIT_ASKPASS": "true"}
    command = ["git", *SAFE, *arguments]
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=PATIENCE
    )
    return done.stdout
