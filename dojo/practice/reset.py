"""Start over, and go back and forth: replace a kata or a function by its stub, or bring a version back.

Run by `nox -s reset`:

    nox -s reset -- ch3_4           the stub of a whole chapter
    nox -s reset -- softmax         of one function; ch3_2.softmax where several chapters have one of that name
    nox -s reset -- ch3_4 --undo    the version before, each time one step further back; of any chapter if unnamed
    nox -s reset -- ch3_4 --redo    what the last undo took away
    nox -s reset -- ch3_4 --list    show the versions that backups/ has
    nox -s reset -- ch3_4 --to 2    version 2 of that list

Whatever these replace is in backups/ first, to the byte.
"""

import sys
from pathlib import Path

from dojo.ground.command_line import Parser
from dojo.ground.safe_files import BACKUPS, read, reason, short, tidy
from dojo.ground.stub_maker import is_stub, stub_of
from dojo.ground.typed import nox
from dojo.ground.wrap import for_terminal, say
from dojo.practice.function_text import fitted, text_of, with_line_ends, with_text
from dojo.practice.target import Target, all_targets, target_of

ABOUT = (
    "Put back the stub of a chapter or a function, or a version that you had. What is replaced is in backups/ first."
)


def main() -> None:
    """Do what the command line asks for."""
    parser = Parser("reset", ABOUT)
    parser.add_argument("name", nargs="?", help="a chapter such as ch3_4, or a function such as softmax")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--undo", action="store_true", help="bring back the version before; again: one step further back")
    way.add_argument("--redo", action="store_true", help="bring back what the last --undo took away")
    way.add_argument("--list", action="store_true", help="show the versions that backups/ has")
    way.add_argument("--to", type=int, metavar="N", help="bring back version N of the list")
    options = parser.parse_args()
    if not options.name and not (options.undo or options.redo or options.list):
        parser.error("name a chapter, such as ch3_4, or a function, such as softmax")
    tidy()
    try:
        target = target_of(options.name) if options.name else None
        if options.list:
            from dojo.practice.versions import show  # whose table takes time that the rest need not

            show(target)
        elif options.undo or options.redo:
            step(target, back=options.undo)
        elif target and options.to is not None:
            bring_back(target, options.to)
        elif target:
            reset(target)
    except (ValueError, OSError) as error:
        sys.exit(for_terminal(reason(error)))


def reset(target: Target) -> None:
    """Replace a chapter, or one of its functions, by its stub.

    Raises:
        ValueError: the kata is not valid Python, so that it is unclear where the function is.
    """
    path, function, text = target.path, target.function, target.text()
    stub, current = stub_of(path), read(path) or b""
    part = (text_of(function, stub.encode()) or b"").decode() if function and current else stub
    same = function and text is not None and text.replace(b"\r\n", b"\n").rstrip(b"\n") == part.encode().rstrip(b"\n")
    if is_stub(path) or same:
        say(f"{target.what} is as it was at the beginning: nothing to do.")
        return
    fresh = (
        with_text(function, current, fitted(part, current)) if function and current else with_line_ends(stub, current)
    )
    _replaced(target.history().start_over(fresh, function))
    say(f"Put the stub of {target.what} into {short(path)}.")
    say(f"To get back what was there: {nox()} -s reset -- {target.name} --undo")


def step(target: Target | None, back: bool) -> None:
    """Go one step back or forth with a kata or a function; if unnamed, with the kata whose step is the newest.

    Raises:
        ValueError: there is no such step, or the kata is not valid Python.
    """
    steps = list[tuple[str, Target]]()
    for each in [target] if target else all_targets():
        if each.text() is not None or back:
            history = each.history()
            steps.append((history.older(each.function) if back else history.newer(each.function), each))
    version, chosen = max(steps, key=lambda each: each[0])
    if not version:
        of = f" of {target.name}" if target else ""
        way = "further back than" if back else "that was undone to get"
        raise ValueError(f"{short(BACKUPS)}/ has no version{of} {way} what is there now.")
    _bring_back(chosen, version)
    there, option = ("forward", "redo") if back else ("back", "undo")
    say(f"To go {there} again: {nox()} -s reset -- {chosen.name} --{option}")


def bring_back(target: Target, number: int) -> None:
    """Bring back a version by its number in the list.

    Raises:
        ValueError: there is none of that number, or the kata is not valid Python.
    """
    versions = list(target.history().copies)
    if not 1 <= number <= len(versions):
        there = f"it has 1 to {len(versions)}" if versions else "it has none"
        raise ValueError(f"{short(BACKUPS)}/ has no version {number} of {target.name}: {there}.")
    _bring_back(target, versions[number - 1])


def _bring_back(target: Target, version: str) -> None:
    target.text()  # which says what is wrong if the function cannot be found
    history = target.history()
    _replaced(history.bring_back(version, target.function))
    say(f"Brought back {target.function or short(target.path)} from {short(history.copies[version])}.")


def _replaced(copy: Path | None) -> None:
    if copy:
        say(f"Kept a copy of what was there: {short(copy)}")


if __name__ == "__main__":
    main()
