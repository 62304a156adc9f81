"""Start over: put the stub back in the place of a kata, or of one of its functions, and keep a copy of what was there.

Run by `nox -s reset`:

    nox -s reset -- ch3_4           the whole chapter
    nox -s reset -- softmax         one function; ch3_2.softmax where several chapters have one of that name
    nox -s reset -- ch3_4 --undo    bring back what the newest copy has that differs; of any chapter if unnamed
"""

import argparse
import ast
import contextlib
import sys
from pathlib import Path

from dojo.ground.chapters import KATAS
from dojo.ground.lookup import Named, find_one
from dojo.ground.safe_files import BACKUPS, copies, keep_copy, short, write_whole
from dojo.ground.stub_maker import stubs


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="nox -s reset --", description="Start a chapter or a function over.")
    parser.add_argument("name", nargs="?", help="a chapter such as ch3_4, or a function such as softmax")
    parser.add_argument("--undo", action="store_true", help="bring back what the newest copy has that differs")
    options = parser.parse_args()
    if not options.undo and not options.name:
        parser.error("name a chapter, such as ch3_4, or a function, such as softmax")
    try:
        named = find_one(options.name) if options.name else None
        if options.undo:
            undo(named)
        elif named:
            reset(named)
    except ValueError as error:
        sys.exit(str(error))


def reset(named: Named) -> None:
    """Put the stub of a chapter, or of one of its functions, in the place of what is there.

    Raises:
        ValueError: the kata is no valid Python, so that it is unclear where the function ends.
    """
    path = KATAS / f"{named.chapter.name}.py"
    what = named.function or f"chapter {named.chapter.number}"
    if _replace(path, _with(named.function, _text(path), stubs()[path], path)):
        print(f"Put the stub of {what} into {short(path)}.\nTo get back what was there: nox -s reset -- {named} --undo")
    else:
        print(f"{what} is as it was at the beginning: nothing to do.")


def undo(named: Named | None) -> None:
    """Bring back what the newest copy has that differs from what is there now: a function, a chapter, or any chapter.

    Raises:
        ValueError: there is no such copy.
    """
    function = named.function if named else ""
    for copy, path in copies(KATAS, named.chapter.name if named else "*"):
        with contextlib.suppress(SyntaxError):  # of a copy in which the function cannot be found
            if _replace(path, _with(function, _text(path), _text(copy), path)):
                print(f"Brought back {function or short(path)} from {short(copy)}.")
                return
    raise ValueError(
        f"{short(BACKUPS)}/ has no copy{f' of {named}' if named else ''} that differs from what is there now."
    )


def _text(path: Path) -> str:
    """Return a file's text, whatever bytes it has; nothing if there is no such file."""
    return path.read_bytes().decode("utf-8-sig", errors="surrogateescape") if path.exists() else ""


def _replace(path: Path, text: str) -> bool:
    """Write a kata's text, with a copy of what was there; do nothing and return False if it is that already."""
    current = _text(path)
    if current.splitlines() == text.splitlines():
        return False
    if path.exists():
        print(f"Kept a copy of what was there: {short(keep_copy(path))}")
    newline = "\r\n" if "\r\n" in current else "\n"
    write_whole(path, newline.join([*text.splitlines(), ""]).encode(errors="surrogateescape"))
    return True


def _with(function: str, kata: str, source: str, path: Path) -> str:
    """Return a kata's text with one function as another text has it, or just that text if no function is named.

    Raises:
        ValueError: the kata is no valid Python.
        SyntaxError: the other text is none.
    """
    if not function or not kata:
        return source
    begin, end = _place(function, source)
    if begin == end:
        return kata
    try:
        first, last = _place(function, kata)
    except SyntaxError as error:
        where = (
            f"{short(path)}:{error.lineno} is not valid Python ({error.msg}), so it is unclear where {function} ends."
        )
        raise ValueError(f"{where}\nMend that line first, or start the whole chapter over.") from None
    lines, fresh = kata.splitlines(), source.splitlines()[begin:end]
    if first == last:  # the kata has none: it goes to the end
        return "\n".join([*lines, "", "", *fresh])
    return "\n".join([*lines[:first], *fresh, *lines[last:]])


def _place(function: str, text: str) -> tuple[int, int]:
    """Return where a function's last definition begins and ends, in lines counted from 0; both 0 if it has none."""
    for node in reversed(ast.parse(text.encode(errors="replace")).body):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return min([node.lineno, *(each.lineno for each in node.decorator_list)]) - 1, node.end_lineno or 0
    return 0, 0


if __name__ == "__main__":
    main()
