"""Long lines are broken between words, and never within one."""

import pytest

from dojo.ground.wrap import wrapped

TEXT = "  katas/ch32_activations.py:87   return np.exp(Z - Z.max(axis=-1, keepdims=True)) / total_of_all_rows"


@pytest.mark.parametrize("width", range(20, 121))
def test_words_stay_whole(width: int) -> None:
    """At any width each word is there as it was, in order, and only single words are wider than the terminal."""
    lines = wrapped(TEXT, width).split("\n")

    assert " ".join(lines).split() == TEXT.split()
    assert all(len(line) <= width or len(line.split()) == 1 for line in lines)
    assert all(line.startswith("  ") for line in lines)


def test_what_fits_stays() -> None:
    """A text that fits is the same to the letter, with its empty lines."""
    text = "  expected  1\n\n  got       2\n"

    assert wrapped(text, 40) == text


def test_further_lines_stand_below_the_first() -> None:
    """The lines after "got" are indented like the first one."""
    assert wrapped("  got       [1.25, 2.25, 3.25]", 24) == "  got       [1.25, 2.25,\n            3.25]"
