"""What proves the lessons says no where it should: planted faults are found."""

import sys
from pathlib import Path

import pytest

from dojo.proof.lessons import formulas, results, test_rendering, text
from dojo.proof.lessons.compare import same_words
from dojo.proof.lessons.run import Runner

LESSON = """+++
title = "Learn Deep Learning with NumPy, Part 3.2: Activation Functions for Neural Networks"
author = "Artintellica"
date = "2026-11-24"
+++

A relu keeps what is positive. See [before](ch31_perceptron.md) and [here](#a-heading).

```python
import numpy as np
from ch32_activations import relu

kept = relu(np.array([-1.0, 2.5]))
print(kept)
```

```text
[0.  2.5]
```

The larger one stays 2.50, as chapter 3.2 says, and $e^z$ is not asked for.
<!-- check: f"{kept[1]:.2f}" -->

## A heading
"""


def run(folder: Path, lesson: str, results: bool = False) -> None:
    """Run a lesson."""
    path = folder / "ch32_activations.md"
    path.write_text(lesson, encoding="utf-8")
    Runner(folder, results).run(path)


def test_true_lesson(tmp_path: Path) -> None:
    """What is true passes."""
    run(tmp_path, LESSON)


FAULTS = {
    "output": ("[0.  2.5]\n", "[0.  2.6]\n", "the block above printed"),
    "number": ("stays 2.50", "stays 2.60", "gives 2.50, which the paragraph does not say"),
    "unchecked": ("A relu keeps", "At 97.3% a relu keeps", "no check computes 97.3% in line 7"),
    "unshown": ("```text\n[0.  2.5]\n```\n", "```python\nprint(1)\n```\n", "what the block above printed is not shown"),
    "code": ("relu(np.array", "relo(np.array", "raises NameError"),
    "command": ("## A heading", "```sh\nnox -s ch9_9\n```\n\n## A heading", "nox -s ch9_9 ends with"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault(tmp_path: Path, fault: str) -> None:
    """A wrong output, number, name or command is found, and said in words."""
    old, new, said = FAULTS[fault]
    assert old in LESSON

    with pytest.raises(AssertionError, match=said):
        run(tmp_path, LESSON.replace(old, new))


RESULT = """
<!-- result -->
```python
trained = 0.123 * kept
print(f"after training: {trained[1]:.4f}, {97.36:.2f}%")
```

```text
after training: 0.3075, 97.36%
```

It reaches 97.36%.
<!-- result check: f"{97.36:.2f}%" -->
"""


def test_results_wait(tmp_path: Path) -> None:
    """A result block runs, and what belongs to it is compared, only if that is asked for; its numbers may be close."""
    wrong, close = (
        RESULT.replace("97.36%\n", "91.36%\n"),
        RESULT.replace("97.36%\n", "97.51%\n").replace("0.3075", "0.3066"),
    )
    run(tmp_path, LESSON + wrong)
    run(tmp_path, LESSON + RESULT, results=True)
    run(tmp_path, LESSON + close, results=True)

    with pytest.raises(AssertionError, match="the block above printed"):
        run(tmp_path, LESSON + wrong, results=True)
    with pytest.raises(AssertionError, match="which the paragraph does not say"):
        run(tmp_path, LESSON + RESULT.replace("reaches 97.36%", "reaches 91.36%"), results=True)


def test_results_stay_apart(tmp_path: Path) -> None:
    """An ordinary block can't use a name that a result block makes."""
    use = "\n```python\nassert trained[1] > 0.3\n```\n"
    run(tmp_path, LESSON + RESULT + use, results=True)

    with pytest.raises(AssertionError, match="name 'trained' is not defined"):
        run(tmp_path, LESSON + RESULT + use)


def test_results_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The session takes the lessons with results, keeps their figures if asked, and else compares with those kept."""
    draws = LESSON.replace("print(kept)", """import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.plot(kept)
fig.savefig("lessons/figures/ch32_kept.png")
print(kept)""")  # fmt: skip
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(text, "LESSONS", tmp_path)
    (tmp_path / "figures").mkdir()
    (tmp_path / "ch31_perceptron.md").write_text("Nothing is trained here.\n", encoding="utf-8")
    (tmp_path / "ch32_activations.md").write_text(draws + RESULT, encoding="utf-8")

    assert results.main([]) == 1 and "it is not in lessons/figures/" in capsys.readouterr().out
    assert results.main(["ch3_2", "--keep"]) == 0 and (tmp_path / "figures" / "ch32_kept.png").is_file()
    assert results.main([]) == 0 and "ch31" not in capsys.readouterr().out
    (tmp_path / "ch32_activations.md").write_text(draws.replace("plot(kept)", "bar([0, 1], kept)") + RESULT, "utf-8")
    assert results.main(["ch32"]) == 1 and "is it out of date?" in capsys.readouterr().out


def test_close_words() -> None:
    """Numbers of results may differ by 2%, or by half a point if they are percentages; words may not."""
    shown = "epoch 3: loss 0.1000, 97.5% of 10,000"

    assert same_words(shown, "epoch 3: loss 0.1015, 97.1% of 10,000", is_result=True)
    assert not same_words(shown, "epoch 3: loss 0.1015, 97.1% of 10,000")
    for other in (
        "epoch 4: loss 0.1000, 97.5% of 10,000",
        "epoch 3: loss 0.1000, 96.9% of 10,000",
        "epoch 3: lost 0.1000",
    ):
        assert not same_words(shown, other, is_result=True)


@pytest.fixture
def lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of two lessons, inside what counts as the repository."""
    monkeypatch.setattr(text, "LESSONS", tmp_path)
    monkeypatch.setattr(test_rendering, "ROOT", tmp_path)
    (tmp_path / "ch31_perceptron.md").write_text(LESSON, encoding="utf-8")
    return tmp_path / "ch32_activations.md"


@pytest.mark.parametrize(
    "wrong", ["(ch30_perceptron.md)", "(#no-heading)", "(ch31_perceptron.md#x)", "(https://nowhere)"]
)
def test_broken_link(lessons: Path, wrong: str) -> None:
    """A link to no file, to no heading or to no host is found."""
    lessons.write_text(LESSON, encoding="utf-8")
    test_rendering.test_links_lead_somewhere("ch32_activations")
    lessons.write_text(LESSON.replace("(#a-heading)", wrong), encoding="utf-8")

    with pytest.raises(AssertionError):
        test_rendering.test_links_lead_somewhere("ch32_activations")


def test_bad_formula() -> None:
    """KaTeX sets what is right, and says what is wrong."""
    formulas.install()
    found = formulas.faults([(r"\frac{1}{1 + e^{-z}}", True), (r"\frac{1}{1 + e^{-z}", True), (r"\unknown x", False)])

    assert found[0] == "" and all(found[1:])


def test_formulas_are_found() -> None:
    """Formulas are between dollars, inline or on lines of their own; a price is none."""
    found = list(text.formulas("a $x$ b\n\n$$\ny = 1\n$$\n\nIt costs `$z$`.\n"))

    assert [(tex.strip(), display) for tex, display, _ in found] == [("x", False), ("y = 1", True)]
