"""Write to any terminal: what its encoding lacks, such as a µ in ASCII or a √ in cp1252, becomes plainer words.

Nor does it matter where the output goes: it may be closed (`>&-`), or its reader may leave early (`| head -1`).
"""

import atexit
import codecs
import errno
import io
import os
import sys
import unicodedata
from types import TracebackType

PLAIN = {"√": "sqrt", "Σ": "sum", "σ": "sigma", "μ": "mu", "λ": "lambda", "∂": "d", "★": "*", "→": "->", "←": "<-"}
PLAIN |= {
    "·": "*",
    "×": "x",
    "−": "-",
    "–": "-",
    "—": "-",
    "≤": "<=",
    "≥": ">=",
    "≈": "~",
    "“": '"',
    "”": '"',
    "’": "'",
}
PLAIN |= {"µ": "u", "│": "|", "─": "-", "━": "-", "•": "*", "∞": "infinity"}


def write_anywhere() -> None:
    """Let the program's output never fail: not for want of a character, of a file, or of a reader."""
    _open_what_is_closed()
    codecs.register_error("plainer", _plainer)
    for stream in sys.stdout, sys.stderr:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="plainer")
    sys.excepthook = _said_of
    atexit.register(_flush)


def _open_what_is_closed() -> None:
    """Lead the streams that the program was started without nowhere, before another file gets their numbers."""
    for name, mode in ("stdin", "r"), ("stdout", "w"), ("stderr", "w"):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(handle, True)
            setattr(sys, name, open(handle, mode, encoding="utf-8"))


def _flush() -> None:
    """Let the end of the program be quiet where nobody reads any more."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python will flush it again
    except ValueError:  # it was closed
        pass


def _said_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        print(error.strerror, file=sys.stderr)
    elif not issubclass(kind, (BrokenPipeError, KeyboardInterrupt)):  # who presses Ctrl-C knows what happened
        sys.__excepthook__(kind, error, trace)


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """Return ASCII for the characters that could not be encoded, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_in_ascii, error.object[error.start : error.end])), error.end


def _in_ascii(character: str) -> str:
    simpler = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return PLAIN.get(character) or simpler or "?"
