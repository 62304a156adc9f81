"""Katas that are copied come first, whatever their names are; what everybody has counts for nothing."""

import pytest

from dojo.grading.similar import alike, main
from dojo.grading.submissions import Submission
from dojo.ground.chapters import SOLUTIONS, chapters
from dojo.ground.stub_maker import stubs

PERCEPTRON = chapters()["ch31_perceptron"]
OWN = """
def forward_perceptron(X, W, b):
    scores = []
    for row in X:
        total = b[0]
        for value, weight in zip(row, W[:, 0]):
            total = total + value * weight
        scores.append([1.0 / (1.0 + np.exp(-total))])
    return np.array(scores, dtype=X.dtype).reshape(len(X), 1)
"""
OTHER = """
def forward_perceptron(X, W, b):
    Z = np.einsum("nd,dk->nk", X, W)
    with np.errstate(over="ignore"):
        return np.where(Z + b >= 0, 1 / (1 + np.exp(-(Z + b))), np.exp(Z + b) / (1 + np.exp(Z + b)))
"""


def of(text: str) -> Submission:
    """Return a submission with one kata."""
    return Submission({"ch31_perceptron.py": text.encode()}, [])


def test_a_copy_with_other_names_comes_first() -> None:
    """Names, comments and spaces do not hide a copy."""
    renamed = OWN.replace("scores", "results").replace("total", "z").replace("value", "x  ") + "# my own work\n"
    class_ = {"ada": of(OWN), "ben": of(OTHER), "cleo": of(renamed)}

    first = alike(PERCEPTRON, class_)[0]

    assert (first.first, first.second) == ("ada", "cleo") and first.share > 0.9


def test_what_everybody_has_is_left_out() -> None:
    """Two who hand in the reference, or the stubs, are not called alike."""
    reference = (SOLUTIONS / "ch31_perceptron.py").read_text(encoding="utf-8")
    stub = next(text for path, text in stubs().items() if path.stem == "ch31_perceptron")

    assert alike(PERCEPTRON, {"ada": of(reference), "ben": of(reference), "cleo": of(stub), "dan": of(stub)}) == []


def test_an_unknown_chapter_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """The chapters that there are are told."""
    with pytest.raises(SystemExit):
        main(["nowhere", "--chapters", "ch9_9"])

    assert "chapters are ch1_1, ch1_2" in capsys.readouterr().err
