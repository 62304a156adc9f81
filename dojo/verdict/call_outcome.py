"""All that a call of a function does, in a form that can be compared: results, errors, changed arguments.

Two functions that do the same at each of many calls make the same mistake, as far as these calls can show it.
"""

import copy
import random
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from types import FunctionType
from typing import Any, NamedTuple, TypeGuard, cast

import numpy as np
from numpy.typing import NDArray

from dojo.verdict import tensors
from dojo.verdict.interrupt import Interrupted, TimeIsUp
from dojo.verdict.undisturbed import settings_kept

RAISES = "raises "
MATTERS = 4  # parts of an outcome that core minds: results, what callbacks are told, inputs, and their changes
SEED = 8  # of the generators that all programs share
MOST = 1000  # items of an iterator, or parts that a callback is told: more are left out
Function = Callable[..., Any]


class Call(NamedTuple):
    """What a function was called with, copied before it ran."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    failing: bool = True  # whether the test that fails made it
    then: Sequence[tuple[tuple[Any, ...], dict[str, Any]]] = ()  # what the function that it gave was called with

    @property
    def calls_back(self) -> bool:
        """Whether a function is among the arguments, which may give another result each time."""
        return any(isinstance(value, FunctionType) for value in (*self.args, *self.kwargs.values()))


class Outcome(NamedTuple):
    """What came of a call."""

    results: list[Any]  # what it gave, or the name of the error that it raised
    told: list[Any]  # to callbacks
    inputs: list[NDArray[Any]]  # the arrays that it was passed, after the call
    changed: list[bool]  # whether it changed each of them, be it in the last digit
    shared: list[bool]  # whether each array that it gave shares memory with one that it was passed
    warned: list[bool]  # whether NumPy warned, as of an overflow

    @property
    def raises(self) -> bool:
        """Whether it is an error."""
        return bool(self.results) and isinstance(self.results[0], str) and self.results[0].startswith(RAISES)


def outcome(function: Function, call: Call) -> Outcome:
    """Call a function with copies of the arguments, and return all that comes of it.

    The generators that all programs share are seeded, and left so.
    """
    args, kwargs, then = tensors.copied((call.args, call.kwargs, list(call.then)))
    before, told = copy.deepcopy(arrays((args, kwargs, then))), list[Any]()
    args = tuple(_told(value, told) for value in args)
    kwargs = {name: _told(value, told) for name, value in kwargs.items()}
    with settings_kept(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        np.seterr(all="warn", under="ignore")
        random.seed(SEED)
        np.random.seed(SEED)
        tensors.seed(SEED)
        try:
            result = function(*args, **kwargs)
            result = list(islice(result, MOST)) if _is_iterator(result) else result
            if isinstance(result, FunctionType):  # such as a loss function with a price on the weights
                result = [result(*more, **named) for more, named in then]
        except (Interrupted, TimeIsUp):
            raise
        except BaseException as error:  # a kata may even end the program
            results = [f"{RAISES}{type(error).__name__}"]
        else:
            results = _leaves(result)
    inputs = arrays((args, kwargs, then))
    # A last digit that differs is a change here, though not where results are compared.
    changed = [a.tobytes() != b.tobytes() for a, b in zip(before, inputs, strict=False)]
    shared = [any(np.shares_memory(leaf, other) for other in inputs) for leaf in results if _is_array(leaf)]
    # Copies, as what a loss function keeps may be among the results, and the next call may change it.
    return Outcome(copy.deepcopy(results), told, inputs, [len(before) != len(inputs), *changed], shared, [bool(caught)])


def _told(value: Any, told: list[Any]) -> Any:
    """Return an argument as it is, or if it is a callback, which gives nothing, one that notes what it is told."""
    if not isinstance(value, FunctionType):
        return value

    def noting(*args: Any, **kwargs: Any) -> Any:
        before = _leaves(tensors.copied((args, kwargs))) if len(told) < MOST else []
        result = value(*args, **kwargs)
        told.extend(before if result is None else [])
        return result

    return noting


def same(a: Outcome, b: Outcome, polished: bool = True) -> bool:
    """Tell whether two outcomes are equal, but for rounding: to float32 where that was among the arguments.

    Args:
        a: one.
        b: the other.
        polished: whether it matters what memory results share and whether NumPy warned.
    """
    single = any(array.dtype == np.float32 for array in a.inputs)
    parts: Iterable[tuple[Sequence[Any], Sequence[Any]]] = zip(a[: None if polished else MATTERS], b, strict=False)
    return all(same_parts(x, y, single) for x, y in parts)


def same_parts(a: Sequence[Any], b: Sequence[Any], single: bool = False) -> bool:
    """Tell whether two lists of parts of outcomes are equal, but for rounding."""
    return len(a) == len(b) and all(equal(x, y, single) for x, y in zip(a, b, strict=True))


def equal(a: Any, b: Any, single: bool = False) -> bool:
    """Tell whether two parts of outcomes are equal, but for rounding."""
    if is_number(a) and is_number(b):
        if not is_plain(a) or not is_plain(b):
            return False  # of a masked array only some entries are meant, and a matrix computes in another way
        first, second = np.asarray(a), np.asarray(b)
        if first.shape != second.shape or (first.dtype != second.dtype and first.ndim):
            return False  # of single numbers the type is free
        if first.dtype == second.dtype and first.dtype.kind in "fcbiu" and first.tobytes() == second.tobytes():
            return True  # to the last bit, nan included, in a twentieth of the time
        if first.dtype.kind not in "fc":
            return bool(np.array_equal(first, second))
        digits, noise = (1e-4, 1e-8) if single or first.dtype.itemsize < 8 else (1e-7, 1e-14)
        size = np.abs(second[np.isfinite(second)]).max(initial=0)
        return bool(np.allclose(first, second, rtol=digits, atol=noise + digits * 1e-3 * min(size, 1), equal_nan=True))
    return type(a) is type(b) and (not isinstance(a, str) or a == b)


def arrays(value: Any) -> list[NDArray[Any]]:
    """Return the arrays in a nest of tuples, lists and dicts."""
    return [leaf for leaf in _leaves(value) if _is_array(leaf)]


def _leaves(value: Any) -> list[Any]:
    """Return the arrays, numbers and names in a nest of tuples, lists and dicts, each list with its length.

    What is PyTorch's is taken apart as well.
    """
    if _is_dict(value):
        items = sorted(value.items(), key=lambda item: str(item[0]))
        return [leaf for key, part in items for leaf in (str(key), *_leaves(part))]
    if isinstance(value, tuple | list):
        parts = cast(Sequence[Any], value)
        return [f"{type(parts).__name__} of {len(parts)}", *(leaf for part in parts for leaf in _leaves(part))]
    of_torch = tensors.parts(value)
    return [value] if of_torch is None else [leaf for part in of_torch for leaf in _leaves(part)]


def is_number(value: object) -> TypeGuard[NDArray[Any] | float]:
    """Tell whether something is an array or a number."""
    return isinstance(value, np.ndarray | np.generic | float | int)


def is_plain(value: object) -> bool:
    """Tell whether something is no array of a subclass, such as a masked one."""
    return type(value) is np.ndarray or not _is_array(value)


def _is_array(value: object) -> TypeGuard[NDArray[Any]]:
    return isinstance(value, np.ndarray)


def _is_iterator(value: object) -> TypeGuard[Iterator[Any]]:
    return isinstance(value, Iterator) or tensors.is_a(value, "utils.data.DataLoader")


def _is_dict(value: object) -> TypeGuard[dict[Any, Any]]:
    return isinstance(value, dict)
