"""Let a kata change nothing for others: what it sets for the whole program is put back after it has run.

A `np.seterr(all="ignore")` in an early chapter would hide the overflow in a later one, `np.set_printoptions` would
change what the messages show, a seed would take the chance out of all that follows, and a function put into NumPy or
among the built-in ones would be called by the tests of others.
"""

import builtins
import contextlib
import locale
import math
import os
import random
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Generator
from typing import Any, cast

import numpy as np

from dojo.verdict import tensors

SHARED = builtins, math, os, random, sys, time, np, np.linalg  # modules whose names mean the same for all others
SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGALRM", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
PYTESTS = "PYTEST_CURRENT_TEST"  # a variable that pytest sets
Restore = Callable[[], object]

_entropy = random.Random(0)
_numpys: list[Any] = []  # its state as if it was imported now, and this module's generator's after that


@contextlib.contextmanager
def undisturbed() -> Generator[None, None, None]:
    """Put back whatever the functions below note."""
    with contextlib.ExitStack() as stack, settings_kept():
        for note in (_luck, _signals, _folder_and_variables, _streams, _names):  # put back from the last on
            stack.callback(note())
        yield


@contextlib.contextmanager
def settings_kept() -> Generator[None, None, None]:
    """Put back at least what changes the numbers of the next call, in the shortest time."""
    with contextlib.ExitStack() as stack, np.errstate(), np.printoptions(), warnings.catch_warnings():
        stack.callback(_python())
        stack.callback(tensors.settings())
        yield


def _names() -> Restore:
    modules = [*SHARED, *([np.random] if "numpy.random" in sys.modules else [])]  # importing it takes time
    found_by = cast(list[list[Any]], [sys.path, sys.meta_path, sys.path_hooks])  # which tell where modules are
    ways = [(way, [*way]) for way in found_by]
    spaces = [*map(vars, modules), sys.modules]
    before = [(space, dict(space)) for space in spaces]

    def restore() -> None:
        for now, then in before:
            now.update(then)  # the built-in functions first: until then none may be called
        for way, known in ways:
            if not all(each in way for each in known):
                way[:] = [*known, *(each for each in way if each not in known)]

    return restore


def _luck() -> Restore:
    """Make chance the same in each run: a verdict that depends on it stays what it is.

    Also generators without a seed begin with bytes from this module's own generator, for which they ask Python's.
    """
    luck, entropy, system = random.getstate(), _entropy.getstate(), getattr(random, "_urandom", None)
    numpys = np.random.get_state() if "numpy.random" in sys.modules else None
    random.seed(0)
    _entropy.seed(0)
    setattr(random, "_urandom", _entropy.randbytes)  # noqa: B010
    if numpys is not None:
        if not _numpys:  # the same each time, as _entropy is
            _numpys[:] = np.random.RandomState().get_state(), _entropy.getstate()
        np.random.set_state(_numpys[0])
        _entropy.setstate(_numpys[1])
    tensors.seed(0)  # which settings_kept puts back

    def restore() -> None:
        setattr(random, "_urandom", system)  # noqa: B010
        random.setstate(luck)
        _entropy.setstate(entropy)
        if numpys is not None:
            np.random.set_state(numpys)
        elif "numpy.random" in sys.modules:
            np.random.seed()

    return restore


def _python() -> Restore:
    limit, places = sys.getrecursionlimit(), locale.setlocale(locale.LC_ALL)
    trace, profile = sys.gettrace(), sys.getprofile()

    def restore() -> None:
        sys.settrace(trace)
        sys.setprofile(profile)
        sys.setrecursionlimit(limit)
        locale.setlocale(locale.LC_ALL, places)

    return restore


def _signals() -> Restore:
    before = [(number, signal.getsignal(number)) for number in SIGNALS]

    def restore() -> None:
        if threading.current_thread() is threading.main_thread():  # others may not, and need not
            for number, handler in before:
                if signal.getsignal(number) is not handler:
                    signal.signal(number, handler)
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_REAL, 0)

    return restore


def _folder_and_variables() -> Restore:
    folder, variables = _folder(), dict(os.environ)

    def restore() -> None:
        if folder != _folder():
            with contextlib.suppress(OSError):  # it is gone
                os.chdir(folder)
        if {**os.environ, PYTESTS: ""} != {**variables, PYTESTS: ""}:
            os.environ.clear()
            os.environ.update(variables)

    return restore


def _folder() -> str:
    try:
        return os.getcwd()
    except OSError:  # it was deleted
        return ""


def _streams() -> Restore:
    """Note the files of the standard streams, and let nobody close these: what captures the output uses them, too."""
    handles = [os.dup(number) for number in range(3)]
    streams = [sys.stdout, sys.stderr]
    parts = {id(part): part for stream in streams for part in (stream, getattr(stream, "buffer", None))}
    ways = [(part, name) for part in parts.values() for name in ("close", "detach") if hasattr(part, name)]
    shut = [(part, name) for part, name in ways if getattr(part, name) is not _stay_open]
    for part, name in shut:
        setattr(part, name, _stay_open)

    def restore() -> None:
        for part, name in shut:
            delattr(part, name)
        for number, handle in enumerate(handles):
            with contextlib.suppress(OSError):  # the kata closed even this one
                os.dup2(handle, number)
                os.close(handle)

    return restore


def _stay_open() -> None:
    pass
