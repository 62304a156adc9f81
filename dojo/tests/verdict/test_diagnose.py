"""What is said of a wrong answer, and what is not."""

import inspect
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dojo.ground.chapters import ROOT, chapters
from dojo.tests.verdict.katas_run import run
from dojo.verdict.call_outcome import Call
from dojo.verdict.diagnose import Recorder, diagnose, standing_in
from dojo.verdict.known_mistakes import Candidate, candidates

Unary = Callable[[Any], Any]
CALLS = [Call((np.array([[1.0, 2.0], [3.0, 5.0]]),), {}), Call((np.array([[4.0, 4.0], [0.0, -1.0], [2.0, 6.0]]),), {})]


def told(theirs: Unary, right: Unary, known: Sequence[Candidate]) -> str:
    """Diagnose a function of one matrix."""
    return diagnose(theirs, right, known, CALLS)


def mistake(sentence: str, call: Unary) -> Candidate:
    """Return a known mistake."""
    call.__doc__ = sentence
    return Candidate("wrong", "f", "x", call)


def test_mistake_that_gives_the_same() -> None:
    """A mistake is named if it gives what the learner's function gives, at each call."""
    known = [mistake("a", lambda X: X.sum()), mistake("b", lambda X: X.mean(axis=0))]

    said = told(lambda X: X.sum(axis=0) / len(X), lambda X: X.mean(axis=1), known)

    assert said == "b"


def test_mistake_that_gives_the_same_only_once() -> None:
    """A mistake that agrees at one call and not at the other is not named."""
    known = [mistake("a", lambda X: X[0] if X[0, 0] == 1 else X[1])]

    assert told(lambda X: X[0], lambda X: X[0] ** 3, known) == ""


def test_mistake_beside_another() -> None:
    """A mistake is named beside another one if it explains the failing test, and shows wherever else it would."""
    calls = [CALLS[0], CALLS[1]._replace(failing=False)]
    small, doubled = (
        mistake("small", lambda X: X * 2 if len(X) == 2 else X * 1.0),
        mistake("doubled", lambda X: X * 2.0),
    )
    both: Unary = lambda X: X * 2 if len(X) == 2 else X - 1  # noqa: E731
    right: Unary = lambda X: X * 1.0  # noqa: E731

    assert diagnose(both, right, [small], calls) == "small"
    assert diagnose(both, right, [small], CALLS) == ""
    assert diagnose(both, right, [doubled], calls) == "doubled"


def test_mistakes_that_share_the_failing_test() -> None:
    """Where several mistakes explain the failing test, and none the others, one is named only if all say the same."""
    calls = [CALLS[0], CALLS[1]._replace(failing=False)]
    theirs: Unary = lambda X: X * 2 if X[0, 0] == CALLS[0].args[0][0, 0] else X - 1  # noqa: E731
    right: Unary = lambda X: X * 1.0  # noqa: E731
    twice: Unary = lambda X: X * 2.0  # noqa: E731
    added: Unary = lambda X: X + X  # noqa: E731

    assert diagnose(theirs, right, [mistake("a", twice), mistake("a", added)], calls) == "a"
    told_otherwise = diagnose(theirs, right, [mistake("a", twice), mistake("b", added)], calls)
    assert told_otherwise == "Each wrong number is twice what it should be."


def test_right_answer_is_told_nothing() -> None:
    """Where nothing differs from the reference, nothing is said."""
    known = [mistake("a", lambda X: X * 1.0)]

    assert told(lambda X: X * 1.0, lambda X: X / 1.0, known) == ""


def test_changed_input_is_a_difference() -> None:
    """A function that gives the right result and writes into its argument is known by that."""

    def writes(X: Any) -> Any:
        X += 1
        return X - 1

    known = [mistake("nothing", lambda X: X * 1.0), mistake("writes", writes)]

    assert told(writes, lambda X: X * 1.0, known) == "writes"


DECODED: list[tuple[Unary, str]] = [
    (lambda X: 2 * X, "Each wrong number is twice what it should be."),
    (lambda X: -X, "Each wrong number is minus what it should be."),
    (lambda X: 0.3 * X, "Each wrong number is 0.3 times what it should be."),
    (lambda X: len(X) * X, "Each wrong number is n times what it should be, n being the rows of its first argument."),
    (lambda X: X / len(X), "Each wrong number is 1/n of what it should be, n being the rows of its first argument."),
    (lambda X: X.T.copy(), "It is the transpose of what is right."),
    (lambda X: X[::-1].copy(), "It is what is right, but in reverse along axis 0."),
    (lambda X: X[::-1, ::-1].copy(), "It is what is right, but flipped, last entry first."),
    (lambda X: X.ravel() * 1.0, "It has the right numbers in another shape."),
    (lambda X: X.astype(np.float32), "Its numbers are right, but of dtype float32, not float64."),
    (lambda X: X + 1, ""),
    (lambda X: X, ""),
]


