"""Say what wrong results show by themselves, where no known mistake fits: a factor, a transpose, a flip, a dtype.

Nothing is said that does not hold for all wrong results alike.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dojo.verdict.call_outcome import Call, Outcome, arrays, equal, is_number, is_plain, same_parts

Numbers = NDArray[Any]
FACTORS = {0.0: "0", -1.0: "minus what it should be", 2.0: "twice what it should be", 0.5: "half of what it should be"}


@np.errstate(all="ignore")  # of wrong numbers anything can come
def decode(differing: Sequence[tuple[Call, Outcome, Outcome]]) -> str:
    """Say what holds for all wrong results alike, or nothing.

    Args:
        differing: calls whose outcome is not the right one, with both.
    """
    if not differing:
        return ""
    if all(same_parts(got.results, expected.results) for _, got, expected in differing):
        changes = all(any(got.changed) and not any(expected.changed) for _, got, expected in differing)
        return "It changes an array that it was passed." if changes else ""
    wrong: list[tuple[Numbers, Numbers, int]] = []
    for call, got, expected in differing:
        if len(got.results) != len(expected.results) or same_parts(got.results, expected.results):
            return ""
        samples = next((len(array) for array in arrays((call.args, call.kwargs)) if array.ndim), 0)
        for a, b in zip(got.results, expected.results, strict=True):
            if not is_plain(a):
                return ""
            if is_number(a) and is_number(b):
                wrong += [] if equal(a, b) else [(np.asarray(a), np.asarray(b), samples)]
            elif not equal(a, b):
                return ""
    if all(_reordered(got.results, expected.results) for _, got, expected in differing):
        return "Its results are right, but in another order than the one asked for."
    for look in _dtype, _rearranged, _factor, _samples:
        found = {look(a, b, n) for a, b, n in wrong}
        if len(found) == 1 and sum(a.size for a, _, _ in wrong) > 1 and "" not in found:
            return found.pop()
    return ""


def _reordered(got: Sequence[Any], expected: Sequence[Any]) -> bool:
    """Tell whether two lists hold the same, in whatever order."""
    left = list(expected)
    for part in got:
        place = next((place for place, other in enumerate(left) if equal(part, other)), None)
        if place is None:
            return False
        del left[place]
    return not left


def _dtype(a: Numbers, b: Numbers, n: int) -> str:
    # Which integers labels are made of is free, and so is whether a single number is NumPy's.
    right = a.ndim and a.dtype != b.dtype and a.dtype.kind == b.dtype.kind == "f" and equal(a.astype(b.dtype), b)
    return f"Its numbers are right, but of dtype {a.dtype}, not {b.dtype}." if right else ""


def _rearranged(a: Numbers, b: Numbers, n: int) -> str:
    """Say how the entries are in other places than they should be."""
    if a.ndim > 1 and equal(a.swapaxes(-2, -1), b):
        return "It is the transpose of what is right." if a.ndim == 2 else "Its last two axes have changed places."
    if a.ndim > 2 and equal(a.swapaxes(0, 1), b):
        return "Its first two axes have changed places."
    if a.shape != b.shape:
        return "It has the right numbers in another shape." if equal(a.ravel(), b.ravel()) else ""
    axis = next((axis for axis in range(a.ndim) if equal(np.flip(a, axis), b)), None)
    if axis is not None:
        return f"It is what is right, but in reverse along axis {axis}."
    return "It is what is right, but flipped, last entry first." if a.ndim and equal(np.flip(a), b) else ""


def _factor(a: Numbers, b: Numbers, n: int) -> str:
    ratio = _ratio(a, b)
    if ratio is None:
        return ""
    named = next((text for factor, text in FACTORS.items() if abs(ratio - factor) <= 1e-4 * abs(factor)), "")
    return f"Each wrong number is {named or f'{ratio:.4g} times what it should be'}."


def _samples(a: Numbers, b: Numbers, n: int) -> str:
    """Say whether the factor is the number of samples, or one divided by it."""
    ratio = _ratio(a, b)
    if ratio is not None and n and abs(ratio / n - 1) < 1e-4:
        return "Each wrong number is n times what it should be, n being the rows of its first argument."
    if ratio is not None and n and abs(ratio * n - 1) < 1e-4:
        return "Each wrong number is 1/n of what it should be, n being the rows of its first argument."
    return ""


def _ratio(a: Numbers, b: Numbers) -> float | None:
    """Return how many times too large an array is, if that is the same for all of its entries."""
    if a.shape != b.shape or not a.dtype.kind == b.dtype.kind == "f" or np.any(a[b == 0] != 0) or not np.any(b):
        return None
    if not np.isfinite(a).all() or not np.isfinite(b).all():
        return None
    ratios = a[b != 0] / b[b != 0]
    steady = np.isfinite(ratios).all() and np.allclose(ratios, ratios[0], rtol=1e-6 if a.dtype == np.float64 else 1e-4)
    return float(ratios[0]) if steady and abs(ratios[0] - 1) > 1e-3 else None
