"""The notes that sessions keep in `.kata_cache/`, each kind in a JSON file of its own; what is damaged is empty."""

import contextlib
import json
import re
from typing import Any, cast

from dojo.ground.safe_files import RECORDS, write_whole
from dojo.practice.shape import CHAPTER, DIGEST, FILE, FUNCTION, NAME, STAMP, STEM, TIME, fits

VERSION = re.compile(rf"({STAMP.pattern})?")  # of a kata, by the time of its copy
REVIEWS = [{"function": FUNCTION, "ended": TIME, "seconds": float, "saves": int}]
SHAPES: dict[str, Any] = {
    "hints": {FUNCTION: int},  # how many were given
    "history": {STEM: {re.compile("at|from|next"): {re.compile(r"[\w-]{0,80}"): VERSION}}},
    "moved": {FILE: [DIGEST]},  # the versions of a kata that were exported or imported
    "reviews": {"done": REVIEWS, "open": ({"function": FUNCTION, "seconds": float, "saves": int}, None)},
    "skipped": {CHAPTER: {"when": TIME, "functions": {NAME: DIGEST}}},
}


def read_notes(name: str) -> dict[str, Any]:
    """Return the notes of one kind; none if nothing sound was noted."""
    try:
        notes = json.loads((RECORDS / f"{name}.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return cast(dict[str, Any], notes) if fits(notes, SHAPES[name]) else {}


def write_notes(name: str, notes: dict[str, Any]) -> None:
    """Keep notes of one kind, where anything can be written."""
    with contextlib.suppress(OSError):
        RECORDS.mkdir(exist_ok=True)
        write_whole(RECORDS / f"{name}.json", json.dumps(notes, indent=1).encode())
