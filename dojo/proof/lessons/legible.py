"""See whether the words of a diagram can be read."""

# matplotlib leaves types open.
# pyright: reportUnknownMemberType=false

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

SMALLEST = 9  # points, in a picture 8 inches wide
TOUCH = 2  # so many pixels of two words' boxes may be over each other: letters seldom fill them


def faults(figure: Figure) -> Iterator[str]:
    """Yield which words are too small, cut off by the picture's edge, or written over each other."""
    figure.draw_without_rendering()  # which places all words
    words: list[Any] = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    places: dict[Any, Bbox] = {text: text.get_window_extent() for text in words}
    for text, place in places.items():
        if text.get_fontsize() < SMALLEST:
            yield f"{text.get_text()!r} has {text.get_fontsize():g} points, not {SMALLEST} at least"
        if not (
            figure.bbox.x0 <= place.x0 <= place.x1 <= figure.bbox.x1 and 0 <= place.y0 <= place.y1 <= figure.bbox.y1
        ):
            yield f"{text.get_text()!r} is cut off"
    for (one, first), (other, second) in combinations(places.items(), 2):
        both = Bbox.intersection(first, second)
        if both and both.width > TOUCH and both.height > TOUCH:
            yield f"{one.get_text()!r} and {other.get_text()!r} are written over each other"
