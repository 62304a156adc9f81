"""Write to any terminal: what its encoding lacks, such as a µ in ASCII or a √ in cp1252, becomes plainer words."""

import codecs
import io
import sys
import unicodedata

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
    """Let the program's output never fail for want of a character."""
    codecs.register_error("plainer", _plainer)
    for stream in sys.stdout, sys.stderr:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="plainer")


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """Return ASCII for the characters that could not be encoded, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_in_ascii, error.object[error.start : error.end])), error.end


def _in_ascii(character: str) -> str:
    simpler = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return PLAIN.get(character) or simpler or "?"
