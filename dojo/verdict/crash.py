"""Say what the arrays in a failing line were, and translate NumPy's errors about shapes that do not fit."""

import ast
import linecache
import textwrap
from collections.abc import Iterator
from itertools import islice
from types import FrameType
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from dojo.verdict.careful import message, parsed

MISFITS = (
    "mismatch in its core dimension",
    "could not be broadcast",
    "not aligned",
    "broadcast output",
    "broadcast input",
)
Array = NDArray[Any]
SAMPLES = "Rows are samples here: (n, d) @ (d, k) is (n, k)."


def translated(error: BaseException, frame: FrameType) -> list[str]:
    """Return lines about the shapes in the line of a frame that an error came from; none if it has no arrays.

    Args:
        error: what was raised.
        frame: the learner's, with its variables.
    """
    if product := _product(error, frame):
        return product
    shapes = [f"{name} {_of(value)}" for name, value in _arrays_in(_line(frame), frame)]
    if not shapes:
        return []
    misfit = isinstance(error, ValueError) and any(text in message(error) for text in MISFITS)
    return [f"{'These shapes do not fit' if misfit else 'In this line'}: {', '.join(shapes)}"]


def _product(error: BaseException, frame: FrameType) -> list[str]:
    """Explain a matrix product that does not fit, of two names or their transposes."""
    node = _failing_expression(error, frame)
    match node:
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            form = "{} @ {}"
        case ast.Call(func=ast.Attribute(attr="dot" | "matmul" as name), args=[left, right]):
            form = f"np.{name}({{}}, {{}})"
        case _:
            return []
    a, b = _value(left, frame), _value(right, frame)
    if a is None or b is None or not a.ndim == b.ndim == 2 or a.shape[1] == b.shape[0]:
        return []
    one, two = ast.unparse(left), ast.unparse(right)
    fitting = [
        form.format(x, y)
        for x, y, p, q in ((one, _turned(two), a, b.T), (_turned(one), two, a.T, b))
        if p.shape[1] == q.shape[0]
    ]
    would = f" {' and '.join(fitting)} would fit; the formula tells which one is right." if fitting else ""
    return [
        f"{form.format(one, two)} does not fit: {one} is {_of(a)} and {two} is {_of(b)}, but the inner numbers, "
        f"{a.shape[1]} and {b.shape[0]}, must be equal.{would} {SAMPLES}"
    ]


def _failing_expression(error: BaseException, frame: FrameType) -> ast.expr | None:
    """Return the part of the line that failed, as Python remembers its place."""
    last = [trace for trace in _traces(error) if trace[0] is frame]
    if not last:
        return None
    positions = next(islice(frame.f_code.co_positions(), last[-1][1] // 2, None), None)
    if positions is None or None in positions or positions[0] != positions[1]:
        return None
    number, _, begin, end = positions
    text = linecache.getline(frame.f_code.co_filename, number or 0).encode()[begin:end].decode(errors="replace")
    match parsed(text.strip()).body:
        case [ast.Expr(value=expression)]:
            return expression
        case _:
            return None


def _traces(error: BaseException) -> Iterator[tuple[FrameType, int]]:
    trace = error.__traceback__
    while trace:
        yield trace.tb_frame, trace.tb_lasti
        trace = trace.tb_next


def _line(frame: FrameType) -> str:
    return textwrap.dedent(linecache.getline(frame.f_code.co_filename, frame.f_lineno)).strip().rstrip(":")


def _arrays_in(line: str, frame: FrameType) -> Iterator[tuple[str, Array]]:
    """Yield the names in a line that are arrays, in their order."""
    names = [
        node.id for node in ast.walk(parsed(line)) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    ]
    for name in sorted(set(names), key=line.index):
        value = frame.f_locals.get(name)
        if isinstance(value, np.ndarray):
            yield name, value


def _value(node: ast.expr, frame: FrameType) -> Array | None:
    """Return the array that a name, or the transpose of a name, refers to."""
    match node:
        case ast.Name(id=name):
            value = frame.f_locals.get(name)
            return cast(Array, value) if isinstance(value, np.ndarray) else None
        case ast.Attribute(value=inner, attr="T"):
            turned = _value(inner, frame)
            return None if turned is None else turned.T
        case _:
            return None


def _turned(text: str) -> str:
    return text.removesuffix(".T") if text.endswith(".T") else f"{text}.T"


def _of(array: Array) -> str:
    return str(array.shape)
