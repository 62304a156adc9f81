"""Find a function in the bytes of a kata, and put another in its place; every other byte stays as it is.

Lines end where they do for Python: at `\n`, `\r\n` and `\r`, which is where `bytes.splitlines` cuts, and not at form
feeds or U+2028, where `str.splitlines` cuts as well.
"""

import ast
import codecs
import io
import tokenize
import warnings


def text_of(function: str, kata: bytes) -> bytes | None:
    """Return the lines of a function's last definition, or None if it has none.

    Raises:
        ValueError: the kata is not valid Python; what is wrong is told, with the line.
    """
    place = _place(function, kata)
    return b"".join(_lines(kata)[place]) if place else None


def with_text(function: str, kata: bytes, text: bytes) -> bytes:
    """Return a kata with another text of a function; if it has none, with the text at its end.

    Raises:
        ValueError: the kata is not valid Python.
    """
    lines, place, end = _lines(kata), _place(function, kata), newline(kata)
    if place is None:
        if lines and not lines[-1].endswith((b"\r", b"\n")):
            lines[-1] += end
        return _mark(kata) + b"".join([*lines, *([end, end] if lines else []), _ended(text, end)])
    if lines[place.stop :] or lines[place][-1].endswith((b"\r", b"\n")):
        text = _ended(text, end)
    else:
        text = text.rstrip(b"\r\n")
    return _mark(kata) + b"".join([*lines[: place.start], text, *lines[place.stop :]])


def fitted(text: str, kata: bytes) -> bytes:
    """Return a function of our own with the line ends and in the encoding of a kata."""
    try:
        encoding = tokenize.detect_encoding(io.BytesIO(kata).readline)[0].removesuffix("-sig")
    except SyntaxError:
        encoding = "utf-8"
    return text.replace("\n", newline(kata).decode()).encode(encoding, errors="backslashreplace")


def with_line_ends(stub: str, kata: bytes) -> bytes:
    """Return a whole stub, with Windows's line ends if the kata has them."""
    return stub.replace("\n", "\r\n" if newline(kata) == b"\r\n" else "\n").encode()


def newline(kata: bytes) -> bytes:
    """Return how most lines of a kata end."""
    windows = kata.count(b"\r\n")
    counts = {b"\n": kata.count(b"\n") - windows, b"\r\n": windows, b"\r": kata.count(b"\r") - windows}
    return max(counts, key=lambda end: counts[end])


def _place(function: str, kata: bytes) -> slice | None:
    """Return the lines of a function's last definition; None if it has none, or shares a line with something else."""
    body = _parsed(kata).body
    for position in reversed(range(len(body))):
        node = body[position]
        if function in _names(node):
            decorators = getattr(node, "decorator_list", [])
            first = min([node.lineno, *(each.lineno for each in decorators)])
            last = node.end_lineno or first
            shared = any(each.end_lineno == first for each in body[:position]) or any(
                each.lineno == last for each in body[position + 1 :]
            )
            return None if shared else slice(first - 1, last)
    return None


def _names(node: ast.stmt) -> list[str]:
    """Return what a statement defines: a function, a class, or a name for a lambda."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []


def _parsed(kata: bytes) -> ast.Module:
    """Parse a kata; bytes that are not of its encoding are no obstacle, as they can only be in texts and comments.

    Raises:
        ValueError: it is not valid Python.
    """
    message, lenient = "", kata.decode("utf-8", errors="surrogateescape").encode(errors="replace")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a docstring's '\d', for example
        for source in (kata, lenient):
            try:
                return ast.parse(source)
            except SyntaxError as error:
                message = f":{error.lineno} is not valid Python ({error.msg})" if error.lineno else f": {error.msg}"
            except (ValueError, RecursionError, MemoryError) as error:
                message = f" is not valid Python ({error or 'it is nested too deeply'})"
    raise ValueError(message)


def _lines(kata: bytes) -> list[bytes]:
    return kata.removeprefix(codecs.BOM_UTF8).splitlines(keepends=True)


def _mark(kata: bytes) -> bytes:
    return codecs.BOM_UTF8 if kata.startswith(codecs.BOM_UTF8) else b""


def _ended(text: bytes, end: bytes) -> bytes:
    return text if text.endswith((b"\r", b"\n")) else text + end
