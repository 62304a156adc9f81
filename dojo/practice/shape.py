"""Tell whether what came from JSON has the shape that it should have, and if not, say in a line where it has not."""

import re
from typing import Any, cast

DIGEST = re.compile(r"[0-9a-f]{64}")
FUNCTION = re.compile(r"ch\d_\d\.[a-z]\w{0,79}", re.ASCII)  # as a learner would write it, ch3_2.softmax
CHAPTER = re.compile(r"ch\d\d_\w{1,74}", re.ASCII)
NAME = re.compile(r"[a-z]\w{0,79}", re.ASCII)
DEVICE = r"con|prn|aux|nul|com\d|lpt\d"  # what Windows does not let a file be named
STEM = re.compile(rf"(?!({DEVICE})$)[a-z_][a-z_0-9]{{0,79}}", re.IGNORECASE | re.ASCII)
FILE = re.compile(STEM.pattern.replace("$", r"\b") + r"\.py", STEM.flags)
STAMP = re.compile(r"\d{8}-\d{6}-\d{6}", re.ASCII)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?", re.ASCII)


def check(value: Any, shape: Any, where: str = "") -> None:
    """Refuse what has not the shape that it should have.

    Args:
        value: what came from JSON.
        shape: a pattern for a text that fits it; a list for items of one shape; a dict with a pattern for keys that fit
            that, a dict with names for just these keys; a tuple for alternatives; bool, str, int or float for itself,
            numbers of 0 and above; None for null.
        where: where the value is, for the message.

    Raises:
        ValueError: with the place, and what is there.
    """
    kind: object = type(cast(object, shape))
    if kind is dict:
        _check_dict(value, shape, where)
        return
    if kind is list:
        is_sound = isinstance(value, list)
        for number, item in enumerate(cast(list[Any], value) if is_sound else [], 1):
            check(item, shape[0], f"{where}, item {number}")
    elif kind is tuple:
        is_sound = any(fits(value, each) for each in shape)
    elif kind is re.Pattern:
        is_sound = isinstance(value, str) and shape.fullmatch(value) is not None
    elif shape in (int, float):
        is_sound = type(value) in ((int,) if shape is int else (int, float)) and 0 <= value < 1e9
    else:
        is_sound = value is None if shape is None else type(value) is shape
    if not is_sound:
        raise ValueError(f"{where} is {short(value)}, which is not allowed there")


def fits(value: Any, shape: Any) -> bool:
    """Tell whether a value has a shape."""
    try:
        check(value, shape)
    except ValueError:
        return False
    return True


def _check_dict(value: Any, shape: dict[Any, Any], where: str) -> None:
    if not isinstance(value, dict):
        raise ValueError(f"{where} is {short(value)}, which is not allowed there")
    items = cast(dict[str, Any], value)
    first = next(iter(shape))
    if isinstance(first, str):
        if odd := sorted(set(shape) ^ set(items)):
            raise ValueError(f"{where or 'it'} {'lacks' if odd[0] in shape else 'has'} {short(odd[0])}")
        for name, each in shape.items():
            check(items[name], each, f"{where}.{name}".lstrip("."))
        return
    for name, each in items.items():
        if not first.fullmatch(name):
            raise ValueError(f"{where} has {short(name)}, which is not a name that is allowed there")
        check(each, shape[first], f"{where}[{name!r}]")


def short(value: Any) -> str:
    """Return a value as Python shows it, cut to fit."""
    text = ascii(value)
    return text if len(text) <= 60 else f"{text[:60]} ..."
