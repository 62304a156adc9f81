"""What reads the lessons says no where it should: planted faults of text, code and frame are found."""

import pytest

from dojo.pictures import draw
from dojo.proof.lessons import frame, glossary, legible, paste, plain

PASTED = {
    "for x in [1]:\n    print(x)\nprint(2)\n": "invalid syntax",
    "if x:\n    y = 1\n\nelse:\n    y = 2\n": "invalid syntax",
    "def f():\n    x = 1\n\n    return x\n": "unexpected indent",
    "y = [1,\n": "still waits",
}


@pytest.mark.parametrize("source", PASTED)
def test_pasting(source: str) -> None:
    """A block that a prompt does not take line by line is found."""
    assert paste.faults("# why\nfor x in [1]:\n    y = [\n        x,\n    ]\n\ny += [2]\nprint(y)\n") == []

    assert PASTED[source] in paste.faults(source)[0]


PLAIN = {
    "row": ("$\\frac{1}{2}$", "$$\n\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}\n$$", "becomes"),
    "space": ("$\\frac{1}{2}$", "$a \\, b$", "becomes a , b"),
    "emphasis": ("$\\frac{1}{2}$", "$(X)_{ij}$ is $(Y)_{ij}$", "becomes"),
    "tag": ("$\\frac{1}{2}$", "$a<b>c$", "becomes"),
    "entity": ("$\\frac{1}{2}$", "$a &lt; b$", "becomes a < b"),
    "letter": ("$\\frac{1}{2}$", "the $n$th", "a letter or digit touches"),
    "price": ("$\\frac{1}{2}$", "$5", "a dollar has no partner"),
    "list": ("$\\frac{1}{2}$", "\n\n$$\n- x\n$$\n\n", "becomes"),
}


@pytest.mark.parametrize("fault", PLAIN)
def test_plain(fault: str) -> None:
    """What a plain parser of Markdown would take from a formula is found."""
    old, new, said = PLAIN[fault]
    lesson = "Half of it is $\\frac{1}{2}$, as $a_i$ and $b_i$ say."
    assert list(plain.faults(lesson)) == []

    assert said in " ".join(plain.faults(lesson.replace(old, new)))


def test_loose_dollars() -> None:
    """Double dollars need a line of their own, and empty lines around."""
    right = "a\n\n$$\nx\n$$\n\nb\n\n```text\n$$ x $$\n```\n"

    assert list(plain.loose_dollars(right)) == []
    for wrong in "a\n$$\nx\n$$\n\nb", "a\n\n$$\nx\n$$\nb", "a\n\n$$ x $$\n\nb", "a\n\n$$x\n$$\n\nb":
        assert list(plain.loose_dollars(wrong))


FRAMED = """+++
title = "Learn Deep Learning with NumPy, Part 3.2: Activation Functions for Neural Networks"
author = "Artintellica"
date = "2026-11-24"
+++

# Learn Deep Learning with NumPy, Part 3.2: Activation Functions for Neural Networks

**Read:** 20 minutes. **Write:** 1 to 2 hours. **You need:** [chapter 3.1](ch31_perceptron.md).

After this lesson, you can

- bend,
- bend
  more,
- and bend most.

## The idea: a bend

A *bend* is folded.

## Mistakes, and how they look

| you see | why |
|---|---|
| nan | overflow |

## Katas

<details>
<summary>Hint 1</summary>

These words are not counted.

</details>

## Exercises

## Recap

- 1
- 2
- 3
- 4
- 5

## Questions

QUESTIONS

## Formulas and shapes

| what | formula | shape |
|---|---|---|
| relu | $z$ | (n, k) |

## Background

[Nair and Hinton](https://example.org) did it.

## What comes next
""".replace(
    "QUESTIONS",
    "\n\n".join(
        f"### Question {number}: why?\n\n<details>\n<summary>Answer</summary>\n\nSo.\n\n</details>"
        for number in range(1, 6)
    ),
)
FRAMES = {
    "top": ("**Read:** 20 minutes. ", "", "does not begin"),
    "long": ("20 minutes", "40 minutes", "40 minutes, not 25"),
    "slow": ("1 to 2 hours", "1 to 3 hours", "not in 2 hours"),
    "things": ("- and bend most.\n", "", "2 things"),
    "missing": ("## Background\n", "", "its headings end"),
    "order": ("## Recap", "## Recapitulation", "its headings end"),
    "recap": ("- 5\n", "", "4 lines"),
    "question": ("### Question 5: why?", "### Question 6: why?", "not five"),
    "answer": ("<summary>Answer</summary>", "<summary>So</summary>", "no folded answer"),
    "card": ("| what | formula", "| name | formula", "not one table"),
    "rows": ("| nan | overflow |\n", "| nan | overflow |\n" * 9, "not 8"),
    "source": ("(https://example.org)", "(ch31_perceptron.md)", "links no source"),
}


@pytest.mark.parametrize("fault", FRAMES)
def test_frame(fault: str) -> None:
    """What is missing or too much in the frame is found."""
    old, new, said = FRAMES[fault]
    assert [*frame.top_faults("ch32_activations", FRAMED), *frame.end_faults(FRAMED)] == []
    assert old in FRAMED

    wrong = FRAMED.replace(old, new)
    assert said in [*frame.top_faults("ch32_activations", wrong), *frame.end_faults(wrong)][0]


def test_words() -> None:
    """Words are counted without code, formulas and what is folded away."""
    more = "\n\nThree more words: $x + y$ `and code`.\n\n```python\nx = 1\n```\n"

    assert frame.words(FRAMED + more) - frame.words(FRAMED) == 3
    assert frame.words("Seen.\n\n<details>\n\nNot seen.\n\n</details>\n\nSeen again.") == 3


def test_terms() -> None:
    """Terms are in single asterisks; titles that are links, bold words and whole sentences are none."""
    lesson = "A *learning rate*, **bold**, [*A Title*](https://example.org), *and this is a sentence.*"

    assert list(glossary.introduced(lesson)) == ["learning rate"]
    assert glossary.means("Batches", "batch") and not glossary.means("baseline", "batch")


def test_legible_words() -> None:
    """In a diagram, words that are small, cut off or over each other are found."""
    figure, axes = draw.canvas(16, 6)
    draw.text(axes, (4, 3), "one")
    draw.text(axes, (4, 2), "two")
    assert list(legible.faults(figure)) == []
    draw.text(axes, (4, 2.1), "over")
    draw.text(axes, (16, 4), "edge")
    draw.text(axes, (8, 4), "small", size=8)

    found = list(legible.faults(figure))
    assert [fault.split()[-1] for fault in found] == ["off", "least", "other"]
