"""Compare what a kata gave with what is right, and say the difference in two or three lines with numbers.

The tests use these instead of NumPy's own assertions, whose messages are written for people who know NumPy well.
"""

import math
import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any, NoReturn, TypeGuard, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dojo.verdict.careful import message, shown

PRINTED: dict[str, Any] = {  # all that can be set, so that what a kata sets makes no difference
    "precision": 9,
    "threshold": 20,
    "edgeitems": 2,
    "linewidth": 75,
    "suppress": False,
    "nanstr": "nan",
    "infstr": "inf",
    "sign": "-",
    "floatmode": "maxprec",
    "formatter": None,
    "legacy": False,
}
FLOATS: tuple[type[np.floating], ...] = (np.float64, np.float32)


def expect_close(actual: Any, expected: ArrayLike, *, atol: float, rtol: float = 0.0, hint: str = "") -> None:
    """Fail unless a result is an array of the right shape whose entries are all close to the right ones.

    Args:
        actual: what the kata returned.
        expected: what is right.
        atol: the absolute error that an entry may have.
        rtol: the error that an entry may have besides, as a fraction of the right value.
        hint: the likely mistake, shown below the numbers.

    Raises:
        AssertionError: with what was expected and what came.
    """
    expected = np.asarray(expected)
    expect_shape(actual, expected.shape, hint)
    if actual.dtype.kind not in "fiub":
        _fail("numbers", f"dtype {actual.dtype}", hint)
    with np.errstate(invalid="ignore"):
        close = (np.abs(actual - expected) <= atol + rtol * np.abs(expected)) | (actual == expected)
    if not close.all():
        _fail(*_difference(actual, expected, close), hint)


def expect_shape(actual: Any, shape: tuple[int, ...], hint: str = "") -> None:
    """Fail unless a result is an array of this shape."""
    if actual is None:
        _fail(f"an array of shape {shape}", "None: is its `return` missing?", hint)
    elif not _is_array(actual):
        _fail(f"an array of shape {shape}", f"{type(actual).__name__} {_told(actual)}", hint)
    _expect_plain(actual, hint)
    if actual.shape != shape:
        _fail(f"shape {shape}", f"shape {actual.shape}", hint)


def expect_dtype(actual: Any, dtype: type[np.generic], hint: str = "") -> None:
    """Fail unless a result is an array, or a NumPy scalar, of this dtype."""
    _expect_plain(actual, hint)
    got = getattr(actual, "dtype", None)
    if got != dtype:
        _fail(f"dtype {np.dtype(dtype)}", f"dtype {got}" if got else f"{type(actual).__name__}, no array", hint)


def expect_number(actual: Any, expected: float, *, atol: float, rtol: float = 0.0, hint: str = "") -> None:
    """Fail unless a result is one number, of whatever type, close to the right one."""
    _expect_plain(actual, hint)
    if actual is None:
        _fail(f"{expected:.9g}", "None: is its `return` missing?", hint)
    elif not _is_number(actual):
        shape = f" of shape {actual.shape}" if _is_array(actual) else ""
        _fail(f"one number, {expected:.9g}", f"{type(actual).__name__}{shape}: {_told(actual)}", hint)
    elif not abs(float(actual) - expected) <= atol + rtol * abs(expected):
        _fail(f"{expected:.9g}", f"{float(actual):.9g}", hint)


def expect_float(actual: Any, hint: str = "") -> None:
    """Fail unless a result is a float, Python's or NumPy's: no integer, and no array, not even one without axes."""
    _expect_plain(actual, hint)
    if not isinstance(actual, float | np.floating):
        shape = f" of shape {actual.shape}" if _is_array(actual) else ""
        _fail("a float", f"{type(actual).__name__}{shape}: {_told(actual)}", hint)


def expect_gradient(actual: Any, slopes: NDArray[Any], name: str, *, atol: float = 1e-7, hint: str = "") -> None:
    """Fail unless a gradient is close to measured slopes; tell the worst entry, and how many times too large it is.

    Args:
        actual: the gradient that the kata returned.
        slopes: of the loss, measured by nudging each entry of one argument.
        name: of that argument.
        atol: the absolute error that an entry may have.
        hint: the likely mistake, shown below the numbers.

    Raises:
        AssertionError: with the entry's index, both values and their ratio.
    """
    expect_shape(actual, slopes.shape, f"the gradient of {name} has the shape of {name}")
    close = np.abs(actual - slopes) <= atol
    if close.all():
        return
    error = np.nan_to_num(np.abs(actual - slopes), nan=np.inf)
    worst = np.unravel_index(int(error.argmax()), error.shape)
    slope, got, index = float(slopes[worst]), float(actual[worst]), ", ".join(map(str, worst))
    telling = abs(slope) > atol and math.isfinite(got) and abs(got / slope - 1) > 0.01
    ratio = f", {got / slope:.6g} times that" if telling else ""
    count = f"; {np.sum(~close)} of {close.size} entries are wrong"
    _fail(f"a slope of {slope:.9g} at {name}[{index}], measured by nudging it", f"{got:.9g}{ratio}{count}", hint)


