"""Make a call of a test large enough to be timed: its arrays get more rows, if both functions still do the same."""

import time
from collections.abc import Callable, Iterator
from typing import Any, TypeGuard, cast

import numpy as np
from numpy.typing import NDArray

from dojo.verdict.call_outcome import Call, Function, arrays, outcome, same
from dojo.verdict.tensors import copied

ENOUGH = 3e-4  # seconds that the faster one should take, so that calling it is a small part of its time
TOO_LONG = 0.05  # seconds that the slower one may take
MOST = 2_000_000  # entries of all arrays together
GROWTH = 4
Array = NDArray[Any]


def enlarged(call: Call, mine: Function, reference: Function) -> Call:
    """Return a call with more rows, on which two functions still do the same; the call itself where none is found."""
    for first_only in (False, True):
        found = call
        for larger in _grown(call, first_only):
            once = [_seconds(function, found) for function in (mine, reference)]
            if min(once) > ENOUGH or max(once) * GROWTH > TOO_LONG or not _agree(mine, reference, larger):
                break
            found = larger
        if found is not call:
            return found
    return call


def _grown(call: Call, first_only: bool) -> Iterator[Call]:
    """Yield a call with ever more rows: of all arrays that have as many as the first one, or of that one alone."""
    everything = [array for array in arrays((call.args, call.kwargs)) if array.ndim]
    if not everything:
        return
    first, entries, times = everything[0], sum(array.size for array in everything), GROWTH

    def grow(array: Array) -> Array:
        wanted = array is first if first_only else array.ndim > 0 and len(array) == len(first)
        return np.concatenate([array] * times) if wanted else array

    while entries * times < MOST:
        args, kwargs = _mapped((call.args, call.kwargs), grow)
        yield call._replace(args=args, kwargs=kwargs)
        times *= GROWTH


def _mapped(value: Any, change: Callable[[Array], Array]) -> Any:
    """Return a nest of tuples, lists and dicts with each array changed."""
    if isinstance(value, np.ndarray):
        return change(cast(Array, value))
    if _is_dict(value):
        return {name: _mapped(part, change) for name, part in value.items()}
    if type(value) in (tuple, list):
        return type(value)(_mapped(part, change) for part in value)
    return value


def _is_dict(value: object) -> TypeGuard[dict[Any, Any]]:
    return isinstance(value, dict)


def _agree(mine: Function, reference: Function, call: Call) -> bool:
    one, other = outcome(mine, call), outcome(reference, call)
    return not one.raises and not other.raises and same(one, other, polished=False)


def _seconds(function: Function, call: Call) -> float:
    args, kwargs = copied((call.args, call.kwargs))
    start = time.perf_counter()
    drawn(function(*args, **kwargs))
    return time.perf_counter() - start


def drawn(result: Any) -> None:
    """Draw to its end what comes bit by bit."""
    if hasattr(result, "__next__"):
        for _ in result:
            pass
