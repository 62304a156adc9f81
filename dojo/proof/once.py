"""Call the reference and the known mistakes only once with the same arguments, however many answers are compared.

Most tests call all answers to a function with the same arguments, and each of them is compared with the same functions.
"""

import pickle
from io import BytesIO
from types import FunctionType
from typing import Any

from dojo.verdict.call_outcome import Call, Function, Outcome, outcome, same


class Once:
    """Does what `outcome` does, and remembers what came of a call.

    An answer is its own known mistake: it is called again each time, as a learner's function would be. So is what does
    not come out the same twice, such as a function that counts its calls or draws from a generator without a seed.
    """

    def __init__(self) -> None:
        self.answer: Function | None = None  # the one that is compared with all others
        self.known: dict[tuple[Function, bytes], Outcome | None] = {}

    def __call__(self, function: Function, call: Call) -> Outcome:
        """Return what comes of a call."""
        key = (function, _content(call)) if function is not self.answer else None
        if key is None or not key[1]:
            return outcome(function, call)
        if key not in self.known:
            first, second = outcome(function, call), outcome(function, call)
            self.known[key] = second if same(first, second) else None
        return self.known[key] or outcome(function, call)


class _Pickler(pickle.Pickler):
    """Refuses functions, whose names do not tell what they do; only NumPy's own say how to read an array again."""

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, FunctionType) and not obj.__module__.startswith("numpy."):
            raise pickle.PicklingError
        return NotImplemented


def _content(call: Call) -> bytes:
    """Return the bytes of all that a function is called with; none of what has no bytes, such as a function."""
    written = BytesIO()
    try:
        _Pickler(written, pickle.HIGHEST_PROTOCOL).dump((call.args, call.kwargs, list(call.then)))
    except Exception:  # pickle raises many kinds
        return b""
    return written.getvalue()
