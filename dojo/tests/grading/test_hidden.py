"""Hidden inputs: answers that are right agree with the reference, and no bytes from a sandbox do more than differ."""

import functools
import pickle
import struct
import time

import numpy as np
import pytest
from numpy.typing import NDArray

from dojo.grading.hidden import CALLS, MAKERS, Question, equal, questions, read, request
from dojo.grading.inside.answer import PART, answer
from dojo.grading.reference import reference, referring
from dojo.ground.chapters import Chapter, chapters
from dojo.verdict.call_outcome import Call
from dojo.verdict.known_mistakes import Candidate, candidates

SEED = b"what the tests of hidden inputs know"
Array = NDArray[np.float64]
GRADED = [chapter for chapter in chapters().values() if not getattr(chapter, "is_optional", False)]


@functools.cache
def asked(chapter: str) -> dict[str, Question]:
    """Return the hidden inputs of a chapter, with the reference's results."""
    return questions(SEED, chapter)


def is_right(chapter: str, candidate: Candidate) -> bool:
    """Tell whether an answer of mistakes/ gets all hidden inputs right; whose first is wrong is asked no more."""
    question = asked(chapter)[candidate.function]
    first, *others = pickle.loads(request(chapter, candidate.function, question))[2]
    told = answer(candidate.call, first)
    if not equal(chapter, candidate.function, question, told):
        return False
    told += b"".join(answer(candidate.call, call) for call in others)
    return equal(chapter, candidate.function, question, told) == CALLS


@pytest.mark.parametrize("chapter", GRADED, ids=lambda chapter: chapter.session)
def test_every_function_has_hidden_inputs(chapter: object) -> None:
    """None is left out, and the reference gets all of its inputs right."""
    assert isinstance(chapter, type(GRADED[0]))
    assert set(MAKERS[chapter.name]) == set(chapter.signatures)
    for name, question in asked(chapter.name).items():
        told = b"".join(answer(getattr(reference(chapter.name), name), call) for call in question.calls)
        assert equal(chapter.name, name, question, told) == CALLS, name


@pytest.mark.parametrize("chapter", GRADED, ids=lambda chapter: chapter.session)
def test_no_answer_is_right_for_all_inputs(chapter: object) -> None:
    """Who has patched the tests, and returns the same whatever is asked, gets a hidden input wrong."""
    assert isinstance(chapter, type(GRADED[0]))
    for name, question in asked(chapter.name).items():
        first = answer(getattr(reference(chapter.name), name), question.calls[0])
        assert equal(chapter.name, name, question, first * CALLS) < CALLS, name


@pytest.mark.parametrize("chapter", GRADED, ids=lambda chapter: chapter.session)
def test_right_answers_of_any_shape_agree(chapter: Chapter) -> None:
    """What core takes for right is right for hidden inputs, too: nobody honest is disputed."""
    graded = asked(chapter.name)
    with referring():
        known = [each for each in candidates(chapter) if each.kind != "wrong" and each.function in graded]

    assert [str(each) for each in known if not is_right(chapter.name, each)] == []


@pytest.mark.parametrize("chapter", GRADED, ids=lambda chapter: chapter.session)
def test_most_wrong_answers_are_told_apart(chapter: Chapter) -> None:
    """Two of three known mistakes differ in numbers: the others only in what they do besides, which tests refuse."""
    graded = asked(chapter.name)
    with referring():
        wrong = [each for each in candidates(chapter) if each.kind == "wrong" and each.function in graded]

    assert sum(not is_right(chapter.name, each) for each in wrong) > len(wrong) * 2 / 3


@pytest.mark.parametrize(
    "name",
    [
        "wrong_sigmoid__infinity_by_infinity",
        "wrong_softmax__unstable",
        "wrong_softmax__largest_of_all",
        "wrong_relu_derivative__one_at_zero",
        "wrong_binary_cross_entropy__zero_times_infinity",
        "wrong_normalize__equal_entries_kept",
        "wrong_cross_entropy__log_of_zero",
        "wrong_predict_binary__above_the_threshold",
        "wrong_max_pool_backward__to_all_equal",
        "wrong_numerical_gradient__forward",
        "wrong_accuracy__counts_in_a_byte",
        "wrong_transpose__squeezed",
    ],
)
def test_hidden_inputs_have_what_is_rare(name: str) -> None:
    """Who has patched the tests has no point for a function that fails at large, equal, certain or single numbers."""
    with referring():
        (found,) = [(chapter, each) for chapter in GRADED for each in candidates(chapter) if str(each) == name]

    assert not is_right(found[0].name, found[1])


