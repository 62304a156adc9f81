"""What each function is worth: `weights.toml`, or an instructor's copy of it."""

import math
import tomllib
from pathlib import Path
from typing import Any, NamedTuple, cast

from dojo.ground.chapters import Chapter, chapters

WEIGHTS = Path(__file__).with_name("weights.toml")


class Weights(NamedTuple):
    """Points by default, and those of single functions, by `(session, function)`."""

    function: float = 1.0
    polish: float = 0.0
    single: dict[tuple[str, str], float] = {}  # never written to

    def of(self, chapter: Chapter, function: str) -> float:
        """Return what a function of a chapter is worth."""
        return self.single.get((chapter.session, function), self.function)

    def bonus(self, passed: int, of: int) -> float:
        """Return the points that a passed chapter gets in addition, for the polish tests that pass."""
        return round(self.polish * passed / of, 2) if of else 0.0


def read_weights(path: Path = WEIGHTS) -> Weights:
    """Return the weights that a file gives.

    Raises:
        ValueError: the file is not TOML, or names a chapter, a function or a weight that there is not.
        OSError: it cannot be read.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path} is not TOML: {error}") from None
    known = {chapter.session: chapter for chapter in chapters().values()}
    single = dict[tuple[str, str], float]()
    for session, table in given.items():
        if session in ("function", "polish"):
            continue
        if session not in known or not isinstance(table, dict):
            raise ValueError(f"{path}: {session!r} is neither function nor polish, nor a chapter such as [ch3_4]")
        for name, value in cast(dict[str, Any], table).items():
            if name not in known[session].signatures:
                raise ValueError(f"{path}: {session} has no {name}, only {', '.join(known[session].signatures)}")
            single[session, name] = _points(value, f"{path}: {session}.{name}")
    default, polish = given.get("function", 1), given.get("polish", 0)
    return Weights(_points(default, f"{path}: function"), _points(polish, f"{path}: polish"), single)


def _points(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not (math.isfinite(value) and value >= 0):
        raise ValueError(f"{where} is {value!r}, and should be a number of points, 0 or more")
    return float(value)
