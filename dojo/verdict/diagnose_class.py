"""Find out which mistake a class makes: the tests of a known wrong one say the same of it, number by number.

A class has no one call whose outcome could be compared, as a function has; what its tests say is compared instead.
"""

import re
import time
from collections.abc import Iterable, Sequence
from types import ModuleType

from dojo.verdict.call_outcome import Function
from dojo.verdict.careful import message
from dojo.verdict.diagnose import BUDGET, standing_in
from dojo.verdict.interrupt import Interrupted, TimeIsUp
from dojo.verdict.known_mistakes import Candidate
from dojo.verdict.undisturbed import undisturbed

NUMBER = re.compile(r"-?\d+\.\d*(?:e[+-]?\d+)?|-?\d+e[+-]?\d+")
ANSWER = re.compile(r"\b[a-z]+_([A-Z]\w*?)__\w+")  # the name of a class in mistakes/
ZERO = 1e-9  # below which a number differs from 0 by rounding alone


def diagnose_class(
    theirs: Function,
    known: Sequence[Candidate],
    failing: Function,
    others: Iterable[Function],
    modules: Sequence[ModuleType],
    budget: float = BUDGET,
) -> str:
    """Say which known mistake a class makes; nothing if none is sure.

    Args:
        theirs: the learner's class.
        known: the mistakes to compare with.
        failing: runs the test that fails.
        others: run other tests of the same class.
        modules: those in which the class is to be found.
        budget: seconds that this may take.
    """
    end = time.thread_time() + budget
    tests, likely = [failing, *others], list[str]()
    got = list(map(_said, tests))
    for mistake in known if got[0] else ():
        if time.thread_time() > end:
            break
        with standing_in({theirs: mistake.call}, modules):
            gives = list(map(_said, tests)) if _said(failing) == got[0] else []
        if gives == got:
            return mistake.sentence
        # Who makes one mistake may make another: this one shows wherever it would.
        if gives and all(one in ("", other) for one, other in zip(gives, got, strict=True)):
            likely.append(mistake.sentence)
    return likely[0] if len(set(likely)) == 1 else ""


def _said(test: Function) -> str:
    """Return what a test says as it fails, with its numbers rounded; an empty string if it passes."""
    try:
        with undisturbed():
            test()
    except (Interrupted, TimeIsUp):
        raise
    except BaseException as error:  # failures of pytest's are no Exceptions
        said = ANSWER.sub(r"\1", f"{type(error).__name__}: {message(error)}")
        return NUMBER.sub(_rounded, said)
    return ""


def _rounded(number: re.Match[str]) -> str:
    value = float(number[0])
    return f"{0.0 if abs(value) < ZERO else value:.5g}"
