"""Write the stubs into `katas/`, or check that they are there.

Run by `nox -s stubs`:

    nox -s stubs               write the missing and the outdated stubs; leave what somebody has begun
    nox -s stubs -- --force    write all of them
    nox -s stubs -- --check    write nothing; fail where a kata is not its solution's stub, and show how

Whatever differs from its stub by one byte is copied to backups/ before it is replaced.
"""

import difflib
import sys
from pathlib import Path

from dojo.ground.chapters import KATAS
from dojo.ground.command_line import Parser
from dojo.ground.safe_files import read, short, tidy
from dojo.ground.stub_maker import looks_untouched, stubs
from dojo.ground.wrap import say
from dojo.practice.function_text import with_line_ends
from dojo.practice.history import History


def write(wanted: dict[Path, str], force: bool = False) -> list[str]:
    """Write the stubs that differ from what is there, but not over what somebody has begun, unless forced to.

    Returns:
        What could not be read or written, and why.
    """
    failed = list[str]()
    for path, text in wanted.items():
        try:
            _write(path, text, force)
        except OSError as error:
            result = "left as it is" if path.exists() else "not written"
            failed.append(f"{short(path)} was {result}: {error.strerror or error}")
    return failed


def _write(path: Path, text: str, force: bool) -> None:
    current = read(path)
    if current is not None and current.replace(b"\r\n", b"\n") == text.encode():
        return
    if current is not None and not force and not looks_untouched(current):
        say(f"left {short(path)} as it is: it is begun (-- --force writes its stub and keeps a copy)")
        return
    copy = History(path, text.encode()).start_over(with_line_ends(text, current or b""))
    if copy:
        say(f"copied {short(path)} to {short(copy)}")
    say(f"wrote {short(path)}")


def differences(wanted: dict[Path, str]) -> list[str]:
    """Return, as lines of a diff, how `katas/` differs from the stubs, stray files included."""
    lines = list[str]()
    for path in sorted({*wanted, *KATAS.glob("*.py")} - {KATAS / "noxfile.py"}):
        current = (read(path) or b"").decode(errors="replace")
        stub_lines = wanted.get(path, "").splitlines()
        lines += difflib.unified_diff(current.splitlines(), stub_lines, short(path), "its stub", lineterm="")
    return lines


def main() -> int:
    """Write the stubs, or check them."""
    parser = Parser("stubs", "Make katas/ from solutions/.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail and show what differs")
    parser.add_argument("--force", action="store_true", help="write also over what is begun, and keep a copy")
    options = parser.parse_args()
    tidy()
    if not options.check:
        failed = write(stubs(), force=options.force)
        print("\n".join(failed), end="\n" if failed else "")
        return 1 if failed else 0
    lines = differences(stubs())
    print("\n".join(lines) or "Every kata is its solution's stub.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