def expect_unchanged(actual: NDArray[Any], before: NDArray[Any], name: str) -> None:
    """Fail if an array that was passed to a kata has changed."""
    _expect_plain(actual)
    if not np.array_equal(actual, before):
        _fail(
            f"{name} left as it was, {_show(before)}",
            _show(actual),
            "the function writes into an array that it was passed",
        )


def expect_error(call: Callable[[], object], *mentions: object) -> None:
    """Fail unless a call raises a ValueError whose message mentions all of these.

    Args:
        call: calls the kata with something that it should refuse.
        mentions: what the message must name, such as the shapes that do not fit; of a list one is enough.

    Raises:
        AssertionError: no ValueError came, or its message lacks one of them.
    """
    try:
        result = call()
    except ValueError as error:
        choices = [cast(list[object], mention) if isinstance(mention, list) else [mention] for mention in mentions]
        missing = [str(each[0]) for each in choices if not any(str(one) in str(error) for one in each)]
        if missing:
            _fail(f"a ValueError that names {' and '.join(missing)}", f"ValueError: {_cut(message(error))}")
    except NotImplementedError:
        raise
    except (Exception, SystemExit) as error:
        _fail("a ValueError", f"{type(error).__name__}: {_cut(message(error))}")
    else:
        shape = f", shape {result.shape}" if _is_array(result) else ""
        _fail("a ValueError", f"no error, and the result {_told(result)}{shape}")


def expect_trained(losses: Sequence[float]) -> None:
    """Fail if a training came to nothing: no losses, or one that is not a finite number."""
    if not len(losses):
        _fail("a loss for each epoch", "none")
    lost = next((epoch for epoch, loss in enumerate(losses) if not math.isfinite(loss)), None)
    if lost is not None:
        before = f" after {losses[lost - 1]:.4g} in epoch {lost - 1}" if lost else ""
        hint = "the training diverges: its steps are too large; look at the learning rate, and for a missing 1/n"
        _fail("a finite loss in each epoch", f"{losses[lost]} in epoch {lost}{before}", hint)


def expect_no_loop(call: Callable[[int], object]) -> None:
    """Fail if a chapter takes more steps of Python for 300 samples than for 3: then it loops over them.

    Args:
        call: calls a function of the chapter with so many samples; it is defined in the chapter's test file.

    Raises:
        AssertionError: with both numbers of steps.
    """
    few, many = _steps(call, 3), _steps(call, 300)
    if many >= few + 100:
        hint = "a loop takes samples one by one: let NumPy take them all at once"
        _fail(f"about as many steps of Python for 300 samples as for 3, {few}", f"{many}", hint)


def _steps(call: Callable[[int], object], samples: int) -> int:
    """Count the steps that a call takes in the chapter's own file: a loop takes some at each turn."""
    chapter, count, tracer = call.__module__.rpartition("test_")[2], 0, sys.gettrace()

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += frame.f_globals.get("__name__") == chapter
        return trace

    sys.settrace(trace)
    try:
        call(samples)
    finally:
        sys.settrace(tracer)
    return count


def _expect_plain(actual: object, hint: str = "") -> None:
    """Fail if a result is of a subclass of arrays: a matrix multiplies by *, a masked array hides its entries."""
    if _is_array(actual) and type(actual) is not np.ndarray:
        name = f"{type(actual).__module__.split('.')[0]}.{type(actual).__name__}"
        _fail("an array, numpy.ndarray", f"{name}, which computes in another way", hint)


def _is_array(value: object) -> TypeGuard[NDArray[Any]]:
    return isinstance(value, np.ndarray)


def _is_number(value: object) -> bool:
    return isinstance(value, float | int | np.number) or (_is_array(value) and value.shape == ())


def _difference(actual: NDArray[Any], expected: NDArray[Any], close: NDArray[np.bool_]) -> tuple[str, str]:
    """Show small arrays whole, and of large ones the worst entry."""
    if actual.size <= 12:
        return _show(expected), _show(actual)
    with np.errstate(invalid="ignore"):
        error = np.where(close, -1, np.nan_to_num(np.abs(actual - expected), nan=np.inf))
    worst = np.unravel_index(int(error.argmax()), error.shape)
    where = f"at [{', '.join(map(str, worst))}], the worst of {np.sum(~close)} wrong entries of {close.size}"
    return f"{expected[worst]:.9g} {where}", f"{actual[worst]:.9g}"


def _show(array: NDArray[Any]) -> str:
    with np.printoptions(**PRINTED):
        return np.array2string(array, separator=", ")


def _told(value: object) -> str:
    if isinstance(value, float):  # a float64 is one, too
        return f"{value:.9g}"
    with np.printoptions(**PRINTED):
        return _cut(shown(value))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 160 else f"{line[:160]} ... ({len(text)} characters)"


def _fail(expected: str, got: str, hint: str = "") -> NoReturn:
    """Raise the failure, its continuation lines set off below what they continue."""
    lines = [f"expected  {expected}", f"got       {got}"] + ([hint] if hint else [])
    raise AssertionError("\n".join(line.replace("\n", "\n" + 10 * " ") for line in lines))
