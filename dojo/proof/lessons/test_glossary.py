"""The glossary and the lessons agree: a term is in italics where it is introduced, and in the glossary."""

import pytest

from dojo.proof.lessons import glossary
from dojo.proof.lessons.text import NAMES, read

ELSEWHERE = {  # words that readers meet in other books
    "channel", "dying ReLU", "epoch", "generalization", "GPU", "hyperparameter", "iteration", "kernel", "local minimum",
    "logits", "padding", "receptive field", "saddle point", "SGD",
}  # fmt: skip


def test_order() -> None:
    """Its terms are in order, each once."""
    terms = [entry.term for entry in glossary.entries()]

    assert terms == sorted(terms, key=str.lower) and len(set(terms)) == len(terms) > 80


def test_words_of_other_books() -> None:
    """It has the words that readers meet elsewhere."""
    assert ELSEWHERE - {entry.term for entry in glossary.entries()} == set()


@pytest.mark.parametrize("name", NAMES)
def test_its_terms_are_introduced(name: str) -> None:
    """A lesson introduces in italics, under the heading that is named, each term that the glossary says is there."""
    missing = [entry for entry in glossary.entries() if entry.lesson == name and not glossary.is_introduced(entry)]

    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_introduced_is_in_it(name: str) -> None:
    """Each term that a lesson sets in italics is in the glossary."""
    known = [entry.term for entry in glossary.entries()]
    missing = [
        term for term in glossary.introduced(read(name)) if not any(glossary.means(term, word) for word in known)
    ]

    assert missing == []
