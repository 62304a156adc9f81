"""Find out which mistake it is: call the known wrong answers with what the tests called the learner's function with.

A mistake is named only if it gave just what the learner's function gave, each time. Where none did, what the numbers
themselves show is said: a constant factor, a transpose, a flip.
"""

import contextlib
import copy
import time
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import FunctionType, ModuleType
from typing import Any, NamedTuple, TypeGuard, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from dojo.mistakes import Candidate

BUDGET = 0.12  # seconds that the collecting of calls may take, and as many for comparing what comes of them
RAISES = "raises "
LARGEST = 20_000  # entries of an array: calls with larger ones are not tried again
FAILURES = AssertionError, Exception, SystemExit, pytest.fail.Exception, pytest.skip.Exception
Function = Callable[..., Any]


class Call(NamedTuple):
    """What a function was called with, copied before it ran."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]


@contextlib.contextmanager
def standing_in(
    replacements: Mapping[Function, Function], modules: Iterable[ModuleType]
) -> Generator[None, None, None]:
    """Put functions in the places of others for a while, wherever modules have these among their names."""
    new = {id(old): function for old, function in replacements.items()}
    places = [
        (module, name, value) for module in modules for name, value in list(vars(module).items()) if id(value) in new
    ]
    for module, name, value in places:
        setattr(module, name, new[id(value)])
    try:
        yield
    finally:
        for module, name, value in places:
            setattr(module, name, value)


class Recorder:
    """Stand in the place of a function, and keep what it is called with."""

    def __init__(self, function: Function, most: int = 60) -> None:
        self.function = function
        self.calls: list[Call] = []
        self.most = most
        self.inside = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.inside or len(self.calls) >= self.most or _entries((args, kwargs)) > LARGEST:
            return self.function(*args, **kwargs)
        with contextlib.suppress(Exception):
            self.calls.append(Call(*copy.deepcopy((args, kwargs))))
        self.inside = True
        try:
            return self.function(*args, **kwargs)
        finally:
            self.inside = False


def calls_of(
    theirs: Function,
    right: Function,
    failing: Function,
    others: Iterable[Function],
    modules: Sequence[ModuleType],
    budget: float = BUDGET,
) -> list[Call]:
    """Return what tests call a function with: the failing one, and then others of the same function.

    Of the others only calls that the reference takes: whether bad input is refused is a matter of the failing test.

    Args:
        theirs: the learner's function.
        right: the reference's.
        failing: runs the test that fails.
        others: run other tests of the same function.
        modules: those in which the function is to be found.
        budget: seconds that the others may take.
    """
    first, more = Recorder(theirs), Recorder(theirs)
    with standing_in({theirs: first}, modules), contextlib.suppress(*FAILURES):
        failing()
    end = time.perf_counter() + budget
    for test in others:
        with standing_in({theirs: more}, modules), contextlib.suppress(*FAILURES):
            test()
        if time.perf_counter() > end:
            break
    return first.calls + [call for call in more.calls if not _raises(outcome(right, call))]


def diagnose(
    theirs: Function, right: Function, known: Sequence[Candidate], calls: Sequence[Call], budget: float = BUDGET
) -> str:
    """Say which known mistake a function makes, or else what its numbers show; nothing where neither is sure.

    Args:
        theirs: the learner's function.
        right: the reference's.
        known: the mistakes to compare with.
        calls: what the tests called it with.
        budget: seconds that this may take.
    """
    end = time.perf_counter() + budget
    outcomes = [(call, outcome(theirs, call), outcome(right, call)) for call in calls]
    # What does not come out the same twice, such as where a loss_fn counts its calls, proves nothing.
    outcomes = [triple for triple in outcomes if same(outcome(right, triple[0]), triple[2])]
    differing = [(call, got, expected) for call, got, expected in outcomes if not same(got, expected)]
    if not differing:
        return ""
    for mistake in known:
        if time.perf_counter() > end:
            return ""
        first = differing + [triple for triple in outcomes if same(triple[1], triple[2])]
        if all(same(outcome(mistake.call, call), got) for call, got, _ in first):
            return mistake.sentence
    return _decode(differing)


def outcome(function: Function, call: Call) -> list[Any]:
    """Return all that a call does: what it gives or raises, tells, leaves its arguments as, and what they share."""
    args, kwargs = copy.deepcopy((call.args, call.kwargs))
    before, told = _arrays((args, kwargs)), list[Any]()
    before = copy.deepcopy(before)
    args = tuple(_told(value, told) for value in args)
    kwargs = {name: _told(value, told) for name, value in kwargs.items()}
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = function(*args, **kwargs)
            result = list(islice(result, 1000)) if _is_iterator(result) else result
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a kata may even end the program
            given = [f"{RAISES}{type(error).__name__}"]
        else:
            given = _leaves(result)
    inputs = _arrays((args, kwargs))
    # A last digit that differs is a change here, though not where results are compared.
    changed = len(before) != len(inputs) or [a.tobytes() != b.tobytes() for a, b in zip(before, inputs, strict=True)]
    shared = [any(np.shares_memory(leaf, other) for other in inputs) for leaf in given if _is_array(leaf)]
    return [*given, "|", *told, "|", *inputs, str(changed), "|", *shared]


def _told(value: Any, told: list[Any]) -> Any:
    """Return an argument as it is, or if it is a callback, which gives nothing, one that notes what it is told."""
    if not isinstance(value, FunctionType):
        return value

    def noting(*args: Any, **kwargs: Any) -> Any:
        before = _leaves(copy.deepcopy((args, kwargs))) if len(told) < 1000 else []
        result = value(*args, **kwargs)
        told.extend(before if result is None else [])
        return result

    return noting


def _raises(results: Sequence[Any]) -> bool:
    return bool(results) and isinstance(results[0], str) and results[0].startswith(RAISES)


def same(a: Sequence[Any], b: Sequence[Any]) -> bool:
    """Tell whether two outcomes are equal, but for rounding."""
    return len(a) == len(b) and all(map(_equal, a, b))


def _equal(a: Any, b: Any) -> bool:
    if _is_number(a) and _is_number(b):
        first, second = np.asarray(a), np.asarray(b)
        if first.shape != second.shape or first.dtype != second.dtype:
            return False
        if first.dtype.kind not in "fc":
            return bool(np.array_equal(first, second))
        digits, noise = (1e-4, 1e-8) if first.dtype.itemsize < 8 else (1e-7, 1e-14)
        size = np.abs(second[np.isfinite(second)]).max(initial=0)
        return bool(np.allclose(first, second, rtol=digits, atol=noise + digits * 1e-3 * min(size, 1), equal_nan=True))
    return type(a) is type(b) and (not isinstance(a, str) or a == b)


def _leaves(value: Any) -> list[Any]:
    """Return the arrays, numbers and names in a nest of tuples, lists and dicts, each list with its length."""
    if _is_dict(value):
        items = sorted(value.items(), key=lambda item: str(item[0]))
        return [leaf for key, part in items for leaf in (str(key), *_leaves(part))]
    if isinstance(value, tuple | list):
        parts = cast(Sequence[Any], value)
        return [f"{type(parts).__name__} of {len(parts)}", *(leaf for part in parts for leaf in _leaves(part))]
    return [value]


def _arrays(value: Any) -> list[NDArray[Any]]:
    return [leaf for leaf in _leaves(value) if _is_array(leaf)]


def _is_array(value: object) -> TypeGuard[NDArray[Any]]:
    return isinstance(value, np.ndarray)


def _is_iterator(value: object) -> TypeGuard[Iterator[Any]]:
    return isinstance(value, Iterator)


def _is_dict(value: object) -> TypeGuard[dict[Any, Any]]:
    return isinstance(value, dict)


def _is_number(value: object) -> TypeGuard[NDArray[Any] | float]:
    return isinstance(value, np.ndarray | np.generic | float | int)


def _entries(value: Any) -> int:
    return max((array.size for array in _arrays(value)), default=0)


def _decode(differing: Sequence[tuple[Call, list[Any], list[Any]]]) -> str:
    """Say what holds for all wrong results alike: a factor, a transpose, a flip."""
    pairs: list[tuple[Any, Any]] = []
    for _, got, expected in differing:
        if len(got) != len(expected) or any(type(a) is not type(b) for a, b in zip(got, expected, strict=True)):
            return ""
        pairs += [(a, b) for a, b in zip(got, expected, strict=True) if not _equal(a, b)]
    numbers = [(np.asarray(a), np.asarray(b)) for a, b in pairs if _is_number(a)]
    if not numbers or len(numbers) < len(pairs):
        return ""
    if all(a.ndim == 2 and _equal(a.T, b) for a, b in numbers):
        return "It is the transpose of what is right."
    if all(a.ndim and a.shape == b.shape and _equal(np.flip(a), b) for a, b in numbers):
        return "It is what is right, but flipped, last entry first."
    if any(a.shape != b.shape for a, b in numbers):
        return ""
    ratios = np.concatenate([(a[b != 0] / b[b != 0]).ravel() for a, b in numbers])
    zeros = all(np.all(a[b == 0] == 0) for a, b in numbers)
    if (
        zeros
        and ratios.size > 1
        and abs(ratios[0] - 1) > 1e-3
        and np.isfinite(ratios).all()
        and np.allclose(ratios, ratios[0], rtol=1e-6, atol=0)
    ):
        return f"Each wrong number is {ratios[0]:.6g} times what it should be."
    return ""
