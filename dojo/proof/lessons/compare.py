"""Compare what a run gives with what a lesson shows: figures, and the words and numbers of results."""

import re
from pathlib import Path

import numpy as np
from matplotlib import image

ALIKE = 0.02  # how far apart two drawings of one figure may be: mean difference, of black and white
SAME = 0.005  # for a diagram, in which no number is computed: another way to draw letters makes up to 0.004
CLOSE, POINTS = 0.02, 0.5  # how far apart two numbers of a result may be: as a share, or in points if they end with %
NUMBER = re.compile(r"(?<![\w.])[-+]?\d[\d,]*(?:\.\d*)?(?:e[-+]?\d+)?(?![\w.]*\w) ?%?")


def expect_alike(kept: Path, drawn: Path, limit: float = ALIKE) -> None:
    """Fail unless two pictures show the same; in pixels they may differ a little, as fonts do."""
    assert kept.is_file(), f"{kept.name} is drawn, but it is not in lessons/figures/"
    if kept.read_bytes() == drawn.read_bytes():
        return
    a, b = (np.asarray(image.imread(path), dtype=np.float64) for path in (kept, drawn))
    assert a.shape == b.shape, f"{kept.name} has {a.shape} pixels, and drawn again {b.shape}"
    difference = float(np.abs(a - b).mean())
    assert difference < limit, f"{kept.name} drawn again differs by {difference:.3f}: is it out of date?"


def same_words(shown: str, printed: str, is_result: bool = False) -> bool:
    """Tell whether a text is what was printed: to the letter, or if it is a result with numbers that are close.

    Training differs a little from processor to processor, since their libraries add in different orders.
    """
    if shown == printed or not is_result:
        return shown == printed
    numbers, others = NUMBER.findall(shown), NUMBER.findall(printed)
    same_rest = NUMBER.sub("#", shown).split() == NUMBER.sub("#", printed).split()
    return same_rest and all(map(same_number, numbers, others))


def same_number(shown: str, computed: str) -> bool:
    """Tell whether two written numbers are close enough for a result."""
    a, b = (float(number.rstrip("% ").replace(",", "")) for number in (shown, computed))
    if shown.endswith("%") != computed.endswith("%"):
        return False
    return abs(a - b) <= (POINTS if shown.endswith("%") else CLOSE * abs(b))