def test_batches_in_the_order_of_the_rows_are_wrong() -> None:
    """Who has patched the tests, and shuffles nothing, has not written minibatches."""
    question = asked("ch23_minibatches")["minibatches"]

    def in_order(X: Array, y: Array, batch_size: int, rng: object) -> list[tuple[Array, Array]]:
        starts = range(0, len(X), batch_size)
        return [(X[start : start + batch_size], y[start : start + batch_size]) for start in starts]

    told = b"".join(answer(in_order, call) for call in question.calls)
    assert equal("ch23_minibatches", "minibatches", question, told) < CALLS


def test_a_seed_decides_the_inputs() -> None:
    """The same seed asks the same, and another one something else."""
    first, again, other = (questions(seed, "ch13_functions")["sigmoid"] for seed in (SEED, SEED, b"another"))

    np.testing.assert_array_equal(first.calls[0].args[0], again.calls[0].args[0])
    assert not np.array_equal(first.calls[0].args[0].ravel()[:4], other.calls[0].args[0].ravel()[:4])


@pytest.mark.parametrize(
    "content",
    [
        pickle.dumps({"a": 1}),
        np.lib.format.magic(1, 0) + b"\xff" * 40,
        np.lib.format.magic(3, 0) + b"\0" * 40,
        b"\x93NUMPY\x01\x00v\x00{'descr': '<f8', 'fortran_order': False, 'shape': (10000000000,), }"
        + b" " * 49
        + b"\n",
        b"\x93NUMPY\x01\x00v\x00{'descr': '|O', 'fortran_order': False, 'shape': (1,), }" + b" " * 58 + b"\n",
    ],
)
def test_what_is_no_plain_array_is_no_answer(content: bytes) -> None:
    """A pickle, a header without an array, objects, and more numbers than there are bytes are read as nothing."""
    told = PART.pack(b"c", 1) + PART.pack(b"n", len(content)) + content

    assert read(told) == []


@pytest.mark.parametrize("shape", ["(1L,)", "(-1, -1)", "(0, 99999999999999999999)", "(" * 99])
def test_a_strange_header_is_no_answer(shape: str) -> None:
    """What NumPy would warn about, or cannot make an array of, is read as nothing, and without a word."""
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}".encode().ljust(200) + b"\n"
    content = np.lib.format.magic(1, 0) + struct.pack("<H", len(header)) + header + b"\0" * 8

    assert read(PART.pack(b"c", 1) + PART.pack(b"n", len(content)) + content) == []


def test_complex_numbers_are_no_answer() -> None:
    """No function of the course gives any."""
    assert read(answer(lambda: np.ones(3, complex), Call((), {}))) == []


def test_thousands_of_parts_are_read_at_once() -> None:
    """Numbers after a long vector are joined without copying it each time, and of answers only those asked for."""
    told = answer(lambda: [np.zeros(900_000), *np.ones(9_000)], Call((), {})) + PART.pack(b"c", 0) * 1000
    start = time.process_time()

    (first,), *others = read(told)

    assert len(others) == CALLS - 1 and isinstance(first, np.ndarray) and first.shape == (909_000,)
    assert time.process_time() - start < 3


def test_answers_that_break_off_count_up_to_there() -> None:
    """The first of two answers is read where the second has only its beginning."""
    call = asked("ch13_functions")["sigmoid"].calls[0]
    whole = answer(reference("ch13_functions").sigmoid, call)

    assert len(read(whole + whole[:-5])) == 1
    assert read(whole[:7]) == []
    assert read(struct.pack("!cI", b"c", 2**31) + whole) == []
