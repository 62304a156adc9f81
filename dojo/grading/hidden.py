"""Judge what functions give for hidden inputs: inputs from a secret seed, outcomes as .npy, compared outside.

A kata that changes what runs its tests can claim anything of them. It cannot know these inputs before it is called with
them, the reference is not there to ask, and what comes back is numbers. So right answers are all that helps.
"""

import hashlib
import io
import math
import pickle
import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dojo.grading import laws
from dojo.grading.inputs import Make
from dojo.grading.inputs_basic import MODULE_1, MODULE_2
from dojo.grading.inputs_deep import MODULE_4
from dojo.grading.inputs_networks import MODULE_3
from dojo.grading.inside.answer import CALL, NUMBERS, PART, TEXT
from dojo.grading.reference import reference
from dojo.verdict.call_outcome import Call, is_number, outcome

CALLS = 8  # for each function
TRAINING = "train_capstone", "predict_capstone"  # which are called once, together, and take half a minute
KINDS = "biuf"  # of numbers
STRUCTURE = re.compile(r"\w+ of \d+")  # how call_outcome.py begins a list or a tuple, which are both fine
MAKERS = MODULE_1 | MODULE_2 | MODULE_3 | MODULE_4  # by chapters and functions
Leaves = list[NDArray[Any] | str]


class Question(NamedTuple):
    """What one function is asked, and what the reference gives."""

    calls: list[Call]
    expected: list[Leaves]


def questions(seed: bytes, chapter: str, training: bool = False) -> dict[str, Question]:
    """Return the questions about a chapter's functions that a secret seed gives.

    Args:
        seed: the secret; whoever knows it knows the inputs.
        chapter: the name of a chapter.
        training: whether to ask the functions that train on MNIST.
    """
    asked = {name: make for name, make in MAKERS[chapter].items() if training or name not in TRAINING}
    return {name: _question(seed, chapter, name, make) for name, make in asked.items()}


def _question(seed: bytes, chapter: str, name: str, make: Make) -> Question:
    calls: list[Call] = []
    for number in range(1 if name in TRAINING else CALLS):
        digest = hashlib.sha256(b"\0".join([seed, chapter.encode(), name.encode(), b"%d" % number])).digest()
        calls.append(make(np.random.default_rng(np.frombuffer(digest, dtype=np.uint32))))
    if name in TRAINING:
        return Question(calls, [[]])
    return Question(calls, [expected(getattr(reference(chapter), name), call) for call in calls])


def expected(function: Any, call: Call) -> Leaves:
    """Return what the reference gives."""
    found = outcome(function, call)
    leaves = [*found.results, *found.told]
    if any(isinstance(leaf, str) and leaf.startswith("raises ") for leaf in leaves):
        raise ValueError(f"the reference refuses a hidden input of {function.__name__}: {leaves}")
    return _plain([np.asarray(leaf) if is_number(leaf) else str(leaf) for leaf in leaves])


def request(chapter: str, name: str, question: Question) -> bytes:
    """Return what to send into the sandbox; nothing of what is expected."""
    return pickle.dumps((chapter, name, question.calls))


def equal(chapter: str, name: str, question: Question, told: bytes) -> int:
    """Count the calls for which a kata has told what is right."""
    judge, answers = laws.OF.get((chapter, name), lambda call, got, right: laws.close(got, right)), read(told)
    pairs = zip(question.calls, answers, question.expected, strict=False)
    return sum(_holds(judge, call, got, right) for call, got, right in pairs)


def _holds(law: laws.Law, call: Call, got: Leaves, right: Leaves) -> bool:
    with np.errstate(all="ignore"):
        try:
            return bool(law(call, got, right))
        except Exception:  # such as at shapes that nobody foresaw
            return False


def read(told: bytes) -> list[Leaves]:
    """Return the answers that a kata's process wrote, up to the first part that is not sound."""
    answers: list[Leaves] = []
    stream = io.BytesIO(told)
    try:
        while len(answers) < CALLS and (header := stream.read(PART.size)):
            letter, count = PART.unpack(header)
            if letter != CALL or count > 10_000:
                break
            answers.append(_plain([_leaf(stream) for _ in range(count)]))
    except Exception:  # whatever a forged header makes NumPy raise
        pass
    return answers


def _leaf(stream: io.BytesIO) -> NDArray[Any] | str:
    """Return an array or a text; an array only if it has as many numbers as it says, so that none takes up room.

    Raises:
        ValueError: it is neither.
    """
    letter, size = PART.unpack(stream.read(PART.size))
    content = stream.read(size)
    if letter == TEXT:
        return content.decode()
    file = io.BytesIO(content)
    version, header = np.lib.format.read_magic(file), content[10 : 10 + int.from_bytes(content[8:10], "little")]
    if letter != NUMBERS or len(content) != size or version != (1, 0) or b"L" in header:  # of Python 2: NumPy warns
        raise ValueError("no numbers")
    shape, _, dtype = np.lib.format.read_array_header_1_0(file)
    if dtype.kind not in KINDS or math.prod(shape) * dtype.itemsize != size - file.tell():
        raise ValueError("no plain numbers")
    file.seek(0)
    array: NDArray[Any] = np.load(file, allow_pickle=False)
    return array


def _plain(leaves: Sequence[NDArray[Any] | str]) -> Leaves:
    """Return leaves without what is free: lists, tuples and vectors of the same numbers are the same."""
    plain: Leaves = []
    for is_flat, group in groupby((leaf for leaf in leaves if not _is_structure(leaf)), _is_flat):
        own = list(group)
        plain += [np.concatenate([np.atleast_1d(leaf) for leaf in own])] if is_flat else own
    return plain


def _is_structure(leaf: NDArray[Any] | str) -> bool:
    return isinstance(leaf, str) and bool(STRUCTURE.fullmatch(leaf))


def _is_flat(leaf: NDArray[Any] | str) -> bool:
    return not isinstance(leaf, str) and leaf.ndim < 2
