"""Write the stubs into `katas/`, or check that they are there.

Run by `nox -s stubs`:

    nox -s stubs               write the missing and the outdated stubs; leave what somebody has begun
    nox -s stubs -- --force    write all of them; copy what somebody has begun to backups/ first
    nox -s stubs -- --check    write nothing; fail where a kata is not its solution's stub, and show how
"""

import argparse
import difflib
import sys
from pathlib import Path

from dojo.ground.chapters import KATAS
from dojo.ground.safe_files import keep_copy, short, write_whole
from dojo.ground.stub_maker import is_untouched, stubs


def write(wanted: dict[Path, str], force: bool = False) -> None:
    """Write the stubs that differ from what is there, but not over what somebody has begun, unless forced to."""
    for path, text in wanted.items():
        current = path.read_text(encoding="utf-8") if path.exists() else None
        if current == text:
            continue
        begun = current is not None and not is_untouched(current)
        if begun and not force:
            print(f"left {short(path)} as it is: it is begun (-- --force writes its stub and keeps a copy)")
            continue
        if begun:
            print(f"copied {short(path)} to {short(keep_copy(path))}")
        write_whole(path, text.encode())
        print(f"wrote {short(path)}")


def differences(wanted: dict[Path, str]) -> list[str]:
    """Return, as lines of a diff, how `katas/` differs from the stubs, stray files included."""
    lines: list[str] = []
    for path in sorted({*wanted, *KATAS.glob("*.py")}):
        current = path.read_text(encoding="utf-8") if path.exists() else ""
        stub_lines = wanted.get(path, "").splitlines()
        lines += difflib.unified_diff(current.splitlines(), stub_lines, short(path), "its stub", lineterm="")
    return lines


def main() -> int:
    """Write the stubs, or check them."""
    parser = argparse.ArgumentParser(prog="nox -s stubs --", description="Make katas/ from solutions/.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail and show what differs")
    parser.add_argument("--force", action="store_true", help="write also over what is begun, and keep a copy")
    options = parser.parse_args()
    if not options.check:
        write(stubs(), force=options.force)
        return 0
    lines = differences(stubs())
    print("\n".join(lines) or "Every kata is its solution's stub.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
