"""A function is cut out of a kata's bytes where Python sees it, whatever is around it."""

import ast
import random

import pytest

from dojo.practice.function_text import fitted, newline, text_of, with_text

PIECES = [
    b"x = 1",
    b"\x0c",
    b"# \x0b \x1c \x85 \xc2\x85 \xe2\x80\xa8",
    b"",
    b"s = '''a\x0c\n\xe2\x80\xa9 b'''",
    b"if True:\n    y = 2",
    b"def other(Z):\n    return Z",
    b"@staticmethod\ndef two(\n    a,\n):\n    '''\x1d\n\x1e'''\n    return a",
    b"z = 3; w = 4",
    b"t = '\\d'",
]
FUNCTIONS = [
    b"def f(Z):\n    return Z",
    b"@staticmethod\n@staticmethod\ndef f(Z):\n    '''\x0c\n\xe2\x80\xa8'''\n\n    # one\n    return Z",
    b"f = lambda Z: Z",
    b"async def f(): pass",
    b"f: object = (\n    None\n)",
    b"class f:\n    x = 1",
]
STUB = 'def f(Z):\n    """∂"""\n    raise NotImplementedError("1.1 f")\n'


def random_kata(rng: random.Random) -> tuple[bytes, bytes, bytes]:
    """Return what comes before a function, the function, and what comes after it."""
    before, after = (rng.choices(PIECES, k=rng.randrange(5)) for _ in range(2))
    ends = rng.choice([[b"\n"], [b"\r\n"], [b"\r"], [b"\n", b"\r\n", b"\r"]])

    def ended(pieces: list[bytes]) -> bytes:
        return b"".join(line + rng.choice(ends) for piece in pieces for line in piece.split(b"\n"))

    function, rest = ended([rng.choice(FUNCTIONS)]), ended(after)
    if not rest and rng.random() < 0.5:
        function = function.rstrip(b"\r\n")
    return rng.choice([b"", b"\xef\xbb\xbf"]) + ended(before), function, rest


@pytest.mark.parametrize("seed", range(10))
def test_only_the_function_changes(seed: int) -> None:
    """Its lines are found to the byte; another text goes there, and its own text back gives the same file."""
    rng = random.Random(seed)
    for _ in range(40):
        before, function, after = random_kata(rng)
        kata = before + function + after
        other = with_text("f", kata, fitted(STUB, kata))

        assert text_of("f", kata) == function
        assert other.startswith(before) and other.endswith(after) and b"1.1 f" in other
        assert other.endswith((b"\n", b"\r")) == kata.endswith((b"\n", b"\r"))
        assert with_text("f", other, function) == kata


def test_missing_function_goes_to_the_end() -> None:
    """Where there is none, or where it shares its line, what was there stays and the text follows."""
    for kata in (b"", b"x = 1", b"x = 1\r\n", b"x = 1; f = 2\n", b"if x:\n    f = 2\n"):
        other = with_text("f", kata, fitted(STUB, kata))

        assert other.startswith(kata) and text_of("f", other) == STUB.encode().replace(b"\n", newline(kata))


def test_last_definition_counts() -> None:
    """Of several definitions the last is meant, as Python means it."""
    kata = b"def f():\n    return 1\n\n\nf = lambda: 2\n"

    assert text_of("f", kata) == b"f = lambda: 2\n"


def test_text_is_in_the_encoding_of_the_kata() -> None:
    """What an encoding cannot say is escaped, so that the file stays valid."""
    kata = b"# coding: latin-1\n# \xe9\ndef f(): pass\n"
    other = with_text("f", kata, fitted(STUB, kata))

    assert b"\\u2202" in other and b"\xe9" in other and ast.parse(other)


@pytest.mark.parametrize("wrong", [b"def f(:\n", b"\0", b"\xff\xfex\0", b"(" * 5000, b"# coding: nothing\n"])
def test_no_python(wrong: bytes) -> None:
    """What is not valid Python is told as that, whatever it is."""
    with pytest.raises(ValueError, match="is not valid Python|:"):
        text_of("f", wrong)
