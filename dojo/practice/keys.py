"""Single keys on a terminal, for as long as a program watches: each is passed on as it is pressed.

The program's standard input is another thing, so the keys come from the terminal itself. Where there is none, or the
program is in its background, there are no keys.
"""

import atexit
import contextlib
import importlib
import os
import sys
import threading
from collections.abc import Callable
from typing import Any

MEANINGS = {
    "h": "hint",
    "c": "compare",
    "p": "polish",
    "t": "train now",
    "r": "run again",
    "n": "next chapter",
    "q": "quit",
}
LINE = "  ".join(f"{key} {meaning}" for key, meaning in MEANINGS.items())


def listen(pressed: Callable[[str], None]) -> bool:
    """Call a function with each key that has a meaning; tell whether there are keys."""
    read = _reader() if sys.stdout.isatty() else None
    if read is None:
        return False
    threading.Thread(target=_pass_on, args=(read, pressed), daemon=True).start()
    return True


def _pass_on(read: Callable[[], str], pressed: Callable[[str], None]) -> None:
    with contextlib.suppress(OSError):  # the terminal is gone
        while key := read():
            if key.lower() in MEANINGS:
                pressed(key.lower())


def _reader() -> Callable[[], str] | None:
    """Return a function that waits for a key; None if no terminal is in front."""
    if sys.platform == "win32":
        console: Any = importlib.import_module("msvcrt")
        return lambda: str(console.getwch())
    try:
        handle = os.open("/dev/tty", os.O_RDONLY)
        if os.tcgetpgrp(handle) != os.getpgrp():
            return None
        _let_keys_through(handle)
    except OSError:
        return None
    return lambda: os.read(handle, 1).decode(errors="replace")


def _let_keys_through(handle: int) -> None:
    """Have the terminal pass on each key at once and show none, until the program ends; Ctrl-C works as before."""
    terminal: Any = importlib.import_module("termios")
    before = terminal.tcgetattr(handle)
    atexit.register(terminal.tcsetattr, handle, terminal.TCSANOW, before)
    importlib.import_module("tty").setcbreak(handle)
