"""Ask what a learner wrote for words: an error's message, a value's text, a file's tree; whatever it answers."""

import ast

from dojo.verdict.interrupt import Interrupted, TimeIsUp

UNPRINTABLE = "(its message cannot be printed)"


def message(error: BaseException) -> str:
    """Return an error's message; an error of the learner's own may have none that can be printed."""
    try:
        return str(error)
    except (Interrupted, TimeIsUp):
        raise
    except BaseException:  # a __str__ may do anything
        return UNPRINTABLE


def shown(value: object) -> str:
    """Return a value as Python shows it, or that it cannot be shown, where its class fails at that."""
    try:
        return repr(value)
    except (Interrupted, TimeIsUp):
        raise
    except BaseException:
        return "(it cannot be shown)"


def parsed(text: str) -> ast.Module:
    """Return the tree of a source; an empty one if it is none, or is nested too deeply."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])
