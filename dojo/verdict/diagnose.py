"""Find out which mistake it is: call the known wrong answers with what the tests called the learner's function with.

A mistake is named if it gives just what the learner's function gives, each time; or else, since who makes one mistake
may make another, if it explains all of the failing test and shows in the others wherever it would. Where none does,
what the numbers themselves show is said (dojo/verdict/decode.py).
"""

import contextlib
import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from itertools import chain
from types import FunctionType, ModuleType
from typing import Any

from dojo.verdict.call_outcome import Call, Function, Outcome, arrays, outcome, same
from dojo.verdict.decode import decode
from dojo.verdict.interrupt import Interrupted, TimeIsUp
from dojo.verdict.known_mistakes import Candidate
from dojo.verdict.tensors import copied
from dojo.verdict.undisturbed import undisturbed

BUDGET = 1.0  # seconds of the processor for collecting calls, and as many for comparing: seldom more than a tenth
LARGEST = 20_000  # entries of an array: calls with larger ones are not tried again
Triple = tuple[Call, Outcome, Outcome]  # what came of a call of the learner's, and what is right


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


def passes(test: Function) -> bool:
    """Run a test once more, and tell whether it passes, whatever the kata raises and sets."""
    try:
        with undisturbed():
            test()
    except (Interrupted, TimeIsUp):
        raise
    except BaseException:  # failures and skips of pytest's are no Exceptions
        return False
    return True


class Recorder:
    """Replace a function, and keep what it is called with."""

    def __init__(self, function: Function, most: int = 60) -> None:
        self.function = function
        self.calls: list[Call] = []
        self.most = most
        self.inside = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.inside or len(self.calls) >= self.most or _entries((args, kwargs)) > LARGEST:
            return self.function(*args, **kwargs)
        then: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
        with contextlib.suppress(Exception):
            self.calls.append(Call(*copied((args, kwargs)), then=then))
        self.inside = True
        try:
            result = self.function(*args, **kwargs)
        finally:
            self.inside = False
        return _watched(result, then) if isinstance(result, FunctionType) else result


def _watched(function: Function, calls: list[tuple[tuple[Any, ...], dict[str, Any]]]) -> Function:
    """Return a function that does what another does, and keeps what it is called with."""

    def watched(*args: Any, **kwargs: Any) -> Any:
        if len(calls) < 10 and _entries((args, kwargs)) <= LARGEST:
            with contextlib.suppress(Exception):
                calls.append(copied((args, kwargs)))
        return function(*args, **kwargs)

    return watched


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
    with standing_in({theirs: first}, modules):
        passes(failing)
    end = time.thread_time() + budget
    for test in others:
        with standing_in({theirs: more}, modules):
            passes(test)
        if time.thread_time() > end or len(more.calls) >= more.most:
            break
    with undisturbed():
        fine = [call for call in more.calls if not outcome(right, call).raises]
    return first.calls + [call._replace(failing=False) for call in fine]


def diagnose(
    theirs: Function,
    right: Function,
    known: Sequence[Candidate],
    calls: Sequence[Call],
    budget: float = BUDGET,
    polished: bool = False,
) -> str:
    """Say which known mistake a function makes, or else what its numbers show; nothing where neither is sure.

    Args:
        theirs: the learner's function.
        right: the reference's.
        known: the mistakes to compare with.
        calls: what the tests called it with.
        budget: seconds that this may take.
        polished: whether what only polish minds makes a difference.
    """
    with undisturbed():
        return _compare(theirs, right, known, calls, budget, polished)


def _compare(
    theirs: Function, right: Function, known: Sequence[Candidate], calls: Sequence[Call], budget: float, polished: bool
) -> str:
    end = time.thread_time() + budget
    triples = [(call, outcome(theirs, call), outcome(right, call)) for call in calls]
    # What does not come out the same twice, such as where a loss_fn counts its calls, proves nothing.
    triples = [each for each in triples if not each[0].calls_back or same(outcome(right, each[0]), each[2])]
    differing = [each for each in triples if not same(each[1], each[2], polished)]
    if not differing or (polished and not any(call.failing for call, _, _ in differing)):
        return ""  # a remark of another test would be out of place
    alike = [each for each in triples if same(each[1], each[2], polished)]
    fitting, likely = list[str](), list[str]()
    for mistake in known:
        if time.thread_time() > end:
            break
        match _fits(mistake, differing, alike, polished):
            case "everywhere":
                return mistake.sentence
            case "wherever it shows":
                likely.append(mistake.sentence)
            case "where the test fails":
                fitting.append(mistake.sentence)
            case _:
                pass
    if likely:
        return likely[0]
    if len(set(fitting)) == 1:
        return fitting[0]
    # In other tests what differs may be free: how large a certain and wrong sample's loss is, for one.
    return decode([each for each in differing if each[0].failing])


def _fits(mistake: Candidate, differing: Sequence[Triple], alike: Sequence[Triple], polished: bool) -> str:
    """Say where a known mistake gives what a function gives: everywhere, wherever it shows, or in the failing test."""
    first = differing[0]
    if not same(outcome(mistake.call, first[0]), first[1], polished):
        return ""
    if all(same(outcome(mistake.call, call), got, polished) for call, got, _ in chain(differing[1:], alike)):
        return "everywhere"
    if not first[0].failing:
        return ""
    failing = [each for each in differing if each[0].failing]
    everything = [*differing, *alike]
    if _explains(mistake, everything, polished):
        return "wherever it shows"
    # An error or a warning has many causes; a number that comes out the same few.
    numbers = not any(got.raises or any(got.warned) for _, got, _ in failing)
    explained = all(same(outcome(mistake.call, call), got, polished) for call, got, _ in everything if call.failing)
    disproved = any(not same(outcome(mistake.call, call), got, polished) for call, got, _ in alike)
    return "where the test fails" if numbers and explained and not disproved else ""


def _explains(mistake: Candidate, triples: Iterable[Triple], polished: bool) -> bool:
    """Tell whether a mistake gives all that the failing test saw, and shows in the other tests wherever it would."""
    for call, got, expected in triples:
        gives = outcome(mistake.call, call)
        if not same(gives, got, polished) and (call.failing or not same(gives, expected, polished)):
            return False
    return True


def _entries(value: Any) -> int:
    return max((array.size for array in arrays(value)), default=0)