@pytest.mark.parametrize(("theirs", "said"), DECODED, ids=range(len(DECODED)))
def test_decoded(theirs: Unary, said: str) -> None:
    """An unknown mistake is described as far as its numbers show it."""
    assert told(theirs, lambda X: X * 1.0, []) == said


def test_decoded_change() -> None:
    """A function whose results are right, but which writes into its argument, is told so."""

    def writes(X: Any) -> Any:
        X *= 2
        return X / 2

    assert told(writes, lambda X: X * 1.0, []) == "It changes an array that it was passed."


def test_decoded_infinity() -> None:
    """Of numbers that overflow nothing is said, and nothing breaks."""
    huge = [Call((np.array([1000.0, 3.0]),), {})]
    wrong: list[tuple[Unary, Unary]] = [
        (lambda Z: np.exp(np.minimum(Z, 709)), np.exp),
        (lambda Z: np.exp(abs(Z)), lambda Z: np.exp(-Z)),
        (lambda Z: np.array([1e300, 2]), lambda Z: np.ones(2, np.float32)),
    ]

    assert [diagnose(theirs, right, [], huge) for theirs, right in wrong] == ["", "", ""]


def test_decoded_order() -> None:
    """Two results in each other's places are right, but for their order."""
    said = told(lambda X: (X + 1, X * 1.0), lambda X: (X * 1.0, X + 1), [])

    assert said == "Its results are right, but in another order than the one asked for."


def test_recorder_keeps_what_came_before_the_function_ran() -> None:
    """A recorded call has the arguments as they were, even if the function changed them."""

    def writes(X: Any) -> None:
        X[:] = 0

    recorder = Recorder(writes)
    recorder(np.ones(3))

    assert recorder.calls[0].args[0].tolist() == [1, 1, 1]


def test_standing_in_ends() -> None:
    """After it, each name has its own function again."""
    import dojo.tests.verdict.test_diagnose as module

    names = vars(module)
    with standing_in({mistake: len}, [module]):
        assert names["mistake"] is len

    assert names["mistake"] is not len


@pytest.mark.parametrize("name", [name for name in chapters() if (ROOT / "mistakes" / f"{name}.py").is_file()])
def test_sentences(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each wrong answer has a sentence and says what it breaks."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "solutions"), *sys.path])
    answers = [answer for answer in candidates(chapters()[name]) if answer.kind in ("wrong", "unpolished")]

    assert all(answer.sentence.endswith((".", ".)", "?")) and len(answer.sentence) < 300 for answer in answers)
    assert [str(answer) for answer in answers if "\nBreaks: " not in (inspect.getdoc(answer.call) or "")] == []


def test_earlier_chapter_is_blamed(tmp_path: Path) -> None:
    """A chapter that fails by an earlier one's function says which, and how to go on."""
    for name in chapters():
        text = (ROOT / "solutions" / f"{name}.py").read_text(encoding="utf-8")
        (tmp_path / f"{name}.py").write_text(text.replace("np.maximum(0, Z)", "np.abs(Z)"), encoding="utf-8")
    arrays = (tmp_path / "ch11_arrays.py").read_text(encoding="utf-8")

    start = time.perf_counter()
    code, text = run(tmp_path, arrays, test="test_ch33_mlp_forward")

    assert code == 1 and time.perf_counter() - start < 60
    assert "The cause is relu of chapter 3.2: with the reference's, this test passes." in text
    assert "nox -s ch3_3 -- --borrow" in text


def test_known_mistake_is_named(tmp_path: Path) -> None:
    """The learner reads the sentence that the mistake has in mistakes/."""
    for name in chapters():
        text = (ROOT / "solutions" / f"{name}.py").read_text(encoding="utf-8")
        (tmp_path / f"{name}.py").write_text(text.replace("np.maximum(0, Z)", "np.abs(Z)"), encoding="utf-8")
    arrays = (tmp_path / "ch11_arrays.py").read_text(encoding="utf-8")

    code, text = run(tmp_path, arrays, test="test_ch32_activations")

    assert code == 1
    assert "turns negative scores positive" in text
