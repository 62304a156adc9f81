"""Let a kata change nothing for others: what it sets for the whole program is put back after it has run.

A `np.seterr(all="ignore")` in an early chapter would hide the overflow in a later one, `np.set_printoptions` would
change what the messages show, and a seed would take the chance out of all that follows.
"""

import contextlib
import locale
import os
import random
import sys
import warnings
from collections.abc import Generator

import numpy as np


@contextlib.contextmanager
def undisturbed() -> Generator[None, None, None]:
    """Put back the settings, and the state of the generators that all of a program shares."""
    luck = random.getstate()
    numpys_luck = np.random.get_state() if "numpy.random" in sys.modules else None  # importing it takes time
    with settings_kept():
        try:
            yield
        finally:
            random.setstate(luck)
            if numpys_luck is not None:
                np.random.set_state(numpys_luck)
            elif "numpy.random" in sys.modules:
                np.random.seed()


@contextlib.contextmanager
def settings_kept() -> Generator[None, None, None]:
    """Put back NumPy's error state and print options, filters, locale, recursion limit and folder."""
    limit, places, folder = sys.getrecursionlimit(), locale.setlocale(locale.LC_ALL), _folder()
    with np.errstate(), np.printoptions(), warnings.catch_warnings():
        try:
            yield
        finally:
            sys.setrecursionlimit(limit)
            locale.setlocale(locale.LC_ALL, places)
            if folder and folder != _folder():
                os.chdir(folder)


def _folder() -> str:
    try:
        return os.getcwd()
    except OSError:  # it was deleted
        return ""
